"""The adults of a circle: role, on what it rests, their own consent; never anybody who is accused in the matter."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.circle import people
from cases.circle.frame import CHECK, Act, enter, not_later, on_circle, on_member, require
from cases.circle.lists import SEATS, MemberRole
from cases.circle.models import CircleMember
from cases.people.indexes import index_of
from cases.people.models import Person
from cases.vocabulary.intake import PersonRole
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User


def check_holds(checked_on: date | None, *, on: date) -> bool:
    """Whether records were looked up within the year that the law names (未成年人保护法 art. 62)."""
    return checked_on is not None and checked_on + timedelta(days=calculator.length_of(CHECK, on=on)) >= on


def may_meet(member: CircleMember, *, on: date) -> bool:
    """Whether she may meet the child on a day: a volunteer only while her check holds."""
    return member.ended_at is None and (not member.seat.checked or check_holds(member.checked_on, on=on))


def _checked(s: Act, day: date | None) -> date:
    if day is None:
        raise Refusal("checked_on", _("Write when the records of this volunteer were looked up."))
    not_later(s, day, "checked_on")
    if not check_holds(day, on=s.today):
        raise Refusal("checked_on", _("That is too long ago. Have the records looked up again first."))
    return day


def _refuse_accused(s: Act, name: str, phone: str) -> None:
    if people.is_accused(s.case, name=name):
        raise Refusal("name", people.NOT_IN)
    if people.is_accused(s.case, phone=phone):
        raise Refusal("phone", people.NOT_IN)


def name_member(
    case: Case,
    *,
    row: UUID,
    role: str,
    name: str,
    phone: str = "",
    agreed_on: date,
    entrusted_on: date | None = None,
    checked_on: date | None = None,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Name an adult of the circle, with the day of her own consent and the paper her role needs.

    Raises Refusal beside the name or the phone of somebody who is accused in the matter, whoever names her.
    """
    require(name, "name", _("Write the name."))
    if role not in MemberRole.values:
        raise Refusal("role", _("Choose what she or he is to the child."))
    seat = SEATS[role]
    with on_circle(case, row, "name_member", by=by, at=at, key=key) as line:
        s = line.s
        people.refuse_adult(s, line.row.minor)
        people.require_consent(s, line.row.guardian)
        _refuse_accused(s, name, phone)
        not_later(s, agreed_on, "agreed_on")
        if seat.entrusted and entrusted_on is None:
            raise Refusal("entrusted_on", _("Write the day of the parents' paper that entrusts the child."))
        if entrusted_on is not None:
            not_later(s, entrusted_on, "entrusted_on")
        person = Person(case=s.case, role=PersonRole.CIRCLE)
        person.name_index, person.phone_index = index_of("name", name), index_of("phone", phone)
        enter(s, person, name=name, phone=phone)
        member = CircleMember(circle=line.row, person=person, role=role, agreed_on=agreed_on)
        member.entrusted_on = entrusted_on if seat.entrusted else None
        member.checked_on = _checked(s, checked_on) if seat.checked else None
        enter(s, member)
        return line.done(detail={"member": str(member.pk)})


def renew_member_check(
    case: Case,
    *,
    row: UUID,
    checked_on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Event:
    """Records of a volunteer were looked up again. Raises Refusal for a role that needs no check."""
    with on_member(case, row, "renew_member_check", by=by, at=at, key=key) as (line, member):
        if not member.seat.checked:
            raise Refusal("checked_on", _("Nobody looks up records for this role here."))
        member.checked_on = _checked(line.s, checked_on)
        member.save(update_fields=["checked_on"])
        return line.done(detail={"member": str(member.pk)})


def end_member(
    case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None, key: UUID | None = None
) -> Event:
    """She leaves the circle. Raises Refusal without words."""
    require(note, "note", _("Please say why."))
    with on_member(case, row, "end_member", by=by, at=at, key=key) as (line, member):
        member.ended_at = line.s.at
        member.save(update_fields=["ended_at"])
        return line.done(note=note, detail={"member": str(member.pk)})
