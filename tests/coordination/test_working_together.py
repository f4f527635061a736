"""Co-handlers, disputes, meetings and urgent reports: who works along, until when, and who must not know."""

import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from cases.casefile import attachments
from cases.casefile.models import Case
from cases.coordination import co_handling, competence, meetings, urgent
from cases.coordination.meetings import Agreed
from cases.coordination.models import CompetenceDispute, MeetingGuest
from cases.petitions import hand_over, interventions, transitions
from cases.vocabulary.reading import RecusalSource
from network.access.gate import Refusal
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.coordination.conftest import LABOUR, POLICE, at, body, due, routed
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import NAME, STORY, does, matter

TASK = "请联系用人单位,了解工资发放情况"


def unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


TIEDONG, TOWN = (cast.TIEDONG, 2), (cast.WOHU_TOWN, 3)


def invited(case: Case, place=TIEDONG, **facts) -> UUID:
    facts = {"unit": unit(*place), "task": TASK, "until": clock.today() + timedelta(days=30)} | facts
    does("lin", co_handling.invite_co_handler, case, **facts)
    with acting("lin"):
        return case.co_handlers.get(ended_at=None).pk


def test_a_co_handler_of_another_county_reads_and_writes_along_without_the_names(fresh_house):
    case = matter("lin")
    zheng = browser_of("zheng")
    assert zheng.get(f"/cases/{case.pk}/").status_code == 404
    invited(case)
    page = zheng.get(f"/cases/{case.pk}/").content.decode()
    assert STORY in page and TASK in page and NAME not in page
    assert zheng.post(f"/cases/{case.pk}/note/", {"note": "已与厂方通话"}).status_code == 302
    assert "已与厂方通话" in browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    does("zheng", attachments.attach, case, content=b"%PDF-1.4 x", title="工资单")
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'co_handling'")
    assert told == [(person("zheng").pk,)]


def test_who_can_see_this_names_the_co_handler_with_the_reason_and_the_day(fresh_house):
    case = matter("lin")
    invited(case)
    page = browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    assert "郑岩" in page and "会办" in page


def test_a_withdrawn_co_handler_finds_nothing_with_her_next_request(fresh_house):
    case = matter("lin")
    row = invited(case)
    zheng, lin = browser_of("zheng"), browser_of("lin")
    assert zheng.get(f"/cases/{case.pk}/").status_code == 200
    assert lin.post(f"/cases/{case.pk}/co-handlers/{row}/end/").status_code == 302
    assert zheng.get(f"/cases/{case.pk}/").status_code == 404
    with acting("zheng"):
        for table in ("cases_cohandler", "cases_event", "cases_casekey", "cases_case"):
            assert plain_sql(f"select count(*) from {table}") == [(0,)], table


