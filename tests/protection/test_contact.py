"""What is done with her: her wishes lead, a person signs, the rule of the screen is exactly as written."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.protection import contact, evidence, reports, shelter
from cases.protection.lists import Answer, Level, Trigger
from cases.protection.models import EvidenceItem, MandatoryReport, SafetyScreen
from cases.protection.pages import Reader
from cases.protection.screen import ITEMS, RANK, advise
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of
from tests.protection.conftest import NIGHT, NO, TOLD, at, night, running, sheet
from tests.stories import does, matter

CODES = [item.code for item in ITEMS]
ALONE = {"danger_now", "weapon", "choking", "order_broken"}
answered = st.fixed_dictionaries({code: st.sampled_from(Answer.values) for code in CODES})


@given(answered)
def test_the_rule_is_what_the_policy_says_for_every_sheet_of_answers(answers):
    yes = {code for code, answer in answers.items() if answer == "yes"}
    if yes & ALONE or {"threat_to_kill", "leaving"} <= yes:
        expected = Level.URGENT
    else:
        expected = Level.HIGH if len(yes) >= 3 else Level.STANDARD
    assert advise(answers) == expected


@given(answered, st.sampled_from(CODES))
def test_one_more_yes_never_lowers_the_advice_and_not_known_is_never_a_yes(answers, code):
    less, more = answers | {code: "unknown"}, answers | {code: "yes"}
    assert RANK[advise(more)] >= RANK[advise(less)]
    assert advise(less) == advise(answers | {code: "no"})


def test_twelve_items_are_asked_and_her_own_fear_counts_among_three():
    assert len(ITEMS) == 12
    assert advise(NO | dict.fromkeys(("fears_death", "worse", "control"), "yes")) == Level.HIGH
    assert advise(NO | dict.fromkeys(("worse", "control"), "yes")) == Level.STANDARD


class TestWithHer:
    """In the house: what verbs allow."""

    pytestmark = pytest.mark.usefixtures("guarded", "day")

    def offered(self, case: Case, who: str = "lin") -> set[str]:
        with acting(who) as (_user, scope):
            row = Case.objects.get(pk=case.pk)
            reader = Reader(row, scope=scope, vault=Vault.of(row), reads=True, names=True, at=clock.now())
            return {verb for verb, _button in reader.offered()}

    def test_a_level_is_raised_freely_and_lowered_only_with_a_reason(self):
        case = night(safety="violence")
        answers = NO | {"choking": "yes"}
        with pytest.raises(Refusal, match="低于建议"):
            does("lin", contact.sign_screen, case, answers=answers, level="high")
        does("lin", contact.sign_screen, case, answers=answers, level="high", reason="对方已被拘留")
        does("lin", contact.sign_screen, case, answers=NO, level="urgent")
        with pytest.raises(Refusal, match="每一项"):
            does("lin", contact.sign_screen, case, answers={"choking": "yes"}, level="urgent")
        with acting("lin") as (lin, _scope):
            signed = list(SafetyScreen.objects.filter(case=case).order_by("id"))
            assert [(row.advised, row.level) for row in signed] == [
                ("urgent", "high"),
                ("standard", "urgent"),
            ]
            assert {row.entered_by_id for row in signed} == {lin.pk}

    def test_a_signed_screen_changes_nothing_by_itself(self, guarded):
        case = night(safety="violence")
        before = running(guarded, case)
        does("lin", contact.sign_screen, case, answers=NO | {"danger_now": "yes"}, level="urgent")
        assert running(guarded, case) == before
        assert guarded.raw("select is_urgent from cases_case where id = %s", [case.pk]) == [(False,)]

    def test_her_wishes_decide_what_the_page_offers(self):
        case = night(safety="violence")
        always = {"open_danger", "notice_duty", "mandatory_report", "meet_first", "sign_screen"}
        assert self.offered(case) == always
        for wants, more in (
            (("none",), set()),
            (("talk",), {"plan_safety"}),
            (("police",), {"plan_safety", "record_warning", "add_evidence"}),
            (("order", "shelter"), {"plan_safety", "draft_order", "start_stay", "add_evidence"}),
        ):
            sheet(case, *wants)
            assert self.offered(case) == always | more, wants

    def test_while_a_life_is_in_danger_the_exceptions_stand_apart_and_are_said_aloud(self):
        case = night()
        with acting("lin") as (_user, scope):
            row = Case.objects.get(pk=case.pk)
            reader = Reader(row, scope=scope, vault=Vault.of(row), reads=True, names=True, at=clock.now())
            assert {verb for verb, _button in reader.exceptional()} == {
                "record_warning",
                "draft_order",
                "start_stay",
            }
        assert not self.offered(case) & {"record_warning", "draft_order", "start_stay", "plan_safety"}
        facts = {"place": "", "started_on": clock.today()}
        with pytest.raises(Refusal, match="没有提出"):
            does("lin", shelter.start_stay, case, **facts)
        does("lin", shelter.start_stay, case, despite=True, **facts)

    def test_she_is_told_first_what_cannot_be_left_to_her(self):
        case = night(safety="violence")
        with pytest.raises(Refusal, match="先告诉她"):
            does("lin", contact.meet_first, case, told={}, wants=["talk"], told_before=False)
        with pytest.raises(Refusal, match="不能与其他"):
            sheet(case, "none", "order")

    def test_a_plan_is_made_with_her(self):
        case = night(safety="violence")
        sheet(case, "talk")
        with pytest.raises(Refusal, match="和她一起"):
            does("lin", contact.plan_safety, case, text="备好证件", with_her=False)
        does("lin", contact.plan_safety, case, text="备好证件", with_her=True)

    def test_the_register_keeps_hash_time_and_uploader_of_each_item(self):
        case = night(safety="violence")
        sheet(case, "record")
        does(
            "lin",
            evidence.add_evidence,
            case,
            kind="medical",
            description="急诊病历",
            obtained_on=date(2026, 9, 16),
            content=b"%PDF-1.4 x",
        )
        with acting("lin"):
            (entry,) = evidence.register_of(case, Vault.of(case))
            assert entry.digest == __import__("hashlib").sha256(b"%PDF-1.4 x").hexdigest()
            assert entry.row.entered_by.display_name == "林晓岚"
            assert len(EvidenceItem._meta.get_field("kind").choices) == 11

    def test_a_report_keeps_its_minutes_its_receipt_and_who_noticed_sealed(self, guarded, day):
        case = night(safety="minor")
        assert running(guarded, case)["petition.mandatory_report"].strftime("%H:%M") == "01:10"
        day("2026-09-16 23:50")
        facts = {
            "trigger": "injured",
            "noticed_at": at(NIGHT),
            "noticed_by": "邻居王大娘",
            "told": ["civil_affairs"],
            "body": "某单位",
            "channel": "phone",
            "reported_at": at("2026-09-16 23:31"),
            "told_before": False,
        }
        does("lin", reports.mandatory_report, case, **facts)
        assert "petition.mandatory_report" in running(guarded, case)  # the police do not know yet
        does(
            "lin",
            reports.mandatory_report,
            case,
            **facts | {"told": ["police", "education"], "receipt": "回执9"},
        )
        assert "petition.mandatory_report" not in running(guarded, case)
        with acting("lin"):
            rows = list(MandatoryReport.objects.filter(case=case))
            assert {row.minutes_taken for row in rows} == {21}
        does("lin", reports.report_result, case, row=rows[0].pk, result="已立案", result_on=date(2026, 9, 16))
        stored = guarded.raw("select noticed_by, body, receipt, result from cases_mandatoryreport")
        flat = b"".join(bytes(cell) for row in stored for cell in row if cell)
        assert "王大娘".encode() not in flat and "立案".encode() not in flat
        assert len(Trigger.values) == 9

    def test_a_duty_noticed_later_runs_two_hours_from_the_notice(self, guarded):
        case = night(safety="violence")
        does("lin", reports.notice_duty, case, noticed_at=at("2026-09-16 22:40"), note=TOLD)
        assert running(guarded, case)["petition.mandatory_report"].strftime("%d %H:%M") == "17 00:40"


def test_in_an_ordinary_matter_the_same_duty_has_the_same_form_and_clock(guarded):
    case = matter("tian", received_on=date(2026, 9, 16))
    place = f"/cases/{case.pk}/protection/"
    tian = browser_of("tian")
    assert f"{place}mandatory_report/" in tian.get(f"/cases/{case.pk}/").content.decode()
    does("tian", reports.notice_duty, case, noticed_at=clock.now() - timedelta(minutes=20), note=TOLD)
    assert "petition.mandatory_report" in running(guarded, case)
    first = tian.get(f"/cases/{case.pk}/").content.decode()
    assert f"{place}mandatory_report/" in first[first.index('class="card next"') :][:1500]
    early = clock.in_zone(clock.now()) - timedelta(minutes=20)
    facts = {
        "trigger": "other",
        "noticed_at": f"{early:%Y-%m-%dT%H:%M}",
        "noticed_by": "邻居王大娘",
        "told": ["police"],
        "body": "卧虎派出所",
        "reported_at": f"{early:%Y-%m-%dT%H:%M}",
    }
    said = tian.post(f"{place}mandatory_report/", facts).content.decode()
    assert "请选择报告方式" in said and "卧虎派出所" in said  # nothing is guessed, nothing typed is lost
    assert tian.post(f"{place}mandatory_report/", facts | {"channel": "phone"}).status_code == 302
    assert "petition.mandatory_report" not in running(guarded, case)
    page = tian.get(place).content.decode()
    assert "卧虎派出所" in page and "邻居王大娘" in page and "登记时间" in page
    with acting("tian"):
        row = MandatoryReport.objects.get(case=case)
    done = {"result": "已立案", "result_on": f"{clock.today()}", "receipt": "回执7"}
    assert tian.post(f"{place}{row.pk}/report_result/", done).status_code == 302
    assert "回执7" in tian.get(place).content.decode()
    assert tian.get(f"/cases/{case.pk}/mandatory_report/").status_code == 404  # one address alone
