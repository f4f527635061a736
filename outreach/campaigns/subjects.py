"""How campaigns, activities and teaching cases answer clocks, messages and hand-overs. They name nobody who came, so nobody is barred."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.deadlines import clocks, subjects
from network.deadlines.models import Clock
from network.inspections.subjects import lend_nothing, nobody
from network.notifications import pages
from network.staff import holdings
from network.staff.models import User
from network.units.models import Unit
from outreach.campaigns.activity import Activity
from outreach.campaigns.models import Campaign
from outreach.campaigns.teaching import SIGN, SUBJECT, TeachingCase, signers
from sisterhood.lib import clock

OPEN = {
    Campaign: ("draft", "submitted", "approved", "announced", "running"),
    Activity: ("planned", "held", "evidence_uploaded"),
}
OWNED = {Campaign: ("campaign.report",), Activity: ("activity.count",)}


def _hers(model: Any, user: User, unit: Unit | None) -> Any:
    rows = model.objects.filter(owner=user, state__in=OPEN[model])
    return rows.filter(unit=unit) if unit else rows


def _held(model: Any) -> Callable[[User, Unit | None], int]:
    return lambda user, unit: int(_hers(model, user, unit).count())


def _reassign(model: Any, kind: str) -> Callable[..., int]:
    def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
        rows = list(_hers(model, from_user, unit).select_for_update(of=("self",)))
        for row in rows:
            row.owner = to_user
            row.save(update_fields=["owner"])
            if {each.limit_id for each in clocks.running((kind, row.pk))} <= set(OWNED[model]):
                clocks.move((kind, row.pk), unit=row.unit, owner=to_user)
        return len(rows)

    return reassign


DECIDED = {"campaign": ("campaign.approval", "campaign.review"), SUBJECT: (SIGN,)}


def _deciding(user: User, unit: Unit | None) -> Any:
    limits = [limit for kind in DECIDED.values() for limit in kind]
    rows = Clock.objects.filter(owner=user, limit__in=limits, state="running")
    return rows.filter(unit__in=Unit.objects.below(unit).values("pk")) if unit else rows


def _signer(row: Clock, to_user: User, *, without: User) -> User | None:
    """The other where she may sign, else the nearest who may; None: whoever is seated next finds it waiting."""
    story = TeachingCase.objects.select_related("unit").get(pk=row.subject_id)
    known = signers(story.unit, clock.now())
    fit = [each for each in known if each.pk not in (story.author_id, without.pk)]
    return to_user if to_user in fit else next(iter(fit), None)


def decisions_held(user: User, unit: Unit | None) -> int:
    """Plans, reports and teaching cases that wait for her word."""
    return int(_deciding(user, unit).count())


def reassign_decisions(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They wait for the other, a teaching case only for somebody who may sign it; no days begin anew."""
    rows = list(_deciding(from_user, unit).select_related("unit"))
    for row in rows:
        owner = _signer(row, to_user, without=from_user) if row.limit_id == SIGN else to_user
        clocks.move((row.subject_kind, row.subject_id), unit=row.unit, owner=owner)
    return len(rows)


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    for kind in ("campaign", "activity", SUBJECT):
        subjects.register(subjects.SubjectKind(kind, barred=nobody, lend_cards=lend_nothing))
    pages.register("campaign", pages.Page("campaign", pages.among(Campaign.objects.visible_to)))
    pages.register("activity", pages.Page("activity", pages.among(Activity.objects.visible_to)))
    pages.register(SUBJECT, pages.Page("teaching_case", pages.among(TeachingCase.objects.visible_to)))
    holdings.register_holding("campaigns", _("campaigns"), _held(Campaign), _reassign(Campaign, "campaign"))
    holdings.register_holding("activities", _("activities"), _held(Activity), _reassign(Activity, "activity"))
    holdings.register_holding(
        "campaign_decisions",
        _("plans and reports that wait for a decision"),
        decisions_held,
        reassign_decisions,
    )
