"""Going back is offered where there is a way back."""

import pytest
from django.urls import reverse

from cases.petitions import hand_over
from tests.house import browser_of
from tests.stories import does, matter

pytestmark = pytest.mark.usefixtures("house")


def _offers_a_return(case, who: str) -> bool:
    page = browser_of(who).get(reverse("case", args=[case.pk])).content.decode()
    return reverse("case_verb", args=[case.pk, "hand_back"]) in page


def test_a_matter_that_began_at_the_county_desk_offers_no_return():
    assert not _offers_a_return(matter("lin"), "lin")


def test_a_matter_that_a_station_passed_on_offers_a_return_to_whoever_got_it():
    case = matter("he", channel="station")
    does("he", hand_over.pass_on, case, to_county=True)
    assert _offers_a_return(case, "lin")
