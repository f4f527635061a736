"""Promises about the rota: who may be on it, who is told when, what changes hands, what is credited."""

from datetime import datetime, time, timedelta

import pytest

from cases.consultations.models import Consultation
from network.access.gate import Refusal
from network.duty.rota import booking as rota
from network.duty.rota import check, experts, queue, shifts, swaps
from network.duty.rota.chairs import DutySlot
from network.duty.rota.models import DutyShift, Expert, LegalAdviser
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7
from tests.consultations.rota import confirmed, does, papers, planned, unit, windows
from tests.house import acting, browser_of, plain_sql

pytestmark = pytest.mark.usefixtures("office")


def _state(house, shift: DutyShift) -> str:
    return house.raw("select state from network_dutyshift where id = %s", [shift.pk])[0][0]


def _told(house, kind: str, shift: DutyShift) -> list[str]:
    rows = house.raw(
        "select u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
        " where m.kind = %s and m.subject_id = %s order by 1",
        [kind, shift.pk],
    )
    return [name for (name,) in rows]


def _check(house, at: datetime) -> dict[str, int]:
    with house.login("worker"):
        return check.check(at=at)


@pytest.mark.parametrize(
    ("papers_of", "code"),
    [({"licence_until": -1}, "licence"), ({"term_until": 0}, "term")],
)
def test_whose_licence_or_term_has_ended_is_not_put_on_the_rota(office, papers_of, code):
    today = clock.today()
    dates = {name: today + timedelta(days=days) for name, days in papers_of.items()}
    with acting("lin") as (lin, _scope):
        experts.renew(Expert.objects.get(pk=office.duan.pk), papers("legal_adviser", **dates), by=lin)
        row = LegalAdviser.objects.get(pk=office.duan.pk)
        assert row.barred_on(today + timedelta(days=1)) == code
    with pytest.raises(Refusal) as refused:
        planned(row)
    assert refused.value.code == "experts" and str(refused.value)
    with acting("lin") as (lin, _scope):
        experts.renew(row, papers("legal_adviser"), by=lin)
    days = 2 if code == "licence" else 3
    assert planned(row, day=today + timedelta(days=days))[0].state == "planned"


def test_a_licence_that_ended_after_the_offer_refuses_the_confirmation(office):
    shift = planned(office.duan, day=clock.today() + timedelta(days=30))[0]
    does("lin", shifts.offer, shift)
    with acting("lin") as (lin, _scope):
        ended = papers("legal_adviser", licence_until=clock.today() + timedelta(days=5))
        experts.renew(office.duan, ended, by=lin)
    with pytest.raises(Refusal):
        does("duan", shifts.confirm, shift)
    with acting("lin") as (lin, _scope):
        experts.renew(office.duan, papers("legal_adviser"), by=lin)
    does("duan", shifts.confirm, shift)
    assert _state(office.house, shift) == "confirmed"


def test_she_is_on_duty_only_when_she_said_that_she_is_free(office):
    away, short = clock.today() + timedelta(days=40), clock.today() + timedelta(days=41)
    with acting("yan") as (yan, _scope):
        row = Expert.objects.get(pk=office.yan.pk)
        experts.set_exception(row, day=away, by=yan)
        experts.set_exception(row, day=short, begins=time(14), ends=time(16), by=yan)
    for day, begins, ends, fine in (
        (away, time(9), time(12), False),
        (short, time(9), time(12), False),
        (short, time(14), time(16), True),
        (short, time(15), time(17), False),
    ):
        if fine:
            assert planned(office.yan, day=day, begins=begins, ends=ends)
        else:
            with pytest.raises(Refusal):
                planned(office.yan, day=day, begins=begins, ends=ends)
    with pytest.raises(Refusal):  # and never at two places at once
        planned(office.yan, day=short, begins=time(14), ends=time(15), place="二楼")
    with acting("duan") as (duan, _scope), pytest.raises(Refusal):
        experts.set_exception(row, day=away, by=duan)


def test_chairs_open_when_the_expert_confirms_and_only_she_can(office):
    shift = planned(
        office.yan, day=clock.today() + timedelta(days=50), begins=time(8, 30), ends=time(11, 45)
    )[0]
    with pytest.raises(Refusal):
        does("yan", shifts.offer, shift)
    does("lin", shifts.offer, shift)
    assert _told(office.house, "shift_offered", shift) == ["yan"]
    for other in ("lin", "ying", "gao"):
        with pytest.raises(Refusal):
            does(other, shifts.confirm, shift)
    does("yan", shifts.confirm, shift)
    with acting("lin"):
        hours = [clock.in_zone(row.starts_at).time() for row in DutySlot.objects.filter(shift=shift)]
    assert hours == [time(9), time(10)]


