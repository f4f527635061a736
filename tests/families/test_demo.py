"""The model families of the demo: two on the wall, two in a notice, and figures that a hand can count after the story."""

from django.test import Client

from outreach.families import figures
from sisterhood.demo import awards
from sisterhood.demo.awards import FAMILIES
from tests.families import told
from tests.house import acting, browser_of


def test_the_story_leaves_a_wall_a_notice_and_figures_that_a_hand_can_count(fresh_house):
    over, running = awards.tell_all()
    anybody = Client()
    wall = anybody.get("/families/").content.decode()
    assert "欧家" in wall and "翟家" in wall and "庞家" not in wall and "3 朵花" in wall
    assert "公示" in anybody.get(f"/families/notice/{running.pk}/").content.decode()
    years = {over.year, running.year}
    put, titled, households = len(FAMILIES) * 2, 2, (26 + 18) * 2
    with acting("gao") as (_gao, scope):
        found = [
            sum(figures.by_child(scope, told.county(), year=year).values(), figures.Figures())
            for year in years
        ]
    assert sum(each.put_forward for each in found) == put
    assert sum(each.titled for each in found) == titled
    assert sum(each.households for each in found) == households
    assert all(each.villages == 2 for each in found)
    page = browser_of("gao").get(f"/outreach/families/figures/?year={running.year}").content.decode()
    assert "推荐户" in page and "覆盖村" in page
