"""A conflict of interest: whoever has one never gets the matter, by whatever door it changes hands."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.casefile import recusals
from cases.petitions import giving, hand_over, transitions
from network.access.gate import Refusal
from network.notifications.delivery import deliver_due
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.stories import does, matter


def _owner(house, case) -> str:
    return house.raw(
        "select u.username from cases_case c join network_user u on u.id = c.owner_id where c.id = %s",
        [case.pk],
    )[0][0]


def _recuse(case, who, *, by="lin"):
    does(by, hand_over.recuse, case, user=person(who), reason="亲属")


def test_her_own_recusal_passes_by_everybody_recused_before(fresh_house):
    case = matter("lin")
    _recuse(case, "gao")
    _recuse(case, "xu")
    _recuse(case, "lin")
    assert _owner(fresh_house, case) in ("wu", "zhou")
    assert browser_of("lin").get(f"/cases/{case.pk}/").status_code == 404


def test_whoever_finds_the_conflict_the_owner_loses_the_matter_and_a_second_finding_changes_nothing(
    fresh_house,
):
    case = matter("lin")
    barred = {person("lin").pk, person("xu").pk}
    for source in ("match", "intake"):
        does("gao", recusals.keep_away, case, user_ids=barred, source=source, at=clock.now())
    assert _owner(fresh_house, case) not in ("lin", "xu")
    rows = "select user_id, source from cases_recusal where case_id = %s"
    assert set(fresh_house.raw(rows, [case.pk])) == {(pk, "match") for pk in barred}
    for who in ("lin", "xu"):
        assert browser_of(who).get(f"/cases/{case.pk}/").status_code == 404


def test_a_matter_goes_back_to_nobody_who_is_recused(fresh_house):
    case = matter("he")
    does("he", hand_over.pass_on, case, to_county=True)
    does("lin", hand_over.take_up, case)
    _recuse(case, "he")
    does("lin", hand_over.hand_back, case, reason="请先核实")
    assert _owner(fresh_house, case) != "he"


def test_an_objection_returns_to_the_unit_when_its_sender_is_recused_meanwhile(fresh_house):
    case = matter("lin")
    town = Unit.objects.current().get(code="220382102000", level=3)
    does("lin", transitions.triage, case, route="R2")
    does("lin", giving.assign, case, to_unit=town, reason="属镇妇联", notice_how="safe_way")
    _recuse(case, "lin", by="tian")
    does("tian", giving.object_to, case, reason="不属于本镇")
    assert _owner(fresh_house, case) in ("xu", "gao")


def test_a_leader_gives_a_matter_to_a_colleague_through_the_page_but_not_to_one_recused(fresh_house):
    case, client = matter("lin"), browser_of("gao")
    _recuse(case, "xu")
    address = f"/cases/{case.pk}/reassign/"
    assert "许佳" in client.get(address).content.decode()
    page = client.post(address, {"to": person("xu").pk, "reason": "分担工作"})
    assert page.status_code == 200 and "请另选一人" in page.content.decode()
    assert _owner(fresh_house, case) == "lin"
    other = matter("lin")
    assert (
        client.post(f"/cases/{other.pk}/reassign/", {"to": person("xu").pk, "reason": "分担工作"}).status_code
        == 302
    )
    assert _owner(fresh_house, other) == "xu"
    assert "转交同事" in browser_of("xu").get(f"/cases/{other.pk}/").content.decode()


def test_recusal_through_the_page_leaves_no_trace_for_her(fresh_house):
    case, client = matter("lin"), browser_of("lin")
    answer = client.post(f"/cases/{case.pk}/declare_recusal/", {"user": person("gao").pk, "reason": "亲属"})
    assert answer.status_code == 302
    assert browser_of("gao").get(f"/cases/{case.pk}/").status_code == 404
    assert case.number not in browser_of("gao").get("/").content.decode()


def test_a_township_accepts_only_what_was_given_to_it(fresh_house):
    case = matter("tian")
    does("tian", transitions.triage, case, route="R10")
    with pytest.raises(Refusal) as refusal:
        does("tian", transitions.choose_route, case, route="R1")
    assert refusal.value.code == "route"


def test_an_executive_member_sees_only_what_she_holds(fresh_house):
    case = matter("he")
    assert browser_of("shi").get(f"/cases/{case.pk}/").status_code == 404


def test_whoever_is_recused_finds_no_message_about_the_matter(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    with fresh_house.login("worker"):
        deliver_due()
    assert "/inbox/" in browser_of("gao").get("/").content.decode()
    before = browser_of("gao").get("/inbox/").content.decode()
    assert "等待您" in before or "inbox_read" in before or 'action="/inbox/' in before
    _recuse(case, "gao")
    assert 'action="/inbox/' not in browser_of("gao").get("/inbox/").content.decode()


def test_a_superior_with_the_card_alone_lends_it_to_nobody_by_plain_sql(fresh_house):
    case = matter("lin")
    insert = """insert into cases_caseaccess (user_id, permission_id, content_object_id, until, source, reason,
        granted_by_id, granted_at, opens, writes, is_closed)
        select %s, id, %s, now() + interval '10 years', 'lent', '', %s, now(), true, true, false
        from auth_permission where codename = 'lend_case'"""
    zheng, wu = person("zheng").pk, person("wu").pk
    with acting("wu"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, [zheng, case.pk, wu])
    with acting("wu"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from cases_caseaccess")


def test_a_matter_is_given_only_to_whoever_handles_matters_at_the_unit(fresh_house):
    with fresh_house.login("migrator"):
        cast.seat(cast.ON_DUTY)
    case, client = matter("lin"), browser_of("gao")
    address = f"/cases/{case.pk}/reassign/"
    offered = client.get(address).content.decode()
    assert "许佳" in offered
    for name in ("段律", "颜心怡", "秦夜"):
        assert f">{name}</option>" not in offered, name
    for username in ("duan", "yan", "qin"):
        with pytest.raises(Refusal) as refusal:
            does("gao", hand_over.reassign, case, to=person(username), reason="请她承办")
        assert refusal.value.code == "to"
    assert _owner(fresh_house, case) == "lin"
