"""Promises about who sees what, through the doors people use and with each wall standing alone."""

import pytest
from django.db import connection, transaction

from cases.casefile.models import Case, CaseKey, Event, Narrative
from cases.people.models import Person
from cases.petitions import hand_over, transitions
from network.access import gate
from network.access.gate import Refusal
from network.staff.appointments import scope_of
from sisterhood.demo.cast import CAST
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import NAME, PHONE, STORY, does, matter

pytestmark = pytest.mark.usefixtures("house")
CARD_OF_WOHU = {"he", "lin", "gao", "xu", "wu", "zhou", "tian", "shi"}
NOBODYS = {p.username for p in CAST}


def sees(username: str, case: Case) -> bool:
    with acting(username) as (_user, scope):
        return Case.objects.visible_to(scope).filter(pk=case.pk).exists()


def sees_without_the_orm(username: str, case: Case) -> bool:
    with acting(username):
        return bool(plain_sql("select 1 from cases_case where id = %s", [case.pk]))


@pytest.fixture(scope="module")
def ordinary(house) -> Case:
    """Reported in a hamlet of 卧虎镇, passed to the county and taken up."""
    case = matter("he", channel="station")
    does("he", hand_over.pass_on, case, to_county=True)
    does("lin", hand_over.take_up, case)
    return case


@pytest.fixture(scope="module")
def sealed(house) -> Case:
    """Violence, reported in the same hamlet: the county's officer owns it at once."""
    return matter("he", channel="station", safety="violence")


@pytest.mark.parametrize("username", sorted(NOBODYS))
def test_exactly_the_posts_of_the_rule_see_the_card_of_an_ordinary_matter(username, ordinary):
    at_county = CARD_OF_WOHU - {"tian", "shi"}
    assert sees(username, ordinary) == (username in at_county)


@pytest.mark.parametrize("username", sorted(NOBODYS))
def test_row_security_alone_gives_the_same_answer(username, ordinary, sealed):
    assert sees_without_the_orm(username, ordinary) == sees(username, ordinary)
    assert sees_without_the_orm(username, sealed) == sees(username, sealed)


@pytest.mark.parametrize("username", sorted(NOBODYS))
def test_a_sealed_matter_is_a_card_for_registrar_owner_and_supervising_leader_only(username, sealed):
    assert sees(username, sealed) == (username in {"he", "lin", "gao"})


@pytest.mark.parametrize("username", sorted(NOBODYS))
def test_the_orm_alone_gives_the_same_answer_when_row_security_is_off(username, ordinary, sealed, house):
    scope = scope_of(person(username))
    expected = {case.pk for case in (ordinary, sealed) if sees(username, case)}
    with house.login("migrator"):
        found = Case.objects.visible_to(scope).filter(pk__in=[ordinary.pk, sealed.pk])
        assert set(found.values_list("pk", flat=True)) == expected


def test_without_a_scope_the_web_login_sees_no_row_of_any_case_table(ordinary):
    tables = [
        r[0]
        for r in plain_sql("select relname from pg_class where relname like 'cases\\_%' and relkind = 'r'")
    ]
    for table in sorted(set(tables) - {"cases_numberseries"}):
        if plain_sql("select has_table_privilege('app', %s, 'select')", [table]) == [(False,)]:
            continue  # reached by functions alone
        assert plain_sql(f"select count(*) from {table}") == [(0,)], table


def test_every_table_with_a_case_has_forced_row_security_and_a_policy(house):
    rows = house.raw(
        """select c.relname, c.relrowsecurity and c.relforcerowsecurity,
                  (select count(*) from pg_policies p where p.tablename = c.relname)
             from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and a.attname in ('case_id', 'content_object_id', 'subject_id')
              and c.relname ~ '^(cases|network)_' and not a.attisdropped"""
    )
    assert rows
    for table, forced, policies in rows:
        assert forced and policies > 0, table


def test_no_login_of_the_web_or_the_worker_stands_above_the_walls(house):
    rows = house.raw(
        "select rolname from pg_roles where rolname in ('app','worker') and (rolsuper or rolbypassrls)"
    )
    assert rows == []


def test_a_superior_gets_a_card_without_one_word_of_the_story(ordinary):
    page = browser_of("wu").get(f"/cases/{ordinary.pk}/").content.decode()
    assert ordinary.number in page
    for canary in (NAME, "欧阳", PHONE, STORY, "137"):
        assert canary not in page
    with acting("wu"):
        for model in (Person, Narrative, Event, CaseKey):
            assert not model.objects.filter(case=ordinary.pk).exists()


def test_a_superior_who_gives_a_reason_opens_for_a_day_and_the_owner_is_told(house):
    case = matter("lin")
    client = browser_of("wu")
    client.post(f"/cases/{case.pk}/open/", {"reason": "complaint"})
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert STORY in page and NAME not in page
    assert house.raw(
        "select 1 from network_outboxmessage where kind = 'opened' and subject_id = %s", [case.pk]
    )


