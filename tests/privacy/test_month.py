"""紧急查阅月报: numbers by unit with their definitions; no name, no number of a matter, nothing of another area."""

from datetime import date, timedelta

import pytest

from cases.privacy import monthly, reviewing
from cases.privacy.models import BreakGlass
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.privacy.conftest import REASON, breaks, over, sealed
from tests.stories import matter

PLACE = "/reviews/emergency/month/"


def _page(username: str, month: str = "") -> str:
    answer = browser_of(username).get(PLACE, {"month": month or f"{clock.today():%Y-%m}"})
    assert answer.status_code == 200, username
    return answer.content.decode()


def _counts(username: str) -> list[tuple]:
    first = clock.today().replace(day=1)
    with acting(username):
        found = monthly.of(first, at=clock.now())
    return [(unit.short_name, *counts.row) for unit, counts in found.rows]


def _reviews(case, finding: str) -> None:
    with acting("bai") as (bai, _scope):
        reviewing.review(BreakGlass.objects.get(case_id=case.pk), finding=finding, words="看过日志", by=bai)


def test_the_month_counts_what_began_was_reviewed_came_late_and_was_not_justified(fresh_house):
    first, second, third = sealed(), sealed(), matter("lin")
    breaks("zhou", first)
    breaks("gao", second)
    breaks("wu", third)
    _reviews(first, "justified")
    _reviews(second, "unjustified")
    fresh_house.raw(
        "update cases_breakglass set review_due_at = now() - interval '1 hour' where case_id = %s", [third.pk]
    )
    ((unit, *counts),) = _counts("auditor")
    assert counts == [3, 2, 2, 1, 1, 1]
    page = _page("auditor")
    assert unit in page and "认定不当" in page
    for _code, label, definition in monthly.FIGURES:
        assert str(label) in page and str(definition) in page


def test_a_review_that_came_late_stays_late(fresh_house):
    case = sealed()
    breaks("zhou", case)
    fresh_house.raw("update cases_breakglass set review_due_at = now() - interval '1 hour'")
    _reviews(case, "justified")
    assert _counts("auditor")[0][1:] == (1, 1, 1, 1, 0, 0)


def test_it_names_nobody_and_no_matter(fresh_house):
    case = sealed()
    breaks("zhou", case)
    for username in ("auditor", "zhou", "bai", "gao"):
        page = _page(username)
        main = page.partition("<main")[2]
        for word in (case.number, "林晓岚", REASON, "紧急情况"):
            assert word not in main, (username, word)
        assert username == "zhou" or "周雅琴" not in main


def test_each_sees_as_far_as_her_post_goes(fresh_house):
    breaks("zhou", sealed())
    assert len(_counts("gao")) == len(_counts("zhou")) == len(_counts("bai")) == len(_counts("auditor")) == 1
    for username in ("feng", "zheng", "lin", "wu", "tian", "he", "sysadmin", "secadmin", "tong"):
        assert _counts(username) == [], username


@pytest.mark.parametrize("username", ["lin", "wu", "tian", "he", "sysadmin", "secadmin", "tong"])
def test_the_page_belongs_to_auditor_leaders_and_privacy_officers(fresh_house, username):
    assert browser_of(username).get(PLACE).status_code == 403


def test_what_she_is_recused_from_is_not_counted_for_her(fresh_house):
    case = sealed()
    breaks("zhou", case)
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)"
        " values (gen_random_uuid(), %s, %s, 'declared', %s, now())",
        [case.pk, person("gao").pk, person("gao").pk],
    )
    assert _counts("gao") == [] and len(_counts("auditor")) == 1


def test_without_anybody_asking_the_database_counts_nothing(fresh_house):
    breaks("zhou", sealed())
    assert plain_sql("select * from glass_month('2000-01-01', '2100-01-01', now())") == []


def test_the_first_moment_of_a_month_belongs_to_it_and_the_first_of_the_next_does_not(fresh_house):
    case = sealed()
    breaks("zhou", case)
    over(fresh_house, case)
    for moment, counted in (
        ("2026-01-31T23:59:59+08:00", 0),
        ("2026-02-01T00:00:00+08:00", 1),
        ("2026-03-01T00:00:00+08:00", 0),
    ):
        fresh_house.raw("update cases_breakglass set began_at = %s", [moment])
        with acting("auditor"):
            assert monthly.of(date(2026, 2, 1), at=clock.now()).total.begun == counted, moment


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "x-y", "1999-01", "9999-12", "2026-01-01", "０-１", "-"]
)
def test_a_month_nobody_can_mean_shows_the_last_whole_one(fresh_house, text):
    assert browser_of("auditor").get(PLACE, {"month": text}).status_code == 200
    last = clock.today().replace(day=1) - timedelta(days=1)
    assert monthly.asked(text, today=clock.today()) == last.replace(day=1)
