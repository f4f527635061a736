"""紧急查阅: one matter, an hour, reading alone; told at once, never by somebody recused, never by guessing."""

import re

import pytest

from cases.casefile import reading
from cases.casefile.models import Case
from cases.documents.desk import desk_of
from cases.petitions import hand_over
from cases.privacy import breaking, naming
from cases.protection import danger
from network.access import gate
from network.access.gate import Refusal
from network.access.roles import ROLES
from tests.house import acting, browser_of, person, plain_sql
from tests.privacy.conftest import (
    BANNER,
    IDENT,
    MISS,
    REASON,
    SENT,
    WHY,
    breaks,
    over,
    posts,
    readings,
    sealed,
    told,
)
from tests.stories import NAME, STORY, does, matter

LAYERS = [("lend_case", True, False), ("lend_names", False, False), ("lend_narrative", False, False)]


def body(answer) -> str:
    return answer.content.decode()


def test_a_leader_reads_a_sealed_matter_whose_number_she_was_told(fresh_house):
    case = sealed()
    zhou = browser_of("zhou")
    assert zhou.get(f"/cases/{case.pk}/").status_code == 404
    begun = zhou.post("/cases/emergency/", {"number": f" {case.number.lower()} "} | SENT)
    assert begun.status_code == 302 and begun["Location"] == f"/cases/{case.pk}/"
    assert readings(fresh_house, case) == [("zhou", *layer) for layer in LAYERS]
    page = body(zhou.get(f"/cases/{case.pk}/"))
    assert STORY in page and NAME not in page and BANNER in page
    assert NAME in body(zhou.post(f"/cases/{case.pk}/names/", {}))


def test_every_page_of_the_matter_says_that_it_is_read_in_an_emergency(fresh_house):
    case = sealed()
    breaks("zhou", case)
    zhou = browser_of("zhou")
    for place in ("", "protection/", "code/", "co-handlers/"):
        answer = zhou.get(f"/cases/{case.pk}/{place}")
        assert answer.status_code == 200 and BANNER in body(answer), place
    assert BANNER in body(zhou.post(f"/cases/{case.pk}/names/", {}))
    assert BANNER not in body(zhou.get("/inbox/"))
    assert BANNER not in body(browser_of("lin").get(f"/cases/{case.pk}/"))


def test_one_sentence_for_a_wrong_number_a_foreign_one_one_of_another_seat_and_a_recused_one(fresh_house):
    case, wrong = sealed(), "M-9999-2026"
    with acting("lin") as (lin, _scope):
        hand_over.declare_recusal(
            Case.objects.get(pk=case.pk), user=person("zhou"), by=lin, reason="亲属", source="owner"
        )
    answers = [
        posts("zhou", case),  # recused
        posts("zhou", case, number=wrong),
        posts("feng", case),  # another county
        posts("wu", case),  # an officer, of a sealed matter
        posts("sun", case),  # a chair
        posts("feng", matter("lin")),  # an ordinary matter elsewhere
    ]
    pages = [re.sub(r'(value|name)="[^"]*"', "", body(answer)) for answer in answers]
    for answer, page in zip(answers, pages, strict=True):
        assert answer.status_code == 200 and MISS in page
    assert readings(fresh_house, case) == [] and told(fresh_house, "glass_opened") == []
    said = "select detail ->> 'why', subject_id, actor_id from network_auditevent where subject_kind = 'break_glass' and action = 'deny'"
    rows = fresh_house.raw(said)
    assert len(rows) == 6 and {row[:2] for row in rows} == {("miss", "")}


def test_the_number_of_a_receipt_says_nothing_about_what_the_receipt_is_of(fresh_house):
    case = matter("tian", channel="visit", safety="violence")
    tian = browser_of("tian")
    assert "回执" in body(tian.get(f"/cases/{case.pk}/"))
    assert MISS in body(posts("tian", case))
    assert tian.get(f"/cases/{case.pk}/emergency/").status_code == 403


def test_numbers_are_not_tried_out(fresh_house):
    case = sealed()
    for n in range(5):
        assert MISS in body(posts("zhou", case, number=f"M-{n}-2020"))
    assert "输错编号次数过多" in body(posts("zhou", case))
    assert readings(fresh_house, case) == []
    assert posts("gao", case).status_code == 302  # another person's count is her own


