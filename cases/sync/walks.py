"""巡逻 that was walked without a signal: the whole walk in one form, written down when the phone is heard of again.

Which patrol it was the house knows from its plan. While it waits or is under way, the steps are taken with the times she
told; when it has closed by itself or somebody has ended it meanwhile, what she told waits for the township.
"""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.sync import entries, operations
from cases.sync.models import PhoneCheck
from cases.sync.operations import Arrived, Fields, Result
from network.access import rest
from network.access.gate import Refusal
from network.patrols import found, verbs
from network.patrols.forms import PhoneWalkForm
from network.patrols.models import Patrol, PatrolQuerySet
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

FORM, ABOUT = "patrol", "patrol"
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=36)  # of its planned beginning, seen from the saved form
OPEN = ("planned", "under_way")
CALLS = ("110", "119", "120")


def take_walk(told: Fields, arrived: Arrived) -> Result:
    """Write the walk down, or keep it for the township. Raises Refusal when no patrol of hers was planned for then."""
    saved = entries.when(arrived)
    row = _patrol(arrived.by, saved)
    if row is None:
        raise Refusal(
            "none", _("No patrol of yours was planned for that time. Please tell the chair of your village.")
        )
    form = PhoneWalkForm(told)
    if form.is_valid() and row.state in OPEN:
        try:
            with transaction.atomic():
                _walk(row, form.cleaned_data, saved, arrived.by)
        except (Refusal, IllegalTransition):
            pass
        else:
            return Result()
    entries.open_entry(ABOUT, row.pk, unit=row.unit, told=told, arrived=arrived)
    return Result(state=operations.CHECK)


def _patrol(by: User, saved: datetime) -> Patrol | None:
    """The patrol of hers that this was: one still open before one that closed, then the nearest to its beginning."""
    hers = Patrol.objects.filter(PatrolQuerySet.hers(rest.of(by)))
    near = hers.filter(begins_at__gte=saved - AFTER, begins_at__lte=saved + BEFORE).select_related(
        "unit", "team"
    )
    found_ = sorted(near, key=lambda row: (row.state not in OPEN, abs(saved - row.ends_at)))
    return found_[0] if found_ else None


def _near(row: Patrol, told: time) -> datetime:
    """That time of day, on the day of the plan or, after midnight, on the next."""
    moment = datetime.combine(clock.local_date(row.begins_at), told, clock.ZONE)
    return moment if moment >= row.begins_at - verbs.EARLY else moment + timedelta(days=1)


def _moments(row: Patrol, told: dict[str, Any]) -> tuple[datetime, datetime]:
    started = row.started_at or _near(row, told["started"])
    return started, _near(row, told["ended"])


def _walk(row: Patrol, told: dict[str, Any], saved: datetime, by: User) -> None:
    started, ended = _moments(row, told)
    if not started <= ended <= saved + timedelta(minutes=1):
        raise Refusal("ended", _("After setting out, and no longer than one walk may be."))
    if row.state == "planned":
        verbs.start_patrol(row.pk, by=by, at=started)
    for number in CALLS:
        if told[f"called_{number}"] is not None:
            verbs.record_call(row.pk, number=number, by=by, at=_near(row, told[f"called_{number}"]))
    _places(row, told, by, ended)
    verbs.describe_patrol(row.pk, weather=told["weather"], helped=told["helped"], by=by, at=ended)
    verbs.end_patrol(row.pk, by=by, at=ended)


def _places(row: Patrol, told: dict[str, Any], by: User, at: datetime) -> None:
    if told["hazard"]:
        found.note_place(row.pk, hazard=told["hazard"], place=told["place"], what=told["what"], by=by, at=at)


def form_of(row: PhoneCheck, told: Fields, posted: Any) -> forms.Form:
    """What she told, to be completed."""
    return PhoneWalkForm(posted, initial={name: told.get(name, "") for name in PhoneWalkForm.base_fields})


def accept(check: PhoneCheck, told: dict[str, Any], by: User, at: datetime) -> None:
    """As the state of the patrol allows: its whole walk, or only what was not told yet. Raises Refusal."""
    row = _kept(check.about_id, by)
    if row.state in ("not_held", "unclosed"):
        started, ended = _moments(row, told)
        facts = {"weather": told["weather"], "helped": told["helped"]}
        verbs.write_up_patrol(row.pk, started_at=started, ended_at=ended, **facts, by=by, at=at)
        row.refresh_from_db()
    elif row.state == "done":
        if not row.weather:
            verbs.describe_patrol(row.pk, weather=told["weather"], helped=told["helped"], by=by, at=at)
    else:
        raise Refusal("decision", _("This patrol cannot be written down as it stands. Set the entry aside."))
    _calls(row, told, by, at)
    _places(row, told, by, at)


def _calls(row: Patrol, told: dict[str, Any], by: User, at: datetime) -> None:
    """The calls she told and nobody has written down yet, each at its own time."""
    for number in CALLS:
        called = told[f"called_{number}"]
        if called is not None and not row.calls.filter(number=number, called_at=_near(row, called)).exists():
            verbs.write_up_call(row.pk, number=number, called_at=_near(row, called), by=by, at=at)


def _kept(patrol: UUID | None, by: User) -> Patrol:
    row = Patrol.objects.visible_to(rest.of(by)).filter(pk=patrol or UUID(int=0)).first()
    if row is None:
        raise Refusal("gone", _("This patrol does not exist."))
    return row


def enrol() -> None:
    """Called once when the app is ready."""
    says = _("Received. The patrol is written down.")
    operations.register(
        operations.Form(FORM, newest=1, take=take_walk, page_says=says, check_says=entries.LATER)
    )
    entries.register(entries.Entry(ABOUT, _("a patrol"), form_of, accept))
