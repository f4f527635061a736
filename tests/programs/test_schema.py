"""Whatever the schema allows is asked in every role: nothing breaks, answers keep the contract, nobody is told of more."""

import os
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi import checks as contract

from cases.casefile.models import Case
from cases.petitions import finding
from network.access.roles import ROLES
from network.staff.models import Appointment
from tests.house import acting
from tests.programs.asking import Program, token_of
from tests.stories import matter
from tests.walls.world import seat_everybody

DAILY, RELEASE = 6, 400  # requests an operation
CHECKS = [
    schemathesis.checks.not_a_server_error,
    contract.status_code_conformance,
    contract.content_type_conformance,
    contract.response_schema_conformance,
]


class Fleet:
    """A program of one person in every role, the schema, and matters that are here, there and sealed."""

    def __init__(self, house: Any) -> None:
        with house.login("migrator"):
            seat_everybody()
        house.raw("update network_limit set length = 1000000 where code like 'api.%per_minute'")
        posts = Appointment.objects.order_by("pk").values_list("role", "user__username")
        self.people = dict(reversed([row for row in posts if row[1] != "web-door"]))
        self.words = {name: token_of(name, may_write=True).word for name in self.people.values()}
        told = [matter("lin"), matter("lin", safety="violence"), matter("he"), matter("wu")]
        self.ids = [str(case.pk) for case in told] + [str(UUID(int=7))]
        word = self.words[self.people["county_officer"]]
        app = get_wsgi_application()
        self.schema = schemathesis.openapi.from_wsgi(
            "/api/v1/schema/", app, headers={"Authorization": f"Bearer {word}"}
        )
        self.operations = [result.ok() for result in self.schema.get_all_operations()]

    def ask(self, case: Any, username: str, ident: str) -> None:
        """One request, judged."""
        if "case_id" in (case.path_parameters or {}):
            case.path_parameters["case_id"] = ident
        response = case.call(headers={"Authorization": f"Bearer {self.words[username]}"})
        case.validate_response(response, checks=CHECKS)
        if response.status_code < 300 and "/cases/" in case.operation.path:
            self._nothing_outside(response.json(), username)

    def _nothing_outside(self, told: dict[str, Any], username: str) -> None:
        rows = told.get("results", [told])
        ids = {row["id"] for row in rows if "number" in row}
        with acting(username) as (_user, scope):
            seen = {
                str(pk)
                for pk in Case.objects.visible_to(scope).filter(pk__in=ids).values_list("pk", flat=True)
            }
            assert all(finding.receipt(UUID(ident), scope) for ident in ids - seen), ids - seen


@pytest.fixture(scope="module")
def fleet(house) -> Fleet:
    return Fleet(house)


def test_somebody_in_every_role_has_a_token(fleet):
    assert set(fleet.people) == set(ROLES)
    for username in fleet.people.values():
        assert Program(fleet.words[username], {}).get("me/").json()["username"] == username


def _drive(fleet: Fleet, most: int) -> int:
    asked = 0
    for operation in fleet.operations:

        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            derandomize="SISTERHOOD_SEED" not in os.environ,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=operation.as_strategy(),
            username=st.sampled_from(sorted(fleet.people.values())),
            ident=st.sampled_from(fleet.ids),
        )
        def one(case: Any, username: str, ident: str) -> None:
            nonlocal asked
            asked += 1
            fleet.ask(case, username, ident)

        one()
    return asked


def test_what_the_schema_allows_breaks_nothing_in_any_role(fleet):
    assert _drive(fleet, DAILY) >= 200


@pytest.mark.long
def test_twenty_thousand_requests_break_nothing(fleet):
    assert _drive(fleet, RELEASE) >= 20_000
