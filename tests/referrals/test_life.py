"""From the wish for help to its outcome: who does what, when each step is owed, and what never goes out."""

from datetime import date

import pytest
from django.utils import translation

from cases.coordination.models import RecipientConsent
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.petitions import transitions
from cases.referrals import answers, letters, opening
from cases.referrals.models import ServiceItem
from network.access.gate import Refusal
from network.agencies.models import Agency
from sisterhood.lib.states import IllegalTransition
from tests.house import acting
from tests.referrals.conftest import (
    COURT,
    ID_NUMBER,
    NEED,
    POLICE,
    RELIEF,
    agree,
    allowed,
    at,
    clocks,
    drawn,
    issued,
    letter_of,
    on_paper,
    opened,
    presented,
    sent,
    state,
    told,
)
from tests.stories import NAME, PHONE, STORY, does


def words(paper: Document) -> str:
    with acting("lin"):
        return papers.words_of(Document.objects.get(pk=paper.pk)).written()


def test_a_letter_introduces_nobody_any_more_when_her_matter_has_ended(house, day):
    case = told()
    row = allowed(case)
    issued(case, row)
    does("lin", transitions.withdraw, case, reason="她自己要求")
    assert letter_of(row).document.state == "revoked" and state(house, row) == "closed"


def test_from_the_wish_to_the_outcome_over_a_holiday(house, day):
    day("2026-09-28 09:00")  # a Monday; National Day is 1 to 7 October, 10 October a make-up working day
    case = told()
    row = opened(case)
    # 29 and 30 September and 8 October: three working days
    assert clocks(house, row) == {"referral.letter": at("2026-10-09 00:00")}
    does("lin", opening.check_eligibility, case, row=row, note="符合条件")
    agree(case, row)
    issued(case, row)
    assert state(house, row) == "letter_issued" and clocks(house, row) == {}
    day("2026-09-29 10:00")
    does("lin", answers.present_letter, case, row=row, presented_on=date(2026, 9, 29))
    # 30 September, 8 and 9 October: three working days
    assert clocks(house, row) == {"referral.acknowledge": at("2026-10-10 00:00")}
    day("2026-10-09 09:00")
    does("lin", answers.agency_accept, case, row=row, answered_on=date(2026, 10, 9))
    assert clocks(house, row) == {}
    day("2026-10-12 09:00")
    does("lin", answers.record_service, case, row=row, service_on=date(2026, 10, 10))
    # thirty days end on Monday 9 November
    assert clocks(house, row) == {"referral.outcome": at("2026-11-10 00:00")}
    does("lin", answers.record_outcome, case, row=row, outcome="helped", note="已立案")
    assert clocks(house, row) == {}
    does("lin", answers.close_referral, case, row=row, note="办结")
    assert state(house, row) == "closed"


def test_the_green_channel_owes_the_letter_within_four_office_hours(house, day):
    day("2026-09-30 15:30")  # one hour and a half until closing, then seven days of holiday
    case = told()
    row = opened(case, channel="green")
    assert clocks(house, row) == {"referral.green": at("2026-10-08 11:00")}
    day("2026-09-16 09:00")
    morning = opened(told(), channel="green")
    assert clocks(house, morning) == {"referral.green": at("2026-09-16 15:00")}


def test_in_danger_the_body_is_called_within_the_hour_and_the_letter_waits_for_the_call(house, day):
    day("2026-10-03 02:00")  # a night of the holiday
    case = told()
    row = allowed(case, POLICE, channel="danger")
    running = clocks(house, row)
    assert running["referral.phone"] == at("2026-10-03 03:00")
    with pytest.raises(Refusal) as refusal:
        drawn(case, row)
    assert refusal.value.code == "phone"
    does("lin", opening.phone_ahead, case, row=row, note="已与值班民警联系")
    assert set(clocks(house, row)) == {"referral.green"}
    assert drawn(case, row).state == "draft"


def test_the_letter_says_one_fixed_sentence_and_nothing_of_her_story(house):
    case = told()
    paper = issued(case, allowed(case))
    text = words(paper)
    assert "兹介绍持信人前往贵单位咨询并办理上述事项，请予指引。" in text
    assert NAME in text and "0026" in text and "0434-5550201" in text and "自签发之日起15日" in text
    for secret in (STORY, NEED, PHONE, ID_NUMBER, ID_NUMBER[:10], "请求帮助", case.number):
        assert secret not in text, secret
    draft = drawn(case, allowed(case, RELIEF))
    with pytest.raises(Refusal) as refusal:
        on_paper("lin", papers.amend, draft, addressee="某某", basis=STORY, remedies="")
    assert refusal.value.code == "fixed"
    assert STORY not in words(draft)


def test_the_officer_draws_up_the_leader_approves_and_nobody_approves_for_herself(house):
    case = told()
    row = allowed(case)
    paper = drawn(case, row)
    assert paper.state == "draft"
    with pytest.raises(Refusal):
        on_paper("lin", papers.approve, paper)
    with pytest.raises(IllegalTransition):
        on_paper("lin", papers.issue, paper)
    on_paper("gao", papers.approve, paper)
    made = on_paper("lin", papers.issue, paper)
    assert made.number.startswith("双辽妇介〔") and state(house, row) == "letter_issued"


