"""From the act to the sheet in her hands: who draws up, approves, issues; numbers without gaps; words that stay."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from cases.casefile.models import Case
from cases.documents import verbs
from cases.documents.kinds import KINDS
from cases.documents.models import Document
from cases.petitions import hand_over, papers, review, windows
from network.access.gate import Refusal
from network.access.reach import Seat
from network.access.roles import ROLES
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.papers import roads
from tests.stories import NAME, PHONE, STORY, does, matter

STRANGERS = ("feng", "zheng", "tian", "he", "han", "wu", "zhou", "sysadmin", "auditor", "duan")


def test_the_handler_draws_up_the_leader_approves_and_it_is_issued_with_a_number(fresh_house):
    case = roads.accepted()
    paper = roads.draw("lin", case, "notice_accepted")
    assert (paper.state, paper.number) == ("draft", "")
    told = fresh_house.raw("select recipient_id from network_outboxmessage where key like 'paper:%'")
    assert told == [(person("gao").pk,)]
    with pytest.raises(Refusal):
        roads.acts("lin", verbs.approve, paper)
    with pytest.raises(IllegalTransition):
        roads.acts("lin", verbs.issue, paper)
    roads.acts("gao", verbs.approve, paper)
    issued = roads.acts("lin", verbs.issue, paper)
    assert issued.number == f"双辽妇受告〔{clock.today().year}〕1号"
    with acting("lin"):
        words = verbs.words_of(Document.objects.get(pk=paper.pk))
    assert words.digest() == bytes(issued.sha256) and words.number == issued.number
    assert words.addressee == NAME and STORY not in words.written()


def test_the_leader_who_draws_it_up_herself_needs_nobody_else(fresh_house):
    paper = roads.draw("gao", roads.accepted(), "notice_accepted")
    assert (paper.state, paper.approved_by_id) == ("approved", person("gao").pk)


@pytest.mark.parametrize("username", STRANGERS)
def test_nobody_else_draws_up_approves_or_issues(fresh_house, username):
    case = roads.accepted()
    paper = roads.draw("lin", case, "notice_accepted")
    with acting("lin"):
        source = next(s for s in papers.sources(case) if s.kind == "registration_form")
    with acting(username) as (user, _scope):
        with pytest.raises(Refusal):
            papers.draw_up(case, source, addressee="", basis="依据", by=user)
        for verb in (verbs.approve, verbs.issue):
            with pytest.raises(Refusal):
                verb(paper, by=user)
        assert not Document.objects.exists()
        assert plain_sql("select count(*) from cases_document") == [(0,)]


def test_the_table_of_roles_lets_leaders_approve_and_take_back_and_handlers_issue():
    for code, role in ROLES.items():
        leads = role.seat is Seat.LEADER and min(role.levels) <= 3
        handles = leads or code in ("city_officer", "county_officer", "executive_member")
        assert ("approve_paper" in role.may) == ("revoke_paper" in role.may) == leads, code
        assert ("draw_up_paper" in role.may) == ("issue_paper" in role.may) == handles, code
        assert ("keep_rules" in role.may) == (code in ("system_admin", "city_leader")), code
        assert ("send_proposal" in role.may) == (code in ("city_leader", "county_leader")), code


def test_the_database_knows_the_same_kinds_that_need_a_leader(house):
    body = plain_sql("select prosrc from pg_proc where proname = 'paper_frozen'")[0][0]
    for kinds in re.findall(r"new\.kind in \(([^)]*)\)", body):
        assert set(re.findall(r"'(\w+)'", kinds)) == {code for code, kind in KINDS.items() if kind.approve}
    assert body.count("new.kind in (") == 2


def test_an_act_gives_one_live_paper_and_a_revoked_one_makes_room(fresh_house):
    case = roads.accepted()
    paper = roads.issued("lin", case, "notice_accepted")
    with pytest.raises(Refusal) as refusal:
        roads.draw("lin", case, "notice_accepted")
    assert refusal.value.code == "twice"
    with pytest.raises(Refusal):
        roads.acts("lin", verbs.revoke, paper, note="日期有误")
    roads.acts("gao", verbs.revoke, paper, note="日期有误")
    second = roads.issued("lin", case, "notice_accepted")
    assert second.number.endswith("2号")


def test_a_wrong_paper_is_replaced_by_a_new_draft_of_the_same_act(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    fresh = roads.acts("gao", papers.reissue, paper, note="收到日期写错")
    assert fresh.replaces_id == paper.pk and fresh.state == "approved"
    states = fresh_house.raw("select state from cases_document order by drafted_at")
    assert states == [("replaced",), ("approved",)]


def test_eight_people_who_issue_at_once_get_eight_numbers_without_a_gap(fresh_house):
    drafts = [roads.draw("gao", roads.accepted(), "notice_accepted") for _ in range(8)]
    spare = [roads.draw("gao", roads.accepted(), "notice_accepted") for _ in range(4)]

    def issue(paper: Document, fail: bool = False) -> str:
        try:
            with acting("gao") as (gao, _scope):
                number = verbs.issue(paper, by=gao).number
                if fail:
                    transaction.set_rollback(True)
                return number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(issue, paper) for paper in drafts]
        lost = [pool.submit(issue, paper, True) for paper in spare]
        numbers = {job.result() for job in work}
        assert all(job.result() for job in lost)
    year = clock.today().year
    assert numbers == {f"双辽妇受告〔{year}〕{n}号" for n in range(1, 9)}
    stored = fresh_house.raw("select count(*) from cases_document where number <> ''")
    assert stored == [(8,)]


def test_a_sealed_matter_leaves_no_hole_in_the_numbers_of_its_unit(fresh_house):
    first = roads.issued("lin", matter("lin"), "registration_form")
    sealed = roads.issued("lin", matter("lin", safety="violence"), "registration_form")
    second = roads.issued("lin", matter("lin"), "registration_form")
    year = clock.today().year
    assert [first.number, second.number] == [f"双辽妇登〔{year}〕{n}号" for n in (1, 2)]
    assert sealed.number == f"四妇文〔{year}〕1号"
    for username in ("gao", "xu", "wu", "zhou", "he"):
        with acting(username):
            assert plain_sql("select count(*) from cases_document where id = %s", [sealed.pk]) == [(0,)]


CHANGES = (
    "content = ''::bytea",
    "number = '双辽妇受告〔2026〕9号'",
    "sha256 = null",
    "code_hash = sha256('x')",
    "wrapped = null, content = null",
    "kind = 'objection'",
    "issued_at = now() - interval '1 day'",
    "approved_by_id = drafted_by_id",
    "state = 'draft'",
    "state = 'approved'",
    "case_id = gen_random_uuid()",
)


@pytest.mark.parametrize("change", CHANGES)
def test_an_issued_paper_is_changed_by_no_login(fresh_house, change):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    before = fresh_house.raw("select cases_document::text from cases_document")
    statement = f"update cases_document set {change} where id = %s returning id"
    with acting("lin"), pytest.raises(Error), transaction.atomic():
        plain_sql(statement, [paper.pk])
    for login in ("worker", "migrator"):
        with fresh_house.login(login), pytest.raises(Error), transaction.atomic():
            plain_sql(statement, [paper.pk])
    assert fresh_house.raw("select cases_document::text from cases_document") == before


def test_no_paper_is_deleted_and_the_worker_reads_none(fresh_house):
    roads.issued("lin", roads.accepted(), "notice_accepted")
    for login in ("app", "worker", "migrator"):
        with fresh_house.login(login), pytest.raises(Error), transaction.atomic():
            if login == "app":
                with acting("lin"):
                    plain_sql("delete from cases_document returning id")
            plain_sql("delete from cases_document returning id")
    with fresh_house.login("worker"), pytest.raises(Error), transaction.atomic():
        plain_sql("select count(*) from cases_document")
    assert fresh_house.raw("select count(*) from cases_document") == [(1,)]


def test_the_handler_cannot_approve_her_own_draft_in_the_database_either(fresh_house):
    paper = roads.draw("lin", roads.accepted(), "notice_accepted")
    with acting("lin") as (lin, _scope), pytest.raises(Error), transaction.atomic():
        plain_sql(
            "update cases_document set state = 'approved', approved_by_id = %s, approved_at = now()"
            " where id = %s returning id",
            [lin.pk, paper.pk],
        )


def test_her_thirty_days_begin_on_the_day_the_opinion_was_in_her_hands(fresh_house):
    with clock.moved_to(clock.now() - timedelta(days=9)):
        case = roads.answered()
        paper = roads.issued("lin", case, "handling_opinion")
    with acting("lin"):
        before = windows.window_end(case, "answered")
    received = clock.today() - timedelta(days=2)
    roads.acts("lin", verbs.deliver, paper, delivered_on=received, delivered_how="post")
    with acting("lin"):
        after = windows.window_end(case, "answered")
    assert before is not None and after is not None and after > before
    assert fresh_house.raw("select delivered_on from cases_handlingopinion") == [(received,)]
    does("lin", review.ask_review, case, asked_on=clock.today(), reason="不服")
    again = clock.today() - timedelta(days=1)
    with acting("lin") as (lin, _scope):
        verbs.deliver(Document.objects.get(pk=paper.pk), delivered_on=again, delivered_how="post", by=lin)
    assert fresh_house.raw("select delivered_on from cases_handlingopinion") == [(received,)]


@pytest.mark.parametrize(("days", "code"), [(1, "delivered_on"), (-30, "delivered_on")])
def test_nothing_arrives_tomorrow_or_before_it_was_decided(fresh_house, days, code):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    on = clock.today() + timedelta(days=days)
    with pytest.raises(Refusal) as refusal:
        roads.acts("lin", verbs.deliver, paper, delivered_on=on, delivered_how="in_person")
    assert refusal.value.code == code


def test_who_gave_the_matter_away_still_issues_and_prints_what_goes_with_it(fresh_house):
    case = roads.given()
    with acting("lin"):
        assert not Case.objects.openable_by(_scope_of("lin")).filter(pk=case.pk).exists()
    for kind in ("assignment_slip", "notice_whereabouts"):
        paper = roads.acts("lin", verbs.issue, roads.drawn_by_act("lin", case, kind))
        made = browser_of("lin").post(f"/papers/{paper.pk}/print/", {"as": "pdf"})
        assert made.content.startswith(b"%PDF")
        assert made["Content-Disposition"] == f'attachment; filename="{paper.pk.hex[-8:]}.pdf"'
        assert made["Cache-Control"] == "no-store"
    assert f"/papers/{paper.pk}/" in browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    with acting("tian"):
        assert Document.objects.filter(case=case.pk).count() == 2
    for username in ("shi", "sun", "feng", "zhou", "wu", "he"):
        with acting(username):
            assert plain_sql("select count(*) from cases_document") == [(0,)], username


def _scope_of(username: str):
    with acting(username) as (_user, scope):
        return scope


def test_for_whoever_has_a_conflict_there_is_no_paper(fresh_house):
    case = roads.accepted()
    paper = roads.issued("lin", case, "notice_accepted")
    does("lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source="owner")
    assert browser_of("gao").get(f"/papers/{paper.pk}/").status_code == 404
    assert browser_of("gao").post(f"/papers/{paper.pk}/print/", {"reason": "check"}).status_code == 404
    with acting("gao"):
        assert plain_sql("select count(*) from cases_document") == [(0,)]


def test_the_leader_reads_names_masked_and_prints_with_a_reason_that_is_recorded(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    gao = browser_of("gao")
    page = gao.get(f"/papers/{paper.pk}/").content.decode()
    assert NAME not in page and "欧*阳" not in page and "欧" in page
    assert NAME not in gao.get(f"/papers/{paper.pk}/deliver/").content.decode()
    assert gao.post(f"/papers/{paper.pk}/print/", {"as": "page"}).status_code == 302
    printed = "select purpose, detail->>'as' from network_auditevent where action = 'print'"
    assert fresh_house.raw(printed) == []
    answer = gao.post(f"/papers/{paper.pk}/print/", {"as": "page", "reason": "check"})
    assert answer.status_code == 200 and NAME in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert fresh_house.raw(printed) == [("check", "page")]
    assert browser_of("lin").post(f"/papers/{paper.pk}/print/", {"as": "pdf"}).status_code == 200
    assert fresh_house.raw(printed + " order by id")[-1] == ("", "pdf")


def test_the_registration_form_for_the_file_bears_full_names_and_each_such_sheet_is_a_reveal(fresh_house):
    paper = roads.issued("lin", matter("lin"), "registration_form")
    reveals = (
        "select u.username, e.purpose from network_auditevent e join network_user u on u.id = e.actor_id"
        " where e.action = 'reveal' and e.detail->>'layer' = 'names' order by e.id"
    )
    before = fresh_house.raw(reveals)
    printed = browser_of("lin").post(f"/papers/{paper.pk}/print/", {"as": "page"}).content.decode()
    assert NAME in printed and PHONE in printed and STORY in printed
    assert fresh_house.raw(reveals) == [*before, ("lin", "")]
    gao = browser_of("gao")
    page = gao.get(f"/papers/{paper.pk}/").content.decode()
    assert NAME not in page and PHONE not in page and "137****5678" in page
    assert gao.post(f"/papers/{paper.pk}/print/", {"as": "page"}).status_code == 302
    assert fresh_house.raw(reveals) == [*before, ("lin", "")]
    printed = gao.post(f"/papers/{paper.pk}/print/", {"as": "page", "reason": "check"}).content.decode()
    assert NAME in printed and PHONE in printed
    assert fresh_house.raw(reveals) == [*before, ("lin", ""), ("gao", "check")]


def test_a_draft_is_not_printed_and_a_leader_who_words_it_anew_keeps_the_name(fresh_house):
    paper = roads.draw("lin", roads.accepted(), "notice_accepted")
    assert browser_of("lin").post(f"/papers/{paper.pk}/print/", {"as": "pdf"}).status_code == 302
    with acting("gao"):
        shown = verbs.words_of(Document.objects.get(pk=paper.pk)).masked()
    told = {"addressee": shown.addressee, "basis": "《信访工作条例》第二十三条", "remedies": "可来会询问。"}
    assert browser_of("gao").post(f"/papers/{paper.pk}/amend/", told).status_code == 302
    with acting("lin"):
        words = verbs.words_of(Document.objects.get(pk=paper.pk))
    assert (words.addressee, words.remedies) == (NAME, "可来会询问。")


def test_with_the_key_of_the_matter_its_papers_are_destroyed_too(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    fresh_house.raw("delete from cases_casekey")
    assert fresh_house.raw("select wrapped, content, revoke_note from cases_document") == [(None, None, None)]
    assert fresh_house.raw("select number <> '', sha256 is not null from cases_document") == [(True, True)]
    with acting("lin"), pytest.raises(Refusal) as refusal:
        verbs.words_of(Document.objects.get(pk=paper.pk))
    assert refusal.value.code == "destroyed"
    assert browser_of("lin").get(f"/papers/{paper.pk}/").status_code == 200


def test_no_word_of_a_paper_stands_in_the_database(fresh_house):
    roads.issued("lin", roads.answered(), "handling_opinion")
    (stored,) = fresh_house.raw(
        "select cases_document::text || encode(content, 'escape') from cases_document"
    )[0]
    assert NAME not in stored and "情况属实" not in stored


def test_a_station_head_prints_the_form_of_what_she_holds_and_nothing_after_passing_it_on(fresh_house):
    case = matter("he", channel="station")
    paper = roads.issued("he", case, "registration_form")
    assert browser_of("he").post(f"/papers/{paper.pk}/print/", {"as": "pdf"}).status_code == 200
    other = matter("he", channel="station")
    does("he", hand_over.pass_on, other, to_county=True)
    with pytest.raises(Refusal):
        roads.draw("he", other, "registration_form")


def test_an_order_is_drawn_up_by_the_leader_who_issued_it_without_the_story(fresh_house):
    order = roads.ordered()
    assert browser_of("lin").post(f"/leader/orders/{order.pk}/paper/").status_code == 302
    assert fresh_house.raw("select count(*) from cases_document") == [(0,)]
    answer = browser_of("zhou").post(f"/leader/orders/{order.pk}/paper/")
    address = answer["Location"]
    assert browser_of("zhou").post(f"{address}issue/").status_code == 302
    page = browser_of("zhou").get(address).content.decode()
    assert "督办单" in page and STORY not in page and NAME not in page
    assert browser_of("lin").get(address).status_code == 200
    assert browser_of("wu").get(address).status_code == 404


def test_two_who_draw_up_the_same_act_at_once_make_one_paper(fresh_house):
    case = roads.accepted()

    def draw(username: str) -> str:
        try:
            return roads.draw(username, case, "notice_accepted").kind
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(draw, ["lin", "gao", "lin", "gao"]))
    assert found == ["notice_accepted", "twice", "twice", "twice"]
    assert fresh_house.raw("select count(*) from cases_document") == [(1,)]


def test_a_draft_is_dropped_by_whoever_drew_it_up(fresh_house):
    case = roads.accepted()
    paper = roads.draw("lin", case, "notice_accepted")
    roads.acts("lin", verbs.revoke, paper, note="写错了")
    assert fresh_house.raw("select state, number, issued_at from cases_document") == [("revoked", "", None)]
    assert roads.draw("lin", case, "notice_accepted").state == "draft"
