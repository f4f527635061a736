"""The small parts of the door: hours, addresses, codes, what a unit's page announces."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.door import codes, state
from network.access.gate import Refusal
from network.sites import notices, windows
from network.sites.counting import caller, counted
from network.sites.hours import Hours, read
from network.sites.models import ServiceWindow
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql


def _spans():
    minutes = st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=6, unique=True).map(sorted)
    moments = minutes.map(lambda some: [time(m // 60, m % 60) for m in some[: len(some) // 2 * 2]])
    return moments.map(lambda some: tuple(Hours(*some[n : n + 2]) for n in range(0, len(some), 2)))


@given(_spans())
def test_hours_are_read_back_as_they_were_written(spans):
    assert read("、".join(map(str, spans))) == spans


@given(st.text(max_size=40))
def test_whatever_is_typed_as_hours_is_read_or_refused(text):
    try:
        spans = read(text)
    except ValueError:
        return
    assert all(span.opens < span.closes for span in spans)


@pytest.mark.parametrize("text", ["８：３０－１１：３０", "8:30-11:30", "8.30~11.30", "8:30至11:30"])
def test_hours_are_read_in_the_ways_people_write_them(text):
    assert read(text) == (Hours(time(8, 30), time(11, 30)),)


@pytest.mark.parametrize("text", ["上午", "11:30-8:30", "8:30-11:30 11:00-12:00", "25:00-26:00", "8:30"])
def test_hours_that_cannot_be_are_refused(text):
    with pytest.raises(ValueError):
        read(text)


@given(st.text(max_size=60), st.integers(0, 3))
def test_what_a_browser_writes_about_itself_never_chooses_the_counted_address(spoofed, proxies):
    ours = [f"192.0.2.{n}" for n in range(1, proxies + 1)]
    forwarded = ", ".join([spoofed, *ours])
    expected = ours[0] if proxies else "198.51.100.7"
    meta = {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": forwarded}
    assert caller(meta, proxies=proxies) == expected


def test_one_line_of_ipv6_is_one_address_and_nonsense_is_one_stranger():
    assert counted("2001:db8:1:2:3::4") == counted("2001:db8:1:2:ffff::1")
    assert counted("2001:db8:1:2::1") != counted("2001:db8:1:3::1")
    assert counted("::ffff:192.0.2.1") == "192.0.2.1"
    assert counted("") == counted("unix:") == ""
    assert caller({"REMOTE_ADDR": "unix:"}, proxies=0) == caller({}, proxies=2) == ""


def test_codes_are_sixteen_digits_and_read_however_they_are_typed():
    some = {codes.fresh() for _n in range(500)}
    assert len(some) == 500 and all(len(code) == 16 and code.isdecimal() for code in some)
    code = codes.of_form("a" * 32)
    assert codes.plain(codes.grouped(code)) == code == codes.of_form("a" * 32) != codes.of_form("b" * 32)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert codes.plain(wide) == code and codes.mark(code) == codes.mark(codes.plain(wide))
    assert codes.plain(code[:15]) == codes.plain(f"{code}1") == codes.plain("") == ""


@given(st.dictionaries(st.text(max_size=9), st.text(st.characters(exclude_categories=("Cs",)), max_size=50)))
def test_a_sealed_state_comes_back_whole_and_shows_nothing(words):
    held = state.begin(clock.now())
    held.words = words
    text = state.seal(held)
    assert state.open_sealed(text, at=clock.now()) == held
    assert state.open_sealed(text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB"), at=clock.now()) is None


def test_a_state_is_good_for_a_day():
    text = state.seal(state.begin(clock.now()))
    assert state.open_sealed(text, at=clock.now() + state.KEPT) is None


def _keep(username: str, unit: Unit, **more):
    facts = {"address": "辽河路 1 号", "phone": "0434-5550200", "week": {0: read("8:30-11:30")}} | more
    with acting(username) as (user, _scope):
        return windows.keep_window(unit, by=user, **facts)


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def test_each_federation_keeps_its_own_window_and_no_other(house):
    county, town = _unit(cast.SHUANGLIAO, 2), _unit(cast.WOHU_TOWN, 3)
    _keep("lin", county)
    _keep("gao", county, phone="0434-5550299")
    _keep("tian", town)
    for username, unit in (
        ("lin", town),
        ("zheng", county),
        ("luo", town),
        ("he", town),
        ("shi", town),
        ("wu", county),
    ):
        with pytest.raises(Refusal):
            _keep(username, unit)
    since = ServiceWindow.objects.get(pk=county.pk).published_since
    assert since == clock.today()


def test_a_window_that_is_not_published_and_the_note_for_colleagues_are_read_by_nobody_outside(house):
    city = _unit(cast.SIPING, 1)
    _keep("wu", city, note="钥匙在门卫处", is_published=True)
    page = browser_of("lin").get(f"/help/units/{city.code}/").content.decode()
    assert "辽河路" in page and "钥匙" not in page
    _keep("wu", city, is_published=False)
    assert plain_sql("select count(*) from network_servicewindow where unit_id = %s", [city.pk]) == [(0,)]
    with pytest.raises(Refusal):
        _keep("wu", city, week={})


def test_a_feature_above_can_announce_its_days_on_a_units_page(house, monkeypatch):
    def days(unit: Unit, on: date):
        return [notices.Notice(on, f"接待日 {unit.short_name}", "二楼")]

    monkeypatch.setattr(notices, "_boards", [])
    notices.register(notices.Board("接待日", days))
    notices.register(notices.Board("空", lambda unit, on: []))
    page = browser_of("lin").get(f"/help/units/{cast.SHUANGLIAO}/").content.decode()
    assert "接待日 双辽市" in page and "二楼" in page and "空</h2>" not in page
