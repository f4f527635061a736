"""Staff sheets as an office types them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

SHORT = ("姓名", "单位代码", "岗位")
FULL = ("姓名", "用户名", "单位代码", "单位名称", "上级单位", "岗位", "手机", "起始日期", "截止日期")


def staff_workbook(rows: Sequence[Sequence[Any]], headings: Sequence[str] = SHORT) -> bytes:
    """One sheet: a title, the headings, the rows (the first of them is row 3)."""
    book = Workbook()
    book.active.append(["姐妹家园账号名单"])
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()
