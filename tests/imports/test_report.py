"""What the page says of a file: where it is wrong and how to mend it, and to nobody but whoever uploaded it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.imports.models import LedgerImport
from tests.house import acting, browser_of
from tests.imports.registers import FIRST_DATA_ROW, HEADINGS, line, run_desk, workbook
from tests.imports.test_registers import bring_in, mapped, upload

WRONG = [
    ("来访日期", "去年夏天", "received_on", "请写成 2019-03-05"),
    ("来访日期", "2031-01-01", "received_on", "请核对年份"),
    ("来访日期", "", "received_on", "请补填"),
    ("来信来访方式", "托梦", "channel", "来信、"),
    ("联系电话", "一三九", "phone", "7 至 15 位"),
    ("身份证号", "220303", "id_number", "身份证号不完整"),
    ("年龄", "很大", "age", "1983"),
    ("诉求类别", "杂七杂八", "category", "婚姻家庭"),
    ("办理状态", "看情况", "status", "办理中"),
    ("办结日期", "2001-01-01", "closed_on", "日期早于收到日期"),
    ("反映问题", "", "facts", "请补填"),
    ("反映问题", "长" * 8001, "facts", "文字过长"),
    ("登记编号", "信2019-00001", "old_number", "编号重复"),
]


@pytest.mark.parametrize(("heading", "value", "column", "mend"), WRONG)
def test_a_wrong_cell_is_named_by_row_column_and_remedy_and_never_repeated(
    house, heading, value, column, mend
):
    client = browser_of("lin")
    row = upload(client, workbook([line(0), line(1, **{heading: value}), line(2)]))
    client.post(f"/cases/imports/{row.pk}/check/", mapped(client, row))
    run_desk("lin", row)
    problems = [p for p in row.problems if p[2] not in ("known", "late")]
    assert [(p[0], p[1]) for p in problems] == [(FIRST_DATA_ROW + 1, column)]
    text = client.get(f"/cases/imports/{row.pk}/").content.decode()
    assert mend in text and f'class="num">{FIRST_DATA_ROW + 1}</td>' in text
    letter = "ABCDEFGHIJKLMNOPQ"[HEADINGS.index(heading)]
    assert f">{letter} · " in text
    if value and column != "old_number":
        assert value[:200] not in text
    client.post(f"/cases/imports/{row.pk}/discard/")


def test_a_file_is_its_uploaders_alone(house):
    row = upload(browser_of("lin"), workbook([line(7)]))
    for username in ("xu", "gao", "wu", "zheng"):
        assert browser_of(username).get(f"/cases/imports/{row.pk}/").status_code in (403, 404), username
        assert browser_of(username).post(f"/cases/imports/{row.pk}/discard/").status_code in (403, 404)
        with acting(username):
            assert not LedgerImport.objects.exists()
    for username in ("he", "tian", "duan", "auditor"):
        assert browser_of(username).get("/cases/imports/").status_code == 403, username
    assert browser_of("lin").get(f"/cases/imports/{row.pk}/").status_code == 200


def test_the_same_file_does_not_come_in_twice(house):
    content = workbook(line(n) for n in range(20, 23))
    bring_in("lin", content)
    answer = browser_of("lin").post("/cases/imports/", {"file": SimpleUploadedFile("b.xlsx", content)})
    assert re.search("已上传过", answer.content.decode())
