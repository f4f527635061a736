"""Many reports of danger from one station read as one message with a count; none is left out, none comes late."""

import re

from sisterhood.lib import clock
from tests.house import browser_of
from tests.messages.conftest import carry, wants
from tests.stories import matter

ARRIVED = (
    "select i.leads, i.read_at is not null from network_inboxitem i join network_user u on u.id = i.user_id"
    " where u.username = 'lin' and i.kind = 'danger' order by i.at, i.leads desc"
)
OUTSIDE = (
    "select count(*) from network_delivery d join network_user u on u.id = d.user_id"
    " where u.username = 'lin' and d.urgent"
)


def _danger(username: str = "he"):
    return matter(username, channel="station", safety="urgent")


def _leading(house) -> list[bool]:
    return [leads for leads, _read in house.raw(ARRIVED)]


def test_the_second_report_of_a_station_stands_beside_the_first_and_leaves_the_house_once(
    fresh_house, outside
):
    wants(fresh_house, "lin", email=True)
    cases = [_danger(), _danger(), _danger()]
    carry(fresh_house, clock.now())
    leading = _leading(fresh_house)
    assert leading.count(True) == 1 and len(leading) >= 3
    assert fresh_house.raw(OUTSIDE) == [(1,)]
    page = browser_of("lin").get("/inbox/").content.decode()
    assert page.count("有一项紧急事项") == 1
    assert f"短时间内 {len(leading)} 条" in page
    assert all(case.number in page for case in cases)


def test_the_first_is_told_at_once_and_so_is_the_next_once_it_was_read(fresh_house, outside):
    wants(fresh_house, "lin", email=True)
    _danger()
    carry(fresh_house, clock.now())
    assert _leading(fresh_house).count(True) == 1 and fresh_house.raw(OUTSIDE) == [(1,)]
    fresh_house.raw("update network_inboxitem set read_at = now()")
    _danger()
    carry(fresh_house, clock.now())
    assert _leading(fresh_house).count(True) == 2 and fresh_house.raw(OUTSIDE) == [(2,)]


def test_another_station_is_heard_by_itself(fresh_house, outside):
    wants(fresh_house, "lin", email=True)
    _danger("he")
    _danger("ma")
    carry(fresh_house, clock.now())
    assert _leading(fresh_house).count(True) == 2 and fresh_house.raw(OUTSIDE) == [(2,)]


def test_after_the_minutes_of_the_rule_the_station_is_heard_anew(fresh_house, outside):
    wants(fresh_house, "lin", email=True)
    _danger()
    carry(fresh_house, clock.now())
    fresh_house.raw("update network_inboxitem set at = at - interval '11 minutes'")
    _danger()
    carry(fresh_house, clock.now())
    assert _leading(fresh_house).count(True) == 2
    fresh_house.raw("update network_inboxitem set at = at - interval '5 minutes'")
    fresh_house.raw("update network_setting set value = '4' where code = 'messages.bundle_minutes'")
    _danger()
    carry(fresh_house, clock.now())
    assert _leading(fresh_house).count(True) == 3


def test_each_matter_keeps_its_row_its_clocks_and_its_way_in(fresh_house):
    cases = [_danger(), _danger()]
    carry(fresh_house, clock.now())
    items = fresh_house.raw(
        "select i.message_id, i.subject_id from network_inboxitem i join network_user u on u.id = i.user_id"
        " where u.username = 'lin' and i.kind = 'danger'"
    )
    assert {subject for _item, subject in items} == {case.pk for case in cases}
    client = browser_of("lin")
    for item, subject in items:
        assert client.post(f"/inbox/{item}/")["Location"] == f"/cases/{subject}/"
    minutes = (
        "select count(*) from network_clock where limit_id = 'protection.duty_told' and state = 'running'"
    )
    assert fresh_house.raw(minutes) == [(2,)]


def test_the_mark_of_a_bundle_names_no_unit(fresh_house):
    _danger()
    ((mark, unit),) = fresh_house.raw(
        "select distinct o.bundle, c.origin_unit_id from network_outboxmessage o"
        " join cases_case c on c.id = o.subject_id where o.kind = 'danger'"
    )
    assert re.fullmatch(r"[0-9a-f]{32}", mark) and str(unit) != mark
