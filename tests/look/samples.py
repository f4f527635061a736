"""Pages with invented content, rendered by the product's own templates; no database stands behind them."""

from datetime import datetime
from types import SimpleNamespace as Thing
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.template import engines

AT = datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
CASE = UUID("01a20994-7df8-7977-b2e7-14c99fdbfd5b")
COLOURS = ("none", "yellow", "orange", "red", "listed")


class EveryKind(forms.Form):
    """One field of each kind a page may show."""

    name = forms.CharField(label="姓名", help_text="可以用化名。", max_length=10)
    facts = forms.CharField(label="经过", widget=forms.Textarea)
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("a", "婚姻家庭")])
    danger = forms.ChoiceField(
        label="有没有危险？",
        choices=[("no", "没有"), ("yes", "有")],
        widget=forms.RadioSelect,
        help_text="必答。",
    )
    ways = forms.MultipleChoiceField(
        label="联系方式", choices=[("call", "电话"), ("text", "短信")], widget=forms.CheckboxSelectMultiple
    )
    told = forms.BooleanField(label="已念给来访人听")
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    count = forms.IntegerField(label="人数", max_value=5, required=False)
    photo = forms.FileField(label="照片", required=False)


def face(colour: str) -> Thing:
    """What a clock shows."""
    return Thing(
        name="书面告知",
        words="超期 2 天" if colour in ("red", "listed") else "剩 3 天",
        colour=colour,
        used={"none": 30, "yellow": 70, "orange": 90}.get(colour, 100),
        due_words="12月3日",
        basis="《信访工作条例》第二十三条第二款，15日",
        provisional=colour == "yellow",
    )


def row(colour: str) -> dict[str, Any]:
    """One line of 我的工作."""
    case = Thing(pk=CASE, number="XF-220382-2026-0003", is_sealed=colour == "orange")
    return {
        "case": case,
        "face": face(colour),
        "title": "限定人员事项" if case.is_sealed else "婚姻家庭权益",
        "who": "陈*琴",
        "unit": "双辽市",
        "channel": "来访",
        "stage": "办理中",
        "next": "拟写处理意见书，报分管领导审批。",
        "urgent": colour == "red",
    }


def frame(**more: Any) -> dict[str, Any]:
    """What the frame of a staff page is given."""
    places = [("inbox", "我的工作", 12), ("files", "我上报的", None), ("network", "五级站点", None)]
    items = [
        {"url": f"/{n}/", "icon": icon, "label": label, "count": count, "current": n == 0}
        for n, (icon, label, count) in enumerate(places)
    ]
    return {
        "nav": [{"label": "办理", "items": items}],
        "who": {"name": "林晓岚", "post": "县级专干", "unit": "双辽市"},
        "inbox_count": 4,
        "text_size": "normal",
        "path": "/",
        "printed": {"by": "林晓岚", "at": AT},
        "csrf_token": "x",
    } | more


def _board(base: str) -> str:
    parts = (
        "parts/_error_summary.html",
        *("parts/_next_step.html", "parts/_stage_line.html", "parts/_summary_list.html", "parts/_empty.html"),
    )
    return (
        f'{{% extends "{base}" %}}{{% block bar_title %}}样张{{% endblock %}}{{% block content %}}<h1>样张</h1>'
        + "".join(f'{{% include "{part}" %}}' for part in parts)
        + '<div class="card fs">{% include "parts/_access_card.html" %}</div>'
        + '<ol class="tl">{% for e in events %}{% include "parts/_timeline_item.html" with title=e.title at=e.at '
        "by=e.by where=e.where note=e.note locked=e.locked picture=e.picture %}{% endfor %}</ol>"
        '{% for f in faces %}{% include "parts/_clock_ring.html" with face=f %}'
        '{% include "parts/_clock_pill.html" with face=f %}{% endfor %}'
        '<div class="tiles">{% include "parts/_phone_tile.html" with url="/" picture="bell" label="通知" count=2 %}</div>'
        '{% include "parts/_pager.html" with more="after=3" %}'
        '<form class="card fs">{% for field in form %}{% include "parts/_field.html" %}{% endfor %}'
        '<button class="btn p">提交</button></form>{% endblock %}'
    )


def board(base: str, **more: Any) -> str:
    """Every part on one page."""
    events = [
        {
            "title": "受理",
            "at": AT,
            "by": "林晓岚",
            "where": "双辽市",
            "note": "已告知。",
            "picture": "phone",
        },
        {"title": "咨询", "at": AT, "by": "颜心怡", "where": "双辽市", "locked": True, "picture": "bell"},
    ]
    context = frame(
        form=EveryKind({}),
        faces=[face(colour) for colour in COLOURS],
        stages=[
            {"label": "登记", "state": "done", "at": AT, "by": Thing(display_name="何桂芳")},
            {"label": "办理", "state": "current"},
            {"label": "办结", "state": "todo"},
        ],
        sentence="确认由您接手。",
        url="/",
        label="办理",
        icon="phone",
        rows=[{"label": "来访人", "value": "陈*琴", "url": "/"}],
        readers=[Thing(name="林晓岚", why=None, layer="owner", until=None)],
        openings=3,
        days=7,
        events=events,
        title="今天的事都办完了",
        text="下一件在周三到期",
    )
    return engines["django"].from_string(_board(base)).render(context | more)


def page(template: str, **context: Any) -> str:
    """One template of the product, as a person would get it."""
    return engines["django"].get_template(template).render(frame(**context))
