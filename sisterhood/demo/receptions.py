"""The county's reception days of the demo: one that was held, one that is published, told by the verbs."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.petitions.reception import commitments, talks, visits
from cases.petitions.reception.models import LeaderCommitment
from cases.petitions.reception.talks import Talk
from cases.petitions.reception.visits import Guest
from cases.petitions.told import Contact, Intake, Named
from network.access import rest
from network.duty import verbs
from network.duty.models import ReceptionDay
from network.staff.appointments import scope_of
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

LEAD = timedelta(days=12)  # how long before its date a day is published


def _weekday(day: date, step: int) -> date:
    """The day itself, or the next one from Monday to Friday in the direction of `step`."""
    while day.weekday() > 4:
        day += timedelta(days=step)
    return day


def _as(username: str, at: datetime, act: Any, *args: Any, **kwargs: Any) -> Any:
    """`act(*args, by=user)` as that person at a moment, under her own scope."""
    user = User.objects.get(username=username)
    with clock.moved_to(at), rest.acting_as(scope_of(user)):
        return act(*args, by=user, **kwargs)


def _published(day: date, slots: int, leader: str = "gao") -> ReceptionDay:
    people = {name: User.objects.get(username=name) for name in (leader, "lin")}
    unit = Unit.objects.get(appointments__user=people["lin"])
    plan = verbs.Plan(
        day=day,
        opens=time(8, 30),
        closes=time(11, 30),
        place="市民服务中心一楼妇联接待室",
        room="101 室",
        slots=slots,
        leader=people[leader],
        substitute=people["lin"],
    )
    at = clock.start_of_day(day) - LEAD + timedelta(hours=9)
    row = _as("lin", at, verbs.propose, plan, unit=unit)
    _as(leader, at + timedelta(hours=1), verbs.approve, row)
    return _as("lin", at + timedelta(hours=2), verbs.publish, row)


def _talk(name: str, asked: str, facts: str, outcome: str, said: str, **more: Any) -> Talk:
    told = Intake(
        channel="reception_day",
        safety=more.pop("safety", "safe"),
        category=more.pop("category", "marriage_family"),
        request=asked,
        facts=facts,
        received_on=clock.today(),
        petitioner=Named(name=name, gender="female"),
        contact=Contact(may_call=True),
        is_oral=True,
        read_back=True,
    )
    return Talk(intake=told, outcome=outcome, said=said, **more)


def _told() -> tuple[tuple[str, Talk], ...]:
    """Who receives whom, and what becomes of it."""
    officer = User.objects.get(username="xu")
    return (
        (
            "gao",
            _talk(
                *("曹桂珍", "离婚后孩子的抚养费一直没给。", "判决每月八百元,已欠七个月。", "on_the_spot"),
                "说明申请强制执行的办法,当场写好申请书样式。",
            ),
        ),
        (
            "gao",
            _talk(
                *("冯丽华", "产假后岗位被调走,工资少了一半。", "制衣厂,合同到明年六月。", "assigned"),
                "请许佳本周到厂里了解情况。",
                category="labour_social_security",
                to_user=officer,
            ),
        ),
        (
            "gao",
            _talk(
                *("鲁淑芹", "承包地被村里重新发包。", "户口没有迁走,三次找村里没有结果。", "taken_on"),
                "由我牵头,同农业农村局一起办。",
                category="property",
                promise="三十日内协调镇村把承包地份额登记下来。",
            ),
        ),
        (
            "lin",
            _talk(
                *("高秀兰", "想了解低保怎样申请。", "一人带两个孩子,没有固定收入。", "on_the_spot"),
                "告知申请条件和材料,介绍到镇民政办。",
                category="general",
            ),
        ),
    )


def held(now: datetime) -> ReceptionDay:
    """Four came: answered, assigned, taken on, and one whom the leader must not meet; a fifth stayed away."""
    day = _published(_weekday(clock.local_date(now) - timedelta(days=9), -1), 5)
    begin = datetime.combine(day.day, time(8, 20), clock.ZONE)
    told = _told()
    booked = []
    for receiver, talk in told:
        kept = User.objects.get(username="gao") if receiver == "lin" else None
        guest = Guest(name=talk.intake.petitioner.name, asked=talk.intake.request, kept_from=kept)
        booked.append(_as("lin", begin - timedelta(days=3), visits.book, day, guest))
    _as("lin", begin - timedelta(days=3), visits.book, day, Guest(name="姜玉洁"))
    for n, ((receiver, talk), visit) in enumerate(zip(told, booked, strict=True)):
        at = begin + timedelta(minutes=25 * n)
        talk = replace(talk, intake=replace(talk.intake, received_on=day.day))
        _as("lin", at, visits.arrive, visit)
        _as("lin", at + timedelta(minutes=8 + 3 * n), visits.call, visit, room="")
        _as(receiver, at + timedelta(minutes=10 + 3 * n), visits.seat, visit)
        _as(receiver, at + timedelta(minutes=24 + 3 * n), talks.write_up, visit, talk)
    return _as("lin", begin + timedelta(hours=4), visits.close_day, day)


def promise_kept(now: datetime) -> LeaderCommitment:
    """The leader says what came of what she promised at the table."""
    user = User.objects.get(username="gao")
    with rest.acting_as(scope_of(user)) as scope:
        made = LeaderCommitment.objects.of_leader(scope).order_by("made_at")[0]
    result = "镇村已补登份额,承包合同变更完毕,来访人认可。"
    return _as("gao", now - timedelta(days=2), commitments.end_commitment, made, kept=True, result=result)


def coming(now: datetime) -> ReceptionDay:
    """Published for the week after next, three places taken."""
    day = _published(_weekday(clock.local_date(now) + timedelta(days=8), 1), 12)
    for n, name in enumerate(("蒋玉梅", "", "韩桂香")):
        _as("xu", now - timedelta(hours=9 - n), visits.book, day, Guest(name=name))
    return day


def tell_all(now: datetime | None = None) -> list[ReceptionDay]:
    """Both days; the database login must be `app`."""
    now = now or clock.now()
    days = [held(now), coming(now)]
    promise_kept(now)
    return days
