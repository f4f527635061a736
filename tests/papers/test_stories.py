"""The stories of the demo end with papers that were issued and received."""

from sisterhood.demo import stories


def test_the_demo_shows_issued_papers_and_one_that_waits_for_its_sender(fresh_house):
    stories.tell_all()
    found = fresh_house.raw("select kind, state from cases_document order by 1, 2")
    assert ("notice_accepted", "delivered") in found and ("handling_opinion", "delivered") in found
    assert ("assignment_slip", "approved") in found and ("objection", "approved") in found
