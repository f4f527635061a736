"""At the desk: a year through its forms, figures equal to a hand count, and no address that could say which household is unsafe."""

import re
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import get_resolver

from outreach.threezero import judging, programmes, verbs
from outreach.threezero.models import Evidence, PledgeCampaign, SafeFamilyProgramme, ThreeZeroAssessment
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does
from tests.threezero import told
from tests.threezero.told import CITY, CITY_OFFICER, LEADER, OFFICER, TOWN, VILLAGE, WORDS

IDENT = "0123456789abcdef" * 2
BASE = "/outreach/threezero/"
_numbers = count(1)


def test_a_year_is_pressed_through_the_forms_and_a_form_sent_twice_acts_once(fresh_house):
    told.well_done(fresh_house)
    luo = browser_of(VILLAGE)
    assert "请选择" in luo.post(f"{BASE}new/", {"ident": IDENT}).content.decode()
    form = {"ident": IDENT, "year": str(clock.today().year)}
    first, again = (luo.post(f"{BASE}new/", form) for _n in range(2))
    assert first.status_code == again.status_code == 302 and first.url == again.url
    page = first.url
    line = {"ident": IDENT, "indicator": "prevention", "done_on": clock.today().isoformat(), "number": "60"}
    refused = luo.post(f"{page}enter_evidence/", line | {"words": "找 13712345678"}).content.decode()
    assert "13712345678" in refused
    for _twice in range(2):
        assert luo.post(f"{page}enter_evidence/", line | {"words": "大集发宣传册"}).status_code == 302
    with acting(VILLAGE):
        assert Evidence.objects.count() == 1
    assert "签字" in luo.post(f"{page}self_assess/", {}).content.decode()
    assert luo.post(f"{page}self_assess/", {"signs": "on"}).status_code == 302
    shown = luo.get(page).content.decode()
    assert "100" in shown and "大集发宣传册" in shown
    assert browser_of(TOWN).post(f"{page}verify_village/").status_code == 302
    assert browser_of(OFFICER).post(f"{page}review_village/").status_code == 302
    wu = browser_of(CITY_OFFICER)
    assert "抽取" in wu.get(BASE).content.decode()
    assert wu.post(f"{BASE}sample/").status_code == 302
    late = wu.post(f"{BASE}sample/")
    assert late.status_code == 200 and "没有村等待抽查" in late.content.decode()
    visit = {"visited_on": clock.today().isoformat(), "words": WORDS}
    assert wu.post(f"{page}visit_sample/", visit).status_code == 302
    gao = browser_of(LEADER)
    assert gao.post(f"{page}designate_village/").status_code == 302
    assert gao.post(f"{page}suspend_village/", {"reason": "incident"}).status_code == 200
    with acting(CITY):
        assert ThreeZeroAssessment.objects.get().state == "designated"
    assert browser_of(TOWN).post(f"{page}monitor_village/", {"words": WORDS}).status_code == 302
    assert gao.post(f"{page}suspend_village/", {"reason": "retaliation"}).status_code == 302
    assert "报复" in luo.get(page).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "x/",
        "00000000-0000-0000-0000-000000000000/",
        "figures/?unit=999999999999",
        "figures/?unit=abc",
        "new/x/",
    ],
)
def test_a_wrong_address_is_no_page_and_no_fault(house, path):
    assert browser_of(OFFICER).get(BASE + path).status_code in (403, 404)


def test_strange_forms_are_refused_with_a_sentence(fresh_house):
    row = told.enrolled()
    luo = browser_of(VILLAGE)
    strange = {
        "year": "99999",
        "indicator": "x",
        "done_on": "0001-01-01",
        "words": "词" * 300,
        "number": "9" * 30,
        "hamlet": "z",
    }
    for path in ("new/", f"{row.pk}/enter_evidence/"):
        assert luo.post(BASE + path, strange).status_code == 200, path
    assert luo.get(f"{BASE}{row.pk}/nothing/").status_code == 404
    pledge = {"unit": "77777777777", "held_on": "2999-01-01", "households": "-4"}
    assert luo.post(f"{BASE}pledges/", pledge).status_code == 200
    assert luo.post(f"{BASE}families/", {"families": "1e9", "activities": ""}).status_code == 200


def test_another_village_and_a_station_find_no_page(fresh_house):
    row = told.signed()
    assert browser_of("wang").get(f"{BASE}{row.pk}/").status_code == 404
    assert browser_of("he").get(BASE).status_code == 403
    assert browser_of("feng").get(f"{BASE}{row.pk}/").status_code == 404
    wang = browser_of("wang").get(BASE).content.decode()
    assert str(row.pk) not in wang


