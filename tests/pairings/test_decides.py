"""Whoever is put forward, and a pairing, wait on the desk of somebody who decides, with a day, a message and a ladder."""

from network.deadlines.models import LadderStep
from outreach.beneficiaries import verbs as beneficiaries
from outreach.pairings import verbs
from tests.house import browser_of, person
from tests.pairings import told
from tests.pairings.told import LEADER, OFFICER, TOWN, VILLAGE
from tests.selection.told import does

CLOCKS = "select limit_id, owner_id, state from network_clock where subject_id = %s and limit_id = %s"
POSTED = "select recipient_id from network_outboxmessage where kind = 'approval' and subject_id = %s"


def test_a_child_put_forward_waits_on_the_desk_of_the_county_until_it_is_decided(fresh_house):
    row = told.put_forward()
    lin = person(OFFICER).pk
    assert fresh_house.raw(CLOCKS, [row.pk, "beneficiary.decide"]) == [("beneficiary.decide", lin, "running")]
    assert fresh_house.raw(POSTED, [row.pk]) == [(lin,)]
    desk = browser_of(OFFICER).get("/").content.decode()
    assert f"/outreach/beneficiaries/{row.pk}/" in desk and "困境妇女儿童帮扶确认" in desk
    assert told.CHILD not in desk
    assert f"/outreach/beneficiaries/{row.pk}/" not in browser_of(VILLAGE).get("/").content.decode()
    does(OFFICER, beneficiaries.confirm_beneficiary, row.pk)
    assert fresh_house.raw(CLOCKS, [row.pk, "beneficiary.decide"]) == [("beneficiary.decide", lin, "met")]
    assert "困境妇女儿童帮扶确认" not in browser_of(OFFICER).get("/").content.decode()


def test_what_the_officer_puts_forward_herself_waits_for_a_colleague(fresh_house):
    facts = told.FACTS | {"born_on": told.years_ago(9), "source_on": told.years_ago(0, 30)}
    more = {"name": told.CHILD, "guardian": told.GUARDIAN, "guardian_phone": "", "needs": ["study"]}
    more |= {"consented_on": told.years_ago(0, 30), "consent_how": "signed"}
    row = does(OFFICER, beneficiaries.propose_beneficiary, told.village(), facts=facts, **more)
    owner = fresh_house.raw(CLOCKS, [row.pk, "beneficiary.decide"])[0][1]
    assert owner in {person("xu").pk, person(LEADER).pk}
    does("xu", beneficiaries.refuse_beneficiary, row.pk)
    states = fresh_house.raw("select state from network_clock where subject_id = %s", [row.pk])
    assert {state for (state,) in states} == {"met", "cancelled"}


def test_a_proposed_pairing_waits_for_somebody_other_than_its_proposer(fresh_house):
    row = told.proposed(told.mother(), told.child())
    lin = person(OFFICER).pk
    assert row.proposed_by_id == person(TOWN).pk
    assert fresh_house.raw(CLOCKS, [row.pk, "pairing.check"]) == [("pairing.check", lin, "running")]
    assert fresh_house.raw(POSTED, [row.pk]) == [(lin,)]
    assert f"/outreach/pairings/{row.pk}/" in browser_of(OFFICER).get("/").content.decode()
    does(OFFICER, verbs.check_pairing, row.pk)
    assert fresh_house.raw(CLOCKS, [row.pk, "pairing.check"]) == [("pairing.check", lin, "met")]


def test_both_decisions_have_a_ladder(house):
    for limit in ("beneficiary.decide", "pairing.check"):
        assert LadderStep.objects.filter(limit_id=limit).exists(), limit
