"""移交档案馆: a list that the archivist signs for, and matters that only the archive gives to read from then on."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.casefile.models import Case
from cases.retention import archive, deciding, holds
from cases.retention.models import ArchiveTransfer, TransferredMatter
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.house import acting, browser_of, person, plain_sql
from tests.retention.conftest import (
    LEADER,
    NOTE,
    OFFICER,
    appraised,
    decides,
    destroyed,
    ended,
    listed,
    old,
    phase,
    proposes,
    state,
    the_list,
)
from tests.stories import NAME, STORY, does

ARCHIVE, ARCHIVIST, RECEIPT = "双辽市档案馆", "档案馆员某甲", "双档接〔2026〕18号"


def _unit():
    return person("lin").appointments.get().unit


def _drawn(*cases: Case, by: str = LEADER) -> ArchiveTransfer:
    with acting(by) as (user, _scope):
        return archive.draw_up_transfer(
            _unit(), archive=ARCHIVE, matters=[case.pk for case in cases], by=user
        )


def _acts(username: str, verb, row: ArchiveTransfer, **said) -> ArchiveTransfer:
    with acting(username) as (user, _scope):
        return verb(row, by=user, **said)


def _received(row: ArchiveTransfer, by: str = LEADER) -> ArchiveTransfer:
    said = {"archivist": ARCHIVIST, "receipt": RECEIPT, "received_on": clock.today()}
    return _acts(by, archive.receive_transfer, row, **said)


def _lines(house, row: ArchiveTransfer) -> list[tuple[str, str]]:
    ask = "select number, state from cases_transferredmatter where transfer_id = %s order by number"
    return house.raw(ask, [row.pk])


def test_a_leader_draws_up_a_list_hands_it_over_and_nobody_opens_the_matter_here_any_more(fresh_house):
    case, hurt, young = old(fresh_house), old(fresh_house, safety="violence"), ended()
    gao = browser_of(LEADER)
    page = gao.get("/retention/transfers/new/", {"unit": _unit().pk}).content.decode()
    assert case.number in page and hurt.number in page and young.number not in page and NAME not in page
    place = f"/retention/transfers/new/?unit={_unit().pk}"
    said = {"archive": ARCHIVE, "matters": [str(case.pk), str(hurt.pk)]}
    assert "请填写" in gao.post(place, said | {"archive": " "}).content.decode()
    assert "至少勾选一件" in gao.post(place, {"archive": ARCHIVE}).content.decode()
    assert "至少勾选一件" in gao.post(place, said | {"matters": [str(young.pk)]}).content.decode()
    address = gao.post(place, said)["Location"]
    row = fresh_house.raw("select id from cases_archivetransfer")[0][0]
    assert address == f"/retention/transfers/{row}/" and phase(fresh_house, case) == "closed"
    paper = gao.get(f"{address}print/").content.decode()
    assert all(word in paper for word in (case.number, hurt.number, ARCHIVE, "签"))
    assert NAME not in paper and STORY not in paper
    signed = {"archivist": ARCHIVIST, "receipt": RECEIPT, "received_on": f"{clock.today()}"}
    late = signed | {"received_on": f"{clock.today() + timedelta(days=1)}"}
    refused = gao.post(f"{address}receive_transfer/", late).content.decode()
    assert "日期" in refused and ARCHIVIST in refused and phase(fresh_house, case) == "closed"
    assert gao.post(f"{address}receive_transfer/", signed).status_code == 302
    assert {phase(fresh_house, each) for each in (case, hurt)} == {"transferred"}
    for who in ("lin", LEADER, "zhou", "wu", OFFICER):
        assert browser_of(who).get(f"/cases/{case.pk}/").status_code == 404, who
        with acting(who):
            assert not Case.objects.filter(pk=case.pk).exists()
    for who in (LEADER, OFFICER, "zhou", "auditor"):
        page = browser_of(who).get(address).content.decode()
        assert all(word in page for word in (case.number, ARCHIVIST, RECEIPT, "高洁")), who
    (stored,) = fresh_house.raw("select archivist from cases_archivetransfer")[0]
    assert ARCHIVIST.encode() not in bytes(stored)
    assert "不能" in gao.post(f"{address}receive_transfer/", signed).content.decode()  # sent twice


def test_whoever_does_not_decide_finds_no_list_and_the_database_says_so_too(fresh_house):
    case = old(fresh_house)
    row = _drawn(case)
    for who in ("lin", "feng", "tian", "he", "sysadmin", "secadmin", "tong", OFFICER, "auditor"):
        answer = browser_of(who).get(f"/retention/transfers/{row.pk}/")
        assert answer.status_code in (403, 404), who
        with acting(who), transaction.atomic():
            assert not ArchiveTransfer.objects.exists() and not TransferredMatter.objects.exists(), who
            with pytest.raises(DatabaseError), transaction.atomic():
                plain_sql("select transfer_receive(%s, %s, 'x', current_date, now())", [row.pk, b"x"])
    for who in ("lin", "tian", "zheng"):
        with pytest.raises(Refusal):
            _drawn(old(fresh_house), by=who)
    for statement in (
        "update cases_archivetransfer set state = 'received' returning 1",
        "delete from cases_transferredmatter returning 1",
        "update cases_case set phase = 'transferred' where owner_id = app_user() returning 1",
    ):
        with acting(LEADER):
            try:
                with transaction.atomic():
                    assert plain_sql(statement) == []
            except DatabaseError as error:
                assert error.__cause__.sqlstate == "42501"


def test_what_must_not_be_destroyed_does_not_go_either_and_is_struck_first(fresh_house):
    case, other = old(fresh_house), old(fresh_house)
    row = _drawn(case, other)
    does("lin", holds.place_hold, case, issuer="双辽市人民检察院", reason="抗诉审查")
    with pytest.raises(Refusal) as refusal:
        _received(row)
    assert refusal.value.code == "barred" and case.number in str(refusal.value)
    ask = "select id from cases_transferredmatter where case_id = %s"
    line = fresh_house.raw(ask, [case.pk])[0][0]
    _acts(LEADER, archive.strike_matter, row, line=line)
    _received(row)
    assert _lines(fresh_house, row) == sorted([(case.number, "struck"), (other.number, "handed")])
    assert (phase(fresh_house, case), phase(fresh_house, other)) == ("closed", "transferred")
    with acting(LEADER):
        assert case.pk not in {each.case for each in archive.candidates(_unit())}


def test_the_last_one_struck_ends_the_list_and_so_does_calling_it_off(fresh_house):
    case = old(fresh_house)
    row = _drawn(case)
    line = fresh_house.raw("select id from cases_transferredmatter")[0][0]
    assert _acts(LEADER, archive.strike_matter, row, line=line).state == "called_off"
    row = _drawn(case)
    assert _acts(LEADER, archive.call_off_transfer, row).state == "called_off"
    with pytest.raises(IllegalTransition):
        _received(row)
    assert phase(fresh_house, case) == "closed"


def test_what_stood_on_a_list_of_destruction_leaves_it_unless_somebody_has_appraised_it(fresh_house):
    case = old(fresh_house)
    proposes(fresh_house)
    destruction = the_list(fresh_house, case)
    row = _drawn(case)
    assert state(fresh_house, destruction) == "called_off" and listed(fresh_house) == []
    running = "select count(*) from network_clock where subject_kind = 'destruction' and state = 'running'"
    assert fresh_house.raw(running) == [(0,)]
    _acts(LEADER, archive.call_off_transfer, row)
    proposes(fresh_house)
    waits = "select destruction_id from cases_retentionaction where case_id = %s and state = 'due'"
    [(again,)] = fresh_house.raw(waits, [case.pk])
    decides(LEADER, deciding.appraise_destruction, again, note=NOTE)
    with acting(LEADER):
        assert archive.candidates(_unit()) == []


def test_our_copy_is_destroyed_by_two_when_its_period_is_over_and_the_list_stays(fresh_house):
    case = old(fresh_house)
    row = _received(_drawn(case))
    destroyed(fresh_house, case)
    assert phase(fresh_house, case) == "destroyed"
    page = browser_of(LEADER).get(f"/retention/transfers/{row.pk}/").content.decode()
    assert case.number in page and ARCHIVIST in page


def test_the_archive_gives_one_back_and_it_is_a_closed_matter_again(fresh_house):
    case = old(fresh_house)
    row = _received(_drawn(case))
    line = fresh_house.raw("select id from cases_transferredmatter")[0][0]
    with pytest.raises(Refusal) as refusal:
        early = clock.today() - timedelta(days=1)
        _acts(LEADER, archive.return_matter, row, line=line, returned_on=early)
    assert refusal.value.code == "returned_on"
    place = f"/retention/transfers/{row.pk}/matters/{line}/return_matter/"
    assert browser_of(OFFICER).post(place, {"returned_on": f"{clock.today()}"}).status_code == 200
    assert browser_of(LEADER).post(place, {"returned_on": f"{clock.today()}"}).status_code == 302
    assert phase(fresh_house, case) == "closed"
    assert browser_of("lin").get(f"/cases/{case.pk}/").status_code == 200
    told = fresh_house.raw(
        "select verb from cases_event where case_id = %s order by recorded_at desc", [case.pk]
    )
    assert [verb for (verb,) in told][:3] == ["return_matter", "transfer_matter", "list_for_archive"]


def test_whoever_is_recused_from_one_of_its_matters_has_no_list(fresh_house):
    case = old(fresh_house)
    row = _drawn(case)
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)"
        " select gen_random_uuid(), %s, %s, 'owner', %s, now()",
        [case.pk, person(LEADER).pk, person("lin").pk],
    )
    assert browser_of(LEADER).get(f"/retention/transfers/{row.pk}/").status_code == 404
    assert browser_of("zhou").get(f"/retention/transfers/{row.pk}/").status_code == 200
    with acting(LEADER):
        assert archive.candidates(_unit()) == []


def test_a_list_that_was_appraised_first_is_not_undone_by_the_archive(fresh_house):
    row = appraised(fresh_house, case := old(fresh_house))
    with pytest.raises(Refusal) as refusal:
        _drawn(case)
    assert refusal.value.code == "matters" and state(fresh_house, row) == "appraised"