def test_the_list_shows_no_points_and_follows_the_tree(fresh_house):
    told.designated(fresh_house)
    page = browser_of(LEADER).get(BASE).content.decode()
    assert "100" not in re.sub(r"<[^>]*>", "", page.partition("<main")[2])


def test_the_figures_equal_a_count_by_hand(fresh_house):
    told.designated(fresh_house)
    does(LEADER, judging.suspend_village, told.enrolled().pk, reason="disclosure")
    wang = does("wang", verbs.enrol_village, _village_of("wang"), year=clock.today().year)
    does("wang", verbs.withdraw_village, wang.pk)
    does("wang", verbs.enrol_village, _village_of("wang"), year=clock.today().year)
    does(VILLAGE, programmes.keep_safe_families, told.village(), families=31, activities=2)
    does(VILLAGE, programmes.enter_pledge, told.village(), held_on=clock.today(), households=4)
    page = browser_of(OFFICER).get(f"{BASE}figures/").content.decode()
    whole = page.partition('<th scope="row">合计</th>')[2].partition("</tr>")[0]
    # By hand: two take part, one was designated, reviewed and suspended; no team, patrol or round.
    assert [int(n) for n in re.findall(r">(\d+)</td>", whole)] == [2, 1, 1, 1, 0, 0, 0, 0, 0]
    assert "30 以上" in page and "不足五" in page and "统计口径" in page
    assert browser_of(TOWN).get(f"{BASE}figures/?unit={told.village().pk}").status_code == 404
    assert browser_of(VILLAGE).get(f"{BASE}figures/").status_code == 403


def _village_of(username: str):
    with acting(username) as (user, _scope):
        return user.appointments.get().unit


def test_support_files_are_told_in_steps_and_only_from_the_township_up(fresh_house):
    unit = told.village()
    asked = "select child, opened from threezero_files(%s, %s)"
    half = f"{clock.today().year}H{2 if clock.today().month > 6 else 1}"
    for who, here in ((VILLAGE, unit.pk), (TOWN, unit.pk), ("feng", unit.county_id), ("he", unit.county_id)):
        with acting(who):
            assert plain_sql(asked, [here, half]) == [], who
    with acting(OFFICER):
        assert plain_sql(asked, [unit.county_id, "2026-11"]) == []


def _file(house, unit_id: int, **more) -> None:
    """A support file past its verbs: only where it stands and when matters here."""
    people = [person(who).pk for who in ("lin", "bai", "gao")]
    now = clock.now()
    note = {
        "id": uuid4(), "unit_id": unit_id, "author_id": people[0], "entered_at": now, "author_until": now,
        "kind": "family_support_need", "source": "told_by_family", "seen_on": now.date(), "is_danger": False,
        "told_family": True, "state": "opened", "aside": "[]", "way": "",
    }  # fmt: skip
    source = house.raw(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'concern_note_has_a_source'"
    )
    note["source"] = re.findall(r"'(\w+)'", source[0][0])[0]
    _insert(house, "cases_concernnote", note)
    facts = {
        "id": uuid4(), "unit_id": unit_id, "number": next(_numbers), "of_note_id": note["id"], "purpose": "support",
        "basis": "consent", "source": note["source"], "state": "active", "worker_id": people[0], "opened_by_id": people[0],
        "opened_at": now, "signed_by_id": people[1], "approved_by_id": people[2], "approved_at": now,
        "review_on": now.date(), "dark_at": now, "ends_on": now.date(), "outcome": "", "dark_for": "",
    }  # fmt: skip
    _insert(house, "cases_familysupportfile", facts | more)


def _insert(house, table: str, facts: dict) -> None:
    marks = ", ".join(["%s"] * len(facts))
    house.raw(f"insert into {table} ({', '.join(facts)}) values ({marks})", list(facts.values()))


def test_seven_files_are_five_or_more_and_four_of_them_are_not_told(fresh_house):
    town = told.village().township_id
    dark = {"state": "restricted", "restricted_at": clock.now()}
    for _n in range(3):
        _file(fresh_house, town)
    for _n in range(4):
        _file(fresh_house, town, **dark, dark_for="expired")
    half = f"{clock.today().year}H{2 if clock.today().month > 6 else 1}"
    asked = "select child, opened, closed, expired from threezero_files(%s, %s) order by child nulls first"
    with acting(OFFICER):
        county = told.village().county_id
        assert plain_sql(asked, [county, half]) == [(None, 5, None, None), (town, 5, None, None)]
        assert plain_sql(asked, [county, "2020H1"])[0][1:] == (None, None, None)
    with acting(TOWN):
        assert plain_sql(asked, [town, half]) == [(None, 5, None, None)]
    assert "5 以上" in browser_of(OFFICER).get(f"{BASE}figures/").content.decode()


