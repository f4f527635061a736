"""A workbook that leaves the house holds texts and numbers, whatever somebody was called."""

from io import BytesIO
from itertools import product
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sisterhood.lib.sheets import Column, neutral, workbook

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\t=", "\0=", "\x0b@")
REST = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", 'DDE("a";"b";"c")')
PAYLOADS = [start + rest for start, rest in product(STARTS, REST)]


def test_no_payload_becomes_a_formula_in_any_column():
    columns = [Column(f"列{n}") for n in range(6)]
    content = workbook("台账", "谁", columns, [[payload] * 6 for payload in PAYLOADS])
    with ZipFile(BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(min_row=4))
    assert len(rows) == len(PAYLOADS)
    for cell in (cell for row in rows for cell in row):
        assert cell.data_type == "s" and cell.value.startswith("'")


@given(st.text())
def test_a_neutral_text_starts_nothing_and_keeps_its_words(text):
    kept = neutral(text)
    assert kept.lstrip()[:1] not in set("=+-@＝＋－＠") and kept[:1] not in ("\t", "\r", "\n")
    assert neutral(kept) == kept


def test_ordinary_names_stay_as_they_are():
    assert [neutral(name) for name in ("陈*琴", "A-1", "3+4号楼", "")] == ["陈*琴", "A-1", "3+4号楼", ""]


@given(
    st.lists(
        st.lists(st.one_of(st.text(max_size=8), st.integers(-9, 10**9)), min_size=2, max_size=2), max_size=4
    )
)
def test_whatever_stands_in_a_cell_the_file_opens(rows):
    content = workbook("标题 & <1>", '谁 & "何时"', [Column("甲"), Column("乙")], rows)
    sheet = load_workbook(BytesIO(content)).active
    assert (sheet["A1"].value, sheet["B3"].value) == ("标题 & <1>", "乙")
    for number, row in enumerate(rows, start=4):
        for place, cell in zip("AB", row, strict=True):
            if isinstance(cell, int):
                assert sheet[f"{place}{number}"].value == cell
            else:
                assert sheet[f"{place}{number}"].data_type in ("s", "n", "inlineStr")
