"""docs/figures.md: every table and figure with its definition, printed from the registry."""

from collections.abc import Iterator

from django.utils import translation

from cases.statistics import measures
from cases.statistics.figures import MORE
from cases.statistics.shapes import Measure, Table

HEAD = """# Figures

Printed from the registry (`cases/statistics/measures.py`, filled by `cases/statistics/` and `outreach/returns.py`); a test fails
when this page is stale. Nothing is counted by another definition anywhere. Periods begin and end at midnight in Asia/Shanghai. M is
each month, Q each quarter, H each half-year, Y each year. A column or figure that is a share is worked out when it is shown.
"""


def page() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return "\n".join([HEAD, *_tables(), "## Figures of leaders\n", *_figures()]) + "\n"


def _tables() -> Iterator[str]:
    for table in measures.tables():
        yield f"## {table.code} {table.name}\n"
        yield f"{' and '.join(table.cycles)}. Counted in: {table.counted_in}. Source: {table.source}. {_adds(table)}\n"
        yield "| column | definition |\n|---|---|"
        yield from (f"| {each.label} | {each.means} |" for each in table.columns)
        yield from (f"| {each.label} | {each.means} |" for each in table.shares)
        yield ""


def _adds(table: Table) -> str:
    return (
        "A unit's table is its own part and the tables below it."
        if table.adds
        else "Counted by the page it comes from, and withheld there."
    )


def _figures() -> Iterator[str]:
    yield "| figure | in | definition | table | source |\n|---|---|---|---|---|"
    for each in measures.measures():
        yield f"| {each.name} | {each.counted_in} | {each.means} | {_form(each)} | {each.source} |"


def _form(measure: Measure) -> str:
    return "none" if measure.table == MORE else measure.table
