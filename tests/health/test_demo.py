"""R-7 of the demo, counted by hand: what the page says is what the story told."""

from datetime import datetime

from outreach.health import figures
from outreach.health.figures import Figures
from sisterhood.demo import health
from sisterhood.lib import clock
from tests.house import acting, browser_of, person


def test_the_figures_of_the_story_are_those_that_a_hand_counts(fresh_house):
    year = clock.today().year
    health.tell_all(datetime(year, 6, 16, 10, tzinfo=clock.ZONE))
    # Six stood on the list of forty, five came; one was found and followed up. Two counties asked: three times here, once
    # there; one was approved and paid 10 000 yuan. One woman is enrolled, and her claim is not answered yet.
    # The women who came are of one township, so the finding stays with the hospital; an application may be of any.
    here = Figures(40, 6, 5, None, None, 3, 1, 1, 10000, 1, 0)
    there = Figures(0, 0, 0, None, None, 1, 0, 0, 0)
    with acting("zhou") as (zhou, _scope):
        city = zhou.appointments.get().unit
        counted = figures.summed(city, year)
        counties = {
            person("gao").appointments.get().unit_id: here,
            person("feng").appointments.get().unit_id: there,
        }
        whole = Figures(40, 6, 5, None, None, 4, 1, 1, 10000, 1, 0)
        told = {unit: row for unit, row in counted.items() if row != Figures()}
        assert told == counties | {None: whole}
    # Below the county, what was found and granted is not told, and fewer than five applications read like none.
    with acting("gao") as (gao, _scope):
        counted = figures.summed(gao.appointments.get().unit, year)
        assert counted.pop(None) == here
        told = [row for row in counted.values() if row != Figures()]
        assert told == [Figures(40, 6, 5)]
    page = browser_of("zhou").get("/outreach/health/figures/").content.decode()
    assert "10000" in page and "统计口径" in page and "由银行发放救助金的人数" in page


def test_the_story_leaves_something_to_do_at_every_desk(fresh_house):
    health.tell_all()
    assert "一生只救助一次" in _first(browser_of("feng"))
    assert "待补齐材料" in browser_of("luo").get("/outreach/relief/").content.decode()
    assert "女性安康保险（示例）" in browser_of("luo").get("/outreach/insurance/").content.decode()
    assert "再次预约" not in browser_of("tian").get("/outreach/screenings/").content.decode()


def _first(browser) -> str:
    """The first application on her list."""
    page = browser.get("/outreach/relief/")
    return browser.get(f"/outreach/relief/{page.context['mine'][0].pk}/").content.decode()
