"""经典案例: published ones to read, drafts of her office, and what waits for the privacy officer."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile.fields import SHORT, chosen, text
from network.access import gate
from network.deadlines import clocks
from network.units.placed import acts_for
from outreach.campaigns import teaching
from outreach.campaigns.fields import line
from outreach.campaigns.forms import StepForm
from outreach.campaigns.lists import Topic
from outreach.campaigns.states import LABELS, STORY
from outreach.campaigns.steps import Step, act, bound, ident_of
from outreach.campaigns.teaching import Origin, TeachingCase
from outreach.frames import base_of
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 100


class StoryForm(StepForm):
    """The case, told so that nobody can be recognised."""

    title = line(_("Title"), 60)
    topic = chosen(_("Topic"), Topic.choices, _("Please choose."))
    origin = chosen(_("Where the story comes from"), Origin.choices, _("Please choose."))
    text = text(
        _("The case"),
        help_text=_(
            "No name, no village, no day, no job that only one person has. Change what gives somebody away."
        ),
    )

    def __init__(self, *args: Any, row: TeachingCase | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in ("title", "topic", "origin", "text")}
        super().__init__(*args, **kwargs)


class ReturnForm(StepForm):
    """What gives somebody away."""

    remark = text(_("What gives somebody away"), widget=SHORT, length=400)


STEPS = {
    "revise_story": Step(teaching.revise_story, StoryForm, _("The text is changed.")),
    "send_story": Step(teaching.send_story, StepForm, _("It waits for the privacy officer.")),
    "return_story": Step(teaching.return_story, ReturnForm, _("It is back with its author.")),
    "sign_story": Step(teaching.sign_story, StepForm, _("It is published.")),
    "withdraw_story": Step(teaching.withdraw_story, StepForm, _("It is withdrawn.")),
}
_NEW = Step(
    teaching.write_story, StoryForm, _("The case is written down. Send it to the privacy officer next."), True
)


@require_GET
def stories_page(request: HttpRequest) -> HttpResponse:
    """/outreach/teaching/: what may be told at a lecture, and what is on its way there."""
    gate.require(request.scope, "read_stories")
    rows = TeachingCase.objects.visible_to(request.scope).exclude(state="withdrawn").select_related("unit")
    context = {
        "rows": first(rows, SHOWN),
        "may_write": request.scope.may("write_story"),
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/stories.html", context)


@require_http_methods(["GET", "POST"])
def new_story_page(request: HttpRequest) -> HttpResponse:
    """/outreach/teaching/new/: a draft."""
    gate.require(request.scope, "write_story")
    unit = acts_for(request.scope, "write_story")
    form = bound(request, StoryForm)
    made = act(request, form, _NEW, unit, what="teaching case")
    if made is not None:
        return redirect("teaching_case", made.pk)
    context = {
        "form": form,
        "unit": unit,
        "label": _("Write a teaching case"),
        "form_ident": ident_of(request),
    }
    return render(request, "outreach/campaigns/new.html", context)


def _found(request: HttpRequest, row_id: UUID) -> TeachingCase:
    gate.require(request.scope, "read_stories")
    rows = TeachingCase.objects.visible_to(request.scope).select_related("unit", "author", "signed_by")
    return get_object_or_404(rows, pk=row_id)


@require_GET
def story_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/teaching/<id>/: the text, and what comes next."""
    row = _found(request, row_id)
    steps = []
    for each in STORY.allowed(row.state):
        signs_own = each.event in ("sign_story", "return_story") and row.author_id == request.user.pk
        if bool(gate.ask(request.scope, each.event, row)) and not signs_own:
            steps.append({"verb": each.event, "label": LABELS[each.event]})
    context = {
        "row": row,
        "steps": steps,
        "faces": [clocks.face(each, clock.now()) for each in clocks.shown((teaching.SUBJECT, row.pk))],
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/story.html", context)


@require_http_methods(["GET", "POST"])
def story_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    more = {"row": row} if step.form is StoryForm else {}
    form = bound(request, step.form, **more)
    if act(request, form, step, row.pk, what=verb) is not None:
        return redirect("teaching_case", row.pk)
    context = {
        "row": row,
        "form": form,
        "label": LABELS[verb],
        "late": STORY.refuses(row.state, verb),
        "back": "teaching_case",
        "base": base_of(request),
    }
    return render(request, "outreach/campaigns/verb.html", context)
