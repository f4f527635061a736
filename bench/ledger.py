"""Cases 16 to 19 and 21: the ledger of matters, deep in its pages, as JSON, as HTML, in queries, and in its plans.

What is measured is what the page itself calls: its one statement under row security, the rows made ready, and the
list written out. The floor is the same rows in prepared SQL without row security, dumped as JSON, without Django.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bench.ground import NATION, Line
from bench.house import LEVELS, House
from bench.lists import FLOOR, PAGE, ROUNDS
from bench.measure import Check, Finding, interleave, same
from bench.nation import OFFICERS
from cases.ledger import lines, queries
from cases.ledger.filters import Filters
from cases.ledger.views import ledger_page
from network.access import rest
from network.access.scope import Scope
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.keyset import Mark

DEPTH = 10_000
DEEP = 0.9  # of the rows there are, where a small nation has no page that deep
AREAS = {"city": 1, "county": 2, "township": 3}
OF_OWNER = {"case_owner", "case_owner_new"}
FEW_PAGES = 5  # an area this small is sorted whole


def _page_arm(
    line: Line, scope: Scope, place: tuple[str, int], asked: Filters, mark: Mark | None
) -> Callable:
    asking = queries.statements(scope, [place], asked, clock.now(), mark, back=False)
    return lambda _turn: queries.filled(asking, line.rows)


def _deep_mark(house: House, place: tuple[str, int], asked: Filters) -> tuple[int, Mark]:
    """How deep, and the mark of the row there, found the slow way by the owner of the tables."""
    column, unit = place
    key, way = ("next_due_at", "asc") if asked.by_due else ("opened_at", "desc")
    where = f"{column} = %s and not is_sealed and closed_at is {'' if asked.by_due else 'not '}null"
    with house.ground.connect(NATION) as connection_:
        (rows,) = connection_.execute(f"select count(*) from cases_case where {where}", [unit]).fetchone()
        depth = min(DEPTH, int(rows * DEEP))
        found = connection_.execute(
            f"select {key}, id from cases_case where {where} order by {key} {way}, id {way} offset %s limit 1",
            [unit, depth],
        ).fetchone()
    return depth, Mark(*found)


def case_16(house: House) -> Finding:
    """A page far down the archive and the queue of the largest city ÷ the first page."""
    house.ground.point("app", NATION)
    unit = house.cities.well_run
    scope, place = house.scope(unit), ("city_id", unit)
    checks, ms, notes = [], {}, {}
    with house.ground.line(NATION, "app", scope) as line:
        for name, asked in (("archive", Filters(view="closed")), ("queue", Filters())):
            depth, mark = _deep_mark(house, place, asked)
            found = interleave(
                {
                    f"{name}, first page": _page_arm(line, scope, place, asked, None),
                    f"{name}, deep": _page_arm(line, scope, place, asked, mark),
                },
                ROUNDS,
            )
            checks.append(Check(name, found[f"{name}, deep"] / found[f"{name}, first page"], 1.3))
            ms, notes = ms | found, notes | {f"depth, {name}": depth}
    return Finding("keyset page far down ÷ first page", checks, ms, notes)


def _floor(line: Line, unit: int) -> Callable[[int], bytes]:
    statement = FLOOR.format(column="city_id")
    names = [
        *("id", "number", "kind", "stage", "is_sealed", "is_urgent", "unit", "owner", "owner_id"),
        *("next_due_at", "opened_at", "closed_at"),
    ]

    def one(_turn: int) -> bytes:
        rows = line.prepared(statement, [unit])
        plain = [dict(zip(names, row, strict=True)) for row in rows]
        return json.dumps(plain, ensure_ascii=False, default=str).encode()

    return one


def _bodies(scope: Scope, unit: int) -> dict[str, Callable[[int], bytes]]:
    place, asked = [("city_id", unit)], Filters()

    def page() -> queries.Page:
        return queries.page(scope, place, asked, clock.now(), after="", before="")

    def as_json(_turn: int) -> bytes:
        return json.dumps({"rows": lines.as_plain(page().cards)}, ensure_ascii=False).encode()

    def as_html(_turn: int) -> bytes:
        rows = lines.lines(page().cards, clock.now(), lines.giver(scope))
        return render_to_string("cases/ledger/_rows.html", {"rows": rows}).encode()

    return {"json": as_json, "html": as_html}


def _against_floor(house: House, form: str, target: float, title: str) -> Finding:
    house.ground.point("app", NATION)
    unit = house.cities.median
    scope = house.scope(unit)
    with (
        house.ground.line(NATION, "migrator") as owner,
        rest.acting_as(scope),
        translation.override("zh-hans"),
    ):
        floor, bodies = _floor(owner, unit), _bodies(scope, unit)
        shown = [row["number"] for row in json.loads(floor(0))]
        known = [row["number"] for row in json.loads(bodies["json"](0))["rows"]]
        recused = {number for number in shown if number not in known}
        same({"rows": len(known), "page": PAGE})
        ms = interleave({"floor": floor, form: bodies[form], "whole request": _request(scope)}, ROUNDS)
    notes = {"whole request ÷ floor": ms["whole request"] / ms["floor"], "rows hidden from her": len(recused)}
    return Finding(title, [Check(f"ledger {form} ÷ floor", ms[form] / ms["floor"], target)], ms, notes)


def case_17(house: House) -> Finding:
    """The list as JSON, view body ÷ hand-written SQL and JSON."""
    return _against_floor(house, "json", 2.5, "ledger JSON ÷ floor")


def case_18(house: House) -> Finding:
    """The list as HTML, view body ÷ the same floor."""
    return _against_floor(house, "html", 4, "ledger HTML ÷ floor")


def _request(scope: Scope, **query: Any) -> Callable[[int], bytes]:
    """The whole page with its frame, counts, filters and audit rows, as the view answers; without middleware."""
    factory = RequestFactory()
    user = User.objects.get(pk=scope.user_id)

    def one(_turn: int) -> bytes:
        request = factory.get("/cases/", query)
        request.user, request.scope, request.session = user, scope, {}
        return ledger_page(request).content

    return one


def case_19(house: House) -> Finding:
    """Queries of the page with few rows ÷ with a full page."""
    house.ground.point("app", NATION)
    counts, rows = {}, {}
    for name, unit in (("few", _small(house)), ("full", house.cities.median)):
        scope = house.scope(unit)
        with rest.acting_as(scope), CaptureQueriesContext(connection) as caught:
            body = _request(scope)(0).decode()
        counts[name], rows[name] = len(caught), body.count('<span class="clk ')
    same({"a full page": rows["full"], "the page": PAGE})
    if not 1 <= rows["few"] <= 10:
        raise ValueError(f"{rows['few']} rows are not few")
    notes = {f"queries, {rows[name]} rows": count for name, count in counts.items()}
    ratio = max(counts.values()) / min(counts.values())
    return Finding("queries per page, few rows ÷ full page", [Check("queries", ratio, 1)], {}, notes)


def _small(house: House) -> int:
    """A township with about five open matters."""
    with house.ground.connect(NATION) as owner:
        (unit,) = owner.execute(
            "select township_id from cases_case where closed_at is null and not is_sealed and township_id is not null"
            " group by 1 having count(*) between 3 and 8 order by abs(count(*) - 5), 1 limit 1"
        ).fetchone()
    return unit


def _largest(house: House, column: str) -> int:
    """The unit of a level with most open matters in the second largest city, where nobody moved the due dates."""
    with house.ground.connect(NATION) as owner:
        (unit,) = owner.execute(
            f"select {column} from cases_case where city_id = %s and closed_at is null and {column} is not null"
            " group by 1 order by count(*) desc, 1 limit 1",
            [house.cities.ordinary],
        ).fetchone()
    return unit


def _hot(house: House) -> Iterator[tuple[str, Scope, tuple[str, int], Filters, set[str]]]:
    """Every question of the page with the indexes meant for it."""
    for level in AREAS:
        unit = _largest(house, LEVELS[level])
        place, scope = (LEVELS[level], unit), house.scope(unit)
        walk = {f"case_open_{level}"}
        yield f"all, {level}", scope, place, Filters(), walk
        yield f"late, {level}", scope, place, Filters(due="late"), walk
        yield f"week, {level}", scope, place, Filters(view="week"), walk
        yield f"escalated, {level}", scope, place, Filters(view="escalated"), walk
        yield f"stage, {level}", scope, place, Filters(stage="handling"), {f"case_stage_{level}"} | walk
        yield f"newest, {level}", scope, place, Filters(sort="opened"), {f"case_new_{level}"}
        yield f"closed, {level}", scope, place, Filters(view="closed"), {f"case_all_{level}"}
    city, officer = house.cities.ordinary, house.cities.ordinary + OFFICERS
    own, area, scope = ("unit_id", city), ("city_id", city), house.scope(officer)
    yield "mine", scope, area, Filters(view="mine"), OF_OWNER
    yield "owner", scope, area, Filters(owner=officer), OF_OWNER
    yield "new", scope, own, Filters(view="new"), {"case_open_unit"}
    yield "leader", scope, own, Filters(view="leader"), {"case_decisions"}


def _nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)


def case_21(house: House) -> Finding:
    """EXPLAIN of every question: those that leave their index, sort more than a page, or read the whole table.

    Where an area holds a few pages in all, taking all and sorting costs less than the walk; that is noted, not counted.
    """
    house.ground.point("app", NATION)
    strays, sorts, scans, longest = 0, 0, 0, 0.0
    for _name, scope, place, asked, meant in _hot(house):
        with house.ground.line(NATION, "app", scope) as line:
            ((sql, values),) = queries.statements(scope, [place], asked, clock.now(), None, back=False)
            ((plan,),) = line.rows(f"explain (analyze, format json) {sql}", values)
        nodes = list(_nodes(plan[0]["Plan"]))
        used = {node["Index Name"] for node in nodes if str(node.get("Index Name", "")).startswith("case_")}
        sorted_ = max((_below(n) for n in nodes if "Sort" in n["Node Type"]), default=0)
        longest = max(longest, sorted_)
        scans += sum(n["Node Type"] == "Seq Scan" and n.get("Relation Name") == "cases_case" for n in nodes)
        if not 0 < sorted_ <= FEW_PAGES * PAGE:
            strays += not used & meant
            sorts += sorted_ > 0
    checks = [
        Check("questions off their index", strays, 0),
        Check("sorts above a page", sorts, 0),
        Check("scans of the whole table", scans, 0),
    ]
    return Finding("plans of the ledger's questions", checks, {}, {"rows of the longest sort": longest})


def _below(node: dict) -> float:
    return max((below["Actual Rows"] * below["Actual Loops"] for below in node.get("Plans", [])), default=0)
