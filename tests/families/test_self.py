"""自荐: a family puts itself forward without an account; the chair it chose answers; number and code tell it how far it is."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from network.access.gate import Refusal
from network.deadlines.models import Clock
from network.notifications.models import OutboxMessage
from outreach.families import door, offering, rounds, writing
from outreach.families.door import Proposal
from outreach.families.models import FamilyNomination
from outreach.families.offered import FamilyOffer
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.families import told
from tests.house import acting, browser_of, person
from tests.selection.told import does

STORY, PHONE, NAME = "每周六全家读书，家务轮着做。", "13812345678", "沙小梅"


@pytest.fixture
def going(fresh_house):
    """A round that takes families now."""
    award = told.Round(2)
    award.moves(rounds.call_families, 0)
    return award


def proposal(**more):
    facts = {"unit": told.village(), "title_sought": "beautiful_family", "family_name": "沙家"}
    return Proposal(**(facts | {"story": STORY, "name": NAME, "phone": PHONE} | more))


def proposed(going, asker: bytes = b"a" * 32, **more):
    return door.propose(going.pk, proposal=proposal(**more), ident=uuid4(), asker=asker)


def turned(house) -> dict[str, int]:
    with house.login("worker"):
        return offering.turn_offers(at=clock.now())


def sent(client: Client, going, **more):
    page = f"/families/nominate/{going.pk}/?township={told.township().pk}"
    ident = re.search(r'name="ident" value="(\w+)"', client.get(page).content.decode())[1]
    facts = {
        "unit": told.village().pk,
        "title_sought": "beautiful_family",
        "family_name": "沙家",
        "story": STORY,
    }
    facts |= {"name": NAME, "phone": PHONE, "agreed": "on", "ident": ident}
    return client.post(page, facts | more), facts


def test_a_family_writes_itself_and_the_same_form_twice_is_one_family_with_one_code(going, fresh_house):
    anybody = Client()
    assert "自荐" in anybody.get("/families/").content.decode()
    assert str(going.pk) in anybody.get("/families/nominate/").content.decode()
    where = anybody.get(f"/families/nominate/{going.pk}/").content.decode()
    assert told.township().short_name in where
    answer, facts = sent(anybody, going)
    page = answer.content.decode()
    number = re.search(r"data-number>(\w+)<", page)[1]
    code = re.search(r"data-code>([\d ]+)<", page)[1]
    again = anybody.post(
        answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], facts
    ).content.decode()
    assert number in again and code in again
    assert fresh_house.raw("select count(*) from outreach_familyoffer") == [(1,)]
    heap = str(fresh_house.raw("select * from outreach_familyoffer")) + str(
        fresh_house.raw("select detail from network_auditevent")
    )
    for word in (NAME, PHONE, STORY, "沙家", code.replace(" ", "")):
        assert word not in heap
    found = anybody.post("/families/nominate/progress/", {"number": number, "code": code}).content.decode()
    assert "尚未答复" in found and told.village().short_name in found
    wrong = anybody.post(
        "/families/nominate/progress/", {"number": number, "code": "1" * 16}
    ).content.decode()
    assert "查不到" in wrong


def test_nothing_is_sent_without_agreement_or_with_a_number_that_everybody_would_read(going, fresh_house):
    anybody = Client()
    for wrong, sentence in (
        ({"agreed": ""}, "不同意就不会提交"),
        ({"story": f"电话{PHONE}"}, "所有人都会看到"),
        ({"phone": "123"}, "手机号"),
        ({"unit": "999999"}, "请从列表"),
    ):
        page = sent(anybody, going, **wrong)[0].content.decode()
        assert sentence in page, wrong
        assert "沙家" in page, "what she wrote stands there still"
    assert fresh_house.raw("select count(*) from outreach_familyoffer") == [(0,)]


def test_one_line_puts_forward_so_many_and_no_more(going):
    for _n in range(5):
        proposed(going)
    with pytest.raises(Refusal, match="自荐太多"):
        proposed(going)
    proposed(going, asker=b"b" * 32)


def test_its_chair_owes_an_answer_and_nobody_above_reads_it(going, fresh_house):
    proposed(going)
    assert turned(fresh_house) == {"lapsed": 0, "emptied": 0, "forgotten": 0, "owed": 1}
    assert turned(fresh_house)["owed"] == 0
    with acting("luo") as (luo, scope):
        (row,) = FamilyOffer.objects.visible_to(scope)
        running = Clock.objects.get(subject_kind="family_offer", subject_id=row.pk)
        assert running.owner == luo and running.limit_id == "family.offer"
    sent_to = fresh_house.raw(
        "select recipient_id, kind from network_outboxmessage where subject_kind = 'family_offer'"
    )
    assert sent_to == [(person("luo").pk, "handed")] and OutboxMessage
    for username in ("lin", "gao", "zhou", "wang", "he"):
        with acting(username) as (_user, scope):
            assert not FamilyOffer.objects.exists(), username
        assert browser_of(username).get(f"/outreach/families/offers/{row.pk}/").status_code in (403, 404)
    with acting("tian") as (_tian, scope):
        assert FamilyOffer.objects.visible_to(scope).count() == 1
    page = browser_of("luo").get(f"/outreach/families/offers/{row.pk}/").content.decode()
    assert NAME in page and PHONE in page and STORY in page
    assert fresh_house.raw(
        "select count(*) from network_auditevent where action = 'reveal' and subject_kind = 'family_offer'"
    ) == [(1,)]
    assert row.number in browser_of("luo").get(f"/outreach/families/{going.pk}/").content.decode()


def test_taken_up_it_is_a_draft_of_its_village_by_itself_and_goes_the_way_of_every_family(going, fresh_house):
    number, code = proposed(going)
    turned(fresh_house)
    with acting("luo"):
        row = FamilyOffer.objects.get()
    made = does("luo", offering.take_up_family, row.pk)
    with acting("luo") as (luo, _scope):
        family = FamilyNomination.objects.get(pk=made.family_id)
        assert (family.state, family.put_forward, family.unit) == ("drafted", "self", told.village())
        words = writing.opened(family, by=luo)
        assert words is not None and (words.family_name, words.story, words.people) == ("沙家", STORY, ())
        assert not Clock.objects.filter(subject_kind="family_offer", state="running").exists()
    found = door.ask(number, code, asker=b"c" * 32)
    assert found.state == "taken_up" and found.may_take_back
    with pytest.raises(IllegalTransition):
        does("luo", offering.decline_family, row.pk)
    does("luo", writing.name_person, family.pk, consent=told.consent(clock.now()))
    does("luo", writing.submit_family, family.pk, statement_on=clock.today())
    assert turned(fresh_house)["emptied"] == 1
    assert not door.ask(number, code, asker=b"c" * 32).may_take_back
    with pytest.raises(Refusal, match="撤回码"):
        door.take_back_offer(number, code, asker=b"c" * 32)


def test_whoever_is_not_taken_up_hears_no_reason_and_nothing_of_her_is_left(going, fresh_house):
    number, code = proposed(going)
    with acting("luo"):
        row = FamilyOffer.objects.get()
    does("luo", offering.decline_family, row.pk)
    kept = fresh_house.raw("select wrapped, name, phone, family_name, story from outreach_familyoffer")
    assert kept == [(None,) * 5]
    page = Client().post("/families/nominate/progress/", {"number": number, "code": code}).content.decode()
    assert "这次没有" in page
    assert "已删除" in browser_of("luo").get(f"/outreach/families/offers/{row.pk}/").content.decode()


def test_she_takes_it_back_with_her_code_before_and_after_it_was_taken_up(going, fresh_house):
    first, second = proposed(going), proposed(going)
    answer = Client().post(
        "/families/nominate/progress/", {"number": first[0], "code": first[1], "step": "back"}
    )
    assert "已全部删除" in answer.content.decode()
    with acting("luo"):
        row = FamilyOffer.objects.get(state="proposed")
    made = does("luo", offering.take_up_family, row.pk)
    door.take_back_offer(*second, asker=b"c" * 32)
    with acting("luo"):
        assert FamilyNomination.objects.get(pk=made.family_id).state == "withdrawn"
        assert {each.state for each in FamilyOffer.objects.all()} == {"taken_back"}


def test_a_family_that_would_rather_not_be_seen_by_its_village_is_received_by_the_township(
    going, fresh_house
):
    proposed(going, unit=told.township())
    turned(fresh_house)
    with acting("luo"):
        assert not FamilyOffer.objects.exists()
    with acting("tian") as (tian, _scope):
        row = FamilyOffer.objects.get()
        assert Clock.objects.get(subject_id=row.pk).owner == tian
    with pytest.raises(Refusal, match="选择"):
        does("tian", offering.take_up_family, row.pk)
    client = browser_of("tian")
    page = f"/outreach/families/offers/{row.pk}/take_up_family/"
    assert "选择" in client.post(page, {}).content.decode()
    assert client.post(page, {"unit": told.village().pk}).status_code == 302
    with acting("tian"):
        assert FamilyOffer.objects.get().family.unit == told.village()


def test_what_nobody_answered_lapses_with_the_stage_and_a_stage_that_is_over_takes_nobody(going, fresh_house):
    number, code = proposed(going)
    turned(fresh_house)
    with clock.moved_to(clock.now() + timedelta(days=10)):
        going.moves(rounds.begin_visits, 11)
        with pytest.raises(Refusal, match="不再接受"):
            proposed(going)
        assert turned(fresh_house)["lapsed"] == 1
    assert door.ask(number, code, asker=b"c" * 32).state == "lapsed"
    assert fresh_house.raw(
        "select count(*) from network_clock where subject_kind = 'family_offer' and state = 'running'"
    ) == [(0,)]
    assert Client().get(f"/families/nominate/{going.pk}/").status_code == 404


def test_the_database_lets_nobody_write_in_the_name_of_a_family_or_answer_for_another(going, fresh_house):
    proposed(going)
    with acting("luo"):
        row = FamilyOffer.objects.get()
        with pytest.raises(Exception, match="in the name of a family"):
            FamilyOffer.objects.filter(pk=row.pk).update(
                state="declined", decided_by=person("luo"), decided_at=clock.now(), name=b"x"
            )
    with acting("luo"), pytest.raises(Exception, match="row-level security|signs"):
        FamilyOffer.objects.filter(pk=row.pk).update(state="declined", decided_by=person("tian"))
    with acting("lin"):
        assert FamilyOffer.objects.filter(pk=row.pk).update(state="declined") == 0
