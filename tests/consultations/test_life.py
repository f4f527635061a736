"""Promises about sessions: two sets of notes, consent before counselling, access that ends, danger that is heard."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from cases.casefile.models import Case
from cases.consultations import booking, crisis, plans, records, sessions
from cases.consultations.models import (
    CarePlan,
    Consultation,
    CounsellingConsent,
    Crisis,
    LegalConsultation,
    ProcessNote,
    ProcessNoteKey,
)
from cases.petitions import hand_over, transitions
from network.access.gate import Refusal
from network.duty.rota import swaps
from sisterhood.lib import clock
from sisterhood.lib.crypto import Unreadable
from sisterhood.lib.states import IllegalTransition
from tests.consultations.rota import (
    ADVICE,
    NOTE,
    SHEET,
    booked,
    confirmed,
    does,
    held,
    state,
    step,
    talking,
    windows,
)
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import does as tells
from tests.stories import matter


@pytest.fixture(scope="module")
def case(office) -> Case:
    """A matter of the county's officer."""
    return matter("lin")


def _morning(office, days: int, *people, **more) -> None:
    confirmed(*(people or (office.duan, office.yan)), day=clock.today() + timedelta(days=days), **more)


def _first(days: int) -> int:
    """Where the first free session of a day to come stands on the list."""
    day = clock.today() + timedelta(days=days)
    return [clock.local_date(window.starts_at) for window in windows("psychological")].index(day)


def test_one_booking_takes_both_chairs_and_makes_two_sessions_with_two_access_lists(office, case):
    _morning(office, 1)
    before = len(windows("joint"))
    rows = booked(case)
    assert {row.holder_id for row in rows.values()} == {office.duan.user_id, office.yan.user_id}
    assert len({row.joint_key for row in rows.values()}) == 1 and rows["legal"].joint_key
    assert len(windows("joint")) == before - 1
    with acting("duan") as (_user, scope):
        assert set(Consultation.objects.visible_to(scope)) == {rows["legal"]}
    with acting("yan") as (_user, scope):
        assert set(Consultation.objects.visible_to(scope)) == {rows["psychological"]}
        assert plain_sql("select count(*) from cases_consultation") == [(1,)]


def test_a_booking_carries_no_name_and_an_expert_sees_no_story(office, case):
    stored = office.house.raw("select row_to_json(b)::text from network_slotbooking b")
    assert stored and "欧阳" not in str(stored) and str(case.pk) not in str(stored)
    with acting("duan") as (_user, scope):
        assert not Case.objects.openable_by(scope).exists()
        for table in ("cases_person", "cases_narrative", "cases_event", "cases_casekey", "cases_safecontact"):
            assert plain_sql(f"select count(*) from {table}") == [(0,)], table  # noqa: S608


def test_counselling_does_not_begin_without_the_signed_sheet(office, case):
    row = booked(case, "psychological")["psychological"]
    step("lin", sessions.check_in, row)
    with pytest.raises(Refusal, match="consent sheet is signed|签署"):
        step("yan", sessions.begin, row)
    with pytest.raises(Refusal) as refused:
        step("lin", sessions.sign_consent, row, signed_on=clock.today(), is_minor=True, **SHEET)
    assert refused.value.code == "guardian_signed"
    guardian = {"is_minor": True, "guardian_signed": True}
    step("lin", sessions.sign_consent, row, signed_on=clock.today(), **SHEET, **guardian)
    with acting("lin"):
        signed = CounsellingConsent.objects.get(session=row)
        assert (signed.notice_id, signed.guardian_signed, signed.recording_allowed) == (1, True, False)
    step("yan", sessions.begin, row)
    assert state(office.house, row) == "in_session"


def test_only_its_author_reads_a_process_note_and_only_with_her_own_key(office, case):
    _morning(office, 2)
    rows = booked(case, nth=0)
    for kind, who in (("legal", "duan"), ("psychological", "yan")):
        held(rows[kind], expert=who)
    with acting("yan") as (yan, _scope):
        assert [text for _row, text in records.own_notes(rows["psychological"], by=yan)] == [NOTE]
        key = ProcessNoteKey.objects.get()
    for other in ("lin", "gao", "zhou", "duan", "auditor", "sysadmin"):
        with acting(other) as (user, _scope):
            assert plain_sql("select count(*) from cases_processnote") == [(0,)], other
            assert plain_sql("select count(*) from cases_processnotekey") == [(0,)], other
            assert records.own_notes(rows["psychological"], by=user) == []
    assert plain_sql("select count(*) from cases_processnote") == [(0,)]  # the web's login without a person
    stored = office.house.raw("select note from cases_processnote")[0][0]
    assert NOTE.encode() not in bytes(stored)
    # Whoever writes another name into the row of the key opens nothing with it.
    office.house.raw("update cases_processnotekey set author_id = %s", [person("gao").pk])
    office.house.raw("update cases_processnote set author_id = %s", [person("gao").pk])
    with acting("gao") as (gao, _scope), pytest.raises(Unreadable):
        records.own_notes(rows["psychological"], by=gao)
    office.house.raw("update cases_processnotekey set author_id = %s", [key.author_id])
    office.house.raw("update cases_processnote set author_id = %s", [key.author_id])


