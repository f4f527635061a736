"""A reception day from the proposal to its end: who may, when it is too late, what the public learns."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from network.access.gate import Refusal
from network.duty import verbs
from network.duty.models import ReceptionDay, ReceptionSlot
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, person, plain_sql
from tests.reception.days import plan, proposed, published, unit_of

pytestmark = pytest.mark.usefixtures("fresh_house")
ON = datetime(2026, 12, 3, 9, 0, tzinfo=clock.ZONE)


def _refused(code, act, *args, by, **kwargs):
    with acting(by) as (user, _scope), pytest.raises(Refusal) as refusal:
        act(*args, by=user, **kwargs)
    assert refusal.value.code == code


def test_the_officer_proposes_the_leader_approves_and_it_is_published_with_its_places(fresh_house):
    day = proposed(ON.date() + timedelta(days=20), at=ON, slots=12)
    waiting = "select recipient_id from network_outboxmessage where kind = 'reception_approval'"
    assert fresh_house.raw(waiting) == [(person("gao").pk,)]
    _refused("role", verbs.approve, day, by="lin")
    with acting("lin") as (lin, _scope), pytest.raises(IllegalTransition):
        verbs.publish(day, by=lin, at=ON)
    with acting("gao") as (gao, _scope):
        verbs.approve(day, by=gao, at=ON)
    with acting("lin") as (lin, _scope):
        assert verbs.publish(day, by=lin, at=ON).state == "published"
        places = list(ReceptionSlot.objects.values_list("number", "starts_at"))
    assert [number for number, _ in places] == list(range(1, 13))
    assert [f"{at:%H:%M}" for _, at in places[:3]] == ["08:30", "08:45", "09:00"]


def test_six_days_before_is_too_late_and_seven_are_not():
    for days, may in ((7, True), (6, False)):
        day = proposed(ON.date() + timedelta(days=days), at=ON)
        with acting("gao") as (gao, _scope):
            verbs.approve(day, by=gao, at=ON)
        if may:
            with acting("lin") as (lin, _scope):
                verbs.publish(day, by=lin, at=ON)
        else:
            _refused("late", verbs.publish, day, by="lin", at=ON)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"leader": "lin", "substitute": "gao"}, "leader"),
        ({"substitute": "feng"}, "substitute"),
        ({"substitute": "gao"}, "substitute"),
        ({"opens": clock.end_of_day(ON.date()).time().replace(hour=12)}, "closes"),
    ],
)
def test_only_seats_of_the_unit_receive_and_the_hours_make_sense(facts, code):
    told = plan(ON.date() + timedelta(days=20), **facts)
    _refused(code, verbs.propose, told, unit=unit_of("lin"), by="lin", at=ON)


@pytest.mark.parametrize("who", ["feng", "zheng", "zhou", "luo", "he", "duan"])
def test_nobody_of_another_unit_proposes_a_day_for_this_one(who):
    told = plan(ON.date() + timedelta(days=20))
    with acting(who) as (user, _scope), pytest.raises(Refusal):
        verbs.propose(told, unit=unit_of("lin"), by=user, at=ON)


def test_a_change_before_it_is_published_is_approved_again():
    day = proposed(ON.date() + timedelta(days=20), at=ON)
    with acting("gao") as (gao, _scope):
        verbs.approve(day, by=gao, at=ON)
    with acting("lin") as (lin, _scope):
        row = verbs.revise(day, plan(ON.date() + timedelta(days=21), slots=3), by=lin, at=ON)
    assert (row.state, row.approved_by, row.slots) == ("proposed", None, 3)


def test_a_cancelled_day_names_its_reason_and_a_new_date_in_the_same_month():
    day = published(ON.date() + timedelta(days=20))
    for new_day, code in (
        (ON.date() + timedelta(days=29), "new_day"),
        (ON.date(), "new_day"),
        (day.day, "new_day"),
    ):
        _refused(code, verbs.cancel, day, reason="外出开会", new_day=new_day, by="gao", at=ON)
    later = ON.date() + timedelta(days=22)
    _refused("reason", verbs.cancel, day, reason=" ", new_day=later, by="gao", at=ON)
    _refused("role", verbs.cancel, day, reason="外出开会", new_day=later, by="lin", at=ON)
    with acting("gao") as (gao, _scope):
        fresh = verbs.cancel(day, reason="外出开会", new_day=later, by=gao, at=ON)
        old = ReceptionDay.objects.get(pk=day.pk)
    assert (old.state, old.moved_to_id, fresh.state, fresh.day) == ("cancelled", fresh.pk, "published", later)


def test_the_public_learns_day_hours_place_and_the_leaders_name_and_nothing_before_it_is_published(
    fresh_house,
):
    coming = published(ON.date() + timedelta(days=20))
    proposed(ON.date() + timedelta(days=25), at=ON)
    (told,) = ReceptionDay.objects.public(coming.unit, ON)  # nobody is signed in
    assert told == {
        "day": coming.day,
        "opens": coming.opens,
        "closes": coming.closes,
        "place": coming.place,
        "leader_name": "高洁",
    }
    assert not ReceptionDay.objects.public(coming.unit, ON + timedelta(days=21))
    assert plain_sql("select count(*) from network_receptionday") == [(1,)]


def test_the_next_county_finds_no_proposal_by_any_door():
    proposed(ON.date() + timedelta(days=20), at=ON)
    for who in ("feng", "zheng", "he", "luo", "tian", "duan"):
        with acting(who) as (_user, scope):
            assert not ReceptionDay.objects.visible_to(scope).exists(), who
            assert plain_sql("select count(*) from network_receptionday") == [(0,)], who
    with acting("zhou") as (_zhou, scope):
        assert ReceptionDay.objects.visible_to(scope).count() == 1


def test_whoever_looks_for_the_federation_reads_on_which_day_its_leader_receives(fresh_house):
    address = f"/help/units/{unit_of('lin').code}/"
    coming = clock.today() + timedelta(days=9)
    proposed(coming + timedelta(days=20), at=clock.now())
    assert "领导信访接待日" not in Client().get(address).content.decode()
    published(coming)
    page = Client().get(address).content.decode()
    assert "领导信访接待日" in page and "08:30 至 11:30，高洁" in page and "县妇联一楼接待室" in page
    assert page.count("县妇联一楼接待室") == 1
