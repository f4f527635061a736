"""What is written on a phone arrives once, whatever the line does, and the screen says what is true."""

from contextlib import suppress

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error as PlaywrightError

from network.devices import verbs as devices
from network.devices.models import Device
from network.devices.reasons import WhyRevoked
from sisterhood.pwa import assets
from tests.house import acting, person
from tests.phone.handset import FACTS
from tests.phone.line import valley

pytestmark = pytest.mark.browser
CASES = "select count(*) from cases_case"
FILES = "select count(*) from cases_attachment"


@pytest.fixture
def rows(house):
    """How many matters and files came in since the test began."""
    before = house.raw(CASES)[0][0], house.raw(FILES)[0][0]

    def since() -> tuple[int, int]:
        return house.raw(CASES)[0][0] - before[0], house.raw(FILES)[0][0] - before[1]

    return since


def test_a_report_with_a_photograph_survives_the_closed_page_and_goes_out_with_the_network(phone, rows):
    he = phone("he")
    he.ready()
    he.off()
    he.opens("/m/report/")
    he.reads("没有网络", "上报一件事")
    he.reports(photos=1)
    he.reads("已存在这部手机", "有网时打开这里，自动上报", "等网络", "照片 1 张")
    assert "不会丢" not in he.text() and FACTS not in he.text()
    he.page.close()
    he.page = he.context.new_page()
    he.opens("/m/")
    he.reads("没有网络，1 条已存在这部手机", "急事打电话", "12338")
    assert rows() == (0, 0)
    he.off(False)
    he.arrives()
    assert rows() == (1, 1)
    (item,) = he.items()
    assert item["state"] == "received" and not item["sealed"]
    he.opens("/m/mine/")
    he.reads("已收到", item["number"])


def test_an_answer_that_is_lost_makes_no_second_matter(phone, rows, weather):
    he = phone("he")
    he.ready("/m/report/")
    weather.lost_answers = 1
    he.reports()
    he.reads("已存在这部手机")
    he.arrives(seconds=30)
    assert rows() == (1, 0)
    assert weather.reached.count("POST /m/outbox") == 2


def test_after_the_session_has_ended_it_waits_for_her_and_for_nobody_else(phone, rows):
    he = phone("he")
    he.ready("/m/report/")
    Session.objects.all().delete()
    he.reports()
    he.reads("请重新登录")
    assert rows() == (0, 0)
    he.signs_in("ma")
    he.opens("/m/")
    he.reads("这部手机上还有 1 条是别人存的")
    assert FACTS not in he.text() and rows() == (0, 0)
    he.signs_in("he")
    he.opens("/m/mine/")
    he.arrives()
    assert rows() == (1, 0)


def test_one_that_cannot_be_read_stands_aside_and_the_next_goes_on(phone, rows):
    he = phone("he")
    he.ready("/m/mine/")
    he.plants(broken=True, ago=60)
    he.plants()
    he.sends()
    he.reads("请修改", "已收到")
    assert rows() == (1, 0)
    he.page.click("text='从这部手机上删掉'")
    he.page.click("text='再点一次就删掉，删了找不回来'")
    he.until("!document.body.innerText.includes('请修改')")
    assert [item["state"] for item in he.items()] == ["received"]


def test_without_a_worker_the_open_page_keeps_and_sends_it(phone, rows):
    he = phone("he", service_workers="block")
    he.opens("/m/report/")
    he.until("window.sisters.send.who().then(who => Boolean(who))")
    he.off()
    he.reports()
    he.reads("已存在这部手机", "等网络")
    he.off(False)
    he.arrives()
    assert rows() == (1, 0)


