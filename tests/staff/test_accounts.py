"""Accounts: who may reset whose password, and what a reset ends."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from network.resets import verbs as resets
from network.resets.models import PasswordReset
from network.staff import accounts
from network.staff.models import User
from network.staff.passwords import temporary_password
from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
from tests.house import acting, browser_of, person

MAY = [
    ("gao", "tian"),  # county leader, chair of a township below
    ("tian", "shi"),  # township chair, her executive member
    ("tian", "luo"),  # township chair, village chair
    ("tian", "he"),  # township chair, station head of a hamlet
]
MAY_NOT = [
    ("gao", "he"),  # too far below
    ("gao", "gao"),
    ("gao", "zhou"),  # upwards
    ("gao", "zheng"),  # another county
    ("feng", "lin"),
    ("luo", "he"),  # a village chair is no administrator
    ("lin", "xu"),  # an officer is no leader
    ("qian", "tian"),
    ("gao", "lin"),  # whoever may read accusations is nobody's of the line: it may be about her leader
    ("zhou", "gao"),
    ("zhou", "wu"),
    ("zhou", "auditor"),  # the three administrators answer to nobody's leader
    ("zhou", "sysadmin"),
    ("auditor", "he"),
    ("secadmin", "he"),
    ("sysadmin", "sysadmin"),
    ("sysadmin", "zhou"),  # not alone
    ("sysadmin", "he"),  # whoever has a leader is her leader's
    ("sysadmin", "xu"),
    ("sysadmin", "secadmin"),
    ("sysadmin", "auditor"),
]


@pytest.mark.parametrize(("who", "whose"), MAY)
def test_the_units_administrator_resets_a_password(fresh_house, who, whose):
    with acting(who) as (user, _scope):
        opened = resets.reset_password(person(whose), by=user)
    changed = person(whose)
    assert changed.check_password(opened.password)
    assert not changed.check_password(PASSWORD)
    assert changed.must_change_password


@pytest.mark.parametrize(("who", "whose"), MAY_NOT)
def test_nobody_else_does(fresh_house, who, whose):
    with acting(who) as (user, _scope), pytest.raises(Refusal):
        resets.reset_password(person(whose), by=user)
    assert person(whose).check_password(PASSWORD)


def test_a_leader_does_not_get_into_an_account_that_also_holds_a_post_elsewhere(fresh_house):
    fresh_house.raw(
        """insert into network_appointment (user_id, unit_id, role, is_primary, is_deputy, starts_on)
           select u.id, n.id, 'county_officer', false, false, '2024-03-01' from network_user u, network_unit n
            where u.username = 'he' and n.code = '220303000000' and n.level = 2"""
    )
    with acting("tian") as (tian, _scope), pytest.raises(Refusal):
        resets.reset_password(person("he"), by=tian)


def test_a_reset_ends_her_sessions_lifts_her_lock_and_leaves_a_trace(fresh_house):
    hers = browser_of("he")
    assert hers.get("/m/").status_code == 200
    fresh_house.raw(
        """insert into axes_accessattempt (username, ip_address, user_agent, http_accept, path_info, attempt_time,
             get_data, post_data, failures_since_start) values ('he', '10.0.0.1', '', '', '', now(), '', '', 9)"""
    )
    before = fresh_house.raw("select max(id) from network_auditevent")[0][0]
    with acting("tian") as (tian, _scope):
        resets.reset_password(person("he"), by=tian)
    assert hers.get("/m/").status_code == 302
    assert fresh_house.raw("select count(*) from axes_accessattempt") == [(0,)]
    trace = fresh_house.raw(
        "select actor_id, detail::text from network_auditevent where subject_kind = 'user' and subject_id = %s and id > %s",
        [str(person("he").pk), before],
    )
    assert trace
    assert {actor for actor, _detail in trace} == {person("tian").pk}
    assert "argon2" not in str(trace)


def seat_liaison(house) -> User:
    """A liaison of the discipline organ, whom nobody of the federation leads."""
    user = User.objects.create_user("liaison", display_name="纪检联络员", password=PASSWORD)
    house.raw(
        """insert into network_appointment (user_id, unit_id, role, is_primary, is_deputy, starts_on)
           select %s, unit_id, 'discipline_liaison', true, false, '2024-03-01' from network_appointment
            where role = 'city_leader'""",
        [user.pk],
    )
    return user


def told(house, kind: str) -> set[str]:
    """Who gets a message of the kind."""
    rows = house.raw(
        "select u.username from network_outboxmessage o join network_user u on u.id = o.recipient_id where o.kind = %s",
        [kind],
    )
    return {name for (name,) in rows}


def test_the_accused_city_leader_does_not_get_into_the_account_of_the_liaison_and_two_administrators_do(
    fresh_house,
):
    liaison = seat_liaison(fresh_house)
    address = f"/network/staff/{liaison.pk}/reset-password/"
    assert browser_of("zhou").post(address).status_code == 403
    with acting("zhou") as (zhou, _scope):
        for verb in (resets.reset_password, resets.ask_reset):
            with pytest.raises(Refusal):
                verb(liaison, by=zhou)
    admin, security = browser_of("sysadmin"), browser_of("secadmin")
    assert admin.get(address).status_code == 200
    assert admin.post(address)["Location"] == "/network/resets/"
    assert person("liaison").check_password(PASSWORD)
    reset_id = fresh_house.raw("select id from network_passwordreset")[0][0]
    step = f"/network/resets/{reset_id}/"
    for tried in ("grant", "fetch"):  # nobody alone
        assert admin.post(f"{step}{tried}/").status_code == 302
    assert browser_of("zhou").post(f"{step}grant/").status_code == 403
    assert person("liaison").check_password(PASSWORD)
    assert "同意" in security.get("/network/resets/").content.decode()
    assert security.post(f"{step}grant/").status_code == 302
    assert security.post(f"{step}fetch/").status_code == 302
    assert "查看临时密码" in admin.get("/network/resets/").content.decode()
    shown = admin.post(f"{step}fetch/").content.decode()
    password = shown.split("<code>")[1].split("</code>")[0]
    assert person("liaison").check_password(password)
    assert admin.post(f"{step}fetch/").status_code == 302  # once
    assert person("liaison").check_password(password)
    assert told(fresh_house, "password_reset") == {"liaison"}
    assert told(fresh_house, "password_reset_below") == {"secadmin", "auditor"}


def test_the_database_too_lets_nobody_reset_a_guarded_account_alone(fresh_house):
    with acting("sysadmin") as (admin, _scope):
        reset = resets.ask_reset(person("zhou"), by=admin)
    for who in ("sysadmin", "zhou", "auditor"):
        with acting(who) as (user, _scope):
            try:
                with transaction.atomic():
                    rows = PasswordReset.objects.filter(pk=reset.pk)
                    assert not rows.update(granted=True, decided_by=user, decided_at=clock.now())
            except DatabaseError as error:
                assert "second person" in str(error) or "row-level security" in str(error)
    assert fresh_house.raw("select granted from network_passwordreset") == [(None,)]


def test_she_and_the_leader_above_are_told_of_a_reset_without_a_name(fresh_house):
    with acting("tian") as (tian, _scope):
        resets.reset_password(person("he"), by=tian)
    assert told(fresh_house, "password_reset") == {"he"}
    assert told(fresh_house, "password_reset_below") == {"gao"}


def test_the_system_administrator_opens_an_account_with_a_password_for_one_time(fresh_house):
    with acting("sysadmin") as (admin, _scope):
        opened = accounts.open_account(" NewOne ", "新 来", by=admin, work_phone="0434-5550999")
    user = User.objects.get(username="newone")
    assert (user.display_name, user.must_change_password, user.is_active) == ("新 来", True, True)
    assert user.check_password(opened.password)


@pytest.mark.parametrize("name", ["lin", "LIN", "", "a b", "名" * 61])
def test_a_taken_or_malformed_user_name_is_refused_in_words(fresh_house, name):
    with acting("sysadmin") as (admin, _scope), pytest.raises(Refusal) as refusal:
        accounts.open_account(name, "某人", by=admin)
    assert len(str(refusal.value)) > 5


@pytest.mark.parametrize("who", ["zhou", "secadmin", "auditor", "lin"])
def test_only_the_system_administrator_opens_and_closes_accounts(fresh_house, who):
    with acting(who) as (user, _scope):
        with pytest.raises(Refusal):
            accounts.open_account("extra", "某人", by=user)
        with pytest.raises(Refusal):
            accounts.disable(person("he"), by=user)


def test_a_disabled_account_is_out_at_once_and_back_with_its_old_password(fresh_house):
    hers = browser_of("he")
    assert hers.get("/m/").status_code == 200
    with acting("sysadmin") as (admin, _scope):
        accounts.disable(person("he"), by=admin)
    assert hers.get("/m/").status_code == 302
    with acting("sysadmin") as (admin, _scope):
        accounts.enable(person("he"), by=admin)
        with pytest.raises(Refusal):
            accounts.disable(admin, by=admin)
    assert person("he").check_password(PASSWORD)


def test_everybody_changes_only_her_own_password(fresh_house):
    with acting("lin") as (lin, _scope):
        accounts.change_password(lin, new="river-stone-umbrella", by=lin)
        with pytest.raises(Refusal):
            accounts.change_password(person("xu"), new="river-stone-umbrella", by=lin)
    assert person("lin").password_changed_at is not None


def test_temporary_passwords_are_long_plain_and_never_the_same():
    made = {temporary_password() for _round in range(200)}
    assert len(made) == 200
    assert all(len(one) == 17 and not set(one) & set("01ilo") for one in made)


@pytest.mark.parametrize(
    "poor", ["short", "123456789012", "password1234", "siping-fulian-1", "my13800138000x", "fulian20260101"]
)
def test_what_is_guessed_first_around_here_is_refused_in_words(poor):
    with pytest.raises(ValidationError) as error:
        validate_password(poor)
    assert all(error.value.messages)