def test_the_adviser_and_the_owner_read_the_legal_record_and_the_counsellor_does_not(office, case):
    with acting("lin") as (lin, _scope):
        row = Consultation.objects.get(kind="legal", state="completed")
        assert records.legal_texts(row, by=lin)["advice"] == ADVICE["advice"]
    with acting("duan") as (duan, _scope):
        assert records.legal_texts(row, by=duan)["risks"] == ADVICE["risks"]
    with acting("yan"):
        assert not LegalConsultation.objects.exists()
    assert ADVICE["advice"].encode() not in bytes(
        office.house.raw("select advice from cases_legalconsultation")[0][0]
    )


def test_officers_read_topic_outcome_and_minutes_and_nothing_more(office, case):
    with acting("lin"):
        row = Consultation.objects.get(kind="psychological", state="completed")
        assert (row.topic, row.outcome, row.minutes) == ("trauma", "continue", 50)


def test_the_grant_of_an_expert_ends(office, case):
    with acting("yan") as (_yan, scope):
        row = Consultation.objects.visible_to(scope).get(state="completed")
    office.house.raw("update cases_sessiongrant set until = now() where session_id = %s", [row.pk])
    with acting("yan") as (yan, scope):
        assert row not in Consultation.objects.visible_to(scope)
        with pytest.raises(Refusal):
            records.write_note(row, note="再写一点", by=yan)
        assert ProcessNote.objects.filter(session=row).exists()  # what she wrote stays hers


def test_a_legal_session_ends_with_its_record_and_a_doctor_is_a_step_of_its_own(office, case):
    _morning(office, 3)
    row = booked(case, "legal", nth=len(windows("legal")) - 1)["legal"]
    talking(row, expert="duan")
    with pytest.raises(Refusal) as refused:
        step("duan", sessions.complete, row, topic="divorce", outcome="relieved", minutes=30)
    assert refused.value.code == "record"
    with pytest.raises(IllegalTransition):
        step("duan", sessions.advise_medical, row, topic="divorce", minutes=30)
    with pytest.raises(Refusal) as refused:
        step("yan", sessions.complete, row, topic="divorce", outcome="relieved", minutes=30)
    assert refused.value.code == "gone"


def test_suspected_illness_becomes_advice_to_see_a_doctor_and_a_follow_up_rolls_over_the_holiday(
    office, case
):
    day = date(2026, 12, 30)
    confirmed(office.yan, day=day)
    found = [
        n for n, window in enumerate(windows("psychological")) if clock.local_date(window.starts_at) == day
    ]
    row = booked(case, "psychological", nth=found[0])["psychological"]
    with clock.moved_to(row.starts_at):
        talking(row, expert="yan")
        step("yan", sessions.advise_medical, row, topic="emotion", minutes=45)
        assert state(office.house, row) == "medical_advised"
        step("lin", sessions.plan_follow_up, row, next_on=date(2027, 1, 1))
    due = office.house.raw(
        "select due_on, owner_id from network_clock where limit_id = 'consultation.follow_up' and part = %s",
        [row.pk],
    )
    assert due == [(date(2027, 1, 4), person("lin").pk)]  # New Year's Day is a Friday
    step("lin", sessions.close, row, at=row.ends_at)
    assert office.house.raw("select state from network_clock where part = %s", [row.pk]) == [("met",)]
    with acting("yan") as (_yan, scope):  # the owner closed it: access ends at once
        assert row not in Consultation.objects.visible_to(scope)


