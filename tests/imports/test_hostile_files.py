"""A file that is not a register is told so in a sentence, quickly, and nothing of it is kept."""

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sisterhood.lib import workbooks
from sisterhood.lib.workbooks import UnsafeWorkbook
from tests.house import browser_of
from tests.imports.registers import HEADINGS, line, workbook


def rebuilt(**parts: bytes) -> bytes:
    """A sound register with parts added or replaced; `__` stands for a slash."""
    out, wanted = BytesIO(), {name.replace("__", "/").replace("_dot_", "."): b for name, b in parts.items()}
    with ZipFile(BytesIO(workbook([line(0)]))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, content in wanted.items():
            new.writestr(name, content)
    return out.getvalue()


def _sheet() -> bytes:
    with ZipFile(BytesIO(workbook([line(0)]))) as book:
        return book.read("xl/worksheets/sheet1.xml")


def _kinds(old: bytes, new: bytes) -> bytes:
    with ZipFile(BytesIO(workbook([line(0)]))) as book:
        return book.read("[Content_Types].xml").replace(old, new)


def _lying(size: int) -> bytes:
    """A bomb whose directory says it is small."""
    content = bytearray(rebuilt(xl__media__a_dot_bin=b"\0" * size))
    packed = size.to_bytes(4, "little")
    assert packed in content
    return bytes(content.replace(packed, (1000).to_bytes(4, "little")))


LINK = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    b' Type="http://x/externalLinkPath" Target="file:///c:/other.xlsx" TargetMode="External"/></Relationships>'
)
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
HOSTILE = {
    "bomb": (lambda: rebuilt(xl__media__a_dot_bin=b"\0" * 250_000_000), {"too_big"}),
    "lying bomb": (lambda: _lying(90_000_000), {"too_big", "broken"}),
    "many parts": (lambda: rebuilt(**{f"p{n}": b"" for n in range(500)}), {"too_big"}),
    "macros": (lambda: rebuilt(xl__vbaProject_dot_bin=b"x"), {"macros"}),
    "macro sheet": (lambda: rebuilt(xl__macrosheets__s_dot_xml=b"<a/>"), {"macros"}),
    "embedded": (lambda: rebuilt(xl__embeddings__o_dot_bin=b"x"), {"macros"}),
    "external book": (lambda: rebuilt(xl__externalLinks__e_dot_xml=b"<a/>"), {"links"}),
    "connection": (lambda: rebuilt(xl__connections_dot_xml=b"<a/>"), {"links"}),
    "hidden link": (lambda: rebuilt(xl__worksheets___rels__s_dot_rels=LINK), {"links"}),
    "entities": (lambda: rebuilt(xl__sharedStrings_dot_xml=DOCTYPE), {"broken"}),
    "entities in UTF-16": (
        lambda: rebuilt(xl__sharedStrings_dot_xml=DOCTYPE.decode().encode("utf-16")),
        {"broken"},
    ),
    "too many cells": (
        lambda: rebuilt(xl__worksheets__sheet9_dot_xml=b'<c r="A1" s="1"/><d/>' * 2_100_000),
        {"too_many", "too_big"},
    ),
    "half a sheet": (lambda: rebuilt(xl__worksheets__sheet1_dot_xml=_sheet()[:200]), {"broken"}),
    "no workbook": (lambda: rebuilt(xl__workbook_dot_xml=b"<a/>"), {"broken"}),
    "old xls": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, {"old"}),
    "no zip": (lambda: b"name,phone\n", {"broken"}),
    "cut off": (lambda: workbook([line(0)])[:3000], {"broken"}),
    "11 MB": (lambda: b"PK" + b"\1" * 11_000_000, {"size"}),
    "macro kind": (
        lambda: rebuilt(
            **{"[Content_Types]_dot_xml": _kinds(b"ml.sheet.main+xml", b"ml.sheet.macroEnabled.main+xml")}
        ),
        {"macros"},
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_before_it_can_do_harm(name):
    make, codes = HOSTILE[name]
    content, started = make(), time.monotonic()
    with pytest.raises(UnsafeWorkbook) as refused:
        list(workbooks.rows(content))
    assert refused.value.code in codes
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("name", ["macros", "external book", "entities", "no zip", "half a sheet"])
def test_the_page_says_why_and_keeps_nothing(house, name):
    page = browser_of("lin").post(
        "/cases/imports/", {"file": SimpleUploadedFile("a.xlsx", HOSTILE[name][0]())}
    )
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert house.raw("select count(*) from cases_ledgerimport") == [(0,)]


def test_a_table_without_headings_is_told_what_a_heading_looks_like(house):
    content = workbook([line(0)], tuple(f"x{n}" for n in range(len(HEADINGS))))
    page = browser_of("lin").post("/cases/imports/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert "没有找到表头" in page.content.decode()


def test_an_ordinary_link_in_a_cell_is_no_harm():
    link = LINK.replace(b"externalLinkPath", b"hyperlink")
    assert len(list(workbooks.rows(rebuilt(xl__worksheets___rels__s_dot_rels=link)))) == 3
