"""Who is asked to read an accusation, and how a seat changes hands."""

import threading
from datetime import date

import pytest
from django.db import ProgrammingError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.accusations import guard, listing, seats
from cases.accusations.intake import Told, meant_by
from cases.accusations.models import Accusation, AccusationChange, ListedReader
from network.access.gate import Refusal
from network.notifications import delivery
from network.staff.models import User
from sisterhood.demo import cast
from tests.accusations.stories import (
    ACCUSED,
    accuse,
    does,
    fill_list,
    furnish,
    readers,
    unit_of,
)
from tests.house import acting, browser_of, person, plain_sql

TOWN, CITY, TIEDONG = (cast.WOHU_TOWN, 3), (cast.SIPING, 1), (cast.TIEDONG, 2)


@pytest.mark.parametrize(
    ("listed", "unit", "name", "expected"),
    [
        (("wu", "bai", "feng", "ji", "jian"), TOWN, "田丽", ["wu", "bai"]),
        (("gao", "lin", "feng", "ji"), TOWN, "田丽", ["lin", "feng"]),  # gao leads her directly
        (("gao", "lin", "feng", "ji"), (cast.WOHU_VILLAGE, 4), "罗秀英", ["gao", "lin"]),
        (("feng", "zheng", "wu", "ji"), TIEDONG, "冯梅", ["wu", "ji"]),  # herself, and her own county
        (("wu", "bai", "feng", "ji", "jian"), CITY, "周雅琴", ["ji", "jian"]),  # she leads everybody here
        (("wu", "bai", "feng", "ji", "jian"), CITY, "吴敏", ["ji", "jian"]),
        (("wu", "bai", "feng"), None, "吴敏", []),  # a name alone is found in the staff
        (("wu", "bai", "feng", "ji", "jian"), None, "某某", ["ji", "jian"]),  # nobody knows who is meant
        (("ji", "wu", "bai"), None, "纪明远", []),  # a liaison's own post at the city counts, too
        (("zhou", "wu", "bai"), CITY, "", []),
    ],
)
def test_nobody_who_has_to_do_with_the_accused_is_asked(fresh_house, listed, unit, name, expected):
    furnish(fresh_house, *listed)
    told = accuse("he", unit_of(*unit) if unit else None, name)
    assert readers(fresh_house, told) == expected


BLANK = st.sampled_from(["", " ", "　", "\u2003", "\t"])
TITLE = st.sampled_from(["主席", "书记", "姐", "老师", "主任", "同志", " Ms.", "Ｍｓ"])


@pytest.fixture(scope="module")
def anna(house):
    with house.login("migrator"):
        return User.objects.create(username="anna", display_name="Anna Wu")


@given(
    name=st.sampled_from(["吴敏", "Anna Wu"]),
    blanks=st.lists(BLANK, min_size=8, max_size=8),
    wide=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_the_accused_is_recognised_however_her_name_is_spaced_or_widened(house, anna, name, blanks, wide):
    letters = [chr(ord(c) + 0xFEE0) if wide and "!" <= c <= "~" else c for c in name]
    typed = "".join(a + b for a, b in zip(letters, blanks, strict=False))
    meant = meant_by(Told("visit", date(2026, 11, 1), "", "", accused_name=typed))
    assert meant.accused.display_name == name


@given(st.sampled_from(["吴敏", "吴", "敏"]), TITLE, st.booleans(), BLANK, st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_title_or_pet_name_leaves_it_unclear_who_is_meant(house, name, title, before, blank, with_unit):
    typed = f"{title}{blank}{name}" if before else f"{name}{blank}{title}"
    unit = unit_of(*TOWN) if with_unit else None
    meant = meant_by(Told("visit", date(2026, 11, 1), "", "", accused_name=typed, accused_unit=unit))
    assert meant.accused is None and meant.is_unclear


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("吴　敏", None, ["ji", "jian"]),
        (" 吴 敏 ", TOWN, ["ji", "jian"]),
        ("敏姐", None, ["ji", "jian"]),
        ("吴主席", TOWN, ["ji", "jian"]),  # the unit says where, not who
        ("主席吴敏", None, ["ji", "jian"]),
        ("纪书记", None, ["jian"]),  # a liaison may be meant as well
    ],
)
def test_the_accused_never_reads_however_she_is_called(fresh_house, name, unit, expected):
    furnish(fresh_house, "wu", "ji", "jian")
    assert readers(fresh_house, accuse("he", unit_of(*unit) if unit else None, name)) == expected


