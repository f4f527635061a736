"""An agreement with a body of the one list: reminded of before it lapses, kept by the officers of the division."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from network.deadlines import sweep
from outreach.partners import verbs
from outreach.partners.models import CooperationAgreement
from sisterhood.lib import clock
from tests.campaigns import told
from tests.campaigns.told import BEGUN, LEADER, OFFICER, TOWN, VILLAGE, at
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does

FACTS = {
    "kind": "health",
    "scope": "每季度到村讲课一次",
    "starts_on": date(2026, 3, 2),
    "ends_on": date(2026, 6, 30),
}


def _entered(**more) -> CooperationAgreement:
    return does(OFFICER, verbs.enter_agreement, told.hospital(), at=BEGUN, **(FACTS | more))


def test_whoever_keeps_it_is_reminded_before_it_lapses_and_a_lapse_climbs(fresh_house):
    row = _entered()
    assert fresh_house.raw("select due_on, owner_id from network_clock where subject_id = %s", [row.pk]) == [
        (date(2026, 6, 30), person(OFFICER).pk)
    ]
    told_to = "select distinct recipient_id from network_outboxmessage where subject_id = %s"
    with fresh_house.login("worker"):
        sweep.ring_due(at=at(2) + timedelta(days=100), limit=100)
    assert fresh_house.raw(told_to, [row.pk]) == [(person(OFFICER).pk,)]
    with fresh_house.login("worker"):
        sweep.ring_due(at=at(2) + timedelta(days=140), limit=100)
    assert (person(LEADER).pk,) in fresh_house.raw(told_to, [row.pk])


def test_renewing_moves_the_reminder_and_ending_stops_it(fresh_house):
    row = _entered()
    with pytest.raises(Refusal) as refused:
        does(OFFICER, verbs.renew_agreement, row.pk, ends_on=date(2026, 6, 30), at=at(9))
    assert refused.value.code == "ends_on"
    does(OFFICER, verbs.renew_agreement, row.pk, ends_on=date(2026, 12, 31), at=at(9))
    clocks = "select state, due_on from network_clock where subject_id = %s order by due_on"
    # The last day is one of rest, so the clock ends on the next working day.
    (first, then) = fresh_house.raw(clocks, [row.pk])
    assert first == ("met", date(2026, 6, 30)) and then[0] == "running" and then[1] >= date(2026, 12, 31)
    does(OFFICER, verbs.end_agreement, row.pk, why="done", at=at(10))
    assert [state for state, _due in fresh_house.raw(clocks, [row.pk])] == ["met", "cancelled"]
    with pytest.raises(Refusal):
        does(OFFICER, verbs.end_agreement, row.pk, why="done", at=at(10))
    _entered()


@pytest.mark.parametrize(
    "more, field",
    [
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}, "ends_on"),
        ({"scope": "联系人 13812345678"}, "scope"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(fresh_house, more, field):
    with pytest.raises(Refusal) as refused:
        _entered(**more)
    assert refused.value.code == field


def test_one_of_a_kind_stands_and_another_office_keeps_none(fresh_house):
    row = _entered()
    with pytest.raises(Refusal) as twice:
        _entered()
    assert twice.value.code == "kind"
    for who in (LEADER, TOWN):
        with pytest.raises(Refusal):
            does(who, verbs.end_agreement, row.pk, why="done")
    with acting(TOWN):
        assert plain_sql("select id from outreach_cooperationagreement") == [(row.pk,)]
        changed = "update outreach_cooperationagreement set ended_on = starts_on returning 1"
        assert plain_sql(changed) == []
    for who in (VILLAGE, "zheng"):
        with acting(who):
            assert plain_sql("select id from outreach_cooperationagreement") == []
    with acting(OFFICER), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql("update outreach_cooperationagreement set scope = 'x' returning 1")


def test_the_pages_enter_renew_and_end_it(fresh_house):
    lin, today = browser_of(OFFICER), clock.today()
    form = {
        "agency": told.hospital().pk,
        "kind": "health",
        "scope": "到村讲课",
        "starts_on": today.isoformat(),
    }
    wrong = lin.post("/outreach/partners/new/", form | {"ends_on": "2020-01-01"}).content.decode()
    assert "结束日期早于开始日期" in wrong and "到村讲课" in wrong
    made = lin.post("/outreach/partners/new/", form | {"ends_on": (today + timedelta(days=40)).isoformat()})
    assert made.status_code == 302 and "有效" in lin.get("/outreach/partners/").content.decode()
    assert (
        "请选择晚于" in lin.post(made.url, {"step": "renew", "ends_on": today.isoformat()}).content.decode()
    )
    later = (today + timedelta(days=90)).isoformat()
    assert lin.post(made.url, {"step": "renew", "ends_on": later}).status_code == 302
    assert browser_of(TOWN).get(made.url).status_code == 200
    assert browser_of(TOWN).post(made.url, {"step": "end"}).status_code == 403
    assert browser_of(VILLAGE).get(made.url).status_code == 403
    for step in ({"step": "ask_end"}, {"step": "end"}):
        asked = lin.post(made.url, step).content.decode()
        assert "终止原因" in asked and "取消" in asked
    assert (
        fresh_house.raw("select ended_on from outreach_cooperationagreement where ended_on is not null") == []
    )
    assert lin.post(made.url, {"step": "end", "why": "partner"}).status_code == 302
    assert "合作方提出" in lin.get(made.url).content.decode()
    assert "已终止" in lin.post(made.url, {"step": "end", "why": "partner"}).content.decode()


def test_those_that_run_stand_on_top_and_of_them_what_lapses_next(fresh_house):
    ended = _entered(kind="law", ends_on=date(2026, 4, 30))
    does(OFFICER, verbs.end_agreement, ended.pk, why="replaced", at=at(9))
    later = _entered(kind="relief", ends_on=date(2026, 12, 31))
    next_one = _entered()
    with acting(OFFICER):
        rows = list(CooperationAgreement.objects.values_list("pk", flat=True))
    assert rows == [next_one.pk, later.pk, ended.pk]
