"""Putting a family forward: its words, its photograph, everybody's own consent, and the family's own signature.

Nothing is looked up about anybody: what the family signs is its own word (`STATEMENT`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.families import photos
from outreach.families.frame import (
    FAMILY_SUBJECT,
    VISIT,
    family_step,
    note,
    refuse_numbers,
    round_of,
    writing,
)
from outreach.families.lists import CONSENT_NOW, PutForward, Signed, Title, Virtue
from outreach.families.models import WORDS, FamilyNomination, FamilyPerson
from outreach.families.sealing import FamilyKey, code_mark, name_mark, new_code
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

MOST_PEOPLE = 15


@dataclass(frozen=True)
class Words:
    """What a family says of itself, and how it wants to be called on the wall."""

    family_name: str
    story: str
    tradition: str = ""
    motto: str = ""
    virtues: Collection[str] = ()


def _write(row: FamilyNomination, words: Words, key: FamilyKey) -> None:
    told = {name: getattr(words, name).strip() for name in WORDS}
    for name in ("family_name", "story"):
        if not told[name]:
            raise Refusal(name, _("Please fill this in."))
    if set(words.virtues) - set(Virtue.values):
        raise Refusal("virtues", _("Choose from the list."))
    refuse_numbers(told)
    for name, text in told.items():
        key.seal(row, name, text)
    row.virtues = [code for code in Virtue.values if code in set(words.virtues)]


@transaction.atomic
def nominate_family(
    award: UUID,
    *,
    unit: Unit,
    put_forward: str,
    title_sought: str,
    words: Words,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> FamilyNomination:
    """A family of a village begins to be written down; the same form again (`key`) answers with the same row. Raises Refusal: the gate's, the place, the stage, its last day."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "nominate_family", Ground(unit))
    once.take_turn(key)
    pk = key or uuid7()
    known = FamilyNomination.objects.filter(pk=pk, entered_by=by).first()
    if known is not None:
        return known
    found = round_of(award, by=by, lock=False)
    if unit.level != Level.VILLAGE or unit.valid_to is not None or found.unit_id not in unit.ancestor_ids:
        raise Refusal("unit", _("Families are put forward by a village or community of this round."))
    if found.state != "nominations" or clock.local_date(at) > found.nominate_until:
        raise Refusal("stage", _("Families cannot be put forward now: look at the days of the round."))
    if put_forward not in PutForward.values or title_sought not in Title.values:
        raise Refusal("title_sought", _("Choose from the list."))
    row = FamilyNomination(id=pk, round=found, unit=unit, at_unit=unit, entered_by=by, entered_at=at)
    row.put_forward, row.title_sought = put_forward, title_sought
    _write(row, words, FamilyKey.make(row))
    row.save(force_insert=True)
    note(unit, (FAMILY_SUBJECT, row.pk), "nominate_family", by=by, at=at, state=row.state)
    return row


def write_family(
    row: UUID, *, title_sought: str, words: Words, by: User, at: datetime | None = None
) -> FamilyNomination:
    """Its words once more, while it is being written. Whoever has consented has consented to these words: she is asked anew."""
    with writing(row, "write_family", by=by, at=at) as line:
        if title_sought not in Title.values:
            raise Refusal("title_sought", _("Choose from the list."))
        _write(line.row, words, FamilyKey.of(line.row))
        line.row.title_sought = title_sought
        _ask_anew(line.row)
        return line.done("title_sought", "virtues", *WORDS)


def _ask_anew(row: FamilyNomination) -> None:
    row.people.filter(is_adult=False).delete()
    row.people.all().delete()


def add_photo(row: UUID, *, content: bytes, by: User, at: datetime | None = None) -> FamilyNomination:
    """The photograph, drawn anew. Everybody in it is asked anew: a consent names its photograph."""
    with writing(row, "add_photo", by=by, at=at) as line:
        line.row.photo = photos.keep(line.row, content)
        _ask_anew(line.row)
        return line.done("photo")


@dataclass(frozen=True)
class Consent:
    """How somebody has consented: her name, whether she is in the picture, on which day, how, alone, and for a child by whom."""

    name: str
    is_adult: bool
    in_photo: bool
    asked_alone: bool
    consented_on: date
    consent_how: str
    guardian: UUID | None = None


