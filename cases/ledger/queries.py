"""The ledger's statement: a page of cards, and how many there are up to a bound.

It is written in SQL because this list is the hottest of the house. Each arm states its own scope and is one index
walk of at most a page; row security repeats the scope behind it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from cases.ledger.filters import LATE, LATER, NOBODY, OPEN, OWN_UNITS, WEEK, Filters
from network.access.scope import Scope
from network.deadlines.policy import ORANGE_WORKING_DAYS
from network.deadlines.workdays import at_a_glance
from network.units.models import ANCESTOR_COLUMNS, Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.keyset import Mark, Walk, order, walks
from sisterhood.lib.workdays import CalendarMissing, add_working_days

PAGE = 50
MOST = 1000  # counting ends here: beyond it the page says 1000+
NOT_RECUSED = (
    "phase not in ('restricted', 'destroyed', 'transferred')"
    " and id <> all (array(select case_id from cases_recusal where user_id = %s))"
)
COLUMNS = (
    "id, number, kind, stage, is_sealed, next_due_at, opened_at, closed_at, unit_id, owner_id, taken_up_at"
)
ROWS = """
select p.id, p.number, p.kind, p.stage, p.is_sealed, p.next_due_at, p.opened_at, p.closed_at, p.unit_id, p.owner_id,
       p.taken_up_at, u.short_name, o.display_name
  from (select * from ({arms}) every order by {order} limit {limit}) p
  join network_unit u on u.id = p.unit_id left join network_user o on o.id = p.owner_id
 order by {order}
"""

COUNT = "select count(*) from (select 1 from ({arms}) every limit {limit}) counted"


Fetch = Callable[[str, Sequence[Any]], list[tuple]]


class Card(NamedTuple):
    """One row as the database answers it."""

    id: UUID
    number: str
    kind: str
    stage: str
    is_sealed: bool
    next_due_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    unit_id: int
    owner_id: int | None
    taken_up_at: datetime | None
    unit: str
    owner: str | None


@dataclass(frozen=True)
class Page:
    """Cards in their order, and the marks of the pages before and behind (None: there is none)."""

    cards: list[Card]
    before: Mark | None
    behind: Mark | None


def places(scope: Scope, asked: Filters) -> list[tuple[str, int]]:
    """Where she looks: the ancestor column and id of each of her areas, or of the one unit she asked for.

    A unit outside her area is no place, exactly as one that does not exist.
    """
    if asked.unit == NOBODY or not scope.area:
        return []
    units = list(Unit.objects.filter(pk__in={*scope.area, asked.unit or scope.area[0]}))
    inside = [u for u in units if set(u.ancestor_ids) & set(scope.area)]
    if asked.unit is not None:
        inside = [u for u in inside if u.pk == asked.unit]
    elif asked.view not in OWN_UNITS:
        inside = [u for u in inside if not set(u.ancestor_ids) & (set(scope.area) - {u.pk})]
    if asked.view in OWN_UNITS:
        return [("unit_id", u.pk) for u in inside if u.pk in scope.units]
    return [(ANCESTOR_COLUMNS.get(Level(u.level), "unit_id"), u.pk) for u in inside]


def arms(scope: Scope, found: Sequence[tuple[str, int]], asked: Filters) -> list[Walk]:
    """Ordinary cards of each place and the sealed ones she owns, or all she owns; nobody's whom she is recused from."""
    mine = asked.view == "mine"
    hers = Walk(f"owner_id = %s{'' if mine else ' and is_sealed'} and {NOT_RECUSED}", (scope.user_id,) * 2)
    ordinary = [
        Walk(f"{column} = %s and is_sealed = false and {NOT_RECUSED}", (unit, scope.user_id))
        for column, unit in found
        if not mine
    ]
    if asked.unit is None:
        return [*ordinary, hers]
    inside = [Walk(f"{column} = %s and {hers.bound}", (unit, *hers.values)) for column, unit in found]
    return [*ordinary, *inside]


def _week_end(at: datetime) -> datetime:
    today = clock.local_date(at)
    return clock.end_of_day(today + timedelta(days=6 - today.weekday()))


def _soon(at: datetime) -> datetime:
    today = clock.local_date(at)
    try:
        return clock.end_of_day(add_working_days(today, ORANGE_WORKING_DAYS, at_a_glance()).due_on)
    except CalendarMissing:
        return clock.end_of_day(today + timedelta(days=ORANGE_WORKING_DAYS))


