"""The pages of the ledger, one after the other, are the whole list: nothing twice, nothing left out."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.casefile.models import Case
from cases.ledger import queries
from cases.ledger.filters import Filters
from network.access.scope import Scope
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from sisterhood.lib.keyset import Mark
from tests.house import acting, person
from tests.ledger.crowd import Bare, crowd

pytestmark = pytest.mark.usefixtures("house")
SMALL = 4
ASKED = [
    Filters(),
    Filters(sort="opened"),
    Filters(view="closed"),
    Filters(view="mine"),
    Filters(view="new"),
    Filters(view="leader"),
    Filters(view="escalated"),
    Filters(view="week"),
    Filters(due="later"),
    Filters(stage="handling", due="late"),
]


@contextmanager
def small_pages() -> Iterator[None]:
    """Pages of four, and everything written meanwhile taken back."""
    before, queries.PAGE = queries.PAGE, SMALL
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        queries.PAGE = before


def _people(chance: random.Random) -> list[Bare]:
    at = clock.now()
    here = [
        Unit.objects.current().get(code=code, level=level)
        for code, level in ((cast.SHUANGLIAO, 2), (cast.WOHU_TOWN, 3), (cast.TIEDONG, 2))
    ]
    owners = [person(name).pk for name in ("lin", "xu", "gao", "tian")]
    moments = [
        at + timedelta(hours=chance.randint(-300, 300)) for _n in range(6)
    ]  # few, so that many are equal
    return [
        Bare(
            unit_id=chance.choice(here).pk,
            owner_id=chance.choice(owners),
            opened_at=chance.choice(moments),
            due_at=chance.choice([None, *moments]),
            is_sealed=chance.random() < 0.2,
            closed_at=at if chance.random() < 0.3 else None,
            stage=chance.choice(["handling", "registered"]),
            waits_for=chance.choice(["owner", "leader"]),
            taken_up_at=chance.choice([None, at]),
        )
        for _n in range(chance.randint(0, 40))
    ]


def _come(chance: random.Random) -> list[UUID]:
    """Cards of all kinds, written by a station head, so that nobody of the office sees them as their registrar."""
    with acting("he") as (he, _scope):
        return crowd(_people(chance), registrar=he.pk)


def _all(scope: Scope, asked: Filters, **side: str) -> list[queries.Card]:
    """Page by page in one direction until there is no more."""
    found, shown, way = queries.places(scope, asked), list[queries.Card](), next(iter(side), "after")
    mark, at = side.get(way, ""), clock.now()
    while True:
        marks = {"after": "", "before": ""} | {way: mark}
        page = queries.page(scope, found, asked, at, **marks)
        shown = [*shown, *page.cards] if way == "after" else [*page.cards, *shown]
        on = page.behind if way == "after" else page.before
        if on is None:
            return shown
        mark = str(on)


def _expected(scope: Scope, asked: Filters) -> set[UUID]:
    """Said once more in plain Python over every card she sees."""
    at, found = clock.now(), set()
    for case in Case.objects.visible_to(scope):
        if case.is_sealed and case.owner_id != scope.user_id:
            continue
        if (case.closed_at is None) != (asked.view != "closed"):
            continue
        if not case.is_sealed and asked.view != "mine" and case.county_id not in scope.area:
            continue
        own = asked.view in ("new", "leader")
        if not case.is_sealed and own and case.unit_id not in scope.units:
            continue
        due = case.next_due_at
        late, week = due is not None and due <= at, queries._week_end(at)
        keep = {
            "mine": case.owner_id == scope.user_id,
            "new": case.taken_up_at is None,
            "leader": case.waits_for == "leader",
            "escalated": due is not None and due < queries._soon(at),
            "week": due is not None and at < due <= week,
        }.get(asked.view, True)
        keep = keep and (not asked.stage or case.stage == asked.stage)
        keep = keep and {"": True, "late": late, "later": due is not None and due > week}[asked.due]
        if keep:
            found.add(case.pk)
    return found


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_pages_together_are_the_whole_list_once_forward_and_back(seed):
    chance = random.Random(seed)  # noqa: S311 - a test
    with small_pages(), acting("lin") as (_lin, scope):
        _come(chance)
        for asked in ASKED:
            rows = _all(scope, asked)
            assert [card.id for card in rows] == list(dict.fromkeys(card.id for card in rows))
            assert {card.id for card in rows} == _expected(scope, asked), asked
            assert queries.count(scope, queries.places(scope, asked), asked, clock.now()) == len(rows)
            if rows:
                last = rows[-1]
                mark = Mark(last.next_due_at if asked.by_due else last.opened_at, last.id)
                assert _all(scope, asked, before=str(mark)) == rows[:-1]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_row_that_nobody_touched_is_shown_once_though_others_come_and_go_between_the_pages(seed):
    chance = random.Random(seed)  # noqa: S311 - a test
    with small_pages(), acting("lin") as (_lin, scope):
        _come(chance)
        asked, at = Filters(), clock.now()
        found = queries.places(scope, asked)
        before, shown, touched, mark = _expected(scope, asked), list[UUID](), set[UUID](), ""
        while True:
            page = queries.page(scope, found, asked, at, after=mark, before="")
            shown += [card.id for card in page.cards]
            if page.behind is None:
                break
            mark = str(page.behind)
            victims = chance.sample(sorted(before), min(2, len(before)))
            touched.update(victims)
            with connection.cursor() as cursor:
                moved = at + timedelta(hours=chance.randint(-400, 400))
                cursor.execute("update cases_case set next_due_at = %s where id = %s", [moved, victims[0]])
                cursor.execute("update cases_case set closed_at = now() where id = %s", [victims[-1]])
            touched.update(_come(chance))
        for row in before - touched:
            assert shown.count(row) == 1


@pytest.mark.parametrize("mark", ["", "x", "1.2", "n.zz", "9" * 5000 + ".00", f"{10**30}.{'0' * 32}", "-.n"])
def test_a_mark_nobody_gave_out_is_the_first_page(mark):
    with acting("lin") as (_lin, scope):
        found = queries.places(scope, Filters())
        page = queries.page(scope, found, Filters(), clock.now(), after=mark, before="")
        first = queries.page(scope, found, Filters(), clock.now(), after="", before="")
        assert page == first
