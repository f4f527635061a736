"""What a woman told a hotline becomes a matter of the competent unit, once."""

from datetime import timedelta

import pytest

from cases.casefile.models import Case, Narrative
from cases.people.models import Person
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, person
from tests.programs.asking import program_of

pytestmark = pytest.mark.usefixtures("house")
PHONE = "13712345678"


def order(reference: str, **more: object) -> dict:
    with acting("lin") as (_user, scope):
        unit = Unit.objects.get(pk=scope.units[0])
    return {
        "source": "12345",
        "reference": reference,
        "received_at": f"{clock.now() - timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "unit_code": unit.code,
        "safety": "safe",
        "text": "来电人反映婆家不让她探望孩子",
        "category": "marriage_family",
        "caller_phone": PHONE,
    } | more


def test_it_becomes_a_registered_petition_at_the_unit_of_the_code():
    told = program_of("wu").post("work-orders/", order("WO-1001"))
    assert told.status_code == 201, told.json()
    with acting("lin"):
        case = Case.objects.get(pk=told.json()["id"])
        assert case.stage == "registered" and case.owner == person("lin") and case.channel == "phone"
        assert person("lin").appointments.filter(unit=case.unit).exists()


def test_the_line_of_12338_is_the_channel_of_the_hotline():
    told = program_of("wu").post("work-orders/", order("WO-1002", source="12338"))
    with acting("lin"):
        assert Case.objects.get(pk=told.json()["id"]).channel == "12338"


def test_the_same_reference_again_is_the_same_matter_and_other_words_are_refused(house):
    program = program_of("wu")
    first, second = (program.post("work-orders/", order("WO-1003")) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    other = program.post("work-orders/", order("WO-1003", text="别的"))
    assert other.status_code == 422 and "内容不同" in other.json()["errors"]["reference"][0]
    elsewhere = program.post("work-orders/", order("WO-1003", source="12338"))
    assert elsewhere.status_code == 201


def test_somebody_else_learns_only_that_it_is_known():
    program_of("wu").post("work-orders/", order("WO-1004"))
    told = program_of("lin").post("work-orders/", order("WO-1004"))
    assert told.status_code == 409 and told.json()["code"] == "known" and "XF" not in told.content.decode()


def test_neither_her_number_nor_the_orders_stands_in_plain_anywhere(house):
    program_of("wu").post("work-orders/", order("WO-CANARY-77"))
    tables = house.raw("select relname from pg_class where relkind = 'r' and relname ~ '^(cases|network)_'")
    for (table,) in tables:
        found = house.raw(
            f"select 1 from {table} t where t::text like '%%WO-CANARY-77%%' or t::text like %s",
            [f"%{PHONE}%"],
        )
        assert not found, table


def test_danger_goes_to_the_county_sealed():
    told = program_of("wu").post("work-orders/", order("WO-1005", safety="urgent"))
    assert told.status_code == 201, told.json()
    with acting("lin"):
        case = Case.objects.get(pk=told.json()["id"])
        assert (
            case.is_sealed
            and Narrative.objects.filter(case=case).exists()
            and Person.objects.filter(case=case)
        )
    again = program_of("wu").get(f"cases/{told.json()['id']}/")
    assert again.status_code == 200 and again.json()["layer"] == "receipt"


def test_each_field_says_in_chinese_what_is_wrong_with_it():
    told = program_of("wu").post(
        "work-orders/", {"source": "12300", "received_at": "gestern", "unit_code": "1"}
    )
    assert told.status_code == 422
    errors = told.json()["errors"]
    assert {"source", "reference", "received_at", "unit_code", "safety", "text"} <= set(errors)
    assert not any(ord(sign) < 0x2E80 and sign.isalpha() for said in errors.values() for sign in said[0])


def test_a_unit_outside_her_reach_is_as_one_that_does_not_exist():
    with acting("lin") as (_user, scope):
        mine = Unit.objects.get(pk=scope.units[0])
    other = Unit.objects.filter(level=2).exclude(pk=mine.pk).first()
    assert other is not None
    told = program_of("lin").post("work-orders/", order("WO-1006", unit_code=other.code))
    nowhere = program_of("lin").post("work-orders/", order("WO-1007", unit_code="999999"))
    assert told.status_code == nowhere.status_code == 422
    assert told.json()["errors"] == nowhere.json()["errors"]


def test_who_takes_no_work_orders_is_refused():
    assert program_of("he").post("work-orders/", order("WO-1008")).status_code == 403
