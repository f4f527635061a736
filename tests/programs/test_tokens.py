"""A token is a word that dies with whoever made it."""

from datetime import timedelta

import pytest
from django.test import Client

from network.access.gate import Refusal
from network.staff.models import Appointment, User
from network.tokens import verbs
from network.tokens.models import Token
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.programs.asking import Program, program_of, token_of

pytestmark = pytest.mark.usefixtures("house")
PASSWORD = "correct-horse-battery"


def test_a_program_asks_in_her_name_and_is_told_who_she_is():
    told = program_of("lin").get("me/")
    assert told.status_code == 200 and told["Cache-Control"] == "no-store"
    assert told.json()["username"] == "lin" and told.json()["token"]["name"] == "测试程序"
    assert not told.cookies


def test_without_a_word_or_with_a_wrong_one_the_answer_is_401_as_a_problem():
    for word in ("", "sisterhood_" + "x" * 43, "nonsense", "x" * 5000):
        told = Program(word, {}).get("me/")
        assert told.status_code == 401 and told["Content-Type"] == "application/problem+json"
        assert told["WWW-Authenticate"].startswith("Bearer") and told.json()["code"] == "sign_in"


def test_an_address_without_its_slash_or_with_a_letter_wrong_is_404_in_json():
    for path in ("/api/v1/me", "/api/v1/nothing/", "/api/"):
        told = program_of("lin").get(path)
        assert told.status_code == 404 and told["Content-Type"] == "application/problem+json"


def test_a_page_of_the_house_asks_by_its_session_and_changes_nothing_without_its_token_of_forms():
    assert browser_of("lin").get("/api/v1/me/").json()["token"] is None
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("lin"), backend="django.contrib.auth.backends.ModelBackend")
    told = strict.post("/api/v1/petitions/", {}, content_type="application/json")
    assert told.status_code == 403 and told.json()["code"] == "csrf"


def test_the_word_stands_nowhere(house):
    made = token_of("lin")
    columns = house.raw("select t::text from network_token t")
    log = house.raw("select detail::text from network_auditevent")
    assert all(made.word not in row[0] for row in columns + log)


def test_taken_back_it_is_refused_at_once_and_nobody_else_of_her_office_takes_it_back():
    made = token_of("lin")
    with pytest.raises(Refusal), acting("gao") as (gao, _scope):
        verbs.revoke_token(made.token.pk, by=gao)
    with acting("lin") as (lin, _scope):
        verbs.revoke_token(made.token.pk, by=lin)
    assert Program(made.word, {}).get("me/").status_code == 401


def test_the_system_administrator_takes_back_anybodys():
    made = token_of("lin")
    with acting("sysadmin") as (admin, scope):
        assert Token.objects.visible_to(scope).filter(pk=made.token.pk).exists()
        verbs.revoke_token(made.token.pk, by=admin)
    assert Program(made.word, {}).get("me/").status_code == 401


def test_nobody_sees_the_tokens_of_a_colleague_whatever_she_asks():
    made = token_of("lin")
    with acting("gao"):
        assert plain_sql("select id from network_token where id = %s", [made.token.pk]) == []


@pytest.mark.parametrize("what", ["closed", "password", "post", "over", "must_change"])
def test_it_dies_with_her_account_her_password_her_post_and_its_day(fresh_house, what):
    program, her = program_of("lin"), person("lin")
    assert program.get("me/").status_code == 200
    with fresh_house.login("migrator"):
        if what == "closed":
            User.objects.filter(pk=her.pk).update(is_active=False)
        elif what == "password":
            User.objects.filter(pk=her.pk).update(password_changed_at=clock.now())
        elif what == "must_change":
            User.objects.filter(pk=her.pk).update(must_change_password=True)
        elif what == "post":
            Appointment.objects.filter(user=her).update(ends_on=clock.today() - timedelta(days=1))
        else:
            Token.objects.filter(user=her).update(expires_at=clock.now())
    assert program.get("me/").status_code == 401


def test_it_asks_from_its_networks_alone():
    made = token_of("lin", networks="10.20.0.0/16")
    assert Program(made.word, {}).get("me/").status_code == 401
    made = token_of("lin", networks="10.20.0.0/16 127.0.0.0/8")
    assert Program(made.word, {}).get("me/").status_code == 200


def test_a_token_that_reads_changes_nothing():
    told = program_of("lin", writes=False).post("petitions/", {})
    assert told.status_code == 403 and told.json()["code"] == "scope"


def test_no_longer_than_the_limit_and_no_more_than_five():
    with pytest.raises(Refusal) as refused:
        token_of("tian", days=91)
    assert refused.value.code == "days"
    with acting("tian") as (tian, _scope):
        for _ in range(5):
            verbs.make_token(name="测试", days=1, by=tian)
        with pytest.raises(Refusal):
            verbs.make_token(name="测试", days=1, by=tian)


def test_a_program_that_asks_too_often_is_told_how_long_to_wait(fresh_house):
    with fresh_house.login("migrator"):
        plain_sql("update network_limit set length = 3 where code = 'api.per_minute' returning 1")
    program = program_of("lin")
    answers = [program.get("me/") for _ in range(8)]
    assert {a.status_code for a in answers} == {200, 429}
    last = next(a for a in answers if a.status_code == 429)
    assert int(last["Retry-After"]) >= 1 and last.json()["code"] == "throttled"


def test_the_page_asks_for_her_password_and_shows_the_word_once():
    her = person("duan")
    her.set_password(PASSWORD)
    her.save(update_fields=["password"])
    client = browser_of("duan")
    asked = {"name": "统计程序", "days": "30"}
    refused = client.post("/network/tokens/", asked | {"password": "wrong"})
    assert refused.status_code == 200 and "密码" in refused.content.decode()
    shown = client.post("/network/tokens/", asked | {"password": PASSWORD})
    assert "sisterhood_" in shown.content.decode()
    assert "sisterhood_" not in client.get("/network/tokens/").content.decode()
