"""What the verbs refuse, in a sentence and without writing anything; what a matter's end means for its assistance; and
what the database holds alone."""

from datetime import timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from cases.assistance import ending, opening, results
from cases.assistance.forms import carried
from cases.assistance.kinds import KINDS
from cases.assistance.models import RightsAssistance
from cases.petitions import transitions
from cases.petitions.told import Contact
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.assistance.conftest import (
    BODY,
    PAPER,
    REQUEST,
    SHARED,
    asked,
    begun,
    clocks,
    fits,
    paper,
    recorded,
    state,
)
from tests.house import acting
from tests.stories import does, matter

WANTED = {"manner": "signed", "shared": SHARED}


def _refused(verb, case, **told) -> Refusal:
    with pytest.raises(Refusal) as refused:
        does("lin", verb, case, **told)
    assert str(refused.value)
    return refused.value


@pytest.mark.parametrize("kind", ["harassment", "trafficking"])
def test_harassment_and_trafficking_stand_on_sealed_matters_alone(house, kind):
    case = matter("lin")
    told = {"kind": kind, "body": BODY, "request": REQUEST, "noticed_at": clock.now()} | WANTED
    assert _refused(opening.ask_assistance, case, **told).code == "kind"
    with acting("lin") as (lin, _scope):
        row = """insert into cases_rightsassistance (id, case_id, entered_by_id, entered_at, kind, state, channel,
                   outcome, in_writing, delivered, ended_for)
                 values (gen_random_uuid(), %s, %s, now(), %s, 'asked', '', '', false, '', '')"""
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            connection.cursor().execute(row, [case.pk, lin.pk, kind])


@pytest.mark.parametrize("kind", [kind for kind, terms in KINDS.items() if terms.consent])
def test_nothing_goes_to_a_body_without_her_consent(house, kind):
    case = fits(kind)
    told = {"kind": kind, "body": BODY, "request": REQUEST, "shared": SHARED}
    assert _refused(opening.ask_assistance, case, **told).code == "manner"
    assert (
        _refused(opening.ask_assistance, case, **(told | {"manner": "oral", "shared": " "})).code == "shared"
    )
    case, row = asked(kind, case)
    gone = "update cases_recipientconsent set withdrawn_at = now() where part = %s"
    house.raw(gone, [row])
    assert _refused(opening.begin_assistance, case, row=row, begun_on=clock.today()).code == "consent"
    assert state(house, row) == "asked"


def test_a_township_asks_about_land_and_hands_the_rest_up(house):
    case = matter("tian")
    with acting("tian"):
        assert [kind for kind, _label in carried(case)] == ["land"]
    with pytest.raises(Refusal) as refused:
        asked("lawsuit", case, by="tian")
    assert refused.value.code == "kind"
    asked("land", case, by="tian")


def test_one_of_a_kind_at_a_time_and_another_after_its_end(house):
    case, row = asked("land")
    told = {"kind": "land", "body": BODY, "request": REQUEST} | WANTED
    assert _refused(opening.ask_assistance, case, **told).code == "kind"
    does("lin", results.call_off_assistance, case, row=row, ended_for="put_right", why="村里改了")
    asked("land", case)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": " "}, "body"),
        ({"request": ""}, "request"),
        ({"noticed_at": None}, "noticed_at"),
        ({"noticed_at": "later"}, "noticed_at"),
    ],
)
def test_a_report_says_to_whom_what_and_from_which_minute(house, changed, code):
    case = fits("trafficking")
    if changed.get("noticed_at") == "later":
        changed = {"noticed_at": clock.now() + timedelta(hours=1)}
    told = {"kind": "trafficking", "body": "双辽市公安局", "request": "报告线索", "noticed_at": clock.now()}
    assert _refused(opening.ask_assistance, case, **(told | changed)).code == code
    assert house.raw("select count(*) from cases_rightsassistance where case_id = %s", [case.pk]) == [(0,)]


def test_a_report_is_a_duty_only_a_mistake_ends_it_and_no_matter_ends_before_it(house):
    case, row = asked("trafficking")
    told = {"row": row, "ended_for": "her_wish", "why": "她不想报"}
    assert _refused(results.call_off_assistance, case, **told).code == "ended_for"
    assert _refused(results.refuse_assistance, case, row=row, why="公安不收").code == "why"
    assert _refused(transitions.withdraw, case, reason="她自己要求").code == "assistance"
    assert state(house, row) == "asked" and set(clocks(house, case)) >= {"assistance.report"}
    early = {"row": row, "told_at": clock.now() - timedelta(days=1), "channel": "phone"}
    assert _refused(opening.begin_assistance, case, **early).code == "told_at"
    assert _refused(opening.begin_assistance, case, row=row, told_at=clock.now()).code == "channel"
    does("lin", opening.begin_assistance, case, row=row, told_at=clock.now(), channel="phone")
    does("lin", results.refuse_assistance, case, row=row, why="公安书面答复不予立案，已告知可申请复议")
    assert state(house, row) == "refused"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"result": " "}, "result"),
        ({"result_on": 1}, "result_on"),
        ({"result_on": -1}, "result_on"),
        ({"delivered_on": 1}, "delivered_on"),
        ({"delivered_on": -1}, "delivered_on"),
        ({"delivered": "post"}, "delivered"),
    ],
)
def test_a_result_has_its_day_and_reaches_her_afterwards_in_a_safe_way(house, changed, code):
    case, row = begun("land")
    days = {name: clock.today() + timedelta(days=n) for name, n in changed.items() if name.endswith("_on")}
    assert _refused(results.record_assistance, case, row=row, **paper(**(changed | days))).code == code
    assert state(house, row) == "under_way"


