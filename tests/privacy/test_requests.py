"""个人信息请求: who asks is checked first, nobody else is told of, and it is answered after the matter was closed, too."""

from datetime import date

import pytest

from cases.casefile.models import Narrative
from cases.casefile.vault import Vault
from cases.people.indexes import index_of
from cases.people.models import Person
from cases.petitions.told import Named
from cases.privacy import requests
from cases.privacy.lists import IdentityProof
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person
from tests.privacy.conftest import IDENT, breaks, sealed, told
from tests.stories import NAME, PHONE, STORY, does, matter

ASKED = "想知道你们留存了我的哪些信息，并更正我的住址"
HOME = "卧虎镇新街三号"
ANSWER = "留存姓名、电话和所述事实；住址按您所说更正。"


def body(answer) -> str:
    return answer.content.decode()


def asked(case, *, by="lin", role="petitioner", right="correct", **facts):
    with acting("lin"):
        who = Person.objects.filter(case=case, role=role).get().pk
    told_ = {"person": who, "right": right, "asked": ASKED, "received_on": clock.today()} | facts
    return does(by, requests.register_request, case, **told_).pk


def checked(case, **facts):
    row = asked(case, **facts)
    does("lin", requests.check_identity, case, row=row, proof=IdentityProof.DOCUMENT)
    return row


def state(house, row) -> str:
    return house.raw("select state from cases_datarequest where id = %s", [row])[0][0]


def clocks(house, row) -> list[tuple]:
    return house.raw("select state, owner_id from network_clock where part = %s", [row])


