"""Money comes by the way that is open on the day of the gift, whatever is entered for days to come."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from network.access.gate import Refusal
from outreach.donations import verbs
from sisterhood.lib import clock
from tests.donations import told


def test_the_way_of_next_year_is_entered_ahead_and_gifts_still_come_by_the_one_of_today(fresh_house):
    today = clock.today()
    this = told.route(until=today + timedelta(days=10))
    told.route(basis="协议2027-1", since=today + timedelta(days=11))
    assert told.gift(500).route_id == this.pk
    newer = told.route(basis="协议2026-9", until=today + timedelta(days=10))
    assert told.gift(500).route_id == newer.pk


def test_the_database_takes_only_the_newest_way_of_that_day(fresh_house, monkeypatch):
    old = told.route()
    told.route(basis="协议2026-9")
    monkeypatch.setattr(verbs, "route_of", lambda unit, *, on: old)
    with pytest.raises(DatabaseError, match="by the way"):
        told.gift(500)


def test_nothing_is_used_before_it_was_given(fresh_house):
    today = clock.today()
    told.route()
    told.gift(500, given_on=today - timedelta(days=3))
    told.gift(500, given_on=today - timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        told.use(800, on=today - timedelta(days=2))
    assert refused.value.code == "on"
    told.use(400, on=today - timedelta(days=2))
    told.use(600, on=today - timedelta(days=1))
