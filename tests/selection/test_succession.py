"""A head leaves with 143 open items: one screen, one signature, nothing left behind, and she sees none of it any more."""

from datetime import timedelta

import pytest

from cases.casefile.models import Case
from cases.petitions import hand_over
from network.access.gate import Refusal
from network.deadlines.models import Clock
from network.selection import succession
from network.staff import holdings
from network.staff.appointments import scope_of
from network.staff.models import Appointment
from network.units.models import Unit
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.selection import told
from tests.selection.told import HEADED, NAME, TOWN, does
from tests.stories import STORY, matter
from tests.stories import does as acts

ITEMS = 143
AGO = clock.now() - timedelta(days=22)


def _post():
    return Appointment.objects.get(user=person("he"), ends_on=None)


def _ready(house):
    told.entered(HEADED, at=AGO - timedelta(days=1))
    told.account(house, "chun", NAME)
    return told.confirmed(HEADED, "chun", at=AGO)


@pytest.fixture
def leaving(fresh_house):
    """何桂芳 holds 143 open matters; whoever follows her is confirmed, trained and pledged."""
    cases = [matter("he", channel="station") for _each in range(ITEMS)]
    row = _ready(fresh_house)
    return fresh_house, cases, row


def _sign(client, post, to, *, ended_for="resigned", password=PASSWORD):
    address = f"/network/heads/{post.pk}/succession/"
    page = client.get(address)
    body = page.content.decode()
    mark = page.context["shown"].digest
    answer = client.post(
        address, {"to_user": to.pk, "ended_for": ended_for, "password": password, "reviewed": mark}
    )
    return body, answer


def test_143_items_go_over_with_one_signature_and_nothing_is_left(leaving):
    house, cases, _row = leaving
    he, chun, client = person("he"), person("chun"), browser_of(TOWN)
    assert browser_of("he").get(f"/cases/{cases[0].pk}/").status_code == 200
    body, answer = _sign(client, _post(), chun)
    assert f">{ITEMS}<" in body and cases[0].number in body and cases[-1].number in body
    assert answer.status_code == 302
    owners = house.raw("select owner_id, count(*) from cases_case where closed_at is null group by 1")
    assert owners == [(chun.pk, ITEMS)]
    clocks = house.raw(
        "select distinct owner_id from network_clock where subject_kind = 'case' and state = 'running'"
    )
    assert clocks == [(chun.pk,)]
    for table, column in (("cases_case", "owner_id"), ("cases_outreachvisit", "doer_id")):
        assert house.raw(f"select count(*) from {table} where {column} = %s", [he.pk]) == [(0,)]
    hers = browser_of("chun").get(f"/cases/{cases[7].pk}/").content.decode()
    assert cases[7].number in hers and STORY in hers
    sheet = client.get(answer["Location"]).content.decode()
    assert sheet.count("XF-") >= ITEMS and NAME in sheet and "____" in sheet


def test_whoever_left_sees_none_of_them_by_any_wall(leaving):
    house, cases, _row = leaving
    client = browser_of("he")
    _sign(browser_of(TOWN), _post(), person("chun"))
    assert client.get(f"/cases/{cases[0].pk}/").status_code in (302, 403, 404)
    for page in ("/", "/m/", "/mine/", "/inbox/"):
        assert cases[0].number not in client.get(page, follow=True).content.decode(), page
    assert scope_of(person("he")).posts == ()
    with acting("he") as (_user, scope):
        assert not Case.objects.visible_to(scope).exists()
        assert not Case.objects.readable_by(scope).exists()
        ask = "select count(*) from {} "
        for table in ("cases_case", "cases_person", "cases_narrative", "cases_petition", "cases_event"):
            assert _count(ask.format(table)) == 0, table
    assert house.raw("select count(*) from cases_case where registered_by_id = %s", [person("he").pk]) == [
        (ITEMS,)
    ]


def _count(statement):
    return plain_sql(statement)[0][0]


