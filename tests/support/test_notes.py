"""A concern has a source, is read by its writer for some hours, and goes its way or nowhere."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.support import dimming, noting, opening
from cases.support.lists import ConcernSource
from cases.support.models import ConcernNote
from network.access.gate import Refusal
from network.deadlines import calculator
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.support.conftest import (
    FAMILY,
    WHAT,
    acts,
    at,
    body,
    clock_of,
    looked_at,
    noted,
    opens,
    state,
    terms,
)

STRANGERS = ("sun", "zheng", "feng", "qian", "li", "chen", "wu", "auditor", "sysadmin", "secadmin", "tong")


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code and str(refusal.value)


def form(**changed):
    told = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today().isoformat()}
    told |= {"family": FAMILY, "what": WHAT, "told_family": "on"}
    with acting("he") as (_user, scope):
        return told | {"unit": scope.units[0]} | changed


def posts(**changed):
    data = {name: value for name, value in form(**changed).items() if value is not None}
    return browser_of("he").post("/support/notes/new/", data)


def ended(house, row):
    """Her hours are over, by the clock of the walls."""
    house.raw(
        "update cases_concernnote set author_until = now() - interval '1 minute' where id = %s", [row.pk]
    )


class TestWriting:
    """What may be written down."""

    def test_a_station_head_reads_her_note_for_her_hours_and_never_after(self, on):
        row = noted()
        place = f"/support/notes/{row.pk}/"
        page = body("he", place)
        assert WHAT in page and FAMILY in page and place in body("he", "/support/")
        ended(on, row)
        assert opens("he", place) == 404 and place not in body("he", "/support/")
        with acting("he"):
            for table, key in (("concernnote", "id"), ("concernwords", "of_note_id")):
                assert plain_sql(f"select 1 from cases_{table} where {key} = %s", [row.pk]) == []
        assert WHAT in body("tian", place)

    def test_the_hours_are_those_of_the_policy_row(self, on):
        row = noted()
        until, now = on.raw("select author_until, now() from cases_concernnote where id = %s", [row.pk])[0]
        hours = timedelta(hours=calculator.length_of("support.author"))
        assert timedelta(0) <= now + hours - until < timedelta(minutes=5)

    def test_a_note_without_a_source_is_refused_beside_the_field_and_loses_nothing(self, on):
        page = posts(source=None).content.decode()
        assert "旁人的说法不记录，可改为请求友好走访" in page and WHAT in page and FAMILY in page
        assert 'id="id_source_error"' in page

    @pytest.mark.parametrize("source", ["rumour", "hearsay", "anonymous", ""])
    def test_no_other_source_can_be_sent(self, on, source):
        before = on.raw("select count(*) from cases_concernnote")
        assert posts(source=source).status_code == 200
        refused("source", noted, source=source)
        assert on.raw("select count(*) from cases_concernnote") == before

    @pytest.mark.parametrize("word", ["听说", "邻居说", "有人说", "传言"])
    def test_hearsay_in_the_words_is_refused_beside_them(self, on, word):
        page = posts(what=f"{word}他家天天吵").content.decode()
        assert f"“{word}”：旁人的说法这里不记录" in page and f"{word}他家天天吵" in page
        refused("what", noted, what=f"{word}他家天天吵")

    @pytest.mark.parametrize("word", ["问题家庭", "不平安", "有犯罪倾向", "信教", "思想动态"])
    def test_names_that_stick_to_people_and_what_they_think_are_not_written_down(self, on, word):
        refused("what", noted, what=f"这是{word}")
        refused("family", noted, family=f"{word}那家")

    def test_the_database_takes_no_other_source_either(self, on):
        insert = """insert into cases_concernnote (id, unit_id, author_id, entered_at, author_until, kind, source, seen_on,
            is_danger, told_family, state, aside, way) select gen_random_uuid(), %s, app_user(), now(), now() + interval '1 hour',
            'family_support_need', %s, current_date, false, true, 'noted', '[]', '' returning 1"""
        with acting("he") as (_user, scope):
            for source in ConcernSource.values:
                assert plain_sql(insert, [scope.units[0], source]) == [(1,)]
        with pytest.raises(DatabaseError), acting("he") as (_user, scope), transaction.atomic():
            plain_sql(insert, [scope.units[0], "rumour"])

    def test_whoever_only_heard_something_asks_for_a_visit_and_gives_no_reason(self, on):
        page = body("he", "/support/visits/new/")
        assert page.count("<textarea") == 0 and 'name="what"' not in page
        with acting("he") as (_user, scope):
            unit = scope.units[0]
        sent = browser_of("he").post("/support/visits/new/", {"unit": unit, "family": "东屯南头一户"})
        assert sent.status_code == 302
        assert "东屯南头一户" not in body("tian", "/support/") and "友好走访" in body("tian", "/support/")

    def test_the_same_form_sent_twice_is_one_note(self, on):
        before = on.raw("select count(*) from cases_concernnote")[0][0]
        data = form() | {"ident": "0" * 32}
        client = browser_of("he")
        assert client.post("/support/notes/new/", data).status_code == 302
        assert client.post("/support/notes/new/", data).status_code == 302
        assert on.raw("select count(*) from cases_concernnote")[0][0] == before + 1

    def test_the_family_is_told_or_it_is_written_why_not(self, on):
        refused("why_not_told", noted, told_family=False)
        noted(told_family=False, why_not_told="男方在场不便说")

    def test_nobody_notes_a_concern_at_somebody_elses_station(self, on):
        with acting("ma") as (_user, scope):
            foreign = scope.units[0]
        sent = posts(unit=foreign)
        assert sent.status_code == 200 and sent.context["form"].errors["unit"]


class TestReading:
    """Who sees it."""

    def test_for_everybody_outside_township_and_county_it_does_not_exist(self, on):
        row = noted()
        for username in (*STRANGERS, "ma", "luo", "zhao", "shi"):
            assert opens(username, f"/support/notes/{row.pk}/") == 404, username
            with acting(username):
                assert plain_sql("select 1 from cases_concernnote where id = %s", [row.pk]) == [], username
                assert plain_sql("select 1 from cases_concernwords where of_note_id = %s", [row.pk]) == []

    def test_a_leader_who_decides_later_knows_of_it_and_reads_no_word(self, on):
        row = noted()
        page = body("gao", f"/support/notes/{row.pk}/")
        assert WHAT not in page and FAMILY not in page
        with acting("gao"):
            assert plain_sql("select 1 from cases_concernwords where of_note_id = %s", [row.pk]) == []

    def test_a_list_says_neither_kind_nor_family(self, on):
        noted(kind="domestic_violence")
        for username in ("tian", "lin"):
            page = body(username, "/support/")
            assert "家中有人受到伤害" not in page and FAMILY not in page and WHAT not in page

    def test_each_opening_is_in_the_log(self, fresh_on):
        row = noted()
        body("tian", f"/support/notes/{row.pk}/")
        told = "select action, detail ->> 'layer' from network_auditevent where subject_kind = 'concern_note'"
        assert ("reveal", "support") in fresh_on.raw(told)

    def test_a_message_says_nothing_of_it(self, fresh_on):
        noted()
        told = fresh_on.raw(
            "select kind, subject_kind from network_outboxmessage where subject_kind = 'concern_note'"
        )
        assert set(told) == {("handed", "concern_note")}

    def test_danger_tells_township_and_county_at_once(self, fresh_on):
        noted(is_danger=True)
        told = fresh_on.raw(
            "select u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
            " where m.kind = 'danger' order by 1"
        )
        assert told == [("lin",), ("tian",)]


class TestDeciding:
    """Township and county look at it."""

    def test_a_conflict_is_asked_for_and_stepping_aside_hides_the_note(self, on):
        row = noted()
        refused("no_conflict", acts, "tian", noting.review_note, row.pk, no_conflict=False, note="")
        acts("tian", noting.step_aside, row.pk)
        assert opens("tian", f"/support/notes/{row.pk}/") == 404
        with acting("tian"):
            assert plain_sql("select 1 from cases_concernnote where id = %s", [row.pk]) == []
        acts("lin", noting.review_note, row.pk, no_conflict=True, note="")
        assert state(on, row) == "reviewed"

    def test_the_chair_of_the_next_township_looks_at_nothing(self, on):
        refused("gone", acts, "sun", noting.review_note, noted().pk, no_conflict=True, note="")

    def test_the_chair_does_not_decide(self, on):
        row = looked_at()
        for verb in (noting.dismiss_note, noting.redirect_note):
            more = {"way": "relief"} if verb is noting.redirect_note else {}
            refused("role", acts, "tian", verb, row.pk, note="不需要", **more)

    @pytest.mark.parametrize(
        ("kind", "way"), [("domestic_violence", "protection"), ("out_of_school_minor", "minor")]
    )
    def test_violence_and_children_go_their_own_way_and_never_become_a_file(self, on, kind, way):
        row = looked_at(kind=kind)
        refused("kind", acts, "lin", opening.propose_file, row.pk, **terms())
        refused("way", acts, "lin", noting.redirect_note, row.pk, way="relief", note="民政所")
        acts("lin", noting.redirect_note, row.pk, way=way, note="已按事项登记")
        assert state(on, row) == "redirected"

    def test_the_database_makes_no_file_of_violence_either(self, on):
        row = looked_at(kind="domestic_violence")
        with pytest.raises(DatabaseError), acting("lin"), transaction.atomic():
            plain_sql("update cases_concernnote set state = 'opened' where id = %s returning 1", [row.pk])

    def test_after_the_decision_nobody_reads_it_but_the_privacy_officer_until_it_is_deleted(self, fresh_on):
        row = looked_at()
        acts("lin", noting.dismiss_note, row.pk, note="情况不属实")
        ended(fresh_on, row)
        place = f"/support/notes/{row.pk}/"
        assert opens("tian", place) == 404 and opens("he", place) == 404
        assert WHAT not in body("lin", place) and WHAT in body("bai", place)
        days = calculator.length_of("support.forget")
        with fresh_on.login("worker"):
            assert dimming.sweep(at=clock.now() + timedelta(days=days - 1))["forgotten"] == 0
            assert dimming.sweep(at=clock.now() + timedelta(days=days + 1))["forgotten"] == 1
            assert dimming.sweep(at=clock.now() + timedelta(days=days + 1))["forgotten"] == 0
        assert fresh_on.raw("select count(*) from cases_concernwords") == [(0,)]
        assert fresh_on.raw("select state from cases_concernnote") == [("dismissed",)]
        assert WHAT not in body("bai", place)


def test_the_days_of_looking_at_it_pass_over_the_holidays_and_the_decision_stops_them(fresh_on, day):
    day("2026-09-30 15:00")
    row = noted(seen_on=at("2026-09-30 09:00").date())
    (before,) = clock_of(fresh_on, row.pk, "support.note")
    assert clock.in_zone(before[1]) == at("2026-10-11 00:00")
    acts("tian", noting.review_note, row.pk, no_conflict=True, note="")
    owner = "select u.username from network_clock c join network_user u on u.id = c.owner_id where c.subject_id = %s"
    assert fresh_on.raw(owner, [row.pk]) == [("lin",)]
    acts("lin", noting.dismiss_note, row.pk, note="不需要")
    assert [each[0] for each in clock_of(fresh_on, row.pk, "support.note")] == ["met"]


def test_orm_alone_gives_the_same_rows_as_the_walls(on):
    noted()
    for username in ("he", "tian", "lin", "gao", "bai", *STRANGERS, "luo"):
        with acting(username) as (_user, scope):
            by_orm = set(ConcernNote.objects.visible_to(scope).values_list("pk", flat=True))
            by_wall = {row[0] for row in plain_sql("select id from cases_concernnote")}
            assert by_orm == by_wall, username