def test_a_declined_shift_is_planned_again_and_may_be_dropped(office):
    shift = planned(office.ying, day=clock.today() + timedelta(days=51))[0]
    does("lin", shifts.offer, shift)
    does("ying", shifts.decline, shift)
    assert _state(office.house, shift) == "planned"
    assert _told(office.house, "shift_declined", shift) == ["lin"]
    does("lin", shifts.drop, shift)
    assert office.house.raw("select 1 from network_dutyshift where id = %s", [shift.pk]) == []


def test_reminders_come_seven_days_and_one_day_before_each_once(office):
    shift = confirmed(office.ying, day=clock.today() + timedelta(days=70))[0]
    begins = shift.begins_at
    for days, count in ((8, 0), (7, 1), (7, 1), (3, 1), (1, 2), (1, 2), (0, 2)):
        _check(office.house, begins - timedelta(days=days, hours=1))
        assert len(_told(office.house, "shift_coming", shift)) == count, days
    assert set(_told(office.house, "shift_coming", shift)) == {"ying"}


def test_an_unconfirmed_shift_reaches_the_desk_forty_eight_hours_before(office):
    shift = planned(office.yan, day=clock.today() + timedelta(days=80))[0]
    does("lin", shifts.offer, shift)
    _check(office.house, shift.begins_at - timedelta(hours=49))
    assert _told(office.house, "shift_unconfirmed", shift) == []
    for _twice in range(2):
        _check(office.house, shift.begins_at - timedelta(hours=47))
    assert _told(office.house, "shift_unconfirmed", shift) == ["lin", "xu"]


def test_nobody_there_after_fifteen_minutes_is_an_alarm_and_late_is_better_than_never(office):
    shift = confirmed(office.ying, day=clock.today() + timedelta(days=90))[0]
    _check(office.house, shift.begins_at + timedelta(minutes=14))
    assert _state(office.house, shift) == "confirmed"
    for _twice in range(2):
        _check(office.house, shift.begins_at + timedelta(minutes=15))
    assert _state(office.house, shift) == "missed"
    assert _told(office.house, "shift_missed", shift) == ["dou", "lin", "xu"]
    does("ying", shifts.start_duty, shift, at=shift.begins_at + timedelta(minutes=30))
    does("ying", shifts.finish_duty, shift, at=shift.ends_at + timedelta(minutes=20))
    assert office.house.raw("select state, minutes from network_dutyshift where id = %s", [shift.pk]) == [
        ("done", 150)
    ]


def test_a_shift_changes_hands_only_when_the_colleague_accepts(office):
    shift = confirmed(office.yan, day=clock.today() + timedelta(days=100))[0]
    with pytest.raises(Refusal):
        does("yan", swaps.ask_swap, shift, to=office.duan)  # an adviser cannot counsel
    swap = does("yan", swaps.ask_swap, shift, to=office.ying)
    assert _told(office.house, "swap_asked", shift) == ["ying"]
    does("ying", swaps.refuse_swap, swap)
    assert (_state(office.house, shift), _told(office.house, "swap_refused", shift)) == ("confirmed", ["yan"])
    swap = does("lin", swaps.ask_swap, shift, to=office.ying)  # the desk may ask for her
    for other in ("lin", "yan", "duan"):
        with pytest.raises(Refusal):
            does(other, swaps.accept_swap, swap)
    fresh = does("ying", swaps.accept_swap, swap)
    assert (_state(office.house, shift), _state(office.house, fresh)) == ("substituted", "confirmed")
    with acting("lin"):
        assert DutySlot.objects.filter(shift=fresh).count() == 3
        assert not DutySlot.objects.filter(shift=shift).exists()
    with pytest.raises(Refusal):
        does("ying", swaps.accept_swap, swap)


def test_whoever_came_without_a_booking_is_a_number_and_waits_for_the_next_free_session(office):
    house, day = office.house, clock.today() + timedelta(days=110)
    shift = confirmed(office.duan, office.yan, day=day, begins=time(9), ends=time(11))[0]
    with clock.moved_to(shift.begins_at - timedelta(minutes=5)), acting("dou") as (dou, _scope):
        rows = [queue.queue_up(unit(), kind=kind, by=dou) for kind in ("legal", "joint", "legal", "legal")]
        assert [row.visitor_number for row in rows] == [1, 2, 3, 4]
        first = queue.seat_next(rows[0].pk, by=dou).booking
        both = queue.seat_next(rows[1].pk, by=dou).booking
        assert (clock.in_zone(first.starts_at).hour, clock.in_zone(both.starts_at).hour) == (9, 10)
        with pytest.raises(Refusal) as refused:
            queue.seat_next(rows[2].pk, by=dou)
        assert str(refused.value) and refused.value.code == "window"
        queue.leave_queue(rows[1].pk, by=dou)
        queue.seat_next(rows[2].pk, by=dou)
        assert [row.visitor_number for row in queue.waiting([unit().pk], on=day)] == [1, 3, 4]
    columns = {
        name
        for (name,) in house.raw(
            "select column_name from information_schema.columns where table_name = 'network_slotbooking'"
        )
    }
    assert not columns & {"name", "phone", "visitor", "note"}
    assert house.raw(
        "select distinct subject_id from network_slotbooking where visitor_number is not null"
    ) == [(None,)]


