"""Whoever is on duty registers and gives on: she carries no matter herself (domain.md §6.0)."""

import pytest

from cases.petitions import hand_over
from network.access.gate import Refusal
from sisterhood.demo import cast
from tests.house import browser_of, person
from tests.stories import NAME, does, matter


@pytest.fixture
def desk(fresh_house):
    with fresh_house.login("migrator"):
        cast.seat(cast.ON_DUTY)
    return fresh_house


@pytest.mark.parametrize("safety", ["safe", "violence"])
def test_what_she_registered_goes_to_a_colleague_who_handles_matters(desk, safety):
    case = matter("qin", safety=safety)
    qin = browser_of("qin")
    page = qin.get(f"/cases/{case.pk}/").content.decode()
    assert f"/cases/{case.pk}/reassign/" in page and f"/cases/{case.pk}/triage/" not in page
    facts = {"to": person("lin").pk, "reason": "夜间登记，转办"}
    assert qin.post(f"/cases/{case.pk}/reassign/", facts).status_code == 302
    assert desk.raw("select owner_id from cases_case") == [(person("lin").pk,)]
    assert NAME not in qin.get(f"/cases/{case.pk}/").content.decode()
    assert browser_of("lin").get(f"/cases/{case.pk}/triage/").status_code == 200


def test_she_gives_it_to_nobody_who_carries_none_and_gives_away_nothing_else(desk):
    case = matter("geng")
    with pytest.raises(Refusal):
        does("geng", hand_over.reassign, case, to=person("bai"), reason="x")
    other = matter("lin")
    assert browser_of("qin").post(f"/cases/{other.pk}/reassign/", {"to": person("xu").pk}).status_code == 404
