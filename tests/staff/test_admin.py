"""Django admin behind every wall: three administrators, each her own part, never a case."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from network.staff.models import Appointment, User
from network.units.models import Unit
from tests.house import browser_of, person

WOHU, SHANMEN_TOWN = "220382102200", "220303100000"
LISTS = {
    "sysadmin": (
        "unit",
        "user",
        "appointment",
        "limit",
        "calendaryear",
        "calendarday",
        "jobrun",
        "delivery",
        "setting",
    ),
    "secadmin": ("unit", "user", "appointment", "limit", "jobrun"),
    "auditor": ("auditevent", "jobrun"),
}
EVERY = sorted({name for names in LISTS.values() for name in names})


@pytest.mark.parametrize("who", ["zhou", "gao", "lin", "tian", "he", "bai", "tong"])
def test_nobody_else_gets_in(fresh_house, who):
    answer = browser_of(who).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert browser_of(who).get("/admin/network/unit/", follow=True).status_code == 403


def test_a_stranger_goes_to_the_one_front_door(fresh_house):
    for address in ("/admin/", "/admin/network/unit/", "/admin/login/?next=/admin/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(("/sign-in/", "/admin/login/"))
    assert Client().post("/admin/login/", {"username": "sysadmin", "password": "x"}).status_code == 302


@pytest.mark.parametrize("who", LISTS)
def test_each_administrator_sees_her_own_lists_and_no_others(fresh_house, who):
    client = browser_of(who)
    assert client.get("/admin/").status_code == 200
    for name in EVERY:
        status = client.get(f"/admin/network/{name}/").status_code
        seen = 302 if name == "auditevent" else 200
        assert status == (seen if name in LISTS[who] else 403), name


def test_no_table_of_a_case_is_in_the_admin(fresh_house):
    names = {model._meta.app_label for model in admin.site._registry}
    assert "cases" not in names
    assert not set(apps.get_app_config("cases").get_models()) & set(admin.site._registry)


def test_the_system_administrator_opens_an_account_and_reads_the_password_once(fresh_house):
    client = browser_of("sysadmin")
    assert client.get("/admin/network/user/add/").status_code == 200
    page = client.post(
        "/admin/network/user/add/", {"username": "Xin", "display_name": "新来的", "work_phone": ""}
    )
    shown = re.search(r"<code>([^<]+)</code>", page.content.decode())[1]
    user = User.objects.get(username="xin")
    assert user.check_password(shown)
    assert fresh_house.raw("select count(*) from django_admin_log where object_id = %s", [str(user.pk)]) == [
        (1,)
    ]
    taken = client.post("/admin/network/user/add/", {"username": "LIN", "display_name": "另一个"})
    assert taken.status_code == 200
    assert taken.context["adminform"].form.errors


def test_an_account_is_closed_and_a_reset_goes_through_the_page(fresh_house):
    client, he = browser_of("sysadmin"), person("he")
    address = f"/admin/network/user/{he.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"display_name": "何桂芳", "work_phone": "0434-5550000"}).status_code == 302
    he = person("he")
    assert (he.is_active, he.work_phone) == (False, "0434-5550000")
    answer = client.post("/admin/network/user/", {"action": "reset_password", "_selected_action": [he.pk]})
    assert answer["Location"] == f"/network/staff/{he.pk}/reset-password/"
    assert client.post(answer["Location"]).status_code == 403
    zhou = client.post(f"/network/staff/{person('zhou').pk}/reset-password/")
    assert zhou["Location"] == "/network/resets/"  # not alone


def test_the_security_administrator_appoints_and_ends_posts_by_the_rules(fresh_house):
    client = browser_of("secadmin")
    county = Unit.objects.current().get(code="220382000000", level=2)
    form = {
        "user": person("xu").pk,
        "unit": county.pk,
        "role": "county_officer",
        "starts_on": "2026-01-05",
        "is_primary": "on",
    }
    assert client.get("/admin/network/appointment/add/").status_code == 200
    assert client.post("/admin/network/appointment/add/", form).status_code == 302
    post = Appointment.objects.get(user__username="xu", is_primary=True)
    earlier = Appointment.objects.get(user__username="lin")
    assert (post.appointed_by_id, str(earlier.ends_on)) == (person("secadmin").pk, "2026-01-04")
    wrong = client.post("/admin/network/appointment/add/", form | {"role": "city_leader"})
    assert wrong.status_code == 200 and wrong.context["adminform"].form.errors
    mixed = client.post("/admin/network/appointment/add/", form | {"user": person("auditor").pk})
    assert mixed.status_code == 200 and mixed.context["adminform"].form.errors
    address = f"/admin/network/appointment/{post.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"ends_on": "2025-01-01"}).status_code == 200
    assert client.post(address, {"ends_on": "2026-12-31"}).status_code == 302
    assert str(Appointment.objects.get(pk=post.pk).ends_on) == "2026-12-31"


def test_units_are_named_moved_and_closed_through_the_verbs(fresh_house):
    client = browser_of("sysadmin")
    village = Unit.objects.current().get(code=WOHU, level=4)
    new = {
        "parent": village.pk,
        "code": "",
        "official_name": "",
        "short_name": "新立屯",
        "hamlet_kind": "grid",
    }
    assert client.get("/admin/network/unit/add/").status_code == 200
    assert client.post("/admin/network/unit/add/", new).status_code == 302
    hamlet = Unit.objects.get(short_name="新立屯")
    assert hamlet.code.startswith(WOHU) and len(hamlet.code) == 15
    assert client.post("/admin/network/unit/add/", new | {"hamlet_kind": ""}).status_code == 200
    address = f"/admin/network/unit/{village.pk}/change/"
    assert client.get(address).status_code == 200
    town = Unit.objects.current().get(code=SHANMEN_TOWN, level=3)
    known = {
        "parent": village.parent_id,
        "official_name": village.official_name,
        "short_name": village.short_name,
    }
    assert client.post(address, known | {"parent": town.pk}).status_code == 200, "a move needs a reason"
    assert client.post(address, known | {"parent": town.pk, "reason": "区划调整"}).status_code == 302
    assert Unit.objects.get(pk=hamlet.pk).township_id == town.pk
    open_below = client.post(address, known | {"parent": town.pk, "valid_to": "2026-12-31"})
    assert open_below.status_code == 200 and open_below.context["adminform"].form.errors
    end = {"parent": village.pk, "official_name": "新立屯", "short_name": "新立屯", "valid_to": "2027-01-31"}
    assert client.post(f"/admin/network/unit/{hamlet.pk}/change/", end).status_code == 302
    assert str(Unit.objects.get(pk=hamlet.pk).valid_to) == "2027-01-31"


def test_looking_is_all_the_security_administrator_does_with_units_and_accounts(fresh_house):
    client, village = browser_of("secadmin"), Unit.objects.current().get(code=WOHU, level=4)
    assert client.get(f"/admin/network/unit/{village.pk}/change/").status_code == 200
    assert client.post(f"/admin/network/unit/{village.pk}/change/", {"short_name": "x"}).status_code == 403
    assert client.get("/admin/network/user/add/").status_code == 403


@pytest.mark.parametrize("name", ["unit", "user", "appointment", "limit"])
def test_nothing_is_ever_deleted(fresh_house, name):
    model = apps.get_model("network", name)
    pk = model.objects.values_list("pk", flat=True).first()
    for who in ("sysadmin", "secadmin"):
        assert browser_of(who).post(f"/admin/network/{name}/{pk}/delete/", {"post": "yes"}).status_code == 403


def test_signing_out_from_the_admin_is_the_same_sign_out(fresh_house):
    client = browser_of("sysadmin")
    answer = client.post("/admin/logout/")
    assert (answer.status_code, answer["Location"]) == (307, "/sign-out/")
    assert client.get("/admin/password_change/")["Location"] == "/password/"


def test_the_log_in_the_admin_is_a_door_to_the_page_that_records_its_readers(fresh_house):
    for address in ("/admin/network/auditevent/", "/admin/network/auditevent/1/change/"):
        assert browser_of("auditor").get(address)["Location"] == "/network/audit/"
        assert browser_of("sysadmin").get(address).status_code == 403


def test_a_limit_and_a_rule_are_read_here_and_changed_on_the_page_of_two_people(fresh_house):
    client = browser_of("sysadmin")
    for address, length in (("limit/petition.notice", "length"), ("setting/messages.quiet_from", "value")):
        page = client.get(f"/admin/network/{address}/change/")
        assert page.status_code == 200
        assert f'name="{length}"' not in page.content.decode()
        assert client.post(f"/admin/network/{address}/change/", {length: "14"}).status_code == 403
    assert fresh_house.raw("select length from network_limit where code = 'petition.notice'") == [(15,)]
    assert "/network/policy/" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor"])
def test_an_administrator_finds_every_place_of_hers_where_she_lands(house, who):
    browser = browser_of(who)
    page = browser.get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/admin/"
    places = re.findall(r'<a href="(/(?!admin/)[^"]*)">', page.content.decode().partition('id="content"')[2])
    for address in places:
        assert browser.get(address).status_code == 200, address
    expected = {
        "sysadmin": {
            "/network/policy/",
            "/network/policy/calendar/",
            "/network/enrolment/",
            "/network/leave/",
        },
        "secadmin": {
            "/cases/entrusted/readers/",
            "/network/policy/",
            "/network/enrolment/",
            "/network/leave/",
        },
        "auditor": {"/network/audit/", "/network/policy/", "/network/leave/"},
    }[who]
    assert expected | {"/inbox/"} <= set(places)
