"""Putting somebody forward with a paper, confirming by another, looking again in time, ending; and opening a name."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.people.indexes import index_of
from cases.vocabulary.petitions import ConsentManner
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from network.volunteers.frame import refuse_people
from outreach.beneficiaries import definitions
from outreach.beneficiaries.definitions import Bounds, Facts
from outreach.beneficiaries.lists import CHILDREN, FACTS, Category, Need, Sex, Source, WhyEnded
from outreach.beneficiaries.models import Beneficiary
from outreach.beneficiaries.states import ASKS, BENEFICIARY
from outreach.lines import Line, answers, begin, known, log, made_before, not_to_come, step, waits_for
from sisterhood.lib import clock

SUBJECT, DECIDE, REVIEW = "beneficiary", "beneficiary.decide", "beneficiary.review"


def bounds(on: date) -> Bounds:
    """The policy of a day."""
    length = calculator.length_of
    return Bounds(age=length(definitions.AGE, on=on), months=length(definitions.MONTHS, on=on))


def _ground(row: Beneficiary) -> Ground:
    return Ground(row.unit)


def _step(row: UUID, event: str, *, by: User, at: datetime | None) -> Any:
    asks = ASKS.get(event, event)
    rows = Beneficiary.objects
    return step(SUBJECT, rows, row, event, by=by, at=at, action=asks, table=BENEFICIARY, ground=_ground)


def _number(unit: Unit) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [f"SY-{unit.county_id}"])
        return int(cursor.fetchone()[0])


def _require_definition(row: Beneficiary, today: date) -> None:
    limits, years = bounds(today), definitions.age(row.born_on, today)
    if row.category in FACTS:
        facts = Facts(
            born_on=row.born_on,
            parents_away=row.parents_away,
            other_able=row.other_able,
            with_parents=row.with_parents,
            months_away=row.months_away,
            across_counties=row.across_counties,
        )
        missing = definitions.lacking(row.category, facts, on=today, bounds=limits)
        if missing is not None:
            raise Refusal(missing[0], missing[1])
    elif row.category in CHILDREN and not 0 <= years < limits.age:
        raise Refusal("born_on", _("This category is for children under %(years)d.") % {"years": limits.age})
    elif row.category == Category.WOMAN and (years < definitions.ADULT or row.sex != Sex.GIRL):
        raise Refusal("born_on", _("A woman of age stands in this category."))


def _require_lists(facts: dict[str, Any], needs: Collection[str], consent_how: str, today: date) -> None:
    known("category", facts["category"], Category.values)
    known("source", facts["source"], Source.values)
    known("sex", facts["sex"], Sex.values)
    known("consent_how", consent_how, ConsentManner.values)
    if set(needs) - set(Need.values):
        raise Refusal("needs", _("Choose from the list."))
    not_to_come("source_on", facts["source_on"], today)


@transaction.atomic
def propose_beneficiary(
    unit: Unit,
    *,
    name: str,
    guardian: str,
    guardian_phone: str,
    facts: dict[str, Any],
    needs: Collection[str],
    consented_on: date,
    consent_how: str,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Beneficiary:
    """Somebody stands in the village's file or on a paper, and she, or the guardian of a minor, agrees to be helped.

    `facts`: category, source, source_on, born_on, sex, and what the definition asks for. Raises Refusal at a field:
    the level, the definition, no guardian of a minor, no name, somebody of that name and birthday who stands here.
    """
    at = at or clock.now()
    today = clock.local_date(at)
    gate.require(rest.of(by), "propose_beneficiary", Ground(unit))
    if (before := made_before(Beneficiary.objects, key)) is not None:
        return before  # type: ignore[no-any-return]  # a step knows no type of its row
    if unit.level not in (Level.TOWNSHIP, Level.VILLAGE) or unit.valid_to is not None:
        raise Refusal("unit", _("Whoever is helped stands on the list of her village or township."))
    _require_lists(facts, needs, consent_how, today)
    not_to_come("consented_on", consented_on, today)
    row = Beneficiary(
        unit=unit, needs=sorted(needs), consented_on=consented_on, consent_how=consent_how, **facts
    )
    _require_definition(row, today)
    if not name.strip():
        raise Refusal("name", _("Write the name."))
    if row.is_minor(today) and not guardian.strip():
        raise Refusal("guardian", _("For a minor the guardian agrees. Write who that is."))
    if key is not None:
        row.pk = key
    row.name_index = index_of("name", name)
    same = Beneficiary.objects.here().filter(name_index=row.name_index, born_on=row.born_on)
    if same.exists():
        raise Refusal("name", _("Somebody of this name and birthday stands on the list already."))
    vault = Vault.own(row)
    vault.seal(row, name=name.strip(), guardian=guardian.strip(), guardian_phone=guardian_phone.strip())
    row.number, row.proposed_by, row.proposed_at = _number(unit), by, at
    row.save(force_insert=True)
    _review_by(row, by=by, at=at)
    county = unit.county_id
    desks = ((county, "officer"), (county, "leader"))
    waits_for(DECIDE, (SUBJECT, row.pk), places=desks, without=[by.pk], by=by, at=at)
    log(SUBJECT, row, "propose_beneficiary", by=by, at=at, category=row.category)
    return row


def _review_by(row: Beneficiary, *, by: User, at: datetime) -> None:
    owner = answers(row.unit, on=clock.local_date(at))
    begin(REVIEW, (SUBJECT, row.pk), owner=owner, unit=row.unit, on=clock.local_date(at), by=by, at=at)


def _by_another(line: Line) -> None:
    if line.row.proposed_by_id == line.by.pk:
        raise Refusal("self", _("Somebody else decides what you put forward."))
    line.row.decided_by, line.row.decided_at = line.by, line.at
    line.meet(DECIDE)


def confirm_beneficiary(row: UUID, *, by: User, at: datetime | None = None) -> Beneficiary:
    """The county says yes. Raises Refusal: her own proposal, a child who is sixteen by now."""
    with _step(row, "confirm_beneficiary", by=by, at=at) as line:
        _by_another(line)
        _require_definition(line.row, line.today)
        return line.done("decided_by", "decided_at")  # type: ignore[no-any-return]  # a step knows no type of its row


def refuse_beneficiary(row: UUID, *, by: User, at: datetime | None = None) -> Beneficiary:
    """The county says no: what names anybody is deleted."""
    with _step(row, "refuse_beneficiary", by=by, at=at) as line:
        _by_another(line)
        clocks.cancel_running(line.subject, by=by, at=line.at)
        return line.done("decided_by", "decided_at", *_forgotten(line.row))  # type: ignore[no-any-return]  # a step knows no type of its row


def review_beneficiary(
    row: UUID, *, source: str, source_on: date, by: User, at: datetime | None = None
) -> Beneficiary:
    """Looked at again with a paper of now; the next review counts from today. Raises Refusal for a child past the age."""
    with _step(row, "review_beneficiary", by=by, at=at) as line:
        known("source", source, Source.values)
        not_to_come("source_on", source_on, line.today)
        if not line.row.holds(line.today, years=bounds(line.today).age):
            raise Refusal(
                "age", _("The age of the category is over. End the help, or put her forward in another one.")
            )
        line.row.source, line.row.source_on, line.row.reviewed_on = source, source_on, line.today
        line.meet(REVIEW)
        _review_by(line.row, by=by, at=line.at)
        return line.done("source", "source_on", "reviewed_on")  # type: ignore[no-any-return]  # a step knows no type of its row


def end_beneficiary(row: UUID, *, why: str, by: User, at: datetime | None = None) -> Beneficiary:
    """Nobody of this category stands here any more. Raises Refusal while a pairing is open.

    With consent taken back the key goes at once; else it stays for as long as the ledger asks.
    """
    with _step(row, "end_beneficiary", by=by, at=at) as line:
        known("why", why, WhyEnded.values)
        if line.row.pairings.filter(state__in=("proposed", "checked", "agreed", "active", "paused")).exists():
            raise Refusal("why", _("A pairing is open. End it first."))
        clocks.cancel_running(line.subject, by=by, at=line.at)
        line.row.ended_on, line.row.ended_for = line.today, why
        fields = _forgotten(line.row) if why == WhyEnded.CONSENT else []
        line.logged = {"why": why}
        return line.done("ended_on", "ended_for", *fields)  # type: ignore[no-any-return]  # a step knows no type of its row


def _forgotten(row: Beneficiary) -> list[str]:
    row.name = row.guardian = row.guardian_phone = row.name_index = row.wrapped = None
    return [*Beneficiary.SEALED, "name_index", "wrapped"]


_companions: list[Callable[[Beneficiary, User], bool]] = []


def register_companion(accompanies: Callable[[Beneficiary, User], bool]) -> None:
    """A feature above says whether somebody accompanies whoever is helped; such a person reads the card alone."""
    _companions.append(accompanies)


@transaction.atomic
def open_beneficiary(
    row: Beneficiary, *, reason: str, by: User, at: datetime | None = None
) -> dict[str, str]:
    """Name, guardian and phone in clear, once; who opened it and why stays in the log (未成年人网络保护条例 art. 36)."""
    gate.require(rest.of(by), "open_beneficiary", Ground(row.unit))
    if not reason.strip():
        raise Refusal("reason", _("Write why you need it."))
    refuse_people({"reason": reason})
    if any(accompanies(row, by) for accompanies in _companions):
        raise Refusal("reason", _("You accompany her. What you may know stands on her card."))
    if row.wrapped is None:
        raise Refusal("reason", _("It is deleted."))
    vault = Vault.unwrapped(row)
    found = {name: vault.open(row, name) for name in Beneficiary.SEALED}
    subject, fields = (SUBJECT, row.pk), {"fields": list(Beneficiary.SEALED)}
    unit_id, purpose = row.unit_id, reason.strip()
    record.event(
        Action.REVEAL, by=by, subject=subject, unit_id=unit_id, purpose=purpose, detail=fields, at=at
    )
    return found
