"""The public door: writing to the county without an account, and what number and code open. POST only, no cookies
but the form's own, nothing kept in the browser."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.door import asking, codes, state, writing
from cases.door.forms import AddForm, FirstForm, KeyForm, RateForm, WordsForm, federation, intake_of
from cases.door.state import Answers, State
from cases.vocabulary.intake import Safety
from network.access.gate import Refusal
from network.sites import counting
from network.sites.numbers import FIRST
from sisterhood.lib import clock
from sisterhood.lib.identifiers import of_content

PATIENCE = timedelta(seconds=5)  # nobody reads and answers nine questions faster
FIRST_PAGE, WORDS_PAGE, CHECK_PAGE = (f"cases/door/write_{name}.html" for name in ("first", "words", "check"))


def _posted(request: HttpRequest, form: type[Form]) -> Answers:
    """The values of one form as they were typed, none longer than the longest answer."""
    return {name: request.POST.get(name, "")[:8001] for name in form.base_fields}


def _page(request: HttpRequest, held: State, template: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "state": state.seal(held),
        "police": FIRST if held.first.get("safety") == Safety.URGENT else None,
        **more,
    }
    return render(request, template, context, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def write_page(request: HttpRequest) -> HttpResponse:
    """/help/write/: two pages of questions, the answers to check, then the receipt; `step` says what was pressed."""
    at, step = clock.now(), request.POST.get("step", "")
    held = state.open_sealed(request.POST.get("state", ""), at=at)
    if held is None:
        return _begin_again(request, at)
    if step == "words":
        held.first = _posted(request, FirstForm)
    elif step == "check" or (step == "first" and "facts" in request.POST):
        held.words = _posted(request, WordsForm)
    if step == "first":
        return _page(request, held, FIRST_PAGE, form=FirstForm(initial=held.first))
    first, words = FirstForm(held.first), WordsForm(held.words)
    if not first.is_valid():
        return _page(request, held, FIRST_PAGE, form=first)
    if step in ("words", "edit"):
        return _page(request, held, WORDS_PAGE, form=WordsForm(initial=held.words))
    if not words.is_valid():
        return _page(request, held, WORDS_PAGE, form=words)
    if step == "send":
        return _send(request, held, first, words, at)
    return _page(request, held, CHECK_PAGE, answers=_answers(first, words))


def _begin_again(request: HttpRequest, at: datetime) -> HttpResponse:
    """The first page; whoever had one open for more than a day is told so and keeps what that page still holds."""
    held = state.begin(at)
    form = FirstForm(_posted(request, FirstForm)) if request.method == "POST" else FirstForm()
    if request.method == "POST":
        form.add_error(None, _("This form was open for too long. Please begin again from here."))
    return _page(request, held, FIRST_PAGE, form=form)


def _answers(first: FirstForm, words: WordsForm) -> list[dict[str, Any]]:
    rows = []
    for form in (first, words):
        for bound in form:
            value = form.cleaned_data.get(bound.name)
            if value:
                choices = dict(getattr(bound.field, "choices", ())) if bound.name != "unit" else {}
                said = federation(value) if bound.name == "unit" else choices.get(value, value)
                rows.append({"label": bound.label, "value": said})
    return rows


def _send(
    request: HttpRequest, held: State, first: FirstForm, words: WordsForm, at: datetime
) -> HttpResponse:
    sentence, status = None, 200
    if at - held.begun < PATIENCE:
        sentence = _("That was very fast. Please wait a few seconds and send again; nothing is lost.")
    else:
        intake, mark = intake_of(first.cleaned_data, words.cleaned_data), counting.mark_of(request.META)
        try:
            ident = of_content(held.ident, first.cleaned_data, words.cleaned_data)
            receipt = writing.write_in(
                intake, unit=words.cleaned_data["unit"], ident=ident, address_mark=mark
            )
        except Refusal as refusal:
            sentence, status = str(refusal), 429 if refusal.code == "wait" else 200
    if sentence is not None:
        return _page(request, held, CHECK_PAGE, status, answers=_answers(first, words), sentence=sentence)
    shown = {"number": receipt.number, "code": codes.grouped(receipt.code)}
    return render(request, "cases/door/receipt.html", shown)


def _asked(request: HttpRequest) -> tuple[State | None, asking.Key | None]:
    """Number and code out of a sealed state of the progress page."""
    held = state.open_sealed(request.POST.get("state", ""), at=clock.now())
    if held is None or not held.code:
        return None, None
    return held, asking.Key(held.number, held.code, counting.mark_of(request.META))


def _shown(request: HttpRequest, key: asking.Key, **more: Any) -> HttpResponse:
    """Stage and days, with what she may do next; the forms carry number and code sealed."""
    progress = asking.ask(key)
    fresh = state.begin(clock.now())
    fresh.number, fresh.code = key.number, key.code
    context = {
        "progress": progress,
        "number": key.number,
        "state": state.seal(fresh),
        "add": AddForm(),
        "rate": RateForm(initial={"satisfaction": progress.rated}),
        **more,
    }
    return render(request, "cases/door/progress.html", context)


def _ask_again(request: HttpRequest, form: KeyForm, refusal: Refusal | None = None) -> HttpResponse:
    if refusal is not None:
        form.add_error(None, str(refusal))
    status = 429 if refusal is not None and refusal.code == "wait" else 200
    return render(request, "cases/door/ask.html", {"form": form}, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def progress_page(request: HttpRequest) -> HttpResponse:
    """/progress/: number and code, never in the address."""
    if request.method != "POST":
        return render(request, "cases/door/ask.html", {"form": KeyForm()})
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, form)
    data = form.cleaned_data
    try:
        return _shown(request, asking.Key(data["number"], data["code"], counting.mark_of(request.META)))
    except Refusal as refusal:
        return _ask_again(request, form, refusal)


def _further(request: HttpRequest, name: str, form: Form) -> HttpResponse:
    """Adding and rating: read the sealed key, read the form, call the one verb, show the progress again."""
    held, key = _asked(request)
    if held is None or key is None:
        return _ask_again(request, KeyForm({}), Refusal("old", _("Please enter number and code again.")))
    try:
        if form.is_valid():
            if name == "add":
                asking.add(key, ident=of_content(held.ident, form.cleaned_data), **form.cleaned_data)
            else:
                asking.rate(key, **form.cleaned_data)
            return _shown(request, key, done=name)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    try:
        return _shown(request, key, errors=form, **{name: form})
    except Refusal as refusal:
        return _ask_again(request, KeyForm(initial={"number": key.number}), refusal)


@login_not_required
@require_POST
def add_page(request: HttpRequest) -> HttpResponse:
    """One more message."""
    return _further(request, "add", AddForm(request.POST))


@login_not_required
@require_POST
def rate_page(request: HttpRequest) -> HttpResponse:
    """Her rating."""
    return _further(request, "rate", RateForm(request.POST))
