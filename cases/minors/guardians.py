"""Guardians of a child in one matter: who, how safe it is to reach her, and whether she is the one accused.

Who is accused is never told, never asked and never written to, whatever anybody ticks.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination.frame import Act, act, enter, one, require
from cases.minors.lists import Relation
from cases.minors.models import Guardian, Minor
from cases.people.indexes import index_of
from cases.people.models import Person
from cases.vocabulary.intake import PersonRole
from network.access.gate import Refusal
from network.staff.models import User

NOT_HER = _("She or he is accused in this matter: never told, never asked, and no paper goes there.")


def _is_respondent(case: Case, name: str, phone: str) -> bool:
    """Whether the other side of the matter has this name or number; asked where nobody can read them."""
    with connection.cursor() as cursor:
        found = [index_of("name", name), index_of("phone", phone)]
        cursor.execute("select names_respondent(%s, %s, %s)", [case.pk, *found])
        return bool(cursor.fetchone()[0])


def _child(s: Act, child: Any) -> Minor:
    rows = list(Minor.objects.filter(case=s.case))
    if not rows:
        raise Refusal("child", _("Name the child first."))
    if child is None and len(rows) == 1:
        return rows[0]
    row: Minor = one(s, Minor, getattr(child, "pk", child))
    return row


def name_guardian(
    case: Case,
    *,
    child: UUID | Minor | None = None,
    relation: str,
    name: str = "",
    phone: str = "",
    is_accused: bool = False,
    contact_is_safe: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Name somebody as guardian of a child of the matter. Whoever is its other side counts as accused.

    Raises Refusal when she is accused and yet called safe to reach.
    """
    with act(case, "name_guardian", by=by, at=at) as s:
        row = _child(s, child)
        if relation not in Relation.values:
            raise Refusal("relation", _("Please say what she or he is to the child."))
        accused = is_accused or _is_respondent(s.case, name, phone)
        if accused and contact_is_safe:
            raise Refusal("contact_is_safe", NOT_HER)
        person = Person(case=s.case, role=PersonRole.GUARDIAN)
        person.name_index, person.phone_index = index_of("name", name), index_of("phone", phone)
        enter(s, person, name=name, phone=phone)
        guardian = Guardian(minor=row, person=person, relation=relation)
        guardian.is_accused, guardian.contact_is_safe = accused, contact_is_safe
        enter(s, guardian)
        return s.write(detail={"guardian": str(guardian.pk), "is_accused": accused})


def end_guardian(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """She or he is guardian no more, or it was an error. Raises Refusal without a reason, and when it has ended."""
    require(note, "note", _("Please say why."))
    with act(case, "end_guardian", by=by, at=at, action="name_guardian") as s:
        found: Guardian = one(s, Guardian, row)
        if found.ended_at is not None:
            raise Refusal("ended", _("This has ended already."))
        found.ended_at = s.at
        found.save(update_fields=["ended_at"])
        return s.write(note=note, detail={"guardian": str(found.pk)})


def of_case(case: Case) -> list[Guardian]:
    """Those who stand, the first named first."""
    return list(Guardian.objects.standing().filter(case=case))


def to_tell(case: Case) -> list[Guardian]:
    """Whom anything may be offered, sent or said to."""
    return list(Guardian.objects.to_tell().filter(case=case))


def refuse_as_recipient(case: Case, addressee: str, *, vault: Vault) -> None:
    """Raises Refusal for a paper that would be addressed to a guardian who is accused. The reader has leave."""
    accused = Guardian.objects.filter(case=case, is_accused=True).values("person_id")
    for person in Person.objects.filter(pk__in=accused):
        name = vault.open(person, "name")
        if name and name in addressee:
            raise Refusal("addressee", NOT_HER)


def advice(case: Case) -> str:
    """Who may be told before a report is made, and who must not know; empty while nobody is named."""
    rows = of_case(case)
    if not rows:
        return ""
    tell = "、".join(str(row.get_relation_display()) for row in rows if row.may_be_told)
    never = "、".join(str(row.get_relation_display()) for row in rows if row.is_accused)
    said = [str(_("May be told: %(who)s.") % {"who": tell}) if tell else str(_("No guardian may be told."))]
    if never:
        said.append(str(_("Must not know: %(who)s, accused in this matter.") % {"who": never}))
    return " ".join(said)