def test_a_request_is_taken_down_answered_and_carried_out_through_the_pages(fresh_house):
    case = matter("lin")
    lin = browser_of("lin")
    page = body(lin.get(f"/cases/{case.pk}/data/new/"))
    assert NAME not in page and "更正、补充" in page
    with acting("lin"):
        who = Person.objects.get(case=case.pk).pk
    sent = {"person": who, "right": "correct", "asked": ASKED, "received_on": clock.today(), "ident": IDENT}
    first, second = (lin.post(f"/cases/{case.pk}/data/new/", sent) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert fresh_house.raw("select count(*) from cases_datarequest") == [(1,)]
    place = first["Location"]
    for verb, data, after in (
        ("check_identity", {"proof": "document"}, "checked"),
        ("grant_request", {"answer": ANSWER, "spares_others": "on"}, "granted"),
        (
            "carry_out_request",
            {"outcome": "住址已更正，当面告知", "done_on": clock.today(), "address": HOME},
            "done",
        ),
    ):
        assert lin.get(f"{place}{verb}/").status_code == 200
        assert lin.post(f"{place}{verb}/", data)["Location"] == place
        assert state(fresh_house, place.split("/")[4]) == after
    page = body(lin.get(place))
    assert ASKED in page and ANSWER in page and "住址已更正" in page
    assert "办理请求" in body(lin.get(f"/cases/{case.pk}/"))
    assert clocks(fresh_house, place.split("/")[4]) == [("met", person("lin").pk)]


def test_her_words_are_sealed_and_stand_in_no_log(fresh_house):
    case = matter("lin")
    row = checked(case)
    does("lin", requests.grant_request, case, row=row, answer=ANSWER, spares_others=True)
    stored = fresh_house.raw("select asked, answer from cases_datarequest")[0]
    assert ASKED.encode() not in bytes(stored[0]) and ANSWER.encode() not in bytes(stored[1])
    logs = fresh_house.raw(
        "select coalesce(string_agg(e::text, ''), '') from network_auditevent e"
    ) + fresh_house.raw("select string_agg(detail::text, '') from cases_event")
    assert not [text for (text,) in logs if ASKED in text or ANSWER in text]


def test_nothing_is_decided_before_the_identity_is_checked(fresh_house):
    case = matter("lin")
    row = asked(case)
    for verb, facts in (
        (requests.grant_request, {"answer": ANSWER, "spares_others": True}),
        (requests.refuse_request, {"answer": ANSWER, "court_told": True}),
    ):
        with pytest.raises(IllegalTransition):
            does("lin", verb, case, row=row, **facts)
    assert state(fresh_house, row) == "received"


def test_a_refusal_gives_its_reasons_and_names_the_court(fresh_house):
    case = matter("lin")
    row = checked(case)
    place = f"/cases/{case.pk}/data/{row}/refuse_request/"
    lin = browser_of("lin")
    said = body(lin.post(place, {"answer": "依法应当保存"}))
    assert "请告知可以依法向人民法院提起诉讼" in said and "依法应当保存" in said
    assert state(fresh_house, row) == "checked"
    assert lin.post(place, {"answer": "依法应当保存", "court_told": "on"}).status_code == 302
    assert state(fresh_house, row) == "refused"
    assert [running for running, _owner in clocks(fresh_house, row)] == ["met"]


def test_the_other_side_learns_nothing_of_hers_and_has_nothing_deleted(fresh_house):
    case = matter("lin", respondent=Named(name="赵某"))
    row = checked(case, role="respondent", right="delete")
    page = body(browser_of("lin").get(f"/cases/{case.pk}/data/{row}/"))
    for facts, code in (
        ({"spares_others": False}, "spares_others"),
        ({"spares_others": True}, "answer"),
    ):
        with pytest.raises(Refusal) as refused:
            does("lin", requests.grant_request, case, row=row, answer=ANSWER, **facts)
        assert refused.value.code == code
    assert state(fresh_house, row) == "checked"
    assert "提出请求的不是来访人本人" in page and "包括她是否来过" in page


def test_the_owner_is_told_when_somebody_else_takes_it_down_and_answers_for_it(fresh_house):
    case = matter("lin")
    row = asked(case, by="gao")  # the leader of exactly its unit
    assert told(fresh_house, "data_request") == ["lin"]
    assert clocks(fresh_house, row) == [("running", person("lin").pk)]


def test_fifteen_working_days_from_the_day_it_was_received(fresh_house):
    noon = clock.start_of_day(date(2026, 3, 2)).replace(hour=12)
    with clock.moved_to(noon):
        case = matter("lin")
        row = asked(case, received_on=date(2026, 3, 2))
    due = fresh_house.raw("select due_at from network_clock where part = %s", [row])[0][0]
    assert clock.in_zone(due).isoformat() == "2026-03-24T00:00:00+08:00"


def test_closing_a_matter_leaves_the_request_and_a_closed_one_takes_another(fresh_house):
    case = matter("lin")
    row = checked(case)
    assert browser_of("lin").post(f"/cases/{case.pk}/withdraw/", {"reason": "她自己要求"}).status_code == 302
    assert fresh_house.raw("select closed_at is not null from cases_case where id = %s", [case.pk]) == [
        (True,)
    ]
    assert [running for running, _owner in clocks(fresh_house, row)] == ["running"]
    again = asked(case, right="copy")
    assert [running for running, _owner in clocks(fresh_house, again)] == ["running"]
    does("lin", requests.take_back_request, case, row=again)
    assert state(fresh_house, again) == "taken_back"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"asked": "  "}, "asked"),
        ({"received_on": date(2999, 1, 1)}, "received_on"),
        ({"person": "00000000-0000-7000-8000-000000000000"}, "person"),
    ],
)
def test_what_is_missing_is_said(fresh_house, facts, code):
    case = matter("lin")
    with pytest.raises(Refusal) as refused:
        asked(case, **facts)
    assert refused.value.code == code


def test_whoever_may_not_open_the_matter_finds_no_request(fresh_house):
    case = sealed()
    row = asked(case)
    for username in ("gao", "wu", "zhou", "he", "feng", "bai"):
        browser = browser_of(username)
        for place in ("new/", f"{row}/", f"{row}/check_identity/"):
            assert browser.get(f"/cases/{case.pk}/data/{place}").status_code == 404, (username, place)


def test_whoever_reads_in_an_emergency_sees_it_and_decides_nothing(fresh_house):
    case = sealed()
    row = asked(case)
    breaks("zhou", case)
    zhou = browser_of("zhou")
    assert ASKED in body(zhou.get(f"/cases/{case.pk}/data/{row}/"))
    assert "紧急查阅" in body(zhou.post(f"/cases/{case.pk}/data/{row}/check_identity/", {"proof": "known"}))
    assert state(fresh_house, row) == "received"


def _granted(case, right: str, **facts):
    row = checked(case, right=right, **facts)
    does("lin", requests.grant_request, case, row=row, answer=ANSWER, spares_others=True)
    return row


