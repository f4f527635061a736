"""A campaign from its plan to the review of its report: approved by a leader, reported in time, every number a head count."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from network.deadlines import sweep
from outreach.campaigns import figures, holding, photos, verbs
from outreach.campaigns.activity import Activity, Photo
from outreach.campaigns.models import Campaign
from sisterhood.lib.states import IllegalTransition
from tests.campaigns import told
from tests.campaigns.told import LEADER, OFFICER, REPORT, TOWN, VILLAGE, at
from tests.house import acting, person, plain_sql
from tests.selection.told import does


def test_a_lecture_goes_from_plan_to_report_and_every_duty_is_met(fresh_house):
    campaign = told.running()
    row = told.counted(told.lecture(campaign))
    does(OFFICER, verbs.report_campaign, campaign.pk, at=at(16), **REPORT)
    does(LEADER, verbs.review_campaign, campaign.pk, remark="很好", at=at(18))
    does(LEADER, verbs.archive_campaign, campaign.pk, at=at(19))
    clocks = fresh_house.raw(
        "select limit_id, state from network_clock where subject_id in (%s, %s) order by 1",
        [campaign.pk, row.pk],
    )
    limits = ("activity.count", "campaign.approval", "campaign.report", "campaign.review")
    assert clocks == [(limit, "met") for limit in limits]
    with acting(LEADER):
        assert Campaign.objects.get(pk=campaign.pk).state == "archived"


def test_the_report_is_due_ten_working_days_after_the_last_day_and_a_late_one_climbs(fresh_house):
    campaign = told.running()
    told.counted(told.lecture(campaign))
    rows = fresh_house.raw("select owner_id, due_on from network_clock where limit_id = 'campaign.report'")
    assert rows == [(person(OFFICER).pk, date(2026, 3, 27))]
    with fresh_house.login("worker"):
        sweep.ring_due(at=at(31), limit=200)
    recipients = fresh_house.raw(
        "select distinct o.recipient_id from network_outboxmessage o where o.subject_id = %s and o.kind = 'rung'",
        [campaign.pk],
    )
    assert {person(OFFICER).pk, person(LEADER).pk} <= {row[0] for row in recipients}


def test_nobody_approves_what_she_planned_and_an_officer_approves_nothing(fresh_house):
    row = told.drafted()
    does(OFFICER, verbs.submit_campaign, row.pk, at=at(2))
    with pytest.raises(Refusal):
        does(OFFICER, verbs.approve_campaign, row.pk, at=at(3))
    with acting(OFFICER), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql(
            "update outreach_campaign set state = 'approved', approved_by_id = app_user(), approved_at = now() where id = %s returning 1",
            [row.pk],
        )
    does(LEADER, verbs.return_campaign, row.pk, remark="请写清村名", at=at(3))
    with pytest.raises(IllegalTransition):
        does(LEADER, verbs.approve_campaign, row.pk, at=at(3))
    does(OFFICER, verbs.revise_campaign, row.pk, plan=told.plan(title="健康下乡"), at=at(4))
    does(OFFICER, verbs.submit_campaign, row.pk, at=at(4))
    assert does(LEADER, verbs.approve_campaign, row.pk, at=at(5)).title == "健康下乡"
    with acting(LEADER), pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        plain_sql("update outreach_campaign set budget_cents = 1 where id = %s returning 1", [row.pk])


@pytest.mark.parametrize(
    "more, field",
    [
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"starts_on": date(2026, 2, 1)}, "starts_on"),
        ({"villages": []}, "villages"),
        ({"topics": ["nothing"]}, "topics"),
        ({"budget_cents": -1}, "budget_cents"),
        ({"plan": "请找王某，电话 13812345678"}, "plan"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(fresh_house, more, field):
    with pytest.raises(Refusal) as refused:
        told.drafted(**more)
    assert refused.value.code == field


def test_a_campaign_goes_only_to_its_own_area(fresh_house):
    with acting("zheng"):
        other = person("li").appointments.get().unit
    with pytest.raises(Refusal) as refused:
        told.drafted(villages=[other])
    assert refused.value.code == "villages"


def test_no_report_while_an_activity_is_open_and_none_is_added_afterwards(fresh_house):
    campaign = told.running()
    row = told.lecture(campaign)
    with pytest.raises(Refusal) as refused:
        does(OFFICER, verbs.report_campaign, campaign.pk, at=at(16), **REPORT)
    assert refused.value.code == "report"
    told.counted(row)
    does(OFFICER, verbs.report_campaign, campaign.pk, at=at(16), **REPORT)
    with pytest.raises(Refusal):
        told.lecture(campaign)


def test_nobody_speaks_under_a_licence_that_has_ended(fresh_house):
    row = told.lecture(told.running())
    facts = {"kind": "doctor", "name": "白医生", "licence_no": "110", "by": person(OFFICER)}
    with pytest.raises(Refusal) as refused, acting(OFFICER):
        holding.name_speaker(row.pk, licence_until=date(2026, 3, 9), **facts)
    assert refused.value.code == "licence_until"
    with pytest.raises(Refusal) as without, acting(OFFICER):
        holding.name_speaker(row.pk, **(facts | {"licence_no": ""}))
    assert without.value.code == "licence_no"
    with acting(OFFICER):
        holding.name_speaker(row.pk, licence_until=date(2026, 3, 10), **facts)
    with pytest.raises(Refusal) as late:
        does(OFFICER, holding.hold_activity, row.pk, held_on=date(2026, 3, 11), at=at(11, 18))
    assert late.value.code == "held_on"
    with acting(OFFICER), pytest.raises(DatabaseError, match="licence"), transaction.atomic():
        plain_sql(
            "update outreach_activity set state = 'held', held_on = '2026-03-11' where id = %s returning 1",
            [row.pk],
        )
    does(OFFICER, holding.hold_activity, row.pk, held_on=date(2026, 3, 10), at=at(11, 18))


def test_what_went_out_and_came_back_makes_up_what_was_taken(fresh_house):
    row = told.lecture(told.running())
    facts = {"item": "反家暴法宣传册", "measure": "本", "taken": 60, "approved_by": "县妇联"}
    with pytest.raises(Refusal) as refused:
        does(OFFICER, holding.enter_supply, row.pk, given=50, rest_=9, at=at(10), **facts)
    assert refused.value.code == "rest"
    does(OFFICER, holding.enter_supply, row.pk, given=50, rest_=10, at=at(10), **facts)
    with pytest.raises(Refusal):
        does(OFFICER, holding.enter_supply, row.pk, given=50, rest_=10, at=at(10), **facts)
    insert = """insert into outreach_supply (id, activity_id, item, measure, taken, given, rest, approved_by, entered_by_id)
        values (gen_random_uuid(), %s, 'x', 'y', 5, 3, 3, 'z', app_user()) returning 1"""
    with acting(OFFICER), pytest.raises(DatabaseError, match="supply_in_out_rest"), transaction.atomic():
        plain_sql(insert, [row.pk])


def test_no_child_stands_on_a_photograph_without_her_guardian(fresh_house, settings):
    row = told.lecture(told.running())
    told.held(row)
    picture = {"content": told.picture("red"), "shows": "children"}
    with pytest.raises(Refusal) as refused:
        does(OFFICER, photos.upload_evidence, row.pk, consented="adults", at=at(11), **picture)
    assert refused.value.code == "consented"
    kept = does(OFFICER, photos.upload_evidence, row.pk, consented="guardians", at=at(11), **picture)
    with acting(OFFICER) as (user, scope):
        assert photos.read(photos.found(row.pk, kept.pk, scope), by=user)[:2] == b"\xff\xd8"
    sealed = (settings.MEDIA_ROOT / "events" / kept.pk.hex).read_bytes()
    assert b"JFIF" not in sealed
    does(OFFICER, photos.withdraw_photo, row.pk, photo=kept.pk)
    does(OFFICER, photos.withdraw_photo, row.pk, photo=kept.pk)
    with acting(OFFICER) as (_user, scope), pytest.raises(Photo.DoesNotExist):
        photos.found(row.pk, kept.pk, scope)
    assert fresh_house.raw("select wrapped from outreach_photo where id = %s", [kept.pk]) == [(None,)]
    update = "update outreach_photo set consented = 'not_needed' where id = %s"
    with pytest.raises(DatabaseError), acting(OFFICER), transaction.atomic():
        plain_sql(update + " returning 1", [kept.pk])


def test_what_was_counted_stands_and_counts_are_of_people_who_came(fresh_house):
    row = told.lecture(told.running())
    told.held(row)
    for people, field in (
        ({"women": 0}, "women"),
        ({"women": 3, "examined": 2}, "examined"),
        ({"women": 10**6}, "women"),
    ):
        with pytest.raises(Refusal) as refused:
            does(OFFICER, holding.count_activity, row.pk, people=people, cost_cents=0, at=at(11))
        assert refused.value.code == field
    does(OFFICER, holding.count_activity, row.pk, people=told.PEOPLE, cost_cents=5, at=at(11))
    with pytest.raises(IllegalTransition):
        does(OFFICER, holding.count_activity, row.pk, people=told.PEOPLE, cost_cents=5, at=at(11))
    with acting(OFFICER), pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        plain_sql("update outreach_activity set women = 400 where id = %s returning 1", [row.pk])


def test_a_draft_is_no_business_of_a_village_and_a_neighbour_county_sees_nothing(fresh_house):
    draft = told.drafted()
    with acting(VILLAGE) as (_user, scope):
        assert (
            not Campaign.objects.visible_to(scope).exists()
            and plain_sql("select id from outreach_campaign") == []
        )
    open_one = told.announced(title="第二个")
    row = told.lecture(open_one)
    with acting(VILLAGE) as (_user, scope):
        assert set(Campaign.objects.visible_to(scope).values_list("pk", flat=True)) == {open_one.pk}
        assert plain_sql("select id from outreach_campaign") == [(open_one.pk,)]
        assert Activity.objects.visible_to(scope).filter(pk=row.pk).exists()
        assert plain_sql("update outreach_activity set women = 9 where id = %s returning 1", [row.pk]) == []
    with acting("zheng"):
        assert plain_sql("select id from outreach_campaign union all select id from outreach_activity") == []
    with acting("zhou") as (_user, scope):
        assert Campaign.objects.visible_to(scope).filter(pk=draft.pk).exists()


def test_figures_equal_a_count_by_hand_and_tell_no_small_number(fresh_house):
    campaign = told.running()
    first = told.lecture(campaign)
    with acting(OFFICER) as (user, _scope):
        holding.name_speaker(
            first.pk, kind="doctor", name="白医生", licence_no="1", licence_until=date(2027, 1, 1), by=user
        )
    does(
        OFFICER,
        holding.enter_supply,
        first.pk,
        item="册",
        measure="本",
        taken=60,
        given=50,
        rest_=10,
        approved_by="县妇联",
        at=at(9),
    )
    told.counted(first)
    told.counted(
        told.lecture(
            campaign, title="第二场", kind="law_talk", topic="rights_law", planned_on=date(2026, 3, 11)
        ),
        people={"women": 3},
    )
    told.lecture(campaign, title="第三场", planned_on=date(2026, 3, 12))
    with acting(OFFICER) as (_user, scope):
        report = figures.report(scope, told.county(), since=date(2026, 1, 1), until=date(2026, 12, 31))
        lines = {str(label): line for label, line in report.kinds}
        whole = report.whole
        assert (whole.events, whole.people, whole.materials, whole.experts) == (2, 51, 50, 1)
        assert report.people == 50 and [line.is_small for line in lines.values()] == [False, True]
        none = figures.report(scope, told.county(), since=date(2026, 4, 1), until=date(2026, 6, 30))
        assert none.whole.events == 0
        reached = figures.coverage(
            scope, told.village().parent, since=date(2026, 1, 1), until=date(2026, 12, 31)
        )
        assert reached[told.village().pk] == figures.Coverage(1, 1)
        assert sum(each.reached for each in reached.values()) == 1


def test_a_campaign_of_a_township_is_approved_by_its_chair(fresh_house):
    unit = person(TOWN).appointments.get().unit
    row = does(TOWN, verbs.draft_campaign, unit, plan=told.plan(), at=at(2))
    does(TOWN, verbs.submit_campaign, row.pk, at=at(2))
    assert does(TOWN, verbs.approve_campaign, row.pk, at=at(2)).state == "approved"


def test_what_was_called_held_by_mistake_is_cancelled_with_a_reason_and_its_campaign_reports(fresh_house):
    campaign = told.running()
    told.counted(told.lecture(campaign))
    shown = told.lecture(campaign, title="第二场", planned_on=date(2026, 3, 11))
    told.held(shown)
    pressed = told.lecture(campaign, title="第三场", planned_on=date(2026, 3, 12))
    does(OFFICER, holding.hold_activity, pressed.pk, held_on=date(2026, 3, 12), at=at(12, 17))
    with pytest.raises(Refusal) as refused:
        does(OFFICER, holding.cancel_activity, pressed.pk, reason=" ", at=at(13))
    assert refused.value.code == "reason"
    for row in (shown, pressed):
        does(OFFICER, holding.cancel_activity, row.pk, reason="没有人来", at=at(13))
        clocks = fresh_house.raw("select state from network_clock where subject_id = %s", [row.pk])
        assert clocks == [("cancelled",)]
    assert does(OFFICER, verbs.report_campaign, campaign.pk, at=at(16), **REPORT).state == "reported"


def test_a_report_is_reviewed_also_where_nobody_leads_when_it_comes_in(fresh_house):
    campaign = told.running()
    told.counted(told.lecture(campaign))
    fresh_house.raw(
        "update network_appointment set ends_on = '2026-03-10' where user_id = %s returning 1",
        [person(LEADER).pk],
    )
    does(OFFICER, verbs.report_campaign, campaign.pk, at=at(16), **REPORT)
    owed = "select state, owner_id from network_clock where subject_id = %s and limit_id = 'campaign.review'"
    assert fresh_house.raw(owed, [campaign.pk]) == [("running", None)]
