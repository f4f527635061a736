"""限制处理: a matter that is only stored exists for nobody; a leader finds its number and may open it again."""

import pytest

from cases.casefile.models import Case, CaseAccess, CaseKey
from cases.people.models import Person
from cases.privacy import requests
from cases.retention import holds
from cases.retention.models import Restriction
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.privacy.conftest import MISS, posts
from tests.retention.conftest import LEADER, aged, appraised, ended, listed, old, phase, proposes
from tests.stories import NAME, does, matter


def _stored(case: Case, why: str = "law", by: str = "lin") -> Case:
    does(by, holds.restrict_matter, case, why=why)
    return case


@pytest.mark.parametrize("username", ["lin", LEADER, "zhou", "wu", "bai", "xu"])
def test_what_is_only_stored_exists_for_nobody(fresh_house, username):
    case = _stored(ended())
    browser = browser_of(username)
    assert browser.get(f"/cases/{case.pk}/").status_code == 404
    assert browser.post(f"/cases/{case.pk}/names/", {"reason": "contact"}).status_code == 404
    assert case.number not in browser.get("/", follow=True).content.decode()
    ledger = browser.get("/cases/?state=closed", follow=True)
    assert case.number not in ledger.content.decode()
    with acting(username):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert (
            not CaseKey.objects.filter(pk=case.pk).exists()
            and not Person.objects.filter(case=case.pk).exists()
        )
        assert plain_sql("select may_open(%s), may_see(%s), may_reread(%s)", [case.pk] * 3) == [
            (False, False, False)
        ]


def test_a_loan_from_before_opens_nothing(fresh_house):
    case = ended()
    with acting("lin"):
        pass
    fresh_house.raw(
        """insert into cases_caseaccess (content_object_id, user_id, until, permission_id, source, granted_at, reason,
             opens, writes, is_closed)
           select %s, (select id from network_user where username = 'xu'), now() + interval '9 days', p.id, 'lent', now(),
             '', p.codename = 'lend_case', false, true from auth_permission p
            where p.codename in ('lend_case', 'lend_narrative', 'lend_names')""",
        [case.pk],
    )
    assert browser_of("xu").get(f"/cases/{case.pk}/").status_code == 200
    _stored(case)
    assert browser_of("xu").get(f"/cases/{case.pk}/").status_code == 404
    assert CaseAccess.objects.model is CaseAccess


def test_no_emergency_opens_it_and_its_number_tells_nothing(fresh_house):
    case = _stored(ended())
    page = posts("zhou", case).content.decode()
    assert MISS in page
    assert fresh_house.raw("select count(*) from cases_breakglass") == [(0,)]


def test_a_leader_finds_its_number_and_opens_it_again(fresh_house):
    case = _stored(ended())
    page = browser_of(LEADER).get("/retention/").content.decode()
    assert case.number in page and NAME not in page
    assert case.number not in browser_of("bai").get("/retention/").content.decode()
    pk = fresh_house.raw("select id from cases_restriction")[0][0]
    assert browser_of("bai").post(f"/retention/stored/{pk}/lift/").status_code == 404
    assert browser_of("tian").post(f"/retention/stored/{pk}/lift/").status_code == 404
    assert browser_of(LEADER).post(f"/retention/stored/{pk}/lift/").status_code == 302
    assert phase(fresh_house, case) == "closed"
    assert browser_of("lin").get(f"/cases/{case.pk}/").status_code == 200
    events = fresh_house.raw(
        "select verb from cases_event where case_id = %s order by recorded_at desc limit 2", [case.pk]
    )
    assert [verb for (verb,) in events] == ["lift_restriction", "restrict_matter"]


def test_what_stands_on_a_list_is_opened_again_only_by_keeping_it(fresh_house):
    case = old(fresh_house)
    appraised(fresh_house, case)
    with acting(LEADER) as (gao, scope):
        row = Restriction.objects.visible_to(scope).get(case_id=case.pk)
        with pytest.raises(Refusal) as refusal:
            holds.lift_restriction(row, by=gao)
    assert refusal.value.code == "list" and phase(fresh_house, case) == "restricted"


def test_what_is_still_worked_on_is_not_only_stored(fresh_house):
    still = matter("lin")
    with pytest.raises(Refusal) as refusal:
        does("lin", holds.restrict_matter, still, why="law")
    assert refusal.value.code == "working" and "尚未办结" in str(refusal.value)
    case = ended()
    with acting("lin"):
        person = Person.objects.filter(case=case.pk).get().pk
    asked = {"person": person, "right": "delete", "asked": "请删除", "received_on": clock.today()}
    does("lin", requests.register_request, case, **asked)
    with pytest.raises(Refusal) as refusal:
        does("lin", holds.restrict_matter, case, why="law")
    assert refusal.value.code == "working"


def test_only_stored_does_not_stop_its_period(fresh_house):
    case = _stored(ended())
    aged(fresh_house, case)
    proposes(fresh_house)
    assert listed(fresh_house) == [case.number]


def test_others_cannot_store_it_away(fresh_house):
    case = ended()
    for username in ("xu", "wu", "tian"):
        with pytest.raises((Refusal, Case.DoesNotExist)):
            does(username, holds.restrict_matter, case, why="law")
    assert browser_of("tong").get(f"/cases/{case.pk}/retention/").status_code == 404
    assert phase(fresh_house, case) == "closed"


def test_her_code_says_nothing_of_it(fresh_house):
    case = ended()
    fresh_house.raw(
        "insert into cases_returncode (case_id, mark, how, given_by_id, given_at)"
        " select id, sha256(number::bytea), 'paper', owner_id, now() from cases_case where id = %s",
        [case.pk],
    )
    asks = "select count(*) from door_matter(%s, sha256(%s::bytea))"
    assert fresh_house.raw(asks, [case.number, case.number]) == [(1,)]
    _stored(case)
    assert fresh_house.raw(asks, [case.number, case.number]) == [(0,)]
