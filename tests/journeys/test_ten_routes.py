"""Every route by browser from the page of registration to its end, over National Day 2026.

The days of rest of 2026 as published (国办发明电〔2025〕7号), on which every date below is counted by hand: Mid-Autumn
Fri 25 to Sun 27 September; National Day Thu 1 to Wed 7 October; worked for on Sun 20 September and Sat 10 October.
"""

import pytest

from tests.accusations.stories import furnish
from tests.coordination.conftest import LABOUR, SHARED
from tests.journeys.story import Matter, story

__all__ = ["story"]
pytestmark = pytest.mark.browser


def test_transferred_objected_to_upheld_and_guided_out(story):
    story.on("2026-09-17 09:00")  # Thursday
    m = story.registers("lin", "太叔玉华", "13704340301")
    # Day 15 is Fri 2 October, in the holiday; the first day after it is Thu 8.
    m.owes("lin", {"书面告知": "2026-10-02>2026-10-08", "分流": "2026-09-18"})
    m.routes("lin", "R2")
    story.on("2026-09-18 09:00")  # Friday
    assert "2026年9月24日" in _gives(m, "transfer")
    # Notice: 18 + 15 = Sat 3 October, then Thu 8. Objection, five working days: Sat 19 rest, the make-up Sun 20, Mon 21,
    # Tue 22, Wed 23, Thu 24.
    m.owes("tian", {"转交事项书面告知": "2026-10-03>2026-10-08", "转送交办异议": "2026-09-24"})
    story.on("2026-09-22 09:00")  # Tuesday
    m.step("tian", "object_to", reason="属市场监管部门职责")
    # Three working days: Wed 23, Thu 24, then Mid-Autumn to Sun 27, Mon 28. The notice runs on with the sender.
    m.owes("lin", {"转交事项书面告知": "2026-10-03>2026-10-08", "异议审核": "2026-09-28"})
    story.on("2026-09-24 09:00")
    m.step("lin", "uphold_objection", note="同意")
    m.owes("lin", {"转交事项书面告知": "2026-10-03>2026-10-08"})
    m.routes("lin", "R3", "choose_route")
    story.on("2026-09-28 09:00")
    m.step("lin", "guide_out", body="双辽市市场监督管理局", note="可到服务大厅投诉", notice_how="safe_way")
    m.owes("lin", {})
    m.stands("lin", "已告知引导", "双辽市市场监督管理局")


