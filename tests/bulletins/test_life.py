"""A bulletin goes down the tree, says nothing about a person, and its office knows who has not opened it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from network.bulletins import readers, verbs
from network.bulletins.models import Bulletin
from network.notifications import delivery
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does

BODY = "请各站在本月通知妇女参加法律讲座，地点在村部。"


def _office(username: str) -> Unit:
    return person(username).appointments.get().unit


def _draft(by: str = "lin", *, body: str = BODY, roles: tuple[str, ...] = ("station_head",)) -> Bulletin:
    unit = _office(by)
    return does(by, verbs.draft_bulletin, unit, title="法律讲座", body=body, below=unit, roles=roles)


def _published(**more: Any) -> Bulletin:
    return does("gao", verbs.publish_bulletin, _draft(**more).pk)


def _messages(house, kind: str = "bulletin") -> list[int]:
    return [
        row[0]
        for row in house.raw(
            "select recipient_id from network_outboxmessage where kind = %s order by 1", [kind]
        )
    ]


def test_an_officer_writes_the_leader_publishes_and_every_head_below_is_told_once(fresh_house):
    row = _draft()
    with pytest.raises(Refusal) as refused:
        does("lin", verbs.publish_bulletin, row.pk)
    assert refused.value.code == "role" and not _messages(fresh_house)
    does("gao", verbs.publish_bulletin, row.pk)
    heads = {person(name).pk for name in ("he", "ma", "zhao")}
    assert set(_messages(fresh_house)) == heads and len(_messages(fresh_house)) == 3
    with fresh_house.login("worker"):
        delivery.deliver_due()
    he = browser_of("he")
    assert "法律讲座" in he.get("/m/notices/").content.decode()
    assert BODY in he.get(f"/m/notices/{row.pk}/").content.decode()
    # Whoever is not spoken to, and whoever sits elsewhere, finds nothing.
    for name in ("luo", "chen", "li", "duan"):
        assert browser_of(name).get(f"/m/notices/{row.pk}/").status_code == 404
    with acting("chen"):
        assert plain_sql("select id from network_bulletin") == []
        assert plain_sql("select bulletin_id from network_bulletinreading") == []


def test_the_office_sees_who_has_not_opened_it_and_reminds_them_once_a_day(fresh_house):
    row = _published()
    browser_of("he").get(f"/m/notices/{row.pk}/")
    browser_of("he").get(f"/m/notices/{row.pk}/")
    town = _office("tian")
    with acting("lin"):
        counts = readers.by_child(row, row.below, on=clock.today())
        assert (len(counts[town.pk].everybody), len(counts[town.pk].read), counts[town.pk].left) == (3, 1, 2)
    page = browser_of("lin").get(f"/network/bulletins/{row.pk}/?unit={town.pk}").content.decode()
    assert "马春花" in page and "赵金凤" in page and "何桂芳" not in page
    does("lin", verbs.remind_readers, row.pk)
    assert sorted(_messages(fresh_house)).count(person("ma").pk) == 2
    assert _messages(fresh_house).count(person("he").pk) == 1
    with pytest.raises(Refusal) as again:
        does("lin", verbs.remind_readers, row.pk)
    assert again.value.code == "remind"
    does("lin", verbs.remind_readers, row.pk, at=clock.now() + timedelta(days=1))
    assert _messages(fresh_house).count(person("ma").pk) == 3


def test_whoever_leaves_is_not_waited_for_and_a_newcomer_finds_what_holds(fresh_house):
    row = _published()
    fresh_house.raw(
        "update network_appointment set ends_on = current_date - 2 where user_id = %s", [person("ma").pk]
    )
    with acting("lin"):
        assert person("ma").pk not in readers.unread(row, on=clock.today())
    assert browser_of("ma").get(f"/m/notices/{row.pk}/").status_code in (403, 404)


def test_a_number_of_a_person_is_refused_beside_its_field_and_an_office_line_passes(fresh_house):
    lin = browser_of("lin")
    form = {"title": "讲座", "below": _office("lin").pk, "roles": ["station_head"]}
    for body, sentence in (
        ("联系王大姐 13704341987", "不在已公布的服务窗口电话之列"),
        ("身份证 220303198807150026 请登记", "面向多人的文字不写任何个人信息"),
    ):
        page = lin.post("/network/bulletins/new/", form | {"body": body})
        text = page.content.decode()
        assert page.status_code == 200 and sentence in text and body in text
    fresh_house.raw(
        "insert into network_servicewindow (unit_id, address, phone, weekly, hours_note, note, published_since, changed_by_id, changed_at)"
        " values (%s, '县妇联一楼', '0434-7223456', '{}', '', '', current_date, %s, now())",
        [_office("lin").pk, person("lin").pk],
    )
    done = lin.post("/network/bulletins/new/", form | {"body": "请致电（0434）7223456 报名"})
    assert done.status_code == 302


def test_a_new_version_is_read_anew_and_a_withdrawn_one_says_why(fresh_house):
    row = _published()
    he = browser_of("he")
    he.get(f"/m/notices/{row.pk}/")
    new = does("lin", verbs.renew_bulletin, row.pk)
    assert does("lin", verbs.renew_bulletin, row.pk).pk == new.pk
    unit = _office("lin")
    does(
        "lin",
        verbs.revise_bulletin,
        new.pk,
        title="法律讲座",
        body="改到下周三。",
        below=unit,
        roles=["station_head"],
    )
    assert BODY in he.get(f"/m/notices/{row.pk}/").content.decode()
    does("gao", verbs.publish_bulletin, new.pk)
    assert he.get(f"/m/notices/{row.pk}/").status_code == 404
    assert "未读" in he.get("/m/notices/").content.decode()
    assert "改到下周三" in he.get(f"/m/notices/{new.pk}/").content.decode()
    gao = browser_of("gao")
    bare = gao.post(f"/network/bulletins/{new.pk}/withdraw_bulletin/", {"reason": ""})
    assert bare.status_code == 200 and "请写明为什么不再有效" in bare.content.decode()
    assert (
        gao.post(f"/network/bulletins/{new.pk}/withdraw_bulletin/", {"reason": "讲座取消"}).status_code == 302
    )
    page = he.get(f"/m/notices/{new.pk}/").content.decode()
    assert "讲座取消" in page and "改到下周三" not in page


def test_row_security_lets_nobody_but_the_leader_put_it_out(fresh_house):
    row = _draft()
    told = "update network_bulletin set state = 'published', published_by_id = %s, published_at = now() where id = %s"
    with (
        acting("lin") as (lin, _scope),
        pytest.raises(DatabaseError, match="publishes"),
        transaction.atomic(),
    ):
        plain_sql(f"{told} returning 1", [lin.pk, row.pk])
    with acting("tian"):
        assert plain_sql("update network_bulletin set title = 'x' where id = %s returning 1", [row.pk]) == []
