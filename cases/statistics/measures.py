"""The one registry of tables and figures: name, definition, unit of counting, form line, source, and where the rows stand.

Filled from `cases` here, from `outreach` in its `apps.py`. A figure that is counted anywhere is counted by its definition here.
"""

from cases.statistics.figures import MEASURES
from cases.statistics.network_tables import NETWORK
from cases.statistics.petition_tables import PETITIONS
from cases.statistics.service_tables import SERVICES
from cases.statistics.shapes import Measure, Table

_tables: dict[str, Table] = {}


def register(*tables: Table) -> None:
    """Called once for each from `ready()`; the same code twice raises ValueError."""
    for table in tables:
        if table.code in _tables:
            raise ValueError(f"two tables {table.code}")
        _tables[table.code] = table


def enrol() -> None:
    """The tables of this app."""
    register(*PETITIONS, *SERVICES, *NETWORK)


def _place(code: str) -> tuple[bool, int]:
    number = code.removeprefix("R-")
    return not number.isdecimal(), int(number) if number.isdecimal() else 0


def tables(cycle: str = "") -> list[Table]:
    """In the order of their numbers; those of one cycle."""
    found = [table for table in _tables.values() if not cycle or cycle in table.cycles]
    return sorted(found, key=lambda table: _place(table.code))


def table_of(code: str) -> Table | None:
    """By its number, such as `R-1`."""
    return _tables.get(code)


def measures() -> tuple[Measure, ...]:
    """The figures of leaders."""
    return MEASURES
