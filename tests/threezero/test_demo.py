"""The demo's village: what its page and the figures say is what a hand counts in the story."""

import re

import pytest

from outreach.threezero.models import ThreeZeroAssessment
from sisterhood.demo import campaigns, rounds, stations, villages, volunteers
from sisterhood.lib import clock
from tests.house import acting, browser_of


@pytest.fixture(scope="module")
def story(house):
    """Told once for this page."""
    for each in (stations, volunteers, rounds, campaigns):
        each.tell_all()
    return villages.tell_all()


def test_one_village_is_through_and_the_next_waits_for_its_township(story):
    with acting("zhou"):
        rows = list(ThreeZeroAssessment.objects.order_by("unit__code"))
        states = {row.unit.code: row.state for row in ThreeZeroAssessment.objects.select_related("unit")}
    assert sorted(states.values())[-1] == "self_assessed" and len(rows) == 2
    first = next(row for row in rows if row.signed_by_id and row.is_drawn)
    # In January the rounds of the story lie in another year than the rest of it.
    assert first.total is not None and (first.state == "designated") is (first.total >= 80)
    if clock.today().month > 2:
        assert first.state == "designated", first.points


def test_the_figures_equal_a_count_by_hand(story):
    page = browser_of("lin").get("/outreach/threezero/figures/").content.decode()
    whole = page.partition('<th scope="row">合计</th>')[2].partition("</tr>")[0]
    numbers = [int(n) for n in re.findall(r">(\d+)</td>", whole)]
    today = clock.today()
    if today.month in (1, 7):  # the story lies on both sides of the half-year
        return
    # By hand: two take part, one designated, one reviewed, none suspended; a team for rights and one of patrols, a patrol of
    # two who came back, three rounds.
    assert numbers[:4] == [2, 1, 1, 0]
    assert numbers[4:] == [1, 1, 2, 1, 3]
    assert "50 以上" in page and "35 以上" in page
