"""What a form answers to a slip: in the words of the house, by the field, and nothing wrong is kept."""

import re
from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from network.agencies.models import Agency
from sisterhood.lib import clock
from sisterhood.lib.phones import PhoneField
from tests.house import browser_of
from tests.memory.asking import intake

DIAL = "请填写 11 位手机号或带区号的电话"
WINDOW = {"address": "一楼接待室", "day_0": "8:30-11:30", "is_published": "on"}
BODY = {"kind": "court", "name": "铁东区人民法院", "active": "on"}


def _beside(page: str, name: str) -> str:
    """What stands as the error of one field."""
    found = re.search(rf'id="id_{name}_error">(.*?)</div>', page, re.S)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


@pytest.mark.parametrize(
    ("who", "address", "facts"),
    [
        ("gao", "/network/window/", WINDOW),
        ("zheng", "/network/agencies/new/", BODY),
        ("lin", "/duty/visits/", {"name": "司徒月桂", "asked": "想问一件事"}),
    ],
)
def test_what_nobody_can_dial_is_no_phone(fresh_house, who, address, facts):
    client = browser_of(who)
    page = client.post(address, facts | {"phone": "电话123"})
    assert page.status_code == 200 and DIAL in _beside(page.content.decode(), "phone")
    assert 'value="电话123"' in page.content.decode()
    assert client.post(address, facts | {"phone": "0434-5557777"}).status_code == 302


def test_a_contact_and_a_colleague_have_numbers_that_can_be_dialled(fresh_house):
    zheng = browser_of("zheng")
    place = zheng.post("/network/agencies/new/", BODY | {"phone": "12348"})["Location"]
    told = {
        "act": "seat",
        "contact-seat": "liaison",
        "contact-name": "沈静",
        "contact-starts_on": "2026-01-05",
    }
    refused = zheng.post(place, told | {"contact-phone": "电话123"}).content.decode()
    assert DIAL in _beside(refused, "contact-phone")
    page = browser_of("sysadmin").post(
        "/admin/network/user/add/", {"username": "xin", "display_name": "新来的", "work_phone": "电话123"}
    )
    assert page.status_code == 200 and DIAL in page.content.decode()


@pytest.mark.parametrize(
    ("text", "place", "good"),
    [
        ("13712345678", False, True),
        ("０４３４－５５５７７７７", False, True),
        ("12338", False, False),
        ("12338", True, True),
        ("１１０", True, True),
        ("123", True, False),
        ("电话12338", True, False),
        ("1" * 16, True, False),
        ("", False, True),
    ],
)
def test_a_place_may_answer_a_hotline_and_a_person_does_not(text, place, good):
    field = PhoneField(place=place, required=False)
    with nullcontext() if good else pytest.raises(ValidationError, match="没有可不填"):
        assert field.clean(text) == text


@pytest.mark.parametrize("away", [1, -121, 24])
def test_nobody_is_born_in_a_year_to_come_or_before_the_oldest(fresh_house, away):
    year = clock.today().year
    page = browser_of("lin").post("/cases/register/", intake(birth_year=str(year + away))).content.decode()
    assert f"在 {year - 120} 年至 {year} 年之间" in _beside(page, "birth_year")
    right = browser_of("lin").post("/cases/register/", intake(birth_year=str(year - 120))).content.decode()
    assert not _beside(right, "birth_year")


def test_the_desk_speaks_the_words_of_the_house(fresh_house):
    wrong = {
        "facts": "长" * 8100,
        "group_size": "1000",
        "channel": "zzz",
        "gender": "",
        "birth_year": "四十",
        "item": "zzz",
    }
    page = browser_of("lin").post("/cases/register/", intake(**wrong)).content.decode()
    assert _beside(page, "facts") == "最多可写 8000 字，现在有 8100 字。"
    assert _beside(page, "group_size") == "请填写不大于 999 的数。"
    assert _beside(page, "channel") == "请从列表中选择。"
    assert _beside(page, "gender") == "请填写这一项。"
    assert "四位数" in _beside(page, "birth_year")
    for words in ("确保", "必填项", "有效的", "请选择有效"):
        assert words not in page


def test_the_public_door_speaks_them_too(fresh_house):
    client = Client()
    first = client.get("/help/write/").content.decode()
    told = {"step": "words", "reach": "may_call", "phone": "1" * 31, "safety": "zzz"}
    told["state"] = re.search(r'name="state" value="([^"]*)"', first)[1]
    page = client.post("/help/write/", told).content.decode()
    assert _beside(page, "phone") == "最多可写 30 字，现在有 31 字。"
    assert _beside(page, "safety") == "请从列表中选择。"


def test_the_administration_and_the_password_page_speak_them_too(fresh_house):
    admin = browser_of("sysadmin")
    page = admin.post(
        "/admin/network/user/add/", {"username": "", "display_name": "名" * 61}
    ).content.decode()
    assert "请填写这一项。" in page and "最多可写 60 字，现在有 61 字。" in page
    password = browser_of("lin").get("/password/").content.decode()
    assert "密码至少要有 12 个字符" in password and "你的" not in password
    short = {"old_password": "x", "new_password1": "1234", "new_password2": "1234"}
    page = browser_of("lin").post("/password/", short).content.decode()
    assert "密码不正确。" in page and "密码太短，至少要有 12 个字符。" in page and "你的" not in page


def test_a_body_a_limit_and_a_holiday_have_a_name_as_things_do(fresh_house):
    form = browser_of("zheng").get("/network/agencies/new/").content.decode()
    assert "名称</label>" in form and "地址 <small>" in form and "姓名" not in form and "住址" not in form
    admin = browser_of("sysadmin")
    for kind in ("agency", "limit", "calendarday"):
        page = admin.get(f"/admin/network/{kind}/").content.decode()
        labels = re.sub(r"<td.*?</td>|<th[^>]*><a.*?</th>", "", page, flags=re.S)
        assert "名称" in page and "姓名" not in labels, kind
    assert Agency._meta.get_field("name").verbose_name == "名称"


def test_a_list_with_an_action_counts_what_is_ticked(fresh_house):
    page = browser_of("sysadmin").get("/admin/network/user/").content.decode()
    assert "action-select" in page and 'class="action-counter"' in page
