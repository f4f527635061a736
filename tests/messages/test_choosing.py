"""Her own page: where she is told. And the administrator's two pages: what left, and the rules."""

import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError

from network.notifications.models import MessageChoice, Setting
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.messages.conftest import carry, tell, wants

PAGE = "/network/notifications/settings/"


def chosen(house, username: str) -> list[tuple]:
    return house.raw(
        "select email, by_email, by_webhook from network_messagechoice where user_id = %s",
        [person(username).pk],
    )


@pytest.mark.parametrize("username", ["lin", "he", "sysadmin"])
def test_everybody_reaches_her_page_from_the_inbox_and_keeps_her_choice(fresh_house, outside, username):
    client = browser_of(username)
    assert PAGE in client.get("/inbox/").content.decode()
    told = {"by_email": "on", "email": f"{username}@work.example"}
    assert client.post(PAGE, told)["Location"] == PAGE
    assert chosen(fresh_house, username) == [(f"{username}@work.example", True, False)]
    page = client.get(PAGE).content.decode()
    assert f"{username}@work.example" in page
    assert "已保存您的选择" in page
    assert client.post(PAGE, {"by_webhook": "on", "email": told["email"]}).status_code == 302
    assert chosen(fresh_house, username) == [(told["email"], False, True)]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"by_email": "on"}, "请填写邮箱地址，或取消电子邮件提醒"),
        ({"by_email": "on", "email": "no address"}, "no address"),
        ({"by_email": "on", "email": "lin@work.example\r\nBcc: x@y.example"}, "lin@work.example"),
        ({"email": "l" * 300 + "@work.example"}, "lll@work.example"),
    ],
)
def test_a_wrong_address_is_told_beside_its_field_and_nothing_is_lost(fresh_house, outside, told, sentence):
    answer = browser_of("lin").post(PAGE, told)
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert sentence in answer.content.decode()
    assert chosen(fresh_house, "lin") == []


def test_a_house_without_ways_out_offers_none_and_keeps_what_she_chose(fresh_house, outside):
    wants(fresh_house, "lin", email=True)
    outside.PORTAL_URL = ""
    client = browser_of("lin")
    assert "本单位目前只使用收件箱提醒" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"email": "other@work.example"}).status_code == 302
    assert chosen(fresh_house, "lin") == [("lin@work.example", True, False)]


def test_nobody_sees_or_changes_the_choice_of_another(fresh_house, outside):
    wants(fresh_house, "gao", email=True)
    for username in ("lin", "zhou", "sysadmin", "secadmin", "auditor"):
        with acting(username):
            assert not MessageChoice.objects.exists()
            assert MessageChoice.objects.update(email="mine@work.example") == 0
            with pytest.raises(ProgrammingError, match="row-level security"):
                MessageChoice.objects.bulk_create(
                    [MessageChoice(user_id=person("he").pk, changed_at="2026-01-01T00:00Z")]
                )
    assert chosen(fresh_house, "gao") == [("gao@work.example", True, False)]


def test_the_log_notes_that_she_chose_and_not_her_address(fresh_house, outside):
    browser_of("lin").post(PAGE, {"by_email": "on", "email": "lin@work.example"})
    ((detail,),) = fresh_house.raw(
        "select detail::text from network_auditevent where subject_kind = 'message_choice'"
    )
    assert "by_email" in detail
    assert "lin@" not in detail


def test_the_administrator_sees_how_it_went_and_never_for_whom(fresh_house, outside, post):
    wants(fresh_house, "gao", email=True)
    tell("gao", "danger")
    post.mood = "hangs up after the text"
    carry(fresh_house)
    client = browser_of("sysadmin")
    listed = client.get("/admin/network/delivery/")
    ((pk,),) = fresh_house.raw("select id from network_delivery")
    one = client.get(f"/admin/network/delivery/{pk}/change/")
    for page in (listed.content.decode(), one.content.decode()):
        assert "结果不明，不再重发" in page
        assert "发出后连接中断" in page
        assert "gao" not in page
        assert person("gao").display_name not in page
    assert client.post(f"/admin/network/delivery/{pk}/change/", {"state": "due"}).status_code == 403
    assert client.post(f"/admin/network/delivery/{pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("username", ["lin", "zhou", "secadmin", "auditor"])
def test_nobody_else_sees_a_delivery(fresh_house, outside, username):
    wants(fresh_house, "gao", webhook=True)
    tell("gao", "danger")
    carry(fresh_house)
    for who, seen in ((username, []), ("sysadmin", [("sent",)])):
        with acting(who):
            assert plain_sql("select state from network_delivery") == seen


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("messages.quiet_from", "24:00", "21:30"),
        ("messages.quiet_to", "7.30", "06:00"),
        ("messages.quiet_rest_days", "maybe", "no"),
        ("messages.digest_at", "9", "09:15"),
        ("messages.attempts", "0", "20"),
    ],
)
def test_the_administrator_proposes_a_rule_and_a_wrong_value_is_told(fresh_house, code, wrong, right):
    client, page = browser_of("sysadmin"), f"/network/policy/rules/{code}/"
    day = clock.today() + timedelta(days=1)
    told = {"source": "内部规定2026年第3号", "reason": "便民", "from_day": str(day)}
    answer = client.post(page, told | {"value": wrong})
    assert answer.status_code == 200
    assert "value" in answer.context["form"].errors
    assert client.post(page, told | {"value": right}).status_code == 302
    waiting = fresh_house.raw(
        "select id, value, source from network_settingversion where setting_id = %s", [code]
    )
    assert waiting[0][1:] == (right, told["source"])
    decision = f"/network/policy/rule/{waiting[0][0]}/decide/"
    assert browser_of("secadmin").post(decision, {"grant": "yes"}).status_code == 302
    assert Setting.objects.in_force(day)[code] == right
    assert Setting.objects.in_force(clock.today())[code] != right


def test_no_line_outside_says_who_where_or_what(fresh_house, outside, post, robot):
    """Every kind of message to everybody of the cast: outside each line is the same."""
    for username in ("gao", "luo", "he"):
        wants(fresh_house, username, email=True, webhook=True)
        for kind in ("danger", "rung", "assigned", "opened", "closed"):
            tell(username, kind)
    carry(fresh_house)
    envelope = re.compile(rb"\n(To|Date|Message-ID): [^\r\n]*")
    letters = [envelope.sub(b"", letter) for letter in post.got]
    assert (len(letters), len(set(letters))) == (6, 1)  # one urgent and one digest for each of three
    assert (len(robot.got), len(set(robot.got))) == (4, 1)  # three urgent ones, one digest
