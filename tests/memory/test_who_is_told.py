"""Who is told what about a woman who has come before: a matrix of posts and kinds of matters."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.people.indexes import traits_of
from cases.petitions import hand_over, transitions
from cases.petitions.told import Named
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from network.units.models import Unit
from sisterhood.demo import cast
from tests.house import acting, browser_of, person, plain_sql
from tests.memory.asking import ELSEWHERE, NOTHING, OTHER, SENTENCE, WOMAN, asks, intake, numbers, often
from tests.stories import does, matter

ASK = ("lin", "xu", "gao", "wu", "zhou", "tian", "sun", "zheng", "feng")
NEVER = ("luo", "wang", "he", "ma", "shi", "duan", "yan", "tong", "bai", "sysadmin", "auditor")
SEALED: tuple[dict[str, Any], ...] = (
    {"safety": "violence"},
    {"safety": "minor"},
    {"safety": "urgent"},
    {"knows_other_side": True},
)


@pytest.fixture
def patient(fresh_house):
    often(fresh_house, 1000)
    return fresh_house


@pytest.mark.parametrize("username", NEVER)
def test_stations_villages_and_experts_have_no_right_to_ask(patient, username):
    matter("zheng", petitioner=WOMAN)
    with pytest.raises(Refusal) as refusal:
        asks(username)
    assert refusal.value.code == "role"
    traits = traits_of(WOMAN)
    call = "select known_elsewhere(array[%s::bytea], array[1979], array[%s::bytea], array[null::bytea], null, null)"
    with acting(username):
        assert plain_sql(call, [traits.name, traits.phone]) == [(False,)]  # the database says so too
    with acting("wu"):
        assert plain_sql(call, [traits.name, traits.phone]) == [(True,)]


def test_of_an_ordinary_matter_its_readers_are_told_the_number_and_all_other_posts_one_sentence(patient):
    case = matter("zheng", petitioner=WOMAN)
    for username in ASK:
        memory = asks(username)
        if username in ("zheng", "feng"):
            assert numbers(memory) == [case.number] and not memory.elsewhere, username
        else:
            assert memory == ELSEWHERE, username
        assert asks(username, OTHER) == NOTHING, username


@pytest.mark.parametrize("facts", SEALED, ids=lambda facts: "-".join(map(str, facts.values())))
def test_a_sealed_matter_of_others_raises_no_sentence_for_anybody(patient, facts):
    case = matter("zheng", petitioner=WOMAN, **facts)
    assert patient.raw("select is_sealed from cases_case") == [(True,)]
    for username in ASK:
        memory = asks(username)
        assert memory == NOTHING or (username == "zheng" and numbers(memory) == [case.number]), username


def test_a_matter_she_is_recused_from_raises_no_sentence_though_others_hear_it(patient):
    case = matter("zheng", petitioner=WOMAN)
    with acting("zheng") as (zheng, _scope):
        for username in ("lin", "wu"):
            hand_over.declare_recusal(
                Case.objects.get(pk=case.pk), user=person(username), by=zheng, reason="亲属", source="owner"
            )
    assert asks("lin") == asks("wu") == NOTHING
    assert asks("gao") == asks("zhou") == ELSEWHERE


def test_a_sealed_matter_lent_to_her_is_one_she_may_open_and_a_card_is_not(patient):
    case = matter("zheng", petitioner=WOMAN, safety="violence")
    until = case.opened_at.replace(year=2099)
    with acting("zheng") as (zheng, _scope):
        for to, layer in (("lin", sharing.CASE), ("wu", sharing.CARD)):
            sharing.lend(case, to=person(to), layer=layer, by=zheng, until=until, source=AccessSource.LENT)
    assert numbers(asks("lin")) == [case.number]
    assert asks("wu") == NOTHING


def test_her_own_earlier_entries_are_told_to_her_also_after_she_handed_them_on(patient):
    case = matter("tian", petitioner=WOMAN)
    does("tian", hand_over.pass_on, case)
    assert numbers(asks("tian")) == [case.number]


def test_she_is_known_by_each_of_her_traits_across_channels_and_levels(patient):
    matter("he", petitioner=Named(name=WOMAN.name, phone="138-0434-1177"), channel="station")
    assert asks("wu", Named(phone="+86 13804341177")) == ELSEWHERE
    assert asks("wu", Named(name=WOMAN.name, birth_year=1979)) == NOTHING  # the station wrote no year
    matter("zheng", petitioner=Named(name=" 司空 静宜", birth_year=1979), channel="letter")
    assert asks("wu", Named(name=WOMAN.name, birth_year=1979)) == ELSEWHERE
    matter("zheng", petitioner=Named(name="化名", id_number="22030319880715002x"))
    assert asks("wu", Named(id_number="22030319880715002X")) == ELSEWHERE


def test_representatives_count_and_the_other_side_does_not(patient):
    matter(
        "zheng",
        petitioner=OTHER,
        representatives=(WOMAN,),
        respondent=Named(name="端木", phone="13900001111"),
    )
    assert asks("lin") == ELSEWHERE
    assert asks("lin", Named(name="端木", phone="13900001111", birth_year=1970)) == NOTHING


def test_an_alias_identifies_nobody(patient):
    matter("zheng", petitioner=Named(name="小红", is_alias=True, birth_year=1979))
    assert asks("lin", Named(name="小红", birth_year=1979)) == NOTHING
    assert asks("zheng", Named(name="小红", birth_year=1979)) == NOTHING


def test_a_namesake_with_another_year_or_identity_number_is_somebody_else(patient):
    matter("lin", petitioner=WOMAN)
    assert asks("lin", Named(name=WOMAN.name, birth_year=1955)) == NOTHING
    assert numbers(asks("lin", Named(name=WOMAN.name)))
    other = matter("lin", petitioner=Named(phone="13804345555", id_number="220303197901010022"))
    assert other and asks("lin", Named(phone="13804345555", id_number="220303196001010026")) == NOTHING


def test_nothing_but_the_sentence_differs_on_the_page_and_a_sealed_matter_changes_nothing(patient):
    client = browser_of("lin")

    def page() -> tuple[str, list[str]]:
        answer = client.post("/cases/register/", intake())
        assert answer.status_code == 200
        text = re.sub(
            r'name="(?:csrfmiddlewaretoken|ident)" value="[^"]*"|nonce="[^"]*"', "", answer.content.decode()
        )
        return text, sorted(name for name in answer.headers if name != "Content-Length")

    unknown, headers = page()
    assert SENTENCE not in unknown
    matter("zheng", petitioner=WOMAN, safety="violence")
    accused = Unit.objects.current().get(code=cast.SHANMEN_TOWN, level=3)
    matter("zheng", petitioner=WOMAN, nature="accusation", accused_unit=accused)
    assert page() == (unknown, headers)
    matter("zheng", petitioner=WOMAN)
    known, same_headers = page()
    paragraph = re.search(rf'\n<p class="[^"]*">{SENTENCE}</p>', known)
    assert paragraph and known.replace(paragraph[0], "\n") == unknown
    assert same_headers == headers
    matter("zheng", petitioner=WOMAN)
    assert page()[0] == known  # neither how many nor where


def test_every_question_is_in_the_audit_with_its_purpose_and_not_with_its_answer(patient):
    asks("lin")
    matter("zheng", petitioner=WOMAN)
    asks("lin")
    rows = patient.raw(
        """select actor_id, subject_kind, subject_id, purpose, detail from network_auditevent
           where action = 'search' order by id"""
    )
    assert rows[0] == rows[1] and len(rows) == 2
    assert rows[0] == (person("lin").pk, "petitioner", "", "register", {"fields": ["name", "phone"]})


def test_the_thirty_first_question_of_a_minute_is_refused_and_the_registration_is_not(fresh_house):
    for _n in range(30):
        asks("lin")
    client = browser_of("lin")
    page = client.post("/cases/register/", intake())
    assert page.status_code == 200 and "查重次数过多" in page.content.decode()
    assert asks("xu") == NOTHING
    assert client.post("/cases/register/", intake(step="send")).status_code == 302
    denied = fresh_house.raw("select detail from network_auditevent where action = 'deny'")
    assert ({"why": "too_many"},) in denied
    fresh_house.raw("alter table network_auditevent disable trigger user")
    fresh_house.raw(
        "update network_auditevent set recorded_at = recorded_at - interval '61 seconds' where action = 'search'"
    )
    assert numbers(asks("lin"))


def test_questions_at_the_same_moment_are_counted_one_by_one(fresh_house):
    often(fresh_house, 3)

    def ask(_n: int) -> bool:
        try:
            asks("lin")
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(ask, range(12))) == 3


def test_whether_a_petition_is_a_repeat_is_known_to_the_count_as_far_as_its_registrar_might_ask(patient):
    def repeats() -> list[Any]:
        return [row[0] for row in patient.raw("select is_repeat from cases_petition order by case_id")]

    matter("zheng", petitioner=WOMAN, safety="violence")
    matter("lin", petitioner=WOMAN)
    assert repeats() == [False, False]  # the first one is sealed and not hers
    matter("wu", petitioner=WOMAN)
    case = matter("he", petitioner=WOMAN)
    assert repeats() == [False, False, True, None]  # a station does not ask
    does("he", hand_over.pass_on, case, to_county=True)
    does("lin", hand_over.take_up, case)
    does("lin", transitions.triage, case, route="R10")
    assert repeats() == [False, False, True, True]


def test_what_was_closed_longer_ago_than_the_limit_makes_no_repeat(patient):
    old = matter("lin", petitioner=WOMAN)
    patient.raw("update cases_case set closed_at = now() - interval '366 days' where id = %s", [old.pk])
    new = matter("zheng", petitioner=WOMAN)
    assert patient.raw("select is_repeat from cases_petition where case_id = %s", [new.pk]) == [(False,)]
    patient.raw("update cases_case set closed_at = now() - interval '364 days' where id = %s", [old.pk])
    again = matter("sun", petitioner=Named(phone=WOMAN.phone), received_on=date.today())
    assert patient.raw("select is_repeat from cases_petition where case_id = %s", [again.pk]) == [(True,)]


def test_no_page_shows_whether_a_petition_is_a_repeat(patient):
    before = matter("lin", petitioner=OTHER)
    matter("zheng", petitioner=WOMAN)
    after = matter("lin", petitioner=WOMAN)
    assert patient.raw("select is_repeat from cases_petition where case_id = %s", [after.pk]) == [(True,)]
    client = browser_of("lin")

    def page(case: Case) -> str:
        text = client.get(f"/cases/{case.pk}/").content.decode()
        text = re.sub(r'name="(?:csrfmiddlewaretoken|ident)" value="[^"]*"', "", text)
        return text.replace(str(case.pk), "").replace(case.number, "")

    assert len(page(before)) == pytest.approx(len(page(after)), abs=12)  # the names differ
    assert "重复" not in page(after) and SENTENCE not in page(after)


def test_the_phone_of_a_station_says_nothing_of_earlier_matters(patient):
    matter("lin", petitioner=WOMAN)
    matter("he", petitioner=WOMAN)
    data = {
        "tile": "family",
        "facts": "门前的路被堵了",
        "request": "请求调解",
        "safety": "safe",
        "knows_other_side": "no",
        "name": WOMAN.name,
        "phone": WOMAN.phone,
    }
    client = browser_of("he")
    for step in ("what", "who", "send"):
        text = client.post("/m/report/", {**data, "step": step}).content.decode()
        assert SENTENCE not in text and "以前的事项" not in text
    text = client.post("/cases/register/", intake()).content.decode()
    assert SENTENCE not in text and "以前的事项" not in text
    assert patient.raw("select count(*) from network_auditevent where action = 'search'") == [(0,)]