def name_person(
    row: UUID, *, consent: Consent, by: User, at: datetime | None = None
) -> tuple[FamilyPerson, str]:
    """Somebody of the family with her own consent; an adult's code comes back once and is kept as a mark alone.

    Raises Refusal: no name, not asked alone, a child without a consenting guardian, a day to come.
    """
    with writing(row, "name_person", by=by, at=at) as line:
        _check(line.row, consent, line.today)
        key, code = FamilyKey.of(line.row), new_code() if consent.is_adult else ""
        made = FamilyPerson(
            family=line.row,
            is_adult=consent.is_adult,
            guardian_id=None if consent.is_adult else consent.guardian,
            in_photo=consent.in_photo,
            photo=line.row.photo if consent.in_photo else None,
            asked_alone=consent.asked_alone,
            consented_on=consent.consented_on,
            consent_how=consent.consent_how,
            consent_version=CONSENT_NOW,
            name_mark=name_mark(consent.name),
            code=code_mark(code) if code else None,
            entered_by=by,
        )
        key.seal(made, "name", consent.name.strip())
        made.save(force_insert=True)
        line.done(person=str(made.pk))
        return made, code


def _check(row: FamilyNomination, consent: Consent, today: date) -> None:
    if not consent.name.strip():
        raise Refusal("name", _("Write the name."))
    refuse_numbers({"name": consent.name})
    if consent.consent_how not in Signed.values:
        raise Refusal("consent_how", _("Choose from the list."))
    if consent.consented_on > today:
        raise Refusal("consented_on", _("This day has not come yet."))
    if consent.in_photo and row.photo is None:
        raise Refusal("in_photo", _("First the photograph, then the consent to it."))
    if consent.is_adult and not consent.asked_alone:
        raise Refusal("asked_alone", _("Ask each adult alone, with nobody of the family beside her."))
    if row.people.filter(name_mark=name_mark(consent.name)).exists():
        raise Refusal("name", _("This name stands there already. For a new code, drop the line first."))
    guardians = row.people.filter(is_adult=True)
    signs = consent.guardian is not None and guardians.filter(pk=consent.guardian).exists()
    if not consent.is_adult and not signs:
        raise Refusal("guardian", _("Choose the parent or guardian who has consented for the child."))
    if row.people.count() >= MOST_PEOPLE:
        raise Refusal("name", _("The list is full."))


def drop_person(row: UUID, *, person: UUID, by: User, at: datetime | None = None) -> FamilyNomination:
    """She does not want to be shown: her line goes, with the children she signed for."""
    with writing(row, "drop_person", by=by, at=at) as line:
        found = line.row.people.filter(pk=person).first()
        if found is None:
            raise Refusal("person", _("This line is gone already."))
        found.children.all().delete()
        found.delete()
        return line.done()


def submit_family(row: UUID, *, statement_on: date, by: User, at: datetime | None = None) -> FamilyNomination:
    """The family has signed; from now on the text stands and the village visits.

    Raises Refusal: no adult, a photograph nobody is in, a last day that has passed, a signature to come.
    """
    with family_step(row, "submit_family", by=by, at=at) as line:
        line.require_stage("nominations")
        award = line.row.round
        if line.today > award.nominate_until:
            raise Refusal("stage", _("Families cannot be put forward now: look at the days of the round."))
        if statement_on > line.today:
            raise Refusal("statement_on", _("This day has not come yet."))
        if not line.row.people.filter(is_adult=True).exists():
            raise Refusal("people", _("No adult of the family has consented yet."))
        if line.row.photo is not None and not line.row.people.filter(in_photo=True).exists():
            raise Refusal("people", _("Nobody is named as being in the photograph."))
        line.row.statement_on, line.row.submitted_on = statement_on, line.today
        done = line.done("statement_on", "submitted_on")
        begins = calculator.start_of(VISIT, due_on=award.visit_until)
        clocks.start(
            VISIT, subject=line.subject, unit=done.unit, owner=by, by=by, at=line.at, start_on=begins
        )
        return done


@dataclass(frozen=True)
class Shown:
    """A family's words opened, and its people with their names."""

    family_name: str
    story: str
    tradition: str
    motto: str
    people: tuple[tuple[str, FamilyPerson], ...] = ()


def opened(row: FamilyNomination, *, by: User) -> Shown | None:
    """What stands sealed, for whoever sees the row; logged each time. None where it was taken back."""
    if row.wrapped is None:
        return None
    key = FamilyKey.of(row)
    record.event(
        Action.REVEAL,
        by=by,
        subject=(FAMILY_SUBJECT, row.pk),
        unit_id=row.unit_id,
        detail={"fields": "family"},
    )
    people = tuple((key.open(each, "name"), each) for each in row.people.all())
    told = {name: key.open(row, name) for name in WORDS}
    return Shown(people=people, **told)
