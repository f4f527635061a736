"""Danger in a session reaches somebody: not the one who must not know, not the one who is away."""

from datetime import timedelta

import pytest

from cases.casefile import sharing
from cases.consultations import booking, crisis
from cases.consultations.models import Crisis
from cases.petitions import hand_over, transitions
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from network.leave import verbs as leaves
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.consultations.rota import booked, confirmed, expert, seat, state, step, talking, windows
from tests.house import acting, person
from tests.stories import does as tells
from tests.stories import matter


@pytest.fixture
def office(fresh_house):
    """A counsellor at work tomorrow, and dou on call for the county."""
    seat(fresh_house, "dou", "窦值班", "duty_officer")
    confirmed(expert("duan", "legal_adviser"), expert("yan", "counsellor"))
    return fresh_house


def _pressed(case):
    row = booked(case, "psychological")["psychological"]
    talking(row, expert="yan")
    step("yan", crisis.press_crisis, row, violence=True)
    return row


def _called(house) -> list[str]:
    return [
        name
        for (name,) in house.raw(
            "select u.username from cases_crisiscall k join network_user u on u.id = k.user_id order by 1"
        )
    ]


def test_a_duty_officer_with_a_conflict_is_passed_by_and_the_county_desk_hears(office):
    case = matter("lin")
    tells("lin", hand_over.recuse, case, user=person("dou"), reason="亲属")
    _pressed(case)
    called = _called(office)
    assert called and "dou" not in called
    told = office.raw("select distinct recipient_id from network_outboxmessage where subject_kind = 'crisis'")
    assert {user for (user,) in told} == {person(name).pk for name in called}


def test_for_a_duty_officer_on_leave_her_substitute_is_called_and_answers(office):
    today = clock.today()
    with acting("dou") as (dou, _scope):
        leave = leaves.ask_leave(
            dou, substitute=person("xu"), starts_on=today, ends_on=today + timedelta(days=9), by=dou
        )
    with acting("gao") as (gao, _scope):
        leaves.decide_leave(leave, grant=True, by=gao)
    row = _pressed(matter("lin"))
    assert _called(office) == ["xu"]
    with acting("xu") as (xu, scope):
        crisis.answer_crisis(Crisis.objects.visible_to(scope).get(session=row), by=xu, at=row.starts_at)


def test_whoever_was_called_sees_the_crisis_as_long_as_the_expert_does(office):
    row = _pressed(matter("lin"))
    lasting = office.raw(
        "select k.until = g.until from cases_crisiscall k, cases_sessiongrant g where g.session_id = %s",
        [row.pk],
    )
    assert lasting == [(True,)]
    office.raw("update cases_crisiscall set until = now()")
    with acting("dou") as (dou, scope):
        assert not Crisis.objects.visible_to(scope).exists()
        assert not Crisis.objects.exists()
        with pytest.raises(Refusal) as refused:
            crisis.answer_crisis(Crisis(pk=row.pk), by=dou)
        assert refused.value.code == "not_called"


def test_whose_post_has_ended_since_the_call_is_told_so(office):
    row = _pressed(matter("lin"))
    office.raw("update network_appointment set ends_on = starts_on where user_id = %s", [person("dou").pk])
    with acting("dou") as (dou, _scope), pytest.raises(Refusal) as refused:
        crisis.answer_crisis(Crisis.objects.get(session=row), by=dou)
    assert refused.value.code == "role"


def test_after_the_note_of_a_crisis_the_chairs_are_no_longer_booked(office):
    row = _pressed(matter("lin"))
    step("yan", crisis.note_crisis, row, note="已报警并陪同就医")
    held = office.raw("select state from network_slotbooking where id = %s", [row.booking_id])
    assert held == [("done",)]


def test_a_matter_that_another_county_got_ends_and_the_experts_hear_of_their_booking(office):
    case = matter("lin")
    rows = booked(case)
    other = Unit.objects.current().get(code=cast.TIEDONG, level=2)
    office.raw(
        "update cases_case set unit_id = %s, owner_id = %s where id = %s",
        [other.pk, person("zheng").pk, case.pk],
    )
    tells("zheng", transitions.withdraw, case, reason="她自己要求")
    assert {state(office, row) for row in rows.values()} == {"cancelled"}
    told = office.raw("select recipient_id from network_outboxmessage where kind = 'session_cancelled'")
    assert {user for (user,) in told} == {person("duan").pk, person("yan").pk}
    written = office.raw("select count(*) from cases_event where verb = 'session_cancel'")
    assert written == [(2,)]
    assert windows("joint"), "the chairs are free for somebody else"


def test_calling_a_session_off_ends_no_access_that_she_has_for_another_reason(office):
    case = matter("lin")
    row = booked(case, "legal")["legal"]
    until = clock.now() + timedelta(days=1)
    with acting("lin") as (lin, _scope):
        for layer in (sharing.CASE, sharing.NARRATIVE):
            sharing.lend(case, to=person("duan"), layer=layer, by=lin, until=until, source=AccessSource.LENT)
    step("lin", booking.cancel, row)
    alive = office.raw(
        "select distinct source from cases_caseaccess where user_id = %s and until > now()",
        [person("duan").pk],
    )
    assert alive == [("lent",)]