def test_at_the_closing_of_the_matter_her_access_is_gone(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R10")
    invited(case)
    zheng = browser_of("zheng")
    assert zheng.get(f"/cases/{case.pk}/").status_code == 200
    does("lin", transitions.advise, case, note="已答复")
    assert zheng.get(f"/cases/{case.pk}/").status_code == 404
    assert fresh_house.raw("select ended_by_id from cases_cohandler") == [(person("lin").pk,)]


def test_a_co_handler_steps_back_herself_and_the_owner_hears_of_it(fresh_house):
    case = matter("lin")
    row = invited(case)
    zheng = browser_of("zheng")
    assert zheng.post(f"/cases/{case.pk}/co-handlers/{row}/end/").status_code == 302
    assert zheng.get(f"/cases/{case.pk}/").status_code == 404
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'co_handling_ended'")
    assert told == [(person("lin").pk,)]


def test_her_time_is_over_without_anybody_s_doing(fresh_house):
    case = matter("lin")
    invited(case)
    fresh_house.raw(
        "update cases_caseaccess set until = now() - interval '1 second' where source = 'co_handler'"
    )
    assert browser_of("zheng").get(f"/cases/{case.pk}/").status_code == 404


def test_a_co_handler_does_what_the_owner_asked_and_nothing_else(fresh_house):
    case = routed()
    invited(case, TOWN)
    tian = browser_of("tian")
    page = tian.get(f"/cases/{case.pk}/").content.decode()
    assert "要求查处</a>" not in page and f"/cases/{case.pk}/demand/" not in page
    answer = tian.post(
        f"/cases/{case.pk}/demand/",
        {"agency": "公安局", "agency_kind": "police", "request": "查", "basis": "七十三"},
    )
    assert answer.status_code == 200 and "岗位" in answer.content.decode()
    assert fresh_house.raw("select count(*) from cases_investigation") == [(0,)]
    with pytest.raises(Refusal):
        does("tian", co_handling.invite_co_handler, case, unit=unit(*TIEDONG), task=TASK, until=clock.today())


def test_a_sealed_matter_goes_to_no_township_and_to_nobody_with_a_conflict(fresh_house):
    case = matter("lin", safety="violence")
    with pytest.raises(Refusal) as refusal:
        invited(case, TOWN)
    assert refusal.value.code == "unit"
    does(
        "lin",
        hand_over.declare_recusal,
        case,
        user=person("zheng"),
        reason="亲属",
        source=RecusalSource.OWNER,
    )
    with pytest.raises(Refusal) as refusal:
        invited(case)
    assert refusal.value.code == "to"


def test_a_loan_for_another_reason_outlives_the_working_along(fresh_house):
    case = matter("lin", safety="violence")
    does(
        "lin",
        co_handling.invite_co_handler,
        case,
        to=person("xu"),
        task=TASK,
        until=clock.today() + timedelta(days=3),
    )
    assert browser_of("gao").get(f"/cases/{case.pk}/").status_code == 200  # her card as supervising leader
    with acting("lin"):
        row = case.co_handlers.get().pk
    does("lin", co_handling.end_co_handling, case, row=row)
    assert browser_of("xu").get(f"/cases/{case.pk}/").status_code == 404
    assert browser_of("gao").get(f"/cases/{case.pk}/").status_code == 200


def test_the_common_superior_decides_by_the_card_and_the_owner_hands_over(fresh_house):
    case = matter("lin")
    does("lin", competence.dispute_competence, case, other_unit=unit(*TIEDONG), reason="户籍和用工都在铁东")
    with acting("zhou"):
        dispute = CompetenceDispute.objects.get()
    zhou = browser_of("zhou")
    page = zhou.get(f"/leader/disputes/{dispute.pk}/").content.decode()
    assert "户籍和用工都在铁东" in page and STORY not in page
    assert case.number in zhou.get("/leader/disputes/").content.decode()
    for other in ("feng", "zheng", "wu", "tian"):
        assert browser_of(other).get(f"/leader/disputes/{dispute.pk}/").status_code == 404, other
    answer = zhou.post(
        f"/leader/disputes/{dispute.pk}/",
        {"act": "decide", "competent": unit(*TIEDONG).pk, "note": "由用工地妇联办理"},
    )
    assert answer.status_code == 302
    lin = browser_of("lin")
    page = lin.get(f"/cases/{case.pk}/").content.decode()
    assert "职权争议已裁定" in page
    assert lin.post(f"/leader/disputes/{dispute.pk}/", {"act": "follow"}).status_code == 302
    owner = fresh_house.raw("select u.username from cases_case c join network_user u on u.id = c.owner_id")
    assert owner == [("zheng",)]
    assert browser_of("zheng").get(f"/cases/{case.pk}/").status_code == 200


def test_only_the_leader_of_the_common_superior_decides_and_only_once(fresh_house):
    case = matter("lin")
    does("lin", competence.dispute_competence, case, other_unit=unit(*TIEDONG), reason="用工地在铁东")
    with acting("lin") as (lin, _scope):
        dispute = CompetenceDispute.objects.get()
        with pytest.raises(Refusal):
            competence.decide_competence(dispute, competent=unit(*TIEDONG), note="x", by=lin)
    with acting("zhou") as (zhou, _scope):
        competence.decide_competence(dispute, competent=dispute.unit, note="由双辽办理", by=zhou)
        with pytest.raises(Refusal) as refusal:
            competence.decide_competence(dispute, competent=unit(*TIEDONG), note="x", by=zhou)
    assert refusal.value.code == "decided"
    with pytest.raises(Refusal):
        does("lin", competence.follow_decision, case, row=dispute.pk)


def test_of_a_sealed_matter_the_superior_gets_the_card_and_no_story(fresh_house):
    case = matter("lin", safety="violence")
    assert browser_of("zhou").get(f"/cases/{case.pk}/").status_code == 404
    does("lin", competence.dispute_competence, case, other_unit=unit(*TIEDONG), reason="居住地在铁东")
    zhou = browser_of("zhou")
    assert STORY not in zhou.get(f"/cases/{case.pk}/").content.decode()
    assert zhou.get("/leader/disputes/").status_code == 200
    assert case.number in zhou.get("/leader/disputes/").content.decode()


def _disputed(case: Case) -> CompetenceDispute:
    does("lin", competence.dispute_competence, case, other_unit=unit(*TIEDONG), reason="用工地在铁东")
    with acting("zhou"):
        return CompetenceDispute.objects.get(case=case)


def test_a_dispute_that_waits_ends_with_its_matter_and_nobody_decides_it_any_more(fresh_house):
    case = matter("lin")
    dispute = _disputed(case)
    zhou = browser_of("zhou")
    does("lin", transitions.withdraw, case, reason="她不再要求")
    assert fresh_house.raw("select decided_at, ended_at is null from cases_competencedispute") == [
        (None, False)
    ]
    text = zhou.get("/leader/disputes/").content.decode()
    assert "随事项办结而终止" in text
    page = zhou.get(f"/leader/disputes/{dispute.pk}/").content.decode()
    assert 'value="decide"' not in page
    with acting("zhou") as (user, _scope), pytest.raises(Refusal) as refusal:
        competence.decide_competence(dispute, competent=unit(*TIEDONG), note="由铁东办理", by=user)
    assert refusal.value.code == "closed"
    told = {"act": "decide", "competent": unit(*TIEDONG).pk, "note": "由铁东办理"}
    assert "该事项已办结" in zhou.post(f"/leader/disputes/{dispute.pk}/", told).content.decode()
    assert fresh_house.raw("select count(*) from cases_event where verb = 'decide_competence'") == [(0,)]


def test_with_the_end_of_a_sealed_matter_the_superior_no_longer_sees_its_card(fresh_house):
    case, other = matter("lin", safety="violence"), matter("lin", safety="violence")
    dispute = _disputed(case)
    _disputed(other)
    zhou = browser_of("zhou")
    assert zhou.get(f"/cases/{case.pk}/").status_code == 200
    does("lin", transitions.withdraw, case, reason="她不再要求")
    assert zhou.get(f"/cases/{case.pk}/").status_code == 404
    assert zhou.get(f"/leader/disputes/{dispute.pk}/").status_code == 404
    assert zhou.get(f"/cases/{other.pk}/").status_code == 200
    assert browser_of("gao").get(f"/cases/{case.pk}/").status_code == 200  # her card as supervising leader


def test_the_superior_decides_and_the_owner_closes_at_once_and_only_one_of_them_comes_first(fresh_house):
    for n in range(4):
        case = matter("lin")
        dispute, start, answers = _disputed(case), threading.Barrier(2), {}

        def decide(dispute=dispute, start=start, answers=answers):
            try:
                with acting("zhou") as (zhou, _scope):
                    start.wait(20)
                    competence.decide_competence(dispute, competent=dispute.unit, note="由双辽办理", by=zhou)
                answers["zhou"] = "decided"
            except Refusal as refusal:
                answers["zhou"] = refusal.code
            finally:
                connection.close()

        def close(case=case, start=start, answers=answers):
            try:
                start.wait(20)
                does("lin", transitions.withdraw, case, reason="她不再要求")
                answers["lin"] = "closed"
            finally:
                connection.close()

        racers = [threading.Thread(target=each) for each in (decide, close)]
        [racer.start() for racer in racers]
        [racer.join(60) for racer in racers]
        ((decided, ended),) = fresh_house.raw(
            "select decided_at is not null, ended_at is not null from cases_competencedispute where id = %s",
            [dispute.pk],
        )
        assert answers["lin"] == "closed", n
        assert (answers["zhou"], decided, ended) in [("decided", True, False), ("closed", False, True)], n


def called(case: Case, **facts) -> UUID:
    facts = {
        "meets_at": clock.now() + timedelta(days=2),
        "place": "市妇联会议室",
        "subject": "补发产假工资",
        "agencies": [body(LABOUR)],
        "others": ["村书记"],
        "shared": "产假工资未发",
        "manner": "oral",
    } | facts
    return UUID(does("lin", meetings.call_meeting, case, **facts).detail["meeting"])


def test_a_meeting_is_reminded_of_and_each_decision_runs_as_a_clock(fresh_house, day):
    case = matter("lin")
    row = called(case, meets_at=at("2026-09-22 14:00"))
    assert due(fresh_house, row) == {"coordination.meeting": date(2026, 9, 22)}
    with pytest.raises(Refusal):
        does("lin", meetings.record_minutes, case, row=row, minutes="到会三方")
    day("2026-09-22 16:00")
    with acting("lin"):
        came = [MeetingGuest.objects.filter(meeting=row, agency__name=LABOUR).get().pk]
    agreed = [
        Agreed("厂方月底前补发", person("lin"), date(2026, 9, 30), body(LABOUR)),
        Agreed("领导回访厂方", person("gao"), date(2026, 10, 3)),  # in the holiday: due on the 8th
    ]
    does("lin", meetings.record_minutes, case, row=row, minutes="三方同意补发", came=came, decisions=agreed)
    assert due(fresh_house, row) == {}
    clocks = fresh_house.raw(
        """select u.username, c.due_on from network_clock c join network_user u on u.id = c.owner_id
           where c.limit_id = 'coordination.decision' and c.state = 'running' order by 1"""
    )
    assert clocks == [("gao", date(2026, 10, 8)), ("lin", date(2026, 9, 30))]


def test_a_co_handler_sees_to_a_decision_and_a_stranger_cannot(fresh_house):
    case = matter("lin")
    row = called(case)
    invited(case)
    after = clock.now() + timedelta(days=3)
    tomorrow = clock.today() + timedelta(days=9)
    for who, fits in (("feng", False), ("zheng", True)):
        agreed = [Agreed("回访到账情况", person(who), tomorrow)]
        facts = {"row": row, "minutes": "三方同意补发", "decisions": agreed, "at": after}
        if fits:
            does("lin", meetings.record_minutes, case, **facts)
        else:
            with pytest.raises(Refusal):
                does("lin", meetings.record_minutes, case, **facts)
    decision = fresh_house.raw("select id, owner_id from cases_meetingdecision")
    assert [owner for _pk, owner in decision] == [person("zheng").pk]
    does("zheng", meetings.finish_decision, case, row=decision[0][0], note="已到账")
    assert due(fresh_house, decision[0][0]) == {}


def test_no_body_is_invited_without_her_consent_and_an_interview_needs_labour_and_union(fresh_house):
    case = matter("lin")
    with pytest.raises(Refusal) as refusal:
        called(case, manner="")
    assert refusal.value.code == "manner"
    with pytest.raises(Refusal) as refusal:
        called(case, shared=" ")
    assert refusal.value.code == "shared"
    with pytest.raises(Refusal) as refusal:
        called(case, kind="interview")
    assert refusal.value.code == "agencies"
    called(case, kind="interview", agencies=[body(LABOUR), body("双辽市总工会")])
    assert fresh_house.raw("select count(*) from cases_coordinationmeeting") == [(1,)]


def test_minutes_and_names_of_guests_are_sealed_and_the_sheet_is_logged(fresh_house, day):
    case = matter("lin")
    row = called(case, meets_at=at("2026-09-22 14:00"))
    place = f"/cases/{case.pk}/meetings/{row}/"
    assert "村书记" in browser_of("gao").get(place).content.decode()
    assert "村书记" in browser_of("lin").get(place).content.decode()
    day("2026-09-22 16:00")
    with acting("lin"):
        came = list(MeetingGuest.objects.filter(meeting=row).values_list("pk", flat=True))
    does("lin", meetings.record_minutes, case, row=row, minutes="三方同意补发工资", came=came)
    for column, table in (("minutes", "cases_coordinationmeeting"), ("name", "cases_meetingguest")):
        for (stored,) in fresh_house.raw(f"select {column} from {table}"):
            assert "三方".encode() not in bytes(stored) and "村书记".encode() not in bytes(stored)
    sheet = browser_of("lin").get(f"{place}print/").content.decode()
    assert "三方同意补发工资" in sheet and "村书记" in sheet
    assert fresh_house.raw("select count(*) from network_auditevent where action = 'print'") == [(1,)]
    assert browser_of("zhou").get(f"/cases/{case.pk}/meetings/{row}/print/").status_code == 404


def test_the_obligation_to_report_ends_when_party_committee_and_government_know(fresh_house, day):
    case = matter("lin", safety="urgent")
    with acting("lin"):
        offered = urgent.bodies(case.unit)
    party, government = (next(b for b in offered if b.kind == kind) for kind in ("party", "government"))
    facts = {"channel": "phone", "told_at": clock.now(), "receipt": "值班 17", "note": "已口头报告"}
    does("lin", interventions.urgent_report, case, told=[party], **facts)
    running = (
        "select count(*) from network_clock where limit_id = 'petition.urgent_report' and state = 'running'"
    )
    assert fresh_house.raw(running) == [(1,)]
    does("lin", interventions.urgent_report, case, told=[government], **facts)
    assert fresh_house.raw(running) == [(0,)]
    page = browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    assert party.name in page and "值班 17" in page


def test_party_committee_and_government_can_be_told_where_the_list_has_none(fresh_house):
    case = matter("zheng", safety="urgent")
    with acting("zheng"):
        offered = urgent.bodies(case.unit)
    assert {b.kind for b in offered if b.name.startswith(("四平市人民政府", "中共四平市委"))} == {
        "government",
        "party",
    }


def test_nobody_elsewhere_finds_a_row_of_coordination(fresh_house):
    case = matter("lin", safety="violence")
    called(case, agencies=[body(POLICE)])
    does("lin", competence.dispute_competence, case, other_unit=unit(cast.LISHU, 2), reason="在梨树")
    tables = ("cohandler", "competencedispute", "coordinationmeeting", "meetingguest", "recipientconsent")
    for who in ("feng", "zheng", "han", "qian", "he", "sysadmin"):
        with acting(who):
            for table in (*tables, "meetingdecision", "urgenttelling", "investigation"):
                assert plain_sql(f"select count(*) from cases_{table}") == [(0,)], (who, table)
