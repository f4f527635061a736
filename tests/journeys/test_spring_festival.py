"""Own competence, assignment and merging by browser from the page of registration to the end, over Spring Festival 2026.

The days of rest of 2026 as published (国办发明电〔2025〕7号), on which every date below is counted by hand:
Spring Festival Sun 15 February to Mon 23 February, worked for on Sat 14 and Sat 28 February; Tomb Sweeping Sat 4 to
Mon 6 April; Labour Day Fri 1 to Tue 5 May, worked for on Sat 9 May; Dragon Boat Fri 19 to Sun 21 June.
"""

import pytest

from tests.journeys.story import story

__all__ = ["story"]
pytestmark = pytest.mark.browser


def test_own_competence_with_more_time_a_review_and_the_last_word(story):
    story.on("2026-02-02 09:00")  # Monday
    m = story.registers("lin", "申屠玉兰", "13704340201")
    # 26 days remain of February, so day 15 is 17 February, in the holiday; the first day after it is Tue 24.
    m.owes("lin", {"书面告知": "2026-02-17>2026-02-24", "分流": "2026-02-03"})  # Tue 3 is the one working day
    story.on("2026-02-03 10:00")
    m.routes("lin", "R1")
    m.owes("lin", {"书面告知": "2026-02-17>2026-02-24"})

    story.on("2026-02-04 10:00")  # Wednesday
    # 24 days to 28 February, 31 to 31 March: 55; five more: Sun 5 April, Tomb Sweeping; the first day after is Tue 7.
    m.step("gao", "accept", notice_how="safe_way")
    m.owes("gao", {"办结答复": "2026-04-05>2026-04-07"})
    assert "4月5日" in (told := m.why("gao", "办结答复")) and "顺延至4月7日" in told
    story.on("2026-02-05 09:00")
    m.step("lin", "start")

    story.on("2026-03-30 15:00")
    m.owes("lin", {"办结答复": "2026-04-05>2026-04-07"})
    assert "2026年5月6日" in m.opens("gao", "extend").text()  # as below, said before it is done
    m.step("gao", "extend", days="30", reason="等待村民会议", notice_how="safe_way")
    # 90 days from 4 February: 24 + 31 + 30 = 85 on 30 April; day 90 is Tue 5 May, Labour Day; then Wed 6.
    m.owes("gao", {"办结答复": "2026-05-05>2026-05-06"})
    assert "经分管领导批准延长30日" in m.why("gao", "办结答复")

    story.on("2026-04-20 09:00")
    m.drafts("lin", "not_support")
    story.on("2026-04-21 09:00")
    m.step("gao", "answer", delivered_on="2026-04-21", delivered_how="in_person")
    # 45 days: 9 to 30 April, 31 of May: 40; five more: Fri 5 June.
    m.owes("lin", {"回访办结": "2026-06-05"})
    m.stands("lin", "已答复", "2026-05-21")  # her 30 days: 9 to 30 April and 21 of May, a Thursday

    story.on("2026-05-21 16:00")  # the last day on which she may ask
    m.step("lin", "ask_review", asked_on="2026-05-21", reason="名单的依据没有说明")
    # 30 days: 10 to 31 May and 20 of June, a Saturday within Dragon Boat; the first day after is Mon 22.
    m.owes("wu", {"复查答复": "2026-06-20>2026-06-22"})
    story.on("2026-06-02 09:00")
    m.drafts("wu", "not_support")
    story.on("2026-06-03 09:00")
    m.step("zhou", "answer_review", delivered_on="2026-06-03", delivered_how="post")
    # 45 days: 27 to 30 June and 18 of July, a Saturday; then Mon 20.
    m.owes("wu", {"回访办结": "2026-07-18>2026-07-20"})
    m.stands("wu", "2026-07-03")  # her 30 days: 27 to 30 June and 3 of July, a Friday

    story.on("2026-07-02 09:00")
    m.step("wu", "ask_reexamination", asked_on="2026-07-02", reason="请省妇联复核")
    m.owes("wu", {})  # above the city the province decides: no clock of ours
    story.on("2026-07-30 09:00")
    m.step("wu", "record_external", outcome="not_support", note="维持复查意见", delivered_how="post")
    m.owes("wu", {})
    m.stands("wu", "已终结")
    story.on("2026-08-20 09:00")
    m.step("wu", "log_contact", note="同一事实再来，已告知司法救助途径")
    m.stands("wu", "已终结", "司法救助途径")
    assert m.ended() == [
        ("书面告知", "met"),
        ("分流", "met"),
        ("办结答复", "met"),
        ("回访办结", "met"),
        ("复查答复", "met"),
        ("回访办结", "met"),
    ]


