"""The story of helping hands, counted by hand: R-8, R-9 and the book say the same, and small numbers are not told."""

from datetime import timedelta

from outreach.pairings import figures
from outreach.pairings.figures import Children, Supporters
from sisterhood.demo import helping, stations, volunteers
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock
from tests.house import acting, browser_of, person


def test_the_figures_of_the_story_are_those_counted_by_hand(fresh_house):
    stations.home_and_stations(Teller(clock.now()))
    volunteers.tell_all()
    pairing, bags = helping.tell_all()
    today = clock.today()
    period = {"since": today - timedelta(days=60), "until": today}
    for username in ("lin", "zhou"):
        with acting(username) as (user, _scope):
            here = user.appointments.get().unit
            children = figures.children(here, **period)
            supporters = {row.kind: row for row in figures.supporters(here, **period)}
        # One child is paired: two visits, 600 yuan and one bag, one concern. The other one waits.
        assert children == [
            Children("left_behind", "6-11", "female", 1, 1, 1, 2, 60_000, 1, 1),
            Children("left_behind", "12-15", "male", 1, 0, 0, 0, 0, 0, 0),
        ]
        # 5 000 yuan and 20 bags, of which 600 yuan and one bag are used; 200 yuan from nobody in particular.
        assert supporters == {
            "": Supporters("", 0, 0, 0, 20_000, 0, 20_000, 0, 0, 0),
            "caring_mother": Supporters("caring_mother", 1, 1, 0, 0, 0, 0, 0, 0, 0),
            "entrepreneur": Supporters("entrepreneur", 0, 0, 0, 500_000, 60_000, 440_000, 20, 1, 19),
        }
    with acting("feng"):
        assert figures.children(person("feng").appointments.get().unit, **period) == []
        assert figures.children(here, **period) == []
    page = browser_of("zhou").get("/outreach/helping/figures/").content.decode()
    assert "不足五" in page and "令狐" not in page and "4,400.00" in page
    book = browser_of("lin").get("/outreach/donations/").content.decode()
    assert "¥4,600.00" in book and "19 个" in book and "慕容惠" not in book
    paper = browser_of("lin").get(f"/outreach/donations/gifts/{bags.pk}/paper/").content.decode()
    assert "慕容惠" in paper and "书包" in paper and "19 个" in paper
    assert fresh_house.raw("select count(*) from network_auditevent where action = 'print'") == [(1,)]
    given = browser_of("lin").get(f"/outreach/pairings/{pairing.pk}/").content.decode()
    assert "书包 1 个" in given and "¥600.00" in given
    assert "停止" not in browser_of("tian").get(f"/outreach/pairings/{pairing.pk}/").content.decode()
    late = "select count(*) from network_clock where state = 'running' and due_at < now() and subject_kind in"
    kinds = "('beneficiary', 'pairing', 'care_concern', 'gift')"
    assert fresh_house.raw(f"{late} {kinds}") == [(0,)]


def test_where_five_or_more_stand_they_are_told_in_steps_of_five():
    assert Children("woman", "18+", "female", 4, 4, 0, 4, 100, 1, 0).shown == ["不足五", *["—"] * 6]
    told = Children("woman", "18+", "female", 13, 7, 0, 26, 100_000, 3, 1).shown
    assert told == ["10 及以上", "5 及以上", "不足五", "25 及以上", "1,000.00", "3", "不足五"]
