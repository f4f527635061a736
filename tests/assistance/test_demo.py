"""The demo tells an assistance of each half of its life."""

from sisterhood.demo import assistances


def test_the_demo_has_land_put_right_on_paper_and_a_suit_under_way(fresh_house):
    assistances.tell_all()
    told = "select kind, state, in_writing from cases_rightsassistance order by entered_at"
    assert fresh_house.raw(told) == [("land", "closed", True), ("lawsuit", "under_way", False)]
    running = "select limit_id from network_clock where state = 'running' and limit_id like 'assistance.%'"
    assert fresh_house.raw(running) == [("assistance.lawsuit_result",)]