def test_own_competence_of_a_letter_that_lay_over_a_sunday(story):
    story.on("2026-02-09 09:00")  # Monday; the letter came on Sunday
    m = story.registers("lin", "呼延桂英", "13704340202", channel="letter", received_on="2026-02-08")
    # 20 days remain of February: day 15 is Mon 23, the last day of the holiday; then Tue 24. Triage counts from today.
    m.owes("lin", {"书面告知": "2026-02-23>2026-02-24", "分流": "2026-02-10"})
    story.on("2026-02-10 09:00")
    m.routes("lin", "R1")
    story.on("2026-02-13 16:00")  # the last Friday before the holiday
    m.step("gao", "accept", notice_how="post")
    m.owes("gao", {"办结答复": "2026-04-14"})  # 15 to 28 February, 31 of March: 46; 14 more: Tue 14 April
    story.on("2026-02-24 09:00")
    m.step("lin", "start")
    story.on("2026-03-10 09:00")
    m.drafts("lin", "support")
    m.step("gao", "return_draft", note="请补充公示日期")
    story.on("2026-03-10 11:00")
    m.drafts("lin", "support")
    m.step("gao", "answer", delivered_on="2026-03-10", delivered_how="in_person")
    m.owes("lin", {"回访办结": "2026-04-24"})  # 21 to 31 March and 24 of April, a Friday
    m.stands("lin", "2026-04-09")  # her 30 days: 21 to 31 March and 9 of April, a Thursday
    story.on("2026-03-20 09:00")
    m.step("lin", "follow_up", way="call", result="not_reached", next_on="2026-03-27")
    m.owes("lin", {"回访办结": "2026-04-24"})
    story.on("2026-03-27 09:00")
    m.step("lin", "follow_up", way="call", result="reached", satisfaction="satisfied", note="分红已到账")
    m.owes("lin", {})
    m.stands("lin", "已办结", "满意")


@pytest.mark.long
def test_assigned_to_a_township_reported_back_returned_and_accepted(story):
    story.on("2026-02-10 09:00")  # Tuesday
    m = story.registers("lin", "闾丘桂芬", "13704340203")
    m.owes(
        "lin", {"书面告知": "2026-02-25", "分流": "2026-02-11"}
    )  # day 15 is Wed 25 February, a working day
    story.on("2026-02-12 09:00")  # Thursday: triage is a day late
    m.owes("lin", {"书面告知": "2026-02-25", "分流": "2026-02-11"})
    m.routes("lin", "R2")
    who = m.opens("lin", "assign")
    who.page.select_option("[name=to_unit]", label="卧虎镇")
    who.enter(reason="属镇妇联职责", notice_how="safe_way")
    who.done()
    # Notice: 12 + 15 = Fri 27 February. Objection, five working days: Fri 13, the make-up Sat 14, then nobody counts
    # 15 to 23, Tue 24, Wed 25, Thu 26.
    m.owes("tian", {"转交事项书面告知": "2026-02-27", "转送交办异议": "2026-02-26"})
    told = m.why("tian", "转送交办异议")
    assert "2月14日为调休上班日，计入" in told and "2月23日为节假日，不计入" in told
    story.on("2026-02-24 09:00")
    m.step("tian", "take_up")
    m.owes("tian", {"转交事项书面告知": "2026-02-27"})
    m.routes("tian", "R1", "choose_route")
    story.on("2026-02-25 09:00")  # Wednesday
    m.step("tian", "accept", notice_how="on_the_spot")
    # 3 to 28 February, 31 of March: 34; 26 more: Sun 26 April, then Mon 27.
    m.owes("tian", {"办结答复": "2026-04-26>2026-04-27"})
    _handled_in_town(story, m, "2026-03-06 09:00")
    m.owes("tian", {"回访办结": "2026-04-20"})  # 25 to 31 March and 20 of April, a Monday

    story.on("2026-03-09 09:00")  # Monday
    m.step("shi", "report_back", report="已向她说明并公示")
    # Five working days: Tue 10, Wed 11, Thu 12, Fri 13, Mon 16. The follow-up has come along.
    m.owes("lin", {"交办结果审核": "2026-03-16", "回访办结": "2026-04-20"})
    story.on("2026-03-11 09:00")
    m.step("lin", "return_report", note="没有写她怎么说")
    m.owes("tian", {"办结答复": "2026-04-26>2026-04-27"})  # the 60 days count from the acceptance as before
    _handled_in_town(story, m, "2026-03-20 09:00")
    # 45 days: 11 to 31 March, 30 of April: 41; four more: Mon 4 May, Labour Day; then Wed 6.
    m.owes("tian", {"回访办结": "2026-05-04>2026-05-06"})
    story.on("2026-03-23 09:00")
    m.step("shi", "report_back", report="她说已明白，愿意等下一次分红")
    # Tue 24, Wed 25, Thu 26, Fri 27, Mon 30.
    m.owes("lin", {"交办结果审核": "2026-03-30", "回访办结": "2026-05-04>2026-05-06"})
    story.on("2026-03-25 09:00")
    m.step("lin", "accept_report")
    m.owes("lin", {"回访办结": "2026-05-04>2026-05-06"})
    m.step("lin", "follow_up", way="call", result="reached", satisfaction="mostly")
    m.owes("lin", {})
    m.stands("lin", "已办结", "基本满意")


