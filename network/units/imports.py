"""Import of a file of divisions: one transaction, one statement for each level, one audit event.

Runs as the owner of the tables; a web login is refused.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from network.audit import record
from network.audit.models import Action
from network.units import import_sql as sql
from network.units import names, ties
from network.units.models import Level, Unit, UnitMove
from network.units.reading import MOST_ERRORS, Row, RowError, Sheet, read
from sisterhood.lib import clock
from sisterhood.lib.initials import initials

Progress = Callable[[int, int], None]
DEEPEST = 5
TOLD_EVERY = 5_000


class NotOwner(RuntimeError):
    """The import was started with a login that does not own the tables."""


@dataclass
class Report:
    """What an import did: rows of the file by outcome, units made above the file, and what is wrong."""

    created: int = 0
    updated: int = 0
    closed: int = 0
    unchanged: int = 0
    above: int = 0
    errors: list[RowError] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The figures without the errors."""
        return {key: value for key, value in asdict(self).items() if key != "errors"}


def import_units(
    path: Path,
    *,
    dry_run: bool = False,
    close_missing: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Bring the tree in line with a file; with any error nothing is imported.

    A unit is known by (code, level), its parent by (parent_code, level − 1). Raises OSError when the file
    cannot be opened and NotOwner when the login is not the owner of the tables.
    """
    sheet = read(path)
    if sheet.errors:
        return Report(errors=sheet.errors)
    with transaction.atomic(), connection.cursor() as cursor:
        _prepare(cursor)
        _stage(cursor, sheet, progress)
        report = Report(errors=_faults(cursor))
        if not report.errors:
            _apply(cursor, report, sheet, close_missing, progress)
        cursor.execute("drop table incoming; select set_config('app.bulk', '', true)")
        if report.errors or dry_run:
            transaction.set_rollback(True)
        else:
            record.event(
                Action.IMPORT,
                by=None,
                subject=("unit_file", sheet.digest[:16]),
                detail={"sha256": sheet.digest, "rows": len(sheet.rows), **report.counts},
            )
    return report


def _prepare(cursor: CursorWrapper) -> None:
    cursor.execute(sql.OWNER)
    if not cursor.fetchone()[0]:
        raise NotOwner(_("Units are imported with the login of the database's owner."))
    cursor.execute("lock table network_unit in share row exclusive mode")
    cursor.execute("select set_config('app.bulk', 'on', true)")
    cursor.execute(sql.STAGE)


def _stage(cursor: CursorWrapper, sheet: Sheet, progress: Progress) -> None:
    above = _names_above(sheet.rows)
    total = 2 * len(sheet.rows)
    with cursor.copy(sql.COPY) as copy:
        for line in _lines_above(sheet.rows):
            copy.write_row(line)
        for done, row in enumerate(sheet.rows, 1):
            short = names.short_name(row.name, above[row.parent_code, row.level - 1])
            quasi = names.is_quasi(row.code, row.level, short)
            letters = initials(short)
            copy.write_row(
                (row.number, row.code, row.level, row.name, short, letters, quasi, row.parent_code)
            )
            if done % TOLD_EVERY == 0:
                progress(done, total)
    cursor.execute("analyze incoming")


def _lines_above(rows: list[Row]) -> Iterator[tuple[int, str, int, str, str, str, bool, str]]:
    """The provinces and the nation that the file's cities need and the file does not hold."""
    needed = {row.parent_code[:2] for row in rows if row.level == 1}
    given = {row.code[:2] for row in rows if row.level == 0}
    for prefix in sorted(needed & names.PROVINCES.keys() - given):
        official, short = names.PROVINCES[prefix], names.province_short(prefix)
        letters = initials(short)
        yield 0, names.province_code(prefix), 0, official, short, letters, False, names.NATION_CODE
    if needed or given:
        letters = initials(names.NATION_SHORT)
        yield 0, names.NATION_CODE, -1, names.NATION_NAME, names.NATION_SHORT, letters, False, ""


def _faults(cursor: CursorWrapper) -> list[RowError]:
    cursor.execute(sql.REPEATED, [MOST_ERRORS])
    errors = [
        RowError(row, _("It repeats the code and level of row %(first)d.") % {"first": first})
        for row, first in cursor.fetchall()
    ]
    cursor.execute(sql.ORPHANS, [MOST_ERRORS])
    errors += [
        RowError(
            row, _("The parent %(code)s of level %(level)d is not known.") % {"code": code, "level": level}
        )
        for row, code, level in cursor.fetchall()
    ]
    return sorted(errors)


def _apply(
    cursor: CursorWrapper, report: Report, sheet: Sheet, close_missing: bool, progress: Progress
) -> None:
    today, total, done = clock.today(), 2 * len(sheet.rows), len(sheet.rows)
    sizes = Counter(row.level for row in sheet.rows)
    for level in range(-1, DEEPEST + 1):
        cursor.execute(sql.INSERT, [today, level, True])
        report.above += cursor.rowcount
        cursor.execute(sql.INSERT, [today, level, False])
        report.created += cursor.rowcount
        done += sizes[level]
        progress(done, total)
    if report.created > TOLD_EVERY:
        cursor.execute("analyze network_unit")
    cursor.execute(sql.RENAME)
    touched = {unit for (unit,) in cursor.fetchall()}
    touched |= _move(cursor)
    report.updated = len(touched)
    report.unchanged = len(sheet.rows) - report.created - report.updated
    if close_missing:
        _close(cursor, report, today)


def _move(cursor: CursorWrapper) -> set[int]:
    cursor.execute(sql.MOVED)
    moved = cursor.fetchall()
    for unit, origin, target in moved:
        if origin is None:
            Unit.objects.filter(pk=unit).update(parent=target)
            continue
        cursor.execute("select move_unit(%s, %s)::text", [unit, target])
        UnitMove.objects.create(
            unit_id=unit,
            from_parent_id=origin,
            to_parent_id=target,
            reason=_("Import of a file of divisions"),
            moved_by_id=0,
            moved_at=clock.now(),
        )
    return {unit for unit, _origin, _target in moved}


def _close(cursor: CursorWrapper, report: Report, today: date) -> None:
    cursor.execute(sql.GONE)
    gone = [unit for (unit,) in cursor.fetchall()]
    report.errors += [
        RowError(
            0,
            _("Units missing from the file cannot be closed: %(label)s, %(count)d.")
            % {"label": label, "count": count},
        )
        for label, count in ties.holding(gone)
    ]
    cursor.execute(sql.CLOSE, [today, gone])
    report.closed = cursor.rowcount


def _names_above(rows: list[Row]) -> dict[tuple[str, int], tuple[str, ...]]:
    """For each parent its official name and those above it, outermost first; asked before the copy begins."""
    above = _Above({(row.code, row.level): row for row in rows if row.level < Level.VILLAGE})
    for key in {(row.parent_code, row.level - 1) for row in rows}:
        above.of(*key)
    return above.known


class _Above:
    """The official names above a parent, outermost first, from the file or, failing that, from the tree."""

    def __init__(self, rows: dict[tuple[str, int], Row]) -> None:
        self._rows = rows
        self.known: dict[tuple[str, int], tuple[str, ...]] = {}

    def of(self, code: str, level: int) -> tuple[str, ...]:
        key = (code, level)
        if key not in self.known:
            self.known[key] = self._find(code, level)
        return self.known[key]

    def _find(self, code: str, level: int) -> tuple[str, ...]:
        if level < 0:
            return ()
        row = self._rows.get((code, level))
        if row:
            return (*self.of(row.parent_code, level - 1), row.name)
        if level == 0:
            return (names.PROVINCES.get(code[:2], ""),)
        unit = Unit.objects.current().filter(code=code, level=level).select_related("parent").first()
        return (*self.of(unit.parent.code, level - 1), unit.official_name) if unit and unit.parent else ()
