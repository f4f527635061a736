"""What fills the tables that go upward: the very cells of the pages, withheld where the pages withhold them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from network.access.scope import Scope
from network.units.models import Level, Unit
from outreach.campaigns import figures as activities
from outreach.health import pages as health
from outreach.outcomes import family_rows, yearly
from outreach.outcomes.headings import AREA, BY_KIND, BY_TITLE, BY_TOPIC, WHOLE
from outreach.outcomes.periods import Period
from outreach.pairings import figures as helping
from outreach.threezero import figures as threezero
from sisterhood.lib.sheets import Cell

NOTHING = "—"
Line = list[Cell]


def _told(cells: Iterable[Any]) -> Line:
    return [NOTHING if each is None else each for each in cells]


def screening_and_relief(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """R-7 by the units below."""
    shown = health.report(here, period.year)
    found: list[Line] = [
        [unit.short_name, *_told(n for _label, n in cells)] for unit, cells, _deeper in shown.rows
    ]
    return [*found, [WHOLE, *_told(n for _label, n in shown.whole)]]


def children(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """R-8 by category, age and sex; mandatory reports over the whole area alone."""
    days = {"since": period.since, "until": period.until}
    found: list[Line] = [[row.label, *row.shown, NOTHING] for row in helping.children(here, **days)]
    if here.level <= Level.TOWNSHIP:
        found.append([AREA, *[NOTHING] * 7, helping.told_reports(here, **days)])
    return found


def supporters(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """R-9 by kind of supporter."""
    rows = helping.supporters(here, since=period.since, until=period.until)
    return [[str(row.label), *row.shown] for row in rows]


def families(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """R-10 by the units below, then by title."""
    shown = family_rows.report(scope, here, year=period.year)
    found: list[Line] = [[unit.short_name, *line.cells] for unit, line, _deeper in shown.rows]
    found.append([WHOLE, *shown.whole.cells])
    for title, put, given in shown.titles:
        found.append([f"{BY_TITLE}{title}", put, given, *[NOTHING] * 6])
    return found


def villages(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """R-11 by the units below, in the order of the tree; support files from the township up."""
    shown = threezero.report(scope, here, period.code)
    units = here.children.current().filter(pk__in=shown.parts).order_by("code")
    found = [
        _village_line(unit.short_name, shown.parts[unit.pk], unit.level < Level.VILLAGE) for unit in units
    ]
    return [*found, _village_line(WHOLE, shown.whole, True)]


def _village_line(name: str, row: threezero.Row, counted: bool) -> Line:
    numbers = [row.numbers[code] for code, _label, _means in threezero.COLUMNS]
    files = [row.files[code] for code, _label, _means in threezero.FILES]
    few = _("fewer than five")
    told = [(_("%(n)d or more") % {"n": n} if n else few) if counted else NOTHING for n in files]
    return [name, *numbers, *told]


def publicity(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """R-13 by kind, by topic, and together."""
    shown = activities.report(scope, here, since=period.since, until=period.until)
    found = [_activity_line(f"{BY_KIND}{label}", line) for label, line in shown.kinds]
    found += [_activity_line(f"{BY_TOPIC}{label}", line) for label, line in shown.topics]
    if not found:
        return []
    people = _("fewer than five") if shown.people is None else shown.people
    whole = shown.whole
    return [*found, [WHOLE, whole.events, people, whole.materials, whole.experts, whole.hours]]


def _activity_line(name: str, line: activities.Figures) -> Line:
    people: Cell = _("fewer than five") if line.is_small else line.people
    return [name, line.events, people, line.materials, line.experts, line.hours]


def outcome(scope: Scope, here: Unit, period: Period) -> list[Line]:
    """The year in outcomes, line by line, with what each number counts."""
    shown = yearly.report(scope, here, year=period.year)
    return [
        [str(part.label), str(line.label), line.now, line.before, str(line.means)]
        for part in shown.parts
        for line in part.lines
    ]