@pytest.mark.long
def test_transferred_objected_to_rejected_and_through_all_three_bodies(story):
    story.on("2026-09-21 09:00")  # Monday
    m = story.registers("lin", "澹台桂芳", "13704340302")
    # Day 15 is Tue 6 October, in the holiday; then Thu 8.
    m.owes("lin", {"书面告知": "2026-10-06>2026-10-08", "分流": "2026-09-22"})
    m.routes("lin", "R2")
    _gives(m, "transfer")
    # Objection: Tue 22, Wed 23, Thu 24, then Mid-Autumn to Sun 27, Mon 28, Tue 29.
    m.owes("tian", {"转交事项书面告知": "2026-10-06>2026-10-08", "转送交办异议": "2026-09-29"})
    story.on("2026-09-24 09:00")  # Thursday
    m.step("tian", "object_to", reason="不属镇里")
    m.owes(
        "lin", {"转交事项书面告知": "2026-10-06>2026-10-08", "异议审核": "2026-09-30"}
    )  # Mon 28, Tue 29, Wed 30
    story.on("2026-09-29 09:00")
    m.step("lin", "reject_objection", note="分红名单由镇里审核，属镇妇联")
    m.owes("tian", {"转交事项书面告知": "2026-10-06>2026-10-08"})
    m.stands("tian", "已交办")
    story.on("2026-09-30 09:00")
    m.step("tian", "take_up")
    m.routes("tian", "R1", "choose_route")
    story.on("2026-10-08 09:00")  # Thursday, the last day of the notice
    m.step("tian", "accept", notice_how="safe_way")
    m.owes(
        "tian", {"办结答复": "2026-12-07"}
    )  # 23 to 31 October, 30 of November: 53; seven more: Mon 7 December
    _given_to(m, "石芳")
    m.step("shi", "start")
    story.on("2026-10-20 09:00")
    m.answers("shi", "tian", "answer")
    m.owes(
        "tian", {"回访办结": "2026-12-04"}
    )  # 11 to 31 October, 30 of November: 41; four more: Fri 4 December
    m.stands("tian", "2026-11-19")  # her 30 days: 11 to 31 October and 19 of November, a Thursday
    _given_to(m, "田丽")

    story.on("2026-10-22 09:00")
    m.step("tian", "ask_review", asked_on="2026-10-22", reason="没有写依据")
    m.owes(
        "lin", {"复查答复": "2026-11-21>2026-11-23"}
    )  # 9 to 31 October; 21 more: Sat 21 November, then Mon 23
    story.on("2026-11-06 09:00")
    m.answers("lin", "gao", "answer_review", "not_support")
    m.owes("lin", {"回访办结": "2026-12-21"})  # 24 to 30 November and 21 of December, a Monday
    m.stands("lin", "2026-12-07")  # her 30 days: 24 to 30 November; six more: Sun 6 December, then Mon 7

    story.on("2026-11-10 09:00")
    m.step("lin", "ask_reexamination", asked_on="2026-11-10", reason="请市妇联复核")
    m.owes("wu", {"复核答复": "2026-12-10"})  # 20 to 30 November and 10 of December, a Thursday
    story.on("2026-11-12 09:00")
    m.step("zhou", "hold_hearing", note="召集村委会")
    m.owes("zhou", {"复核答复": "paused"})
    story.on("2026-11-17 09:00")
    m.step("wu", "end_hearing", note="各方到场，已笔录")
    # From the 12th to the 17th five days do not count: 35 days, 20 to 30 November, 15 more: Tue 15 December.
    m.owes("wu", {"复核答复": "2026-12-15"})
    story.on("2026-11-20 09:00")
    m.answers("wu", "zhou", "answer_reexamination", "explain")
    m.owes("zhou", {})
    m.stands("wu", "已终结")


def test_guided_out_on_the_notice_of_the_eighth(story):
    story.on("2026-09-16 09:00")  # Wednesday
    m = story.registers("lin", "公冶玉梅", "13704340303")
    # Day 15 is Thu 1 October, National Day; then Thu 8.
    m.owes("lin", {"书面告知": "2026-10-01>2026-10-08", "分流": "2026-09-17"})
    m.routes("lin", "R3")
    story.on("2026-10-08 17:00")  # the last day of the notice
    m.owes("lin", {"书面告知": "2026-10-01>2026-10-08"})
    m.step("lin", "guide_out", body="双辽市民政局", note="可申请临时救助", notice_how="on_the_spot")
    m.owes("lin", {})
    m.stands("lin", "已告知引导", "双辽市民政局")
    assert m.ended() == [("书面告知", "met"), ("分流", "met")]


def test_a_demand_to_a_silent_body_is_urged_answered_and_told(story):
    story.on("2026-09-20 09:00")  # Sunday, worked for the holiday
    m = story.registers("lin", "宗政秀兰", "13704340304")
    # Day 15 is Mon 5 October, in the holiday; then Thu 8. The next working day is Mon 21.
    m.owes("lin", {"书面告知": "2026-10-05>2026-10-08", "分流": "2026-09-21"})
    m.routes("lin", "R4")
    lin = m.opens("lin", "demand")
    lin.page.select_option("[name=listed]", label=LABOUR)
    lin.enter(request="请依法查处")
    lin.done()
    demand = Matter(story, _demand_of(m), m.key)
    asked = {"given_for": ["agency", "committee", "government"], "manner": "signed"}
    demand.step("lin", "record_consent", **asked, shared=SHARED)
    story.on("2026-09-21 09:00")  # Monday
    demand.step("lin", "send_demand", notice_how="safe_way")
    # Fifteen working days: 22, 23, 24 September (3), Mon 28, 29, 30 (6), then the holiday, 8, 9 and the make-up Sat 10
    # October (9), 12 to 16 (14), Mon 19.
    m.owes("lin", {"有关部门回复": "2026-10-19"})
    story.on("2026-10-20 09:00")
    demand.stands("lin", "逾期未回复")
    demand.step("lin", "draft_urging", failure="逾期未回复", note="请依法处理并回复")
    story.on("2026-10-21 09:00")  # Wednesday
    demand.step("gao", "urge")
    # 22, 23 (2), 26 to 30 October (7), 2 to 6 November (12), 9, 10, Wed 11.
    m.owes("gao", {"督促处理意见回复": "2026-11-11"})
    story.on("2026-11-03 09:00")
    demand.step("lin", "record_agency_reply", replied_on="2026-11-03", note="已责令补发")
    demand.step("lin", "accept_agency_reply")
    m.owes("lin", {})
    story.on("2026-11-05 09:00")
    m.step("lin", "inform", note="已补发工资", delivered_on="2026-11-05", delivered_how="in_person")
    m.owes(
        "lin", {"回访办结": "2026-12-20>2026-12-21"}
    )  # 25 to 30 November; 20 more: Sun 20 December, then Mon 21
    story.on("2026-11-12 09:00")
    m.step("lin", "follow_up", way="call", result="reached", satisfaction="satisfied")
    m.owes("lin", {})
    m.stands("lin", "已办结")


