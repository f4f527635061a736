"""A table as a workbook, with the headings of the federation; what is withheld stays withheld."""

from datetime import datetime

from cases.statistics.seeing import Part, Sheet
from sisterhood.lib import clock, sheets

WITHHELD = "※"
KINDS = {"live": "实时数，未锁定", "frozen": "锁定数", "published": "公布数（※为不足5或为防推算而隐去）"}


def _cell(number: int | str | None) -> sheets.Cell:
    return WITHHELD if number is None else number


def workbook(sheet: Sheet, parts: list[Part], *, who: str, at: datetime) -> bytes:
    """Lines of the table, then the whole line of each unit below, then what is adjusted, then the definitions."""
    grid = sheet.grid
    assert grid is not None
    headings = ["项目", *grid.headings]
    rows: list[list[sheets.Cell]] = [
        [label, *(_cell(n) for _name, n in cells)] for label, _is_part, cells in grid.rows()
    ]
    for part in parts:
        if part.cells:
            rows.append([part.unit.short_name, *(_cell(n) for _name, n in part.cells)])
    for period, line, column, n in sheet.told:
        rows.append([f"调整 {period} {line} {column}", n])
    rows += [[f"指标解释：{label}——{means}"] for label, means in grid.definitions]
    title = f"{sheet.here.official_name} {grid.face['code']} {grid.face['name']}（{sheet.period.label}）"
    mark = f"{KINDS[sheet.kind]} {who} {clock.in_zone(at):%Y-%m-%d %H:%M}"
    columns = [sheets.Column(heading, 30 if n == 0 else 12) for n, heading in enumerate(headings)]
    return sheets.workbook(title, mark, columns, rows)