def test_the_desk_of_another_county_and_a_village_know_nothing_of_this_rota(office):
    for who in ("zheng", "feng", "luo", "he", "sysadmin", "auditor"):
        with acting(who) as (_user, scope):
            assert not DutyShift.objects.visible_to(scope).exists(), who
            for table in ("expert", "dutyshift", "dutyslot", "slotbooking", "shiftswap", "availability"):
                assert plain_sql(f"select count(*) from network_{table}") == [(0,)], (who, table)  # noqa: S608
    with acting("tian") as (_tian, scope):  # a township below books here
        assert DutyShift.objects.visible_to(scope).exists()
    with acting("duan") as (_duan, scope):
        assert not Consultation.objects.visible_to(scope).exists()


def test_the_desk_may_not_change_the_rota_of_another_unit(office):
    with acting("zheng") as (zheng, _scope), pytest.raises(Refusal):
        shifts.plan_shifts(
            shifts.Plan(clock.today() + timedelta(days=3), time(9), time(12), "x", (office.yan,)),
            unit=unit(),
            by=zheng,
        )
    with acting("tian") as (tian, _scope), pytest.raises(Refusal):
        shifts.plan_shifts(
            shifts.Plan(clock.today() + timedelta(days=3), time(9), time(12), "x", (office.yan,)),
            unit=unit(),
            by=tian,
        )


def test_month_and_week_are_plain_tables_with_every_shift(office):
    day = clock.today() + timedelta(days=120)
    confirmed(office.duan, office.yan, day=day)
    lin = browser_of("lin")
    for query in (f"?day={day}", f"?view=week&day={day}"):
        page = lin.get(f"/duty/rota/{query}").content.decode()
        assert "<table" in page and "段律" in page and "颜心怡" in page and "09:00–12:00" in page
        assert "draggable" not in page and "<script>" not in page
    assert lin.get("/duty/rota/?day=nonsense&view=week").status_code == 200
    assert browser_of("duan").get(f"/duty/rota/?day={day}").status_code == 200
    assert browser_of("luo").get("/duty/rota/").status_code == 403


def test_the_rota_through_its_pages_from_the_expert_to_the_credited_hours(office):
    lin, ying = browser_of("lin"), browser_of("ying")
    day = clock.today()
    hours = {
        f"{edge}_{n}": value for n in range(7) for edge, value in (("begins", "00:00"), ("ends", "23:59"))
    }
    place = f"/duty/rota/experts/{office.ying.pk}/"
    assert ying.post(place, hours | {"act": "hours"}).status_code == 302
    form = {"day": f"{day + timedelta(days=1)}", "begins": "09:00", "ends": "11:00", "place": "三楼"}
    empty = lin.post("/duty/rota/plan/", form).content.decode()
    assert "请选择一位" in empty, empty[empty.find("<main") :][:3000]
    answer = lin.post("/duty/rota/plan/", form | {"experts": [str(office.ying.pk)]})
    assert answer.status_code == 302
    shift = answer.headers["Location"]
    assert 'value="confirm"' not in lin.get(shift).content.decode()
    page = ying.get(shift).content.decode()
    assert 'value="confirm"' in page and 'value="decline"' in page
    assert ying.post(shift, {"act": "confirm"}).status_code == 302
    assert "已确认" in ying.get(shift).content.decode()
    early = ying.post(shift, {"act": "start_duty"}, follow=True).content.decode()
    assert "班次不在今天" in early
    assert ying.post(shift, {"act": "nonsense"}).status_code == 404
    assert browser_of("zheng").get(shift).status_code == 404


def test_a_window_that_is_gone_says_what_is_free(office):
    day = clock.today() + timedelta(days=130)
    confirmed(office.duan, day=day)
    window = next(w for w in windows("legal", days=200) if clock.local_date(w.starts_at) == day)
    subject = ("consultation", uuid7())
    with acting("lin") as (lin, _scope):
        rota.take(window, kind="legal", subject=subject, by=lin)
        with pytest.raises(Refusal) as refused:
            rota.take(window, kind="legal", subject=subject, by=lin)
    assert refused.value.code == "window" and "–" in str(refused.value)
