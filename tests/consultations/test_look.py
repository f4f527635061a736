"""In real Chromium: a joint consultation planned, booked, taken over by a colleague, held, with two sets of notes."""

from datetime import timedelta
from uuid import UUID

import pytest

from cases.consultations.models import Consultation
from sisterhood.lib import clock
from tests.consultations.rota import ADVICE, NOTE, confirmed
from tests.house import House, acting
from tests.journeys.conftest import Visitor, address, visit
from tests.stories import matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


def _press(visitor: Visitor, act: str) -> None:
    visitor.page.locator(f"main button[value={act}]").first.click()
    visitor.check()


def _plan(visit, office, width: int, days: int) -> dict[str, str]:
    """The desk plans two chairs, each expert confirms; addresses of the two shifts."""
    lin = visit("lin", width)
    lin.go("/duty/rota/")
    lin.press("安排班次")
    lin.page.fill("[name=day]", f"{clock.today() + timedelta(days=days):%Y-%m-%d}")
    lin.page.fill("[name=place]", "一楼咨询室")
    lin.send()
    assert "请选择一位" in lin.text()
    for name in ("段律", "颜心怡"):
        lin.page.check(f"label:has-text('{name}') input")
    lin.send()
    assert "待确认" in lin.text()
    rows = dict(
        office.house.raw(
            "select u.username, s.id from network_dutyshift s join network_expert e on e.id = s.expert_id"
            " join network_user u on u.id = e.user_id where s.state = 'offered'"
        )
    )
    places = {name: f"/duty/rota/shifts/{pk}/" for name, pk in rows.items()}
    for name in ("duan", "yan"):
        each = visit(name, width)
        each.go(places[name])
        _press(each, "confirm")
        assert "已确认" in each.text()
    return places


def _now(house: House, case_id: UUID) -> dict[str, str]:
    """The hour has come; addresses of the two sessions."""
    house.raw(
        "update cases_consultation set starts_at = now(), ends_at = now() + interval '1 hour' where case_id = %s",
        [case_id],
    )
    with acting("lin"):
        return {row.kind: f"/consultations/{row.pk}/" for row in Consultation.objects.filter(case=case_id)}


def _book(lin: Visitor, case_id: UUID) -> None:
    lin.go(f"/cases/{case_id}/")
    lin.press("预约咨询")
    lin.page.check("[name=kind][value=joint]")
    lin.send()
    lin.page.locator("[name=window]").first.check()
    lin.send()
    assert "法律与心理咨询" in lin.text() and "同步" in lin.text()


@pytest.mark.parametrize(("width", "days"), [(1366, 1), (390, 2)])
def test_a_joint_consultation_booked_taken_over_and_held_with_two_sets_of_notes(visit, office, width, days):
    case = matter("lin")
    places = _plan(visit, office, width, days)
    lin = visit("lin", width)
    _book(lin, case.pk)
    yan, ying = visit("yan", width), visit("ying", width)
    yan.go(places["yan"])
    yan.page.select_option("[name=to]", label="应如水 心理咨询师")
    _press(yan, "ask_swap")
    ying.go("/duty/rota/")
    assert "有同事请您代班" in ying.text()
    ying.go(places["yan"])
    _press(ying, "accept_swap")
    assert "接替同事的班次" in ying.text()
    sessions = _now(office.house, case.pk)
    for kind in sessions:
        lin.go(f"{sessions[kind]}check_in/")
        lin.send()
    lin.go(f"{sessions['psychological']}sheet/")
    assert "不是诊断，也不是治疗" in lin.text()
    lin.go(f"{sessions['psychological']}sign_consent/")
    lin.page.select_option("[name=signed_how]", "signature")
    lin.send()
    _advise(visit, sessions["legal"], width)
    _counsel(ying, sessions["psychological"])
    lin.go(sessions["legal"])
    assert ADVICE["advice"] in lin.text()
    lin.go(sessions["psychological"])
    assert NOTE not in lin.text() and "创伤" in lin.text()
    lin.go(f"/cases/{case.pk}/")
    assert "创伤" in lin.text() and NOTE not in lin.text()


def _advise(visit, place: str, width: int) -> None:
    duan = visit("duan", width)
    duan.go("/consultations/")
    duan.go(place)
    duan.press("开始咨询")
    duan.send()
    duan.press("法律咨询记录")
    duan.page.fill("[name=question]", ADVICE["question"])
    duan.page.fill("[name=advice]", ADVICE["advice"])
    duan.send()
    duan.press("结束咨询")
    duan.page.select_option("[name=topic]", "divorce")
    duan.page.select_option("[name=outcome]", "relieved")
    duan.page.fill("[name=minutes]", "50")
    duan.send()
    assert "已完成" in duan.text() and "另一场咨询有自己的记录" in duan.text()


def _counsel(ying: Visitor, place: str) -> None:
    ying.go(place)
    ying.press("开始咨询")
    ying.send()
    ying.page.locator("main a[href$='/write_note/']").click()
    ying.check()
    ying.page.fill("[name=note]", NOTE)
    ying.send()
    assert NOTE in ying.text()
    ying.press("结束咨询")
    ying.page.select_option("[name=topic]", "trauma")
    ying.page.select_option("[name=outcome]", "continue")
    ying.page.fill("[name=minutes]", "50")
    ying.send()
    assert "已完成" in ying.text() and ADVICE["advice"] not in ying.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_grid_the_list_of_experts_and_the_queue(visit, office, width):
    confirmed(office.duan, office.yan, day=clock.today() + timedelta(days=9 + width % 7))
    lin = visit("lin", width)
    day = clock.today() + timedelta(days=9 + width % 7)
    for query in (f"?day={day}", f"?view=week&day={day}"):
        lin.go(f"/duty/rota/{query}")
        assert "段律" in lin.text()
        lin.page.emulate_media(media="print")
        lin.page.set_viewport_size({"width": 700, "height": 1000})  # A4 between its margins
        wide = lin.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 700
        lin.page.emulate_media(media="screen")
        lin.page.set_viewport_size({"width": width, "height": 800})
    lin.go("/duty/rota/experts/")
    lin.press("段律")
    lin.go("/duty/rota/queue/")
    lin.page.check("[name=kind][value=legal]")
    lin.send()
    assert "她的号码" in lin.text()


def test_the_whole_way_of_a_shift_works_by_keyboard_and_without_scripts(visit, office):
    confirmed(office.yan, day=clock.today() + timedelta(days=25))
    lin = visit("lin", 1366, scripts=False)
    day = clock.today() + timedelta(days=25)
    lin.go(f"/duty/rota/?view=week&day={day}")
    link = lin.page.locator("table.cal a").first
    link.focus()
    lin.page.keyboard.press("Enter")
    lin.page.wait_for_load_state()
    assert "颜心怡" in lin.text() and "请同事代班" in lin.text()
