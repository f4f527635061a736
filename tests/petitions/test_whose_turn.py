"""A number that reads as hers counts her own next steps; nothing is called signed that nobody signed."""

import re

from cases.petitions import opinions, supervision, transitions
from cases.protection import reports
from sisterhood.lib import clock
from tests.house import acting, browser_of
from tests.petitions.roads import OPINION
from tests.stories import does, matter


def _said(username: str) -> str:
    page = browser_of(username).get("/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_waits_for_the_leader_is_not_counted_among_what_waits_for_its_owner(fresh_house):
    case, _other = matter("lin"), matter("lin")
    assert "有 2 项事项等您办理" in _said("lin") and "等他人办理" not in _said("lin")
    does("lin", transitions.triage, case, route="R1")
    said = _said("lin")
    assert "有 1 项事项等您办理" in said and "另有 1 项在等他人办理" in said
    assert "有 1 项事项等您办理" in _said("gao")
    page = browser_of("lin").get("/").content.decode()
    assert re.search(r'<a href="/"[^>]*>(?:(?!</a>).)*<span class="n">1</span>', page, re.DOTALL)
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    does("lin", opinions.draft_opinion, case, **OPINION)
    assert "有 1 项事项等您办理" in _said("lin")
    does("gao", opinions.return_draft, case, note="请补充")
    assert "有 2 项事项等您办理" in _said("lin")


def test_a_receipt_of_a_restricted_matter_and_an_order_that_was_read_are_not_called_signed(fresh_house):
    sealed = matter("he", safety="violence")
    mine = browser_of("he").get("/mine/").content.decode()
    assert sealed.number in mine and "签收" not in mine and "已登记" in mine
    case = matter("lin")
    with acting("zhou") as (zhou, _scope):
        order = supervision.supervise(case, reason="delayed", by=zhou)
    client = browser_of("lin")
    assert "签收" not in client.get(f"/leader/orders/{order.pk}/").content.decode()
    with acting("lin") as (lin, _scope):
        supervision.receive(order, by=lin)
    page = client.get(f"/leader/orders/{order.pk}/").content.decode()
    assert "签收" not in page and "已收到" in page


def _first(username: str, case) -> str:
    page = browser_of(username).get(f"/cases/{case.pk}/").content.decode()
    return page[page.index('class="card next"') :].split('class="card fs np"')[0]


def test_a_duty_that_runs_in_minutes_is_put_before_the_sorting_of_its_matter(fresh_house):
    case = matter("lin", safety="minor")
    assert "分流" not in _first("lin", case) and f"/cases/{case.pk}/protection/mandatory_report/" in _first(
        "lin", case
    )
    assert "登记已向公安、民政或教育部门报告" in _said("lin")
    facts = {
        "trigger": "other",
        "noticed_at": clock.now(),
        "noticed_by": "邻居",
        "told": ["police"],
        "body": "双辽市公安局",
        "channel": "phone",
        "reported_at": clock.now(),
        "told_before": False,
    }
    does("lin", reports.mandatory_report, case, **facts)
    assert "分流" in _first("lin", case)
