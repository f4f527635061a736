"""How award rounds and families answer clocks, messages and hand-overs. A message names nobody; whoever keeps a family reads its page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.deadlines import subjects
from network.deadlines.models import Clock
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.families.frame import AWARD, FAMILY_SUBJECT
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.offered import OFFER, FamilyOffer


def _clocks(user: User, unit: Unit | None) -> Any:
    kinds = (AWARD, FAMILY_SUBJECT, OFFER)
    rows = Clock.objects.filter(owner=user, subject_kind__in=kinds, state__in=("running", "paused"))
    return rows if unit is None else rows.filter(unit__in=Unit.objects.below(unit).values("pk"))


def held(user: User, unit: Unit | None) -> int:
    """Periods about award rounds that count for her."""
    return int(_clocks(user, unit).count())


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They count for the other from now on; no period begins anew."""
    return int(_clocks(from_user, unit).update(owner=to_user))


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in (AWARD, FAMILY_SUBJECT, OFFER):
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    pages.register(AWARD, pages.Page("award_round", pages.among(AwardRound.objects.visible_to)))
    pages.register(FAMILY_SUBJECT, pages.Page("family", pages.among(FamilyNomination.objects.visible_to)))
    pages.register(OFFER, pages.Page("family_offer", pages.among(FamilyOffer.objects.visible_to)))
    holdings.register_holding("families", _("periods about award rounds"), held, reassign)
