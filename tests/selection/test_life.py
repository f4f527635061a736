"""站长评选: nobody heads a station without a notice that ran, and never two on one day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from network.access.gate import Refusal
from network.selection import deciding, organising, terms
from network.selection.models import Nominee, StationHeadSelection
from network.sites.places import StationHead
from network.staff import appointments
from network.staff.models import Appointment
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.selection import told
from tests.selection.told import BEGUN, HEADED, HEADLESS, NAME, OTHER, TOWN, VILLAGE, does

LATER = BEGUN + timedelta(days=21)


def test_from_the_announcement_to_the_term_with_its_clock(fresh_house):
    told.entered(HEADLESS)
    chun = told.account(fresh_house, "chun", NAME)
    head = told.begun(HEADLESS, "chun")
    assert (head.user_id, head.starts_on, head.ends_on) == (chun.pk, date(2026, 3, 24), date(2029, 3, 23))
    post = Appointment.objects.get(user=chun)
    assert (post.role, post.unit.code, post.ends_on) == ("station_head", HEADLESS, None)
    rows = fresh_house.raw(
        "select limit_id, due_on, (next_ring_at at time zone 'Asia/Shanghai')::date from network_clock"
        " where subject_kind = 'station_head' and state = 'running'"
    )
    assert rows == [("station.term_end", date(2029, 3, 23), date(2029, 1, 22))]  # 60 days ahead
    fresh_house.raw("update network_limit set length = 30 where code = 'station.term_end'")
    again = told.confirmed(HEADLESS, "chun", at=BEGUN + timedelta(days=400))
    second = does(TOWN, terms.begin_term, again.pk, at=BEGUN + timedelta(days=422))
    due = fresh_house.raw("select raw_due_on from network_clock where subject_id = %s", [second.pk])
    assert due == [(second.ends_on,)]  # whatever the policy counts back from it
    states = fresh_house.raw("select state from network_stationheadselection order by announced_on")
    assert states == [("renewed",), ("in_term",)]


def test_names_of_those_who_were_not_chosen_go_with_the_term(fresh_house):
    told.entered(HEADLESS)
    told.account(fresh_house, "chun", NAME)
    told.begun(HEADLESS, "chun")
    names = fresh_house.raw("select name, reasons from network_nominee order by id")
    assert names == [(NAME, "热心肠"), ("", "")]


def test_the_notice_runs_five_working_days_and_the_township_confirms_after_it(fresh_house):
    told.entered(HEADLESS)
    told.account(fresh_house, "chun", NAME)
    row = told.public(HEADLESS)
    assert (row.public_from, row.public_until) == (date(2026, 3, 10), date(2026, 3, 17))
    with pytest.raises(Refusal) as early:
        does(TOWN, deciding.confirm_head, row.pk, username="chun", at=BEGUN + timedelta(days=15))
    assert early.value.code == "public_until"
    with acting(TOWN), pytest.raises(IntegrityError), transaction.atomic():
        plain_sql(
            "update network_stationheadselection set state = 'confirmed', confirmed_by_id = app_user(),"
            " confirmed_at = '2026-03-17 23:00+08' where id = %s returning 1",
            [row.pk],
        )
    done = does(TOWN, deciding.confirm_head, row.pk, username="chun", at=BEGUN + timedelta(days=16))
    assert done.state == "confirmed"


def test_an_objection_is_answered_before_anybody_is_confirmed(fresh_house):
    told.entered(HEADLESS)
    told.account(fresh_house, "chun", NAME)
    row = told.public(HEADLESS)
    said = {"ground": "ties", "heard": "phone", "taken_on": date(2026, 3, 11)}
    first = does(VILLAGE, deciding.enter_objection, row.pk, at=BEGUN + timedelta(days=9), **said)
    second = does(TOWN, deciding.enter_objection, row.pk, at=BEGUN + timedelta(days=9), **said)
    with pytest.raises(IllegalTransition):
        does(TOWN, deciding.confirm_head, row.pk, username="chun", at=LATER)
    with pytest.raises(Refusal) as hers:
        does(
            VILLAGE,
            deciding.settle_objection,
            row.pk,
            objection=first.pk,
            upheld=False,
            answer="查无",
            at=LATER,
        )
    assert hers.value.code in ("role", "not_yours")
    for each in (first, second):
        answer = {"objection": each.pk, "upheld": False, "answer": "已核实，不影响任职。"}
        does(TOWN, deciding.settle_objection, row.pk, at=LATER, **answer)
    assert does(TOWN, deciding.confirm_head, row.pk, username="chun", at=LATER).state == "confirmed"


def test_an_objection_that_is_upheld_sends_the_village_back_to_a_meeting(fresh_house):
    told.entered(HEADLESS)
    row = told.public(HEADLESS)
    said = {"ground": "procedure", "heard": "letter", "taken_on": date(2026, 3, 11)}
    taken = does(VILLAGE, deciding.enter_objection, row.pk, at=BEGUN + timedelta(days=9), **said)
    answer = {"objection": taken.pk, "upheld": True, "answer": "会议通知不足，重新推选。"}
    does(TOWN, deciding.settle_objection, row.pk, at=LATER, **answer)
    with acting(TOWN):
        again = StationHeadSelection.objects.get(pk=row.pk)
        assert (again.state, again.chosen_id, again.public_from) == ("nominated", None, None)
        assert [each.struck for each in again.nominees.all()] == [True, False]
    again_ = {"name": NAME, "put_forward": "villagers", "reasons": "", "agrees": True}
    put = does(VILLAGE, organising.nominate, row.pk, at=LATER, **again_)
    assert put.struck is False, "the objection was about how the selection was held, not about her"
    assert fresh_house.raw("select state from network_clock where limit_id = 'selection.confirm'") == [
        ("cancelled",)
    ]


def test_whoever_an_objection_struck_stays_off_the_list_and_what_nobody_examined_is_not_upheld(fresh_house):
    told.entered(HEADLESS)
    row = told.public(HEADLESS)
    at = BEGUN + timedelta(days=9)
    first, second = (
        does(VILLAGE, deciding.enter_objection, row.pk, at=at, ground=ground, heard="letter", taken_on=day)
        for ground, day in (("trust", date(2026, 3, 10)), ("ties", date(2026, 3, 11)))
    )
    answer = {"objection": first.pk, "upheld": True, "answer": "核实属实，重新推选。"}
    does(TOWN, deciding.settle_objection, row.pk, at=LATER, **answer)
    kept = fresh_house.raw("select upheld, moot from network_objection order by id")
    assert sorted(kept) == [(False, True), (True, False)]
    with pytest.raises(Refusal) as refused:
        again = {"name": NAME, "put_forward": "villagers", "reasons": "", "agrees": True}
        does(VILLAGE, organising.nominate, row.pk, at=LATER, **again)
    assert refused.value.code == "name"
    page = browser_of(VILLAGE).get(f"/network/selections/{row.pk}/").content.decode()
    assert "结果已撤回，未再核实" in page and second.pk
    new = browser_of(VILLAGE).get(f"/network/selections/new/?unit={row.unit_id}").content.decode()
    assert "该站正在评选站长" in new and "发布评选公告" not in new
    ends = f"/network/selections/{row.pk}/call_off_selection/"
    assert "请" in browser_of(VILLAGE).post(ends, {}).content.decode()
    assert browser_of(VILLAGE).post(ends, {"why": "村里另有安排"}).status_code == 302
    page = browser_of(VILLAGE).get(f"/network/selections/{row.pk}/").content.decode()
    assert "已终止" in page and "村里另有安排" in page


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"attended": 20}, "attended"),
        ({"attended": 0}, "attended"),
        ({"meets_on": date(2026, 5, 1)}, "meets_on"),
        ({"chosen": 0}, "chosen"),
        ({"minutes": "电话13704341987"}, "minutes"),
    ],
)
def test_a_meeting_whose_figures_do_not_fit_is_refused_by_its_field(house, change, code):
    row = _meeting(house)
    with acting(VILLAGE):
        first, second = Nominee.objects.filter(selection=row)
    said = {"meets_on": date(2026, 3, 9), "attended": 31, "way": "votes", "minutes": "", "chosen": first.pk}
    said |= {"votes": {first.pk: 21, second.pk: 9}} | change
    with pytest.raises(Refusal) as refused:
        does(VILLAGE, organising.hold_meeting, row, at=BEGUN + timedelta(days=7), **said)
    assert refused.value.code == code


_rows: dict[str, object] = {}


def _meeting(house):
    if house.name not in _rows:
        told.entered(HEADLESS)
        row = told.announced(HEADLESS)
        for name in (NAME, OTHER):
            does(
                VILLAGE,
                organising.nominate,
                row.pk,
                name=name,
                put_forward="herself",
                reasons="",
                agrees=True,
                at=BEGUN,
            )
        _rows[house.name] = row.pk
    return _rows[house.name]


def test_two_heads_never_share_a_day_and_the_database_says_so(fresh_house):
    he = person("he")
    later = person("ma")
    unit = told.hamlet(HEADED)
    with fresh_house.login("migrator"), pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            user=later, unit=unit, role="station_head", starts_on=date(2025, 1, 1), ends_on=date(2025, 2, 1)
        )
    post = Appointment.objects.get(user=he)
    term = {
        "unit": unit,
        "user": he,
        "post": post,
        "trained_on": date(2026, 1, 1),
        "pledged_on": date(2026, 1, 1),
    }
    with acting(TOWN):
        StationHead.objects.create(starts_on=date(2026, 1, 2), ends_on=date(2029, 1, 1), **term)
        with pytest.raises(IntegrityError), transaction.atomic():
            StationHead.objects.create(starts_on=date(2028, 1, 2), ends_on=date(2031, 1, 1), **term)


def test_a_head_is_not_appointed_by_hand_where_one_was_before(fresh_house):
    with acting("secadmin") as (admin, _scope), pytest.raises(Refusal) as refused:
        appointments.appoint(
            person("ma"), unit=told.hamlet(HEADED), role="station_head", by=admin, starts_on=clock.today()
        )
    assert refused.value.code == "role"


def test_one_selection_of_a_station_at_a_time_and_only_where_there_is_a_station(fresh_house):
    with pytest.raises(Refusal) as none:
        told.announced(HEADLESS)
    assert none.value.code == "unit"
    told.entered(HEADLESS)
    told.announced(HEADLESS)
    with pytest.raises(Refusal) as twice:
        told.announced(HEADLESS)
    assert twice.value.code == "unit"


def test_a_term_does_not_begin_beside_another_head(fresh_house):
    told.entered(HEADED)
    told.account(fresh_house, "chun", NAME)
    row = told.confirmed(HEADED, "chun")
    with pytest.raises(Refusal) as held:
        does(TOWN, terms.begin_term, row.pk, at=LATER)
    assert held.value.code == "held"


def test_whoever_was_chosen_again_keeps_her_post_and_her_first_term_ends_as_renewed(fresh_house):
    told.entered(HEADED)
    row = told.confirmed(HEADED, "he", name="何桂芳")
    first = does(TOWN, terms.begin_term, row.pk, at=LATER)
    again = told.confirmed(HEADED, "he", name="何桂芳", at=BEGUN + timedelta(days=1080))
    second = does(TOWN, terms.begin_term, again.pk, at=BEGUN + timedelta(days=1102))
    assert Appointment.objects.filter(user=person("he")).count() == 1
    ended = fresh_house.raw("select ended_for, ended_on from network_stationhead where id = %s", [first.pk])
    assert ended == [("renewed", second.starts_on - timedelta(days=1))]
    assert fresh_house.raw("select state from network_stationheadselection where id = %s", [row.pk]) == [
        ("renewed",)
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("luo", 200), ("tian", 200), ("lin", 200), ("gao", 200), ("zhou", 200)]
    + [("wang", 404), ("sun", 404), ("zheng", 404), ("qian", 404)]
    + [("he", 403), ("ma", 403), ("shi", 403), ("duan", 403), ("sysadmin", 403), ("secadmin", 403)],
)
def test_a_selection_is_seen_along_its_line_alone(house, who, status):
    row = _meeting(house)
    assert browser_of(who).get(f"/network/selections/{row}/").status_code == status
    with acting(who):
        seen = plain_sql("select count(*) from network_stationheadselection where id = %s", [row])
        names = plain_sql("select count(*) from network_nominee where selection_id = %s", [row])
    assert (seen, names) == (([(1,)], [(2,)]) if status == 200 else ([(0,)], [(0,)]))


def test_everybody_reads_the_notice_while_it_runs_and_nothing_else(fresh_house, client):
    told.entered(HEADLESS)
    told.account(fresh_house, "chun", NAME)
    row = told.public(HEADLESS, at=clock.now() - timedelta(days=8))
    page = client.get(f"/help/notices/{row.pk}/").content.decode()
    assert NAME in page and OTHER not in page
    assert "热心肠" not in page and "可以不留姓名" in page
    town = client.get(f"/help/units/{told.hamlet(HEADLESS).parent.parent.code}/").content.decode()
    assert NAME in town and f"/help/notices/{row.pk}/" in town
    assert (
        f"/help/notices/{row.pk}/" in browser_of(TOWN).get(f"/network/selections/{row.pk}/").content.decode()
    )
    said = {"ground": "ties", "heard": "phone", "taken_on": clock.today()}
    does(VILLAGE, deciding.enter_objection, row.pk, **said)
    assert client.get(f"/help/notices/{row.pk}/").status_code == 200
    fresh_house.raw(
        "update network_stationheadselection set public_from = '2026-03-10', public_until = '2026-03-17'"
    )
    assert client.get(f"/help/notices/{row.pk}/").status_code == 404
    assert NAME not in client.get(f"/help/units/{told.hamlet(HEADLESS).parent.parent.code}/").content.decode()
    assert f"/help/notices/{row.pk}/" not in (
        browser_of(TOWN).get(f"/network/selections/{row.pk}/").content.decode()
    )


def test_the_village_cannot_confirm_through_the_back_door(fresh_house):
    told.entered(HEADLESS)
    row = told.public(HEADLESS)
    with acting(VILLAGE), pytest.raises(Exception, match="township confirms"), transaction.atomic():
        plain_sql(
            "update network_stationheadselection set state = 'confirmed', confirmed_by_id = app_user(),"
            " confirmed_at = '2026-03-19 09:00+08' where id = %s returning 1",
            [row.pk],
        )
