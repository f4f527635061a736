"""Two hundred want twenty two-chair sessions at once: each goes once, nobody waits in a circle, whoever loses hears what is free."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from time import monotonic, sleep

import psycopg
from django.db import OperationalError, connection

from cases.casefile.models import Case
from cases.consultations import booking as on_matters
from cases.consultations.models import Consultation
from network.access.gate import Refusal
from network.duty.rota import booking, queue, swaps
from network.duty.rota.models import ShiftSwap
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7
from tests import ground
from tests.consultations.rota import confirmed, does, unit, windows
from tests.house import acting
from tests.stories import matter

WANTED, SLOTS, AT_ONCE = 200, 20, 50


def _twenty(office) -> list[booking.Window]:
    """Two days of ten hours with an adviser and a counsellor."""
    for days in (1, 2):
        confirmed(
            office.duan, office.yan, day=clock.today() + timedelta(days=days), begins=time(8), ends=time(18)
        )
    return windows("joint")


def test_two_hundred_at_once_take_twenty_sessions_once_each(office):
    offered = _twenty(office)
    assert len(offered) == SLOTS
    together = threading.Barrier(AT_ONCE)

    def book(n: int) -> str:
        if n < AT_ONCE:
            together.wait(60)
        try:
            with acting("lin") as (lin, _scope):
                booking.take(offered[n % SLOTS], kind="joint", subject=("consultation", uuid7()), by=lin)
            return ""
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        said = list(crowd.map(book, range(WANTED)))  # an error of the database would be raised here
    assert said.count("") == SLOTS
    taken = office.house.raw(
        "select b.starts_at, count(*), count(distinct s.chair) from network_slotbooking b"
        " join network_dutyslot s on s.booking_id = b.id group by b.id, b.starts_at"
    )
    assert len(taken) == len({row[0] for row in taken}) == SLOTS
    assert {row[1:] for row in taken} == {(2, 2)}
    told = [text for text in said if text]
    assert len(told) == WANTED - SLOTS
    assert all("被约走" in text or "just been taken" in text for text in told)
    named = [text for text in told if "–" in text]
    assert named  # while something was left, the sentence named it


def test_booking_calling_off_and_taking_over_at_once_never_wait_in_a_circle(office):
    day = clock.today() + timedelta(days=5)
    shift = confirmed(office.duan, office.yan, day=day, begins=time(8), ends=time(18))[1]
    cases = [matter("lin") for _ in range(4)]
    free = [w for w in windows("joint") if clock.local_date(w.starts_at) == day]
    swap = does("yan", swaps.ask_swap, shift, to=office.ying)
    together = threading.Barrier(9)

    def work(n: int) -> str:
        together.wait(60)
        try:
            if n == 8:
                return _take_over(swap)
            case = cases[n % len(cases)]
            for window in free[n::4]:
                _book_and_call_off(case, window, keep=n % 2 == 0)
            return ""
        except OperationalError as error:  # a circle ends as an error of the database
            return str(error)
        except Refusal as refusal:
            return f"{n} {refusal.code}: {refusal}"
        finally:
            connection.close()

    with ThreadPoolExecutor(9) as crowd:
        assert set(crowd.map(work, range(9))) <= {"", "taken"}
    rows = office.house.raw(
        "select c.holder_id, e.user_id from cases_consultation c join network_dutyslot d on d.booking_id = c.booking_id"
        " join network_dutyshift h on h.id = d.shift_id join network_expert e on e.id = h.expert_id"
        " where c.kind = 'psychological' and e.kind = 'counsellor' and c.state = 'booked'"
    )
    assert rows and all(holder == expert for holder, expert in rows)


def _take_over(swap: ShiftSwap) -> str:
    for _try in range(20):
        try:
            does("ying", swaps.accept_swap, swap)
            return "taken"
        except Refusal as refusal:
            if refusal.code != "again":
                raise
    return ""


def _book_and_call_off(case: Case, window: booking.Window, *, keep: bool) -> None:
    try:
        with acting("lin") as (lin, _scope):
            event = on_matters.book_consultation(case, kind="joint", window=window, by=lin)
    except Refusal:
        return
    if not keep:
        with acting("lin") as (lin, _scope):
            row = Consultation.objects.get(pk=event.detail["sessions"][0])
            on_matters.cancel(row, by=lin)


def test_a_session_is_called_off_although_its_chair_changes_hands_meanwhile(office):
    day = clock.today() + timedelta(days=6)
    confirmed(office.duan, office.yan, day=day, begins=time(8), ends=time(18))
    window = next(w for w in windows("joint") if clock.local_date(w.starts_at) == day)
    case = matter("lin")
    with acting("lin") as (lin, _scope):
        on_matters.book_consultation(case, kind="joint", window=window, by=lin)
        row = Consultation.objects.get(case=case.pk, kind="psychological")

    def call_off() -> str:
        try:
            does("lin", on_matters.cancel, row)
            return "called off"
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with (
        psycopg.connect(ground.superuser_url(office.house.name)) as swap,
        ThreadPoolExecutor(1) as pool,
    ):
        swap.execute(
            "update cases_consultation set holder_id = %s where id = %s", [office.ying.user_id, row.pk]
        )
        said = pool.submit(call_off)
        until = monotonic() + 20
        while not office.house.raw("select 1 from pg_locks where not granted") and monotonic() < until:
            sleep(0.05)
        swap.commit()
        assert said.result() == "called off"


def test_a_number_is_given_once_however_many_come_through_the_door(office):
    def come(_n: int) -> int:
        try:
            with acting("lin") as (lin, _scope):
                return queue.queue_up(unit(), kind="legal", by=lin).visitor_number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as crowd:
        numbers = sorted(crowd.map(come, range(30)))
    assert numbers == list(range(1, 31))
