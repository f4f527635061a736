"""The volunteers of the demo: three who help, two teams, a walk with a dark lamp, hours that another person corrected."""

from sisterhood.demo import stations, volunteers
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock
from tests.house import browser_of


def test_the_story_leaves_teams_a_walk_a_task_and_true_hours(fresh_house):
    stations.home_and_stations(Teller(clock.now()))
    told = volunteers.tell_all()
    page = browser_of("tian").get("/network/patrols/").content.decode()
    assert "村小学门前" in page and "妇女维稳巡逻队" in page
    row = told[1]
    hers = browser_of("luo").get(f"/network/volunteers/{row.pk}/").content.decode()
    assert "田丽 更正 -10 分钟" in hers
    assert "目前不可" not in browser_of("luo").get(f"/network/volunteers/{told[0].pk}/").content.decode()
    assert fresh_house.raw("select state from network_patrol order by begins_at") == [("done",), ("planned",)]
    late = "select count(*) from network_clock where state = 'running' and due_at < now() and subject_kind in"
    assert fresh_house.raw(f"{late} ('volunteer', 'team', 'found_place')") == [(0,)]
