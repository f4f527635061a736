"""A file is opened by three people, read by whoever works on it, reviewed in time, or dark for everybody."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from cases import tasks
from cases.support import dimming, objecting, opening, reviewing, visiting
from cases.support.models import FamilySupportFile, OutreachVisit
from network.access.gate import Refusal
from network.access.logins import WrongLogin
from network.deadlines import calculator, sweep
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.support.conftest import (
    EVIDENCE,
    FAMILY,
    active,
    acts,
    at,
    body,
    clock_of,
    latest,
    looked_at,
    opens,
    planned,
    proposed,
    signed,
    state,
    terms,
)

STRANGERS = ("sun", "zheng", "feng", "qian", "he", "luo", "ma", "wu", "auditor", "sysadmin", "secadmin", "xu")
REVIEWED = {"outcome": "continued", "review": "介绍了保洁工作，已上岗三周", "own_view": "觉得轻松了"}


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code and str(refusal.value)


def reads(username, row):
    return EVIDENCE in body(username, f"/support/files/{row.pk}/")


def rows_of(username, row):
    """(card, words) as the walls alone show them."""
    with acting(username):
        card = plain_sql("select count(*) from cases_familysupportfile where id = %s", [row.pk])[0][0]
        words = plain_sql("select count(*) from cases_filewords where of_file_id = %s", [row.pk])[0][0]
    return card, words


def darkened(house, row):
    """Its moment has come, and no job has run yet."""
    house.raw(
        "update cases_familysupportfile set dark_at = now() - interval '1 minute' where id = %s", [row.pk]
    )


def reviewed(row, **changed):
    return acts("tian", reviewing.write_review, row.pk, **(REVIEWED | changed))


class TestOpening:
    """No sign-off, no file."""

    def test_without_the_privacy_officers_sign_off_there_is_no_file(self, on):
        row = proposed()
        with pytest.raises(IllegalTransition):
            acts("gao", opening.approve_file, row.pk)
        refused("necessary", acts, "bai", opening.sign_file, row.pk, necessary=False)
        assert state(on, row) == "proposed" and clock_of(on, row.pk, "support.review") == []
        page = browser_of("gao").post(f"/support/files/{row.pk}/approve_file/", {}).content.decode()
        assert "待个人信息保护负责人审签" in page

    def test_each_of_the_three_steps_belongs_to_one_post(self, on):
        row = proposed()
        for username in ("lin", "gao"):
            refused("role", acts, username, opening.sign_file, row.pk, necessary=True)
        acts("bai", opening.sign_file, row.pk, necessary=True)
        for username in ("lin", "bai"):
            refused("role", acts, username, opening.approve_file, row.pk)
        acts("gao", opening.approve_file, row.pk)
        assert state(on, row) == "active"

    def test_the_database_holds_the_three_people_alone(self, on):
        row = proposed()
        for username, change in (
            ("lin", "state = 'active'"),
            ("lin", "signed_by_id = app_user(), signed_at = now()"),
            ("lin", "signed_by_id = (select id from network_user where username = 'bai')"),
            ("gao", "signed_by_id = app_user()"),
            ("bai", "approved_by_id = app_user()"),
            ("lin", "approved_by_id = app_user()"),
            ("lin", "dark_at = dark_at + interval '1 day'"),
            ("lin", "ends_on = ends_on + 1"),
        ):
            with pytest.raises(DatabaseError), acting(username), transaction.atomic():
                plain_sql(f"update cases_familysupportfile set {change} where id = %s returning 1", [row.pk])
        assert state(on, row) == "proposed"

    @pytest.mark.parametrize(
        ("code", "changed"),
        [
            ("family", {"family": " "}),
            ("evidence", {"evidence": ""}),
            ("lighter", {"lighter": ""}),
            ("delay", {"notice_on": None}),
            ("evidence", {"evidence": "村里都说他家不行"}),
        ],
    )
    def test_a_file_needs_facts_necessity_and_notice(self, on, code, changed):
        refused(code, acts, "lin", opening.propose_file, looked_at().pk, **terms(**changed))

    def test_notice_may_wait_for_a_reason_and_is_given_later(self, on):
        row = active(notice_on=None, delay="男方在家时不便告知")
        acts("tian", opening.give_notice, row.pk, notice_on=clock.today())
        refused("notice_on", acts, "tian", opening.give_notice, row.pk, notice_on=clock.today())

    def test_a_review_or_a_last_day_beyond_the_rule_is_refused_beside_the_field(self, on):
        note = looked_at()
        late = latest("support.review") + timedelta(days=1)
        refused("review_on", acts, "lin", opening.propose_file, note.pk, **terms(review_on=late))
        last = latest("support.length") + timedelta(days=1)
        refused("ends_on", acts, "lin", opening.propose_file, note.pk, **terms(ends_on=last))
        sent = {name: str(value) for name, value in terms(review_on=late).items() if name != "worker"}
        sent["worker"] = person("tian").pk
        page = browser_of("lin").post(f"/support/notes/{note.pk}/propose_file/", sent).content.decode()
        assert "复评日超出规定" in page and EVIDENCE in page
        assert state(on, note) == "reviewed"

    def test_a_worker_is_of_the_place(self, on):
        for username in ("qian", "sun", "zheng"):
            told = terms(worker=person(username))
            refused("worker", acts, "lin", opening.propose_file, looked_at().pk, **told)

    def test_what_is_not_opened_is_read_by_nobody(self, on):
        row = signed()
        acts("gao", opening.refuse_file, row.pk)
        for username in ("gao", "bai"):
            assert not reads(username, row) and rows_of(username, row) == (1, 0)
        for username in ("lin", "tian"):
            assert opens(username, f"/support/files/{row.pk}/") == 404


class TestReading:
    """Words open to whoever works on them in this state, and a card is no list."""

    def test_in_each_state_exactly_those_who_work_on_it_read_it(self, on):
        row = proposed()
        seen = {state_: {} for state_ in ("proposed", "signed", "active", "reviewed", "paused", "restricted")}

        def look():
            for username in ("lin", "bai", "gao", "tian"):
                card, words = rows_of(username, row)
                if card:
                    assert reads(username, row) == bool(words), username
                else:
                    assert opens(username, f"/support/files/{row.pk}/") == 404
                seen[state(on, row)][username] = (card, words)

        look()
        acts("bai", opening.sign_file, row.pk, necessary=True)
        look()
        acts("gao", opening.approve_file, row.pk)
        look()
        reviewed(row)
        look()
        acts("tian", objecting.take_objection, row.pk, asked="不想留档案", received_on=clock.today())
        look()
        acts("bai", objecting.accept_objection, row.pk, answer="已停止并封存")
        look()
        assert seen == {
            "proposed": {"lin": (1, 1), "bai": (1, 1), "gao": (1, 0), "tian": (1, 0)},
            "signed": {"lin": (1, 1), "bai": (1, 1), "gao": (1, 1), "tian": (1, 0)},
            "active": {"lin": (1, 0), "bai": (1, 0), "gao": (1, 0), "tian": (1, 1)},
            "reviewed": {"lin": (1, 0), "bai": (1, 0), "gao": (1, 1), "tian": (1, 1)},
            "paused": {"lin": (1, 0), "bai": (1, 1), "gao": (1, 0), "tian": (1, 0)},
            "restricted": {"lin": (0, 0), "bai": (1, 0), "gao": (1, 0), "tian": (0, 0)},
        }

    def test_for_everybody_else_there_is_no_row_and_no_page(self, on):
        row = active()
        for username in STRANGERS:
            assert rows_of(username, row) == (0, 0), username
            assert opens(username, f"/support/files/{row.pk}/") == 404, username

    def test_no_list_holds_the_files_of_the_county(self, on):
        row = active()
        for username in ("lin", "gao", "bai", "zhou"):
            assert f"/support/files/{row.pk}/" not in body(username, "/support/"), username
        assert f"/support/files/{row.pk}/" in body("tian", "/support/")

    def test_a_list_says_a_number_and_no_word(self, on):
        active()
        page = body("tian", "/support/")
        for word in (FAMILY, EVIDENCE, "就业与救助", "家庭自己提出需要支持"):
            assert word not in page

    def test_nothing_can_be_filtered_sorted_or_taken_out(self, on):
        row = active()
        plain = body("tian", "/support/")
        for query in ("?kind=family_support_need", "?order=number", "?unit=1", "?format=xlsx"):
            other = body("tian", f"/support/{query}")
            assert other.count("/support/files/") == plain.count("/support/files/")
        assert str(row.pk) in plain and "下载" not in plain and "导出" not in plain.split("<main")[1]

    def test_each_opening_is_in_the_log_and_a_look_at_words_is_called_so(self, fresh_on):
        row = active()
        body("tian", f"/support/files/{row.pk}/")
        body("lin", f"/support/files/{row.pk}/")
        told = """select u.username, e.action from network_auditevent e join network_user u on u.id = e.actor_id
                   where e.subject_kind = 'support_file' and e.detail ->> 'layer' = 'support' order by e.id"""
        assert fresh_on.raw(told) == [("tian", "reveal"), ("lin", "view")]


class TestVisits:
    """A village sees a task, never why."""

    def test_the_village_sees_a_number_and_an_offer_and_nothing_else(self, on):
        row = active()
        visit = planned(row, offers=("job", "relief"))
        page = body("luo", f"/support/visits/{visit.pk}/")
        assert f"第{row.number}号家庭" in page and "就业或培训" in page
        for word in (FAMILY, EVIDENCE, "家庭自己提出需要支持", "就业与救助"):
            assert word not in page and word not in body("luo", "/support/")
        assert rows_of("luo", row) == (0, 0)

    def test_a_visit_without_an_offer_is_not_planned(self, on):
        refused("offers", acts, "tian", visiting.plan_visit, active().pk, doer=person("luo"), offers=[])

    def test_two_go_and_nobody_enters_without_consent(self, on):
        visit = planned(active())
        told = {"visited_on": clock.today(), "companion": "执委石芳", "consented": True}
        told |= {"wanted": ["job"], "comes_again": False}
        for code, changed in (("companion", {"companion": " "}), ("consented", {"consented": False})):
            refused(code, acts, "luo", visiting.record_outreach, visit.pk, **(told | changed))
        acts("luo", visiting.record_outreach, visit.pk, **told)
        assert state(on, visit) == "visited"
        assert clock_of(on, visit.pk, "support.visit")[0][0] == "met"

    def test_a_visit_that_was_not_wanted_leaves_no_word(self, on):
        visit = planned(active())
        answer = browser_of("luo").get(f"/support/visits/{visit.pk}/decline_outreach/").content.decode()
        assert "<textarea" not in answer
        acts("luo", visiting.decline_outreach, visit.pk)
        assert state(on, visit) == "declined"

    def test_a_visit_is_made_by_whoever_was_asked(self, on):
        visit = planned(active())
        for username in ("he", "wang", "lin", "li"):
            assert opens(username, f"/support/visits/{visit.pk}/") == 404
        refused("not_yours", acts, "tian", visiting.decline_outreach, visit.pk)

    def test_visits_of_a_dark_file_are_gone_from_the_village(self, on):
        row = active()
        visit = planned(row)
        reviewed(row, outcome="moved")
        acts("gao", reviewing.end_file, row.pk)
        assert opens("luo", f"/support/visits/{visit.pk}/") == 404
        assert clock_of(on, visit.pk, "support.visit")[0][0] == "cancelled"

    def test_the_days_of_a_visit_pass_over_the_spring_festival(self, on, day):
        day("2026-02-12 09:00")
        visit = acts("he", visiting.ask_visit, _home("he"), family="南头一户")
        due = clock.in_zone(clock_of(on, visit.pk, "support.visit")[0][1])
        assert due == at("2026-03-05 00:00")


def _home(username):
    return person(username).appointments.get().unit


class TestReview:
    """In time, by two; or the file goes dark."""

    def test_worker_and_leader_together_let_it_go_on(self, on):
        row = active()
        reviewed(row)
        refused("role", acts, "tian", reviewing.continue_file, row.pk, review_on=latest("support.review"))
        far = latest("support.review") + timedelta(days=1)
        refused("review_on", acts, "gao", reviewing.continue_file, row.pk, review_on=far)
        acts("gao", reviewing.continue_file, row.pk, review_on=latest("support.review"))
        assert [each[0] for each in clock_of(on, row.pk, "support.review")] == ["met", "running"]

    def test_stable_is_said_with_the_familys_own_view_or_not_at_all(self, on):
        row = active()
        refused(
            "own_view",
            acts,
            "tian",
            reviewing.write_review,
            row.pk,
            outcome="stabilised",
            review="好",
            own_view=" ",
        )
        reviewed(row, outcome="stabilised")
        refused("outcome", acts, "gao", reviewing.continue_file, row.pk, review_on=latest("support.review"))
        acts("gao", reviewing.end_file, row.pk)
        assert state(on, row) == "restricted"
        for username in ("gao", "bai"):
            assert rows_of(username, row) == (1, 0)

    def test_a_review_that_is_given_back_stops_no_day(self, on):
        row = active()
        due = clock_of(on, row.pk, "support.review")
        reviewed(row)
        acts("gao", reviewing.return_review, row.pk)
        assert clock_of(on, row.pk, "support.review") == due and state(on, row) == "active"

    def test_once_its_moment_has_come_nobody_reads_it_although_no_job_has_run(self, on):
        row = active()
        assert reads("tian", row)
        darkened(on, row)
        for username in ("tian", "lin", "gao", "bai"):
            assert rows_of(username, row)[1] == 0, username
            assert not reads(username, row), username
        refused("dark", acts, "tian", reviewing.write_review, row.pk, **REVIEWED)

    def test_without_a_review_the_file_closes_silently_and_stays_closed(self, fresh_on):
        row = active()
        visit = planned(row)
        dark = fresh_on.raw("select dark_at from cases_familysupportfile")[0][0]
        told = fresh_on.raw("select count(*) from network_outboxmessage")
        with fresh_on.login("worker"):
            assert dimming.sweep(at=dark - timedelta(minutes=1))["darkened"] == 0
            assert dimming.sweep(at=dark)["darkened"] == 1
            assert dimming.sweep(at=dark)["darkened"] == 0
        found = "select state, dark_for from cases_familysupportfile"
        assert fresh_on.raw(found) == [("restricted", "overdue")]
        assert clock_of(fresh_on, row.pk, "support.review")[0][0] == "cancelled"
        assert clock_of(fresh_on, visit.pk, "support.visit")[0][0] == "cancelled"
        assert fresh_on.raw("select count(*) from network_outboxmessage") == told
        for username in ("tian", "lin"):
            assert opens(username, f"/support/files/{row.pk}/") == 404
        assert str(row.pk) not in body("gao", "/support/")
        for back in ("active", "proposed"):
            with pytest.raises(DatabaseError), acting("gao"), transaction.atomic():
                plain_sql(
                    "update cases_familysupportfile set state = %s where id = %s returning 1", [back, row.pk]
                )

    def test_on_its_last_day_it_ends_whatever_its_review_says(self, fresh_on):
        last = clock.today() + timedelta(days=61)
        active(ends_on=last)
        with fresh_on.login("worker"):
            assert dimming.sweep(at=clock.end_of_day(last))["darkened"] == 1
        assert fresh_on.raw("select dark_for from cases_familysupportfile") == [("expired",)]

    def test_the_days_until_darkness_pass_over_the_holidays(self, on):
        far = date(2027, 6, 30)
        # 3 October 2026 is a holiday: the review is due on the 8th; fourteen days later is the 22nd.
        assert opening.dark_at(date(2026, 10, 3), far) == at("2026-10-23 00:00")
        # Fourteen days after 18 September end within the holidays and roll to the 8th.
        assert opening.dark_at(date(2026, 9, 18), far) == at("2026-10-09 00:00")
        assert opening.dark_at(date(2026, 9, 18), date(2026, 9, 30)) == at("2026-10-01 00:00")

    def test_the_job_leaves_its_row_and_runs_as_the_worker_alone(self, fresh_on):
        active()
        with pytest.raises(WrongLogin):
            dimming.sweep()
        with fresh_on.login("worker"):
            tasks.dim_support.run()
        told = "select counts from network_jobrun where name = 'dim_support'"
        assert fresh_on.raw(told) == [({"darkened": 0, "forgotten": 0},)]

    def test_a_late_review_calls_worker_and_chair_then_the_privacy_officer_then_the_county(self, fresh_on):
        row = active(worker=person("shi"))

        def rung():
            told = """select distinct u.username from network_rung r join network_user u on u.id = r.recipient_id
                       join network_clock c on c.id = r.clock_id where c.subject_id = %s and r.kind = 'rung' order by 1"""
            return [name for (name,) in fresh_on.raw(told, [row.pk])]

        nearest = "select next_ring_at from network_clock where subject_id = %s and next_ring_at is not null"
        seen = []
        with fresh_on.login("worker"):
            while moment := fresh_on.raw(nearest, [row.pk]):
                sweep.ring_due(at=moment[0][0])
                seen.append(rung())
        both = ["shi", "tian"]
        assert seen == [[], both, ["bai", *both], ["bai", "gao", *both]]


class TestObjection:
    """The family speaks, and everything stands still."""

    def test_an_objection_stops_the_file_for_everybody_but_whoever_answers(self, on):
        row = active()
        acts("tian", objecting.take_objection, row.pk, asked="写的不是事实", received_on=clock.today())
        assert state(on, row) == "paused"
        for verb, more in (
            (reviewing.write_review, REVIEWED),
            (visiting.plan_visit, {"doer": person("luo"), "offers": ["job"]}),
        ):
            with pytest.raises((IllegalTransition, Refusal)):
                acts("tian", verb, row.pk, **more)
        assert "写的不是事实" in body("bai", f"/support/files/{row.pk}/")
        for username in ("tian", "lin", "gao"):
            page = body(username, f"/support/files/{row.pk}/")
            assert "写的不是事实" not in page and EVIDENCE not in page
            with acting(username):
                assert plain_sql("select 1 from cases_supportobjection where file_id = %s", [row.pk]) == []

    def test_it_is_refused_with_reasons_and_the_way_to_the_court_alone(self, on):
        row = active()
        acts("tian", objecting.take_objection, row.pk, asked="不同意", received_on=clock.today())
        told = {"finding": "refused", "answer": "依据充分"}
        refused("court_told", acts, "bai", objecting.answer_objection, row.pk, **told)
        refused(
            "answer",
            acts,
            "bai",
            objecting.answer_objection,
            row.pk,
            **(told | {"answer": ""}),
            court_told=True,
        )
        acts("bai", objecting.answer_objection, row.pk, **told, court_told=True)
        assert state(on, row) == "active" and clock_of(on, row.pk, "support.objection")[0][0] == "met"
        assert clock_of(on, row.pk, "support.review")[-1][0] == "running"

    def test_what_is_corrected_stands_in_the_file(self, on):
        row = active()
        acts("tian", objecting.take_objection, row.pk, asked="人数写错了", received_on=clock.today())
        told = {"finding": "corrected", "answer": "已更正"}
        refused("correction", acts, "bai", objecting.answer_objection, row.pk, **told)
        acts("bai", objecting.answer_objection, row.pk, **told, correction="家里是四口人")
        assert "家里是四口人" in body("tian", f"/support/files/{row.pk}/")

    def test_what_is_accepted_closes_the_file(self, on):
        row = active()
        acts("bai", objecting.take_objection, row.pk, asked="请删除", received_on=clock.today())
        acts("bai", objecting.accept_objection, row.pk, answer="已封存")
        assert state(on, row) == "restricted" and rows_of("bai", row) == (1, 0)

    def test_its_days_pass_over_the_holidays_and_belong_to_the_privacy_officer(self, on):
        row = active()
        acts("tian", objecting.take_objection, row.pk, asked="异议", received_on=clock.today())
        told = """select u.username, c.starts_on, c.due_on from network_clock c join network_user u on u.id = c.owner_id
                   where c.subject_id = %s and c.limit_id = 'support.objection'"""
        owner, starts, due = on.raw(told, [row.pk])[0]
        assert owner == "bai" and due == calculator.period_of("support.objection", starts).due_on
        assert calculator.period_of("support.objection", date(2026, 9, 28)).due_on == date(2026, 10, 23)


class TestLastDay:
    """Once later, by the city; and the end of what is kept."""

    def test_a_later_last_day_is_given_once_by_privacy_officer_and_city(self, on):
        row = active()
        until = row.ends_on + timedelta(days=30)
        refused("role", acts, "gao", reviewing.ask_longer, row.pk, longer_until=until)
        far = row.ends_on + timedelta(days=calculator.length_of("support.longer") + 1)
        refused("longer_until", acts, "bai", reviewing.ask_longer, row.pk, longer_until=far)
        assert opens("zhou", f"/support/files/{row.pk}/") == 404
        acts("bai", reviewing.ask_longer, row.pk, longer_until=until)
        refused("role", acts, "bai", reviewing.grant_longer, row.pk)
        assert EVIDENCE not in body("zhou", f"/support/files/{row.pk}/")
        acts("zhou", reviewing.grant_longer, row.pk)
        assert on.raw("select ends_on from cases_familysupportfile where id = %s", [row.pk]) == [(until,)]
        refused(
            "longer_until", acts, "bai", reviewing.ask_longer, row.pk, longer_until=until + timedelta(days=1)
        )
        refused("longer_until", acts, "zhou", reviewing.grant_longer, row.pk)

    def test_words_are_destroyed_by_two_after_their_days_and_the_count_stays(self, fresh_on):
        row = active()
        reviewed(row, outcome="moved")
        acts("gao", reviewing.end_file, row.pk)
        refused("kept", acts, "bai", reviewing.propose_destruction, row.pk)
        days = calculator.length_of("support.keep") + 1
        aged = f"update cases_familysupportfile set restricted_at = restricted_at - interval '{days} days'"
        fresh_on.raw(aged)
        refused("kept", acts, "gao", reviewing.destroy_file, row.pk)
        acts("bai", reviewing.propose_destruction, row.pk)
        refused("role", acts, "bai", reviewing.destroy_file, row.pk)
        acts("gao", reviewing.destroy_file, row.pk)
        assert fresh_on.raw("select count(*) from cases_filewords") == [(0,)]
        assert fresh_on.raw("select state, outcome from cases_familysupportfile") == [("destroyed", "moved")]

    def test_what_was_unfounded_is_deleted_after_its_days(self, fresh_on):
        row = active()
        reviewed(row, outcome="unfounded")
        acts("gao", reviewing.end_file, row.pk)
        after = clock.now() + timedelta(days=calculator.length_of("support.forget") + 1)
        with fresh_on.login("worker"):
            dimming.sweep(at=after)
        assert fresh_on.raw("select count(*) from cases_filewords") == [(0,)]
        assert fresh_on.raw("select state from cases_familysupportfile") == [("restricted",)]

    def test_another_worker_reads_it_and_the_first_no_longer(self, on):
        row = active(worker=person("shi"))
        assert reads("shi", row)
        acts("gao", opening.name_worker, row.pk, worker=person("lin"))
        assert opens("shi", f"/support/files/{row.pk}/") == 404 and reads("lin", row)
        owner = "select u.username from network_clock c join network_user u on u.id = c.owner_id where c.subject_id = %s"
        assert on.raw(owner, [row.pk])[-1] == ("lin",)


def test_orm_alone_gives_the_same_rows_as_the_walls(on):
    row = active()
    planned(row)
    proposed()
    for username in ("tian", "lin", "gao", "bai", "zhou", "luo", "shi", *STRANGERS):
        with acting(username) as (_user, scope):
            for model in (FamilySupportFile, OutreachVisit):
                by_orm = set(model.objects.visible_to(scope).values_list("pk", flat=True))
                by_wall = {each[0] for each in plain_sql(f"select id from {model._meta.db_table}")}
                assert by_orm == by_wall, (username, model)


def test_a_household_shows_nothing_of_a_matter_and_a_matter_nothing_of_a_household():
    pointing = [f.name for f in FamilySupportFile._meta.get_fields() if f.is_relation]
    assert not [name for name in pointing if "case" in name or "person" in name.split("_")]
