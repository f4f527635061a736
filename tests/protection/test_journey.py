"""Violence at night, in real Chromium: a station head reports, danger is told in minutes, an order, its renewal."""

from datetime import datetime, timedelta

import pytest

from cases.protection.models import ProtectionOrder
from sisterhood.lib import clock
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.journeys.title import ring
from tests.protection.conftest import TOLD

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


def _moment(minutes: int) -> str:
    """So many minutes ago, as a browser writes it."""
    return f"{clock.in_zone(clock.now()) - timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"


def _report(he) -> None:
    he.go("/m/report/")
    he.page.check("input[name=tile][value=family]")
    he.page.fill("[name=facts]", TOLD)
    he.page.fill("[name=request]", "求助")
    he.page.check("input[name=safety][value=urgent]")
    he.send()
    he.page.check("input[name=knows_other_side][value=no]")
    he.page.check("input[name=send_to][value=keep]")
    he.send()
    he.page.wait_for_selector("text=编号")
    assert "110" in he.text() and TOLD not in he.text()


def _on_duty(qin, place: str) -> None:
    """She confirms safety and reports to the police, from her phone."""
    qin.go(place)
    qin.press("登记处置步骤")
    qin.page.check("[name=step][value=safety]")
    qin.page.fill("[name=note]", "她和孩子在邻居家,暂时安全")
    qin.send()
    assert "暂时安全" in qin.text()
    qin.press("登记强制报告")
    qin.page.check("[name=trigger][value=other]")
    qin.page.fill("[name=noticed_by]", "何站长")
    qin.page.check("[name=told][value=police]")
    qin.page.fill("[name=body]", "卧虎派出所")
    qin.page.select_option("[name=channel]", "phone")
    qin.page.fill("[name=receipt]", "回执20260917")
    qin.send()
    assert "回执20260917" in qin.text()


def _with_her(lin, place: str) -> None:
    """What she wants, the screen that is signed, the application."""
    lin.go(place)
    # Nothing is offered before she has said what she wants, but for the danger to her life.
    assert (
        "人身安全保护令" not in lin.page.locator(".card:has(h2:text('可以做什么')) > .row").first.inner_text()
    )
    assert "仅在她有生命危险且事先已告知时" in lin.text()
    lin.press("初次接触与本人意愿")
    lin.page.check("[name=told_before]")
    lin.page.check("[name=wants][value=order]")
    lin.page.fill("[name=injuries]", "手臂淤青")
    lin.send()
    lin.press("安全评估")
    for code in lin.page.eval_on_selector_all(
        "input[type=radio][value=no]", "all => all.map(each => each.name)"
    ):
        lin.page.check(f"[name={code}][value=no]")
    lin.page.check("[name=choking][value=yes]")
    lin.page.check("[name=level][value=standard]")
    lin.send()
    assert "低于建议等级" in lin.text()
    lin.page.check("[name=level][value=urgent]")
    lin.send()
    lin.page.locator("a.btn", has_text="人身安全保护令").first.click()
    lin.check()
    lin.page.select_option("[name=applicant]", "herself")
    lin.page.check("[name=will][value=wants]")
    lin.page.check("[name=measures][value=no_violence]")
    lin.page.fill("[name=court]", "双辽市人民法院")
    lin.page.fill("[name=respondent]", "某男")
    lin.page.fill("[name=facts]", TOLD)
    lin.page.check("[name=is_urgent]")
    lin.send()


def _at_court(lin, place: str, row: str, until: str) -> None:
    for verb, field, ago in (("file_order", "filed_at", 0), ("court_accepts", "accepted_at", 0)):
        lin.go(f"{place}{row}/{verb}/")
        lin.page.fill(f"[name={field}]", _moment(ago))
        lin.send()
    assert "紧急裁定" in lin.text()
    lin.go(f"{place}{row}/grant_order/")
    lin.page.fill("[name=valid_until]", until)
    lin.page.check("[name=measures][value=no_violence]")
    lin.send()
    assert "保护令已作出" in lin.text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_violence_at_night_from_the_station_head_to_the_renewal(visit, guarded, scripts):
    environment = guarded.environment("worker")
    _report(visit("he", 390, scripts=scripts))
    case, noticed = guarded.raw("select id, opened_at from cases_case order by opened_at desc limit 1")[0]
    place = f"/cases/{case}/protection/"

    missed = ring(environment, noticed + timedelta(minutes=36))
    assert missed["rungs"] >= 6
    for who in ("qin", "geng", "zhou"):
        told = visit(who, 390 if who == "qin" else 1366, scripts=scripts)
        told.go("/inbox/")
        assert "紧急事项" in told.text() and TOLD not in told.text(), who
    qin = visit("qin", 390, scripts=scripts)
    _on_duty(qin, place)

    lin = visit("lin", 1366, scripts=scripts)
    _with_her(lin, place)
    with acting("lin"):
        row = str(ProtectionOrder.objects.get(case=case).pk)
    until = clock.today() + timedelta(days=170)
    _at_court(lin, place, row, until.isoformat())

    # Thirty days before the last day she is reminded; nobody forgets that an order runs out.
    ring(environment, datetime.combine(until, datetime.min.time(), clock.ZONE) - timedelta(days=29))
    reminded = "select count(*) from network_rung r join network_clock c on c.id = r.clock_id where c.part = %s and c.limit_id = 'protection.expiry'"
    assert guarded.raw(reminded, [row]) == [(1,)]
    lin.go("/inbox/")
    assert "临近" in lin.text()
    phone = visit("lin", 390, scripts=scripts)
    phone.go(place)
    phone.press("申请延长")
    phone.page.fill("[name=note]", "他仍在门口等,她仍然害怕")
    phone.send()
    assert "延长" in phone.text() and "申请已填写" in phone.text()
