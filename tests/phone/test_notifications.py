"""有新消息时提醒 in a real browser: the switch, the worker that shows one neutral line, and what a shared phone gives away."""

from uuid import UUID

import pytest

from network.notifications import push_keys
from tests.browser import look_at
from tests.house import browser_of, person
from tests.phone.handset import Phone

pytestmark = pytest.mark.browser
PAGE = "/network/notifications/settings/"
ENDPOINT = "https://push.example/of-this-browser"
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"  # RFC 8291, section 5
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
# Chromium without a window reaches no push service: what a service would answer is put in its place, and nothing else.
ANSWERS = (
    f"const ENDPOINT = '{ENDPOINT}', POINT = '{POINT}', AUTH = '{AUTH}';"
    + """
(() => {
  const kept = () => localStorage.getItem("subscribed"), made = {
    toJSON: () => ({endpoint: ENDPOINT, keys: {p256dh: POINT, auth: AUTH}}),
    unsubscribe: async () => { localStorage.removeItem("subscribed"); return true; },
  };
  PushManager.prototype.subscribe = async function (told) {
    localStorage.setItem("subscribed", JSON.stringify([told.userVisibleOnly, Array.from(told.applicationServerKey)]));
    return made;
  };
  PushManager.prototype.getSubscription = async () => kept() ? made : null;
})();
"""
)
NO_PUSH = "delete window.PushManager;"
FORBIDS = "Notification.requestPermission = async () => 'denied';"
ALLOWS = "Notification.requestPermission = async () => 'granted';"
SHOWN = """() => navigator.serviceWorker.getRegistration("/m/").then(found => found.getNotifications()).then(
  all => all.map(each => [each.title, each.body, each.tag]))"""
OF_THE_PHONE = "select count(*) from network_pushsubscription where user_id = %s"


@pytest.fixture(autouse=True)
def pushing(settings):
    """The administrator has made keys and named one service."""
    settings.PUSH_SECRET, settings.PUSH_PUBLIC = push_keys.make_secret(), ""
    settings.PUSH_CONTACT = "mailto:it@portal.example"
    settings.PUSH_HOSTS = ["push.example"]
    return settings


def _told(house, username: str) -> int:
    return house.raw(OF_THE_PHONE, [person(username).pk])[0][0]


def _meets(handset: Phone, path: str) -> None:
    """A page with a network, also one that the worker does not stand before."""
    handset.opens(path)
    handset.until("window.sisters.send.state.now === 'quiet'")


def _marks(handset: Phone) -> set[str]:
    return {each["value"] for each in handset.context.cookies() if each["name"] == "device"}


def test_a_phone_stays_one_phone_wherever_she_goes_on_it(phone, house):
    handset = phone("he")
    handset.ready()
    first = _marks(handset)
    assert len(first) == 1
    for path in ("/inbox/", PAGE, "/m/mine/", "/inbox/"):
        _meets(handset, path)
        assert _marks(handset) == first
    ((count,),) = house.raw(
        "select count(*) from network_device where user_id = %s and mark = %s",
        [person("he").pk, UUID(first.pop())],
    )
    assert count == 1


def test_she_switches_it_on_with_one_press_and_off_with_another(phone, house):
    handset = phone("he", script=ANSWERS + ALLOWS)
    _meets(handset, "/inbox/")
    handset.page.click("text=提醒方式")
    handset.reads("有新消息时提醒", "不写事由")
    look_at(handset.page)
    assert handset.page.evaluate("localStorage.getItem('subscribed')") is None, "nothing before her press"
    handset.page.click("#push button")
    handset.reads("这台设备从现在起会提醒您", "不再在这里提醒")
    visible, key = handset.page.evaluate("JSON.parse(localStorage.getItem('subscribed'))")
    assert visible is True and len(key) == 65
    assert _told(house, "he") == 1
    look_at(handset.page)
    handset.page.click("#push button")
    handset.reads("这台设备不再提醒您")
    assert handset.page.evaluate("localStorage.getItem('subscribed')") is None
    assert _told(house, "he") == 0


