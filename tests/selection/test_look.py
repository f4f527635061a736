"""In real Chromium: every page of places, visits, selections and successions by its size, with targets for a thumb."""

import os
from datetime import timedelta

import pytest

from network.inspections import verbs as inspections
from network.inspections.checklist import CODES
from network.inspections.verbs import Answer
from network.selection import succession, terms
from network.staff.models import Appointment
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, person
from tests.journeys.conftest import address, visit
from tests.selection import told
from tests.selection.told import BEGUN, HEADED, HEADLESS, TOWN, does

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
SMALL = (
    "[...document.querySelectorAll('main .btn, main .ck, main select, main input:not([type=hidden]):not([type=radio])"
    ":not([type=checkbox])')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 60)"
    ".map(e => e.outerHTML.slice(0, 90))"
)


@pytest.fixture(scope="module")
def pages(house) -> dict[str, list[str]]:
    """Who looks at what."""
    site = told.entered(HEADED)
    told.entered(HEADLESS)
    at = BEGUN + timedelta(days=20)
    lacking = [Answer(c, c != "sign", "没有牌子", clock.local_date(at) + timedelta(days=9)) for c in CODES]
    seen = does(TOWN, inspections.inspect_site, site.pk, held_on=clock.local_date(at), answers=lacking, at=at)
    row = told.confirmed(HEADED, "he", name="何桂芳")
    head = does(TOWN, terms.begin_term, row.pk, at=BEGUN + timedelta(days=22))
    public = told.public(HEADLESS, at=clock.now() - timedelta(days=8))
    post = Appointment.objects.get(user=person("he"), ends_on=None)
    leaves = Appointment.objects.get(user=person("ma"), ends_on=None)
    with acting(TOWN):
        digest = succession.review(leaves).digest
    over = does(
        TOWN, succession.succeed_head, leaves.pk, to_user=person("luo"), ended_for="resigned", reviewed=digest
    )
    empty = told.hamlet(f"{cast.WOHU_VILLAGE}002").pk
    shared = ["/network/coverage/", "/network/sites/", f"/network/sites/{site.pk}/", "/network/selections/"]
    shared += [f"/network/selections/{public.pk}/", f"/network/heads/{head.pk}/", "/network/inspections/"]
    shared += [f"/network/inspections/{seen.pk}/"]
    village = ["/network/sites/new/", f"/network/selections/new/?unit={empty}"]
    village += [
        f"/network/selections/{public.pk}/{verb}/" for verb in ("enter_objection", "call_off_selection")
    ]
    town = [f"/network/sites/{site.pk}/inspect/", f"/network/heads/{post.pk}/succession/"]
    town += [f"/network/successions/{over.pk}/", f"/network/selections/{public.pk}/confirm_head/"]
    return {
        "luo": shared + village,
        "tian": shared + town,
        "zhou": ["/network/coverage/", f"/help/notices/{public.pk}/"],
    }


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("who", ["luo", "tian", "zhou"])
def test_every_page_can_be_read_and_pressed(visit, pages, who, width):
    seen = visit(who, width)
    for place in pages[who]:
        seen.go(place)
        if width == 390 and place.startswith("/network/"):
            assert not seen.page.evaluate(SMALL), place
