"""Two units disagree whose matter it is: their common superior decides by the card (信访工作条例 art. 24)."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing, transfers
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination.frame import act, require
from cases.coordination.models import CompetenceDispute
from cases.vocabulary.reading import AccessSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import clocks
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock

DECISION = "coordination.dispute"


def disputes_of(scope: Scope) -> QuerySet[CompetenceDispute]:
    """Disputes her unit decides, and those of matters she may open; row security says the same."""
    visible = Case.objects.visible_to(scope).values("pk")
    open_ = Case.objects.openable_by(scope).values("pk")
    mine = Q(superior_id__in=scope.lead, case_id__in=visible) | Q(case_id__in=open_)
    return CompetenceDispute.objects.filter(mine).select_related(
        "case__unit", "unit", "other_unit", "superior", "competent_unit"
    )


def common_superior(one: Unit, other: Unit) -> Unit:
    """The nearest unit above both that has a desk. Raises Refusal when there is none."""
    shared = set(one.ancestor_ids) & set(other.ancestor_ids) - {one.pk, other.pk}
    found = Unit.objects.filter(pk__in=shared, level__gte=Level.CITY).order_by("-level").first()
    if found is None:
        raise Refusal("other_unit", _("These units have no common superior in this house."))
    return found


def dispute_competence(
    case: Case, *, other_unit: Unit, reason: str, by: User, at: datetime | None = None
) -> Event:
    """The owner says: that unit is competent, and it does not agree. The superior's leader gets the card."""
    require(reason, "reason", _("Write why that unit is competent, without names."))
    with act(case, "dispute_competence", by=by, at=at) as s:
        superior = common_superior(s.case.unit, other_unit)
        if CompetenceDispute.objects.filter(case=s.case, decided_at=None, ended_at=None).exists():
            raise Refusal("other_unit", _("A dispute about this matter waits for its decision already."))
        leader = holder(superior, "leader", on=s.today)
        if leader is None:
            raise Refusal("other_unit", _("That unit has nobody in its post."))
        row = CompetenceDispute(
            case=s.case,
            unit=s.case.unit,
            other_unit=other_unit,
            superior=superior,
            raised_by=by,
            raised_at=s.at,
        )
        Vault.own(row).seal(row, reason=reason)
        row.save(force_insert=True)
        if s.case.is_sealed and not sharing.sees_card(s.case, user=leader):
            sharing.receipt(s.case, to=leader, by=by, source=AccessSource.DISPUTE)
        s.start(DECISION, row.pk)
        event = s.write(detail={"other_unit": other_unit.pk, "superior": superior.pk})
        s.tell("dispute", leader.pk)
        return event


def _holds_open(dispute: CompetenceDispute) -> bool | None:
    """Whether its matter is open, which then stays so until the end of the transaction; None for a stranger."""
    with connection.cursor() as cursor:
        cursor.execute("select dispute_is_open(%s)", [dispute.pk])
        return cursor.fetchone()[0]


@transaction.atomic
def decide_competence(
    dispute: CompetenceDispute, *, competent: Unit, note: str, by: User, at: datetime | None = None
) -> CompetenceDispute:
    """The leader of the common superior names one of the two; the owner then hands the matter over or keeps it.

    Raises Refusal; once the matter is closed there is nothing left to decide.
    """
    require(note, "note", _("Write why that unit is competent, without names."))
    at, scope = at or clock.now(), rest.of(by)
    is_open = _holds_open(dispute)
    row = disputes_of(scope).select_for_update(of=("self",)).filter(pk=dispute.pk).first()
    if row is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "decide_competence", row.case)
    if row.superior_id not in scope.lead:
        raise Refusal("not_yours", _("The leader of the common superior decides."))
    if row.decided_at is not None:
        raise Refusal("decided", _("This was decided already."))
    if row.ended_at is not None or not is_open:
        raise Refusal("closed", _("The matter is closed; there is nothing left to decide."))
    if competent.pk not in (row.unit_id, row.other_unit_id):
        raise Refusal("competent", _("Choose one of the two units."))
    Vault.unwrapped(row).seal(row, decision_note=note)
    row.competent_unit, row.decided_by, row.decided_at = competent, by, at
    row.save(update_fields=["competent_unit", "decision_note", "decided_by", "decided_at"])
    subject = ("case", row.case_id)
    clocks.meet(subject, DECISION, by=by, at=at, part=row.pk)
    Event(
        case=row.case,
        verb="decide_competence",
        from_stage=row.case.stage,
        to_stage=row.case.stage,
        by=by,
        unit_id=row.superior_id,
        occurred_at=at,
        recorded_at=datetime.now(clock.ZONE),
        detail={"competent": competent.pk},
    ).save(force_insert=True)
    for person in {row.case.owner_id, row.raised_by_id} - {None, by.pk}:
        key = f"dispute_decided:{row.pk}:{person}"
        outbox.post("dispute_decided", recipient=person or 0, key=key, subject=subject, at=at)
    return row


def follow_decision(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Event:
    """The owner hands the matter to the unit the superior named; every period runs on."""
    with act(case, "follow_decision", by=by, at=at) as s:
        found = CompetenceDispute.objects.filter(pk=row, case=s.case, followed_at=None).exclude(
            decided_at=None
        )
        dispute = found.select_related("competent_unit").first()
        if dispute is None or dispute.competent_unit is None or dispute.competent_unit_id == s.case.unit_id:
            raise Refusal("row", _("There is no decision that gives the matter to another unit."))
        unit, person = transfers.receiver(s.case, dispute.competent_unit)
        dispute.followed_at = s.at
        dispute.save(update_fields=["followed_at"])
        event = s.write(detail={"to_unit": unit.pk})
        transfers.give(s.case, to_unit=unit, to=person, by=by, at=s.at)
        return event
