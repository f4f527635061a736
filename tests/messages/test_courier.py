"""The courier: who is told outside, when, how often, and never twice."""

import re

import pytest
from django.db import ProgrammingError, connection

from network.access.logins import WrongLogin
from network.deadlines import workdays
from network.deadlines.sweep import ring_due
from network.notifications import channels, courier
from network.notifications.letter import SENT
from network.notifications.models import InboxItem, Setting
from tests.deadlines.conftest import drills, start
from tests.house import acting, browser_of
from tests.messages.conftest import MORNING, at, carry, hurry, states, tell, wants

__all__ = ["drills"]
NIGHT, SATURDAY, HOLIDAY = at("2031-03-05 22:00"), at("2031-03-08 10:00"), at("2031-10-01 10:00")


def letters_for(post) -> list[str]:
    """To whom letters came."""
    return sorted(re.search(rb"\nTo: (\S+)@", letter)[1].decode() for letter in post.got)


def test_whoever_chose_nothing_is_told_by_her_inbox_alone(fresh_house, outside, post, robot):
    tell("gao")
    tell("gao", "danger")
    assert carry(fresh_house) == {"planned": 0}
    assert states(fresh_house) == []
    assert (post.callers, robot.callers) == (0, 0)
    with acting("gao") as (gao, _scope):
        assert InboxItem.objects.filter(user=gao).count() == 2


def test_many_messages_make_one_letter_a_person_and_day(fresh_house, outside, post):
    for username in ("gao", "luo"):
        wants(fresh_house, username, email=True)
        for key in "abc":
            tell(username, key=key)
    assert carry(fresh_house) == {"planned": 2, "sent": 2}
    assert carry(fresh_house) == {"planned": 0}
    tell("gao", key="later")
    assert carry(fresh_house, at("2031-03-05 17:00")) == {"planned": 0}
    assert letters_for(post) == ["gao", "luo"]
    assert carry(fresh_house, at("2031-03-06 08:30")) == {"planned": 1, "sent": 1}
    assert letters_for(post) == ["gao", "gao", "luo"]


def test_the_group_reads_one_line_a_day_whoever_it_is_for(fresh_house, outside, robot):
    for username in ("gao", "luo", "he"):
        wants(fresh_house, username, webhook=True)
        tell(username)
    assert carry(fresh_house) == {"planned": 1, "sent": 1}
    assert len(robot.got) == 1


def test_what_she_has_read_needs_no_letter(fresh_house, outside, post):
    wants(fresh_house, "gao", email=True)
    tell("gao")
    carry(fresh_house, at("2031-03-05 08:29"))
    fresh_house.raw("update network_inboxitem set read_at = now()")
    assert carry(fresh_house) == {"planned": 0}
    assert post.callers == 0


@pytest.mark.parametrize("moment", [at("2031-03-05 08:29"), SATURDAY, HOLIDAY, at("2031-03-08 23:00")])
def test_no_digest_before_its_hour_or_on_a_day_without_work(fresh_house, outside, post, moment):
    wants(fresh_house, "gao", email=True)
    tell("gao")
    assert carry(fresh_house, moment) == {}
    assert states(fresh_house) == []


@pytest.mark.parametrize("moment", [MORNING, NIGHT, SATURDAY, HOLIDAY])
def test_danger_is_told_at_once_at_night_and_on_rest_days_too(fresh_house, outside, post, robot, moment):
    wants(fresh_house, "gao", email=True, webhook=True)
    tell("gao", "danger")
    counts = carry(fresh_house, moment)
    assert counts.get("sent") == 2
    assert [row[:3] for row in states(fresh_house)] == [
        ("email", "danger", "sent"),
        ("webhook", "danger", "sent"),
    ]
    assert (len(post.got), len(robot.got)) == (1, 1)
    assert carry(fresh_house) == {"planned": 0}


def test_a_digest_that_failed_waits_for_the_end_of_the_quiet_hours(fresh_house, outside, post):
    wants(fresh_house, "gao", email=True)
    tell("gao")
    post.mood = "greeting refuses"
    assert carry(fresh_house) == {"planned": 1, "due": 1}
    post.mood = "kind"
    hurry(fresh_house)
    assert carry(fresh_house, NIGHT) == {}
    assert carry(fresh_house, at("2031-03-06 07:30"))["sent"] == 1