def test_the_leader_of_the_registrar_is_not_asked(fresh_house):
    furnish(fresh_house, "zhou", "gao", "feng", "ji")
    told = accuse("lin", unit_of(cast.SHANMEN_VILLAGE, 4))
    assert readers(fresh_house, told) == ["feng", "ji"]


def test_a_declared_relative_of_the_accused_or_of_her_unit_is_not_asked(fresh_house):
    furnish(fresh_house, "wu", "bai", "feng", "ji")
    with acting("secadmin") as (admin, _scope):
        for username, relative in (("wu", "tian"), ("bai", "shi")):
            row = ListedReader.objects.get(user=person(username))
            listing.declare_tie(row, relative=person(relative), by=admin)
    assert readers(fresh_house, accuse("he", unit_of(*TOWN), ACCUSED)) == ["feng", "ji"]


def test_with_nobody_left_it_waits_sealed_and_the_first_who_may_takes_her_seat(fresh_house):
    fill_list("wu", "bai")
    told = accuse("he", unit_of(*CITY), "周雅琴")
    assert readers(fresh_house, told) == [] and told.number
    fill_list("jian")
    with fresh_house.login("worker"):
        guard.keep_seats()
        guard.keep_seats()
    assert readers(fresh_house, told) == ["jian"]
    held = fresh_house.raw("select limit_id, starts_on = current_date from network_clock order by 1")
    assert [code for code, _day in held] == ["accusation.notice", "accusation.referral"]
    assert fresh_house.raw("select counts from network_jobrun") == []


def test_the_alarm_of_a_short_list_is_the_same_whether_an_accusation_exists_or_not(fresh_house):
    fill_list("wu", "bai", "feng")
    alarms = "select u.username, o.kind from network_outboxmessage o join network_user u on u.id = o.recipient_id where o.kind = 'list_short' order by 1"
    with fresh_house.login("worker"):
        guard.check_list()
    before = fresh_house.raw(alarms)
    assert before == [("auditor", "list_short"), ("secadmin", "list_short")]
    accuse("he", unit_of(*CITY), "周雅琴")
    with fresh_house.login("worker"):
        guard.check_list()
    assert fresh_house.raw(alarms) == before
    fill_list("ji", "jian")
    fresh_house.raw("delete from network_outboxmessage")
    with fresh_house.login("worker"):
        guard.check_list()
    assert fresh_house.raw(alarms) == []


def _disable(house, username):
    with house.login("migrator"):
        User.objects.filter(username=username).update(is_active=False)


