"""At the desk and at the page for everybody: what is pressed, what is refused, and what a stranger may leave behind."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from outreach.campaigns import holding, surveys, teaching, teaching_views, verbs, views
from outreach.campaigns.activity import Activity, Publicity
from outreach.campaigns.models import Campaign
from outreach.partners import views as partner_views
from outreach.partners.verbs import enter_agreement
from sisterhood.lib import clock
from tests.campaigns import told
from tests.campaigns.told import LEADER, OFFICER, VILLAGE
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does
from tests.volunteers import told as volunteers

IDENT = "0123456789abcdef" * 2


@pytest.fixture
def open_event(fresh_house) -> Activity:
    """Tomorrow in the village, announced."""
    today = clock.today()
    days = {"starts_on": today, "ends_on": today + timedelta(days=5)}
    row = does(OFFICER, verbs.draft_campaign, told.county(), plan=told.plan(**days))
    does(OFFICER, verbs.submit_campaign, row.pk)
    does(LEADER, verbs.approve_campaign, row.pk)
    does(OFFICER, verbs.announce_campaign, row.pk)
    outline = told.outline(campaign=row, planned_on=today + timedelta(days=1), partners=[told.hospital()])
    return does(OFFICER, holding.plan_activity, told.county(), outline=outline)


def _plan_form() -> dict:
    today = clock.today()
    return {
        "ident": IDENT,
        "kind": "health_rights",
        "title": "冬季健康讲座",
        "plan": "到村里讲健康。",
        "topics": ["hiv_prevention"],
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=9)).isoformat(),
        "villages": [told.village().pk],
        "budget_cents": "1200.50",
    }


def test_a_plan_sent_twice_is_one_plan_and_a_wrong_one_loses_nothing(fresh_house):
    lin = browser_of(OFFICER)
    wrong = lin.post(
        "/outreach/campaigns/new/", _plan_form() | {"budget_cents": "-3", "ends_on": "2020-01-01"}
    )
    page = wrong.content.decode()
    assert wrong.status_code == 200 and "请填写金额" in page and "冬季健康讲座" in page
    first, again = (lin.post("/outreach/campaigns/new/", _plan_form()) for _n in range(2))
    assert first.status_code == again.status_code == 302 and first.url == again.url
    with acting(OFFICER):
        assert [row.budget_cents for row in Campaign.objects.all()] == [120_050]
    assert "1200.50" in lin.get(f"{first.url}revise_campaign/").content.decode()
    assert lin.post(f"{first.url}submit_campaign/").status_code == 302
    late = lin.get(f"{first.url}revise_campaign/").content.decode()
    assert "待审批" in late
    assert "批准计划" in browser_of(LEADER).get(first.url).content.decode()
    assert browser_of(VILLAGE).get(first.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "campaigns/x/",
        "activities/00000000-0000-0000-0000-000000000000/",
        "activities/figures/?unit=99999999999&period=20x",
        "activities/coverage/?unit=abc",
    ],
)
def test_a_wrong_address_is_no_page_and_no_fault(house, path):
    assert browser_of(OFFICER).get(f"/outreach/{path}").status_code == 404


def test_strange_forms_are_refused_with_a_sentence(fresh_house):
    lin = browser_of(OFFICER)
    form = _plan_form() | {
        "villages": ["999999999999", "x"],
        "topics": ["y"],
        "kind": "z",
        "budget_cents": "1e99",
    }
    answer = lin.post("/outreach/campaigns/new/", form)
    assert answer.status_code == 200
    answer = lin.post(
        "/outreach/activities/new/",
        {
            "expected": "9" * 40,
            "place": "x",
            "begins": "25:99",
            "planned_on": "9999-12-31",
            "is_public": "maybe",
        },
    )
    assert answer.status_code == 200
    answer = lin.post("/outreach/publicity/", {"number": "-4", "done_on": "0001-01-01", "campaign": "x"})
    assert answer.status_code == 200


def test_the_activity_goes_through_the_forms_from_plan_to_count(open_event):
    lin = browser_of(OFFICER)
    page = f"/outreach/activities/{open_event.pk}/"
    shown = lin.get(page).content.decode()
    assert open_event.code in shown and "data:image/svg+xml" in shown
    speaker = {"ident": IDENT, "kind": "doctor", "name": "白医生", "licence_no": "", "licence_until": ""}
    assert "执业证号" in lin.post(f"{page}name_speaker/", speaker).content.decode()
    speaker |= {"licence_no": "110", "licence_until": "2030-01-01"}
    assert lin.post(f"{page}name_speaker/", speaker).status_code == 302
    supply = {
        "item": "宣传册",
        "measure": "本",
        "taken": "20",
        "given": "15",
        "rest": "4",
        "approved_by": "县妇联",
    }
    assert "应等于带去数" in lin.post(f"{page}enter_supply/", supply).content.decode()
    assert lin.post(f"{page}enter_supply/", supply | {"rest": "5"}).status_code == 302
    assert (
        lin.post(f"{page}hold_activity/", {"held_on": open_event.planned_on.isoformat()}).status_code == 200
    )
    with clock.moved_to(datetime.combine(open_event.planned_on, told.at(1, 18).timetz())):
        lin = browser_of(OFFICER)
        assert (
            lin.post(f"{page}hold_activity/", {"held_on": open_event.planned_on.isoformat()}).status_code
            == 302
        )
        from_phone = {"ident": IDENT, "shows": "children", "consented": "adults"}
        photo = told.uploaded()
        refused = lin.post(f"{page}upload_evidence/", from_phone | {"photo": photo}).content.decode()
        assert "须监护人同意" in refused
        kept = [
            lin.post(
                f"{page}upload_evidence/", from_phone | {"consented": "guardians", "photo": told.uploaded()}
            )
            for _n in range(2)
        ]
        assert [each.status_code for each in kept] == [302, 302]
        with acting(OFFICER):
            picture = Activity.objects.get(pk=open_event.pk).photos.get()
        seen = lin.get(f"{page}photos/{picture.pk}/")
        assert seen.status_code == 200 and seen["Content-Type"] == "image/jpeg"
        assert browser_of(VILLAGE).get(f"{page}photos/{picture.pk}/").status_code == 404
        count = {"women": "30", "men": "1", "children": "2", "cost_cents": "300", "minutes": ""}
        assert lin.post(f"{page}count_activity/", count).status_code == 302
        figures = lin.get("/outreach/activities/figures/").content.decode()
        assert "33" in figures and "统计口径" in figures
        assert lin.get("/outreach/activities/coverage/").status_code == 200
    assert lin.post(f"{page}photos/{picture.pk}/withdraw/").status_code == 302
    assert lin.get(f"{page}photos/{picture.pk}/").status_code == 404


def test_everybody_reads_what_is_announced_and_leaves_a_number_once(open_event, fresh_house):
    stranger = Client()
    assert open_event.title in stranger.get("/events/").content.decode()
    page = f"/events/{open_event.code}/"
    shown = stranger.get(page).content.decode()
    assert told.hospital().name in shown and "快速离开" in shown and "sessionid" not in stranger.cookies
    form = {"ident": IDENT, "women": "2", "men": "", "children": "1"}
    for _n in range(2):
        assert "已计入" in stranger.post(page, form).content.decode()
    assert fresh_house.raw("select women, men, children, on_the_day from outreach_coming") == [
        (2, 0, 1, False)
    ]
    assert "报来" not in shown and stranger.post(page, {"women": "0"}).status_code == 200
    assert "请填写来几个人" in stranger.post(page, {"women": "900"}).content.decode()
    with acting(OFFICER):
        assert "已报名" in browser_of(OFFICER).get(f"/outreach/activities/{open_event.pk}/").content.decode()
    with acting(VILLAGE):
        assert plain_sql("select women from outreach_coming") == []
    for wrong in ("AAAAAAAA", "a", "x" * 300):
        assert stranger.get(f"/events/{wrong}/").status_code == 404


def test_a_page_for_everybody_takes_so_many_answers_from_one_address_and_no_more(open_event, fresh_house):
    fresh_house.raw("update network_limit set length = 2 where code = 'event.visits'")
    fresh_house.raw("update network_limitversion set length = 2 where limit_id = 'event.visits'")
    answers = [Client().post(f"/events/{open_event.code}/", {"women": str(n)}).status_code for n in (1, 2, 3)]
    assert answers == [200, 200, 429]


def test_what_is_not_announced_is_not_there_for_strangers(fresh_house):
    campaign = told.approved()
    row = told.lecture(campaign)
    assert Client().get(f"/events/{row.code}/").status_code == 404
    private = told.lecture(None, is_public=False, title="内部")
    assert Client().get(f"/events/{private.code}/").status_code == 404


def _answers(stranger: Client, page: str, phase: str, given: str) -> int:
    answers = dict.fromkeys(surveys.Question.values, given)
    return stranger.post(page, {"ident": IDENT, "phase": phase} | answers).status_code


def test_a_survey_keeps_sums_alone_and_tells_them_only_when_it_is_over_and_enough_came(
    open_event, fresh_house
):
    page = f"/events/{open_event.code}/survey/"
    stranger = Client()
    assert "家庭暴力不是家务事" in stranger.get(page).content.decode()
    assert stranger.post(page, {"phase": "before"}).status_code == 200
    mark = b"x" * 32
    for phase, given, n in (("before", 2, 5), ("after", 5, 4)):
        for _n in range(n):
            answers = dict.fromkeys(surveys.Question.values, given)
            with acting(OFFICER):
                ident = uuid4()
                assert surveys.answer(open_event.code, phase, answers, ident=ident, mark=mark) == "kept"
                assert surveys.answer(open_event.code, phase, answers, ident=ident, mark=mark) == "kept"
    campaign = open_event.campaign_id
    tallies = fresh_house.raw(
        "select phase, answer, number from outreach_surveytally where question = 'attitude' order by 1 desc"
    )
    assert tallies == [("before", 2, 5), ("after", 5, 4)]
    with acting(OFFICER):
        assert all(each.before is None for each in surveys.changes(campaign))
        with clock.moved_to(clock.now() + timedelta(days=9)):
            found = surveys.changes(campaign)
            assert [(each.before, each.after, each.change) for each in found] == [(20, None, None)] * 5
            assert surveys.attitude(told.county()) == []
    assert _answers(stranger, page, "after", "5") == 200
    with acting(OFFICER), clock.moved_to(clock.now() + timedelta(days=9)):
        assert {each.change for each in surveys.changes(campaign)} == {30}
        assert [share for _year, share in surveys.attitude(told.county())] == [100]
    for table in ("surveytally", "surveysheet"):
        with acting(OFFICER), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql(f"select * from outreach_{table}")  # noqa: S608 - a name of the test
    with acting("zheng"), clock.moved_to(clock.now() + timedelta(days=9)):
        assert all(each.before is None for each in surveys.changes(campaign))


def test_a_head_enters_what_she_put_up_on_market_day_once(fresh_house):
    he = browser_of("he")
    form = {
        "kind": "slogan",
        "topic": "anti_dv",
        "venue": "market",
        "done_on": clock.today().isoformat(),
        "number": "3",
    }
    assert he.post("/outreach/publicity/", form).status_code == 302
    assert "已登记过" in he.post("/outreach/publicity/", form).content.decode()
    with acting("tian") as (_user, scope):
        assert Publicity.objects.visible_to(scope).count() == 1
    with acting("ma"):
        assert plain_sql("select id from outreach_publicity") == []
    with acting("he"), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql("update outreach_publicity set number = 300 returning 1")


def test_hours_of_helpers_are_credited_by_what_was_done(fresh_house):
    from_village = volunteers.active("于淑兰")
    row = does(VILLAGE, holding.plan_activity, told.village(), outline=told.outline(), at=told.at(5))
    told.held(row, VILLAGE)
    does(
        VILLAGE,
        holding.count_activity,
        row.pk,
        people=told.PEOPLE,
        cost_cents=0,
        helpers=[from_village],
        minutes=90,
        at=told.at(11),
    )
    rows = fresh_house.raw("select volunteer_id, minutes, source_kind, source_id from network_hoursentry")
    assert rows == [(from_village.pk, 90, "activity", row.pk)]
    page = browser_of(VILLAGE).get("/outreach/activities/figures/?period=2026").content.decode()
    assert (
        "1.5" in page
        and person(VILLAGE).display_name not in page.split("统计口径")[0].split("宣传培训统计")[-1]
    )


def test_what_is_nearest_stands_on_top_and_a_list_that_is_cut_says_so(fresh_house, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 1)
    told.lecture(title="三月的讲座")
    told.lecture_to_come()
    page = browser_of(OFFICER).get("/outreach/activities/").content.decode()
    assert "更年期保健讲座" in page and "三月的讲座" not in page
    assert page.count("后面还有") == 1


def test_lists_of_cases_and_agreements_say_that_there_are_more(fresh_house, monkeypatch):
    today = clock.today()
    days = {"starts_on": today, "ends_on": today + timedelta(days=300), "scope": "讲课"}
    facts = {"topic": "anti_dv", "text": "正文", "origin": "made_up"}
    for n, kind in enumerate(("law", "health")):
        does(OFFICER, teaching.write_story, told.county(), title=f"案例{n}", **facts)
        does(OFFICER, enter_agreement, told.hospital(), kind=kind, **days)
    browser, pages = browser_of(OFFICER), ("/outreach/teaching/", "/outreach/partners/")
    assert not any("后面还有" in browser.get(each).content.decode() for each in pages)
    for module in (teaching_views, partner_views):
        monkeypatch.setattr(module, "SHOWN", 1)
    assert all("后面还有" in browser.get(each).content.decode() for each in pages)


def test_whoever_keeps_the_code_of_an_event_reads_that_it_is_over_and_nothing_else(open_event, fresh_house):
    stranger = Client()
    fresh_house.raw("alter table outreach_activity disable trigger user")
    fresh_house.raw(
        "update outreach_activity set state = 'counted', held_on = planned_on where id = %s", [open_event.pk]
    )
    page = stranger.get(f"/events/{open_event.code}/")
    assert page.status_code == 200 and "已结束" in page.content.decode()
    assert open_event.title not in page.content.decode()
    asked = stranger.get(f"/events/{open_event.code}/survey/")
    assert asked.status_code == 200 and "问卷已结束" in asked.content.decode()
    sent = stranger.post(f"/events/{open_event.code}/survey/", {"phase": "after"})
    assert sent.status_code == 200 and "问卷已结束" in sent.content.decode()
    assert stranger.get("/events/AAAAAAAA/survey/").status_code == 404


def test_many_villages_lie_folded_under_their_township_and_one_tick_takes_it_whole(fresh_house):
    page = browser_of(OFFICER).get("/outreach/campaigns/new/").content.decode()
    assert "<details><summary>卧虎镇</summary>" in page
    inside = page.partition("<summary>卧虎镇</summary>")[2].partition("</details>")[0]
    assert inside.count('type="checkbox"') > 3
