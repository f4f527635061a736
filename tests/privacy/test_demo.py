"""The demo tells both by the real verbs."""

from sisterhood.demo import private
from tests.house import browser_of


def test_the_demo_shows_a_reading_to_review_and_a_correction_to_carry_out(fresh_house):
    private.tell_all()
    assert fresh_house.raw("select category, finding, ends_at < now() from cases_breakglass") == [
        ("danger", "", True)
    ]
    assert fresh_house.raw('select state, "right" from cases_datarequest') == [("granted", "correct")]
    page = browser_of("bai").get("/reviews/emergency/").content.decode()
    assert "高洁" in page
