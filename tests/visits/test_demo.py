"""The outreach of the demo: a bulletin some have not read, rounds that were made, a sheet that waits for its head."""

from outreach.needs import periods
from sisterhood.demo import cast, rounds, stations
from tests.house import browser_of


def test_the_story_leaves_something_to_read_to_make_and_to_fill(fresh_house):
    stations.tell_all()
    bulletin, planned, sheet = rounds.tell_all()
    page = browser_of("lin").get(f"/network/bulletins/{bulletin.pk}/").content.decode()
    assert "马春花" in page and "何桂芳" not in page
    he = browser_of("he")
    assert "开始走访" in he.get(f"/m/visits/{planned.pk}/").content.decode()
    assert "待填写" in he.get("/m/needs/").content.decode()
    assert sheet is not None and sheet.state == "filled"
    zhou = browser_of("zhou")
    assert "2/3" in zhou.get("/outreach/needs/").content.decode()
    needs = zhou.get(f"/outreach/needs/?period={periods.of(cast.SINCE)}").content.decode()
    assert "20 以上" in needs and "就近就业或培训" in needs and "3/3" in needs
    assert "5 以上" in browser_of("tian").get("/outreach/visits/").content.decode()