def test_it_ends_with_her_signing_out_and_the_browser_forgets_it_for_whoever_comes_next(phone, house):
    handset = phone("he", script=ANSWERS + ALLOWS)
    _meets(handset, PAGE)
    handset.page.click("#push button")
    handset.reads("不再在这里提醒")
    handset.page.click("[data-leaves] button")
    handset.page.wait_for_url("**/sign-in/**")
    assert _told(house, "he") == 0
    handset.page.evaluate("localStorage.setItem('subscribed', '[]')")  # as if nothing had been cleared
    handset.signs_in("ma")
    handset.ready("/m/")
    handset.until("localStorage.getItem('subscribed') === null")
    assert _told(house, "ma") == 0


def test_a_browser_that_forgot_says_so_and_can_be_told_again(phone, house):
    handset = phone("he", script=ANSWERS + ALLOWS)
    _meets(handset, PAGE)
    handset.page.click("#push button")
    handset.reads("不再在这里提醒")
    handset.page.evaluate("localStorage.removeItem('subscribed')")
    handset.opens(PAGE)
    handset.reads("这台设备不再提醒您", "有新消息时提醒")
    assert _told(house, "he") == 0


@pytest.mark.parametrize(
    ("script", "words"),
    [(FORBIDS, "浏览器没有允许"), (ALLOWS, "推送服务连接不上")],
)
def test_a_no_of_the_browser_is_said_in_words(phone, house, script, words):
    """The second without any stand-in for the service: it is truly not there."""
    handset = phone("zhao", script=script)
    _meets(handset, PAGE)
    handset.page.click("#push button")
    handset.reads(words, seconds=30)
    look_at(handset.page)
    assert handset.page.is_enabled("#push button")
    assert _told(house, "zhao") == 0


def test_nothing_is_offered_where_the_browser_cannot_where_scripts_are_off_or_the_house_has_no_keys(
    phone, pushing
):
    for more in ({"script": NO_PUSH}, {"java_script_enabled": False}):
        handset = phone("he", **more)
        handset.opens(PAGE)
        assert handset.page.is_hidden("#push")
        assert "有新消息时提醒" not in handset.text()
    pushing.PUSH_SECRET = ""
    assert 'id="push"' not in browser_of("he").get(PAGE).content.decode()


def test_a_desk_computer_can_be_told_too(chromium, address, house):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_init_script(ANSWERS + ALLOWS)
    desk = Phone(context, address)
    desk.signs_in("lin")
    desk.opens(PAGE)
    desk.reads("有新消息时提醒")
    look_at(desk.page)
    desk.page.click("#push button")
    desk.reads("这台设备从现在起会提醒您")
    assert _told(house, "lin") == 1 and len(_marks(desk)) == 1
    context.close()


def test_the_worker_shows_one_neutral_line_however_many_come_and_whatever_they_say(phone, chromium, address):
    handset = phone("he")
    handset.context.grant_permissions(["notifications"], origin=address)
    handset.ready()
    line = handset.context.new_cdp_session(handset.page)
    found: list[str] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    line.send("ServiceWorker.enable")
    handset.page.wait_for_timeout(200)
    assert found
    for said in ("", '{"open": "inbox"}', "何桂芳 家暴 XF-2026", "\\u0000"):
        line.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": address, "registrationId": found[-1], "data": said},
        )
    handset.until(f"({SHOWN})().then(all => all.length === 1)")
    assert handset.page.evaluate(SHOWN) == [["提醒", "有 1 条新消息", "message"]]
    (worker,) = handset.context.service_workers
    went = worker.evaluate(
        """async () => {
          const went = [], real = self.clients.openWindow, [shown] = await self.registration.getNotifications();
          self.clients.openWindow = async place => { went.push(place); return null; };
          self.dispatchEvent(new NotificationEvent("notificationclick", {notification: shown}));
          self.clients.openWindow = real;
          return went;
        }"""
    )
    assert went == ["/inbox/"]
    handset.until(f"({SHOWN})().then(all => all.length === 0)")
