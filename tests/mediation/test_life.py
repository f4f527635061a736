"""A mediation from the request to its end: who mediates, what an agreement needs, the paper, and the matter around it."""

from datetime import date

import pytest

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.mediation import agreements, opening, performing, sessions
from cases.mediation.models import Mediation
from cases.petitions import hand_over, interventions, transitions
from cases.protection import danger
from network.access import rest
from network.access.gate import Refusal
from network.staff.appointments import appoint
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, person
from tests.mediation.conftest import (
    agrees,
    arranged,
    consented,
    heard,
    named,
    requested,
    signed,
    sitting,
    state,
    written,
)
from tests.stories import NAME, STORY, does, matter


@pytest.fixture(scope="module")
def mediators(house):
    """One of the county's town (mei), one of another county (yue)."""
    with house.login("migrator"):
        for name, shown, code in (("mei", "梅和", cast.WOHU_TOWN), ("yue", "岳平", cast.SHANMEN_TOWN)):
            user = User.objects.create_user(name, display_name=shown, password=cast.PASSWORD)
            User.objects.filter(pk=user.pk).update(must_change_password=False)
            unit = Unit.objects.current().get(code=code, level=3)
            appoint(user, unit=unit, role="mediator", by=None, starts_on=date(2024, 3, 1))
    return house


def _sees(username: str, case: Case) -> bool:
    with acting(username) as (_user, scope):
        return Mediation.objects.visible_to(scope).filter(case=case.pk).exists()


def test_the_mediator_opens_the_matter_as_long_as_she_mediates(mediators):
    case, row = requested()
    assert not _sees("mei", case)
    named(case, row, "mei")
    assert _sees("mei", case)
    for side in ("hers", "other"):
        heard(case, row, side, by="mei")
    for side in ("hers", "other"):
        agrees(case, row, side, by="mei")
    arranged(case, row, by="mei")
    does("mei", sessions.begin_mediation, case, row=row, no_relative=True)
    does("mei", sessions.fail_mediation, case, row=row, record="没谈成", ways=["court"])
    told = "select count(*) from network_outboxmessage where recipient_id = %s and kind = 'lent'"
    with acting("lin"):
        mei = person("mei").pk
    assert mediators.raw(told, [mei]) == [(1,)]
    for verb in (opening.request_mediation,):
        with pytest.raises(Refusal) as refused:
            does("mei", verb, case, kind="family", dispute="x", willing=True)
        assert refused.value.code == "role"
    does("mei", performing.close_mediation, case, row=row)
    assert not _sees("mei", case) and state(mediators, row) == "closed"


def test_no_relative_nobody_of_another_county_and_nobody_with_a_conflict_mediates(mediators):
    case, row = requested()
    with acting("lin"):
        mei, yue = person("mei"), person("yue")
    for to, told, code in (
        (mei, {"no_relative": False}, "no_relative"),
        (yue, {"no_relative": True}, "to"),
    ):
        with pytest.raises(Refusal) as refused:
            does("lin", opening.name_mediator, case, row=row, to=to, **told)
        assert refused.value.code == code
    does("lin", hand_over.declare_recusal, case, user=mei, reason="亲属", source="owner")
    with pytest.raises(Refusal) as refused:
        does("lin", opening.name_mediator, case, row=row, to=mei, no_relative=True)
    assert refused.value.code == "to"


def test_another_mediator_after_the_consents_needs_the_word_of_both(mediators):
    case, row = consented()
    with acting("lin"):
        mei = person("mei")
    with pytest.raises(Refusal) as refused:
        does("lin", opening.name_mediator, case, row=row, to=mei, no_relative=True)
    assert refused.value.code == "accepted"
    named(case, row, "mei")
    named(case, row, "lin")
    assert not _sees("mei", case) and _sees("lin", case)


@pytest.mark.parametrize(
    ("committee", "women", "code"),
    [(2, 1, "committee"), (10, 3, "committee"), (3, 0, "women"), (3, 4, "women")],
)
def test_a_committee_of_three_to_nine_with_a_woman(house, committee, women, code):
    case, row = consented()
    with pytest.raises(Refusal) as refused:
        arranged(case, row, committee=committee, women=women)
    assert refused.value.code == code
    arranged(case, row, committee=3, women=3)
    assert state(house, row) == "scheduled"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        *(({name: " "}, name) for name in ("parties", "facts", "issues", "duties", "terms", "manner")),
        ({"perform_by": None}, "perform_by"),
    ],
)
def test_an_agreement_lacks_none_of_its_legal_contents(house, changed, code):
    case, row = sitting()
    with pytest.raises(Refusal) as refused:
        does("lin", agreements.agree_in_writing, case, row=row, **signed(**changed))
    assert refused.value.code == code
    with pytest.raises(Refusal) as refused:
        does("lin", agreements.agree_in_writing, case, row=row, **(signed() | {"sealed": False}))
    assert refused.value.code == "sealed" and state(house, row) == "in_session"


