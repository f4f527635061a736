"""The calendar in the database: seeded as published, replaced by a notice, and what becomes of running clocks."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.access.gate import Refusal
from network.access.logins import WrongLogin
from network.deadlines import calendar, notice, policy, seeding
from network.deadlines.models import CalendarDay, CalendarYear, Clock, LadderStep, Limit
from network.deadlines.workdays import current
from sisterhood.lib.published import PublishedCalendar
from sisterhood.lib.workdays import CalendarMissing, DayKind
from tests.deadlines.conftest import at, posted, start

# An invented notice for 2027, shaped like the real ones.
INVENTED = """date,kind,name
2026-12-31,holiday,元旦
2027-01-01,holiday,元旦
2027-01-02,holiday,元旦
2027-01-03,makeup_workday,元旦
2027-01-22,holiday,测试
2027-02-05,holiday,春节
2027-02-06,holiday,春节
2027-02-07,holiday,春节
2027-02-08,holiday,春节
2027-02-09,holiday,春节
2027-02-20,makeup_workday,春节
2027-05-01,holiday,劳动节
2027-10-01,holiday,国庆节
"""


@pytest.fixture
def owner(fresh_house, drills):
    """A house in which the owner's login is at work, as `load_calendar` is."""
    with fresh_house.login("migrator"):
        yield fresh_house


@pytest.fixture
def paper(tmp_path):
    """Writes a notice to a file."""

    def write(text: str = INVENTED):
        path = tmp_path / "notice.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def load(path) -> str:
    """What the command prints."""
    out = StringIO()
    call_command(
        "load_calendar", str(path), "--notice", "国办发明电〔2026〕9号", stdout=out, stderr=StringIO()
    )
    return out.getvalue()


def test_the_seeded_calendar_is_the_published_one_day_by_day(fresh_house):
    ours, published = current(), PublishedCalendar()
    day, last = date(2004, 1, 1), date(2035, 12, 31)
    while day <= last:
        assert ours.kind(day) is published.kind(day), day
        assert ours.is_provisional(day) is published.is_provisional(day), day
        day += timedelta(days=1)
    for beyond in (date(2003, 12, 31), date(2036, 1, 1)):
        with pytest.raises(CalendarMissing):
            ours.kind(beyond)


def running_count_is_right() -> bool:
    """Whether `work_no` counts working days from the first day on."""
    count = 0
    for is_working, number in CalendarDay.objects.order_by("date").values_list("is_working", "work_no"):
        count += is_working
        if number != count:
            return False
    return True


def test_working_days_are_numbered_without_a_gap(fresh_house):
    assert running_count_is_right()


def test_seeding_again_keeps_what_an_administrator_changed(owner):
    Limit.objects.filter(pk="petition.notice").update(length=10)
    LadderStep.objects.filter(limit_id="petition.notice", step=3).delete()
    assert seeding.seed_policy(Limit, LadderStep) == 0
    assert seeding.seed_calendar(CalendarYear, CalendarDay) == 0
    assert Limit.objects.get(pk="petition.notice").length == 10
    assert not LadderStep.objects.filter(limit_id="petition.notice", step=3).exists()


def test_every_step_of_a_ladder_has_one_moment_and_one_kind(fresh_house):
    for limit in Limit.objects.all():
        for step in set(limit.steps.values_list("step", flat=True)):
            rows = set(limit.steps.filter(step=step).values_list("after", "kind"))
            assert len(rows) == 1, (limit.code, step)
        # A bound (a window of hers, a number of copies) has no ladder; whatever has one begins with a reminder.
        assert limit.steps.exists() == bool(policy.LADDERS[limit.code])
        if limit.steps.exists():
            assert set(limit.steps.filter(step=0).values_list("kind", flat=True)) == {"reminder"}


def test_a_notice_replaces_the_guess_and_the_last_days_of_the_year_before(owner, paper):
    assert "2027" in load(paper())
    assert current().kind(date(2026, 12, 31)) is DayKind.HOLIDAY
    assert current().kind(date(2027, 1, 3)) is DayKind.MAKEUP_WORKDAY
    assert current().kind(date(2027, 4, 5)) is DayKind.WORKDAY
    assert current().kind(date(2026, 12, 30)) is DayKind.WORKDAY
    assert not current().is_provisional(date(2027, 6, 1))
    assert CalendarYear.objects.get(year=2027).notice_no == "国办发明电〔2026〕9号"
    assert running_count_is_right()
    assert owner.raw(
        "select count(*) from network_auditevent where subject_kind = 'calendar_year' and action = 'import'"
    )