def test_without_her_password_nothing_opens_and_no_number_is_looked_at(fresh_house):
    case = sealed()
    assert "密码" in body(posts("zhou", case, password="not-hers-at-all"))
    assert "请输入密码" in body(posts("zhou", case, password=""))
    assert readings(fresh_house, case) == []
    assert fresh_house.raw("select 1 from network_auditevent where subject_kind = 'break_glass'") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": "急"}, "理由至少写20个字"),
        ({"reason": "急 " * 15}, "理由至少写20个字"),
        ({"category": "curious"}, "请选择不能等待的原因"),
        ({"category": ""}, "请选择不能等待的原因"),
    ],
)
def test_a_reason_and_its_kind_are_asked_for_and_nothing_typed_is_lost(fresh_house, changed, said):
    case = sealed()
    page = body(posts("zhou", case, **changed))
    assert said in page and case.number in page
    assert changed.get("reason", REASON) in page
    assert readings(fresh_house, case) == []


def test_the_same_form_sent_twice_is_one_reading(fresh_house):
    case = sealed()
    zhou = browser_of("zhou")
    sent = {"number": case.number, "ident": IDENT} | SENT
    first, second = (zhou.post("/cases/emergency/", sent) for _n in range(2))
    assert first["Location"] == second["Location"] == f"/cases/{case.pk}/"
    assert fresh_house.raw("select count(*) from cases_breakglass") == [(1,)]
    assert "您正在紧急查阅此事项" in body(zhou.post("/cases/emergency/", sent | {"ident": "f" * 32}))


def test_owner_superior_and_audit_hear_of_it_at_once_and_nothing_is_said(fresh_house):
    case = sealed()
    breaks("zhou", case)
    assert told(fresh_house, "glass_opened") == ["lin"]
    assert told(fresh_house, "glass_below") == ["gao"]
    assert told(fresh_house, "glass_audit") == ["auditor"]
    assert told(fresh_house, "glass_review") == ["bai"]
    subjects = "select kind, subject_kind, subject_id from network_outboxmessage where kind like 'glass%%' and subject_id is not null"
    assert fresh_house.raw(subjects) == [("glass_opened", "case", case.pk)]
    seen = fresh_house.raw(
        "select purpose, detail::text from network_auditevent where action = 'break_glass' and subject_id = %s",
        [str(case.pk)],
    )
    assert len(seen) == 1 and seen[0][0] == "danger" and REASON not in seen[0][1]
    assert "紧急查阅" in body(browser_of("lin").get(f"/cases/{case.pk}/"))


def test_the_superior_who_reads_is_not_told_of_herself_and_a_recused_one_hears_nothing(fresh_house):
    case = sealed()
    with acting("lin") as (lin, _scope):
        hand_over.declare_recusal(
            Case.objects.get(pk=case.pk), user=person("gao"), by=lin, reason="亲属", source="owner"
        )
    breaks("zhou", case)
    assert told(fresh_house, "glass_below") == []
    other = sealed()
    breaks("gao", other)
    assert told(fresh_house, "glass_below") == ["zhou"]


def test_she_reads_and_every_action_of_her_post_is_refused_at_the_gate(fresh_house):
    case, other = sealed(), matter("lin")
    with acting("gao") as (_gao, scope):
        before = {a for a in ROLES["county_leader"].may if gate.ask(scope, a, Case.objects.get(pk=case.pk))}
    assert {"accept", "supervise", "triage", "note", "answer"} <= before  # leader of exactly its unit
    breaks("gao", case)
    with acting("gao") as (_gao, scope):
        here = Case.objects.get(pk=case.pk)
        after = {action for action in ROLES["county_leader"].may if gate.ask(scope, action, here)}
        assert after == set(reading.FREE)
        assert gate.ask(scope, "note", Case.objects.get(pk=other.pk))  # the rest of her work goes on


