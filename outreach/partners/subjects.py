"""How agreements answer clocks, messages and hand-overs. They speak of bodies, so nobody is barred."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.deadlines import clocks, subjects
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.partners.models import CooperationAgreement
from outreach.partners.verbs import SUBJECT


def _hers(user: User, unit: Unit | None) -> Any:
    rows = CooperationAgreement.objects.filter(owner=user, ended_on=None)
    return rows.filter(unit=unit) if unit else rows


def held(user: User, unit: Unit | None) -> int:
    """Agreements she renews in time at the unit (everywhere: None)."""
    return int(_hers(user, unit).count())


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """The other is reminded of them; no last day moves."""
    rows = list(_hers(from_user, unit).select_for_update(of=("self",)))
    for row in rows:
        row.owner = to_user
        row.save(update_fields=["owner"])
        clocks.move((SUBJECT, row.pk), unit=unit, owner=to_user)
    return len(rows)


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    subjects.register(subjects.SubjectKind(SUBJECT, barred=nobody, lend_cards=lend_nothing))
    pages.register(SUBJECT, pages.Page("agreement", pages.among(CooperationAgreement.objects.visible_to)))
    holdings.register_holding("agreements", _("agreements to renew in time"), held, reassign)