def test_a_township_issues_its_standard_letters_and_hands_the_others_to_the_county(house):
    case = told("tian")
    paper = drawn(case, allowed(case, RELIEF, by="tian"), by="tian")
    assert paper.state == "approved"
    made = on_paper("tian", papers.issue, paper)
    assert made.state == "issued"
    with pytest.raises(Refusal) as refusal:
        drawn(case, allowed(case, COURT, by="tian"), by="tian")
    assert refusal.value.code == "item"


def test_nothing_goes_out_without_her_consent_at_that_moment(house):
    case = told()
    row = opened(case)
    does("lin", opening.check_eligibility, case, row=row, note="符合条件")
    with pytest.raises(IllegalTransition):
        drawn(case, row)
    agree(case, row)
    paper = drawn(case, row)
    on_paper("gao", papers.approve, paper)
    does("lin", opening.take_back_consent, case, row=row)
    with pytest.raises((Refusal, IllegalTransition)):
        on_paper("lin", papers.issue, paper)
    assert state(house, row) == "eligibility_checked"
    assert house.raw("select state, number from cases_document where id = %s", [paper.pk]) == [
        ("revoked", "")
    ]


def test_a_consent_to_one_body_is_no_consent_to_another(house):
    case = told()
    first = allowed(case)
    second = opened(case, RELIEF)
    does("lin", opening.check_eligibility, case, row=second, note="符合条件")
    with pytest.raises(IllegalTransition):
        drawn(case, second)
    with acting("lin"):
        assert RecipientConsent.objects.filter(part=first).count() == 1
        assert not RecipientConsent.objects.filter(part=second).exists()


def test_she_takes_her_consent_back_and_the_letter_on_its_way_counts_no_longer(house):
    case = told()
    row = presented(case)
    does("lin", opening.take_back_consent, case, row=row)
    assert state(house, row) == "revoked" and clocks(house, row) == {}
    assert letter_of(row).document.state == "revoked"
    agree(case, row)
    assert issued(case, row).state == "issued"


def test_without_consent_only_a_named_rule_of_law_and_why(house):
    case = told()
    row = opened(case, POLICE)
    does("lin", opening.check_eligibility, case, row=row, note="符合条件")
    with pytest.raises(Refusal) as refusal:
        does("lin", opening.name_basis, case, row=row, basis="life", note=" ")
    assert refusal.value.code == "note"
    does("lin", opening.name_basis, case, row=row, basis="life", note="伤重昏迷，无法征求意见")
    assert "法律规定" in words(issued(case, row))


def test_the_body_has_three_working_days_and_the_leader_calls_before_silence_is_written_down(house, day):
    case = told()
    row = presented(case)  # Wednesday 16 September
    with pytest.raises(Refusal) as refusal:
        does("lin", answers.record_silence, case, row=row, note="已致电")
    assert refusal.value.code == "early"
    day("2026-09-23 09:00")
    does("gao", answers.record_silence, case, row=row, note="已致电对方分管领导，仍无答复")
    assert state(house, row) == "no_response"
    does("lin", answers.agency_decline, case, row=row, answered_on=date(2026, 9, 23), note="不属其职责")
    assert state(house, row) == "agency_declined"


def test_a_letter_is_replaced_under_another_number_and_the_first_one_counts_no_longer(house):
    case = told()
    row = sent(case)
    first = letter_of(row).document
    second = on_paper("lin", letters.replace_letter, first, note="单位名称有误")
    assert (second.state, state(house, row)) == ("draft", "consented")
    on_paper("gao", papers.approve, second)
    again = on_paper("lin", papers.issue, second)
    assert again.number != first.number and state(house, row) == "letter_issued"
    assert house.raw("select state from cases_document where id = %s", [first.pk]) == [("replaced",)]


def test_a_matter_is_not_closed_while_a_referral_is_open_and_it_says_which_kind(house):
    case = told()
    sent(case)
    with pytest.raises(Refusal) as refusal, translation.override("zh-hans"):
        does("lin", _refuses, case)
    assert refusal.value.code == "open_referral" and "介绍到法院、公安等单位" in str(refusal.value)


def _refuses(case, *, by):
    answers.refuse_while_open(case)


def test_what_ends_with_the_matter_ends_with_its_codes(house):
    case = told()
    row = sent(case)
    does("lin", transitions.triage, case, route="R10")
    does("lin", transitions.advise, case, note="已答复")
    assert state(house, row) == "closed"
    assert house.raw(
        "select count(*) from cases_introductionletter where mark is not null and referral_id = %s", [row]
    ) == [(0,)]


@pytest.mark.parametrize("item", [POLICE, RELIEF])
def test_a_body_of_another_kind_or_another_county_is_refused(house, item):
    case = told()
    with acting("lin"):
        service = ServiceItem.objects.get(name=item)
        other = Agency.objects.for_case_of(case.unit).exclude(kind=service.agency_kind).first()
    with pytest.raises(Refusal) as refusal:
        does("lin", opening.open_referral, case, item=service, agency=other, need=NEED)
    assert refusal.value.code == "agency"
    with house.login("migrator"):
        far = (
            Agency.objects.filter(kind=service.agency_kind, unit__code__startswith="2203")
            .exclude(unit_id__in=case.unit.ancestor_ids)
            .first()
        )
    if far is not None:
        with pytest.raises(Refusal) as refusal:
            does("lin", opening.open_referral, case, item=service, agency=far, need=NEED)
        assert refusal.value.code == "listed"