@pytest.mark.parametrize("locks", ["", "delete Navigator.prototype.locks"], ids=["locks", "no locks"])
def test_two_tabs_send_five_reports_once_each(phone, rows, weather, locks):
    he = phone("he", script=locks)
    he.ready("/m/mine/")
    other = he.context.new_page()
    other.goto(he.address + "/m/mine/")
    for n in range(5):
        he.plants(ago=n)
    he.sends()
    other.evaluate("window.sisters.send.go()")
    he.until(
        "window.sisters.store.items().then(all => all.length === 5 && all.every(item => item.state === 'received'))"
    )
    assert rows() == (5, 0)
    assert weather.reached.count("POST /m/outbox") == 5


FULL = """IDBObjectStore.prototype.put = (put => function (value, key) {
  if (this.name !== "facts") { throw new DOMException("full", "QuotaExceededError"); }
  return put.apply(this, arguments);
})(IDBObjectStore.prototype.put)"""


def test_a_phone_without_room_says_so_and_the_open_page_sends_it(phone, rows):
    he = phone("he", script=FULL)
    he.ready("/m/report/")
    he.off()
    he.reports(photos=1)
    he.reads("这部手机存不下了。上报完之前，请不要关这一页。")
    assert not he.page.is_visible("[data-when=stored]")
    he.off(False)
    he.arrives()
    assert rows() == (1, 1)


@pytest.mark.parametrize("days", [365, -365])
def test_a_phone_whose_clock_is_a_year_wrong_reports_like_any_other(phone, rows, house, days):
    wrong = f"Date.now = (now => () => now() + {days} * 86400000)(Date.now)"
    he = phone("he", script=wrong)
    he.ready("/m/report/")
    he.off()
    he.reports()
    he.reads("等网络")
    assert "已经等了很久" not in he.text()
    he.off(False)
    he.arrives()
    assert rows() == (1, 0)
    assert house.raw("select count(*) from cases_case where opened_at > now() - interval '1 hour'")[0][0] > 0
    he.opens("/m/mine/")
    he.reads("已收到")


def test_the_house_is_renewed_while_a_report_waits(phone, rows, monkeypatch):
    he = phone("he")
    he.ready("/m/report/")
    he.off()
    he.reports()
    he.reads("等网络")
    monkeypatch.setattr(assets, "version", lambda: "of-tomorrow")
    he.off(False)
    he.opens("/m/mine/")
    he.until("caches.keys().then(names => names.length === 1 && names[0] === 'shell-of-tomorrow')")
    he.arrives()
    assert rows() == (1, 0)


def test_a_phone_reported_lost_is_emptied_and_says_so(phone, rows):
    ma = phone("ma")
    ma.ready("/m/mine/")
    ma.off()
    ma.plants()
    ma.sends()
    ma.reads("等网络")
    with acting("luo") as (luo, scope):
        lost = Device.objects.visible_to(scope).filter(user=person("ma")).latest("seen_at")
        devices.revoke_device(lost.pk, why=WhyRevoked.LOST, by=luo)
    ma.off(False)
    ma.reads("这部手机已被挂失停用")
    assert ma.items() == [] and rows() == (0, 0)


def _through_the_valley(phone, rows, address, *, photos: int, every: float, seconds: float) -> None:
    with valley(address, every=every) as line:
        he = phone("he", at=f"http://127.0.0.1:{line.port}", service_workers="block")
        for _try in range(8):
            with suppress(PlaywrightError, AssertionError):  # the line drops whatever the browser is doing
                he.opens("/m/report/")
                he.until(
                    "window.sisters && window.sisters.voices && window.sisters.send.state.user", seconds=8
                )
                break
        he.reports(photos=photos)
        he.reads("已存在这部手机")
        he.arrives(seconds=seconds)
        assert line.drops > 1
    assert rows() == (1, photos)


def test_photographs_go_through_a_line_that_drops(phone, rows, address):
    _through_the_valley(phone, rows, address, photos=4, every=3, seconds=60)


@pytest.mark.long
def test_twenty_photographs_go_through_a_line_that_drops_every_five_seconds(phone, rows, address):
    _through_the_valley(phone, rows, address, photos=20, every=5, seconds=400)
