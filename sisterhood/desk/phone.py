"""The station head's phone: home with five actions, what she has to do, whom she can call. Chairs use it as well."""

from functools import cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.casefile import once, sharing
from cases.casefile.models import Case
from cases.coordination import co_handling
from cases.coordination.forms import NoteForm
from cases.petitions.buttons import BUTTONS
from cases.petitions.finding import find
from cases.petitions.hand_over import handed_on
from cases.petitions.models import Petition
from cases.petitions.next_steps import first_steps
from cases.petitions.states import LABELS
from cases.petitions.views import run
from cases.privacy import reveal
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.bulletins.models import Bulletin
from network.notifications import outbox
from network.sites.models import ServiceWindow
from network.sites.numbers import FIRST, NUMBERS
from network.staff.appointments import holder, on_duty
from network.staff.models import User
from network.units.models import Unit
from outreach.needs import periods
from outreach.needs.models import NeedsSheet
from outreach.pairings.models import SupportPairing
from outreach.pairings.states import RUNNING
from outreach.visits.models import VisitRound
from sisterhood.desk import nav
from sisterhood.desk.home import PAGE, reported, rows_of
from sisterhood.lib import clock

TODAY = 3
VISITS, NOTICES = "/m/visits/", "/m/notices/"
# What is done with a matter on the phone, in the order of its buttons; everything else is on the matter's own page.
STEPS = ("take_up", "pass_on", "hand_back")
NOTE = "note"
KEPT = (
    "take_up",
    "pass_on",
)  # what a phone keeps when the network goes while its page is open; a line is kept as well


