"""Returns climb: the township, the county, the city; what is locked is never counted again."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cases.statistics import freezing, verbs
from cases.statistics.models import ReportSnapshot, Return
from network.access.gate import Refusal
from network.staff.appointments import appoint
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, person, plain_sql
from tests.statistics import told
from tests.statistics.told import BESIDE, CITY, COUNTY, NOV1, SECOND_TOWN, TOWN, does, of
from tests.stories import matter


@pytest.fixture(scope="module")
def month(house):
    """October 2026: three matters at a township, one at the county; November has begun."""
    with clock.moved_to(NOV1.replace(month=10, day=5)):
        for category in ("property", "property", "marriage_family"):
            matter("tian", category=category)
        matter("lin", channel="letter", category="general")
    return told.opened(house)


def test_every_office_owes_the_month_from_its_first_day(month, house):
    assert month == len(
        house.raw(
            "select id from network_unit where level between 1 and 3 and not is_quasi and valid_to is null"
        )
    )
    assert told.opened(house) == 0
    days = {of(*place).due_on.isoformat() for place in (TOWN, COUNTY, CITY)}
    assert days == {"2026-11-03", "2026-11-04", "2026-11-06"}  # 1 November is a Sunday
    assert house.raw("select count(*) from network_clock where subject_kind = 'return'") == [(month,)]


def test_a_county_cannot_lock_before_its_townships(month):
    with pytest.raises(Refusal) as refused:
        does("gao", verbs.lock_return, of(*COUNTY))
    assert refused.value.code == "below" and "卧虎" in str(refused.value)


def test_nobody_locks_for_a_leader_who_is_there(month):
    with pytest.raises(Refusal) as refused:
        does("gao", verbs.lock_return, of(*TOWN))
    assert refused.value.code == "led"
    with pytest.raises(Refusal):
        does("lin", verbs.lock_return, of(*COUNTY))


def test_a_county_locks_and_its_townships_are_taken(month):
    does("lin", verbs.confirm_return, of(*COUNTY))
    row = told.locks_county()
    assert row.state == "locked" and row.version == 1
    assert of(*TOWN).state == of(*SECOND_TOWN).state == "accepted"
    with acting("gao"):
        tables = freezing.frozen(row)
        whole = tables["R-1"].cells["all"]
        assert (whole["total"], whole["matters"], whole["letter"], whole["visit"]) == (4, 4, 1, 3)
        assert tables["R-1"].cells["property"]["total"] == 2
        assert all(freezing.is_whole(row, each) for each in tables.values())
        stood_in = Return.objects.filter(unit__parent=row.unit_id, period=row.period, stood_in=True)
        assert stood_in.exists() and all(each.state == "accepted" for each in stood_in)


def test_a_county_reads_no_whole_table_of_a_township_that_has_a_leader(month):
    row = of(*TOWN)
    with acting("tian"):
        assert freezing.frozen(row)["R-1"].cells["all"]["total"] == 3
    for who in ("gao", "lin", "zhou", "tong"):
        with acting(who):
            assert not freezing.frozen(row) and plain_sql(
                "select count(*) from figures_petitions(%s, '2026-10-01', '2026-11-01', false)", [row.unit_id]
            ) == [(0,)]
    for who in ("feng", "he", "luo", "auditor"):
        with acting(who):
            assert not Return.objects.filter(pk=row.pk).exists()


def test_what_is_frozen_stays_as_it_is_whoever_tries(month, house):
    for login in ("migrator", "app"):
        with house.login(login), pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            plain_sql("update cases_reportsnapshot set cells = '{}'")
            if login == "app":
                raise DatabaseError("app sees no row without a scope")
    with house.login("migrator"), pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        plain_sql("delete from cases_reportsnapshot where version = 1")


def test_the_city_sends_a_county_back_it_corrects_and_the_old_version_stays(month, house):
    row = of(*COUNTY)
    before = house.raw(
        "select sha256 from cases_reportsnapshot where of_id = %s and version = 1 order by id", [row.pk]
    )
    with pytest.raises(Refusal) as refused:
        does("gao", verbs.send_back_return, row, reason="missing", words="缺少一件来信")
    assert refused.value.code == "not_yours"
    with pytest.raises(Refusal) as refused:
        does("wu", verbs.send_back_return, row, reason="missing", words="请打13712345678核对")
    assert refused.value.code == "words"
    sent = does("wu", verbs.send_back_return, row, reason="missing", words="缺少一件来信")
    assert (sent.state, sent.version) == ("returned", 1)
    running = "select owner_id from network_clock where subject_id = %s and state = 'running'"
    assert house.raw(running, [row.pk]) == [(person("gao").pk,)]  # the correction has a day of its own
    assert house.raw("select count(*) from network_outboxmessage where kind = 'return_back'") == [(1,)]
    with clock.moved_to(NOV1.replace(month=10, day=20)):
        matter("lin", channel="letter", category="general")
    again = does("gao", verbs.lock_return, row)
    assert (again.state, again.version) == ("locked", 2)
    assert house.raw(running, [row.pk]) == []
    with acting("gao"):
        assert freezing.frozen(again)["R-1"].cells["all"]["letter"] == 2
    after = house.raw(
        "select sha256 from cases_reportsnapshot where of_id = %s and version = 1 order by id", [row.pk]
    )
    assert before == after and len(before) == 4  # go up each month


def test_a_step_out_of_order_is_refused(month):
    with pytest.raises(IllegalTransition):
        does("lin", verbs.confirm_return, of(*COUNTY))
    with pytest.raises(Refusal) as refused:
        does("zhou", verbs.accept_return, of(*CITY))
    assert refused.value.code == "above"


def test_the_city_is_the_sum_of_its_counties(month, house):
    for who, place in (("qian", ("220303100000", 3)), ("feng", BESIDE), ("han", ("220322000000", 2))):
        does(who, verbs.lock_return, of(*place))
    row = does("zhou", verbs.lock_return, of(*CITY))
    with acting("zhou") as (_user, scope):
        below = Return.objects.below(row)
        parts = [freezing.frozen(each)["R-1"].cells.get("all", {}).get("total", 0) for each in below]
        own = freezing.frozen(row)["R-1"].cells["all"]["total"]
        assert sum(parts) == own == 5 and ReportSnapshot.objects.filter(of=row).exists()
    with pytest.raises(Refusal) as refused:
        does("wu", verbs.send_back_return, of(*COUNTY), reason="missing", words="缺少一件来信")
    assert refused.value.code == "built_on"


def test_whoever_leads_now_answers_for_a_return_that_waits(fresh_house):
    told.opened(fresh_house)
    town = told.unit(*SECOND_TOWN)
    with fresh_house.login("migrator"):
        appoint(person("shi"), unit=town, role="township_chair", by=None, starts_on=date(2026, 11, 2))
    told.opened(fresh_house, NOV1.replace(day=3))
    asked = "select owner_id from network_clock where subject_kind = 'return' and unit_id = %s"
    assert fresh_house.raw(asked, [town.pk]) == [(person("shi").pk,)]
