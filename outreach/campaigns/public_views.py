"""活动报名与签到: pages for everybody. No account, no name, no cookie but the form's own; works without a script."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once
from network.sites import counting
from outreach.campaigns import public, surveys
from outreach.campaigns.fields import count
from sisterhood.lib.identifiers import of_content

_WAIT = _("Too many answers came from here. Please wait a while.")
_OVER = _("This event is over.")


class ComeForm(forms.Form):
    """How many come. Numbers alone."""

    women = count(_("Women"))
    men = count(_("Men"))
    children = count(_("Children"))


_SCALE = [
    ("1", _("not at all")),
    ("2", _("rather not")),
    ("3", _("half and half")),
    ("4", _("rather yes")),
    ("5", _("fully")),
]


class SurveyForm(forms.Form):
    """A handful of questions, each from one to five, none chosen beforehand."""

    phase = forms.ChoiceField(
        label=_("When do you answer?"),
        choices=surveys.Phase.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose."), "invalid_choice": _("Please choose.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in surveys.Question.choices:
            self.fields[code] = forms.ChoiceField(
                label=label,
                choices=_SCALE,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose."), "invalid_choice": _("Please choose.")},
            )

    @property
    def answers(self) -> dict[str, int]:
        """Answer by question."""
        return {code: int(self.cleaned_data[code]) for code in surveys.Question.values}


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, f"outreach/campaigns/{template}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _event(code: str) -> public.Event | None:
    """None for one that is over; a code of none is not found."""
    known = code.isascii() and len(code) == 8
    found = public.shown(code.upper()) if known else None
    if found is None and not (known and public.is_over(code.upper())):
        raise Http404
    return found


def _ident(request: HttpRequest, *words: object) -> UUID:
    return UUID(hex=of_content(once.ident_of(request.POST), *words))


@login_not_required
@require_GET
def events_page(request: HttpRequest) -> HttpResponse:
    """/events/: what is coming."""
    return _page(request, "events", events=public.coming())


@login_not_required
@require_http_methods(["GET", "POST"])
def event_page(request: HttpRequest, code: str) -> HttpResponse:
    """/events/<code>/: one event; before its day how many will come, on its day how many are here."""
    event = _event(code)
    if event is None:
        return _page(request, "event_over", asked="event")
    form = ComeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] or 0 for name in ("women", "men", "children")}
        mark = counting.mark_of(request.META)
        answer = public.come(event.code, **told, ident=_ident(request, event.code, told), mark=mark)
        if answer == "kept":
            return _page(request, "event_kept", event=event, told=told)
        sentences = {
            "wait": _WAIT,
            "many": _("Write how many of you come; for a larger group call the organiser."),
        }
        form.add_error(None, sentences.get(answer, _OVER))
        status = 429 if answer == "wait" else 200
    return _page(request, "event", status, event=event, form=form, form_ident=once.ident_of(request.POST))


@login_not_required
@require_http_methods(["GET", "POST"])
def survey_page(request: HttpRequest, code: str) -> HttpResponse:
    """/events/<code>/survey/: the questions. What is answered is added to a count and kept nowhere else."""
    event = _event(code)
    if event is None or not event.surveyed:
        return _page(request, "event_over", asked="survey", event=event)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        answers, phase = form.answers, form.cleaned_data["phase"]
        ident, mark = _ident(request, event.code, phase, answers), counting.mark_of(request.META)
        said = surveys.answer(event.code, phase, answers, ident=ident, mark=mark)
        if said == "kept":
            return _page(request, "event_kept", event=event, told=None)
        form.add_error(None, _WAIT if said == "wait" else _OVER)
        status = 429 if said == "wait" else 200
    return _page(request, "survey", status, event=event, form=form, form_ident=once.ident_of(request.POST))
