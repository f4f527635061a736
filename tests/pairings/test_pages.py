"""The forms lose nothing, act once, and answer nonsense with a sentence; work goes over with a post."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from network.access.gate import Refusal
from network.staff import holdings
from outreach.beneficiaries import verbs as beneficiaries
from outreach.pairings import care, verbs
from outreach.pairings.models import SupportPairing
from sisterhood.lib import clock
from tests.donations import told as gifts
from tests.house import acting, browser_of, person, plain_sql
from tests.pairings import told
from tests.pairings.told import MOTHER, OFFICER, TOWN, VILLAGE
from tests.selection.told import does

IDENT = "ab" * 16


def test_the_same_form_sent_twice_is_one_supporter_one_child_one_gift_one_pairing(fresh_house):
    tian, lin, luo, today = browser_of(TOWN), browser_of(OFFICER), browser_of(VILLAGE), str(clock.today())
    gifts.route()
    forms = (
        (
            lin,
            "/outreach/supporters/new/",
            {"kind": "entrepreneur", "name": "慕容惠", "consent_how": "signed", "consented_on": today},
            "supporter",
        ),
        (
            luo,
            "/outreach/beneficiaries/new/",
            {
                "category": "child",
                "name": "令狐小禾",
                "sex": "female",
                "born_on": "2018-03-05",
                "source": "village_file",
                "source_on": today,
                "guardian": "令狐大山",
                "consent_how": "signed",
                "consented_on": today,
            },
            "beneficiary",
        ),
        (
            lin,
            "/outreach/donations/new/",
            {"donor": "anonymous", "purpose": "study", "what": "money", "amount": "88.50", "given_on": today},
            "gift",
        ),
        (
            lin,
            "/outreach/donations/use/",
            {"stuff": "", "amount": "8.50", "use": "study", "people": "1", "voucher": "凭证1", "on": today},
            "entry",
        ),
    )
    for browser, address, form, table in forms:
        if "stuff" in form:
            form["stuff"] = fresh_house.raw("select id::text from outreach_account where side = 'held'")[0][0]
        before = fresh_house.raw(f"select count(*) from outreach_{table}")[0][0]
        for _time in range(2):
            answer = browser.post(address, form | {"ident": IDENT})
            assert answer.status_code == 302, answer.content.decode().partition("err")[2][:400]
        assert fresh_house.raw(f"select count(*) from outreach_{table}")[0][0] == before + 1
    assert fresh_house.raw('select amount, "left" from outreach_gift') == [(8_850, 8_000)]
    assert "¥80.00" in lin.get("/outreach/donations/").content.decode()
    assert tian.get("/outreach/donations/").status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"what": "money", "amount": "0"},
        {"what": "money", "amount": "1e400"},
        {"what": "money", "amount": "9" * 40},
        {"what": "money", "amount": "0.001"},
        {"what": "thing", "amount": "1.5", "item": "书包", "measure": "个"},
        {"what": "thing", "amount": "2"},
        {"what": "money", "amount": "2", "item": "书包", "measure": "个"},
        {"what": "thing", "amount": "2", "item": "给张大娘的棉被", "measure": "床"},
        {"what": "money", "amount": "\x00", "donor": "x\x00y", "given_on": "9999-99-99"},
        {"what": "money", "amount": "NaN"},
    ],
)
def test_nonsense_in_the_form_of_a_gift_is_told_and_nothing_is_lost(house, form):
    gifts.route()
    before = house.raw("select count(*) from outreach_gift")
    told_ = {"donor": "anonymous", "purpose": "study", "given_on": str(clock.today())} | form
    answer = browser_of(OFFICER).post("/outreach/donations/new/", told_)
    page = answer.content.decode()
    assert answer.status_code in (200, 400) and (answer.status_code == 400 or "err" in page)
    assert house.raw("select count(*) from outreach_gift") == before
    if answer.status_code == 200 and form.get("item") == "书包":
        assert 'value="书包"' in page


@pytest.mark.parametrize(
    "address",
    [
        "/outreach/donations/?unit=9999999999999",
        "/outreach/donations/?unit=x",
        "/outreach/pairings/?unit=-1",
        "/outreach/supporters/?page=99999999999",
        "/outreach/helping/figures/?before=%00&unit=",
    ],
)
def test_a_wrong_address_is_no_fault(house, address):
    assert browser_of(OFFICER).get(address).status_code in (200, 302, 400, 404)


def test_a_name_is_opened_for_a_reason_once_and_the_reason_is_kept(fresh_house):
    row = told.child()
    luo = browser_of(VILLAGE)
    address = f"/outreach/beneficiaries/{row.pk}/open_beneficiary/"
    assert "请填写" in luo.post(address, {"reason": ""}).content.decode()
    assert fresh_house.raw("select count(*) from network_auditevent where action = 'reveal'") == [(0,)]
    answer = luo.post(address, {"reason": "入户核对"})
    assert told.CHILD in answer.content.decode() and answer["Cache-Control"] == "no-store"
    rows = fresh_house.raw(
        "select actor_id, purpose, subject_id from network_auditevent where action = 'reveal'"
    )
    assert rows == [(person(VILLAGE).pk, "入户核对", str(row.pk))]
    assert told.CHILD not in luo.get(f"/outreach/beneficiaries/{row.pk}/").content.decode()


def test_pairings_and_periods_go_to_whoever_follows(fresh_house):
    row = told.running()
    with acting("gao") as (gao, _scope):
        tian, other = person(TOWN), person("lin")
        town = told.town()
        assert holdings.counts(tian, unit=town)["helping"] >= 2
    with acting(TOWN) as (tian, _scope):
        from_subjects = holdings._holdings["helping"]
        assert from_subjects.reassign(tian, other, unit=town, by=tian, reason="leave") >= 2
        assert SupportPairing.objects.get(pk=row.pk).keeper_id == other.pk
    owners = fresh_house.raw("select owner_id from network_clock where limit_id = 'pairing.term'")
    assert owners == [(other.pk,)]


def test_each_wall_stands_alone(fresh_house):
    """Behind the verbs: who may add and change rows by plain SQL."""
    row = told.running()
    does(MOTHER, care.raise_concern, row.pk)
    today = clock.today()
    make_log = (
        'insert into outreach_carelog (id, pairing_id, "on", living, study, wellbeing, written_by_id, written_at)'
        " values (gen_random_uuid(), %s, %s, 'good', 'good', 'good', %s, now()) returning 1"
    )
    make_card = (
        'insert into outreach_progresscard (id, pairing_id, "on", year, progress, written_by_id, written_at)'
        " values (gen_random_uuid(), %s, %s, 'p1', 'up', %s, now()) returning 1"
    )
    settle = "update outreach_careconcern set answer = 'nothing', settled_by_id = %s, settled_at = now() returning 1"
    for username, statement in (
        (MOTHER, make_card),
        ("ma", make_log),
        ("chen", make_log),
        ("zhou", make_log),
    ):
        with (
            acting(username) as (user, _scope),
            pytest.raises(Exception, match="row-level security"),
            transaction.atomic(),
        ):
            plain_sql(statement, [row.pk, today, user.pk])
    for username in (MOTHER, VILLAGE, "feng"):
        with acting(username) as (user, _scope):
            assert plain_sql(settle, [user.pk]) == []
    confirm = "update outreach_beneficiary set category = 'woman' returning 1"
    with acting(OFFICER), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        plain_sql(confirm)
    delete = "delete from outreach_supportpairing returning 1"
    with acting(OFFICER), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        plain_sql(delete)


def test_a_woman_is_paired_without_a_check_and_a_caring_mother_is_for_children(fresh_house):
    woman = told.child(
        "令狐秀",
        category="woman",
        born_on=told.years_ago(40),
        parents_away="",
        months_away=0,
        across_counties=False,
    )
    donor = gifts.donor()
    more = {"ends_on": clock.today() + timedelta(days=90), "commitments": ["work"]}
    row = does(OFFICER, verbs.propose_pairing, woman, supporter=donor, kind="pairing", **more)
    assert not row.is_child and row.called == "姐妹 1 号"
    with pytest.raises(Refusal) as wrong:
        does(OFFICER, verbs.propose_pairing, woman, supporter=told.mother(), kind="caring_mother", **more)
    assert wrong.value.code == "kind"
    with pytest.raises(Refusal):
        does(VILLAGE, beneficiaries.end_beneficiary, woman.pk, why="better")


def test_a_form_without_anybody_to_choose_says_where_she_is_entered(fresh_house):
    whom = told.child()
    page = browser_of(TOWN).get(f"/outreach/pairings/new/{whom.pk}/").content.decode()
    assert "请先登记爱心人士" in page and "/outreach/supporters/" in page and 'name="kind"' not in page


def test_a_concern_shows_how_to_call_whoever_told_it(fresh_house):
    row = told.running()
    does(MOTHER, care.raise_concern, row.pk)
    concern = fresh_house.raw("select id from outreach_careconcern")[0][0]
    page = browser_of(TOWN).get(f"/outreach/concerns/{concern}/").content.decode()
    assert "没有登记她的办公电话" in page and "tel:0434-5550301" in page
    fresh_house.raw("update network_user set work_phone = '0434-5550999' where username = %s", [MOTHER])
    assert "tel:0434-5550999" in browser_of(TOWN).get(f"/outreach/concerns/{concern}/").content.decode()


def test_her_list_asks_as_much_for_three_pairings_as_for_one(fresh_house):
    who = told.mother()
    told.running(who, told.child())
    he = browser_of(MOTHER)
    he.get("/m/pairings/")
    with CaptureQueriesContext(connection) as one:
        assert he.get("/m/pairings/").status_code == 200
    for name in ("令狐小苗", "令狐小稻"):
        told.running(who, told.child(name))
    with CaptureQueriesContext(connection) as three:
        assert he.get("/m/pairings/").status_code == 200
    assert len(three) == len(one)