def test_its_papers_are_approved_by_nobody_who_only_reads(fresh_house):
    case = sealed()
    with acting("gao") as (gao, scope):
        desk = desk_of(Case.objects.get(pk=case.pk), case.unit, gao.pk)
        assert gate.ask(scope, "approve_paper", desk) and gate.ask(scope, "revoke_paper", desk)
    breaks("gao", case)
    with acting("gao") as (_gao, scope):
        for action in ("approve_paper", "revoke_paper", "issue_paper", "draw_up_paper"):
            assert not gate.ask(scope, action, desk), action


def test_no_form_of_the_matter_changes_anything_while_she_reads(fresh_house):
    case = sealed()
    breaks("gao", case)
    counted = """select (select count(*) from cases_event where case_id = %(c)s), (select count(*) from cases_attachment
       where case_id = %(c)s), (select version from cases_case where id = %(c)s), (select count(*) from cases_caseaccess
       where content_object_id = %(c)s), (select count(*) from cases_mediation where case_id = %(c)s)"""
    before = fresh_house.raw(counted, {"c": case.pk})
    gao = browser_of("gao")
    for place, data in (
        ("note/", {"note": "记一笔"}),
        ("triage/", {"route": "R1", "category": "general"}),
        ("accept/", {"notice_how": "safe_way"}),
        ("withdraw/", {"reason": "她要求"}),
        ("reassign/", {"to": person("xu").pk}),
        ("attach/", {"title": "收据"}),
        ("code/", {"how": "paper"}),
        ("co-handlers/", {"user": person("xu").pk, "days": "3", "reason": "协助"}),
        ("mediation/new/", {"kind": "family", "dispute": "家事", "willing": "on"}),
        ("referrals/new/", {"kind": "relief"}),
        ("meetings/new/", {"kind": "coordination"}),
        ("competence/", {"reason": "不归我处"}),
        ("supervise/", {"reason": "delayed", "level": "order"}),
        ("protection/open_danger/", {"noticed": "now"}),
        ("consultations/new/", {}),
        ("follow_up/", {"way": "in_person", "result": "reached", "satisfaction": "satisfied"}),
        ("open/", {"reason": "check"}),
    ):
        answer = gao.post(f"/cases/{case.pk}/{place}", data)
        assert answer.status_code in (200, 302, 403, 404), place
    assert fresh_house.raw(counted, {"c": case.pk}) == before


WRITES = (
    "update cases_case set stage = stage where id = %s returning 1",
    "update cases_petition set route = 'R1' where case_id = %s returning 1",
    "update cases_person set gender = 'other' where case_id = %s returning 1",
    "update cases_narrative set facts = null where case_id = %s returning 1",
    "update cases_caseaccess set until = now() + interval '1 hour' where content_object_id = %s returning 1",
)
MAKES = (
    """insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
       select gen_random_uuid(), id, 'note', stage, stage, app_user(), unit_id, now(), now(), '{}' from cases_case where id = %s""",
    """insert into cases_caseaccess (content_object_id, user_id, until, permission_id, source, granted_at, reason,
       granted_by_id, opens, writes, is_closed) select id, app_user(), now() + interval '1 hour', (select id from
       auth_permission where codename = 'lend_card'), 'lent', now(), '', app_user(), false, false, false
       from cases_case where id = %s""",
    """insert into cases_firstcontact (id, case_id, entered_by_id, entered_at, told_before)
       select gen_random_uuid(), id, app_user(), now(), true from cases_case where id = %s""",
)


@pytest.mark.parametrize("statement", [*WRITES, *MAKES])
def test_row_security_lets_her_write_nothing_with_the_gate_out_of_the_way(fresh_house, statement):
    case = sealed()
    breaks("gao", case)
    with acting("gao"):
        assert plain_sql("select may_open(%s)", [case.pk]) == [(True,)]
    if statement in WRITES:
        with acting("gao"):
            assert plain_sql(statement, [case.pk]) == []
        return
    with pytest.raises(Exception) as refused, acting("gao"):
        plain_sql(f"{statement} returning 1", [case.pk])
    assert refused.value.__cause__.sqlstate == "42501"
    with acting("lin"):
        assert plain_sql(f"{statement} returning 1", [case.pk]) == [(1,)]


