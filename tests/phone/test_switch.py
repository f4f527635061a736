"""The worker, its switch, and the pages of chairs."""

import json

import pytest
from django.test import Client

from sisterhood.pwa import assets
from tests.house import browser_of, person
from tests.stories import matter

pytestmark = pytest.mark.usefixtures("house")


def test_the_worker_names_the_shell_alone_and_is_asked_for_anew_each_time():
    answer = Client().get("/sw.js")
    assert answer["Cache-Control"] == "no-cache" and answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    assert assets.version() in text
    assert all(address.startswith(("/static/", "/m/shell/")) for address in assets.addresses())
    assert Client().get("/manifest.webmanifest").json()["start_url"] == "/m/"


def test_switched_off_the_worker_removes_itself_and_pages_ask_for_none(settings):
    settings.OFFLINE_PAGES = False
    assert "unregister" in Client().get("/sw.js").content.decode()
    assert 'data-worker=""' in browser_of("he").get("/m/").content.decode()


def test_the_shell_is_the_same_for_everybody():
    hers, strangers = browser_of("he").get("/m/shell/report/"), Client().get("/m/shell/report/")
    assert hers.content == strangers.content and "Set-Cookie" not in strangers.headers
    assert "csrfmiddlewaretoken" not in strangers.content.decode()


def test_an_action_without_a_page_is_not_shown():
    page = browser_of("he").get("/m/").content.decode()
    for path, label in (("/m/visits/", "走访打卡"), ("/m/notices/", "活动通知")):
        assert (label in page) == (browser_of("he").get(path).status_code != 404)


def test_a_village_chair_takes_up_and_passes_on_a_matter_on_the_phone(house):
    case = matter("he", channel="station")
    he, luo = browser_of("he"), browser_of("luo")
    assert "交" in he.get(f"/m/matters/{case.pk}/").content.decode()
    he.post(f"/m/matters/{case.pk}/pass_on/", {"note": ""})
    page = luo.get("/m/tasks/").content.decode()
    assert case.number in page
    luo.post(f"/m/matters/{case.pk}/take_up/")
    answer = luo.post(f"/m/matters/{case.pk}/note/", {"note": ""})
    assert answer.status_code == 200 and "请填写" in answer.content.decode()
    luo.post(f"/m/matters/{case.pk}/note/", {"note": "已上门看过，双方都在家。"})
    luo.post(f"/m/matters/{case.pk}/pass_on/", {"note": "请镇里帮忙"})
    verbs = house.raw("select verb from cases_event where case_id = %s order by occurred_at, id", [case.pk])
    assert [verb for (verb,) in verbs][-4:] == ["pass_on", "take_up", "note", "pass_on"]
    owner = house.raw("select owner_id from cases_case where id = %s", [case.pk])
    assert owner == [(person("tian").pk,)]
    assert luo.post(f"/m/matters/{case.pk}/close/").status_code == 404


def test_whom_she_can_call_stands_with_hours_and_number(house):
    tian = browser_of("tian")
    week = {f"day_{n}": "8:30-11:30" for n in range(5)}
    done = tian.post(
        "/network/window/", {"address": "镇政府一楼", "phone": "0434-5550301", "is_published": "on", **week}
    )
    assert done.status_code == 302
    page = browser_of("he").get("/m/call/").content.decode()
    assert "tel:0434-5550301" in page and "8:30" in page and "tel:110" in page
    assert "tel:0434-5550201" in page, "the officer of her county"


def test_the_words_of_the_scripts_are_a_table_the_page_carries():
    page = browser_of("he").get("/m/").content.decode()
    told = json.loads(
        page.partition('id="offline-words" type="application/json">')[2].partition("</script>")[0]
    )
    assert told["waiting"] == "等网络" and told["open_here"] == "有网时打开这里，自动上报"
    assert not [sentence for sentence in told.values() if "不会丢" in sentence]
