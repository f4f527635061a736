"""What legal aid and the injury assessment add: their days, their refusals, and an opinion that is hers to keep."""

from datetime import date

import pytest

from cases.coordination.models import RecipientConsent
from cases.referrals import assessment, legal_aid
from cases.referrals.models import InjuryAssessmentReferral, LegalAidReferral
from cases.referrals.states import LEGAL_AID, REFERRAL
from network.access.gate import Refusal
from network.deadlines.models import Limit
from sisterhood.lib.states import IllegalTransition
from tests.house import acting
from tests.referrals.conftest import AID, COURT, INJURY, at, clocks, sent, told
from tests.stories import does

APPLICATION = {"matter": "violence", "ground": "violence", "urgency": "none", "place": "matter"}
OPINION = "左前臂软组织挫伤，轻微伤"


def applied(case, on: date):
    row = sent(case, AID)
    does("lin", legal_aid.submit_aid, case, row=row, papers="身份证复印件", submitted_on=on, **APPLICATION)
    return row


def test_the_office_has_seven_days_to_decide_and_three_to_assign_over_the_holiday(house, day):
    day("2026-09-24 09:00")
    case = told()
    row = applied(case, date(2026, 9, 24))
    # the seventh day is 1 October, a holiday; the first working day after it is Thursday 8 October
    assert clocks(house, row)["legal_aid.decision"] == at("2026-10-09 00:00")
    day("2026-09-30 09:00")
    does("lin", legal_aid.aid_granted, case, row=row, decided_on=date(2026, 9, 29))
    # three days after 29 September is 2 October
    assert clocks(house, row) == {"legal_aid.assignment": at("2026-10-09 00:00")}
    does("lin", legal_aid.assign_lawyer, case, row=row, assigned_on=date(2026, 9, 30), lawyer="周律师")
    assert clocks(house, row) == {}
    with acting("lin"):
        assert LegalAidReferral.objects.get(pk=row).state == "assigned"


def test_a_refusal_is_objected_to_within_the_law_and_may_turn(house, day):
    case = told()
    row = applied(case, date(2026, 9, 16))
    day("2026-09-22 09:00")
    with pytest.raises(Refusal):
        does("lin", legal_aid.aid_refused, case, row=row, decided_on=date(2026, 9, 22), note="")
    does("lin", legal_aid.aid_refused, case, row=row, decided_on=date(2026, 9, 22), note="不属于援助范围")
    does("lin", legal_aid.object_aid, case, row=row, objected_on=date(2026, 9, 22))
    # the fifth day, Sunday 27 September, rolls to Monday
    assert clocks(house, row) == {"legal_aid.objection": at("2026-09-29 00:00")}
    does("lin", legal_aid.objection_upheld, case, row=row, decided_on=date(2026, 9, 22))
    assert set(clocks(house, row)) == {"legal_aid.assignment"}
    with pytest.raises(IllegalTransition):
        does("lin", legal_aid.aid_refused, case, row=row, decided_on=date(2026, 9, 22), note="再次拒绝")


def test_no_application_without_a_letter_and_none_for_another_kind_of_help(house):
    case = told()
    row = sent(case, COURT)
    with pytest.raises(Refusal) as refusal:
        does("lin", legal_aid.submit_aid, case, row=row, submitted_on=case.received_on, **APPLICATION)
    assert refusal.value.code == "referral"
    with pytest.raises(Refusal):
        does("lin", assessment.book_assessment, case, row=row, appointed_at=at("2036-01-02 09:00"))


def test_the_opinion_is_kept_only_with_her_consent_and_goes_when_she_says_so(house):
    case = told()
    row = sent(case, INJURY)
    does(
        "lin", assessment.book_assessment, case, row=row, appointed_at=at("2036-01-02 09:00"), fee_waived=True
    )
    facts = {"row": row, "result_on": case.received_on}
    with pytest.raises(Refusal) as refusal:
        does("lin", assessment.record_assessment, case, opinion=OPINION, **facts)
    assert refusal.value.code == "manner"
    does("lin", assessment.record_assessment, case, **facts)
    kept = "select result_on is not null, opinion is not null from cases_injuryassessmentreferral where referral_id = %s"
    assert house.raw(kept, [row]) == [(True, False)]
    does("lin", assessment.record_assessment, case, opinion=OPINION, manner="signed", **facts)
    with acting("lin"):
        assert RecipientConsent.objects.filter(part=row, given_for="keeping", withdrawn_at=None).count() == 1
        assert OPINION.encode() not in bytes(InjuryAssessmentReferral.objects.get(pk=row).opinion)
    does("lin", assessment.forget_opinion, case, row=row)
    assert house.raw(kept, [row]) == [(True, False)]


@pytest.mark.parametrize("table", [REFERRAL, LEGAL_AID], ids=lambda table: table.name)
def test_each_state_knows_its_events_and_refuses_every_other_with_a_sentence(table):
    events = {each.event for each in table.transitions}
    for state in table.states:
        allowed = {each.event for each in table.allowed(state)}
        for event in events - allowed:
            with pytest.raises(IllegalTransition) as refused:
                table.next(state, event)
            assert str(refused.value)
    ends = {state for state in table.states if table.is_final(state)}
    assert ends == ({"closed"} if table is REFERRAL else {"assigned", "dismissed"})


def test_the_clocks_of_the_law_say_so(house):
    with acting("lin"):
        for code in ("legal_aid.decision", "legal_aid.assignment", "legal_aid.objection"):
            limit = Limit.objects.get(pk=code)
            assert limit.is_statutory and "法律援助法" in limit.source
