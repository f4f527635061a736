"""Periods and rules change from a day on, by two people; what runs keeps its word; the law cannot be lengthened."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from network.deadlines import changes, clocks, jobs
from network.deadlines.calculator import period_of
from network.deadlines.calendar import recount_due
from network.deadlines.ladder import first_ring
from network.deadlines.models import CalendarYear, Clock, LadderStep, Limit, Rung
from network.deadlines.policy import StepRow
from network.deadlines.sweep import ring_due
from network.deadlines.versions import LimitVersion, in_force
from network.notifications.models import OutboxMessage, Setting
from network.policy import preview, verbs
from network.policy.forms import first_values
from network.policy.guards import GUARDS
from sisterhood.lib import clock
from tests.deadlines.conftest import at, start
from tests.deadlines.test_calendar import INVENTED
from tests.house import acting, browser_of, person

HANDLING = "petition.handling"


def tomorrow(days: int = 1) -> date:
    return clock.today() + timedelta(days=days)


def propose(
    code: str = HANDLING, *, by: str = "sysadmin", from_day: date | None = None, **changed
) -> LimitVersion:
    """A change of some numbers."""
    limit = Limit.objects.get(pk=code)
    with acting(by) as (user, _scope):
        wanted = replace(verbs.wording_of(limit, on=clock.today()), **changed)
        return verbs.propose_limit(
            limit, wanted, from_day=from_day or tomorrow(), reason="提速", source="市妇联会议纪要", by=user
        )


def decide(version, *, by: str = "zhou", grant: bool = True):
    """The second person."""
    with acting(by) as (user, _scope):
        return verbs.decide(version, grant=grant, by=user)


def test_forty_five_days_from_a_day_to_come_leave_what_runs(night):
    running = start("lin", HANDLING, on=str(clock.today()))
    with night.login("app"):
        decide(propose(length=45, from_day=tomorrow(3)))
    before = start("gao", HANDLING, on=str(tomorrow(2)))
    after = start("wu", HANDLING, on=str(tomorrow(3)))
    due = running.due_on
    running.refresh_from_db()
    assert (running.due_on, running.version_id, before.version_id) == (due, None, None)
    assert before.raw_due_on == tomorrow(62)
    assert after.raw_due_on == tomorrow(48)
    assert after.basis == "市妇联会议纪要"
    assert after.terms.length == 45
    assert period_of(HANDLING, tomorrow(3)).raw_due_on == tomorrow(48)
    assert period_of(HANDLING, tomorrow(2)).raw_due_on == tomorrow(62)
    out = StringIO()
    call_command("due", HANDLING, str(tomorrow(3)), stdout=out)
    assert out.getvalue().startswith(str(after.due_on))


def test_an_old_clock_climbs_the_old_ladder_and_a_new_one_the_new(night):
    old = start("lin", "petition.notice", on=str(clock.today()))
    with night.login("app"):
        steps = (StepRow(0, 0, 0, "owner", "reminder"), StepRow(1, 2, 0, "leader", "rung"))
        decide(propose("petition.notice", length=10, remind_before=1, steps=steps))
    new = start("lin", "petition.notice", on=str(tomorrow()))
    ring_due(at=at("2027-03-01 00:00"))
    seats = lambda row: list(Rung.objects.filter(clock=row).order_by("id").values_list("step", "seat"))  # noqa: E731
    assert seats(new) == [(0, "owner"), (1, "leader")]
    assert len(seats(old)) == 10
    morning = Rung.objects.get(clock=new, step=0).due_at
    assert clock.in_zone(morning).date() == new.raw_due_on - timedelta(days=1)
    assert first_ring("petition.notice", new.version_id, internal_due_at=new.internal_due_at,
                      due_on=new.due_on, due_at=new.due_at)[1] == morning  # fmt: skip


def test_a_clock_that_is_extended_or_recounted_keeps_the_wording_it_began_with(night):
    with night.login("app"):
        decide(propose(length=45, extension=10))
    row = start("lin", HANDLING, on=str(tomorrow()))
    subject = (row.subject_kind, row.subject_id)
    with pytest.raises(Refusal) as refused:
        changes.extend(subject, HANDLING, days=11, by=person("lin"))
    assert refused.value.code == "days"
    assert changes.extend(subject, HANDLING, days=10, by=person("lin")).raw_due_on == tomorrow(56)
    many = clocks.start_many(
        HANDLING, subjects=[(("drill", uuid4()), clock.today()), (("drill", uuid4()), tomorrow())],
        unit=row.unit, owner=row.owner, at=clock.now(),
    )  # fmt: skip
    lengths = sorted(c.raw_due_on - c.starts_on for c in Clock.objects.exclude(pk=row.pk))
    assert (many, lengths) == (2, [timedelta(days=45), timedelta(days=60)])


@pytest.mark.parametrize(
    ("code", "changed", "where"),
    [
        (HANDLING, {"length": 61}, "length"),
        (HANDLING, {"extension": 31}, "extension"),
        ("petition.urgent_report", {"length": 90}, "length"),
        ("petition.review_window", {"length": 29}, "length"),
        ("petition.objection", {"length": 4}, "length"),
        (HANDLING, {"from_day": date(2026, 11, 1)}, "from_day"),
        (HANDLING, {}, "same"),
        (HANDLING, {"steps": ()}, "steps"),
        (HANDLING, {"remind_before": 60}, "remind_before"),
    ],
)
def test_what_the_law_and_the_ladder_do_not_allow_is_refused_with_its_place(
    fresh_house, code, changed, where
):
    with pytest.raises(Refusal) as refused:
        propose(code, **changed)
    assert refused.value.code == where
    if where == "length":
        assert GUARDS[code].source in str(refused.value)
    assert not LimitVersion.objects.exists()


def test_every_period_of_the_law_has_a_guard(fresh_house):
    assert set(GUARDS) == set(Limit.objects.filter(is_statutory=True).values_list("pk", flat=True))


def test_nobody_approves_her_own_change_and_a_decision_is_made_once(fresh_house):
    version = propose(length=50)
    for who in ("sysadmin", "lin", "auditor"):
        with pytest.raises(Refusal):
            decide(version, by=who)
    decide(version, by="secadmin", grant=False)
    with pytest.raises(Refusal) as refused:
        decide(version, by="zhou")
    assert refused.value.code == "decided"
    assert in_force(HANDLING, on=tomorrow(30)).length == 60
    second = propose(length=50)
    decide(second, by="sysadmin", grant=False)  # she may drop it
    assert fresh_house.raw("select count(*) from network_limitversion where granted") == [(0,)]


def test_the_database_knows_the_two_people_too(fresh_house):
    version = propose(length=50)
    with acting("sysadmin") as (admin, _scope):
        with pytest.raises(DatabaseError), transaction.atomic():
            LimitVersion.objects.filter(pk=version.pk).update(
                granted=True, decided_by=admin, decided_at=clock.now()
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            Limit.objects.filter(pk=HANDLING).update(length=90)
        with pytest.raises(DatabaseError), transaction.atomic():
            LadderStep.objects.filter(limit_id=HANDLING).delete()
    with acting("lin") as (lin, _scope), pytest.raises(DatabaseError), transaction.atomic():
        LimitVersion.objects.create(
            limit_id=HANDLING, from_day=tomorrow(), length=1, remind_before=0, reason="x", source="x",
            proposed_by=lin, proposed_at=clock.now(),
        )  # fmt: skip
    with acting("zhou") as (zhou, _scope):
        changed = LimitVersion.objects.filter(pk=version.pk)
        assert changed.update(granted=True, decided_by=zhou, decided_at=clock.now()) == 1
    assert in_force(HANDLING, on=tomorrow()).length == 50


def test_a_day_that_has_come_cannot_be_approved_any_more(fresh_house):
    version = propose(length=50)
    with clock.moved_to(clock.now() + timedelta(days=1)), pytest.raises(Refusal) as refused:
        decide(version)
    assert refused.value.code == "from_day"


def test_quiet_hours_change_from_a_day_on(fresh_house):
    rule = Setting.objects.get(pk="messages.quiet_from")
    with acting("sysadmin") as (admin, _scope):
        facts = {"from_day": tomorrow(), "reason": "夏令", "source": "内部规定", "by": admin}
        with pytest.raises(Refusal) as refused:
            verbs.propose_setting(rule, value="25 o'clock", **facts)
        assert refused.value.code == "value"
        version = verbs.propose_setting(rule, value="21:00", **facts)
    decide(version, by="secadmin")
    assert Setting.objects.in_force(clock.today())[rule.pk] == "20:00"
    assert Setting.objects.in_force(tomorrow())[rule.pk] == "21:00"


def test_the_preview_counts_as_a_hand_does_and_hides_what_is_few(night):
    for n in range(7):
        start("lin", HANDLING, on="2026-11-20")
        start("tian", HANDLING, on=f"2026-11-{10 + n}")
    for _n in range(3):
        start("wu", HANDLING, on="2026-11-23")
    with night.login("app"), acting("sysadmin"):
        seen = preview.of_limit(Limit.objects.get(pk=HANDLING), length=45)
        assert sum(seen.exact.values()) == 17 == seen.earlier
        assert seen.exact[2, date(2027, 1, 4)] == 7  # 20 November + 45 days
        assert seen.exact[1, date(2027, 1, 7)] == 3
        told = [(cell.level, cell.due_on, cell.count) for cell in seen.cells]
        assert told == [(2, date(2027, 1, 4), 7), (3, None, 7)]
    with night.login("app"), acting("lin"):
        assert not preview.of_limit(Limit.objects.get(pk=HANDLING), length=45).exact
    assert Clock.objects.filter(raw_due_on__lt=date(2027, 1, 5)).count() == 0


def _preview_page(code: str) -> str:
    """What the system administrator sees of a change, from the heading of the preview on."""
    admin, limit = browser_of("sysadmin"), Limit.objects.get(pk=code)
    with acting("sysadmin"):
        wording = verbs.wording_of(limit, on=clock.today())
    form = first_values(wording) | {"from_day": str(tomorrow()), "reason": "提速", "source": "市妇联会议纪要"}
    form |= {"steps-TOTAL_FORMS": len(wording.steps), "steps-INITIAL_FORMS": 0, "step": "preview"}
    for n, row in enumerate(wording.steps):
        for name in ("step", "after", "levels_up", "recipient", "kind"):
            form[f"steps-{n}-{name}"] = str(getattr(row, name))
    text = admin.post(f"/network/policy/limits/{code}/", form).content.decode()
    assert 'class="sum"' in text
    return text[text.index('class="sum"') : text.index("</dl>")]


@pytest.mark.parametrize(("code", "running"), [("accusation.notice", 9), (HANDLING, 4)])
def test_the_preview_tells_no_administrator_whether_accusations_or_a_few_matters_run(night, code, running):
    with night.login("app"):
        before = _preview_page(code)
    for _n in range(running):
        start("wu", code, on="2026-11-23")
    with night.login("app"):
        assert _preview_page(code) == before
        with acting("sysadmin"):
            seen = preview.of_limit(Limit.objects.get(pk=code), length=1)
            assert (seen.shown, seen.cells) == ([(n, None) for n in ("earlier", "later", "same")], [])


def test_a_year_pasted_on_the_page_recounts_what_runs(night):
    later = start("lin", HANDLING, on="2026-11-23")  # 2027-01-22, which the notice makes a holiday
    earlier = start("zheng", "petition.objection", on="2027-01-01")
    with night.login("app"):
        client = browser_of("sysadmin")
        page = client.get("/network/policy/").content.decode()
        assert "2027" in page
        facts = {"notice_no": "国办发明电〔2026〕9号", "text": INVENTED}
        shown = client.post("/network/policy/calendar/", facts | {"step": "preview"})
        assert shown.status_code == 200
        assert not CalendarYear.objects.get(year=2027).is_official
        broken = client.post(
            "/network/policy/calendar/",
            facts | {"text": "date,kind,name\n2027-02-30,holiday,x", "step": "load"},
        )
        assert broken.status_code == 200 and "2027-02-30" in broken.content.decode()
        assert client.post("/network/policy/calendar/", facts | {"step": "load"}).status_code == 302
        assert browser_of("lin").get("/network/policy/calendar/").status_code == 403
    assert CalendarYear.objects.get(year=2027).recount_from == date(2026, 12, 31)
    before = later.internal_due_at
    counts = recount_due()
    assert counts["earlier"] == 1 and counts["later"] >= 1
    later.refresh_from_db()
    assert (later.due_on, later.internal_due_at, later.provisional) == (date(2027, 1, 25), before, False)
    assert OutboxMessage.objects.filter(kind="calendar", recipient=earlier.owner).count() == 1
    assert recount_due() == {"earlier": 0, "later": 0}


def test_next_year_is_missing_and_the_administrator_hears_of_it(night):
    if (clock.today().month, clock.today().day) < jobs.FIRST_ALARM:
        with clock.moved_to(at("2026-11-26 08:30")):
            assert jobs.guard_calendar() == {"missing": 1, "told": 1}
    else:
        assert jobs.guard_calendar() == {"missing": 1, "told": 1}
    assert OutboxMessage.objects.get(kind="calendar_missing").recipient == person("sysadmin")


def test_a_change_is_looked_at_proposed_and_approved_on_the_page(fresh_house):
    client, address = browser_of("sysadmin"), f"/network/policy/limits/{HANDLING}/"
    limit = Limit.objects.get(pk=HANDLING)
    steps = verbs.wording_of(limit, on=clock.today()).steps
    form = {
        "length": "45", "remind_before": "15", "extension": "30", "from_day": str(tomorrow()),
        "source": "市妇联会议纪要", "reason": "提速",
        "steps-TOTAL_FORMS": str(len(steps) + 1), "steps-INITIAL_FORMS": str(len(steps)),
    }  # fmt: skip
    for n, row in enumerate(steps):
        for name in ("step", "after", "levels_up", "recipient", "kind"):
            form[f"steps-{n}-{name}"] = str(getattr(row, name))
    assert client.get(address).status_code == 200
    assert client.post(address, form | {"step": "preview"}).status_code == 200
    assert not LimitVersion.objects.exists()
    told = client.post(address, form | {"length": "61", "step": "propose"})
    assert told.status_code == 200 and "第三十四条" in told.content.decode()
    assert client.post(address, form | {"step": "propose"}).status_code == 302
    version = LimitVersion.objects.get()
    assert version.steps.count() == len(steps)
    decision = f"/network/policy/limit/{version.pk}/decide/"
    assert client.post(decision, {"grant": "yes"}).status_code == 302
    assert in_force(HANDLING, on=tomorrow()).length == 60
    assert browser_of("zhou").post(decision, {"grant": "yes"}).status_code == 302
    assert in_force(HANDLING, on=tomorrow()).length == 45
    assert browser_of("auditor").get(address).status_code == 200