@cache
def stands(path: str) -> bool:
    """Whether the house has a page at this address: an action without one is not shown."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _unit(request: HttpRequest) -> Unit | None:
    """The place she works at; of several the nearest to the city."""
    return Unit.objects.filter(pk__in=request.scope.units).order_by("level").first()


@require_GET
def phone_home(request: HttpRequest) -> HttpResponse:
    """/m/: five actions, what waits on this phone, and at most three things for today."""
    at = clock.now()
    cases = Case.objects.held_by(request.scope, limit=TODAY)
    context = {
        "rows": rows_of(cases, at, {}, request.scope),
        "unit": _unit(request),
        "waiting": Case.objects.waiting_for(request.scope),
        "visits": VISITS if stands(VISITS) else "",
        "notices": NOTICES if stands(NOTICES) else "",
        "messages_waiting": outbox.unread_count(request.user),
        "may_report": bool(request.scope.may("register")),
        "may_support": nav.is_open("support", request.scope),
        "accompanies": SupportPairing.objects.of_supporter(request.user.pk).filter(state__in=RUNNING).count(),
        "rounds_due": VisitRound.objects.to_make(request.scope).count(),
        "bulletins_unread": Bulletin.objects.unread_by(request.scope).count(),
        "sheets_due": NeedsSheet.objects.due_to(request.scope, periods.of(clock.today())).count(),
        "may_serve": nav.is_open("my_service", request.scope),
        "may_see_activities": nav.is_open("activities", request.scope),
        "may_put_up": nav.is_open("publicity", request.scope),
    }
    return render(request, "desk/phone_home.html", context)


@require_GET
def phone_mine(request: HttpRequest) -> HttpResponse:
    """/m/mine/: what this phone still keeps, and what has arrived."""
    return render(request, "desk/mine_phone.html", {"rows": reported(request.scope)})


@require_GET
def phone_tasks(request: HttpRequest) -> HttpResponse:
    """/m/tasks/: every matter in her hands, nearest date first."""
    at = clock.now()
    cases = Case.objects.held_by(request.scope, limit=PAGE)
    names = reveal.masked_names(cases)
    record.events(Action.LIST, by=request.user, kind="case", ids=[case.pk for case in cases])
    context = {"rows": rows_of(cases, at, names, request.scope), "most": PAGE if len(cases) == PAGE else 0}
    return render(request, "desk/phone_tasks.html", context)


def _officers(unit: Unit | None) -> list[tuple[Unit, User]]:
    """Whoever answers for her township and for her county, with an office phone."""
    ids = [unit.township_id, unit.county_id] if unit else []
    near = Unit.objects.filter(pk__in=[pk for pk in ids if pk is not None]).order_by("-level")
    asked = [(each, holder(each, "officer", on=clock.today())) for each in near]
    return [(each, person) for each, person in asked if person is not None and person.work_phone]


@require_GET
def phone_call(request: HttpRequest) -> HttpResponse:
    """/m/call/: the windows above her with hours and phones, who is on duty, and the numbers for everybody."""
    unit = _unit(request)
    above = [unit.pk, *unit.ancestor_ids] if unit else []
    windows = ServiceWindow.objects.exclude(published_since=None).defer("note").select_related("unit")
    duty = User.objects.filter(pk__in=on_duty(above, on=clock.today())).exclude(work_phone="")
    context = {
        "windows": windows.filter(pk__in=above).order_by("-unit__level"),
        "duty": duty,
        "officers": _officers(unit),
        "first": FIRST,
        "numbers": NUMBERS,
    }
    return render(request, "desk/phone_call.html", context)


def _form(case: Case, verb: str, posted: Any = None) -> Any:
    """The form of one step; its fields are named after it, because several stand on one page."""
    kind = NoteForm if verb == NOTE else BUTTONS[verb].form
    more = {} if verb == NOTE else {"petition": Petition.objects.filter(pk=case.pk).first()}
    return kind(posted, case=case, auto_id=f"id_{verb}_%s", **more)


def _steps(request: HttpRequest, case: Case) -> list[str]:
    petition = Petition.objects.filter(pk=case.pk).first()
    allowed = first_steps(case, petition, request.scope) if petition else []
    if handed_on(case) is None:
        allowed = [verb for verb in allowed if verb != "hand_back"]
    return [verb for verb in STEPS if verb in allowed]


def _matter(request: HttpRequest, case: Case, form: Any = None, verb: str = "") -> HttpResponse:
    """The card, its clock and what she may do; `form` is a step that did not go through."""
    held = sharing.layers(case, request.scope)
    names = reveal.masked_names([case]) if held.opens else {}
    steps = [
        {
            "verb": step,
            "label": LABELS[step],
            "button": BUTTONS[step],
            "form": _form(case, step),
            "is_kept": step in KEPT,
        }
        for step in _steps(request, case)
    ]
    for step in steps:
        step["form"] = form if step["verb"] == verb else step["form"]
    note = form if verb == NOTE else _form(case, NOTE)
    context = {
        "row": rows_of([case], clock.now(), names, request.scope)[0],
        "steps": steps,
        "note": note if held.writes and not case.closed_at else None,
        "form": form,
        "form_ident": once.ident_of(request.POST),
    }
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), detail={"layer": "card"})
    return render(request, "desk/phone_matter.html", context)


@require_GET
def phone_matter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/m/matters/<id>/: what it is, until when, and the few steps of a station or a village."""
    return _matter(request, find(request, case_id))


@require_POST
def phone_verb(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """Runs one step of the phone; a refusal stands at its form, and what was typed stays."""
    if verb not in (*STEPS, NOTE):
        raise Http404
    case = find(request, case_id)
    form = _form(case, verb, request.POST)
    act = _note if verb == NOTE else _step
    if not form.is_valid() or not act(request, case, form, verb):
        return _matter(request, case, form, verb)
    messages.success(request, _("It is written down.") if verb == NOTE else BUTTONS[verb].done)
    still = Case.objects.visible_to(request.scope).filter(pk=case.pk).exists()
    return redirect("phone_matter", case.pk) if still else redirect("phone_tasks")


def _step(request: HttpRequest, case: Case, form: Any, verb: str) -> bool:
    return run(BUTTONS[verb], case, form, by=request.user)


def _note(request: HttpRequest, case: Case, form: Any, verb: str) -> bool:
    key = once.key_of(request.POST, what=f"note {case.pk}", by=request.user)
    try:
        co_handling.note_work(case, by=request.user, key=key, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        return False
    return True