def test_the_agreement_becomes_a_numbered_paper_that_nobody_words_anew(house):
    case, row = written()
    paper: Document = does("lin", agreements.draw_agreement, case, row=row)
    with acting("lin") as (user, _scope):
        paper = Document.objects.get(pk=paper.pk)
        words = papers.words_of(paper)
        said = "".join(line.text for line in (*words.rows, *words.sections))
        assert words.title == "调解协议书" and "共同出资修路" in said and "按指印" in said
        assert STORY not in said and "30日" in words.remedies and paper.is_frozen is False
        with pytest.raises(Refusal) as refused:
            papers.amend(paper, addressee="x", basis="x", remedies="x", by=user)
        assert refused.value.code == "fixed"
        issued = papers.issue(paper, by=user)
        assert "妇调〔" in issued.number
    with pytest.raises(Refusal) as refused:
        does("lin", agreements.draw_agreement, case, row=row)
    assert refused.value.code == "twice"
    case, row = sitting()
    does("lin", agreements.agree_orally, case, row=row, terms="各退一步")
    assert state(house, row) == "agreed_oral"


def test_what_was_agreed_and_not_kept_leads_to_the_court(house):
    case, row = written()
    does("lin", performing.begin_performance, case, row=row)
    with pytest.raises(Refusal) as refused:
        does("lin", performing.declare_breached, case, row=row, ways=[], note="没有修路")
    assert refused.value.code == "ways"
    does("lin", performing.declare_breached, case, row=row, ways=["court"], note="没有修路")
    does("lin", performing.close_mediation, case, row=row)
    running = "select count(*) from network_clock where subject_id = %s and state = 'running' and limit_id like 'mediation.%%'"
    assert state(house, row) == "closed" and house.raw(running, [case.pk]) == [(0,)]


def test_the_police_are_told_and_the_mediation_is_over(house):
    case, row = sitting()
    with pytest.raises(Refusal) as refused:
        does("lin", sessions.report_to_police, case, row=row, called=False, note="x")
    assert refused.value.code == "called"
    does("lin", sessions.report_to_police, case, row=row, called=True, note="14:20 卧虎派出所")
    assert state(house, row) == "reported_to_police"


def test_a_session_is_adjourned_and_goes_on(house):
    case, row = sitting()
    does("lin", sessions.adjourn_session, case, row=row, record="先各自想想")
    does("lin", sessions.resume_session, case, row=row)
    assert state(house, row) == "in_session"
    assert house.raw("select count(*) from cases_mediationsession where mediation_id = %s", [row]) == [(2,)]


def _routed() -> Case:
    case = matter("lin")
    does("lin", transitions.triage, case, route="R7")
    does("lin", interventions.mediate, case, willing=True, notice_how="safe_way")
    return case


TOLD_HER = {"note": "调解结果已告知", "delivered_how": "in_person"}


def test_a_petition_is_not_answered_over_an_open_mediation_nor_closed_while_it_is_carried_out(house):
    case, row = consented(_routed())
    with pytest.raises(Refusal) as refused:
        does("lin", transitions.inform, case, delivered_on=clock.today(), **TOLD_HER)
    assert refused.value.code == "mediation"
    arranged(case, row)
    does("lin", sessions.begin_mediation, case, row=row, no_relative=True)
    does("lin", agreements.agree_orally, case, row=row, terms="各退一步")
    does("lin", performing.begin_performance, case, row=row)
    does("lin", transitions.inform, case, delivered_on=clock.today(), **TOLD_HER)
    with pytest.raises(Refusal) as refused:
        does("lin", transitions.close, case, satisfaction="satisfied")
    assert refused.value.code == "mediation"
    does("lin", performing.confirm_performed, case, row=row)
    does("lin", transitions.close, case, satisfaction="satisfied")
    assert state(house, row) == "closed"


def test_a_petition_that_ends_another_way_ends_its_mediation_and_the_mediators_access(mediators):
    case, row = requested()
    named(case, row, "mei")
    does("lin", transitions.withdraw, case, reason="她自己要求")
    assert state(mediators, row) == "closed"
    with acting("mei") as (user, _scope):
        assert not Case.objects.openable_by(rest.of(user)).filter(pk=case.pk).exists()


def test_a_petition_under_protection_is_not_sent_to_mediation(house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R7")
    does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
    with pytest.raises(Refusal) as refused:
        does("lin", interventions.mediate, case, willing=True, notice_how="safe_way")
    assert refused.value.code == "barred"


def test_words_of_a_mediation_are_sealed_and_no_message_carries_one(house):
    case, row = sitting()
    rows = house.raw("select dispute from cases_mediation where id = %s", [row])
    assert "门前".encode() not in bytes(rows[0][0])
    answers = house.raw("select answers from cases_mediationscreen where mediation_id = %s", [row])
    assert all(b"violence" not in bytes(each[0]) for each in answers)
    details = house.raw("select detail::text from cases_event where case_id = %s", [case.pk])
    assert not [d for (d,) in details if NAME in d or "门前" in d]


def test_the_township_mediates_and_an_outsider_finds_nothing(house):
    case, row = consented(by="tian")
    assert state(house, row) == "consented"
    for outsider in ("sun", "qian", "feng", "tong"):
        assert not _sees(outsider, case)
    with acting("tian") as (_user, scope):
        assert sharing.layers(case, scope).opens
