"""Two people and one phone: what one of them does takes nothing from the other and puts nothing under her name."""

import pytest

from network.devices import verbs as devices
from network.devices.labels import holder_of
from network.devices.models import Device
from network.devices.reasons import WhyRevoked
from tests.house import acting, person

pytestmark = pytest.mark.browser
BY = (
    "select u.username from cases_case c join network_user u on u.id = c.registered_by_id"
    " order by c.opened_at desc, c.id desc limit %s"
)


def _passes(handset, *, closed: bool = True) -> None:
    """From now on nothing that is sent gets through, or everything does."""
    if closed:
        handset.page.route("**/m/outbox", lambda route: route.abort())
    else:
        handset.page.unroute("**/m/outbox")


def _takes_off(username: str, handset, why: str) -> None:
    mark = next(each["value"] for each in handset.context.cookies() if each["name"] == "device")
    with acting("luo") as (luo, scope):
        row = Device.objects.visible_to(scope).in_use().get(mark=mark, user=person(username))
        devices.revoke_device(row.pk, why=why, by=luo)


def _whose(handset) -> list[str]:
    names = {holder_of(person(name).pk): name for name in ("he", "ma", "zhao")}
    return sorted(names[item["user"]] for item in handset.items() if not item.get("received_at"))


def _both_wait(phone):
    """He Guifang saved one, then her colleague signed in on the same phone and saved one."""
    handset = phone("he")
    _passes(handset)
    handset.ready("/m/mine/")
    handset.plants()
    handset.signs_in("ma")
    handset.ready("/m/mine/")
    handset.plants()
    assert _whose(handset) == ["he", "ma"]
    return handset


def test_a_phone_taken_off_one_person_keeps_what_the_other_wrote_and_works_for_both(phone, house):
    handset = _both_wait(phone)
    _takes_off("he", handset, WhyRevoked.SOLD)
    handset.sends()
    handset.until("window.sisters.store.unsent().then(all => all.length === 1)")
    assert _whose(handset) == ["ma"]
    _passes(handset, closed=False)
    handset.sends()
    handset.arrives()
    handset.signs_in("he")
    handset.ready("/m/mine/")
    handset.plants()
    handset.sends()
    handset.reads("已收到")
    handset.until("window.sisters.store.unsent().then(all => !all.length)")
    assert house.raw(BY, [2]) == [("he",), ("ma",)]


def test_a_lost_phone_is_emptied_for_everybody_and_whoever_signs_in_again_works_with_it(phone, house):
    handset = _both_wait(phone)
    before = {each["name"] for each in handset.context.cookies()}
    assert {"device", "sessionid"} <= before
    _takes_off("he", handset, WhyRevoked.STOLEN)
    handset.sends()
    handset.reads("这部手机已被挂失停用")
    assert handset.items() == []
    assert not {each["name"] for each in handset.context.cookies()} & {"device", "sessionid"}
    _passes(handset, closed=False)
    for username in ("ma", "he"):
        handset.signs_in(username)
        handset.ready("/m/mine/")
        handset.plants()
        handset.sends()
        handset.until("window.sisters.store.unsent().then(all => !all.length)")
        assert house.raw(BY, [1]) == [(username,)]


def test_a_phone_with_nobody_left_on_it_is_emptied_and_can_be_entered_anew(phone, rows_of_ma):
    handset = phone("ma")
    _passes(handset)
    handset.ready("/m/mine/")
    handset.plants()
    _takes_off("ma", handset, WhyRevoked.BROKEN)
    handset.sends()
    handset.reads("这部手机已被挂失停用")
    assert handset.items() == []
    _passes(handset, closed=False)
    handset.signs_in("ma")
    handset.ready("/m/mine/")
    handset.plants()
    handset.sends()
    handset.arrives()
    assert rows_of_ma() == 1


@pytest.fixture
def rows_of_ma(house):
    """How many matters she registered since the test began."""
    ask = "select count(*) from cases_case where registered_by_id = %s"
    before = house.raw(ask, [person("ma").pk])[0][0]
    return lambda: house.raw(ask, [person("ma").pk])[0][0] - before


def test_signing_out_takes_her_own_after_asking_and_leaves_what_another_wrote(phone, house):
    handset = _both_wait(phone)
    handset.opens("/m/mine/")
    handset.page.click("[data-leaves] button")
    handset.reads("这部手机上还没有上报的：")
    assert handset.page.inner_text("#unsent [data-count]") == "1", "only hers are counted"
    handset.page.click("[data-leave-now]")
    handset.page.wait_for_url("**/sign-in/**")
    handset.signs_in("zhao")
    handset.ready("/m/mine/")
    handset.reads("这部手机上还有 1 条是别人存的")
    handset.page.click("[data-leaves] button")
    handset.page.wait_for_url("**/sign-in/**")
    _passes(handset, closed=False)
    handset.signs_in("he")
    handset.opens("/m/mine/")
    handset.arrives()
    assert house.raw(BY, [1]) == [("he",)]
    handset.page.click("[data-leaves] button")
    handset.page.wait_for_url("**/sign-in/**")
    assert handset.page.evaluate("indexedDB.databases()") == [], "nothing waits: the store goes as a whole"


def test_what_she_writes_before_the_house_answered_once_is_hers_and_not_of_whoever_was_here_before(
    phone, house
):
    handset = phone("he")
    handset.ready("/m/mine/")
    handset.signs_in("ma")
    handset.page.route("**/m/ping", lambda route: route.abort())
    handset.opens("/m/report/")
    handset.reports()
    handset.reads("已存在这部手机")
    assert _whose(handset) == ["ma"]
    handset.off()
    handset.opens("/m/report/")
    handset.reads("没有网络")
    handset.reports()
    handset.reads("已存在这部手机")
    assert _whose(handset) == ["ma", "ma"], "the page without a person keeps it for whoever came last"
    handset.off(False)
    handset.page.unroute("**/m/ping")
    handset.opens("/m/mine/")
    handset.arrives(2)
    assert house.raw(BY, [2]) == [("ma",), ("ma",)]


def test_after_she_left_nobody_is_taken_for_her_on_the_page_without_a_person(phone):
    handset = phone("he")
    handset.ready("/m/mine/")
    handset.signs_in("ma")
    handset.ready("/m/mine/")
    _passes(handset)
    handset.plants()
    handset.signs_in("he")
    handset.ready("/m/")
    handset.page.click("[data-leaves] button")
    handset.page.wait_for_url("**/sign-in/**")
    handset.off()
    handset.opens("/m/report/")
    handset.reads("没有网络")
    handset.reports()
    handset.reads("这部手机还没有连上过姐妹家园")
    handset.off(False)
    assert _whose(handset) == ["ma"]