def test_a_matter_of_the_court_is_guided_there_before_the_holiday(story):
    story.on("2026-09-30 15:00")  # Wednesday, the day before the holiday
    m = story.registers("lin", "濮阳玉清", "13704340305")
    m.owes("lin", {"书面告知": "2026-10-15", "分流": "2026-10-08"})  # 30 + 15 = Thu 15; 1 to 7 rest, Thu 8
    story.on("2026-09-30 15:30")
    m.routes("lin", "R5")
    m.owes("lin", {"书面告知": "2026-10-15", "当日答复引导": "2026-09-30 23:30"})  # eight hours
    story.on("2026-09-30 16:20")
    m.step("lin", "guide_out", body="双辽市人民法院", note="可申请法律援助后起诉", notice_how="on_the_spot")
    m.owes("lin", {})
    m.stands("lin", "已告知引导", "双辽市人民法院")


def test_an_accusation_goes_through_its_own_door(story):
    furnish(story.house)
    story.on("2026-09-28 09:00")  # Monday
    kept = story.registers(
        "lin", "淳于静芝", "13704340306", nature="accusation", accused_unit="卧虎镇", respondent="田丽"
    )
    assert "村里分红" not in story.who("lin").text()
    sql = (
        "select r.id, u.username from cases_accusationreader r join network_user u on u.id = r.user_id"
        " where r.accusation_id = %s and r.until_at is null"
    )
    seats = {username: str(seat) for seat, username in story.house.raw(sql, [kept.key])}
    assert len(seats) == 2 and "tian" not in seats
    first, second = sorted(seats, key=lambda name: name != "wu")
    m = Matter(story, f"/cases/entrusted/{kept.key}/", kept.key, ("下一步", "p:not(.bar-foot)"))
    # Notice: 28 + 15 = Tue 13 October. Three working days: Tue 29, Wed 30, then the holiday, Thu 8.
    for reader in (first, second):
        m.owes(reader, {"检举控告告知": "2026-10-13", "检举控告转交": "2026-10-08"}, keys=[seats[reader]])
    story.on("2026-09-30 09:00")  # Wednesday
    m.step(first, "refer", organ="city", referred_on="2026-09-30", receipt="纪收第7号", told_how="safe_way")
    # 60 days: 31 of October; 29 more: Sun 29 November, then Mon 30.
    for reader in (first, second):
        m.owes(reader, {"了解处理结果": "2026-11-29>2026-11-30"}, keys=[seats[reader]])
    story.on("2026-10-30 09:00")
    m.step(second, "record_result", result_on="2026-10-30", result="谈话提醒并退还")
    m.owes(second, {}, keys=[seats[second]])
    m.step(second, "close", told_how="in_person")
    m.stands(first, "谈话提醒并退还", "纪收第7号")
    assert "谈话提醒" not in kept.stands("lin").text()


