"""A village's three-zero year: each post takes its own step, chance draws the sample, and only what was done to a report suspends."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from network.access.gate import Refusal
from outreach.threezero import judging, lapsing, verbs
from outreach.threezero.lists import Suspension
from outreach.threezero.models import Evidence, ThreeZeroAssessment
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does
from tests.threezero import told
from tests.threezero.told import CITY, CITY_OFFICER, LEADER, OFFICER, TOWN, VILLAGE, WORDS

MARCH = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)


def _clocks(house, state: str = "running") -> set[tuple[str, int | None]]:
    rows = house.raw(
        "select limit_id, owner_id from network_clock where subject_kind = 'threezero' and state = %s",
        [state],
    )
    return set(rows)


def _now(row: ThreeZeroAssessment) -> ThreeZeroAssessment:
    with acting(CITY):
        return ThreeZeroAssessment.objects.get(pk=row.pk)


def test_a_year_goes_from_taking_part_to_renewal_and_each_level_has_its_days(fresh_house):
    told.well_done(fresh_house)
    row = told.signed(MARCH)
    assert (row.total, row.table_version, row.signed_by) == (100, 1, person(VILLAGE))
    assert _clocks(fresh_house) == {("threezero.verify", person(TOWN).pk)}
    does(TOWN, judging.verify_village, row.pk, at=MARCH)
    assert _clocks(fresh_house) == {("threezero.review", person(OFFICER).pk)}
    does(OFFICER, judging.review_village, row.pk, at=MARCH)
    assert _clocks(fresh_house) == {("threezero.sample", person(CITY_OFFICER).pk)}
    (drawn,) = does(CITY_OFFICER, judging.draw_sample, told.city(), at=MARCH)
    assert drawn.is_drawn and _clocks(fresh_house) == {("threezero.visit", person(CITY_OFFICER).pk)}
    with pytest.raises(Refusal) as refused:
        does(LEADER, judging.designate_village, row.pk, at=MARCH)
    assert refused.value.code == "visit"
    does(CITY_OFFICER, judging.visit_sample, row.pk, visited_on=MARCH.date(), words=WORDS, at=MARCH)
    assert _clocks(fresh_house) == {("threezero.designate", person(LEADER).pk)}
    found = does(LEADER, judging.designate_village, row.pk, at=MARCH)
    assert found.valid_until == MARCH.date() + timedelta(days=365) and found.holds_on(found.valid_until)
    assert not found.holds_on(found.valid_until + timedelta(days=1))
    assert {limit for limit, _who in _clocks(fresh_house)} == {"threezero.monitor", "threezero.renewal"}
    later = MARCH + timedelta(days=300)
    with pytest.raises(IllegalTransition):
        does(LEADER, judging.renew_village, row.pk, at=later)
    does(TOWN, judging.monitor_village, row.pk, words=WORDS, at=later)
    with pytest.raises(Refusal) as early:
        does(LEADER, judging.renew_village, row.pk, at=MARCH + timedelta(days=200))
    assert early.value.code == "early"
    renewed = does(LEADER, judging.renew_village, row.pk, at=later)
    assert (renewed.state, renewed.valid_until) == ("renewed", MARCH.date() + timedelta(days=730))


def test_points_below_the_rule_are_not_designated_and_the_village_may_be_given_back(fresh_house):
    row = told.visited()
    assert row.total is not None and row.total < 80
    with pytest.raises(Refusal) as refused:
        does(LEADER, judging.designate_village, row.pk)
    assert refused.value.code == "points"
    back = does(OFFICER, judging.return_village, row.pk, remark="请补充宣传活动。")
    assert (back.state, back.visited_on) == ("enrolled", None) and not _clocks(fresh_house)
    told.well_done(fresh_house)
    again = does(VILLAGE, verbs.self_assess, row.pk, signs=True)
    assert again.total == 100


def test_the_township_sends_back_with_a_reason_and_nobody_verifies_what_she_signed(fresh_house):
    row = told.signed()
    with pytest.raises(Refusal):
        does(TOWN, judging.send_back_village, row.pk, remark=" ")
    with pytest.raises(Refusal) as named:
        does(TOWN, judging.send_back_village, row.pk, remark="问问住 13712345678 的那户")
    assert named.value.code == "remark"
    back = does(TOWN, judging.send_back_village, row.pk, remark="巡逻记录未登记。")
    assert back.state == "enrolled" and fresh_house.raw(
        "select count(*) from network_outboxmessage where kind = 'handed_back' and recipient_id = %s",
        [person(VILLAGE).pk],
    ) == [(1,)]
    for who in (VILLAGE, OFFICER, LEADER, CITY, "he"):
        with pytest.raises((Refusal, IllegalTransition)):
            does(who, judging.verify_village, row.pk)


def test_without_the_signature_nothing_is_handed_in(fresh_house):
    row = told.enrolled()
    with pytest.raises(Refusal) as refused:
        does(VILLAGE, verbs.self_assess, row.pk, signs=False)
    assert refused.value.code == "signs" and _now(row).total is None


def test_only_what_was_done_to_a_report_suspends(fresh_house):
    row = told.designated(fresh_house)
    for wrong in ("incident", "violence", ""):
        with pytest.raises(Refusal):
            does(LEADER, judging.suspend_village, row.pk, reason=wrong)
    for who in (VILLAGE, TOWN, OFFICER, "feng"):
        with pytest.raises(Refusal):
            does(who, judging.suspend_village, row.pk, reason="concealment")
    found = does(CITY, judging.suspend_village, row.pk, reason="concealment")
    assert (
        found.state == "suspended"
        and not _clocks(fresh_house)
        and set(Suspension.values) == {"concealment", "retaliation", "disclosure"}
    )
    assert told.enrolled().pk == row.pk, "no second try in the same year"


def test_whoever_withdraws_after_the_draw_is_drawn_again(fresh_house):
    row = told.sampled()
    does(VILLAGE, verbs.withdraw_village, row.pk)
    fresh_house.raw("update network_limit set length = 0 where code = 'threezero.share'")
    fresh_house.raw("update network_limitversion set length = 0 where limit_id = 'threezero.share'")
    again = told.sampled()
    assert again.pk != row.pk and again.is_drawn


def test_chance_draws_a_share_once_and_the_rest_go_on_without_a_visit(fresh_house):
    told.well_done(fresh_house)
    pairs = ((VILLAGE, TOWN), ("wang", TOWN))
    for chair, town in pairs:
        unit = person(chair).appointments.get().unit
        row = does(chair, verbs.enrol_village, unit, year=clock.today().year)
        does(chair, verbs.self_assess, row.pk, signs=True)
        does(town, judging.verify_village, row.pk)
        does(OFFICER, judging.review_village, row.pk)
    rows = does(CITY_OFFICER, judging.draw_sample, told.city())
    assert sorted(row.is_drawn for row in rows) == [False, True]
    free = next(row for row in rows if not row.is_drawn)
    with pytest.raises(Refusal) as refused:
        does(CITY_OFFICER, judging.visit_sample, free.pk, visited_on=clock.today(), words=WORDS)
    assert refused.value.code == "drawn"
    assert does(LEADER, judging.designate_village, free.pk).state == "designated"
    with pytest.raises(Refusal) as none:
        does(CITY_OFFICER, judging.draw_sample, told.city())
    assert none.value.code == "none"


def test_evidence_names_nobody_and_the_same_form_is_one_line(fresh_house):
    row, key = told.enrolled(), told.enrolled().pk
    facts = {
        "indicator": "prevention",
        "done_on": clock.today(),
        "words": "大集上发放宣传册",
        "number": 60,
        "key": key,
    }
    for _twice in range(2):
        does(VILLAGE, verbs.enter_evidence, row.pk, **facts)
    with acting(VILLAGE):
        assert Evidence.objects.count() == 1
    wrong = (
        {"words": "联系 13712345678"},
        {"words": "她信教"},
        {"done_on": clock.today() + timedelta(days=1)},
        {"indicator": "reports"},
        {"number": -1},
        {"hamlet": told.city()},
    )
    for more in wrong:
        with pytest.raises(Refusal):
            does(VILLAGE, verbs.enter_evidence, row.pk, **(facts | {"key": None} | more))


def test_another_village_finds_no_row_whatever_it_asks(fresh_house):
    row = told.designated(fresh_house)
    for who, sees in (
        (VILLAGE, 1),
        (TOWN, 1),
        (OFFICER, 1),
        (CITY, 1),
        ("wang", 0),
        ("sun", 0),
        ("feng", 0),
        ("he", 0),
    ):
        with acting(who) as (_user, scope):
            assert ThreeZeroAssessment.objects.visible_to(scope).count() == sees, who
            assert plain_sql("select count(*) from outreach_threezeroassessment")[0][0] == sees, who
            assert (plain_sql("select threezero_seen(%s)", [row.pk])[0][0]) is bool(sees)


@pytest.mark.parametrize(
    "who, change",
    [
        (VILLAGE, "total = 100"),
        (VILLAGE, "points = '{}'"),
        (VILLAGE, "is_drawn = false"),
        (VILLAGE, "state = 'designated', designated_by_id = app_user(), valid_until = '2030-01-01'"),
        (VILLAGE, "state = 'township_verified', verified_by_id = app_user()"),
        (TOWN, "state = 'county_reviewed'"),
        (OFFICER, "state = 'suspended', reason = 'concealment'"),
        (LEADER, "year = 2020"),
        ("wang", "state = 'withdrawn'"),
    ],
)
def test_the_database_refuses_what_the_verbs_refuse(house_of_one, who, change):
    row = house_of_one
    with acting(who):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"update outreach_threezeroassessment set {change} where id = %s", [row.pk])
                assert cursor.rowcount == 0
        except DatabaseError:
            pass
    found = _now(row)
    assert (found.state, found.total, found.is_drawn, found.year) == (
        "self_assessed",
        row.total,
        None,
        row.year,
    )


@pytest.fixture(scope="module")
def house_of_one(house) -> ThreeZeroAssessment:
    """One village that has signed."""
    return told.signed()


def test_the_clock_of_renewal_runs_to_the_last_day_of_the_new_time(fresh_house):
    row = told.designated(fresh_house, MARCH)
    later = MARCH + timedelta(days=300)
    does(TOWN, judging.monitor_village, row.pk, words=WORDS, at=later)
    renewed = does(LEADER, judging.renew_village, row.pk, at=later)
    ends = fresh_house.raw(
        "select raw_due_on from network_clock where limit_id = 'threezero.renewal' and state = 'running'"
    )
    assert ends == [(renewed.valid_until,)]


@pytest.mark.parametrize("stage", [told.designated, told.monitored])
def test_a_designation_that_nobody_renews_is_over_the_night_after_its_last_day(fresh_house, stage):
    row = stage(fresh_house, MARCH)
    last = clock.start_of_day(MARCH.date() + timedelta(days=365))
    with fresh_house.login("worker"):
        assert lapsing.lapse_villages(at=last) == {"lapsed": 0}
        assert lapsing.lapse_villages(at=last + timedelta(days=1)) == {"lapsed": 1}
        assert lapsing.lapse_villages(at=last + timedelta(days=1)) == {"lapsed": 0}
    page = browser_of(VILLAGE).get("/outreach/threezero/").content.decode()
    assert "命名到期未续" in page
    assert _now(row).state == "lapsed" and not _clocks(fresh_house)
    assert not _now(row).holds_on(MARCH.date())
    with pytest.raises(IllegalTransition):
        does(LEADER, judging.suspend_village, row.pk, reason="concealment")
    for change in ("state = 'renewed', renewed_by_id = app_user()", "remark = 'x'"):
        with pytest.raises(DatabaseError), transaction.atomic(), acting(LEADER):
            plain_sql(
                f"update outreach_threezeroassessment set {change} where id = %s returning id", [row.pk]
            )


def test_nobody_writes_that_a_designation_ran_out(fresh_house):
    row = told.designated(fresh_house)
    with pytest.raises(DatabaseError), transaction.atomic(), acting(LEADER):
        plain_sql(
            "update outreach_threezeroassessment set state = 'lapsed' where id = %s returning id", [row.pk]
        )
