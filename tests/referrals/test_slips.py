"""A body without an account: with reference and code it sees three things and returns its slip, and nobody else does."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from cases.documents import verbs as papers
from cases.referrals import answers, codes, keeping, letters, opening, slips
from cases.referrals.slips import Pass
from cases.referrals.states import REFERRAL
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.referrals.conftest import (
    COURT,
    ID_NUMBER,
    NEED,
    WHO,
    at,
    clocks,
    coded,
    letter_of,
    on_paper,
    presented,
    sent,
    state,
    told,
)
from tests.stories import NAME, PHONE, STORY, does, matter

FROM = b"a" * 32
IDENT = "0123456789abcdef0123456789abcdef"


def held(reference: str, code: str, ident: str = IDENT, address: bytes = FROM) -> Pass:
    return Pass(reference, code, address, ident)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**12:012d}"


def ask(*args, **more) -> str:
    try:
        return slips.ask(held(*args, **more)).number
    except Refusal as refusal:
        return refusal.code


def test_the_body_sees_number_sentence_and_phone_and_nothing_else(house):
    case = told()
    row = sent(case)
    reference, code = coded(case, row)
    stranger = Client()
    assert NAME not in stranger.get(f"/slip/{reference}/").content.decode()
    answer = stranger.post("/slip/", {"reference": reference, "code": codes.grouped(code)})
    page = answer.content.decode()
    assert letter_of(row).document.number in page and "0434-5550201" in page
    assert "兹介绍持信人前往贵单位咨询并办理上述事项，请予指引。" in page
    for secret in (
        NAME,
        STORY,
        NEED,
        PHONE,
        ID_NUMBER,
        case.number,
        COURT,
        "林晓岚",
        code,
        str(case.pk),
        str(row),
    ):
        assert secret not in page, secret
    assert answer["Cache-Control"] == "no-store" and code not in answer.request["PATH_INFO"]


def test_the_slip_comes_back_to_the_timeline_and_the_owner_hears_that_and_no_more(house):
    case = told()
    row = presented(case)
    reference, code = coded(case, row)
    stranger = Client()
    page = stranger.post("/slip/", {"reference": reference, "code": code})
    facts = {"pass_on": page.context["pass_on"], "says": "accepted", "note": "已安排周四接待"}
    assert "回执已收到" in stranger.post("/slip/answer/", facts).content.decode()
    assert state(house, row) == "agency_accepted" and clocks(house, row) == {}
    assert "已安排周四接待" in browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    sealed = house.raw(
        "select note from cases_event where case_id = %s and verb = 'slip_returned'", [case.pk]
    )
    assert len(sealed) == 1 and "周四".encode() not in bytes(sealed[0][0])
    told_ = house.raw(
        "select recipient_id, kind from network_outboxmessage where subject_id = %s and kind = 'slip_returned'",
        [case.pk],
    )
    assert told_ == [(person("lin").pk, "slip_returned")]


def test_accepted_then_given_then_the_outcome_with_one_code_which_ends_then(house, day):
    case = told()
    row = sent(case)
    reference, code = coded(case, row)
    slips.answer(held(reference, code, "1" * 32), says="accepted")
    slips.answer(held(reference, code, "2" * 32), says="given", service_on=date(2026, 9, 16))
    assert state(house, row) == "service_given"
    with house.login("worker"):
        assert keeping.keep()[1] >= 1
        assert keeping.keep()[1] == 0
    # thirty days from 16 September end on Friday 16 October
    assert clocks(house, row) == {"referral.outcome": at("2026-10-17 00:00")}
    slips.answer(
        held(reference, code, "3" * 32), says="given", outcome="helped", service_on=date(2026, 9, 16)
    )
    assert state(house, row) == "outcome_recorded" and clocks(house, row) == {}
    assert ask(reference, code) == "gone"


def test_a_slip_sent_twice_is_one_slip(house):
    case = told()
    row = sent(case)
    reference, code = coded(case, row)
    for _turn in range(2):
        slips.answer(held(reference, code), says="accepted")
    count = "select count(*) from cases_event where case_id = %s and verb = 'slip_returned'"
    assert house.raw(count, [case.pk]) == [(1,)]
    done = {"says": "given", "outcome": "helped", "service_on": case.received_on}
    with pytest.raises(Refusal) as refusal:
        slips.answer(held(reference, code, "9" * 32), says="declined")
    assert refusal.value.code == "says" and state(house, row) == "agency_accepted"
    for _turn in range(2):
        slips.answer(held(reference, code, "8" * 32), **done)
    assert house.raw(count, [case.pk]) == [(2,)]


def test_other_words_on_the_same_form_are_never_thrown_away(house):
    case = told()
    row = sent(case)
    reference, code = coded(case, row)
    same_form = held(reference, code, "7" * 32)
    slips.answer(same_form, says="accepted")
    with pytest.raises(Refusal) as refusal:
        slips.answer(same_form, says="declined")
    assert refusal.value.code == "says"
    slips.answer(same_form, says="given", service_on=clock.today())
    assert state(house, row) == "service_given"


def test_help_is_not_given_before_the_letter_and_a_wrong_day_is_corrected_by_the_next_slip(house):
    case = told()
    row = sent(case)
    reference, code = coded(case, row)
    with pytest.raises(Refusal) as refusal:
        slips.answer(held(reference, code), says="given", service_on=date(1900, 1, 1))
    assert refusal.value.code == "service_on"
    slips.answer(held(reference, code), says="given", service_on=clock.today())
    later = clock.now() + timedelta(days=3)
    day = clock.local_date(later)
    slips.answer(held(reference, code, "6" * 32), says="given", outcome="helped", service_on=day, at=later)
    assert house.raw("select service_on from cases_aidreferral where id = %s", [row]) == [(day,)]


def test_of_the_code_a_keyed_hash_is_kept_and_a_new_one_replaces_it(house):
    case = told()
    row = sent(case)
    reference, code = coded(case, row)
    for table in house.raw(
        "select tablename from pg_tables where schemaname = 'public'"
        " and tablename in ('cases_introductionletter', 'cases_event', 'network_auditevent', 'network_outboxmessage')"
    ):
        dump = house.raw(f"select t::text from {table[0]} t where t::text like %s", [f"%{code}%"])
        assert not dump, table
    _same, newer = coded(case, row)
    assert (ask(reference, code), ask(reference, newer)) == ("code", letter_of(row).document.number)


def test_a_wrong_reference_and_a_wrong_code_are_one_answer_and_ten_are_looked_at(house):
    case = told()
    reference, code = coded(case, sent(case))
    unknown, mistaken = (
        Client(REMOTE_ADDR="203.0.113.7").post("/slip/", facts).content.decode()
        for facts in ({"reference": "ZZZZZZZZ", "code": code}, {"reference": reference, "code": wrong(code)})
    )
    assert _same(unknown) == _same(mistaken)
    for n in range(9):
        assert ask(reference, wrong(code), address=bytes([n]) * 32) == "code"
    assert ask(reference, code, address=b"z" * 32) == "wait"
    answer = Client(REMOTE_ADDR="203.0.113.8").post("/slip/", {"reference": reference, "code": code})
    assert answer.status_code == 429


def test_one_address_is_heard_thirty_times_an_hour_whatever_it_asks_for(house):
    case = told()
    reference, code = coded(case, sent(case))
    for n in range(30):
        assert ask(f"A{n:07d}", code, address=b"y" * 32) == "code"
    assert ask(reference, code, address=b"y" * 32) == "wait"
    assert ask(reference, code, address=b"x" * 32) == letter_of_number(case)


def _same(page: str) -> str:
    """A page without what was typed into it and without its token."""
    return re.sub(r'value="[^"]*"', "", page)


def letter_of_number(case) -> str:
    with acting("lin"):
        return case.aid_referrals.get().letters.get().document.number


@pytest.mark.parametrize("ends", ["revoked", "consent", "closed", "old"])
def test_a_code_ends_with_its_letter_her_consent_the_matter_and_its_time(house, ends):
    case = told()
    row = presented(case)
    reference, code = coded(case, row)
    assert ask(reference, code) == letter_of(row).document.number
    if ends == "revoked":
        on_paper("lin", papers.revoke, letter_of(row).document, note="作废")
    elif ends == "consent":
        does("lin", opening.take_back_consent, case, row=row)
    elif ends == "closed":
        does("lin", answers.agency_accept, case, row=row, answered_on=case.received_on)
        house.raw("update cases_case set closed_at = now(), phase = 'closed' where id = %s", [case.pk])
    else:
        house.raw("update cases_introductionletter set code_until = now() where referral_id = %s", [row])
    assert ask(reference, code) in ("code", "gone")
    with pytest.raises(Refusal):
        slips.answer(held(reference, code), says="accepted")


def test_an_expired_letter_is_not_valid_its_owner_is_told_and_another_one_is_drawn_up(house):
    case = told()
    row = sent(case)
    letter = letter_of(row).document
    assert _verify(letter) is True
    _sixteen_days_pass(house, letter)
    assert _verify(letter) is False
    with house.login("worker"):
        assert keeping.keep()[0] >= 1
        assert keeping.keep()[0] == 0
    assert state(house, row) == "expired"
    told_ = "select recipient_id from network_outboxmessage where subject_id = %s and kind = 'letter_expired'"
    assert house.raw(told_, [case.pk]) == [(person("lin").pk,)]
    assert does("lin", letters.draw_letter, case, row=row).state == "draft"


def _sixteen_days_pass(house, letter) -> None:
    house.raw("alter table cases_document disable trigger paper_frozen")
    house.raw("update cases_document set issued_at = now() - interval '16 days' where id = %s", [letter.pk])
    house.raw("alter table cases_document enable trigger paper_frozen")


def _verify(letter) -> bool:
    with acting("lin"):
        code = papers.words_of(letter).code
    page = Client().get(f"/verify/{code}/").content.decode()
    assert letter.number not in page and NAME not in page
    return "<h1>有效</h1>" in page


def test_every_move_of_a_slip_is_a_walk_the_state_table_knows(house):
    walks = {
        ("letter_issued", "accepted", ""): ("agency_accept",),
        ("presented", "declined", ""): ("agency_decline",),
        ("no_response", "given", ""): ("agency_accept", "record_service"),
        ("agency_accepted", "given", "helped"): ("record_service", "record_outcome"),
        ("service_given", "given", "partly"): ("record_outcome",),
    }
    for (begins, says, brought), events in walks.items():
        case = told()
        row = sent(case)
        reference, code = coded(case, row)
        house.raw("update cases_aidreferral set state = %s where id = %s", [begins, row])
        facts = {"service_on": case.received_on, "outcome": brought} if says == "given" else {}
        slips.answer(held(reference, code, uuid4().hex), says=says, **facts)
        expected = begins
        for event in events:
            expected = REFERRAL.next(expected, event)
        assert state(house, row) == expected, begins


def test_a_sealed_matter_s_letter_carries_a_number_that_tells_nothing(house):
    case = matter("lin", safety="violence", petitioner=WHO)
    row = sent(case)
    assert letter_of(row).document.number.startswith("四妇文〔")
    reference, code = coded(case, row)
    page = Client().post("/slip/", {"reference": reference, "code": code}).content.decode()
    assert "四妇文〔" in page and NAME not in page and "暴力" not in page
