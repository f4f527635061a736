"""What the law seals for children cannot be entered (预防未成年人犯罪法 art. 28, 38, 58, 59)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from cases.casefile.models import Case, Event
from cases.minors import behaviours, children, terms
from cases.minors.lists import Behaviour
from cases.minors.models import BehaviourNote, Guardian, Minor, MinorAccessGrant
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.minors.conftest import childs, given
from tests.minors.test_access import body, refused
from tests.stories import does, matter

NOTE = {
    "behaviour_of_concern": "truancy",
    "source": "school",
    "seen_on": clock.today(),
    "what": "连续三天未到校",
}


@pytest.fixture
def case(house) -> Case:
    row = childs()
    does("lin", children.name_child, row, stated_age=12)
    return row


def test_the_list_has_the_eight_items_of_the_law_and_the_database_knows_no_other(case):
    assert len(Behaviour.values) == 8
    does("lin", behaviours.note_behaviour, case, **NOTE)
    statement = "update cases_behaviournote set behaviour_of_concern = %s"
    insert = """insert into cases_behaviournote (id, case_id, minor_id, entered_by_id, entered_at, behaviour_of_concern,
        source, seen_on) select gen_random_uuid(), case_id, id, entered_by_id, now(), 'theft', 'school', current_date
        from cases_minor where case_id = %s"""
    for words, params in ((statement, ["theft"]), (insert, [case.pk])):
        with pytest.raises(DatabaseError), acting("lin"):
            plain_sql(words + " returning 1", params)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"behaviour_of_concern": "theft"}, "behaviour_of_concern"),
        ({"source": "police"}, "source"),
        ({"source": "hearsay"}, "source"),
        ({"what": " "}, "what"),
        ({"seen_on": clock.today() + timedelta(days=1)}, "seen_on"),
    ],
)
def test_what_is_not_on_the_lists_is_refused_with_a_sentence(case, facts, code):
    refused(code, does, "lin", behaviours.note_behaviour, case, **(NOTE | facts))


def test_the_page_says_where_graver_things_go_and_has_no_field_for_them(case):
    page = body(browser_of("lin"), f"/cases/{case.pk}/minors/note_behaviour/")
    assert "公安机关" in page and "到此为止" in page
    for model in (BehaviourNote, Guardian, Minor, MinorAccessGrant):
        fields = {field.name for field in model._meta.get_fields()}
        forbidden = ("penalt", "prosecut", "special", "conviction", "crime", "tendency", "capacity")
        assert not [name for name in fields if any(word in name for word in forbidden)]


@pytest.mark.parametrize("word", [term.word for term in terms.TERMS if term.does == terms.REFUSED])
def test_a_sealed_record_is_refused_beside_its_field_and_nothing_is_lost(case, word):
    client = browser_of("lin")
    typed = NOTE | {"what": f"听说去过{word}的事", "seen_on": f"{clock.today():%Y-%m-%d}"}
    answer = client.post(f"/cases/{case.pk}/minors/note_behaviour/", typed).content.decode()
    assert f"“{word}”" in answer or word in answer.partition("依法封存的未成年人记录")[0]
    assert "依法封存的未成年人记录" in answer and typed["what"] in answer
    with acting("lin"):
        assert not BehaviourNote.objects.filter(case=case).exists()


@pytest.mark.parametrize("path", ["note/", "protection/notice_duty/", "withdraw/"])
def test_every_form_of_the_matter_says_so(case, path):
    moment = clock.in_zone(clock.now()) - timedelta(minutes=1)
    typed = {"note": "他上过少管所", "reason": "他上过少管所", "noticed_at": f"{moment:%Y-%m-%dT%H:%M}"}
    answer = browser_of("lin").post(f"/cases/{case.pk}/{path}", typed)
    assert answer.status_code == 200
    assert "依法封存的未成年人记录" in answer.content.decode() and "他上过少管所" in answer.content.decode()


def test_a_word_that_may_speak_of_an_adult_needs_one_tick(case):
    client, place = browser_of("lin"), f"/cases/{case.pk}/protection/notice_duty/"
    moment = clock.in_zone(clock.now()) - timedelta(minutes=1)
    typed = {"note": "孩子的父亲已被行政拘留", "noticed_at": f"{moment:%Y-%m-%dT%H:%M}"}
    answer = client.post(place, typed).content.decode()
    assert "所指为成年人" in answer and typed["note"] in answer and "about_adult" in answer
    with acting("lin"):
        assert not Event.objects.filter(case=case, verb="notice_duty").exists()
    assert client.post(place, typed | {"about_adult": "on"}).status_code == 302
    with acting("lin"):
        assert Event.objects.filter(case=case, verb="notice_duty").exists()
    sealed = client.post(place, typed | {"about_adult": "on", "note": "父亲被拘留，孩子去过专门学校"})
    assert sealed.status_code == 200 and "依法封存的未成年人记录" in sealed.content.decode()


def test_the_net_under_the_forms_refuses_as_well(case):
    refused("what", does, "lin", behaviours.note_behaviour, case, **(NOTE | {"what": "附条件不起诉考察期"}))


def test_at_registering_a_childs_matter_refuses_them_too(house):
    with pytest.raises(Refusal) as refusal:
        childs(facts="孩子被送去专门学校")
    assert refusal.value.code == "facts"
    assert matter(
        "lin", facts="邻居的孩子去了专门学校"
    ).pk  # no child's matter: nothing is sealed by this law


def test_words_of_the_longest_kind_are_named_once():
    assert terms.found("未成年人犯罪记录封存，行政拘留") == {
        "refused": ["未成年人犯罪记录", "犯罪记录封存"],
        "warned": ["行政拘留"],
    }
    assert terms.found("她说昨晚的事") == {"refused": [], "warned": []}
    assert all(term.source for term in terms.TERMS)


def test_what_was_noted_opens_by_leave_alone(case):
    does("lin", behaviours.note_behaviour, case, **NOTE)
    client, place = browser_of("lin"), f"/cases/{case.pk}/minors/"
    assert NOTE["what"] not in body(client, place)
    with acting("lin"):
        assert plain_sql("select count(*) from cases_behaviournote where case_id = %s", [case.pk]) == [(0,)]
    given(case)
    assert NOTE["what"] in body(client, place)
