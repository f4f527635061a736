"""The clocks of an accusation walk along its two readers for thirty working days and meet nobody else."""

from datetime import date, datetime, timedelta

from cases.accusations import guard
from network.deadlines.sweep import ring_due
from network.notifications import delivery
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.accusations.stories import ACCUSED, accuse, furnish, readers, unit_of

START = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)
RUNGS = """
select u.username, c.limit_id, r.step from network_rung r left join network_user u on u.id = r.recipient_id
  join network_clock c on c.id = r.clock_id order by 2, 3, 1
"""
TOLD = """
select distinct u.username from network_outboxmessage o join network_user u on u.id = o.recipient_id
 where o.subject_kind = 'accusation' order by 1
"""


def _days(house, count: int, *, first: date = START.date()) -> None:
    """Simulated days, a sweep at each morning and midnight, as the worker."""
    with house.login("worker"):
        for n in range(count):
            day = datetime.combine(first + timedelta(days=n), datetime.min.time(), clock.ZONE)
            for hour in (0, 8, 9):
                with clock.moved_to(day + timedelta(hours=hour, minutes=45)):
                    ring_due(at=clock.now())


def test_for_thirty_working_days_every_rung_is_one_of_the_two_readers(fresh_house):
    furnish(fresh_house)
    with clock.moved_to(START):
        accuse("he", unit_of(cast.WOHU_TOWN, 3), ACCUSED, received_on=START.date())
    _days(fresh_house, 45)
    rows = fresh_house.raw(RUNGS)
    assert {row[0] for row in rows} == {"wu", "bai"}
    for username in ("wu", "bai"):
        steps = [(code, step) for who, code, step in rows if who == username]
        referral = [step for code, step in steps if code == "accusation.referral"]
        notice = [step for code, step in steps if code == "accusation.notice"]
        assert referral == [0, 1, 2, 3, 4, 5, 6] and len(notice) >= 6
    assert fresh_house.raw(TOLD) == [("bai",), ("wu",)]
    assert fresh_house.raw("select count(*) from cases_caseaccess") == [(0,)]


def test_when_a_reader_goes_in_the_middle_her_rungs_end_and_no_leader_stands_in(fresh_house):
    furnish(fresh_house, "wu", "ji", "jian")
    with clock.moved_to(START):
        told = accuse("he", unit_of(cast.WOHU_TOWN, 3), ACCUSED, received_on=START.date())
    _days(fresh_house, 5)
    fresh_house.raw("update network_user set is_active = false where username = 'wu'")
    _days(fresh_house, 20, first=START.date() + timedelta(days=5))
    with fresh_house.login("worker"):
        guard.keep_seats()
        delivery.deliver_due()
    _days(fresh_house, 20, first=START.date() + timedelta(days=25))
    assert {row[0] for row in fresh_house.raw(RUNGS)} <= {"wu", "ji", None}
    assert readers(fresh_house, told) == ["ji"]
    people = "select distinct u.username from network_inboxitem i join network_user u on u.id = i.user_id"
    assert {name for (name,) in fresh_house.raw(people)} <= {"wu", "ji"}


def test_a_matter_of_danger_calls_both_readers_at_once_and_again_within_the_hour(fresh_house):
    furnish(fresh_house)
    with clock.moved_to(START):
        accuse("he", unit_of(cast.WOHU_TOWN, 3), ACCUSED, received_on=START.date(), safety="urgent")
    kinds = "select kind, count(*) from network_outboxmessage where subject_kind = 'accusation' group by 1"
    assert fresh_house.raw(kinds) == [("danger", 2)]
    with fresh_house.login("worker"):
        ring_due(at=START + timedelta(minutes=95))
    rows = [row for row in fresh_house.raw(RUNGS) if row[1] == "accusation.danger"]
    assert len(rows) == 8 and {row[0] for row in rows} == {"wu", "bai"}
