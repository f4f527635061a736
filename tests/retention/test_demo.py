"""The demo tells both by the real verbs."""

from sisterhood.demo import keeping
from tests.house import browser_of


def test_the_demo_has_a_matter_that_is_held_and_one_that_is_only_stored(fresh_house):
    held, stored = keeping.tell_all()
    assert fresh_house.raw("select case_id from cases_legalhold") == [(held.pk,)]
    assert fresh_house.raw("select case_id, source from cases_restriction") == [(stored.pk, "law")]
    page = browser_of("gao").get("/retention/").content.decode()
    assert stored.number in page and held.number not in page
