"""The days two people have for a list, over the holidays of autumn 2026: when they end, who hears of it, what meets them."""

from datetime import timedelta

from cases.retention import deciding, sweep
from network.deadlines import sweep as ringing
from sisterhood.lib import clock
from tests.privacy.conftest import told
from tests.retention.conftest import LEADER, NOTE, OFFICER, aged, decides, ended, the_list


def _drawn_up(house):
    case = aged(house, ended())
    with house.login("worker"):
        sweep.propose_due()
    return case, the_list(house, case)


def _running(house, row) -> dict[str, str]:
    found = house.raw(
        "select limit_id, due_at from network_clock where subject_id = %s and state = 'running'", [row]
    )
    return {name: f"{clock.in_zone(due):%Y-%m-%d %H:%M}" for name, due in found}


def _called(house, row) -> list[str]:
    rows = house.raw(
        """select distinct u.username from network_rung r join network_clock c on c.id = r.clock_id
             join network_user u on u.id = r.recipient_id where c.subject_id = %s and r.kind = 'rung' order by 1""",
        [row],
    )
    return [name for (name,) in rows]


def test_the_leaders_days_step_over_mid_autumn_and_national_day(fresh_house, day):
    """30 working days from Monday 14 September: the 20th and 10 October are worked, 25–27 and 1–7 are not."""
    _case, row = _drawn_up(fresh_house)
    assert _running(fresh_house, row) == {"retention.appraisal": "2026-10-31 00:00"}


def test_the_second_persons_days_begin_with_the_appraisal(fresh_house, day):
    _case, row = _drawn_up(fresh_house)
    day("2026-09-29 10:00")
    decides(LEADER, deciding.appraise_destruction, row, note=NOTE)
    # 30 September, then 8, 9, 10 (worked), 12, 13, 14, 15, 16, 19 October
    assert _running(fresh_house, row) == {"retention.confirmation": "2026-10-20 00:00"}
    assert told(fresh_house, "destruction_waits") == [OFFICER]
    day("2026-10-19 16:00")
    decides(OFFICER, deciding.confirm_destruction, row)
    states = fresh_house.raw(
        "select limit_id, state from network_clock where subject_id = %s order by 1", [row]
    )
    assert states == [("retention.appraisal", "met"), ("retention.confirmation", "met")]


def test_a_list_nobody_appraises_climbs_to_the_city(fresh_house, day):
    _case, row = _drawn_up(fresh_house)
    due = fresh_house.raw("select due_at from network_clock where subject_id = %s", [row])[0][0]
    with fresh_house.login("worker"):
        ringing.ring_due(at=due + timedelta(minutes=1))
    assert _called(fresh_house, row) == [LEADER]
    with fresh_house.login("worker"):
        ringing.ring_due(at=due + timedelta(days=8))
    assert _called(fresh_house, row) == [LEADER, "zhou"]


def test_a_list_nobody_confirms_climbs_too_and_never_to_its_owner(fresh_house, day):
    _case, row = _drawn_up(fresh_house)
    decides(LEADER, deciding.appraise_destruction, row, note=NOTE)
    ask = "select due_at from network_clock where subject_id = %s and state = 'running'"
    due = fresh_house.raw(ask, [row])[0][0]
    with fresh_house.login("worker"):
        ringing.ring_due(at=due + timedelta(days=8))
    assert _called(fresh_house, row) == [OFFICER, "zhou"]