def test_the_posts_meet_without_a_gap_and_the_selection_is_in_its_term(leaving):
    house, _cases, row = leaving
    _sign(browser_of(TOWN), _post(), person("chun"))
    today = clock.today()
    posts = house.raw(
        "select u.username, a.starts_on, a.ends_on from network_appointment a join network_user u on u.id = a.user_id"
        " where a.role = 'station_head' and a.unit_id = (select unit_id from network_stationheadselection) order by 2"
    )
    assert posts[0][2] == today - timedelta(days=1) and posts[1][:2] == ("chun", today)
    assert house.raw("select state from network_stationheadselection where id = %s", [row.pk]) == [
        ("in_term",)
    ]


def test_a_wrong_password_or_a_list_that_changed_moves_nothing(fresh_house):
    case = matter("he", channel="station")
    _ready(fresh_house)
    client, post, chun = browser_of(TOWN), _post(), person("chun")
    _body, answer = _sign(client, post, chun, password="not-it")
    assert answer.status_code == 200 and "密码" in answer.content.decode()
    seen = client.get(f"/network/heads/{post.pk}/succession/").context["shown"].digest
    matter("he", channel="station")
    told_ = {"to_user": chun.pk, "ended_for": "resigned", "password": PASSWORD, "reviewed": seen}
    late = client.post(f"/network/heads/{post.pk}/succession/", told_)
    assert late.status_code == 200 and "请重新" in late.content.decode()
    assert fresh_house.raw("select owner_id from cases_case where id = %s", [case.pk]) == [(person("he").pk,)]


def test_the_fifth_wrong_password_ends_the_session_and_every_miss_stays_counted(fresh_house):
    matter("he", channel="station")
    client, address = browser_of(TOWN), f"/network/heads/{_post().pk}/succession/"
    client.get("/")
    told_ = {"to_user": person("luo").pk, "ended_for": "resigned", "password": "not-it", "reviewed": ""}
    for _n in range(4):
        assert client.post(address, told_).status_code == 200
    fifth = client.post(address, told_)
    assert (fifth.status_code, fifth["Location"]) == (302, "/sign-in/")
    assert client.get(address).status_code == 302  # signed out: on to the page of the door
    failed = fresh_house.raw("select count(*) from network_auditevent where action = 'sign_in_failed'")
    assert failed == [(5,)]
    assert fresh_house.raw("select count(*) from network_succession") == [(0,)]


def _with_a_last_day(house, day):
    house.raw(
        "update network_appointment set ends_on = %s where user_id = %s and role = 'station_head'",
        [day, person("he").pk],
    )


def test_a_head_whose_post_has_a_last_day_is_followed_and_one_signature_sent_twice_leads_to_one_list(
    fresh_house,
):
    row, post = _ready(fresh_house), _post()
    _with_a_last_day(fresh_house, clock.today() + timedelta(days=90))
    client, address = browser_of(TOWN), f"/network/heads/{post.pk}/succession/"
    late = client.post(f"/network/selections/{row.pk}/begin_term/", {})
    assert late.status_code == 200 and "交接" in late.content.decode()
    chun, digest = person("chun"), client.get(address).context["shown"].digest
    told_ = {"to_user": chun.pk, "ended_for": "term", "password": PASSWORD, "reviewed": digest}
    first, second = client.post(address, told_), client.post(address, told_)
    assert first.status_code == 302 and second.status_code == 302
    assert first["Location"] == second["Location"]
    assert client.get(address).status_code == 404
    assert fresh_house.raw("select count(*) from network_succession") == [(1,)]


