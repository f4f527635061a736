"""Matters of a lower federation or of another body: guide out, transfer, assign, object, report."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile import transfers
from cases.casefile.models import Case, Event, Recusal
from cases.casefile.vault import Vault
from cases.coordination.frame import check_listed
from cases.petitions import papers
from cases.petitions.counting import skips_level
from cases.petitions.models import Slip
from cases.petitions.step import Step, require, step
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import NOTICE, Decision, SlipKind, WaitsFor
from network.access.gate import Refusal
from network.agencies.models import Agency
from network.deadlines import clocks
from network.deadlines.said import said
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock


def guide_out(
    case: Case,
    *,
    body: str = "",
    listed: Agency | None = None,
    note: str,
    notice_how: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Tell her in writing which body is competent and how to reach it (art. 22(2), 23(1)); routes R3 and R5.

    Of a body on the list, address, phone and hours go into the notice.
    """
    body = listed.directions if listed else body
    require(body, "body", _("Name the competent body."))
    require(note, "note", _("Write what the petitioner is told and where she can turn."))
    with step(case, "guide_out", by=by, at=at) as s:
        check_listed(s.case, [listed] if listed else [])
        notice = Delivery(notice_how)
        s.meet(*NOTICE)
        s.tell_registrar("closed")
        return s.write(note=f"{body.strip()}\n{note}", detail={"notice": notice})


def transfer(
    case: Case, *, to_unit: Unit, reason: str, notice_how: str, by: User, at: datetime | None = None
) -> Event:
    """转送: give the matter to a lower federation and tell her where it went (art. 23(1))."""
    return _give(case, "transfer", SlipKind.TRANSFER, to_unit, reason, notice_how, by, at)


def assign(
    case: Case, *, to_unit: Unit, reason: str, notice_how: str, by: User, at: datetime | None = None
) -> Event:
    """交办: as a transfer, and the lower federation reports the result back (art. 23(1))."""
    return _give(case, "assign", SlipKind.ASSIGNMENT, to_unit, reason, notice_how, by, at)


def _give(
    case: Case,
    verb: str,
    kind: SlipKind,
    to_unit: Unit,
    reason: str,
    notice_how: str,
    by: User,
    at: datetime | None,
) -> Event:
    require(reason, "reason", _("Write why the matter goes there."))
    with step(case, verb, by=by, at=at) as s:
        notice = Delivery(notice_how)
        person = _receiver_below(s, to_unit)
        slip = Slip(
            case=s.case, kind=kind, from_unit=s.case.unit, from_user=by, to_unit=to_unit, sent_at=s.at
        )
        Vault.of(s.case).seal(slip, reason=reason)
        slip.save(force_insert=True)
        s.petition.route = ""
        s.petition.is_skip_level = skips_level(s.case, to_unit)
        s.case.waits_for = WaitsFor.OWNER
        event = s.write(note=reason, detail={"to_unit": to_unit.pk, "notice": notice})
        s.meet(*NOTICE)
        papers.draw_up_with_act(s, event)
        transfers.give(s.case, to_unit=to_unit, to=person, by=by, at=s.at)
        s.start("petition.notice_assigned", unit=to_unit, owner=person)
        s.start("petition.objection", unit=to_unit, owner=person)
        return event


def _receiver_below(s: Step, to_unit: Unit) -> User:
    if s.case.is_sealed:
        raise Refusal("sealed", _("A sealed matter is not assigned down the tree."))
    below = to_unit.level in (Level.COUNTY, Level.TOWNSHIP) and s.case.unit_id in to_unit.ancestor_ids
    if not below or to_unit.is_quasi or to_unit.valid_to is not None:
        raise Refusal("to_unit", _("Choose a unit below your own."))
    person = holder(to_unit, "officer", on=clock.local_date(s.at))
    if person is None:
        raise Refusal("to_unit", _("That unit has nobody in its post."))
    leader = holder(to_unit, "leader", on=clock.local_date(s.at))
    seats = [each.pk for each in (person, leader) if each is not None]
    if Recusal.objects.filter(case=s.case, user_id__in=seats).exists():
        raise Refusal("to_unit", _("That unit cannot take this matter. Choose another way."))
    return person


