"""The head of a matter shows what happened as done, and offers each step once."""

import re

from cases.petitions import transitions
from tests.house import browser_of
from tests.petitions import roads
from tests.stories import does


def _page(username: str, case) -> str:
    return browser_of(username).get(f"/cases/{case.pk}/").content.decode()


def _line(page: str) -> list[tuple[str, str, bool]]:
    """(state, label, whether it has a day) of every stage drawn."""
    line = page.split('<ol class="step">')[1].split("</ol>")[0]
    return [
        (state, label, "<small>" in rest)
        for state, label, rest in re.findall(r'<li class="(\w+)"[^>]*>([^<]+)(.*?)</li>', line)
    ]


def test_a_hearing_does_not_claim_an_answer_that_nobody_gave(fresh_house):
    line = _line(_page("lin", roads.hearing()))
    assert [(state, label) for state, label, _day in line] == [
        ("done", "已登记"),
        ("done", "已分流"),
        ("done", "已受理"),
        ("done", "办理中"),
        ("current", "听证中"),
        ("todo", "已答复"),
        ("todo", "已办结"),
    ]
    assert {day for state, _label, day in line if state == "done"} == {True}


def test_what_she_took_back_early_was_neither_handled_nor_answered(fresh_house):
    case = roads.routed("R1")
    does("lin", transitions.withdraw, case, reason="自行和解")
    line = _line(_page("lin", case))
    assert [state for state, _label, _day in line] == ["done", "done", "current"]


def test_the_report_stands_behind_the_answer_and_closing_is_still_to_come(fresh_house):
    line = _line(_page("lin", roads.reported()))
    labels = [label for _state, label, _day in line]
    assert labels.index("已答复") + 1 == [state for state, _label, _day in line].index("current")
    assert line[-1][:2] == ("todo", "已办结")


def test_an_extension_is_offered_once_and_at_its_clock(fresh_house):
    case = roads.handling()
    page = _page("gao", case)
    assert page.count(f"/cases/{case.pk}/extend/") == 1 and "申请延期" in page


def test_the_follow_up_says_what_she_said_when_the_matter_was_closed(fresh_house):
    case = roads.answered()
    assert "尚未回访" in _page("lin", case)
    does("lin", transitions.close, case, satisfaction="satisfied")
    section = _page("lin", case).split('id="follow-up"')[1].split("</section>")[0]
    assert "办结时来访人的评价：满意" in section and "尚未回访" not in section
