"""Each route from intake to its end, by the verbs, with the dates of the law counted by hand."""

from datetime import date, datetime, timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.db import connection

from cases.coordination import investigations
from cases.petitions import giving, hand_over, interventions, merging, opinions, review, transitions
from cases.protection import reports
from cases.vocabulary.reading import RecusalSource
from network.access.gate import Refusal
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import House, browser_of, person
from tests.stories import does, matter

WOHU = "220382102000"
OPINION = {
    "outcome": "support",
    "facts_found": "属实",
    "decision": "支持",
    "basis": "《信访工作条例》第三十二条",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.fixture
def day(monkeypatch):
    """Everything happens on a given day: `day("2026-09-16 09:00")` moves the clock."""
    moment = clock.moved_to(at("2026-09-16 09:00"))
    moment.__enter__()
    stack = [moment]

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)


def state(house: House, case) -> str:
    return house.raw("select state from cases_petition where case_id = %s", [case.pk])[0][0]


def owner(house: House, case) -> str:
    return house.raw(
        "select u.username from cases_case c join network_user u on u.id = c.owner_id where c.id = %s",
        [case.pk],
    )[0][0]


def running(house: House, case) -> dict[str, date]:
    return dict(
        house.raw(
            "select limit_id, due_on from network_clock where subject_id = %s and state = 'running'",
            [case.pk],
        )
    )


def town() -> Unit:
    return Unit.objects.current().get(code=WOHU, level=3)


def test_another_body_is_named_in_writing_and_the_notice_is_met(fresh_house, day):
    case = matter("lin")
    assert running(fresh_house, case)["petition.notice"] == date(2026, 10, 8)
    does("lin", transitions.triage, case, route="R3")
    does("lin", giving.guide_out, case, body="双辽市人社局", note="可持合同前往", notice_how="safe_way")
    assert (state(fresh_house, case), running(fresh_house, case)) == ("guided_out", {})
    met = fresh_house.raw("select state from network_clock where limit_id = 'petition.notice'")
    assert met == [("met",)]