def test_later_keeps_our_target_and_earlier_is_told_at_once(owner, paper):
    later = start("lin", "petition.handling", on="2026-11-23")  # 2027-01-22, which the notice makes a holiday
    earlier = start(
        "lin", "petition.objection", on="2026-12-28"
    )  # 01-03 becomes a working day, 12-31 is lost
    earlier_still = start("zheng", "petition.objection", on="2027-01-01")
    confirmed = start("lin", "petition.notice", on="2027-03-01")
    assert later.provisional and confirmed.provisional
    before = {row.pk: (row.due_on, row.internal_due_at) for row in (later, earlier, earlier_still, confirmed)}
    load(paper())
    for row in (later, earlier, earlier_still, confirmed):
        row.refresh_from_db()
        assert not row.provisional
    assert later.due_on == date(2027, 1, 25)
    assert later.internal_due_at == before[later.pk][1]
    assert earlier_still.due_on < before[earlier_still.pk][0]
    assert confirmed.due_on == before[confirmed.pk][0]
    assert posted("calendar") == ["zheng"]
    assert earlier_still.next_ring_at < earlier_still.due_at


def test_a_published_year_can_be_corrected_and_certain_clocks_follow(owner, paper):
    load(paper())
    row = start("lin", "petition.notice", on="2027-04-16")  # raw 05-01, a holiday: Monday 05-03
    assert row.due_on == date(2027, 5, 3)
    load(paper(INVENTED + "2027-05-03,holiday,劳动节\n"))
    row.refresh_from_db()
    assert row.due_on == date(2027, 5, 4)
    assert row.due_at == at("2027-05-05 00:00")


def test_met_clocks_and_hours_stay_what_they_were(owner, paper):
    hours = start("he", "station.pass_on", on="2027-01-22")
    met = start("lin", "petition.handling", on="2026-11-23")
    Clock.objects.filter(pk=met.pk).update(state="met")
    load(paper())
    for row in (hours, met):
        due = row.due_at
        row.refresh_from_db()
        assert row.due_at == due


@pytest.mark.parametrize(
    ("rows", "needle"),
    [
        ("2027-02-30,holiday,x\n", "2"),
        ("2027-01-01,feast,x\n", "2"),
        ("2027-01-01,holiday,x\n2027-01-01,holiday,x\n", "3"),
        (INVENTED.partition("\n")[2] + "2026-12-20,holiday,x\n", "15"),
        (INVENTED.partition("\n")[2] + "2027-03-03,makeup_workday,x\n", "15"),
        ("2027-01-01,holiday,x\n", ""),
        ("", ""),
    ],
)
def test_a_wrong_file_is_refused_with_the_row_and_changes_nothing(owner, paper, rows, needle):
    path = paper("date,kind,name\n" + rows)
    errors = notice.read(path).errors
    assert errors
    assert needle in errors[0]
    with pytest.raises(CommandError) as refused:
        load(path)
    assert refused.value.returncode == 1
    assert not CalendarYear.objects.get(year=2027).is_official


def test_a_file_that_cannot_be_read_is_a_usage_error(owner, tmp_path):
    with pytest.raises(CommandError) as refused:
        load(tmp_path / "nowhere.csv")
    assert refused.value.returncode == 2
    (tmp_path / "gbk.csv").write_bytes("date,kind,name\n2027-01-01,holiday,元旦\n".encode("gbk"))
    with pytest.raises(CommandError) as refused:
        load(tmp_path / "gbk.csv")
    assert refused.value.returncode == 2


def test_a_dry_run_changes_nothing(owner, paper):
    call_command("load_calendar", str(paper()), "--notice", "x", "--dry-run", stdout=StringIO())
    assert not CalendarYear.objects.get(year=2027).is_official


def test_years_follow_each_other(owner):
    off = {date(2037, 5, n): (DayKind.HOLIDAY, "") for n in range(1, 10)}
    with pytest.raises(Refusal):
        calendar.load_official(2037, off, notice_no="x", by=None)


def test_the_web_login_cannot_load_a_year(fresh_house, paper):
    with pytest.raises(CommandError) as refused:
        load(paper())
    assert refused.value.returncode == 2
    with pytest.raises(WrongLogin):
        calendar.load_official(2027, {}, notice_no="x", by=None)