def test_a_crisis_calls_who_is_on_duty_and_the_ladder_of_minutes_stops_with_the_answer(office):
    case = matter("lin", safety="violence")
    row = booked(case, "psychological")["psychological"]
    talking(row, expert="yan")
    with pytest.raises(Refusal):
        step("yan", crisis.press_crisis, row)
    pressed = row.starts_at
    step("yan", crisis.press_crisis, row, self_harm=True, at=pressed)
    house = office.house
    told = house.raw(
        "select recipient_id from network_outboxmessage where kind = 'danger' and subject_kind = 'crisis'"
    )
    assert told == [(person("dou").pk,)]
    clocks = dict(
        house.raw(
            "select limit_id, due_at - started_at from network_clock where limit_id like 'consultation.crisis%'"
        )
    )
    assert clocks == {
        "consultation.crisis_call": timedelta(minutes=15),
        "consultation.crisis_note": timedelta(hours=24),
    }
    with acting("dou") as (dou, scope):
        seen = Crisis.objects.visible_to(scope).get()
        assert seen.self_harm and not Case.objects.openable_by(scope).exists()
        assert not Consultation.objects.visible_to(scope).exists()
        crisis.answer_crisis(seen, by=dou, at=pressed + timedelta(minutes=3))
        with pytest.raises(Refusal):
            crisis.answer_crisis(seen, by=dou)
    with pytest.raises(Refusal) as refused:
        step("yan", sessions.plan_follow_up, row, next_on=clock.today() + timedelta(days=9))
    assert refused.value.code == "crisis"
    step("yan", crisis.note_crisis, row, note="已联系家人并陪同就医", at=pressed + timedelta(hours=20))
    with acting("dou"):
        assert crisis.text_of(Crisis.objects.get()) == "已联系家人并陪同就医"
    running = house.raw(
        "select count(*) from network_clock where limit_id like 'consultation.crisis%' and state = 'running'"
    )
    assert running == [(0,)]


def test_whether_she_still_comes_is_for_the_counsellor_alone(office):
    case = matter("lin")
    _morning(office, 25, office.yan)
    row = booked(case, "psychological", nth=_first(25))["psychological"]
    talking(row, expert="yan")
    review = clock.today() + timedelta(days=60)
    step("yan", plans.make_plan, row, aim="夜里能睡", planned=6, review_on=review)
    with acting("yan") as (yan, _scope):
        seen = plans.progress(row, by=yan)
        assert seen is not None and (seen.aim, seen.plan.planned, seen.missed) == ("夜里能睡", 6, 0)
    step("yan", sessions.complete, row, topic="trauma", outcome="continue", minutes=50)
    _morning(office, 27, office.yan)
    absent = booked(case, "psychological", nth=_first(27))["psychological"]
    step("lin", sessions.no_show, absent)
    step("lin", sessions.close, absent)
    with acting("yan") as (yan, _scope):
        seen = plans.progress(row, by=yan)
        assert seen is not None and (seen.held, seen.missed) == (1, 1)
    step("yan", plans.end_plan, row, ended_how="dropped")
    for other in ("lin", "gao", "duan"):
        with acting(other) as (user, _scope):
            assert not CarePlan.objects.exists() and plans.progress(row, by=user) is None


def test_a_colleague_takes_the_shift_and_the_session_follows_without_the_first_one(office, case):
    day = clock.today() + timedelta(days=12)
    shift = confirmed(office.duan, office.yan, day=day)[1]
    last = [n for n, w in enumerate(windows("joint")) if clock.local_date(w.starts_at) == day][0]
    rows = booked(case, nth=last)
    swap = does("yan", swaps.ask_swap, shift, to=office.ying)
    with acting("yan") as (yan, _scope), pytest.raises(Refusal):
        swaps.accept_swap(swap, by=yan)
    with acting("ying") as (ying, _scope):
        fresh = swaps.accept_swap(swap, by=ying)
        assert fresh.stands_for_id == shift.pk
    with acting("ying") as (_ying, scope):
        assert Consultation.objects.visible_to(scope).get() == rows["psychological"]
    with acting("yan") as (_yan, scope):
        assert rows["psychological"] not in Consultation.objects.visible_to(scope)
    assert office.house.raw("select state from network_dutyshift where id = %s", [shift.pk]) == [
        ("substituted",)
    ]
    held(rows["psychological"], expert="ying")
    held(rows["legal"], expert="duan")
    with acting("ying") as (ying, _scope):
        assert [text for _note, text in records.own_notes(rows["psychological"], by=ying)] == [NOTE]


