"""The stations of the demo: one home with its stations, a term, a visit with one thing to mend, a notice that runs."""

from network.sites import coverage
from sisterhood.demo import stations
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.selection.told import HEADLESS


def test_the_story_leaves_a_place_a_term_a_visit_and_a_public_notice(fresh_house, client):
    home, head, public = stations.tell_all()
    assert head.user_id == person("he").pk and not head.is_over(clock.today())
    page = browser_of("tian").get("/network/inspections/").content.decode()
    assert "门外有牌子" in page
    assert "尉迟春梅" in client.get(f"/help/notices/{public.pk}/").content.decode()
    town = client.get(f"/help/units/{public.unit.parent.parent.code}/").content.decode()
    assert home.name in town and "08:30–11:00" in town
    with acting("tian"):
        gaps = coverage.gaps(person("tian").appointments.get().unit, on=clock.today())
    assert [unit.code for unit in gaps.headless] == [HEADLESS]
