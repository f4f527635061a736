"""A program that has read nothing but the schema registers, follows and closes a petition."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.casefile.models import Case
from sisterhood.lib import clock
from tests.house import acting
from tests.programs.asking import Program, program_of
from tests.stories import matter

pytestmark = pytest.mark.usefixtures("house")


class Reader:
    """Knows the address of the schema; whatever else it sends is made from what stands there."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.schema = program.get("schema/").json()

    def operation(self, ident: str) -> tuple[str, str, dict[str, Any]]:
        return next(
            (path, method, each)
            for path, methods in self.schema["paths"].items()
            for method, each in methods.items()
            if each["operationId"] == ident
        )

    def of_path(self, ending: str) -> str:
        return next(path for path in self.schema["paths"] if path.endswith(ending))

    def body(self, path: str, **wishes: Any) -> dict[str, Any]:
        """Every required field, made from its type; a wish is used where the field exists."""
        sent = self.schema["paths"][path]["post"].get("requestBody")
        if sent is None:
            return {}
        ref = sent["content"]["application/json"]["schema"]
        shape = self.schema["components"]["schemas"][ref["$ref"].rpartition("/")[2]]
        fields = shape["properties"]
        told = {name: self._value(fields[name]) for name in shape.get("required", ())}
        return told | {name: value for name, value in wishes.items() if name in fields}

    @staticmethod
    def _value(field: dict[str, Any]) -> Any:
        if "enum" in field:
            return field["enum"][0]
        if field.get("format") == "date":
            return clock.today().isoformat()
        return {"integer": field.get("minimum", 1), "boolean": True, "array": []}.get(
            field["type"], "按规定办理"
        )

    def step(self, case: str, verb: str, **wishes: Any) -> Any:
        path = self.of_path(f"/{verb}/")
        return self.program.post(path.replace("{case_id}", case), self.body(path, **wishes))


def test_a_client_written_from_the_schema_registers_follows_and_closes_a_petition(fresh_house):
    officer, leader = Reader(program_of("lin")), Reader(program_of("gao"))
    path, _method, _operation = officer.operation("register")
    asked = officer.body(path, safety="safe", knows_other_side="no", nature="appeal", channel="letter")
    made = officer.program.post(path, asked)
    assert made.status_code == 201, made.json()
    case, where = made.json()["id"], made["Location"]
    assert officer.program.get(where).json()["stage"] == "registered"
    wishes = {"route": "R1", "category": "marriage_family", "satisfaction": "satisfied"}
    for reader, verb in (
        (officer, "triage"),
        (leader, "accept"),
        (officer, "start"),
        (officer, "draft_opinion"),
        (leader, "answer"),
        (officer, "close"),
    ):
        steps = {row["verb"]: row["code"] for row in reader.program.get(where).json()["steps"]}
        assert steps[verb] is None, (verb, steps)
        told = reader.step(case, verb, **wishes)
        assert told.status_code == 200, (verb, told.json())
    assert officer.program.get(where).json()["stage"] == "closed"
    line = officer.program.get(f"{where}timeline/").json()["results"]
    assert [row["verb"] for row in line][-3:] == ["accept", "triage", "register"]


def test_the_story_and_her_name_are_told_to_no_program(house):
    case = matter("lin")
    told = program_of("lin").get(f"cases/{case.pk}/")
    assert told.status_code == 200 and told.json()["layer"] == "open"
    with acting("lin"):
        from_the_page = Case.objects.get(pk=case.pk)
    assert told["ETag"] == f'"{from_the_page.version}"'
    assert all("*" in p["name"] or "＊" in p["name"] or p["name"] for p in told.json()["people"])
    logged = house.raw(
        "select count(*) from network_auditevent where subject_id = %s and action = 'view'", [str(case.pk)]
    )
    assert logged[0][0] >= 1


