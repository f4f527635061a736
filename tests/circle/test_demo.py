"""The demo tells one circle and one plan by the real verbs."""

from sisterhood.demo import companions
from tests.house import browser_of


def test_the_demo_shows_a_circle_with_two_adults_and_a_plan_that_runs(fresh_house):
    (case,) = companions.tell_all()
    told = """select (select count(*) from cases_circlemember), (select state from cases_minorsupportplan),
        (select last_contact_on is not null from cases_minorcontactcircle)"""
    assert fresh_house.raw(told) == [(2, "running", True)]
    running = "select limit_id from network_clock where state = 'running' and (limit_id like 'circle.%' or limit_id like 'plan.%') order by 1"
    assert [code for (code,) in fresh_house.raw(running)] == ["circle.contact", "plan.review", "plan.step"]
    page = browser_of("lin").get(f"/cases/{case.pk}/circle/").content.decode()
    assert "放学后有人陪着写作业" in page and "方老师" in page