def test_whoever_was_chosen_again_in_a_post_with_a_last_day_gets_one_without(fresh_house):
    told.entered(HEADED, at=AGO - timedelta(days=1))
    row = told.confirmed(HEADED, "he", name="何桂芳", at=AGO)
    _with_a_last_day(fresh_house, clock.today() + timedelta(days=90))
    client = browser_of(TOWN)
    assert client.post(f"/network/selections/{row.pk}/begin_term/", {}).status_code == 302
    days = fresh_house.raw(
        "select ends_on from network_appointment where user_id = %s order by starts_on", [person("he").pk]
    )
    assert days == [(clock.today() - timedelta(days=1),), (None,)]
    days_ago = [clock.today() - timedelta(days=n) for n in (6, 5, 1)]
    fresh_house.raw(
        "update network_appointment set ends_on = %s where ends_on = %s", [days_ago[0], days_ago[2]]
    )
    fresh_house.raw(
        "update network_appointment set starts_on = %s, ends_on = %s where ends_on is null and user_id = %s",
        [*days_ago[1:], person("he").pk],
    )  # as if the second were over as well
    head = fresh_house.raw("select id from network_stationhead where ended_on is null")[0][0]
    assert "/succession/" not in client.get(f"/network/heads/{head}/").content.decode()


def test_until_somebody_is_chosen_the_village_takes_everything_over(fresh_house):
    case = matter("he", channel="station")
    _body, answer = _sign(browser_of(TOWN), _post(), person("luo"))
    assert answer.status_code == 302
    owner = fresh_house.raw("select owner_id, unit_id from cases_case where id = %s", [case.pk])
    assert owner == [(person("luo").pk, person("luo").appointments.get().unit_id)]
    assert not Appointment.objects.filter(role="station_head", unit__code=HEADED, ends_on=None).exists()


def test_what_she_registered_there_ends_with_her_leaving_also_when_it_is_elsewhere_by_now(fresh_house):
    case = matter("he", channel="station")
    acts("he", hand_over.pass_on, case, to_county=True, note="转交")
    sealed = matter("he", channel="station", safety="violence")
    client = browser_of("he")
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    _sign(browser_of(TOWN), _post(), person("luo"))
    for each in (case, sealed):
        assert client.get(f"/cases/{each.pk}/").status_code in (302, 403, 404)
    with acting("he"):
        assert _count("select count(*) from cases_case") == 0
        assert _count("select count(*) from cases_narrative") == 0


def test_what_she_was_lent_for_another_reason_stays_hers_when_she_leaves_the_station(fresh_house):
    cases = [matter("he", channel="station") for _each in range(2)]
    for case in cases:
        acts("he", hand_over.pass_on, case, to_county=True, note="转交")
    live = "select content_object_id from cases_caseaccess where user_id = %s and until > now()"
    he, (reported, lent) = [person("he").pk], [case.pk for case in cases]
    assert {pk for (pk,) in fresh_house.raw(live, he)} == {reported, lent}
    fresh_house.raw("update cases_caseaccess set source = 'lent' where content_object_id = %s", [lent])
    _sign(browser_of(TOWN), _post(), person("luo"))
    assert {pk for (pk,) in fresh_house.raw(live, he)} == {lent}


@pytest.mark.parametrize("who", ["luo", "he", "sun", "qian", "lin", "gao", "sysadmin"])
def test_only_her_own_township_hands_over(house, who):
    post = Appointment.objects.get(user=person("he"))
    assert browser_of(who).get(f"/network/heads/{post.pk}/succession/").status_code in (403, 404)
    with acting(who) as (user, _scope), pytest.raises(Refusal):
        succession.succeed_head(post.pk, to_user=person("luo"), ended_for="resigned", reviewed="", by=user)


def test_periods_about_stations_go_over_with_a_chair(fresh_house):
    told.entered(HEADED)
    with fresh_house.login("worker"):
        assert Clock.objects.get(subject_kind="site").owner_id == person("tian").pk
    with acting("gao"):
        town = person("tian").appointments.get().unit
        assert succession.held(person("tian"), town) == 1
    does("gao", _give_all, told.hamlet(HEADED).township_id)
    with fresh_house.login("worker"):
        assert Clock.objects.get(subject_kind="site").owner_id == person("shi").pk


def _give_all(town, *, by):
    unit = Unit.objects.get(pk=town)
    return holdings.hand_over(person("tian"), person("shi"), unit=unit, by=by, reason="rotation")
