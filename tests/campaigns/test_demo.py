"""The demo's lecture: what its figures page says is what a hand counts in the story."""

import pytest

from outreach.campaigns import figures, surveys
from outreach.campaigns.activity import Activity
from outreach.campaigns.figure_views import days_of
from outreach.campaigns.models import Campaign
from sisterhood.demo import campaigns, volunteers
from sisterhood.demo.campaigns import LECTURE
from sisterhood.lib import clock
from tests.campaigns import told
from tests.house import acting, browser_of


@pytest.fixture(scope="module")
def story(house):
    """Told once for this page."""
    volunteers.tell_all()
    return campaigns.tell_all()


def test_the_lecture_of_the_demo_went_from_plan_to_review(story):
    with acting("gao"):
        campaign = Campaign.objects.get(title="秋季送健康维权进村屯")
        assert campaign.state == "reviewed" and campaign.approved_by_id is not None
        assert {row.state for row in campaign.activities.all()} == {"counted"}
        found = surveys.changes(campaign.pk)
        assert {(each.before, each.after) for each in found} == {(22, 43)}


def test_the_figures_equal_a_count_by_hand(story):
    with acting("lin") as (_user, scope):
        rows = Activity.objects.filter(state="counted")
        days = [row.held_on for row in rows]
        report = figures.report(scope, told.county(), since=min(days), until=max(days))
        kinds = {str(label): line for label, line in report.kinds}
    lecture, talk = kinds["讲座"], kinds["法治宣讲"]
    # By hand: 43 + 2 + 6 and 27 + 5 people, 52 leaflets, a doctor and a lawyer, two who helped for two hours.
    assert (lecture.events, lecture.people, lecture.materials, lecture.experts, lecture.minutes) == (
        1,
        51,
        52,
        1,
        240,
    )
    assert (talk.events, talk.people, talk.materials, talk.experts, talk.minutes) == (1, 32, 0, 1, 0)
    whole = report.whole
    assert (whole.events, report.people, whole.materials, whole.experts, whole.hours) == (2, 83, 52, 2, "4.0")
    assert whole.families == 53


def test_the_page_of_the_quarter_says_the_same_with_its_definitions(story):
    with acting("lin"):
        held = Activity.objects.get(kind="lecture").held_on
    code = f"{held.year}Q{(held.month + 2) // 3}"
    assert days_of(code)[0] <= held <= days_of(code)[1]
    page = browser_of("lin").get(f"/outreach/activities/figures/?period={code}").content.decode()
    for words in ("51", "52", "4.0", "发放的物资件数", "为这些活动计入的志愿服务时长"):
        assert words in page
    assert LECTURE and clock.today() >= held
    public = browser_of("lin").get("/events/").content.decode()
    assert "邻里说一说" in public
