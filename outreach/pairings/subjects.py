"""How helping hands answer clocks, messages, reports and hand-overs, and what keeps a unit or a supporter from going."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.petitions import origins
from network.deadlines import subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units import ties
from network.units.models import Unit
from outreach.beneficiaries import verbs as beneficiaries
from outreach.beneficiaries.models import Beneficiary
from outreach.donations.models import Gift
from outreach.pairings import care
from outreach.pairings.models import CareConcern, SupportPairing
from outreach.pairings.states import OPEN
from outreach.pairings.verbs import SUBJECT
from outreach.supporters import verbs as supporters
from outreach.supporters.models import Supporter

KINDS = ("beneficiary", SUBJECT, care.CONCERN, "gift")


def _ask(statement: str, *given: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return int(cursor.fetchone()[0])


def held(user: User, unit: Unit | None) -> int:
    """Pairings she keeps, and periods about helping hands that count for her; counted by the database for whoever arranges."""
    return _ask("select helping_held(%s, %s)", user.pk, unit.pk if unit else None)


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They are the other's from now on; no period begins anew. Whoever arranges it reads none of them."""
    if not held(from_user, unit):
        return 0
    return _ask("select helping_hand_over(%s, %s, %s)", from_user.pk, to_user.pk, unit.pk)


def open_of(supporter: Supporter) -> int:
    """Pairings of a supporter that are open."""
    return SupportPairing.objects.filter(supporter=supporter, state__in=OPEN).count()


def accompanies(row: Beneficiary, user: User) -> bool:
    """Whether somebody supports, or is to support, whoever is helped."""
    return SupportPairing.objects.filter(beneficiary=row, supporter__user=user, state__in=OPEN).exists()


def helped_at(unit_ids: list[int]) -> int:
    """Whoever is helped, supports, or left something at the units; counted by the database, for whoever keeps the tree."""
    with connection.cursor() as cursor:
        cursor.execute("select helped_at(%s)", [unit_ids])
        return int(cursor.fetchone()[0])


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in KINDS:
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    helped, pairs = Beneficiary.objects, SupportPairing.objects
    called = pages.by(helped.all(), "alias"), pages.by(pairs.all(), "called")
    pages.register("beneficiary", pages.Page("beneficiary", pages.among(helped.visible_to), called[0]))
    receipt = pages.by(Gift.objects.all(), "receipt")
    pages.register("gift", pages.Page("gift", pages.among(Gift.objects.visible_to), receipt))
    pages.register(SUBJECT, pages.Page("pairing", pages.among(pairs.visible_to), called[1]))
    pages.register(care.CONCERN, pages.Page("care_concern", pages.among(CareConcern.objects.visible_to)))
    supporters.register_tie(open_of)
    beneficiaries.register_companion(accompanies)
    origins.register(care.CONCERN, care.told_of)
    ties.register_tie("helping", _("whoever is helped, supports, or left gifts there"), helped_at)
    holdings.register_holding("helping", _("pairings and periods of helping hands"), held, reassign)