def test_a_letter_is_sent_where_she_called_letters_safe(house):
    case, row = begun("land", matter("lin", contact=Contact(may_write=True)))
    does("lin", results.record_assistance, case, row=row, **paper(delivered="post"))
    assert state(house, row) == "recorded"


def test_what_is_over_is_over(house):
    case, row = recorded("land")
    does("lin", results.close_assistance, case, row=row, note="她满意")
    for verb, told in (
        (opening.begin_assistance, {"begun_on": clock.today()}),
        (results.ask_after_assistance, {"note": "x"}),
        (results.record_assistance, paper()),
        (results.close_assistance, {"note": "x"}),
        (results.refuse_assistance, {"why": "x"}),
        (results.call_off_assistance, {"ended_for": "mistake", "why": "x"}),
    ):
        with pytest.raises(IllegalTransition):
            does("lin", verb, case, row=row, **told)
    assert state(house, row) == "closed"


def test_a_matter_that_ends_ends_what_still_waits(house):
    case, row = begun("land")
    _case, paperwork = recorded("lawsuit")
    does("lin", transitions.withdraw, case, reason="她自己要求")
    assert state(house, row) == "called_off" and clocks(house, case) == {}
    ended = house.raw(
        "select ended_for, ended_at is not null from cases_rightsassistance where id = %s", [row]
    )
    assert ended == [("matter_ended", True)]
    does("lin", transitions.withdraw, _case, reason="她自己要求")
    assert state(house, paperwork) == "closed"


def test_a_matter_is_not_closed_over_an_assistance_whose_result_nobody_knows(house):
    case, row = begun("land")
    with acting("lin"), pytest.raises(Refusal) as refused:
        ending.refuse_while_open(case)
    assert refused.value.code == "assistance"
    does("lin", results.record_assistance, case, row=row, **paper())
    with acting("lin"):
        ending.refuse_while_open(case)


def test_every_word_of_it_is_sealed(house):
    case, row = recorded("harassment")
    kept = house.raw("select row_to_json(r)::text from cases_rightsassistance r where id = %s", [row])[0][0]
    for word in (BODY, REQUEST, PAPER):
        assert word not in kept and word.encode().hex() not in kept
    told = "select string_agg(detail::text, '') from network_auditevent where subject_id = %s"
    trail = house.raw(told, [str(case.pk)])[0][0]
    assert "harassment" not in trail and "result_on" in trail


@pytest.mark.parametrize(
    "change",
    [
        "state = 'recorded'",
        "state = 'closed', in_writing = true, outcome = 'granted', result_on = current_date",
        "state = 'under_way', begun_on = null",
    ],
)
def test_the_database_takes_no_result_that_is_not_on_paper_and_in_her_hands(house, change):
    _case, row = asked("land")
    with pytest.raises(psycopg.errors.CheckViolation):
        house.raw(f"update cases_rightsassistance set {change} where id = %s", [row])


def test_the_database_takes_no_report_without_its_minute(house):
    _case, row = asked("trafficking")
    with pytest.raises(psycopg.errors.CheckViolation, match="police_told"):
        house.raw(
            "update cases_rightsassistance set state = 'under_way', begun_on = current_date where id = %s",
            [row],
        )


def test_kind_body_and_notice_are_written_once(house):
    _case, row = asked("land")
    for column, value in (
        ("kind", "'lawsuit'"),
        ("body", "null"),
        ("request", "null"),
        ("noticed_at", "now()"),
    ):
        with acting("lin"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(
                f"update cases_rightsassistance set {column} = {value} where id = %s", [row]
            )


@pytest.mark.parametrize("username", ["xu", "zheng", "tian", "he", "wu", "sysadmin"])
def test_nobody_else_finds_a_row_of_a_sealed_matter(house, username):
    _case, row = asked("harassment")
    with acting(username) as (_user, scope):
        assert not RightsAssistance.objects.filter(pk=row).exists()
        assert not RightsAssistance.objects.visible_to(scope).filter(pk=row).exists()