def test_the_administrator_moves_the_hours_and_a_word_is_no_hour(fresh_house, outside, post):
    wants(fresh_house, "gao", email=True)
    tell("gao")
    fresh_house.raw("update network_setting set value = '10:00' where code = 'messages.digest_at'")
    assert carry(fresh_house, at("2031-03-05 09:59")) == {}
    fresh_house.raw("update network_setting set value = 'noon' where code = 'messages.digest_at'")
    assert carry(fresh_house, at("2031-03-05 08:30"))["sent"] == 1


def test_what_surely_failed_is_tried_later_and_later_and_then_given_up(fresh_house, outside, robot):
    fresh_house.raw("update network_setting set value = '3' where code = 'messages.attempts'")
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    robot.mood = "fault"
    waits = []
    for _n in range(3):
        assert carry(fresh_house, NIGHT) == {"due": 1}
        waits.append(
            fresh_house.raw("select extract(epoch from due_at - now())::float from network_delivery")[0][0]
        )
        assert carry(fresh_house, NIGHT) == {}  # not before its time
        hurry(fresh_house)
    assert 25 < waits[0] <= 60 < waits[1] + 5 <= 125
    assert states(fresh_house) == [("webhook", "danger", "dead", 3, "failed")]
    robot.mood = "kind"
    assert carry(fresh_house, NIGHT) == {}
    assert len(robot.got) == 3


def test_pauses_grow_never_beyond_an_hour(fresh_house, outside, robot):
    fresh_house.raw("update network_setting set value = '20' where code = 'messages.attempts'")
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    robot.mood = "fault"
    carry(fresh_house, NIGHT)
    fresh_house.raw("update network_delivery set attempts = 18")
    hurry(fresh_house)
    carry(fresh_house, NIGHT)
    ((wait,),) = fresh_house.raw("select extract(epoch from due_at - now())::float from network_delivery")
    assert 1750 < wait <= 3600


@pytest.mark.parametrize("mood", ["hangs", "hangs up", "breaks mid-way", "lost between"])
def test_what_may_have_arrived_is_listed_and_never_repeated(fresh_house, outside, robot, mood):
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    robot.mood = mood
    assert carry(fresh_house, NIGHT) == {"uncertain": 1}
    robot.mood = "kind"
    for _n in range(3):
        hurry(fresh_house)
        carry(fresh_house, NIGHT)
    assert len(robot.got) == 1
    assert [row[2] for row in states(fresh_house)] == ["uncertain"]
    page = browser_of("sysadmin").get("/admin/network/delivery/?state=uncertain").content.decode()
    assert "结果不明，不再重发" in page


def test_a_sick_mail_server_is_left_alone_until_the_next_run_and_the_robot_goes_on(
    fresh_house, outside, post, robot
):
    for username in ("gao", "luo", "he", "tian"):
        wants(fresh_house, username, email=True, webhook=username == "gao")
        tell(username)
    post.mood = "greeting hangs"
    assert carry(fresh_house) == {"planned": 5, "due": 1, "sent": 1}
    assert (post.callers, len(robot.got)) == (1, 1)
    attempts = sorted(row[3] for row in states(fresh_house) if row[0] == "email")
    assert attempts == [0, 0, 0, 1]  # those it never tried lost no attempt
    post.mood = "kind"
    assert carry(fresh_house)["sent"] == 3
    hurry(fresh_house)
    assert carry(fresh_house)["sent"] == 1
    assert len(post.got) == 4


def test_one_refused_address_never_stops_the_others(fresh_house, outside, post):
    for username in ("gao", "luo"):
        wants(fresh_house, username, email=True)
        tell(username)
    post.mood = "address refused"
    assert carry(fresh_house) == {"planned": 2, "dead": 2}


def test_a_run_ends_in_time_so_that_clocks_never_wait_for_a_mail_server(fresh_house, outside, post):
    for username in ("gao", "luo", "he"):
        wants(fresh_house, username, email=True)
        tell(username)
    assert carry(fresh_house, budget=0) == {"planned": 3}
    assert carry(fresh_house) == {"planned": 0, "sent": 3}


@pytest.mark.parametrize(
    "change",
    [
        "update network_messagechoice set by_email = false",
        "update network_user set is_active = false where username = 'gao'",
    ],
)
def test_whoever_switched_it_off_or_left_gets_nothing_more(fresh_house, outside, post, change):
    wants(fresh_house, "gao", email=True)
    tell("gao", "danger")
    post.mood = "greeting refuses"
    carry(fresh_house)
    fresh_house.raw(change)
    post.mood = "kind"
    hurry(fresh_house)
    carry(fresh_house)
    assert post.got == []
    assert states(fresh_house) == [("email", "danger", "dead", 1, "unwanted")]