def test_mediation_at_the_township_begun_at_mid_autumn(story):
    story.on("2026-09-25 09:00")  # Friday, Mid-Autumn
    m = story.registers("tian", "拓跋玉芳", "13704340307")
    m.owes("tian", {"书面告知": "2026-10-10"})  # 25 + 15 = Sat 10 October, worked for the holiday: no roll
    story.on("2026-09-29 09:00")
    m.routes("tian", "R7")
    m.step("tian", "mediate", willing=True, note="双方分别同意", notice_how="on_the_spot")
    m.owes("tian", {})
    story.on("2026-10-12 09:00")
    m.step("tian", "inform", note="双方已写下约定", delivered_on="2026-10-12", delivered_how="in_person")
    m.owes("tian", {"回访办结": "2026-11-26"})  # 19 to 31 October and 26 of November, a Thursday
    story.on("2026-10-20 09:00")
    m.step("tian", "follow_up", way="in_person", result="reached", satisfaction="satisfied")
    m.owes("tian", {})
    m.stands("tian", "已办结")


def test_the_duty_to_report_a_child_at_risk_beside_the_route(story):
    story.on("2026-10-01 10:00")  # National Day
    m = story.registers("lin", "钟离玉秀", "13704340308", safety="minor")
    # Two hours, whatever day it is. Notice: 1 + 15 = Fri 16. Triage: Thu 8.
    m.owes("lin", {"强制报告": "2026-10-01 12:00", "书面告知": "2026-10-16", "分流": "2026-10-08"})
    story.on("2026-10-01 10:40")
    told = {"trigger": "other", "noticed_by": "钟离玉秀", "told": ["police"], "told_before": True}
    told |= {"noticed_at": "2026-10-01T10:00", "reported_at": "2026-10-01T10:30", "channel": "phone"}
    m.step("lin", "mandatory_report", **told, body="双辽市公安局", receipt="接警2026-1001")
    m.owes("lin", {"书面告知": "2026-10-16", "分流": "2026-10-08"})
    m.stands(
        "lin", "已登记", "须经负责人批准后才能查阅"
    )  # a child's matter: what was written is read by leave alone
    m.step("lin", "ask_minor_access", reason="report", words="核对报警回执")
    gao = story.who("gao")
    gao.go("/leader/minors/")
    gao.page.locator("main table a").first.click()
    gao.done()
    m.seen = None
    m.stands("lin", "已登记", "双辽市公安局")  # a mark, no step of the route
    story.on("2026-10-08 09:00")
    m.routes("lin", "R3")
    m.step("lin", "guide_out", body="双辽市民政局", note="未成年人救助", notice_how="safe_way")
    m.owes("lin", {})
    m.stands("lin", "已告知引导")


def test_a_suggestion_is_answered_on_the_fifteenth_day(story):
    story.on("2026-09-18 09:00")  # Friday
    m = story.registers("lin", "闻人玉洁", "13704340309", nature="suggestion")
    # Notice: 18 + 15 = Sat 3 October, then Thu 8. The next working day is the make-up Sunday.
    m.owes("lin", {"书面告知": "2026-10-03>2026-10-08", "分流": "2026-09-20"})
    story.on("2026-09-20 09:00")
    m.routes("lin", "R9")
    # 20 + 15 = Mon 5 October, then Thu 8.
    m.owes("lin", {"书面告知": "2026-10-03>2026-10-08", "建议答复": "2026-10-05>2026-10-08"})
    story.on("2026-10-08 09:00")
    m.step("lin", "reply", note="建议已转入明年计划")
    m.owes("lin", {})
    m.stands("lin", "已办结", "建议已转入明年计划")
    assert m.ended() == [("书面告知", "met"), ("分流", "met"), ("建议答复", "met")]


def _gives(m: Matter, verb: str) -> str:
    """To the town of Wohu; what the page said before."""
    who = m.opens("lin", verb)
    said = who.text()
    who.page.select_option("[name=to_unit]", label="卧虎镇")
    who.enter(reason="属镇妇联职责", notice_how="safe_way")
    who.done()
    return said


def _given_to(m: Matter, name: str) -> None:
    """The chair gives the matter to somebody of her unit."""
    who = m.opens("tian", "reassign")
    who.page.select_option("[name=to]", label=name)
    who.enter(reason="镇里分工")
    who.done()


def _demand_of(m: Matter) -> str:
    """The page of the demand, through the link on the matter's page."""
    lin = m.reads("lin")
    return str(lin.page.locator("#coordination a[href*='/investigations/']").first.get_attribute("href"))
