"""Off by default; two people and a signed paper switch it on; where it is off nothing of it exists."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from cases.support import noting, switches
from cases.support.models import SupportSwitch
from network.access.gate import Refusal
from sisterhood.demo.cast import TIEDONG
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.support.conftest import (
    HASH,
    active,
    acts,
    body,
    county,
    home,
    noted,
    opens,
    planned,
    proposes,
    switched,
)

EVERYBODY = ("he", "luo", "tian", "shi", "lin", "gao", "bai", "zhou", "wu", "feng", "sysadmin", "auditor")
DOORS = (
    ("support", ()),
    ("support_note_new", ()),
    ("support_visit_new", ()),
    ("support_note", (1,)),
    ("support_note_verb", (1, "review_note")),
    ("support_file", (1,)),
    ("support_file_verb", (1, "sign_file")),
    ("support_visit", (1,)),
    ("support_visit_verb", (1, "record_outreach")),
)


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code and str(refusal.value)


@pytest.mark.parametrize("username", EVERYBODY)
def test_where_it_is_off_no_door_exists_for_anybody(house, username):
    client = browser_of(username)
    for name, args in DOORS:
        place = reverse(name, args=[uuid4() if each == 1 else each for each in args])
        assert client.get(place).status_code == 404, (name, username)
        assert client.post(place, {}).status_code == 404, (name, username)
    if username not in ("he", "sysadmin", "auditor"):
        assert reverse("support") + '"' not in client.get("/", follow=True).content.decode()


def test_where_it_is_off_the_verb_writes_nothing_either(house):
    told = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today()}
    refused(
        "gone", acts, "he", noting.note_concern, home("he"), family="甲", what="乙", told_family=True, **told
    )
    assert house.raw("select count(*) from cases_concernnote") == [(0,)]


def test_one_person_alone_does_not_switch_it_on(fresh_house):
    row = proposes()
    assert switches.counties_on() == set()
    refused("role", acts, "bai", switches.decide_switch, row.pk, grant=True)
    for stranger in ("feng", "han"):
        refused("not_yours", acts, stranger, switches.decide_switch, row.pk, grant=True)
    acts("gao", switches.decide_switch, row.pk, grant=True)
    with acting("gao"):
        assert switches.counties_on() == {county().pk}
    refused("grant", acts, "gao", switches.decide_switch, row.pk, grant=True)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("signed_by", {"signed_by": " "}),
        ("signed_on", {"signed_on": None}),
        ("document_hash", {"document_hash": "ab"}),
        ("document_hash", {"document_hash": "z" * 64}),
    ],
)
def test_without_the_signed_assessment_nothing_is_proposed(house, code, changed):
    refused(code, proposes, **changed)


def test_only_a_privacy_officer_proposes_and_only_for_her_own_counties(house):
    for username in ("lin", "gao", "zhou", "sysadmin"):
        refused("role", proposes, by=username)


def test_the_database_holds_the_two_people_and_the_paper_alone(fresh_house):
    row = proposes()
    insert = """insert into cases_supportswitch (id, unit_id, turns_on, signed_by, document_hash, proposed_by_id,
        proposed_at, granted) values (gen_random_uuid(), %s, true, %s, %s, app_user(), now(), {granted}) returning 1"""
    with pytest.raises(DatabaseError), transaction.atomic(), acting("bai"):
        plain_sql(insert.format(granted="true"), [county(TIEDONG).pk, "白静", HASH])
    with pytest.raises(DatabaseError), transaction.atomic(), acting("lin"):
        plain_sql(insert.format(granted="null"), [county(TIEDONG).pk, "白静", HASH])
    with pytest.raises(IntegrityError), acting("gao"), transaction.atomic():
        SupportSwitch.objects.filter(pk=row.pk).update(granted=True, decided_by=row.proposed_by_id)
    with acting("lin"):
        changed = "update cases_supportswitch set granted = true where id = %s returning 1"
        assert plain_sql(changed, [row.pk]) == []


def test_switched_off_again_nothing_is_left_to_see_and_on_again_it_is_there(fresh_on):
    row = noted()
    file = active()
    visit = planned(file)
    places = {
        "tian": (f"/support/notes/{row.pk}/", f"/support/files/{file.pk}/"),
        "luo": (f"/support/visits/{visit.pk}/",),
        "bai": (f"/support/files/{file.pk}/",),
        "gao": (f"/support/files/{file.pk}/",),
    }
    for username, each in places.items():
        assert {opens(username, place) for place in each} == {200}
    switched(turns_on=False)
    for username, each in places.items():
        assert {opens(username, place) for place in each} == {404}
        with acting(username):
            for table in ("concernnote", "concernwords", "familysupportfile", "filewords", "outreachvisit"):
                assert plain_sql(f"select count(*) from cases_{table}") == [(0,)], (username, table)
    switched()
    assert opens("tian", f"/support/files/{file.pk}/") == 200


def test_a_neighbour_county_that_is_off_has_no_door_although_this_one_is_on(on):
    for username in ("feng", "zheng", "qian", "li", "chen"):
        assert opens(username, "/support/") == 404
    assert opens("zhou", "/support/") == 200 and opens("he", "/support/") == 200


def test_the_page_says_where_it_is_on_and_loses_nothing_of_a_refused_proposal(on):
    client = browser_of("bai")
    told = {"county": county(TIEDONG).pk, "turns_on": "on", "signed_by": "白静", "document_hash": "短"}
    page = client.post("/support/switches/", told).content.decode()
    assert "请填写签署日期" in page and 'value="白静"' in page
    told |= {"signed_on": clock.today().isoformat(), "document_hash": HASH}
    assert client.post("/support/switches/", told).status_code == 302
    row = SupportSwitch.objects.none()
    with acting("feng"):
        row = SupportSwitch.objects.get(unit=county(TIEDONG))
    assert opens("gao", f"/support/switches/{row.pk}/") == 404
    assert HASH[:32] in body("feng", f"/support/switches/{row.pk}/")
    assert browser_of("feng").post(f"/support/switches/{row.pk}/", {"grant": "no"}).status_code == 302
    assert person("feng") and opens("feng", "/support/") == 404