def object_to(case: Case, *, reason: str, by: User, at: datetime | None = None) -> Event:
    """异议: not ours, with reasons, within five working days (art. 23(3)); the sender decides."""
    require(reason, "reason", _("Write why the matter is not yours and whose it is."))
    with step(case, "object_to", by=by, at=at) as s:
        slip = _last_slip(s)
        if slip.decision:
            raise Refusal("objection", _("An objection was decided already; take the matter up."))
        late = [row for row in clocks.running(s.subject) if row.limit_id == "petition.objection"]
        if any(row.is_late(s.at) for row in late):
            told = said(
                _("The %(time)s to object have passed; take the matter up."), time="petition.objection"
            )
            raise Refusal("objection", told)
        Vault.of(s.case).seal(slip, objection=reason)
        slip.objected_at = s.at
        slip.save(update_fields=["objection", "objected_at"])
        event = s.write(note=reason, detail={"from_unit": s.case.unit_id})
        s.meet("petition.objection")
        papers.draw_up_with_act(s, event)
        _back_to_sender(s, slip)
        s.start("petition.objection_decision")
        return event


def uphold_objection(case: Case, *, note: str = "", by: User, at: datetime | None = None) -> Event:
    """The sender agrees: the matter is hers again and she chooses another way; the 15 days run on."""
    with step(case, "uphold_objection", by=by, at=at) as s:
        _decide(s, Decision.UPHELD, note)
        s.petition.is_skip_level = False
        return s.write(note=note)


def reject_objection(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """The sender insists, with reasons: the matter goes back as assigned; the 15 days run on."""
    require(note, "note", _("Write why the objection is rejected."))
    with step(case, "reject_objection", by=by, at=at) as s:
        slip = _decide(s, Decision.REJECTED, note)
        event = s.write(note=note)
        unit, person = transfers.receiver(s.case, slip.to_unit)
        transfers.give(s.case, to_unit=unit, to=person, by=by, at=s.at, message="handed_back")
        return event


def _decide(s: Step, decision: Decision, note: str) -> Slip:
    slip = _last_slip(s)
    Vault.of(s.case).seal(slip, decision_note=note)
    slip.decision = decision
    slip.save(update_fields=["decision", "decision_note"])
    s.meet("petition.objection_decision")
    return slip


def _back_to_sender(s: Step, slip: Slip) -> None:
    unit, sender = transfers.back_to(s.case, slip.from_unit, slip.from_user_id)
    transfers.give(s.case, to_unit=unit, to=sender, by=s.by, at=s.at, message="handed_back")


def _last_slip(s: Step) -> Slip:
    slip = Slip.objects.filter(case=s.case).select_related("from_unit", "to_unit").first()
    if slip is None:
        raise Refusal("slip", _("Nobody gave this matter to your unit."))
    return slip


def report_back(case: Case, *, report: str, by: User, at: datetime | None = None) -> Event:
    """办结报告: the lower federation reports the result of an assigned matter to its sender."""
    require(report, "report", _("Write what was found, done and answered."))
    with step(case, "report_back", by=by, at=at) as s:
        slip = _last_slip(s)
        if slip.kind != SlipKind.ASSIGNMENT or slip.report_decision == Decision.ACCEPTED:
            raise Refusal("slip", _("No report is owed for this matter."))
        Vault.of(s.case).seal(slip, report=report)
        slip.reported_at, slip.report_decision = s.at, ""
        slip.save(update_fields=["report", "reported_at", "report_decision"])
        event = s.write(note=report)
        papers.draw_up_with_act(s, event)
        _back_to_sender(s, slip)
        s.start("petition.report_back")
        return event


def accept_report(case: Case, *, note: str = "", by: User, at: datetime | None = None) -> Event:
    """The sender accepts the report; the follow-up and the closing are hers."""
    with step(case, "accept_report", by=by, at=at) as s:
        _judge(s, Decision.ACCEPTED, note)
        return s.write(note=note)


def return_report(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """The sender returns the report with what is missing; the 60 days are counted on from the acceptance."""
    require(note, "note", _("Write what is missing in the report."))
    with step(case, "return_report", by=by, at=at) as s:
        slip = _judge(s, Decision.RETURNED, note)
        event = s.write(note=note)
        unit, person = transfers.receiver(s.case, slip.to_unit)
        transfers.give(s.case, to_unit=unit, to=person, by=by, at=s.at, message="handed_back")
        s.meet("petition.follow_up")
        if s.petition.accepted_at:
            accepted = clock.local_date(s.petition.accepted_at)
            s.start("petition.handling", unit=unit, owner=person, on=accepted)
        return event


def _judge(s: Step, decision: Decision, note: str) -> Slip:
    slip = _last_slip(s)
    Vault.of(s.case).seal(slip, report_note=note)
    slip.report_decision = decision
    slip.save(update_fields=["report_decision", "report_note"])
    s.meet("petition.report_back")
    return slip