def test_somebody_with_a_conflict_is_not_offered_and_cannot_take_over(office):
    case = matter("lin")
    day = clock.today() + timedelta(days=20)
    shift = confirmed(office.yan, day=day)[0]
    nth = [n for n, w in enumerate(windows("psychological")) if clock.local_date(w.starts_at) == day][0]
    row = booked(case, "psychological", nth=nth)["psychological"]
    swap = does("yan", swaps.ask_swap, shift, to=office.ying)
    tells("lin", hand_over.declare_recusal, case, user=person("ying"), reason="亲属", source="owner")
    with acting("ying") as (ying, _scope), pytest.raises(Refusal) as refused:
        swaps.accept_swap(swap, by=ying)
    assert refused.value.code == "booking"
    office.house.raw("delete from network_shiftswap")
    with pytest.raises(Refusal) as before:
        does("yan", swaps.ask_swap, shift, to=office.ying)
    assert before.value.code == "to"  # asked and refused, she would know that something is booked
    assert office.house.raw("select count(*) from network_shiftswap") == [(0,)]
    assert office.house.raw("select holder_id from cases_consultation where id = %s", [row.pk]) == [
        (office.yan.user_id,)
    ]
    assert office.house.raw("select state from network_dutyshift where id = %s", [shift.pk]) == [
        ("confirmed",)
    ]
    office.house.raw("update network_shiftswap set accepted = false")
    confirmed(office.ying, day=day + timedelta(days=1))
    with acting("lin"):
        barred = booking.conflicted(case)
    free = windows("psychological", without=barred)
    assert not [w for w in free if clock.local_date(w.starts_at) == day + timedelta(days=1)]


def test_calling_off_a_joint_booking_frees_both_chairs_and_ends_both_grants(office, case):
    before = len(windows("joint"))
    rows = booked(case)
    step("lin", booking.cancel, rows["legal"], at=clock.now())
    assert {state(office.house, row) for row in rows.values()} == {"cancelled"}
    assert len(windows("joint")) == before
    for who in ("duan", "yan"):
        with acting(who) as (_user, scope):
            assert (
                not Consultation.objects.visible_to(scope)
                .filter(pk__in=[r.pk for r in rows.values()])
                .exists()
            )


def test_what_is_booked_ends_with_the_matter(office):
    case = matter("lin")
    row = booked(case, "legal")["legal"]
    with acting("lin") as (lin, _scope):
        transitions.withdraw(Case.objects.get(pk=case.pk), reason="她自己要求", by=lin)
    assert state(office.house, row) == "cancelled"
    with acting("duan") as (_duan, scope):
        assert row not in Consultation.objects.visible_to(scope)


def test_another_county_a_chair_below_and_the_administrators_see_no_session(office, case):
    for who in ("zheng", "feng", "luo", "tian", "sysadmin", "secadmin", "auditor", "bai"):
        with acting(who) as (_user, scope):
            assert not Consultation.objects.visible_to(scope).exists(), who
            for table in (
                "consultation",
                "legalconsultation",
                "counsellingconsent",
                "crisis",
                "careplan",
                "sessiongrant",
            ):
                assert plain_sql(f"select count(*) from cases_{table}") == [(0,)], (who, table)  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "update cases_sessiongrant set until = now() + interval '1 year' where user_id = app_user() returning 1",
        "update cases_consultation set holder_id = app_user() returning 1",
        "update network_dutyslot d set shift_id = s.id from network_dutyshift s"
        " where s.expert_id = %(expert)s and s.id <> d.shift_id returning 1",
        "insert into network_dutyshift (id, unit_id, expert_id, state, day, begins, ends, place, planned_by_id,"
        " stands_for_id, minutes) select gen_random_uuid(), unit_id, %(expert)s, 'confirmed', day, begins, ends, place,"
        " app_user(), id, 0 from network_dutyshift where expert_id <> %(expert)s and state = 'confirmed' limit 1"
        " returning 1",
    ],
)
def test_no_statement_of_an_expert_opens_more_to_her_than_she_was_given(office, case, statement):
    """The second wall alone: the web's login under her scope, with no verb in between."""
    with acting("ying"):
        try:
            with transaction.atomic():
                changed = plain_sql(statement.replace("%(expert)s", f"'{office.ying.pk}'"))
        except ProgrammingError as error:
            assert error.__cause__.sqlstate == "42501"
        else:
            assert changed == []


def test_words_of_a_childs_sealed_record_are_refused_beside_their_field(office):
    confirmed(office.duan, office.yan, day=clock.today() + timedelta(days=9))
    case = matter("lin", safety="minor")
    rows = booked(case)
    for row, expert in ((rows["legal"], "duan"), (rows["psychological"], "yan")):
        talking(row, expert=expert)
    bad = "孩子曾被送去工读学校"
    place = f"/consultations/{rows['legal'].pk}/record_advice/"
    said = browser_of("duan").post(place, {"question": "问", "advice": bad}).content.decode()
    assert "依法封存" in said and bad in said
    with pytest.raises(Refusal):
        step("duan", records.record_advice, rows["legal"], question="问", advice=bad)
    with pytest.raises(Refusal):
        step("yan", records.write_note, rows["psychological"], note=bad)
    plain = matter("lin")
    row = booked(plain, "legal")["legal"]
    talking(row, expert="duan")
    step("duan", records.record_advice, row, question="问", advice=bad)  # no child's matter
