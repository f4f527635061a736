"""No clerk, no neighbour and no table learns from an award round which household has a matter; and a list tells nothing.

The county's list is the only answer of the rights department. Nothing is looked up for it, nothing is written about it,
and whoever is not on it stands exactly where everybody stands who found no place.
"""

import ast
import re

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import get_resolver

from cases.exports.columns import LEDGERS
from network.access.gate import Refusal
from outreach.families import going_up
from sisterhood.lib import clock
from tests.architecture.surfaces import BASE
from tests.families import told
from tests.families.told import does
from tests.house import acting, browser_of, plain_sql

MINE = ("awardround", "familynomination", "familyperson", "familydiscussion", "familylist", "familylisted")
MINE += ("jurymark", "familyobjection")
# What a household could be marked by. A column of that kind, on a family of an award round, would be a finding.
FINDING = re.compile(
    r"clear|eligib|finding|check|risk|violen|safe|refer|case|petition|matter|reason|remark|flag|mark(?!$)|colou?r|level|kind|danger"
)
HARMLESS = {"name_mark"}  # what two names are compared by


def test_no_column_of_a_family_could_hold_a_finding(house):
    columns = house.raw(
        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
        " and table_name = any(%s)",
        [[f"outreach_{each}" for each in MINE]],
    )
    assert len({table for table, _column in columns}) == len(MINE)
    assert [each for each in columns if FINDING.search(each[1]) and each[1] not in HARMLESS] == []


def test_nothing_ties_a_family_to_a_matter_in_either_direction(house):
    """No foreign key, no function and no line of code leads from an award round to a matter, nor back."""
    keys = house.raw(
        "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'"
    )
    mine = {f"outreach_{each}" for each in MINE}
    tied = [(a, b) for a, b in keys if (a in mine) != (b in mine) and "cases_" in a + b]
    assert tied == []
    bodies = house.raw(
        "select proname, pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace"
        " and prokind = 'f' and proname ~ '^(family|families|award)'"
    )
    assert len(bodies) > 15
    assert [name for name, body in bodies if "cases_" in body or "may_open" in body] == []
    allowed = {"cases.casefile", "cases.casefile.fields", "cases.casefile.held", "cases.people.indexes"}
    for path in (BASE / "outreach/families").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cases"):
                names = {each.name for each in node.names}
                assert node.module in allowed, (path.name, node.module)
                assert node.module != "cases.casefile" or names <= {"once", "held"}, path.name
    readers = [
        model._meta.label
        for model in apps.get_app_config("cases").get_models()
        for field in model._meta.get_fields()
        if field.related_model is not None and field.related_model._meta.label.startswith("outreach.Famil")
    ]
    assert readers == []


# Every column of the whole house that speaks of a family or a household and is no count, and what it is.
SPEAKS = {
    "cases_concernnote.told_family": "whether it was told of the note about it; the protected way, read by three",
    "cases_concernwords.family": "sealed; of that note",
    "cases_filewords.family": "sealed; of a file opened with leave, in no list",
    "cases_outreachvisit.family": "sealed; a visit by its number",
}
OF_ONE = {"family_id", "family_name"}  # of the family in a round itself


def test_no_table_of_the_house_gives_a_household_a_mark(house):
    """A new column about families or households has to say here what it is; none of them is a flag of one household."""
    columns = house.raw(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'"
        " and column_name ~ 'famil|household' and not (column_name in ('households', 'families') and data_type ~ 'int')"  # a count
    )
    found = {
        f"{table}.{name}"
        for table, name, _type in columns
        if not (table.startswith("outreach_") and name in OF_ONE)
    }
    assert found == set(SPEAKS)
    flags = [(table, name) for table, name, kind in columns if kind == "boolean"]
    assert flags == [("cases_concernnote", "told_family")]
    assert not [code for code, ledger in LEDGERS.items() if "famil" in f"{code} {ledger.__class__}".lower()]
    taken_out = {column.code for ledger in LEDGERS.values() for column in ledger.columns}
    assert not [code for code in taken_out if re.search("famil|household", code)]


