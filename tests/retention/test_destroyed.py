"""After destruction nothing of her is left anywhere, figures are what they were, and the log is whole."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from cases.casefile.models import Case, RelatedMatter
from cases.documents import verbs
from cases.documents.models import Document
from cases.people.indexes import index_of
from cases.people.models import Person
from cases.petitions.counting import tally
from cases.petitions.models import Petition
from cases.petitions.told import Contact, Named
from cases.privacy import breaking, naming, requests, reviewing
from cases.privacy.models import BreakGlass
from cases.retention import deciding, sweep
from cases.retention.table import GONE, PLAIN
from network.audit import chain
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.memory.asking import NOTHING, asks
from tests.papers import roads
from tests.privacy.conftest import REASON
from tests.retention.conftest import (
    LEADER,
    NOTE,
    OFFICER,
    PDF,
    aged,
    appraised,
    decides,
    destroyed,
    ended,
    old,
    phase,
    proposes,
    state,
    the_list,
    with_file,
)
from tests.stories import NAME, PHONE, STORY, does, matter
from tests.walls.test_each_wall_alone import TABLES

WHO = Named(
    name=NAME,
    phone=PHONE,
    id_number="220382197901011234",
    address="卧虎镇某巷三号",
    gender="female",
    birth_year=1979,
)
TITLE, ASKED, CODE_WORD = "就诊记录", "想看留存的信息", "说找大姐"
CANARIES = (
    NAME,
    PHONE,
    WHO.id_number,
    WHO.address,
    STORY,
    TITLE,
    ASKED,
    CODE_WORD,
    REASON,
    "请求帮助",
    "她自己要求",
)
# What keeps bytes of its own: the record of the destruction, and the digests that answer for a paper.
KEEPS = {
    "cases_document.code_hash",
    "cases_document.sha256",
    "cases_retentionaction.why",
    "network_auditseal.hash",
}


def _full(house) -> Case:
    """With people, story, file, request, emergency reading and a way to reach her."""
    case = with_file(petitioner=WHO, contact=Contact(may_call=True, code_word=CODE_WORD))
    with acting("lin"):
        person = Person.objects.filter(case=case.pk).order_by("id")[0].pk
    row = does(
        "lin",
        requests.register_request,
        case,
        person=person,
        right="see",
        asked=ASKED,
        received_on=clock.today(),
    )
    does("lin", requests.take_back_request, case, row=row.pk)
    with acting("wu") as (wu, _scope):
        breaking.break_glass(naming.by_card(case.pk), category="danger", reason=REASON, by=wu)
    with acting(OFFICER) as (bai, _scope):
        reviewing.review(BreakGlass.objects.get(case_id=case.pk), finding="justified", words="核对过", by=bai)
    return aged(house, case)


def _whole_database(house) -> str:
    tables = house.raw(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    )
    return "\n".join(
        house.raw(f"select coalesce(string_agg(t::text, chr(10)), '') from \"{name}\" t")[0][0]
        for (name,) in tables
    )


def _bytes(house, case) -> dict[str, list[bytes]]:
    """Every value of bytes in every row of the matter."""
    columns = [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and model._meta.db_table in TABLES
    ]
    asked = " union all ".join(
        f"select '{table}.{column}', \"{column}\" from {table} where {TABLES[table]}"
        for table, column in columns
    )
    found: dict[str, list[bytes]] = {}
    for name, value in house.raw(asked, [case.pk] * len(columns)):
        found.setdefault(name, []).extend([bytes(value)] if value else [])
    return found


def test_nothing_of_her_is_left_in_any_row_of_the_database_or_on_the_disk(fresh_house):
    case = _full(fresh_house)
    before = _bytes(fresh_house, case)
    assert (
        before["cases_person.phone_index"]
        and before["cases_narrative.facts"]
        and before["cases_casekey.wrapped"]
    )
    phone = index_of("phone", PHONE)
    destroyed(fresh_house, case)
    left = {name for name, values in _bytes(fresh_house, case).items() if values}
    assert left <= KEEPS
    dump = _whole_database(fresh_house)
    assert case.number in dump
    assert not [word for word in CANARIES if word in dump]
    assert phone.hex() not in dump
    ((file,),) = fresh_house.raw("select id from cases_attachment where case_id = %s", [case.pk])
    place = Path(settings.MEDIA_ROOT) / file.hex[-2:] / file.hex
    assert place.exists() and PDF not in place.read_bytes()
    with fresh_house.login("worker"):
        assert (sweep.erase_files(), sweep.erase_files()) == (1, 0)
    assert not place.exists()


def test_what_a_copy_of_yesterday_still_holds_opens_with_no_key_of_today(fresh_house):
    case = _full(fresh_house)
    destroyed(fresh_house, case)
    assert fresh_house.raw("select count(*) from cases_casekey where case_id = %s", [case.pk]) == [(0,)]
    keys = {name: values for name, values in _bytes(fresh_house, case).items() if name.endswith(".wrapped")}
    assert keys and not any(keys.values())


def test_another_matter_of_the_same_day_is_untouched(fresh_house):
    case, other = _full(fresh_house), ended(petitioner=WHO)
    before = _bytes(fresh_house, other)
    destroyed(fresh_house, case)
    assert _bytes(fresh_house, other) == before
    assert browser_of("lin").post(f"/cases/{other.pk}/names/", {}).content.decode().count(NAME)


def test_a_search_by_phone_finds_her_before_and_nobody_after(fresh_house):
    case = old(fresh_house, petitioner=WHO)
    assert [known.number for known in asks("lin", WHO).matters] == [case.number]
    appraised(fresh_house, case)
    assert asks("lin", WHO) == NOTHING and asks("wu", WHO) == NOTHING  # only stored
    decides(OFFICER, deciding.confirm_destruction, the_list(fresh_house, case))
    assert asks("lin", WHO) == NOTHING and asks("wu", WHO) == NOTHING
    with fresh_house.login("migrator"):
        assert not Person.objects.filter(phone_index=index_of("phone", PHONE)).exists()


def _figures(house):
    with house.login("migrator"):
        counted = tally(Petition.objects.all())
    cases = house.raw(
        "select number, kind, unit_id, channel, category, is_sealed, stage, received_on, closed_at, owner_id"
        " from cases_case order by number"
    )
    papers = house.raw("select kind, number, state, issued_at from cases_document order by id")
    glasses = house.raw(
        "select number, unit_id, category, finding, began_at, reviewed_at from cases_breakglass order by id"
    )
    clocks = house.raw(
        "select limit_id, state, due_at, met_at from network_clock where subject_kind = 'case' order by id"
    )
    asked = house.raw('select state, "right", received_on, done_on from cases_datarequest order by id')
    sex = house.raw("select role, gender, count(*) from cases_person group by 1, 2 order by 1, 2")
    return counted, cases, papers, glasses, clocks, asked, sex


def test_figures_before_and_after_are_equal(fresh_house):
    full, violent, young = _full(fresh_house), old(fresh_house, safety="violence"), matter("lin")
    before = _figures(fresh_house)
    destroyed(fresh_house, full, violent)
    assert {phase(fresh_house, each) for each in (full, violent)} == {"destroyed"}
    assert _figures(fresh_house) == before
    assert phase(fresh_house, young) == "open"


def test_the_month_of_emergency_readings_counts_what_was_destroyed(fresh_house):
    case = _full(fresh_house)
    ask = (
        "select begun, reviewed, late, improper from glass_month(current_date - 40, current_date + 2, now())"
    )
    with acting("zhou"):
        before = plain_sql(ask)
    destroyed(fresh_house, case)
    with acting("zhou"):
        assert plain_sql(ask) == before == [(1, 1, 0, 0)]


def test_the_chain_of_the_log_stays_whole_and_holds_no_word(fresh_house):
    case = _full(fresh_house)
    with fresh_house.login("worker"):
        chain.seal()
    destroyed(fresh_house, case)
    with fresh_house.login("worker"):
        chain.seal()
        verdict = chain.verify()
    assert verdict.first_bad is None and verdict.unsealed == 0 and verdict.sealed == verdict.events
    log = fresh_house.raw("select string_agg(e::text, '') from network_auditevent e")[0][0]
    assert not [word for word in (*CANARIES, NOTE) if word in log]
    acts = fresh_house.raw(
        "select detail ->> 'verb' from network_auditevent where subject_kind = 'destruction' and detail ? 'verb' order by id"
    )
    assert [verb for (verb,) in acts] == ["appraise_destruction", "confirm_destruction"]


def test_the_page_that_checks_a_paper_answers_as_before(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    with acting("lin"):
        code = verbs.words_of(Document.objects.get(pk=paper.pk)).code
    case = Case(pk=paper.case_id, number="")
    fresh_house.raw("update network_clock set state = 'cancelled' where subject_id = %s", [case.pk])
    fresh_house.raw("update cases_case set phase = 'closed', closed_at = now() where id = %s", [case.pk])
    aged(fresh_house, case, 31)

    def answer() -> tuple[int, str]:
        page = Client().get(f"/verify/{code}/", REMOTE_ADDR="192.0.2.9")
        return page.status_code, re.sub(r'value="[^"]*"|nonce-[^"]*', "", page.content.decode())

    before = answer()
    destroyed(fresh_house, case)
    assert phase(fresh_house, case) == "destroyed" and answer() == before


def test_links_to_her_other_matters_and_what_lent_it_are_gone(fresh_house):
    case, later = old(fresh_house, petitioner=WHO), matter("lin", petitioner=WHO)
    with fresh_house.login("migrator"):
        RelatedMatter.objects.create(
            from_case_id=later.pk,
            to_case_id=case.pk,
            kind="repeat",
            made_by_id=later.owner_id,
            made_at=clock.now(),
        )
    destroyed(fresh_house, case)
    assert fresh_house.raw("select count(*) from cases_relatedmatter") == [(0,)]
    loans = fresh_house.raw("select count(*) from cases_caseaccess where content_object_id = %s", [case.pk])
    assert loans == [(0,)]


def test_plain_words_that_go_are_gone_and_those_that_stay_are_named(fresh_house):
    case = _full(fresh_house)
    destroyed(fresh_house, case)
    for name in (name for name, fate in PLAIN.items() if fate == GONE):
        table, column = name.split(".")
        rows = fresh_house.raw(f"select {column}::text from {table} where {TABLES[table]}", [case.pk])
        assert {value for (value,) in rows} <= {None, "", "{}", "unsaid"}, name


def _plain_columns() -> set[str]:
    """Columns of words without a coded list, of every table that names a matter."""
    words = (models.CharField, models.TextField, models.JSONField)
    found = set()
    for model in apps.get_app_config("cases").get_models():
        leads = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is Case]
        if not leads and model is not Case:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, words) and not field.choices and not field.is_relation:
                found.add(f"{model._meta.db_table}.{field.column}")
    return found


def test_of_every_plain_column_somebody_has_said_whether_it_stays():
    said = {name for name in PLAIN if name not in ("cases_person.birth_year", "cases_person.marital_status")}
    assert _plain_columns() == said


def test_a_crash_in_the_middle_leaves_everything_as_it_was(fresh_house):
    first, second = _full(fresh_house), old(fresh_house)
    row = appraised(fresh_house, first, second)
    before = _bytes(fresh_house, first)
    fresh_house.raw(
        """create function stumble() returns trigger language plpgsql as $$
             begin if new.phase = 'destroyed' and (select count(*) from cases_case where phase = 'destroyed') > 0
                   then raise exception 'power cut'; end if; return new; end $$"""
    )
    fresh_house.raw(
        "create trigger stumble before update on cases_case for each row execute function stumble()"
    )
    with pytest.raises(Exception, match="power cut"):
        decides(OFFICER, deciding.confirm_destruction, row)
    assert state(fresh_house, row) == "appraised"
    assert {phase(fresh_house, each) for each in (first, second)} == {"restricted"}
    assert _bytes(fresh_house, first) == before
    fresh_house.raw("drop trigger stumble on cases_case")
    decides(OFFICER, deciding.confirm_destruction, row)
    assert {phase(fresh_house, each) for each in (first, second)} == {"destroyed"}


def test_a_table_that_somebody_adds_later_is_emptied_too(fresh_house):
    case = old(fresh_house)
    fresh_house.raw(
        "create table cases_later (id uuid primary key, case_id uuid, said bytea not null, more bytea)"
    )
    fresh_house.raw("alter table cases_later owner to migrator")
    fresh_house.raw(
        "insert into cases_later values (gen_random_uuid(), %s, 'her words', 'more words')", [case.pk]
    )
    destroyed(fresh_house, case)
    assert fresh_house.raw("select said, more from cases_later") == [(b"", None)]


@pytest.mark.parametrize("username", ["lin", LEADER, "zhou", "wu", OFFICER, "auditor"])
def test_nobody_finds_more_of_it_than_its_number_on_the_record(fresh_house, username):
    case = _full(fresh_house)
    destroyed(fresh_house, case)
    browser = browser_of(username)
    for place in ("", "names/", "retention/", "data/new/", "emergency/", "paper/"):
        assert browser.get(f"/cases/{case.pk}/{place}").status_code in (403, 404, 405), place
    for place in ("/", "/cases/", "/cases/?state=closed", "/inbox/"):
        answer = browser.get(place, follow=True)
        assert answer.status_code in (200, 403) and case.number not in answer.content.decode()
    with acting(username):
        assert not Case.objects.filter(pk=case.pk).exists()
        for table, condition in TABLES.items():
            if table in (
                "cases_retentionaction",
                "network_auditevent",
                "network_auditseal",
                "cases_restriction",
            ):
                continue
            if plain_sql("select has_table_privilege('app', %s, 'select')", [table]) == [(True,)]:
                if table.startswith("network_"):
                    continue
                rows = plain_sql(f"select count(*) from {table} where {condition}", [case.pk])
                assert rows == [(0,)], table


def test_the_weekly_run_says_nothing_of_it_again(fresh_house):
    case = old(fresh_house)
    destroyed(fresh_house, case)
    assert proposes(fresh_house) == {"lists": 0, "matters": 0}
