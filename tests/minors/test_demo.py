"""The demo tells one child's matter by the real verbs."""

from sisterhood.demo import children
from tests.house import browser_of


def test_the_demo_shows_a_request_that_waits_for_the_leader(fresh_house):
    (case,) = children.tell_all()
    assert fresh_house.raw("select granted, source from cases_minoraccessgrant") == [(None, "asked")]
    page = browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    assert "限制民事行为能力" in page and "奶奶生病住院" not in page
    assert case.number in browser_of("gao").get("/leader/minors/").content.decode()