def test_no_address_narrows_families_by_anything_but_place_year_and_page():
    """Every parameter an address of families reads from a query is known, and none of them sorts people."""
    asked = set()
    for path in (BASE / "outreach/families").glob("*.py"):
        asked |= set(re.findall(r"GET\.get\(\"(\w+)\"", path.read_text()))
    assert asked == {"county", "township", "page"}
    routes = [str(each.pattern) for each in get_resolver().url_patterns if "famil" in str(each.pattern)]
    assert not any(FINDING.search(route) for route in routes)


def test_whoever_is_left_off_the_countys_list_looks_like_whoever_found_no_place(fresh_house):
    award, rows = told.standing()
    chair = browser_of("luo")
    before = [_face(chair, row) for row in rows[:2]]
    assert before[0] == before[1] and "已送权益部" in before[0]
    award.listed("lin", told.county(), rows[0])
    # One village lost its family at the county, for whichever reason; the other's found no place: the same row, the same page.
    left = fresh_house.raw(
        "select distinct state, title, at_unit_id, visited_on is null from outreach_familynomination where id = any(%s)",
        [[rows[1].pk, rows[2].pk]],
    )
    assert left == [("not_chosen", "", told.county().pk, False)]
    assert _face(chair, rows[1]) == _face(browser_of("wang"), rows[2])
    events = fresh_house.raw(
        "select detail - 'values' from network_auditevent where subject_kind = 'family_nomination'"
        " and detail ->> 'table' = 'outreach_familynomination' and subject_id = any(%s) order by id desc limit 2",
        [[str(rows[1].pk), str(rows[2].pk)]],
    )
    assert events[0] == events[1]
    logged = fresh_house.raw(
        "select detail from network_auditevent where detail ->> 'verb' = 'pass_on_list' order by id desc limit 1"
    )
    assert logged == [({"verb": "pass_on_list", "stood": 3, "passed": 1},)]


def _face(browser, row) -> str:
    """Her page of a family without what differs from family to family."""
    page = browser.get(f"/outreach/families/nominations/{row.pk}/").content.decode()
    main = page[page.index('<main id="main"') : page.index("</main>")]
    for word in ("赵家", "钱家", "孙家", row.pk.hex, str(row.pk), row.unit.short_name, "罗秀英", "王凤兰"):
        main = main.replace(word, "·")
    return re.sub(r"<section class=\"card fs\"><h2>已同意的人.*?</section>", "", main, flags=re.DOTALL)


def test_at_the_county_somebody_always_stays_behind_so_that_staying_behind_says_nothing(fresh_house):
    award, rows = told.standing(award_places=5)
    with pytest.raises(Refusal) as full:
        award.listed("lin", told.county(), *rows)
    assert full.value.code == "families"
    # The database counts the same when nobody asks the verb.
    with (
        acting("lin") as (lin, _scope),
        pytest.raises(DatabaseError, match="no place left"),
        transaction.atomic(),
    ):
        made = plain_sql(
            "insert into outreach_familylist (id, round_id, unit_id, candidates, made_by_id, made_at)"
            " values (gen_random_uuid(), %s, %s, 9, %s, now()) returning id, candidates",
            [award.pk, told.county().pk, lin.pk],
        )
        assert made[0][1] == 3
        for row in rows:
            plain_sql(
                "insert into outreach_familylisted (list_id, family_id) values (%s, %s) returning id",
                [made[0][0], row.pk],
            )


def test_the_county_is_told_to_look_nothing_up_and_the_village_is_not_told_of_the_county(fresh_house):
    award, rows = told.standing()
    address = f"/outreach/families/{award.pk}/pass_on_list/"
    county = browser_of("lin").get(address).content.decode()
    assert "不查询任何记录" in county and "赵家" in county
    assert "checked" not in county
    assert browser_of("luo").get(address).status_code == 200
    assert "不查询任何记录" not in browser_of("luo").get(address).content.decode()


def test_nobody_lists_for_a_unit_that_is_not_hers_and_no_list_is_made_twice(fresh_house):
    award, rows = told.standing()
    for who in ("luo", "tian", "feng", "wu"):
        with pytest.raises(Refusal):
            award.listed(who, told.county(), rows[0])
    award.listed("gao", told.county(), rows[0])
    with pytest.raises(Refusal):
        does(
            "lin", going_up.pass_on_list, award.pk, unit=told.county(), families=[rows[1].pk], at=clock.now()
        )
    with acting("luo"), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql(
            "update outreach_familynomination set state = 'in_notice' where id = %s returning 1", [rows[1].pk]
        )