def test_court_matters_are_guided_the_same_day(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R5")
    assert "petition.same_day" in running(fresh_house, case)
    does(
        "lin", giving.guide_out, case, body="双辽市人民法院", note="十五日内可上诉", notice_how="on_the_spot"
    )
    assert running(fresh_house, case) == {}


def test_an_assigned_matter_goes_down_is_handled_there_and_reported_back(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    does("lin", giving.assign, case, to_unit=town(), reason="属镇妇联", notice_how="safe_way")
    assert (state(fresh_house, case), owner(fresh_house, case)) == ("assigned", "tian")
    due = running(fresh_house, case)
    assert due == {"petition.notice_assigned": date(2026, 10, 8), "petition.objection": date(2026, 9, 22)}
    does("tian", hand_over.take_up, case)
    assert (state(fresh_house, case), running(fresh_house, case)) == (
        "triaged",
        {"petition.notice_assigned": date(2026, 10, 8)},
    )
    does("tian", transitions.choose_route, case, route="R1")
    day("2026-09-21 10:00")
    does("tian", transitions.accept, case, notice_how="safe_way")
    assert running(fresh_house, case) == {"petition.handling": date(2026, 11, 20)}
    does("tian", hand_over.reassign, case, to=person("shi"), reason="交由执委办理")
    does("shi", transitions.start, case)
    does("shi", opinions.draft_opinion, case, **OPINION)
    does("tian", transitions.answer, case, delivered_on=date(2026, 9, 21), delivered_how="in_person")
    does("shi", giving.report_back, case, report="已办结,来访人满意")
    assert (state(fresh_house, case), owner(fresh_house, case)) == ("reported", "lin")
    does("lin", giving.accept_report, case)
    does("lin", transitions.close, case, satisfaction="satisfied")
    assert (state(fresh_house, case), running(fresh_house, case)) == ("closed", {})


def test_a_returned_report_counts_the_sixty_days_on_from_the_acceptance(fresh_house, day):
    case = _answered_in_town(fresh_house, day)
    does("shi", giving.report_back, case, report="办结")
    day("2026-10-12 10:00")
    does("lin", giving.return_report, case, note="缺少答复送达证明")
    assert state(fresh_house, case) == "handling"
    assert running(fresh_house, case)["petition.handling"] == date(2026, 11, 20)


def test_a_returned_report_is_owed_again_before_the_town_closes(fresh_house, day):
    case = _answered_in_town(fresh_house, day)
    does("shi", giving.report_back, case, report="办结")
    does("lin", giving.return_report, case, note="缺少答复送达证明")
    does("tian", hand_over.reassign, case, to=person("shi"), reason="补做")
    day("2026-09-22 10:00")
    does("shi", opinions.draft_opinion, case, **OPINION)
    does("tian", transitions.answer, case, delivered_on=date(2026, 9, 22), delivered_how="in_person")
    does("tian", hand_over.reassign, case, to=person("tian"), reason="由主席办结")
    with pytest.raises(Refusal) as refused:
        does("tian", transitions.close, case, satisfaction="satisfied")
    assert refused.value.code == "report"
    assert "/report_back/" in browser_of("tian").get(f"/cases/{case.pk}/").content.decode()


def test_a_review_at_the_sender_is_closed_there_without_a_report(fresh_house, day):
    case = _answered_in_town(fresh_house, day)
    does("tian", hand_over.reassign, case, to=person("tian"), reason="她要求复查")
    does("tian", review.ask_review, case, asked_on=date(2026, 9, 21), reason="没有写依据")
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", review.answer_review, case, delivered_on=date(2026, 9, 21), delivered_how="in_person")
    does("lin", transitions.close, case, satisfaction="satisfied")
    assert state(fresh_house, case) == "closed"


def _answered_in_town(house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    does("lin", giving.assign, case, to_unit=town(), reason="属镇妇联", notice_how="safe_way")
    does("tian", hand_over.take_up, case)
    does("tian", transitions.choose_route, case, route="R1")
    day("2026-09-21 10:00")
    does("tian", transitions.accept, case, notice_how="safe_way")
    does("tian", hand_over.reassign, case, to=person("shi"), reason="交由执委办理")
    does("shi", transitions.start, case)
    does("shi", opinions.draft_opinion, case, **OPINION)
    does("tian", transitions.answer, case, delivered_on=date(2026, 9, 21), delivered_how="in_person")
    return case


def test_an_objection_is_decided_and_the_fifteen_days_run_on(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    does("lin", giving.assign, case, to_unit=town(), reason="属镇妇联", notice_how="safe_way")
    day("2026-09-18 10:00")
    does("tian", giving.object_to, case, reason="属建设办职权")
    assert (state(fresh_house, case), owner(fresh_house, case)) == ("objected", "lin")
    assert running(fresh_house, case) == {
        "petition.notice_assigned": date(2026, 10, 8),
        "petition.objection_decision": date(2026, 9, 22),
    }
    does("lin", giving.reject_objection, case, note="情况说明后仍由镇妇联承办")
    assert (state(fresh_house, case), owner(fresh_house, case)) == ("assigned", "tian")
    with pytest.raises(Refusal):
        does("tian", giving.object_to, case, reason="再次异议")
    assert running(fresh_house, case) == {"petition.notice_assigned": date(2026, 10, 8)}


def test_an_upheld_objection_brings_the_matter_home_and_another_way_is_chosen(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    does("lin", giving.transfer, case, to_unit=town(), reason="属镇妇联", notice_how="safe_way")
    does("tian", giving.object_to, case, reason="属民政职权")
    does("lin", giving.uphold_objection, case)
    assert (state(fresh_house, case), owner(fresh_house, case)) == ("triaged", "lin")
    does("lin", transitions.choose_route, case, route="R3")
    does("lin", giving.guide_out, case, body="民政局", note="可申请临时救助", notice_how="post")
    assert running(fresh_house, case) == {}


def test_after_five_working_days_nobody_objects(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    does("lin", giving.transfer, case, to_unit=town(), reason="属镇妇联", notice_how="safe_way")
    day("2026-09-23 00:00")
    with pytest.raises(Refusal) as refusal:
        does("tian", giving.object_to, case, reason="不属于本单位")
    assert refusal.value.code == "objection"


def test_a_matter_never_goes_to_a_unit_whose_people_have_a_conflict(fresh_house, day):
    case = matter("lin")
    does(
        "lin", hand_over.declare_recusal, case, user=person("tian"), reason="亲属", source=RecusalSource.OWNER
    )
    does("lin", transitions.triage, case, route="R2")
    with pytest.raises(Refusal) as refusal:
        does("lin", giving.assign, case, to_unit=town(), reason="属镇妇联", notice_how="safe_way")
    assert refusal.value.code == "to_unit"


def test_a_demand_moves_the_matter_and_its_sending_is_the_notice(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R4")
    words = {"agency": "双辽市人社局", "request": "依法查处", "basis": "《妇女权益保障法》第七十三条"}
    event = does("lin", interventions.demand, case, **words)
    assert state(fresh_house, case) == "handling"
    assert "petition.notice" in running(fresh_house, case)
    row = UUID(event.detail["investigation"])
    consent = {
        "given_for": ["agency"],
        "shared": "产假工资",
        "manner": "signed",
        "given_on": date(2026, 9, 16),
    }
    does("lin", investigations.record_consent, case, row=row, **consent)
    does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    assert running(fresh_house, case) == {"investigation.reply": date(2026, 10, 13)}
    told = {"note": "已处理", "delivered_on": date(2026, 9, 16), "delivered_how": "safe_way"}
    with pytest.raises(Refusal) as refusal:
        does("lin", transitions.inform, case, **told)
    assert refusal.value.code == "investigation"
    does(
        "lin", investigations.record_agency_reply, case, row=row, replied_on=date(2026, 9, 16), note="已补发"
    )
    does("lin", investigations.accept_agency_reply, case, row=row)
    does("lin", transitions.inform, case, **told)
    assert state(fresh_house, case) == "answered"


def test_violence_is_never_mediated(fresh_house):
    case = matter("lin", safety="violence")
    with pytest.raises(Refusal) as refusal:
        does("lin", transitions.triage, case, route="R7")
    assert refusal.value.code == "route"


def test_mediation_needs_both_sides(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R7")
    with pytest.raises(Refusal):
        does("lin", interventions.mediate, case, willing=False, notice_how="safe_way")
    does("lin", interventions.mediate, case, willing=True, notice_how="safe_way")
    assert (state(fresh_house, case), running(fresh_house, case)) == ("handling", {})


def test_a_suggestion_is_replied_to_within_fifteen_days(fresh_house, day):
    case = matter("lin", nature="suggestion")
    does("lin", transitions.triage, case, route="R9")
    assert running(fresh_house, case)["petition.suggestion"] == date(2026, 10, 8)
    does("lin", transitions.reply, case, note="已采纳")
    assert (state(fresh_house, case), running(fresh_house, case)) == ("closed", {})


def test_no_petition_goes_the_way_of_accusations(fresh_house):
    case = matter("lin")
    with pytest.raises(Refusal):
        does("lin", transitions.triage, case, route="R6")


RETIRED = import_module("cases.migrations.0072_accusation_limits")
OLD_LIMIT = "select name from network_limit where code = 'petition.accusation'"


def _as_registered_before(house: House, case, *, state: str, clock: bool) -> None:
    """A petition of the days when an accusation was one: nature and route in its row, a clock of its own limit."""
    route = "R6" if state == "triaged" else ""
    house.raw(
        "update cases_petition set nature = 'accusation', route = %s, state = %s where case_id = %s",
        [route, state, case.pk],
    )
    house.raw("update cases_case set stage = %s where id = %s", [state, case.pk])
    if clock:
        house.raw(
            "update network_clock set limit_id = 'petition.accusation' where subject_id = %s"
            " and limit_id = 'petition.triage'",
            [case.pk],
        )


def _retire(house: House) -> None:
    with house.login("migrator"), connection.cursor() as cursor:
        cursor.execute(RETIRED.RETIRE)


def test_an_accusation_of_earlier_days_is_guided_out_and_its_running_clock_is_taken_from_nobody(fresh_house):
    routed, waiting = matter("lin"), matter("lin")
    assert fresh_house.raw(OLD_LIMIT) == []
    fresh_house.raw(RETIRED.RESTORE)
    assert fresh_house.raw(
        "select count(*) from network_ladderstep where limit_id = 'petition.accusation'"
    ) == [(4,)]
    _as_registered_before(fresh_house, routed, state="triaged", clock=True)
    _as_registered_before(fresh_house, waiting, state="registered", clock=False)
    _retire(fresh_house)
    assert fresh_house.raw(OLD_LIMIT) == [("检举控告转送（已停用）",)]
    assert "petition.accusation" in running(fresh_house, routed)
    told = {"body": "市纪委监委", "note": "已告知", "notice_how": "safe_way"}
    does("lin", giving.guide_out, routed, **told)
    for route in ("R1", "R2", "R4", "R6", "R7", "R9", "R10"):
        with pytest.raises(Refusal) as refusal:
            does("lin", transitions.triage, waiting, route=route)
        assert refusal.value.code == "route"
    does("lin", transitions.triage, waiting, route="R3")
    does("lin", giving.guide_out, waiting, **told)
    for case in (routed, waiting):
        assert (state(fresh_house, case), running(fresh_house, case)) == ("guided_out", {})


def test_where_no_clock_names_it_the_limit_of_accusations_goes_and_what_is_over_keeps_its_word(fresh_house):
    case = matter("lin")
    fresh_house.raw(RETIRED.RESTORE)
    _as_registered_before(fresh_house, case, state="guided_out", clock=False)
    fresh_house.raw("update cases_petition set route = 'R6'")
    _retire(fresh_house)
    assert fresh_house.raw(OLD_LIMIT) == []
    assert fresh_house.raw("select route from cases_petition") == [("R6",)]
    assert browser_of("lin").get(f"/cases/{case.pk}/").status_code == 200


def test_another_route_never_begins_a_statutory_clock_anew(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    before = running(fresh_house, case)["petition.notice"]
    day("2026-09-25 09:00")
    does("lin", transitions.choose_route, case, route="R3")
    assert running(fresh_house, case)["petition.notice"] == before


def test_merged_matters_come_apart_again_within_seven_days(fresh_house, day):
    main, again = matter("lin"), matter("lin")
    does("lin", merging.merge, again, into=main, notice_how="safe_way")
    assert state(fresh_house, again) == "merged"
    day("2026-09-23 09:00")
    does("lin", merging.unmerge, again, reason="事实不同")
    assert state(fresh_house, again) == "registered"
    assert running(fresh_house, again)["petition.notice"] == date(2026, 10, 8)
    does("lin", merging.merge, again, into=main, notice_how="safe_way")
    day("2026-10-09 09:00")
    with pytest.raises(Refusal):
        does("lin", merging.unmerge, again, reason="太晚")


def test_a_matter_is_not_merged_into_one_she_cannot_open(fresh_house):
    foreign, mine = matter("zheng"), matter("lin")
    with pytest.raises(Refusal) as refusal:
        does("lin", merging.merge, mine, into=foreign, notice_how="safe_way")
    assert refusal.value.code == "stays"


def _answered(house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", transitions.answer, case, delivered_on=date(2026, 9, 16), delivered_how="in_person")
    return case


def test_review_and_re_examination_by_other_hands_until_the_last_word(fresh_house, day):
    case = _answered(fresh_house, day)
    day("2026-10-10 09:00")
    does("lin", review.ask_review, case, asked_on=date(2026, 10, 10), reason="对决定不服")
    assert (state(fresh_house, case), owner(fresh_house, case)) == ("under_review", "wu")
    assert running(fresh_house, case) == {"petition.review": date(2026, 11, 9)}
    does("wu", opinions.draft_opinion, case, **OPINION)
    does("zhou", review.answer_review, case, delivered_on=date(2026, 10, 10), delivered_how="post")
    assert state(fresh_house, case) == "review_answered"
    does("wu", review.ask_reexamination, case, asked_on=date(2026, 10, 10), reason="仍不服")
    with pytest.raises(IllegalTransition):
        does("wu", transitions.close, case, satisfaction="satisfied")
    does(
        "wu",
        review.record_external,
        case,
        outcome="not_support",
        note="省妇联维持",
        delivered_on=date(2026, 10, 10),
        delivered_how="post",
    )
    assert state(fresh_house, case) == "final"
    does("wu", review.log_contact, case, note="同一事实再访,已告知救助途径")
    assert state(fresh_house, case) == "final"


def test_a_late_request_for_review_needs_a_reason(fresh_house, day):
    case = _answered(fresh_house, day)
    day("2026-10-20 09:00")
    late = {"asked_on": date(2026, 10, 20), "reason": "不服"}
    with pytest.raises(Refusal) as refusal:
        does("lin", review.ask_review, case, **late)
    assert refusal.value.code == "late_reason"
    does("lin", review.ask_review, case, late_reason="住院期间未能申请", **late)
    assert state(fresh_house, case) == "under_review"


def test_a_matter_is_not_closed_over_her_head_while_she_may_still_ask(fresh_house, day):
    case = _answered(fresh_house, day)
    with pytest.raises(Refusal) as refusal:
        does("lin", transitions.close, case, satisfaction="unsatisfied")
    assert refusal.value.code == "satisfaction"
    day("2026-10-17 09:00")
    does("lin", transitions.close, case, satisfaction="unsatisfied")
    assert state(fresh_house, case) == "closed"


def test_sixty_days_become_ninety_by_the_leader_before_they_end(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    with pytest.raises(Refusal):
        does("lin", transitions.extend, case, days=30, reason="需鉴定", notice_how="safe_way")
    does("gao", transitions.extend, case, days=30, reason="需鉴定", notice_how="safe_way")
    assert running(fresh_house, case)["petition.handling"] == date(2026, 12, 15)


def test_a_hearing_in_handling_stops_no_clock(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    before = running(fresh_house, case)
    does("gao", transitions.hold_hearing, case)
    assert (state(fresh_house, case), running(fresh_house, case)) == ("hearing", before)
    does("lin", transitions.end_hearing, case, note="双方到场陈述")
    assert state(fresh_house, case) == "handling"


def test_a_returned_draft_is_not_approved_until_it_is_written_anew(fresh_house, day):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", opinions.return_draft, case, note="缺法律依据")
    sent = {"delivered_on": date(2026, 9, 16), "delivered_how": "in_person"}
    with pytest.raises(Refusal) as refusal:
        does("gao", transitions.answer, case, **sent)
    assert refusal.value.code == "opinion"
    day("2026-09-17 09:00")
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", transitions.answer, case, **sent)


def test_a_child_at_risk_is_reported_within_two_hours_or_the_ladder_climbs(fresh_house, day):
    case = matter("lin", safety="minor")
    due = fresh_house.raw("select due_at from network_clock where limit_id = 'petition.mandatory_report'")
    assert due == [(clock.now() + timedelta(hours=2),)]
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
    assert fresh_house.raw("select mandatory_reported_at from cases_petition") == [(None,)]
    does("lin", reports.mandatory_report, case, **facts, receipt="2026-118")
    [(marked,)] = fresh_house.raw("select mandatory_reported_at from cases_petition")
    assert marked == clock.now()
    assert "petition.mandatory_report" not in running(fresh_house, case)
    assert state(fresh_house, case) == "registered"