def test_it_ends_by_itself(fresh_house):
    case = sealed()
    breaks("zhou", case)
    until = fresh_house.raw(
        """select max(until - granted_at) <= interval '60 minutes', min(until - granted_at) > interval '59 minutes'
             from cases_caseaccess where content_object_id = %s and source = 'break_glass'""",
        [case.pk],
    )
    assert until == [(True, True)]
    over(fresh_house, case)
    assert browser_of("zhou").get(f"/cases/{case.pk}/").status_code == 404
    breaks("zhou", case)
    assert browser_of("zhou").get(f"/cases/{case.pk}/").status_code == 200


def test_she_ends_it_herself_and_the_card_of_an_ordinary_matter_stays(fresh_house):
    case, hidden = matter("lin"), sealed()
    wu, zhou = browser_of("wu"), browser_of("zhou")
    assert "紧急查阅" in body(wu.get(f"/cases/{case.pk}/"))
    assert wu.post(f"/cases/{case.pk}/emergency/", SENT)["Location"] == f"/cases/{case.pk}/"
    assert STORY in body(wu.get(f"/cases/{case.pk}/"))
    assert wu.post(f"/cases/{case.pk}/emergency/end/")["Location"] == f"/cases/{case.pk}/"
    page = body(wu.get(f"/cases/{case.pk}/"))
    assert STORY not in page and BANNER not in page
    breaks("zhou", hidden)
    assert zhou.post(f"/cases/{hidden.pk}/emergency/end/")["Location"] == "/"
    assert zhou.get(f"/cases/{hidden.pk}/").status_code == 404
    assert readings(fresh_house, hidden) == []


def test_whoever_finds_that_she_is_tied_to_it_says_so_and_it_is_gone(fresh_house):
    case = sealed()
    breaks("zhou", case)
    with acting("zhou") as (zhou, _scope):
        hand_over.declare_recusal(
            Case.objects.get(pk=case.pk), user=zhou, by=zhou, reason="亲属", source="declared"
        )
    assert browser_of("zhou").get(f"/cases/{case.pk}/").status_code == 404
    over(fresh_house, case)
    assert MISS in body(posts("zhou", case))


def test_what_is_open_to_her_anyway_is_not_broken(fresh_house):
    case = matter("lin")
    for username in ("lin", "gao"):
        assert "您本来就可以查阅此事项" in body(browser_of(username).get(f"/cases/{case.pk}/emergency/"))
        with pytest.raises(Refusal) as refused:
            breaks(username, case)
        assert refused.value.code == "open"


def test_a_chair_reads_a_matter_of_her_villages_and_none_beyond(fresh_house):
    case = matter("luo", channel="visit")
    breaks("tian", case)
    assert readings(fresh_house, case)[0][0] == "tian"
    with pytest.raises(Refusal), acting("sun") as (sun, _scope):
        naming.by_number(case.number, by=sun)


def test_a_matter_that_becomes_hers_is_read_in_an_emergency_no_more(fresh_house):
    case = matter("lin")
    breaks("wu", case)
    with acting("wu") as (wu, scope):
        assert case.pk in reading.readings(scope)
        fresh_house.raw("update cases_case set owner_id = %s where id = %s", [wu.pk, case.pk])
    with acting("wu") as (_wu, scope):
        assert reading.readings(scope) == {}
        assert plain_sql("update cases_case set stage = stage where id = %s returning 1", [case.pk]) == [(1,)]


def test_sealing_a_matter_ends_what_an_officer_reads(fresh_house):
    case = matter("lin")
    breaks("wu", case)
    does("lin", danger.begin_protection, case, note="她说回家后又被打")
    assert fresh_house.raw("select is_sealed from cases_case where id = %s", [case.pk]) == [(True,)]
    assert readings(fresh_house, case) == []


def test_a_colleague_without_the_post_finds_no_door(fresh_house):
    for username in ("he", "luo", "duan", "bai", "tong", "sysadmin", "auditor"):
        assert browser_of(username).get("/cases/emergency/").status_code == 403, username
    with pytest.raises(Refusal), acting("duan") as (duan, _scope):
        breaking.break_glass(
            naming.Named(matter("lin").pk, "1", 1, None, None, None, None, False, False), by=duan, **WHY
        )