def test_a_superior_cannot_open_a_sealed_matter_by_giving_a_reason(sealed):
    client = browser_of("gao")
    client.post(f"/cases/{sealed.pk}/open/", {"reason": "check"})
    assert STORY not in client.get(f"/cases/{sealed.pk}/").content.decode()


def test_the_registrar_of_a_sealed_matter_keeps_a_receipt_not_the_case(sealed):
    page = browser_of("he").get(f"/cases/{sealed.pk}/").content.decode()
    assert sealed.number in page and STORY not in page and "欧阳" not in page


@pytest.mark.parametrize(
    "path", ["", "names/", "open/", "attach/", "accept/", "triage/", "take_up/", "withdraw/"]
)
def test_the_next_countys_officer_gets_the_same_404_as_for_a_matter_that_does_not_exist(path, ordinary):
    client = browser_of("zheng")
    method = client.post if path in ("names/", "open/", "attach/") else client.get
    real = method(f"/cases/{ordinary.pk}/{path}", {"reason": "check"})
    none = method(f"/cases/01890000-0000-7000-8000-000000000000/{path}", {"reason": "check"})
    assert real.status_code == none.status_code == 404
    strip = lambda r: r.content.decode().split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert strip(real) == strip(none)


@pytest.mark.parametrize("url", ["/", "/mine/", "/leader/late/", "/inbox/"])
def test_no_list_of_another_county_names_the_matter(url, ordinary, sealed):
    page = browser_of("zheng").get(url, follow=True).content.decode()
    assert ordinary.number not in page and sealed.number not in page


def test_recusal_leaves_no_trace(house):
    case = matter("lin")
    with acting("lin") as (lin, _scope):
        hand_over.declare_recusal(case, user=person("gao"), by=lin, reason="当事人亲属", source="owner")
    assert not sees("gao", case) and not sees_without_the_orm("gao", case)
    assert browser_of("gao").get(f"/cases/{case.pk}/").status_code == 404
    assert sees("zhou", case)


def test_an_owner_who_declares_her_own_conflict_hands_the_matter_on_first(house):
    case = matter("lin")
    with acting("lin") as (lin, _scope):
        hand_over.declare_recusal(case, user=lin, by=lin, reason="邻居", source="declared")
    assert not sees("lin", case)
    assert house.raw("select owner_id from cases_case where id = %s", [case.pk]) == [(person("gao").pk,)]


def test_a_matter_in_which_the_local_people_know_the_other_side_bypasses_them(house):
    case = matter("ma", channel="station", knows_other_side=True)
    assert [sees(name, case) for name in ("ma", "luo", "tian", "lin")] == [True, False, False, True]


def test_giving_a_matter_to_another_county_by_a_crafted_update_is_refused(ordinary):
    with acting("lin"), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        to = person("zheng")
        unit = to.appointments.get().unit_id
        plain = connection.cursor()
        plain.execute(
            "update cases_case set unit_id = %s, owner_id = %s where id = %s", [unit, to.pk, ordinary.pk]
        )


def test_nobody_can_lend_herself_a_sealed_matter(sealed, house):
    with (
        acting("zheng") as (zheng, _scope),
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
    ):
        connection.cursor().execute(
            """insert into cases_caseaccess (user_id, permission_id, content_object_id, until, source, reason,
                 granted_by_id, granted_at, opens, writes, is_closed)
               select %s, id, %s, now() + interval '1 day', 'lent', '', %s, now(), true, true, false
                 from auth_permission where codename = 'lend_case'""",
            [zheng.pk, sealed.pk, zheng.pk],
        )


def test_a_county_officer_cannot_accept_and_reads_why(house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    with pytest.raises(Refusal):
        does("lin", transitions.accept, case, notice_how="on_the_spot")
    with acting("lin") as (_lin, scope):
        assert str(gate.ask(scope, "accept", case))


def test_the_audit_log_only_grows(house):
    for statement in ("update network_auditevent set purpose = 'x'", "delete from network_auditevent"):
        with acting("lin"), pytest.raises(Exception), transaction.atomic():  # noqa: B017 - any refusal counts
            connection.cursor().execute(statement)


def test_each_opening_of_a_case_leaves_one_row(house):
    case = matter("lin")
    count = "select count(*) from network_auditevent where action = 'view' and subject_id = %s"
    before = house.raw(count, [str(case.pk)])[0][0]
    browser_of("lin").get(f"/cases/{case.pk}/")
    assert house.raw(count, [str(case.pk)])[0][0] == before + 1


def test_a_page_whose_audit_row_cannot_be_written_shows_nothing(house):
    case = matter("lin")
    house.raw("revoke insert on network_auditevent from app")
    try:
        response = browser_of("lin").get(f"/cases/{case.pk}/")
    finally:
        house.raw("grant insert on network_auditevent to app")
    assert response.status_code >= 500 and STORY not in response.content.decode()
