"""The audit log after its period: two people, an anchor, a checkpoint, and a chain that is verified as before."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from cases.retention import holds
from network.access.gate import Refusal
from network.audit import chain, record
from network.audit.models import Action
from network.oversight import cutting
from network.oversight.models import AuditCut
from sisterhood.demo import cast
from tests.house import House, acting, browser_of, plain_sql
from tests.stories import does, matter

PLACE = "/network/audit/period/"
OLD = "now() - interval '4 years'"


def _asleep(house: House, statement: str) -> None:
    house.raw(
        f"do $$ begin perform set_config('session_replication_role', 'replica', true); {statement}; end $$"
    )


@pytest.fixture
def old(fresh_house, settings, tmp_path):
    """Forty entries of four years ago under an anchor, then those of today."""
    settings.DATA_DIR = tmp_path
    record.events(Action.VIEW, by=None, kind="case", ids=range(40))
    _asleep(fresh_house, f"update network_auditevent set recorded_at = {OLD}, occurred_at = {OLD}")
    with fresh_house.login("worker"):
        chain.anchor()
    record.events(Action.VIEW, by=None, kind="case", ids=range(20))
    with fresh_house.login("worker"):
        chain.anchor()
    return fresh_house


def _proposed() -> AuditCut:
    with acting("auditor") as (auditor, _scope):
        return cutting.propose_audit_cut(note="看过目录，无须再留。", by=auditor)


def _confirmed(row: AuditCut, by: str = "bai") -> AuditCut:
    with acting(by) as (user, _scope):
        return cutting.confirm_audit_cut(row, by=user)


def _whole(house: House) -> chain.Verdict:
    with house.login("worker"):
        verdict = chain.verify()
        assert verdict.first_bad is None and verdict.unsealed == 0
        assert chain.broken_anchor() is None
        call_command("audit", "verify")
    return verdict


def test_the_front_goes_by_two_people_and_the_rest_is_verified_from_the_checkpoint(old):
    before = _whole(old).events
    auditor, bai = browser_of("auditor"), browser_of("bai")
    assert "还没有日志满保管期限" not in auditor.get(PLACE).content.decode()
    assert "请写明看了什么" in auditor.post(PLACE, {"act": "propose_audit_cut", "note": " "}).content.decode()
    assert auditor.post(PLACE, {"act": "propose_audit_cut", "note": "目录已看"}).status_code == 302
    assert auditor.post(PLACE, {"act": "confirm_audit_cut", "password": cast.PASSWORD}).status_code == 403
    page = bai.get(PLACE).content.decode()
    assert "目录已看" in page and "等待第二人确认" in page
    assert bai.post(PLACE, {"act": "confirm_audit_cut", "password": "x"}).status_code == 200
    assert AuditCut.objects.none().count() == 0
    assert bai.post(PLACE, {"act": "confirm_audit_cut", "password": cast.PASSWORD}).status_code == 302
    [(gone, through)] = old.raw("select events, through from network_auditcut where confirmed_at is not null")
    assert gone == through >= 40
    assert old.raw(
        f"select count(*) from network_auditevent where recorded_at < {OLD} + interval '1 day'"
    ) == [(0,)]
    after = _whole(old)
    assert after.events > before - gone and after.sealed == after.events
    with old.login("worker"):
        assert chain.anchor().position > through  # positions go on
    _whole(old)
    assert "校验点" in auditor.get(PLACE).content.decode()
    for who in ("lin", "zhou", "sysadmin", "secadmin"):
        assert browser_of(who).get(PLACE).status_code == 403


def test_what_was_tampered_with_after_the_cut_is_still_found(old):
    _confirmed(_proposed())
    _whole(old)
    [(first,)] = old.raw("select min(id) from network_auditevent")
    _asleep(old, f"update network_auditevent set purpose = 'x' where id = {first}")
    with old.login("worker"):
        assert chain.verify().first_bad == first
    _asleep(old, f"update network_auditevent set purpose = '' where id = {first}")
    _asleep(old, "update network_auditcut set hash = sha256('x')")
    with old.login("worker"):
        assert chain.verify().first_bad == first
        assert chain.broken_anchor() is not None


def test_nothing_goes_before_its_period_or_twice_or_by_one_hand(old):
    row = _proposed()
    with pytest.raises(Refusal, match="已有一份"):
        _proposed()
    for who in ("auditor", "zhou", "secadmin"):
        with pytest.raises(Refusal):
            _confirmed(row, by=who)
    with acting("bai") as (bai, _scope):
        cutting.call_off_audit_cut(row, by=bai)
    with pytest.raises(Refusal, match="已经办过"):
        _confirmed(row)
    _confirmed(_proposed())
    with pytest.raises(Refusal, match="还没有日志"):
        _proposed()


def test_an_entry_about_a_held_matter_stays_and_so_does_everything_behind_it(fresh_house, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    case = matter("lin")
    _asleep(fresh_house, f"update network_auditevent set recorded_at = {OLD}")
    with fresh_house.login("worker"):
        chain.anchor()
    does("lin", holds.place_hold, case, issuer="双辽市人民法院", reason="诉讼需要", until=None)
    row = _proposed()
    with pytest.raises(Refusal, match="暂缓销毁"):
        _confirmed(row)
    _whole(fresh_house)


def test_nobody_deletes_an_entry_beside_that_function(old):
    row = _proposed()
    for login in ("app", "worker", "migrator"):
        with old.login(login), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql("select set_config('app.audit_cut', 'on', true)")
            plain_sql(
                "delete from network_auditevent where id = 1 returning 1"
                if login != "migrator"
                else "truncate network_auditevent cascade"
            )
    with acting("bai"), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql("update network_auditcut set confirmed_at = now() returning 1")
    for who in ("auditor", "lin"):
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql("select audit_cut(%s)", [row.pk])