def conditions(scope: Scope, asked: Filters, at: datetime) -> Walk:
    """What the filters say, the same for every arm."""
    open_ = asked.state == OPEN
    parts, values = [f"closed_at is {'' if open_ else 'not '}null"], list[Any]()

    def say(sentence: str, *more: Any) -> None:
        parts.append(sentence)
        values.extend(more)

    if asked.view == "new":
        say("taken_up_at is null")
    elif asked.view == "leader":
        say("waits_for = 'leader'")
    elif asked.view == "escalated":
        say("next_due_at < %s", _soon(at))
    if asked.stage:
        say("stage = %s", asked.stage)
    if asked.owner is not None:
        say("owner_id = %s", asked.owner)
    due = WEEK if asked.view == "week" else asked.due
    if due == LATE:
        say("next_due_at <= %s", at)
    elif due == WEEK:
        say("next_due_at > %s and next_due_at <= %s", at, _week_end(at))
    elif due == LATER:
        say("next_due_at > %s", _week_end(at))
    return Walk(" and ".join(parts), tuple(values))


def statements(
    scope: Scope,
    found: Sequence[tuple[str, int]],
    asked: Filters,
    at: datetime,
    mark: Mark | None,
    back: bool,
) -> list[tuple[str, list[Any]]]:
    """The page behind (or before) a mark, one row longer than it shows: each statement follows in the order of the
    list on the one before, and need not be asked once the page is full. There are two where the due dates end."""
    column, rising = ("next_due_at", not back) if asked.by_due else ("opened_at", back)
    narrow, way = conditions(scope, asked, at), order(column, rising=rising)
    bounded = asked.due or asked.view in ("week", "escalated")
    every = []
    for walk in walks(column, mark, rising=rising, nulls=asked.by_due and not bounded):
        sql, values = [], list[Any]()
        for arm in arms(scope, found, asked):
            where = " and ".join(part.bound for part in (arm, narrow, walk))
            sql.append(f"(select {COLUMNS} from cases_case where {where} order by {way} limit {PAGE + 1})")
            values += [*arm.values, *narrow.values, *walk.values]
        every.append((ROWS.format(arms=" union all ".join(sql), order=way, limit=PAGE + 1), values))
    return every


def filled(asking: Sequence[tuple[str, list[Any]]], fetch: Fetch) -> list[tuple]:
    """The rows of the page, by as few of its statements as it takes."""
    rows: list[tuple] = []
    for sql, values in asking:
        rows += fetch(sql, values)
        if len(rows) > PAGE:
            break
    return rows[: PAGE + 1]


def _fetch(sql: str, values: Sequence[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def page(
    scope: Scope, found: Sequence[tuple[str, int]], asked: Filters, at: datetime, *, after: str, before: str
) -> Page:
    """One page of cards; `after` and `before` are marks of an address, `before` asks for the page in front."""
    if asked.unit is not None and not found:
        return Page([], None, None)
    mark = Mark.read(before or after) if before or after else None
    back = bool(before) and mark is not None
    asking = statements(scope, found, asked, at, mark, back)
    cards = [Card._make(row) for row in filled(asking, _fetch)]
    more, cards = len(cards) > PAGE, cards[:PAGE]
    if back:
        cards.reverse()
    if not cards:
        return Page([], None, None)
    first, last = (_mark(card, asked) for card in (cards[0], cards[-1]))
    has_before, has_behind = (more, True) if back else (mark is not None, more)
    return Page(cards, first if has_before else None, last if has_behind else None)


def _mark(card: Card, asked: Filters) -> Mark:
    return Mark(card.next_due_at if asked.by_due else card.opened_at, card.id)


def count(scope: Scope, found: Sequence[tuple[str, int]], asked: Filters, at: datetime) -> int:
    """How many cards she would see, counted no further than MOST + 1."""
    if asked.unit is not None and not found:
        return 0
    narrow, sql, values = conditions(scope, asked, at), [], list[Any]()
    for arm in arms(scope, found, asked):
        sql.append(f"(select 1 from cases_case where {arm.bound} and {narrow.bound} limit {MOST + 1})")
        values += [*arm.values, *narrow.values]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(arms=" union all ".join(sql), limit=MOST + 1), values)
        return int(cursor.fetchone()[0])