def test_the_same_order_twice_is_done_once_and_other_words_under_its_key_are_refused():
    program, key = program_of("lin"), uuid4().hex
    reader = Reader(program)
    body = reader.body("/api/v1/petitions/", safety="safe", knows_other_side="no", nature="appeal")
    first, second = program.post("petitions/", body, key=key), program.post("petitions/", body, key=key)
    assert first.status_code == second.status_code == 201 and first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true" and second["Location"] == first["Location"]
    other = program.post("petitions/", body | {"request": "别的"}, key=key)
    assert other.status_code == 422 and other.json()["code"] == "key_used"
    assert program.post("petitions/", body, key="short").json()["code"] == "idempotency_key"


def test_an_order_that_was_refused_leaves_its_key_free():
    program, key = program_of("lin"), uuid4().hex
    body = Reader(program).body("/api/v1/petitions/", safety="safe", knows_other_side="no", nature="appeal")
    refused = program.post("petitions/", body | {"request": ""}, key=key)
    assert refused.status_code == 422 and re.search("[一-龥]", refused.json()["errors"]["request"][0])
    assert program.post("petitions/", body, key=key).status_code == 201


def test_a_matter_that_has_changed_since_it_was_read_is_not_moved():
    case, program = matter("lin"), program_of("lin")
    tag = program.get(f"cases/{case.pk}/")["ETag"]
    body = {"route": "R1", "category": "general"}
    told = program.post(f"petitions/{case.pk}/triage/", body, **{"If-Match": '"999"'})
    assert told.status_code == 412
    assert program.post(f"petitions/{case.pk}/triage/", body, **{"If-Match": tag}).status_code == 200
    late = program.post(f"petitions/{case.pk}/triage/", body)
    assert late.status_code == 409 and late.json()["code"] == "state"


def test_what_is_not_hers_answers_as_what_does_not_exist():
    case, program = matter("lin"), program_of("tian")
    for known in (case.pk, uuid4()):
        told = program.get(f"cases/{known}/")
        assert told.status_code == 404
        bodies = {program.post(f"petitions/{known}/triage/", {"route": "R1"}).status_code}
        assert bodies == {404}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"request": "\\u0000"}', "application/json", 400),
        (b'{"request": "\\ud800"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"x" * 200_000, "application/json", 413),
        (b"\xff\xfe", "application/json", 400),
        (b'{"group_size": 1' + b"0" * 5000 + b"}", "application/json", 400),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_never_a_fault(client, body, kind, status):
    word = program_of("lin").word
    headers = {"Authorization": f"Bearer {word}", "Idempotency-Key": uuid4().hex}
    told = client.post("/api/v1/petitions/", body, content_type=kind, headers=headers)
    assert told.status_code == status, told.content
    assert told["Content-Type"] == "application/problem+json" and told.json()["status"] == status


def test_figures_are_for_the_leader_of_exactly_the_unit():
    case = matter("lin")
    month = f"{date.today():%Y-%m}"
    told = program_of("gao").get(f"figures/?unit={case.unit_id}&month={month}")
    assert told.status_code == 200 and told.json()["figures"]["contacts"] >= 1
    assert program_of("lin").get(f"figures/?unit={case.unit_id}&month={month}").status_code == 403
    assert program_of("gao").get("figures/?unit=1&month=2026-13").status_code == 422


def test_the_list_asks_as_often_for_many_rows_as_for_two_and_tells_of_hers_alone(fresh_house):
    program = program_of("lin")
    counted = []
    for many in (2, 12):
        for _ in range(many):
            matter("lin")
        with CaptureQueriesContext(connection) as asked:
            told = program.get("cases/").json()
        counted.append(len(asked))
    assert len(told["results"]) == 14 and counted[0] == counted[1]
    matter("lin", safety="violence")
    with acting("lin") as (_user, scope):
        hers = {str(pk) for pk in Case.objects.visible_to(scope).values_list("pk", flat=True)}
    rows = program.get("cases/").json()["results"]
    assert {row["id"] for row in rows} <= hers and any(row["kind"] is None for row in rows)
    assert program_of("he").get("cases/").json()["results"] == []