def test_a_reader_who_has_left_reads_nothing_more_and_the_other_names_somebody(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    with fresh_house.login("migrator"):
        person("wu").appointments.update(ends_on="2026-01-01")
    with acting("wu"):
        assert plain_sql("select count(*) from cases_accusation") == [(0,)]
    with fresh_house.login("worker"):
        guard.keep_seats()
        delivery.deliver_due()
    assert readers(fresh_house, told) == ["bai"]
    assert "请指定接替人" in browser_of("bai").get("/inbox/").content.decode()
    does("bai", seats.add_reader, told, to=person("ji"), reason="leaves")
    assert readers(fresh_house, told) == ["ji", "bai"]
    running = fresh_house.raw(
        "select limit_id, u.username from network_clock c join network_user u on u.id = c.owner_id"
        " where c.state = 'running' order by 1, 2"
    )
    codes = ("accusation.notice", "accusation.referral")
    assert running == [(code, who) for code in codes for who in ("bai", "ji")]


def test_when_both_have_left_the_next_of_the_list_are_seated(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    _disable(fresh_house, "wu")
    _disable(fresh_house, "bai")
    with fresh_house.login("worker"):
        guard.keep_seats()
    assert readers(fresh_house, told) == ["feng", "ji"]


def test_a_seat_changes_hands_by_two_people_and_its_clocks_go_with_it(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    change = does("wu", seats.replace_reader, told, seat=1, to=person("feng"), reason="overload")
    assert readers(fresh_house, told) == ["wu", "bai"]
    with acting("wu") as (wu, _scope), pytest.raises(Refusal):
        seats.decide_change(AccusationChange.objects.get(pk=change.pk), grant=True, by=wu)
    with acting("bai") as (bai, _scope):
        seats.decide_change(AccusationChange.objects.get(pk=change.pk), grant=True, by=bai)
    assert readers(fresh_house, told) == ["feng", "bai"]
    owners = (
        "select distinct u.username from network_clock c join network_user u on u.id = c.owner_id order by 1"
    )
    assert fresh_house.raw(owners) == [("bai",), ("feng",)]
    with acting("wu"):
        assert Accusation.objects.count() == 0


def test_one_agrees_to_give_her_own_seat_and_is_out_at_once(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    change = does("wu", seats.replace_reader, told, seat=2, to=person("ji"), reason="conflict")
    url = f"/cases/entrusted/{told.pk}/decide_change/"
    assert browser_of("bai").post(url, {"grant": "yes"})["Location"] == "/cases/entrusted/"
    assert readers(fresh_house, told) == ["wu", "ji"] and change.seat == 2
    assert browser_of("bai").get(f"/cases/entrusted/{told.pk}/").status_code == 404


@pytest.mark.parametrize("taker", ["gao", "tian", "lin"])
def test_neither_somebody_off_the_list_nor_the_accused_takes_a_seat(fresh_house, taker):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    with pytest.raises(Refusal):
        does("wu", seats.replace_reader, told, seat=2, to=person(taker), reason="conflict")


def test_the_database_refuses_a_reader_who_would_change_a_seat_alone(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    for username in ("wu", "lin", "tian"):
        with pytest.raises(ProgrammingError), acting(username):
            seats.ask(
                "change_seat", told.pk, 2, person("feng").pk, None, *seats.able_and_leading(), "2026-11-26"
            )
        with pytest.raises(ProgrammingError), acting(username), connection.cursor() as cursor:
            cursor.execute("update cases_accusationreader set user_id = app_user()")
    assert readers(fresh_house, told) == ["wu", "bai"]


def test_stepping_aside_ends_it_at_once_and_the_other_is_told(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    does("wu", seats.step_aside, told, reason="conflict")
    assert readers(fresh_house, told) == ["bai"]
    kinds = fresh_house.raw(
        "select o.kind from network_outboxmessage o join network_user u on u.id = o.recipient_id"
        " where u.username = 'bai' order by o.posted_at desc limit 1"
    )
    assert kinds == [("seat_empty",)]
    with pytest.raises(Refusal):
        does("bai", seats.add_reader, told, to=person("wu"), reason="conflict")  # once aside, always aside


def _race(*acts):
    """Run each act in a thread of its own at the same moment; answers with what each raised, None for nothing."""
    start, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        start.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001
            raised[n] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_two_proposals_at_the_same_moment_leave_one_and_refuse_the_other(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)

    def propose(username, seat, taker):
        does(username, seats.replace_reader, told, seat=seat, to=person(taker), reason="conflict")

    raised = _race(lambda: propose("wu", 2, "feng"), lambda: propose("bai", 1, "ji"))
    assert sorted(map(str, raised)) == ["None", "Refusal"]
    assert fresh_house.raw("select count(*) from cases_accusationchange") == [(1,)]
    assert readers(fresh_house, told) == ["wu", "bai"]


def test_two_who_name_somebody_for_one_seat_at_the_same_moment_seat_one(fresh_house):
    furnish(fresh_house)
    told = accuse("he", unit_of(*TOWN), ACCUSED)
    does("wu", seats.step_aside, told, reason="conflict")
    raised = _race(
        *(
            lambda taker=taker: does("bai", seats.add_reader, told, to=person(taker), reason="leaves")
            for taker in ("feng", "ji")
        )
    )
    assert sorted(map(str, raised)) == ["None", "Refusal"]
    assert len(readers(fresh_house, told)) == 2


def test_the_first_page_of_a_reader_names_what_waits_for_her_and_nobody_elses_does(fresh_house):
    furnish(fresh_house)
    accuse("he", unit_of(*TOWN), "田丽")
    for reader in ("wu", "bai"):
        page = browser_of(reader).get("/").content.decode()
        assert "1 件专人事项" in page and "今天的事都办完了" not in page
    for other in ("lin", "gao", "zhou"):
        assert "件专人事项" not in browser_of(other).get("/").content.decode()


def test_a_form_sent_without_a_choice_puts_nobody_on_the_list_and_moves_no_seat(fresh_house):
    furnish(fresh_house, "wu", "bai")
    case = accuse("he", unit_of(*TOWN), "田丽")
    keeper = browser_of("secadmin")
    assert "请选择" in keeper.get("/cases/entrusted/readers/").content.decode()
    keeper.post("/cases/entrusted/readers/", {"act": "list", "user": ""})
    assert fresh_house.raw("select count(*) from cases_listedreader") == [(2,)]
    reader = browser_of("wu")
    page = reader.post(f"/cases/entrusted/{case.pk}/step_aside/", {"reason": ""})
    assert page.status_code == 200 and readers(fresh_house, case) == ["wu", "bai"]
    page = reader.get(f"/cases/entrusted/{case.pk}/replace_reader/").content.decode()
    assert "请先由名单维护人" in page