def test_without_an_address_of_the_portal_nothing_leaves(fresh_house, outside, post, robot):
    outside.PORTAL_URL = ""
    wants(fresh_house, "gao", email=True, webhook=True)
    tell("gao", "danger")
    tell("gao")
    assert carry(fresh_house) == {}
    assert states(fresh_house) == []


def test_the_web_may_not_send_or_read_for_whom_a_line_was(fresh_house, outside):
    with pytest.raises(WrongLogin):
        courier.send_due(at=MORNING, calendar=workdays.current())
    for column in ("user_id", "key", "token", "*"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting("sysadmin"),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"select {column} from network_delivery")


def test_old_deliveries_are_forgotten_and_open_ones_stay(fresh_house, outside, robot):
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger", key="one")
    carry(fresh_house)
    robot.mood = "fault"
    tell("gao", "danger", key="two")
    carry(fresh_house)
    fresh_house.raw("update network_delivery set posted_at = now() - interval '91 days'")
    with fresh_house.login("worker"):
        assert courier.forget() == 1
    assert [row[2] for row in states(fresh_house)] == ["due"]


def test_rules_that_are_missing_count_as_the_table_says(fresh_house, outside, post):
    fresh_house.raw("delete from network_setting")
    assert not Setting.objects.exists()
    wants(fresh_house, "gao", email=True)
    tell("gao")
    assert carry(fresh_house, NIGHT) == {}
    assert carry(fresh_house)["sent"] == 1


def test_nobody_is_told_of_a_message_to_somebody_else(fresh_house, outside, post):
    wants(fresh_house, "gao", email=True)
    tell("luo", "danger")
    tell("luo")
    assert carry(fresh_house) == {"planned": 0}
    assert post.callers == 0


def test_a_slow_worker_whose_line_another_took_over_sends_nothing(fresh_house, outside):
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    carry(fresh_house, budget=0)
    with fresh_house.login("worker"):
        (slow,) = courier._claim(channels.ready(), False)
        hurry(fresh_house)
        assert not courier._begin(slow)  # its lease is over
        (quick,) = courier._claim(channels.ready(), False)
        assert not courier._begin(slow)
        assert courier._begin(quick)
        assert not courier._begin(quick)


def test_a_worker_that_learns_late_corrects_what_was_uncertain(fresh_house, outside):
    """Its lease ran out while the server took its time; then the answer came after all."""
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    carry(fresh_house, budget=0)
    with fresh_house.login("worker"):
        (parcel,) = courier._claim(channels.ready(), False)
        assert courier._begin(parcel)
        hurry(fresh_house)
        courier._tidy()
        assert [row[2] for row in states(fresh_house)] == ["uncertain"]
        courier._settle(parcel, SENT, 6)
    assert states(fresh_house) == [("webhook", "danger", "sent", 1, "")]


def test_a_fault_of_our_own_counts_as_uncertain(fresh_house, outside, robot):
    outside.WEBHOOK_NETWORKS = 5
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    assert carry(fresh_house) == {"planned": 0, "uncertain": 1}
    assert robot.got == []


def test_doctor_says_what_was_named_and_cannot_be_used_without_repeating_it(outside):
    assert channels.faults() == []
    outside.EMAIL_HOST, outside.WEBHOOK_URL = "mail.example", "http://robot.example/?key=a-secret"
    first, second = channels.faults()
    assert "EMAIL_FROM" in first
    assert "WEBHOOK_URL" in second
    assert "a-secret" not in second
    outside.PORTAL_URL = ""
    assert len(channels.faults()) == 1
    outside.EMAIL_HOST = outside.WEBHOOK_URL = ""
    assert channels.faults() == []


def test_a_clock_that_counts_minutes_rings_outside_at_once_and_a_slow_one_waits(
    fresh_house, outside, post, drills
):
    wants(fresh_house, "tian", email=True)
    wants(fresh_house, "luo", email=True)
    night = at("2026-03-07 22:30")
    with fresh_house.login("worker"):
        start("tian", "petition.urgent_report", on="2026-03-07", hour="22:00")
        start("luo", "petition.notice", on="2026-02-01")
        assert ring_due(at=night).reminders
    assert carry(fresh_house, night) == {"sent": 1}
    assert letters_for(post) == ["tian"]
    assert [row[:3] for row in states(fresh_house)] == [("email", "danger", "sent")]
    with acting("luo") as (luo, _scope):
        assert InboxItem.objects.filter(user=luo, kind="reminder").exists()
