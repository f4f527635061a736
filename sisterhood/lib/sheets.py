"""Writing an Excel file in which nothing can run: every text is an inline string, no cell is a formula.

Streams row by row into memory; nothing touches the disk in clear.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

MAX_SHEET_ROWS = 50_000
_DANGEROUS = "=+-@\t\r\n＝＋－＠"
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Cell = str | int


@dataclass(frozen=True)
class Column:
    """A heading and the width of its column in signs."""

    heading: str
    width: int = 14


def neutral(text: str) -> str:
    """A text that stays a text wherever it is pasted: what could start a formula gets an apostrophe."""
    text = _UNWRITABLE.sub("", text)
    starts = {text[:1], text.lstrip()[:1]} - {""}
    return f"'{text}" if starts & set(_DANGEROUS) else text


def workbook(title: str, mark: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One table as xlsx; a new sheet after MAX_SHEET_ROWS. `title` and `mark` stand on each sheet and page."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=5) as book:
        count, waiting = 0, iter(rows)
        first = next(waiting, None)
        while count == 0 or first is not None:
            count += 1
            with book.open(f"xl/worksheets/sheet{count}.xml", "w") as sheet:
                sheet.write(_sheet_head(title, mark, columns).encode())
                number = 3
                while first is not None and number < MAX_SHEET_ROWS + 3:
                    number += 1
                    sheet.write(_row(number, first).encode())
                    first = next(waiting, None)
                sheet.write(_sheet_foot(title, mark, columns, number).encode())
        for name, text in _frame(_NOT_IN_A_NAME.sub("", title)[:20], count).items():
            book.writestr(name, _HEAD + text)
    return out.getvalue()


def _letter(index: int) -> str:
    name = ""
    while index >= 0:
        name, index = chr(65 + index % 26) + name, index // 26 - 1
    return name


def _row(number: int, cells: Sequence[Cell], style: int = 0) -> str:
    parts = []
    for index, cell in enumerate(cells):
        place = f'r="{_letter(index)}{number}" s="{style}"'
        if isinstance(cell, int):
            parts.append(f"<c {place}><v>{int(cell)}</v></c>")
        elif cell:
            text = escape(neutral(cell))
            parts.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    return f'<row r="{number}">{"".join(parts)}</row>'


def _sheet_head(title: str, mark: str, columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(columns, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft"'
        ' state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{_row(1, [title], 1)}{_row(2, [mark])}"
        f"{_row(3, [column.heading for column in columns], 1)}"
    )


def _sheet_foot(title: str, mark: str, columns: Sequence[Column], last: int) -> str:
    def line(text: str) -> str:
        return escape(_UNWRITABLE.sub("", text)[:200].replace("&", "&&"))

    return (
        f'</sheetData><autoFilter ref="A3:{_letter(len(columns) - 1)}{last}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.8" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>&amp;L{line(title)}&amp;R{line(mark)}</oddHeader>"
        f"<oddFooter>&amp;L{line(mark)}&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font>'
    '<font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _frame(name: str, sheets: int) -> dict[str, str]:
    """The parts of the package that hold no row."""
    numbers = range(1, sheets + 1)
    listed = "".join(
        f'<sheet name={quoteattr(f"{name} {n}" if sheets > 1 else name)} sheetId="{n}" r:id="rId{n}"/>'
        for n in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    return {
        "[Content_Types].xml": _kinds(numbers),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            f'<Relationship Id="rId{sheets + 1}" Type="{_RELS}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": _STYLES,
    }


def _kinds(numbers: Iterable[int]) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>'
    )
