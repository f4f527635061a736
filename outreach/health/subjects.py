"""How applications and screenings answer clocks, messages and hand-overs. Whoever stepped aside hears of neither."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.deadlines import clocks, subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.health.relief import frame as relief
from outreach.health.relief.models import CancerReliefApplication, ReliefRecusal
from outreach.health.relief.states import ENDED
from outreach.health.screening import frame as screening
from outreach.health.screening.models import ScreeningRound

WAITS = ("planned", "invited")


def aside(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Who stepped aside from which; read as the worker."""
    rows = ReliefRecusal.objects.filter(application__in=[subject for subject, _user in pairs])
    return set(pairs) & set(rows.values_list("application_id", "user_id"))


def _of(user: User, unit: Unit | None) -> Any:
    rows = CancerReliefApplication.objects.filter(owner=user).exclude(state__in=ENDED)
    return rows if unit is None else rows.filter(desk=unit)


def held(user: User, unit: Unit | None) -> int:
    """Applications whose next step is hers."""
    return int(_of(user, unit).count())


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They stand at the same desk; no period begins anew. Whoever stepped aside from one never gets it."""
    moved = 0
    aside_from = ReliefRecusal.objects.filter(user=to_user).values("application")
    for row in _of(from_user, unit).select_for_update(of=("self",)).exclude(pk__in=aside_from):
        row.owner = to_user
        row.save(update_fields=["owner"])
        clocks.move((relief.SUBJECT, row.pk), unit=unit, owner=to_user)
        moved += 1
    return moved


def _rounds(user: User, unit: Unit | None) -> Any:
    rows = ScreeningRound.objects.filter(owner=user, state__in=WAITS)
    return rows if unit is None else rows.filter(unit=unit)


def held_rounds(user: User, unit: Unit | None) -> int:
    """Screenings whose list is hers."""
    return int(_rounds(user, unit).count())


def reassign_rounds(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """The list stays with the unit, and its period goes to the other."""
    moved = 0
    for row in _rounds(from_user, unit).select_for_update(of=("self",)):
        row.owner = to_user
        row.save(update_fields=["owner"])
        clocks.move((screening.SUBJECT, row.pk), unit=unit, owner=to_user)
        moved += 1
    return moved


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(relief.SUBJECT, barred=aside, lend_cards=lend_nothing))
    subjects.register(subjects.SubjectKind(screening.SUBJECT, barred=nobody, lend_cards=lend_nothing))
    pages.register(
        relief.SUBJECT, pages.Page("relief", pages.among(CancerReliefApplication.objects.visible_to))
    )
    pages.register(screening.SUBJECT, pages.Page("screening", pages.among(ScreeningRound.objects.visible_to)))
    holdings.register_holding("relief", _("applications for cancer relief"), held, reassign)
    holdings.register_holding("screening", _("lists of a cancer screening"), held_rounds, reassign_rounds)
