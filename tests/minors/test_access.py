"""A child's matter is read only after somebody responsible has agreed (未成年人网络保护条例 art. 36)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.casefile import sharing, transfers
from cases.casefile.models import Case, Event
from cases.minors import access, children
from cases.minors.models import Minor, MinorAccessGrant
from cases.people.models import Person
from cases.petitions import papers, transitions
from cases.protection import danger
from network.access.gate import Refusal
from network.deadlines.models import Limit
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.minors.conftest import WORDS, answers, asks, childs, ended, given
from tests.stories import NAME, PHONE, does, matter

MASKED = "姓名和经过须经负责人批准后才能查阅"


def body(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def opened(case: Case, who: str = "lin") -> str:
    return body(browser_of(who), f"/cases/{case.pk}/")


def refused(code: str, act, *args, **kwargs) -> None:
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code and str(refusal.value)


class TestReading:
    """Names and story, for the owner as well."""

    def test_not_even_the_owner_reads_a_childs_matter_without_leave(self, house):
        case = childs()
        page = opened(case)
        assert MASKED in page and WORDS not in page and NAME[:2] not in page and PHONE not in page
        answer = browser_of("lin").post(f"/cases/{case.pk}/names/", {"reason": "contact"}, follow=True)
        assert MASKED in answer.content.decode() and NAME not in answer.content.decode()

    def test_with_leave_she_reads_and_every_look_is_in_the_log(self, fresh_house):
        case = childs()
        row = given(case)
        page = opened(case)
        assert WORDS in page and NAME not in page  # the case page stays masked; names are a look of their own
        named = browser_of("lin").post(f"/cases/{case.pk}/names/", {})
        assert NAME in named.content.decode()
        told = fresh_house.raw(
            "select detail ->> 'layer' from network_auditevent where action = 'reveal'"
            " and subject_id = %s and detail ->> 'grant' = %s order by id",
            [str(case.pk), str(row.pk)],
        )
        assert told == [("narrative",), ("names",)]
        with acting("gao"):
            assert plain_sql("select minor_grant_uses(%s)", [row.pk]) == [(2,)]

    def test_leave_ends_by_itself_and_can_be_asked_for_again(self, house):
        case = childs()
        row = given(case)
        assert WORDS in opened(case)
        ended(house, row)
        page = opened(case)
        assert WORDS not in page and MASKED in page and "申请查阅" in page
        assert WORDS not in opened(case)
        given(case)
        assert WORDS in opened(case)

    def test_leave_is_for_one_reader_and_one_matter(self, house):
        case, other = childs(), childs()
        given(case)
        assert WORDS not in opened(other)
        with acting("lin") as (lin, _scope):
            locked = Case.objects.get(pk=case.pk)
            for layer in (sharing.CASE, sharing.NARRATIVE, sharing.NAMES):
                until = clock.now() + timedelta(days=1)
                sharing.lend(locked, to=person("xu"), layer=layer, by=lin, until=until, source="lent")
        assert WORDS not in opened(case, "xu") and MASKED in opened(case, "xu")
        given(case, to="xu")
        assert WORDS in opened(case, "xu")

    def test_acting_needs_no_leave(self, house):
        case = childs()
        client = browser_of("lin")
        answer = client.post(f"/cases/{case.pk}/note/", {"note": "已联系学校"}, follow=True)
        assert answer.status_code == 200 and "已联系学校" not in answer.content.decode()
        does("lin", transitions.triage, case, route="R3")
        with acting("lin"):
            assert Event.objects.filter(case=case.pk, verb="triage").exists()
            assert Event.objects.get(case=case.pk, verb="note").note is not None
        given(case)
        assert "已联系学校" in opened(case)

    def test_a_paper_is_not_drawn_up_without_leave_and_what_was_typed_stays(self, house):
        case = childs()
        client = browser_of("lin")
        source = next(s for s in _sources(case) if s.kind == "registration_form")
        place = f"/cases/{case.pk}/papers/registration_form/{source.source_id}/"
        assert "申请查阅" in body(client, place) and NAME not in body(client, place)
        typed = {"addressee": "甲乙丙丁", "basis": "依据一二三", "remedies": ""}
        answer = client.post(place, typed).content.decode()
        assert "甲乙丙丁" in answer and MASKED in answer
        given(case)
        assert WORDS in body(client, place)

    def test_lists_show_no_name_of_a_child(self, fresh_house):
        childs()
        assert "欧" not in body(browser_of("lin"), "/")

    def test_an_ordinary_matter_and_a_womans_sealed_matter_are_read_as_before(self, house):
        plain, hers = matter("lin"), matter("lin", safety="violence", facts=WORDS)
        assert WORDS in opened(hers) and "未成年人事项" not in opened(plain)
        refused("child", asks, hers)


def _sources(case: Case) -> list:
    with acting("lin"):
        return papers.sources(Case.objects.get(pk=case.pk))


class TestDeciding:
    """A second person, always."""

    def test_nobody_gives_leave_to_herself(self, house):
        case = childs()
        row = asks(case)
        refused("own", answers, row, by="lin")
        answers(row)
        refused("decided", answers, row)

    def test_where_the_leader_owns_the_matter_the_unit_above_decides(self, fresh_house):
        case = childs()
        with acting("lin") as (lin, _scope):
            locked = Case.objects.select_for_update().get(pk=case.pk)
            transfers.give(locked, to_unit=locked.unit, to=person("gao"), by=lin, at=clock.now())
        row = asks(case, by="gao")
        with acting("zhou"):
            found = MinorAccessGrant.objects.get(pk=row.pk)
            assert found.approving_unit.level == 1
            assert plain_sql("select minor_grant_number(%s)", [row.pk]) == [(case.number,)]
            assert not Case.objects.filter(pk=case.pk).exists()  # she decides, and holds no card
        answers(row, by="zhou")
        assert WORDS in opened(case, "gao")

    def test_other_leaders_do_not_know_of_the_request(self, house):
        row = asks(childs())
        for who in ("feng", "zhou", "tian", "lin"):
            assert browser_of(who).get(f"/leader/minors/{row.pk}/").status_code == 404, who

    def test_the_leader_decides_on_a_page_that_lists_what_waits(self, fresh_house):
        case = childs()
        row = asks(case)
        client = browser_of("gao")
        page = body(client, "/leader/minors/")
        assert case.number in page and "林晓岚" in page
        one = body(client, f"/leader/minors/{row.pk}/")
        assert "联系监护人之前要看经过" in one and WORDS not in one and NAME not in one
        answer = client.post(f"/leader/minors/{row.pk}/", {"act": "refuse", "note": ""})
        assert "请写明理由" in answer.content.decode()
        assert client.post(f"/leader/minors/{row.pk}/", {"act": "approve", "note": "同意"}).status_code == 302
        assert WORDS in opened(case)
        stored = fresh_house.raw("select words, answer from cases_minoraccessgrant")
        assert not any(
            "监护人".encode() in bytes(cell) or "同意".encode() in bytes(cell) for cell in stored[0]
        )

    def test_a_refusal_says_why_and_opens_nothing(self, house):
        case = childs()
        row = asks(case)
        refused("note", answers, row, yes=False, note=" ")
        answers(row, yes=False)
        assert WORDS not in opened(case) and "申请查阅" in opened(case)

    def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(self, house):
        case = childs()
        client = browser_of("lin")
        place = f"/cases/{case.pk}/minors/ask_minor_access/"
        answer = client.post(place, {"reason": "handling", "words": "甲乙丙", "hours": "99"}).content.decode()
        assert "甲乙丙" in answer and "24" in answer
        answer = client.post(place, {"words": "甲乙丙", "hours": "2"}).content.decode()
        assert "甲乙丙" in answer and "err" in answer
        assert client.post(place, {"reason": "handling", "words": "甲", "hours": "2"}).status_code == 302
        again = client.post(place, {"reason": "handling", "words": "又一次", "hours": "2"}).content.decode()
        assert "又一次" in again and "您已申请" in again

    def test_leave_lasts_no_longer_than_the_rule(self, fresh_house):
        case = childs()
        row = asks(case, hours=24)
        with fresh_house.login("migrator"):
            Limit.objects.filter(pk="minors.access").update(length=3)
        row = answers(row)
        assert row.until - row.decided_at == timedelta(hours=3)

    def test_she_may_end_it_before_the_time(self, house):
        case = childs()
        given(case)
        does("lin", access.end_minor_access, case)
        assert WORDS not in opened(case)
        refused("gone", does, "lin", access.end_minor_access, case)


class TestDanger:
    """Danger does not wait."""

    def test_whoever_is_on_duty_reads_at_once_and_the_leader_is_told(self, guarded):
        case = matter("he", channel="station", safety="urgent", concerns=("child",), facts=WORDS)
        assert WORDS in opened(case, "qin")
        told = guarded.raw(
            "select u.username, g.source, g.decided_by_id from cases_minoraccessgrant g"
            " join network_user u on u.id = g.reader_id where g.case_id = %s",
            [case.pk],
        )
        assert told == [("qin", "danger", None)]
        messages = guarded.raw(
            "select u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
            " where m.kind = 'child_opened'"
        )
        assert ("gao",) in messages
        assert WORDS not in opened(case)  # the owner opens with one step, which is told as well
        answer = browser_of("lin").post(f"/cases/{case.pk}/minors/open_minor_in_danger/", follow=True)
        assert WORDS in answer.content.decode()

    def test_without_danger_nothing_opens_without_a_decision(self, guarded):
        case = childs()
        refused("danger", does, "lin", access.open_minor_in_danger, case)
        statement = """insert into cases_minoraccessgrant (id, case_id, entered_by_id, entered_at, reader_id, source,
            reason, hours, wrapped, approving_unit_id, granted, until, review_found)
            select gen_random_uuid(), id, owner_id, now(), owner_id, %s, 'safety', 1, '', unit_id, true,
                   now() + interval '1 hour', '' from cases_case where id = %s returning 1"""
        for source in ("danger", "asked"):
            with pytest.raises(DatabaseError), acting("lin"):
                plain_sql(statement, [source, case.pk])

    def test_danger_found_later_opens_a_childs_matter_as_well(self, guarded):
        case = childs()
        facts = {"noticed_at": clock.now(), "called": True}
        does("lin", danger.open_danger, case, **facts)
        assert WORDS in opened(case, "qin")

    def test_the_leader_looks_at_it_afterwards_once(self, guarded):
        case = childs()
        does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
        with acting("qin"):
            row = MinorAccessGrant.objects.get(case=case.pk)
        running = "select state from network_clock where part = %s and limit_id = 'minors.review'"
        assert guarded.raw(running, [row.pk]) == [("running",)]
        client = browser_of("gao")
        assert case.number in body(client, "/leader/minors/")
        place = f"/leader/minors/{row.pk}/"
        answer = client.post(place, {"found": "not_needed", "note": ""}).content.decode()
        assert "checked" in answer and "err" in answer
        assert client.post(place, {"found": "needed", "note": ""}).status_code == 302
        assert guarded.raw(running, [row.pk]) == [("met",)]
        assert "确有必要" in body(client, place)


class TestWalls:
    """The database says the same when nobody asks the product."""

    COUNT = "select (select count(*) from cases_person where case_id = %s), (select count(*) from cases_narrative where case_id = %s)"

    def _rows(self, case, who):
        with acting(who):
            return plain_sql(self.COUNT, [case.pk, case.pk])[0]

    def test_names_and_story_are_no_rows_without_leave(self, house):
        case = childs()
        assert self._rows(case, "lin") == (0, 0)
        row = given(case)
        assert self._rows(case, "lin") == (1, 1)
        ended(house, row)
        assert self._rows(case, "lin") == (0, 0)

    def test_the_orm_says_no_where_row_security_is_away(self, house):
        case = childs()
        client = browser_of("lin")
        with house.login("migrator"):
            page = body(client, f"/cases/{case.pk}/")
        assert WORDS not in page and NAME[:2] not in page

    def test_a_reader_cannot_write_her_own_leave(self, house):
        row = asks(childs())
        for change in (
            "granted = true, decided_by_id = app_user(), until = now() + interval '1 hour'",
            "granted = true, decided_by_id = (select id from network_user where username = 'gao'), until = now()",
        ):
            statement = f"update cases_minoraccessgrant set {change} where id = %s returning 1"
            with pytest.raises(DatabaseError), acting("lin"), transaction.atomic():
                plain_sql(statement, [row.pk])
        given_ = answers(row)
        with pytest.raises(DatabaseError), acting("lin"), transaction.atomic():
            plain_sql(
                "update cases_minoraccessgrant set until = now() + interval '9 days' where id = %s returning 1",
                [given_.pk],
            )


class TestNaming:
    """Naming the child of a sealed matter."""

    def test_a_matter_becomes_a_childs_when_a_child_is_named_and_capacity_is_computed(self, fresh_house):
        case = matter("lin", safety="violence", facts=WORDS)
        assert WORDS in opened(case)
        born = clock.today().replace(year=clock.today().year - 9, day=1)
        does("lin", children.name_child, case, name="小禾", birth_date=born)
        page = opened(case)
        assert WORDS not in page and "限制民事行为能力" in page and "小禾" not in page and "9岁" not in page
        stored = fresh_house.raw("select birth_date, stated_age from cases_minor")
        assert stored[0][1] is None and str(born).encode() not in bytes(stored[0][0])
        assert "capacity" not in {f.name for f in Minor._meta.get_fields()}
        given(case)
        assert "9岁" in opened(case)
        with acting("lin"):
            assert Person.objects.filter(case=case.pk, role="child").count() == 1

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({}, "birth_date"),
            ({"birth_date": clock.today() + timedelta(days=1)}, "birth_date"),
            ({"birth_date": clock.today().replace(year=clock.today().year - 19, day=1)}, "birth_date"),
            ({"stated_age": 18}, "stated_age"),
            ({"stated_age": 15, "own_labour": True}, "own_labour"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_sentence(self, house, facts, code):
        refused(code, does, "lin", children.name_child, childs(), **facts)

    def test_an_ordinary_matter_names_no_child(self, house):
        refused("ordinary", does, "lin", children.name_child, matter("lin"), stated_age=9)


def test_a_log_row_of_leave_carries_no_word(fresh_house):
    row = given(childs())
    told = fresh_house.raw("select detail::text, purpose from network_auditevent where action = 'grant'")
    assert any(str(row.pk) in detail for detail, _purpose in told)
    assert not any("监护人" in detail + purpose for detail, purpose in told)
