"""A mandatory report that came too late says so, and how long it took in words that people use."""

from datetime import timedelta

from cases.protection import reports
from sisterhood.desk.templatetags.days import lasting
from sisterhood.lib import clock
from tests.house import browser_of
from tests.stories import does, matter

TOLD = {"trigger": "other", "noticed_by": "村医", "told": ["police"], "body": "派出所", "channel": "phone"}


def _reported(case, minutes: int) -> None:
    at = clock.now()
    moments = {"noticed_at": at - timedelta(minutes=minutes), "reported_at": at, "told_before": True}
    does("lin", reports.mandatory_report, case, **TOLD, **moments)


def test_a_late_report_is_marked_late_and_one_in_time_is_not(fresh_house):
    case = matter("lin")
    fresh_house.raw(
        "update cases_case set opened_at = opened_at - interval '9 days' where id = %s", [case.pk]
    )
    _reported(case, 45)
    page = browser_of("lin").get(f"/cases/{case.pk}/protection/").content.decode()
    assert "发现后45 分钟" in page and ">已超期<" not in page
    _reported(case, 11525)
    page = browser_of("lin").get(f"/cases/{case.pk}/protection/").content.decode()
    assert "发现后8日" in page and "11525" not in page and ">已超期<" in page


def test_minutes_become_hours_and_days():
    assert [lasting(n) for n in (45, 120, 121, 605, 11525)] == [
        *("45 分钟", "120 分钟", "2小时 1 分钟", "10小时 5 分钟"),
        "8日",
    ]
