"""Who finds a referral and who does not: by the pages and by plain SQL, each wall without the other."""

import pytest
from django.db import Error, transaction

from cases.petitions import hand_over
from cases.referrals import assessment, figures, legal_aid
from cases.referrals.models import ServiceItem
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.referrals.conftest import AID, COURT, INJURY, WHO, coded, presented, sent, told
from tests.stories import does, matter

TABLES = (
    "cases_aidreferral",
    "cases_introductionletter",
    "cases_legalaidreferral",
    "cases_injuryassessmentreferral",
    "cases_recipientconsent",
)
# another county, a superior of the city, a township, a station head with a receipt, the three administrators
STRANGERS = ("zheng", "wu", "zhou", "tian", "he", "sysadmin", "secadmin", "auditor")


@pytest.fixture(scope="module")
def story(house):
    """A matter with a letter, an application and an appointment, and its rows for the superuser."""
    case = told()
    row = presented(case)
    coded(case, row)
    aid, injury = sent(case, AID), sent(case, INJURY)
    does(
        "lin",
        legal_aid.submit_aid,
        case,
        row=aid,
        submitted_on=clock.today(),
        matter="violence",
        ground="violence",
        urgency="none",
        place="matter",
    )
    does("lin", assessment.book_assessment, case, row=injury, appointed_at=clock.now())
    return case, row


@pytest.mark.parametrize("who", STRANGERS)
def test_whoever_may_not_open_the_matter_finds_no_referral(house, story, who):
    case, row = story
    client = browser_of(who)
    for address in (
        f"/cases/{case.pk}/referrals/{row}/",
        f"/cases/{case.pk}/referrals/{row}/code/",
        f"/cases/{case.pk}/referrals/{row}/agency_accept/",
        f"/cases/{case.pk}/referrals/new/",
    ):
        assert client.get(address).status_code == 404, address
    with acting(who):
        for table in TABLES:
            assert plain_sql(f"select count(*) from {table} where case_id = %s", [case.pk]) == [(0,)], table
            changed = plain_sql(
                f"update {table} set case_id = case_id where case_id = %s returning 1", [case.pk]
            )
            assert changed == [], table


def test_the_owner_and_her_leader_find_it(house, story):
    case, row = story
    for who in ("lin", "gao"):
        assert browser_of(who).get(f"/cases/{case.pk}/referrals/{row}/").status_code == 200
        with acting(who):
            for table in TABLES:
                assert plain_sql(f"select count(*) > 0 from {table} where case_id = %s", [case.pk]) == [
                    (True,)
                ]


def test_nobody_writes_a_referral_into_a_matter_that_is_not_hers(house, story):
    case, _row = story
    statement = (
        "insert into cases_aidreferral (id, case_id, kind, state, channel, item_id, agency_id, basis, opened_at,"
        " answered_by_slip, outcome, entered_by_id) select gen_random_uuid(), %s, 'relief', 'opened', 'ordinary', i.id,"
        " 1, '', now(), false, '', app_user() from cases_serviceitem i limit 1"
    )
    for who in ("zheng", "wu", "tian"):
        with pytest.raises(Error) as refused, acting(who), transaction.atomic():
            plain_sql(statement, [case.pk])
        assert refused.value.__cause__.sqlstate == "42501", who


def test_whoever_has_a_conflict_finds_nothing_of_it_any_more(house):
    case = told()
    row = presented(case)
    assert browser_of("gao").get(f"/cases/{case.pk}/referrals/{row}/").status_code == 200
    does("lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source="owner")
    assert browser_of("gao").get(f"/cases/{case.pk}/referrals/{row}/").status_code == 404
    assert case.number not in browser_of("gao").get("/cases/referrals/").content.decode()
    with acting("gao"):
        assert plain_sql("select count(*) from cases_aidreferral where case_id = %s", [case.pk]) == [(0,)]


def test_a_sealed_matter_s_referral_stands_on_no_list_but_its_owner_s(house):
    case = matter("lin", safety="violence", petitioner=WHO)
    sent(case)
    assert case.number in browser_of("lin").get("/cases/referrals/").content.decode()
    # the leader decided on the letter and was lent the matter for that
    for who in ("zheng", "wu", "zhou", "tian"):
        assert case.number not in browser_of(who).get("/cases/referrals/").content.decode(), who


def test_the_functions_of_the_slip_give_a_signed_in_stranger_no_more_than_anybody(house, story):
    case, row = story
    with acting("zheng"):
        assert plain_sql("select * from slip_key('ABCDEFGH', %s)", [b"x" * 32]) == []
        for statement in (
            "select slip_letter('x', 'x')",
            "select referrals_expire(now())",
            "select leads_over(1)",
        ):
            with pytest.raises(Error), transaction.atomic():
                plain_sql(statement)


def test_few_letters_are_withheld_and_only_a_leader_above_them_sees_figures(fresh_house):
    year = clock.today().year
    for n in range(3):
        case = told()
        presented(case)
        with acting("gao"):
            shown = figures.first_response(year)
            assert [each.letters for each in shown] == [3 if n == 2 else None]
            assert [each.sent for each in figures.answers(year)] == [3 if n == 2 else None]
    with acting("zhou"):
        assert figures.first_response(year)[0].letters == 3
    for who in ("lin", "zheng", "tian", "sysadmin"):
        with acting(who):
            assert figures.first_response(year) == [] and figures.answers(year) == [], who
    page = browser_of("gao").get("/cases/referrals/").content.decode()
    assert "从申请到开具介绍信" in page and "0 小时" in page
    assert "从申请到开具介绍信" not in browser_of("lin").get("/cases/referrals/").content.decode()


def test_the_catalogue_is_kept_by_the_administrator_and_by_nobody_else(house):
    client = browser_of("sysadmin")
    facts = {"kind": "relief", "name": "医疗救助", "agency_kind": "civil_affairs", "sentence": "apply"}
    facts |= {"eligibility": "医疗费用负担过重的", "papers": "身份证、医疗票据", "active": "on"}
    refused = client.post("/cases/services/", facts | {"name": "医疗救助 13712345678"})
    assert refused.status_code == 200 and "不得含电话" in refused.content.decode()
    assert client.post("/cases/services/", facts).status_code == 302
    with acting("lin"):
        made = ServiceItem.objects.get(name="医疗救助")
        assert plain_sql("update cases_serviceitem set name = 'x' returning 1") == []
    changed = facts | {"papers": "身份证"}
    assert client.post(f"/cases/services/?item={made.pk}", changed).status_code == 302
    with acting("lin"):
        assert ServiceItem.objects.get(pk=made.pk).papers == "身份证"
    case = told()
    assert "医疗救助" in browser_of("lin").get(f"/cases/{case.pk}/referrals/new/").content.decode()
    for who in ("lin", "gao", "secadmin", "auditor"):
        assert browser_of(who).get("/cases/services/").status_code == 403, who


def test_the_court_s_service_is_not_offered_to_a_township(house):
    case = told("tian")
    page = browser_of("tian").get(f"/cases/{case.pk}/referrals/new/").content.decode()
    assert COURT not in page and "临时救助" in page
