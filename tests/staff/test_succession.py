"""A person leaves her desk: her real open matters go to a colleague with their clocks, sealed ones too."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from cases.petitions import hand_over
from cases.vocabulary.reading import RecusalSource
from network.access.gate import Refusal
from network.deadlines.models import Clock
from network.staff import holdings
from network.units import ties, verbs
from network.units.models import Unit
from tests.house import acting, browser_of, person
from tests.stories import NAME, STORY, does, matter

SHUANGLIAO = "220382000000"


def _county() -> Unit:
    return Unit.objects.current().get(code=SHUANGLIAO, level=2)


def _page(client, who, unit):
    address = f"/network/staff/{who.pk}/hand-over/{unit.pk}/"
    page = client.get(address).content.decode()
    return address, page, re.search(r'name="reviewed" value="([^"]+)"', page)[1]


def _owner(house, case):
    return house.raw("select owner_id from cases_case where id = %s", [case.pk])[0][0]


def _give(by, to, *, reason="maternity"):
    with acting(by) as (user, _scope):
        return holdings.hand_over(person("lin"), person(to), unit=_county(), by=user, reason=reason)


def test_her_open_matters_and_their_clocks_go_over_through_the_page(fresh_house):
    ordinary, sealed = matter("lin"), matter("lin", safety="violence")
    assert fresh_house.raw("select is_sealed from cases_case where id = %s", [sealed.pk])[0][0]
    client, lin, xu, unit = browser_of("gao"), person("lin"), person("xu"), _county()
    address, page, mark = _page(client, lin, unit)
    assert "在办事项" in page and ">2<" in page
    answer = client.post(address, {"to_user": xu.pk, "reason": "maternity", "reviewed": mark})
    assert answer.status_code == 302
    assert {_owner(fresh_house, ordinary), _owner(fresh_house, sealed)} == {xu.pk}
    owners = fresh_house.raw("select distinct owner_id from network_clock where state = 'running'")
    assert owners == [(xu.pk,)]
    assert browser_of("xu").get(f"/cases/{sealed.pk}/").status_code == 200
    assert browser_of("lin").get(f"/cases/{sealed.pk}/").status_code == 404


def test_the_timeline_says_that_the_matter_changed_hands(fresh_house):
    case = matter("lin")
    _give("gao", "xu")
    assert "交接给同事" in browser_of("xu").get(f"/cases/{case.pk}/").content.decode()
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'handed_over'")
    assert told == [(person("xu").pk,)]


def test_a_leader_cannot_give_herself_what_is_sealed(fresh_house):
    ordinary, sealed = matter("lin"), matter("lin", safety="violence")
    client, lin, gao, unit = browser_of("gao"), person("lin"), person("gao"), _county()
    address, _text, mark = _page(client, lin, unit)
    page = client.post(address, {"to_user": gao.pk, "reason": "maternity", "reviewed": mark}, follow=True)
    assert "另选一人" in page.content.decode()
    assert (_owner(fresh_house, ordinary), _owner(fresh_house, sealed)) == (gao.pk, lin.pk)
    card = client.get(f"/cases/{sealed.pk}/").content.decode()
    assert STORY not in card and NAME not in card


def test_a_leader_with_a_conflict_of_interest_neither_counts_nor_moves_the_matter(fresh_house):
    about_her, other = matter("lin"), matter("lin")
    does(
        "lin",
        hand_over.declare_recusal,
        about_her,
        user=person("gao"),
        reason="亲属",
        source=RecusalSource.OWNER,
    )
    with acting("gao"):
        assert holdings.counts(person("lin"), unit=_county())["cases"] == 1
    done = _give("gao", "xu")
    assert done.counts["cases"] == 1
    assert (_owner(fresh_house, other), _owner(fresh_house, about_her)) == (person("xu").pk, person("lin").pk)
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'left_over'")
    assert told == [(person("zhou").pk,)]
    _give("zhou", "xu")
    assert _owner(fresh_house, about_her) == person("xu").pk


def test_a_colleague_with_a_conflict_of_interest_does_not_get_the_matter(fresh_house):
    case = matter("lin")
    does(
        "lin",
        hand_over.declare_recusal,
        case,
        user=person("xu"),
        reason="亲属",
        source=RecusalSource.OWNER,
    )
    assert _give("gao", "xu").counts["cases"] == 0
    assert _owner(fresh_house, case) == person("lin").pk


@pytest.mark.parametrize("who", ["feng", "he", "lin", "xu"])
def test_the_database_itself_refuses_a_hand_over_that_is_not_hers(fresh_house, who):
    case = matter("lin")
    with acting(who), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select cases_hand_over(%s, %s, %s, %s, now())",
            [person("lin").pk, person("xu").pk, _county().pk, _county().pk],
        )
    assert _owner(fresh_house, case) == person("lin").pk


def test_reminders_after_the_hand_over_reach_the_new_owner_only(fresh_house):
    case = matter("lin")
    _give("gao", "xu")
    with fresh_house.login("worker"):
        assert set(Clock.objects.filter(subject_id=case.pk).values_list("owner_id", flat=True)) == {
            person("xu").pk
        }


def test_a_unit_with_an_open_matter_is_not_closed(fresh_house):
    case = matter("he")
    unit = Unit.objects.get(
        pk=fresh_house.raw("select unit_id from cases_case where id = %s", [case.pk])[0][0]
    )
    with acting("sysadmin") as (admin, _scope), pytest.raises(Refusal) as refusal:
        verbs.close_unit(unit, by=admin)
    assert refusal.value.code == "held"
    with acting("sysadmin"):
        assert ("在办事项", 1) in [(str(label), number) for label, number in ties.holding([unit.pk])]