def _handled_in_town(story, m, moment: str) -> None:
    """The chair gives it to the executive member, who writes the opinion that the chair approves."""
    story.on(moment)
    who = m.opens("tian", "reassign")
    who.page.select_option("[name=to]", label="石芳")
    who.enter(reason="请石芳承办")
    who.done()
    page = story.who("shi")
    page.go(m.place)
    if page.page.locator("main a.btn[href$='/start/']").count():
        m.step("shi", "start")
    m.answers("shi", "tian", "answer")


def test_advice_on_the_make_up_saturday_is_closed_the_same_day(story):
    story.on("2026-02-14 10:00")  # Saturday, worked for the holiday
    m = story.registers("lin", "亓官玉珍", "13704340204")
    # Notice: 14 to 28 February, day 15 is Sun 1 March, then Mon 2. Triage: 15 to 23 rest, Tue 24.
    m.owes("lin", {"书面告知": "2026-03-01>2026-03-02", "分流": "2026-02-24"})
    story.on("2026-02-14 10:20")
    m.routes("lin", "R10")
    m.owes("lin", {"书面告知": "2026-03-01>2026-03-02", "当日答复引导": "2026-02-14 18:20"})  # eight hours
    story.on("2026-02-14 11:00")
    m.step("lin", "advise", note="可向村里查询名单的依据")
    m.owes("lin", {})
    m.stands("lin", "已办结", "可向村里查询名单的依据")
    assert m.ended() == [("书面告知", "met"), ("分流", "met"), ("当日答复引导", "met")]


def test_two_matters_are_merged_parted_in_time_and_not_after_it(story):
    story.on("2026-02-11 09:00")
    first = story.registers("lin", "公西玉芝", "13704340205")
    story.on("2026-02-12 09:00")  # Thursday
    second = story.registers("lin", "公西玉芝", "13704340206")
    second.owes("lin", {"书面告知": "2026-02-27", "分流": "2026-02-13"})  # 12 + 15; Fri 13
    story.on("2026-02-13 09:00")  # Friday
    _merged(story, second, first)
    second.owes("lin", {})
    second.stands("lin", "已并案")
    story.on("2026-02-24 09:00")
    # Seven days from 13 February end on Fri 20, in the holiday; Tue 24 is the last day. What it owed counts on.
    second.step("lin", "unmerge", reason="是另一件事")
    second.owes("lin", {"书面告知": "2026-02-27", "分流": "2026-02-13"})
    story.on("2026-02-25 09:00")
    _merged(story, second, first)
    story.on("2026-03-05 09:00")  # seven days from 25 February ended on Wed 4 March
    who = second.opens("lin", "unmerge")
    who.enter(reason="是另一件事")
    who.send()
    assert "撤销并案的期限已过" in who.text()
    second.stands("lin", "已并案")
    first.owes("lin", {"书面告知": "2026-02-26", "分流": "2026-02-12"})  # 11 + 15; Thu 12
    first.step("lin", "withdraw", reason="她自己要求撤回")
    first.owes("lin", {})


def _merged(story, goes, stays) -> None:
    """By the number of the other matter, and both side by side."""
    other = story.who("lin")
    other.go(stays.place)
    number = other.page.locator("p.sm.mut").first.inner_text().rpartition("/")[2].strip()
    who = goes.opens("lin", "merge")
    who.enter(number=number)
    who.done()
    who.enter(stays=stays.key, notice_how="safe_way")
    who.done()
    assert who.page.url.endswith(stays.place)
