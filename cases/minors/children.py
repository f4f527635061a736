"""Naming a child a sealed matter is about; from then on its names and story open by leave alone."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination.frame import Act, act, enter
from cases.minors.models import Minor
from cases.people.capacity import ADULT, OWN_LABOUR, Age, capacity
from cases.people.indexes import index_of
from cases.people.models import Person
from cases.vocabulary.intake import Capacity, Gender, PersonRole
from network.access.gate import Refusal
from network.staff.models import User


def age_of(row: Minor, vault: Vault) -> Age:
    """What is known of her age. The date is opened to be counted with, never to be shown without leave."""
    said = vault.open(row, "birth_date")
    born = date.fromisoformat(said) if said else None
    return Age(born=born, stated=row.stated_age, stated_on=row.stated_on)


def capacity_of(row: Minor, vault: Vault, on: date) -> Capacity | None:
    """Computed on a day."""
    return capacity(age_of(row, vault), on, own_labour=row.own_labour)


def of_case(case: Case) -> list[Minor]:
    """The children of one matter, the first named first."""
    return list(Minor.objects.filter(case=case))


def capacities(case: Case, on: date) -> list[Capacity]:
    """What the children of a matter can do in law on a day, for a form that needs a guardian; to whoever opens it."""
    rows = of_case(case)
    vault = Vault.of(case) if rows else None
    found = [capacity_of(row, vault, on) for row in rows] if vault else []
    return [each for each in found if each is not None]


def _check(s: Act, age: Age, own_labour: bool) -> None:
    if age.born is None and age.stated is None:
        raise Refusal("birth_date", _("Write her birth date, or the age somebody stated."))
    if age.born is not None and age.born > s.today:
        raise Refusal("birth_date", _("That day lies in the future."))
    years = age.least(s.today) or 0
    if years >= ADULT:
        code = "birth_date" if age.born else "stated_age"
        raise Refusal(code, _("At this age she is an adult, and no child is named."))
    if own_labour and years < OWN_LABOUR:
        raise Refusal(
            "own_labour", _("Only from sixteen does it count that somebody lives on her own labour.")
        )


def name_child(
    case: Case,
    *,
    name: str = "",
    gender: str = Gender.UNSAID,
    birth_date: date | None = None,
    stated_age: int | None = None,
    own_labour: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Name a child of a sealed matter, with her birth date or the age that was stated; her capacity is computed.

    Raises Refusal for an ordinary matter, for an adult, and where nothing is known of her age.
    """
    with act(case, "name_child", by=by, at=at) as s:
        if not s.case.is_sealed:
            raise Refusal("ordinary", _("Only in a sealed matter is a child named."))
        stated = stated_age if birth_date is None else None
        _check(s, Age(born=birth_date, stated=stated, stated_on=s.today), own_labour)
        person = Person(case=s.case, role=PersonRole.CHILD, gender=gender, name_index=index_of("name", name))
        person.birth_year = birth_date.year if birth_date else None
        enter(s, person, name=name)
        row = Minor(person=person, stated_age=stated, own_labour=own_labour)
        row.stated_on = s.today if stated is not None else None
        enter(s, row, birth_date=birth_date.isoformat() if birth_date else "")
        return s.write(detail={"minor": str(row.pk)})