DONE = {"outcome": "已办，当面告知", "done_on": clock.today()}


def _opened(case, column: str, model=Person) -> str:
    with acting("lin"):
        row = model.objects.filter(case=case).order_by("pk").first()
        return Vault.of(case).open(row, column)


def test_a_correction_takes_the_place_of_what_was_wrong(fresh_house):
    case = matter("lin")
    row = _granted(case, "correct")
    place = f"/cases/{case.pk}/data/{row}/carry_out_request/"
    lin = browser_of("lin")
    page = body(lin.get(place))
    assert "没写的不改" in page and NAME not in page and PHONE not in page
    said = body(lin.post(place, DONE))
    assert "请至少写一项更正后的内容" in said and "已办，当面告知" in said
    wrong = DONE | {"birth_year": "abc", "phone": "电话1", "id_number": "22038219900101"}
    said = body(lin.post(place, wrong))  # as at registration: what is wrong takes the place of nothing
    assert "四位数的出生年份" in said and "身份证号不完整" in said and "22038219900101" in said
    assert state(fresh_house, row) == "granted"
    fresh = {"phone": "13800001234", "address": HOME, "facts": "是前天夜里，不是昨天", "birth_year": "1985"}
    assert lin.post(place, DONE | fresh).status_code == 302
    assert _opened(case, "phone") == "13800001234" and _opened(case, "address") == HOME
    assert _opened(case, "name") == NAME
    assert _opened(case, "facts", Narrative) == fresh["facts"]
    [(year, index)] = fresh_house.raw("select birth_year, phone_index from cases_person")
    assert year == 1985 and bytes(index) == index_of("phone", "13800001234")
    [(detail,)] = fresh_house.raw("select detail from cases_event where verb = 'carry_out_request'")
    assert detail["fields"] == ["address", "birth_year", "facts", "phone"]


def test_a_deletion_takes_the_words_and_their_index_and_leaves_what_the_law_keeps(fresh_house):
    case = matter("lin")
    row = _granted(case, "delete")
    place = f"/cases/{case.pk}/data/{row}/carry_out_request/"
    lin = browser_of("lin")
    assert "档案法" in body(lin.get(place))
    assert "请选择删除哪些内容" in body(lin.post(place, DONE))
    assert lin.post(place, DONE | {"erase": ["name"]}).status_code == 200  # kept by law, so not on the list
    assert lin.post(place, DONE | {"erase": ["phone", "safe_words", "birth_year"]}).status_code == 302
    [(phone, index, name)] = fresh_house.raw("select phone, phone_index, name from cases_person")
    assert phone is None and index is None and name is not None
    [words] = fresh_house.raw("select code_word, hours, who_may_answer from cases_safecontact")
    assert words == (None, None, None)
    assert _opened(case, "facts", Narrative) == STORY


def test_nobody_but_the_petitioner_has_her_safe_words_deleted(fresh_house):
    case = matter("lin", representatives=(Named(name="代玉芬"),))
    row = _granted(case, "delete", role="representative")
    place = f"/cases/{case.pk}/data/{row}/carry_out_request/"
    lin = browser_of("lin")
    assert "safe_words" not in body(lin.get(place))
    assert lin.post(place, DONE | {"erase": ["safe_words"]}).status_code == 200
    with pytest.raises(Refusal) as refused:
        does("lin", requests.carry_out_request, case, row=row, erase=["safe_words"], **DONE)
    assert refused.value.code == "erase"


def test_the_other_side_corrects_its_own_data_and_never_the_story(fresh_house):
    case = matter("lin", respondent=Named(name="赵某"))
    row = _granted(case, "correct", role="respondent")
    page = body(browser_of("lin").get(f"/cases/{case.pk}/data/{row}/carry_out_request/"))
    assert 'name="facts"' not in page
    with pytest.raises(Refusal) as refused:
        does("lin", requests.carry_out_request, case, row=row, corrected={"facts": "不是这样"}, **DONE)
    assert refused.value.code == "facts"
    does("lin", requests.carry_out_request, case, row=row, corrected={"name": "赵明"}, **DONE)
    names = fresh_house.raw("select count(distinct name_index) from cases_person")
    assert names == [(2,)]
