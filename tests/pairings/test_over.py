"""What a county leader keeps of helping hands goes to whoever follows her, though the city that arranges it sees none of it."""

import pytest
from django.db import DatabaseError, transaction

from network.staff import holdings
from outreach.pairings import verbs
from tests.house import acting, person, plain_sql
from tests.pairings import told
from tests.pairings.told import LEADER, OFFICER
from tests.selection.told import does

ASKED = "select helping_hand_over(%s, %s, %s)"


@pytest.fixture
def kept(fresh_house):
    """A pairing of a village whose keeper and periods are the county leader's."""
    row = told.running()
    mine = person(LEADER).pk
    fresh_house.raw("update outreach_supportpairing set keeper_id = %s returning 1", [mine])
    fresh_house.raw(
        "update network_clock set owner_id = %s where limit_id = 'pairing.term' returning 1", [mine]
    )
    return row


def _owners(house) -> list:
    return house.raw(
        "select p.keeper_id, c.owner_id from outreach_supportpairing p join network_clock c on c.subject_id = p.id"
        " where c.limit_id = 'pairing.term'"
    )


def test_the_city_hands_them_over_and_sees_none_of_them(kept, fresh_house):
    county = person(LEADER).appointments.get().unit
    with acting("zhou") as (zhou, _scope):
        assert plain_sql("select id from outreach_supportpairing") == []
        assert holdings.counts(person(LEADER), unit=county)["helping"] == 2
        assert holdings.counts(person(LEADER))["helping"] == 2
        holdings.hand_over(person(LEADER), person(OFFICER), unit=county, by=zhou, reason="rotation")
        assert holdings.counts(person(LEADER), unit=county)["helping"] == 0
        assert plain_sql("select id from outreach_supportpairing") == []
    assert _owners(fresh_house) == [(person(OFFICER).pk, person(OFFICER).pk)]
    assert does(OFFICER, verbs.pause_pairing, kept.pk).state == "paused"


@pytest.mark.parametrize("username", ["feng", "zheng", "luo", "duan", OFFICER])
def test_nobody_else_moves_or_counts_them(kept, fresh_house, username):
    county = person(LEADER).appointments.get().unit
    with acting(username), transaction.atomic():
        assert plain_sql("select helping_held(%s, %s)", [person(LEADER).pk, county.pk]) == [(0,)]
    with acting(username), pytest.raises(DatabaseError, match="not hers to arrange"), transaction.atomic():
        plain_sql(ASKED, [person(LEADER).pk, person(OFFICER).pk, county.pk])
    assert _owners(fresh_house) == [(person(LEADER).pk, person(LEADER).pk)]
