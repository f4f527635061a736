"""Registers as offices keep them: a title line, Chinese headings, one matter on each line. Everybody is invented."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from sisterhood.celery import app
from tests.house import acting, person

HEADINGS = (
    *("序号", "登记编号", "来访日期", "来信来访方式", "姓名", "性别", "年龄", "联系电话", "身份证号"),
    *("家庭住址", "反映问题", "诉求类别", "办理状态", "办结日期", "办理结果", "承办人", "备注"),
)
FIRST_DATA_ROW = 3
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ("桂兰", "秀英", "玉梅", "淑珍", "凤霞", "丽华", "晓燕", "春花")


def line(n: int, **cells: Any) -> list[Any]:
    """A sound row; `cells` replaces what a heading holds."""
    day = date(2019, 1, 2) + timedelta(days=n % 1500)
    values = {
        "序号": n + 1,
        "登记编号": f"信{day.year}-{n + 1:05d}",
        "来访日期": day.isoformat() if n % 2 else day,
        "来信来访方式": ("来访", "来信", "来电", "12338热线")[n % 4],
        "姓名": SURNAMES[n % 16] + GIVEN[n % 8] + "一二三四五六七八九"[n % 9],
        "性别": "女" if n % 5 else "男",
        "年龄": 22 + n % 50,
        "联系电话": f"139{n:08d}",
        "身份证号": "",
        "家庭住址": f"某镇某村{n % 40}组",
        "反映问题": f"承包地边界与邻居说不清,请帮助协调,第{n}次登记",
        "诉求类别": ("婚姻家庭", "财产权益", "劳动和社会保障", "综合")[n % 4],
        "办理状态": "已办结",
        "办结日期": (day + timedelta(days=20)).isoformat(),
        "办理结果": "已协调,双方同意",
        "承办人": "老张",
        "备注": "",
    }
    assert not set(cells) - set(values), cells
    return list((values | cells).values())


def workbook(rows: Iterable[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The file, with a title above the headings."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(["某县妇联来信来访登记台账"])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def run_desk(username: str, row: Any, task: str = "cases.work_on_import", steps: int = 1000) -> int:
    """Let the desk work on it, message by message, as its worker would; returns how many steps it took."""
    user, before, done = person(username).pk, None, 0
    while done < steps:
        app.tasks[task](row=str(row.pk), acting_user=user)
        state = _state(row, username)
        done += 1
        if state == before or state[0] not in ("checking", "running", "undoing"):
            break
        before = state
    return done


def _state(row: Any, username: str) -> tuple:
    with acting(username):
        row.refresh_from_db()
    return (row.state, row.next_chunk)
