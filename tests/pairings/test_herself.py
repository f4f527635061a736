"""Nobody lets herself near a child, hears the alarm about herself, signs for another, or reads on when she may not come any more."""

import pytest
from django.db import ProgrammingError, transaction

from network.access.gate import Refusal
from outreach.beneficiaries import verbs as beneficiaries
from outreach.pairings import care, verbs
from outreach.pairings.models import CareConcern
from tests.house import acting, browser_of, person, plain_sql
from tests.pairings import told
from tests.pairings.told import LEADER, MOTHER, OFFICER, TOWN
from tests.selection.told import does


def _is_the_supporter(house, username: str) -> None:
    house.raw("update outreach_supporter set user_id = %s", [person(username).pk])


def test_a_chair_who_supports_a_child_decides_nothing_about_it_and_never_reads_its_name(fresh_house):
    row = told.running(told.mother())
    _is_the_supporter(fresh_house, TOWN)
    for verb, facts in ((verbs.pause_pairing, {}), (verbs.end_pairing, {"why": "helped"})):
        with pytest.raises(Refusal) as refused:
            does(TOWN, verb, row.pk, **facts)
        assert refused.value.code == "self"
    with pytest.raises(Refusal, match="陪伴"):
        does(TOWN, beneficiaries.open_beneficiary, row.beneficiary, reason="核对")
    with acting(TOWN), pytest.raises(ProgrammingError, match="her own pairing"), transaction.atomic():
        plain_sql("update outreach_supportpairing set state = 'paused' where id = %s returning 1", [row.pk])
    assert does(OFFICER, verbs.pause_pairing, row.pk).state == "paused"


def test_a_concern_about_a_chair_goes_above_her_and_she_does_not_see_it(fresh_house):
    row = told.running(told.mother())
    _is_the_supporter(fresh_house, TOWN)
    does(OFFICER, care.raise_concern, row.pk)
    ((officer, unit),) = fresh_house.raw(
        "select x.officer_id, c.unit_id from outreach_careconcern x join network_clock c on c.subject_id = x.id"
    )
    assert officer == person(LEADER).pk and unit == person(LEADER).appointments.get().unit_id
    with acting(TOWN) as (_tian, scope):
        assert (
            plain_sql("select id from outreach_careconcern")
            == []
            == list(CareConcern.objects.visible_to(scope))
        )
    told_ = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'care_concern'")
    assert told_ == [(person(LEADER).pk,)]
    with acting(OFFICER):
        concern = CareConcern.objects.get()
    with pytest.raises(Refusal):
        does(TOWN, care.settle_concern, concern.pk, answer="nothing")


def test_after_the_end_and_without_a_check_she_reads_no_card_any_more(fresh_house):
    row = told.running(told.mother())
    with acting(OFFICER) as (lin, _scope):
        row.cards.create(
            on=row.begun_on, year="p3", progress="same", written_by=lin, written_at=row.proposed_at
        )
    cards = "select id from outreach_progresscard"
    with acting(MOTHER):
        assert len(plain_sql(cards)) == 1
    fresh_house.raw(
        "update network_volunteer set checked_on = current_date - 500, check_until = current_date - 135"
    )
    with acting(MOTHER):
        assert plain_sql(cards) == []
    fresh_house.raw(
        "update network_volunteer set checked_on = current_date - 30, check_until = current_date + 335"
    )
    does(OFFICER, verbs.end_pairing, row.pk, why="helped")
    with acting(MOTHER):
        assert plain_sql(cards) == []
    assert browser_of(MOTHER).get(f"/m/pairings/{row.pk}/").status_code == 200


def test_a_check_carries_the_name_of_whoever_made_it_and_a_reason_no_number(fresh_house):
    row = told.proposed(told.mother(), told.child())
    forged = "update outreach_supportpairing set checked_by_id = %s where id = %s returning 1"
    with acting("luo"), pytest.raises(ProgrammingError, match="signed by"), transaction.atomic():
        plain_sql(forged, [person(OFFICER).pk, row.pk])
    with pytest.raises(Refusal) as refused:
        does(OFFICER, beneficiaries.open_beneficiary, row.beneficiary, reason="查 13900000456 家")
    assert refused.value.code == "reason"
