"""In real Chromium: from an expired check that is refused to a visit on the phone; every page by size, readable and pressable."""

import os
from datetime import timedelta

import pytest

from outreach.donations.models import Entry
from outreach.pairings import care
from outreach.pairings.models import CareConcern
from sisterhood.lib import clock
from tests.donations import told as gifts
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.pairings import told
from tests.selection.test_look import SMALL
from tests.selection.told import does

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
EXPIRED = "update network_volunteer set checked_on = current_date - 400, check_until = current_date - 35"


@pytest.fixture(scope="module")
def story(house) -> dict[str, object]:
    """A caring mother, two children, a pairing of one of them, gifts and a concern."""
    mother, child, other = told.mother(), told.child(), told.child("令狐小米")
    pairing = told.running(mother, child)
    does("tian", care.write_card, pairing.pk, on=clock.today(), year="p3", progress="up")
    does("he", care.raise_concern, pairing.pk)
    gifts.route()
    gift = gifts.gift(123_450, gifts.donor())
    gifts.gift(12, item="书包", measure="个")
    gifts.use(20_000)
    with acting("tian"):
        concern = CareConcern.objects.get()
    with acting("lin"):
        entry = Entry.objects.get(kind="use")
    return {
        "mother": mother,
        "child": child,
        "other": other,
        "pairing": pairing,
        "gift": gift,
        "concern": concern,
        "entry": entry,
        "house": house,
    }


def _pages(story) -> dict[str, list[str]]:
    pairing, gift = (
        f"/outreach/pairings/{story['pairing'].pk}/",
        f"/outreach/donations/gifts/{story['gift'].pk}/",
    )
    return {
        "he": [
            "/m/pairings/",
            f"/m/pairings/{story['pairing'].pk}/",
            f"/m/pairings/{story['pairing'].pk}/write_care_log/",
        ],
        "lin": [
            "/outreach/donations/",
            "/outreach/donations/new/",
            "/outreach/donations/use/",
            gift,
            f"{gift}paper/",
            "/outreach/helping/figures/",
        ],
        "tian": [
            "/outreach/supporters/",
            f"/outreach/supporters/{story['mother'].pk}/",
            "/outreach/beneficiaries/",
            "/outreach/beneficiaries/new/",
            f"/outreach/beneficiaries/{story['child'].pk}/",
            "/outreach/pairings/",
            pairing,
            f"{pairing}paper/",
            f"/outreach/concerns/{story['concern'].pk}/",
        ],
    }


@pytest.mark.parametrize(
    "who, width", [("he", 390), ("lin", 1366), ("tian", 390), ("tian", 1366), ("lin", 390)]
)
def test_every_page_can_be_read_and_pressed(visit, story, who, width):
    seen = visit(who, width)
    for place in _pages(story)[who]:
        seen.go(place)
        if width == 390:
            assert not seen.page.evaluate(SMALL), place


def test_an_expired_check_is_refused_on_the_form_and_a_new_one_leads_to_a_visit(visit, story):
    """The township proposes; the county checks; the mother writes down her visit with scripts off."""
    story["house"].raw(EXPIRED)
    tian = visit("tian", 1366)
    tian.go(f"/outreach/beneficiaries/{story['other'].pk}/")
    tian.page.click("text=提出结对")
    tian.page.check("[name=kind][value=caring_mother]")
    tian.page.check("[name=supporter]")
    tian.page.check("[name=commitments][value=visit]")
    tian.page.fill("[name=ends_on]", str(clock.today() + timedelta(days=120)))
    tian.send()
    assert "没有查询记录，或者已过有效期" in tian.text()
    assert tian.page.is_checked("[name=commitments][value=visit]")
    assert story["house"].raw("select count(*) from outreach_supportpairing") == [(1,)]
    story["house"].raw(
        "update network_volunteer set checked_on = current_date, check_until = current_date + 300"
    )
    tian.send()
    assert "已提出" in tian.text()
    seen = visit("he", 390, scripts=False)
    seen.go("/m/pairings/")
    seen.page.click("text=孩子 1 号")
    seen.page.click("text=记一次陪伴")
    for name in ("living", "study", "wellbeing"):
        seen.page.check(f"[name={name}][value=good]")
    seen.send()
    assert "已记录" in seen.text() and "令狐" not in seen.text()
