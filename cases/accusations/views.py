"""专人事项: what was entrusted to her by name. A view finds within scope, reads the form, calls one verb, answers."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from cases.accusations import keeping, seats, verbs
from cases.accusations.forms import BUTTONS, KEEPING
from cases.accusations.models import Accusation, AccusationChange, AccusationReader
from cases.accusations.queries import readable_by, seats_read_by
from cases.accusations.states import ACCUSATION, STATES
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.deadlines.faces import face
from network.staff import proof
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

PAGE = 100
OPEN_FIRST = F("closed_at").asc(nulls_first=True)


def _find(request: HttpRequest, row_id: UUID) -> Accusation:
    gate.require(request.scope, "read_accusation")
    found = verbs.find(row_id, by=request.user)
    if found is None:
        raise Http404
    return found


def _my_clocks(request: HttpRequest, accusation: Accusation) -> list[Any]:
    mine = AccusationReader.objects.get(accusation=accusation, user=request.user, until_at=None)
    return [face(row, clock.now()) for row in clocks.running(("accusation", mine.pk))]


@require_GET
def entrusted_page(request: HttpRequest) -> HttpResponse:
    """/cases/entrusted/: number, day, state and clock; not a word of whom or what."""
    gate.require(request.scope, "read_accusation")
    rows = list(readable_by(request.scope).order_by(OPEN_FIRST, "received_on", "id")[:PAGE])
    record.events(Action.LIST, by=request.user, kind="case", ids=[row.pk for row in rows])
    shown = [
        {"row": row, "state": STATES[row.state], "face": next(iter(_my_clocks(request, row)), None)}
        for row in rows
    ]
    return render(request, "cases/accusations/list.html", {"rows": shown})


@require_GET
def seat_page(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """From a message to the matter, if it is still hers."""
    gate.require(request.scope, "read_accusation")
    seat = seats_read_by(request.scope).filter(pk=seat_id).first()
    if seat is None:
        messages.info(request, _("This matter is no longer in your hands."))
        return redirect("inbox")
    return redirect("entrusted_matter", seat.accusation_id)


@require_GET
def accusation_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/cases/entrusted/<id>/: everything, for a reader; each reading is logged without content."""
    accusation = _find(request, row_id)
    content = verbs.read(accusation, by=request.user)
    readers = seats.of(accusation)
    allowed = [each.event for each in ACCUSATION.allowed(accusation.state)]
    if accusation.closed_at is None:
        allowed += ["replace_reader" if len(readers) == len(seats.SEATS) else "add_reader", "step_aside"]
    step = keeping.next_step(accusation, by=request.user, on=clock.today())
    allowed += [step] if step else []
    context = {
        "row": accusation,
        "kept_until": keeping.ends_on(accusation),
        "state": STATES[accusation.state],
        "texts": content.texts,
        "events": content.events,
        "readers": readers,
        "faces": _my_clocks(request, accusation),
        "files": verbs.files_of(accusation),
        "change": AccusationChange.objects.filter(accusation=accusation, decided_at=None)
        .select_related("to", "asked_by")
        .first(),
        "buttons": [{"verb": verb, "label": BUTTONS[verb].label} for verb in allowed],
    }
    return render(request, "cases/accusations/accusation.html", context)


def _decide(request: HttpRequest, accusation: Accusation) -> HttpResponse:
    change = AccusationChange.objects.filter(accusation=accusation, decided_at=None).first()
    if change is None or request.method != "POST":
        raise Http404
    try:
        seats.decide_change(change, grant=request.POST.get("grant") == "yes", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your decision is recorded."))
    return _back(request, accusation)


def _back(request: HttpRequest, accusation: Accusation) -> HttpResponse:
    still = verbs.find(accusation.pk, by=request.user)
    return redirect("entrusted_matter", accusation.pk) if still else redirect("entrusted")


def _wrong_password(request: HttpRequest, form: Any) -> bool:
    """Says so beside the field; a form without a password has none that is wrong."""
    if "password" not in form.fields:
        return False
    said = proof.wrong(request, form.cleaned_data.pop("password"))
    if said:
        form.add_error("password", said)
    return bool(said)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """GET the verb's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    accusation = _find(request, row_id)
    if verb == "decide_change":
        return _decide(request, accusation)
    if verb not in BUTTONS:
        raise Http404
    button = BUTTONS[verb]
    form = button.form(request.POST if request.method == "POST" else None, accusation=accusation)
    if request.method == "POST" and form.is_valid() and not _wrong_password(request, form):
        try:
            button.run(accusation, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, button.done)
            return _back(request, accusation)
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    context = {"row": accusation, "label": button.label, "form": form}
    if request.method == "GET":
        if verb in KEEPING:
            said = keeping.why_not(accusation, verb, by=request.user, on=clock.today())
        else:
            said = verbs.why_not(accusation, verb)
        context["refusal"] = said
    return render(request, "cases/accusations/verb.html", context)


@require_GET
def file_page(request: HttpRequest, row_id: UUID, file_id: UUID) -> HttpResponse:
    """One file under a neutral name; each opening is logged."""
    found = verbs.file_of(_find(request, row_id), file_id, by=request.user)
    if found is None:
        raise Http404
    content, file = found
    response = HttpResponse(content, content_type=file.content_type)
    how = "inline" if file.content_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{file.file_name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
