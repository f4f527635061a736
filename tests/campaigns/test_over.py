"""Whoever leaves hands her campaigns over with their days; and each wall holds when the other is down."""

import pytest

from network.staff import holdings
from network.staff.appointments import appoint, scope_of
from outreach.campaigns import subjects, teaching, verbs
from outreach.campaigns.activity import Activity, Publicity
from outreach.campaigns.models import Campaign
from outreach.campaigns.publicity import enter_publicity
from outreach.campaigns.teaching import TeachingCase
from outreach.partners.models import CooperationAgreement
from outreach.partners.verbs import enter_agreement
from sisterhood.lib import clock
from tests.campaigns import told
from tests.campaigns.told import HEAD, LEADER, OFFICER
from tests.house import acting, person, plain_sql
from tests.selection.told import does

OTHER = "xu"
OUTREACH = ("campaigns", "activities", "agreements", "campaign_decisions")
TABLES = "campaign activity publicity teachingcase cooperationagreement speaker supply photo coming campaignvillage"


def _agreement() -> CooperationAgreement:
    today = clock.today()
    days = {"starts_on": today, "ends_on": today.replace(year=today.year + 1)}
    return does(OFFICER, enter_agreement, told.hospital(), kind="health", scope="讲课", **days)


def test_campaigns_events_and_agreements_go_over_with_their_clocks(fresh_house):
    event, agreement = told.lecture_to_come(), _agreement()
    with acting(LEADER) as (user, _scope):
        counts = holdings.counts(person(OFFICER), unit=told.county())
        assert [counts.get(name, 0) for name in OUTREACH] == [1, 1, 1, 0]
        holdings.hand_over(person(OFFICER), person(OTHER), unit=told.county(), by=user, reason="maternity")
    subjects = [event.campaign_id, event.pk, agreement.pk]
    owners = fresh_house.raw(
        "select distinct owner_id from network_clock where state = 'running' and subject_id = any(%s)",
        [subjects],
    )
    assert owners == [(person(OTHER).pk,)]
    with acting(OTHER):
        assert {Campaign.objects.get().owner_id, Activity.objects.get().owner_id} == {person(OTHER).pk}


def test_a_plan_that_waits_for_a_leader_waits_for_whoever_follows_her(fresh_house):
    row = told.drafted()
    does(OFFICER, verbs.submit_campaign, row.pk, at=told.BEGUN)
    with acting("zhou") as (user, _scope):
        assert holdings.counts(person(LEADER), unit=told.county())["campaign_decisions"] == 1
        told_ = {"unit": told.county(), "by": user, "reason": "maternity"}
        assert subjects.reassign_decisions(person(LEADER), person("zhou"), **told_) == 1
    clocks = fresh_house.raw("select limit_id, owner_id from network_clock where subject_id = %s", [row.pk])
    assert clocks == [("campaign.approval", person("zhou").pk)]


@pytest.fixture
def everything(fresh_house):
    """One row of each kind."""
    event = told.lecture_to_come()
    does(
        HEAD,
        enter_publicity,
        person(HEAD).appointments.get().unit,
        kind="slogan",
        topic="anti_dv",
        venue="street",
        done_on=clock.today(),
        number=2,
    )
    facts = {"title": "案例", "topic": "anti_dv", "text": "正文", "origin": "made_up"}
    does(OFFICER, teaching.write_story, told.county(), **facts)
    return [event, _agreement()]


@pytest.mark.parametrize("username", ["zheng", "feng", "chen", "duan", "sysadmin"])
def test_a_stranger_finds_nothing_by_either_wall_alone(everything, fresh_house, username):
    with acting(username):
        for table in TABLES.split():
            seen = plain_sql(f"select 1 from outreach_{table}")  # noqa: S608 - names of this page
            assert seen == [] or (username == "sysadmin" and table == "cooperationagreement"), table
    scope = scope_of(person(username))
    with fresh_house.login("migrator"):
        for model in (Campaign, Activity, Publicity, TeachingCase):
            assert not model.objects.visible_to(scope).exists(), model
        assert CooperationAgreement.objects.visible_to(scope).exists() == (username == "sysadmin")


def _sent_case() -> TeachingCase:
    facts = {"title": "案例", "topic": "anti_dv", "text": "正文", "origin": "made_up"}
    row = does(OFFICER, teaching.write_story, told.county(), **facts)
    does(OFFICER, teaching.send_story, row.pk)
    return row


def _goes_over(house, to: str, row: TeachingCase) -> list:
    with acting("zhou") as (user, _scope):
        city = user.appointments.get().unit
        assert holdings.counts(person("bai"), unit=city)["campaign_decisions"] == 1
        subjects.reassign_decisions(person("bai"), person(to), unit=city, by=user, reason="maternity")
    return house.raw("select owner_id, unit_id from network_clock where subject_id = %s", [row.pk])


def test_a_teaching_case_of_a_county_goes_over_with_the_post_of_the_city_that_signs_it(fresh_house):
    row = _sent_case()
    with fresh_house.login("migrator"):
        other, city = person("tong"), person("bai").appointments.get().unit
        appoint(other, unit=city, role="privacy_officer", by=None, starts_on=clock.today(), is_primary=False)
    assert _goes_over(fresh_house, "tong", row) == [(other.pk, row.unit_id)]
    assert does("tong", teaching.sign_story, row.pk).state == "published"


def test_a_teaching_case_never_waits_for_somebody_who_may_not_sign(fresh_house):
    row = _sent_case()
    assert _goes_over(fresh_house, "wu", row) == [(None, row.unit_id)]
