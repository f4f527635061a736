"""A child's matter in one line, told through the product's own verbs."""

from typing import Any

import pytest

from cases.casefile.models import Case
from cases.minors import access
from cases.minors.models import MinorAccessGrant
from tests.house import House, acting
from tests.protection.conftest import on_duty
from tests.stories import does, matter

ASK = {"reason": "handling", "words": "联系监护人之前要看经过", "hours": 2}
WORDS = "她说爸爸打她"


@pytest.fixture(scope="module")
def guarded(house: House) -> House:
    """The house of the module with people on duty."""
    on_duty(house)
    return house


def childs(username: str = "lin", **facts: Any) -> Case:
    """Registered at the county: a child is concerned, so it is sealed."""
    return matter(username, **({"safety": "minor", "facts": WORDS} | facts))


def asks(case: Case, *, by: str = "lin", **facts: Any) -> MinorAccessGrant:
    return does(by, access.ask_minor_access, case, **(ASK | facts))


def answers(row: MinorAccessGrant, *, by: str = "gao", yes: bool = True, **facts: Any) -> MinorAccessGrant:
    verb = access.approve_minor_access if yes else access.refuse_minor_access
    with acting(by) as (user, _scope):
        return verb(MinorAccessGrant.objects.get(pk=row.pk), by=user, **({"note": "核实后答复"} | facts))


def given(case: Case, *, to: str = "lin", by: str = "gao", **facts: Any) -> MinorAccessGrant:
    """Asked for and approved."""
    return answers(asks(case, by=to, **facts), by=by)


def ended(house: House, row: MinorAccessGrant) -> None:
    """Its time is over, for both clocks."""
    house.raw("update cases_minoraccessgrant set until = now() - interval '1 minute' where id = %s", [row.pk])