def test_counts_are_kept_by_the_village_alone_and_a_second_entry_is_no_second_row(fresh_house):
    for families in (5, 9):
        does(VILLAGE, programmes.keep_safe_families, told.village(), families=families, activities=1)
    for _twice in range(2):
        does(VILLAGE, programmes.enter_pledge, told.village(), held_on=clock.today(), households=40)
    with acting(VILLAGE):
        assert (
            SafeFamilyProgramme.objects.get().families == 9 and PledgeCampaign.objects.get().households == 40
        )
    with acting("wang"):
        assert not PledgeCampaign.objects.count() and not SafeFamilyProgramme.objects.count()
    luo = browser_of(VILLAGE)
    other = {"unit": told.village().pk, "held_on": clock.today().isoformat(), "households": "41"}
    assert "已登记" in luo.post(f"{BASE}pledges/", other).content.decode()
    future = other | {"held_on": (clock.today() + timedelta(days=1)).isoformat()}
    assert luo.post(f"{BASE}pledges/", future).status_code == 200


PEOPLE = ("case", "person", "household", "family", "petition", "supportfile", "volunteer")


def test_no_table_of_three_zero_leads_to_a_household_a_matter_or_somebody_who_lives_there():
    ours = [
        m
        for m in apps.get_app_config("outreach").get_models()
        if m.__module__.startswith("outreach.threezero")
    ]
    assert len(ours) == 4
    for model in ours:
        for field in model._meta.get_fields():
            if field.is_relation and field.many_to_one:
                aim = field.related_model
                assert aim._meta.label in {"network.Unit", "network.User", "outreach.ThreeZeroAssessment"}, (
                    field
                )
            assert not any(
                word in field.name for word in ("name", "household_id", "door", "address", "phone")
            ), field
    # Nothing else in the house keeps a household beside a colour, a score or a mark.
    marks = re.compile(r"score|points|rating|colour|color|unsafe|danger_level|risk_score|is_safe")
    for model in apps.get_models():
        if (
            model._meta.label == "outreach.JuryMark"
        ):  # what a juror says of a family that asked to be looked at
            continue
        names = {field.name for field in model._meta.get_fields()}
        if names & {"household", "family", "household_no", "family_no"}:
            assert not [name for name in names if marks.search(name)], model


def _addresses(resolver, prefix: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        path = prefix + str(each.pattern)
        found += _addresses(each, path) if hasattr(each, "url_patterns") else [path]
    return found


UNSAFE = ("不平安家庭名单", "不平安家庭", "问题家庭名单", "重点家庭", "隐患家庭", "未签名", "未参加家庭")


def test_no_address_of_the_house_is_about_unsafe_households(house):
    addresses = _addresses(get_resolver())
    assert len(addresses) > 300
    assert not [
        path for path in addresses if re.search(r"unsafe|household|families/(list|names)|ranking|score", path)
    ]


@pytest.mark.parametrize("who", [VILLAGE, LEADER])
def test_every_page_without_a_number_in_its_address_names_no_unsafe_family(house_of_a_year, who):
    browser = browser_of(who)
    opened = 0
    for path in _addresses(get_resolver()):
        if (
            "<" in path
            or "(?" in path
            or not path.startswith(("outreach", "cases", "network", "leader", "m/"))
        ):
            continue
        answer = browser.get(f"/{path.replace('^', '').replace('$', '')}")
        assert answer.status_code < 500, path
        if answer.status_code == 200 and not answer.streaming:
            opened += 1
            text = answer.content.decode(errors="replace")
            assert not [word for word in UNSAFE if word in text], path
    assert opened > 20


@pytest.fixture(scope="module")
def house_of_a_year(house):
    """One designated village with families and a pledge."""
    told.designated(house)
    does(VILLAGE, programmes.keep_safe_families, told.village(), families=31, activities=2)
    does(VILLAGE, programmes.enter_pledge, told.village(), held_on=clock.today(), households=40)
    return house


def test_missing_points_are_told_before_anybody_signs_and_no_button_leads_nowhere(fresh_house):
    row = told.visited()
    page = browser_of(LEADER).get(f"{BASE}{row.pk}/").content.decode()
    assert "命名要求不低于80分" in page and "designate_village" not in page
    assert "命名要求不低于80分" in browser_of(VILLAGE).get(f"{BASE}{row.pk}/").content.decode()


def test_a_village_that_takes_part_is_told_so_and_the_same_form_twice_is_one(fresh_house):
    luo, year = browser_of(VILLAGE), clock.today().year
    for _n in range(2):
        assert luo.post(f"{BASE}new/", {"year": year, "ident": "ab" * 16}).status_code == 302
    again = luo.post(f"{BASE}new/", {"year": year, "ident": "cd" * 16})
    assert again.status_code == 200 and "不必重复报名" in again.content.decode()
    assert fresh_house.raw("select count(*) from outreach_threezeroassessment") == [(1,)]
