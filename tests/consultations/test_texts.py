"""The text of the consent sheet: drafted by one, published by another, and every sheet keeps what was signed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.consultations import notices, sessions
from cases.consultations.models import CounsellingConsent, CounsellingNotice
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.consultations.rota import SHEET, booked, confirmed, seat, step
from tests.house import acting, browser_of, plain_sql
from tests.stories import matter

PLACE, SECOND = "/consultations/texts/", "第二版：咨询自愿、免费。"


def _draft(text: str = SECOND) -> CounsellingNotice:
    with acting("bai") as (bai, _scope):
        return notices.draft_sheet(text=text, by=bai)


def _publish(days: int = 0, *, by: str = "zhou", seen: str | None = None) -> CounsellingNotice:
    with acting(by) as (user, _scope):
        row = notices.draft()
        mark = notices.seal_of(row) if row and seen is None else seen or ""
        return notices.publish_sheet(in_force_from=clock.today() + timedelta(days=days), seen=mark, by=user)


def test_one_drafts_another_publishes_and_the_old_version_stays(fresh_house):
    _draft("第一稿")
    assert "第一稿" not in browser_of("lin").get(PLACE).content.decode()
    assert "第一稿" in browser_of("zhou").get(PLACE).content.decode()
    bai = browser_of("bai")
    assert bai.post(PLACE, {"act": "draft_sheet", "text": SECOND}).status_code == 302
    assert bai.post(PLACE, {"act": "publish_sheet", "in_force_from": clock.today()}).status_code == 403
    zhou = browser_of("zhou")
    with acting("zhou"):
        mark = notices.seal_of(notices.draft())
    late = zhou.post(PLACE, {"act": "publish_sheet", "seen": "x", "in_force_from": f"{clock.today()}"})
    assert late.status_code == 200 and "草稿在此期间又改过" in late.content.decode()
    assert (
        f'name="seen" value="{mark}"' in late.content.decode()
    )  # she reads it there and may publish at once
    assert zhou.post(PLACE, {"act": "publish_sheet", "seen": mark, "in_force_from": ""}).status_code == 200
    past = {"act": "publish_sheet", "seen": mark, "in_force_from": f"{clock.today() - timedelta(days=1)}"}
    assert "从今天或以后的某一天起用" in zhou.post(PLACE, past).content.decode()
    assert zhou.post(PLACE, past | {"in_force_from": f"{clock.today()}"}).status_code == 302
    assert SECOND in browser_of("lin").get(f"{PLACE}2/").content.decode()
    assert browser_of("lin").get(f"{PLACE}1/").status_code == 200
    assert browser_of("lin").get(f"{PLACE}3/").status_code == 404
    assert browser_of("lin").post(PLACE, {"act": "draft_sheet", "text": "x"}).status_code == 403
    assert zhou.post(PLACE, past).status_code == 200  # nothing is left to publish


def test_a_version_begins_after_the_one_before_it(fresh_house):
    with pytest.raises(Refusal):
        _publish()
    _draft()
    assert _publish(days=10).version == 2
    _draft("第三版")
    with pytest.raises(Refusal, match="上一版"):
        _publish(days=10)
    assert _publish(days=11).version == 3
    with acting("lin"):
        assert notices.in_force(clock.today()).version == 1
        assert notices.in_force(clock.today() + timedelta(days=10)).version == 2


def test_a_sheet_keeps_the_version_she_was_shown(office):
    confirmed(office.yan, day=clock.today() + timedelta(days=1))
    rows = [booked(matter("lin"), "psychological", nth=n)["psychological"] for n in (0, 0)]
    for row in rows:
        step("lin", sessions.check_in, row)
    _draft()
    _publish()
    page = browser_of("lin").get(f"/consultations/{rows[0].pk}/sign_consent/").content.decode()
    assert "她签的是哪一版" in page and 'value="1"' in page and 'value="2"' in page
    address = f"/consultations/{rows[0].pk}/sign_consent/"
    facts = {"signed_how": "signature", "signed_on": f"{clock.today()}"}
    assert "请选择同意书上写的版本" in browser_of("lin").post(address, facts).content.decode()
    step("lin", sessions.sign_consent, rows[0], signed_on=clock.today(), version=1, **SHEET)
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(Refusal, match="还没有这一版"):
        step("lin", sessions.sign_consent, rows[1], signed_on=yesterday, version=2, **SHEET)
    step("lin", sessions.sign_consent, rows[1], signed_on=clock.today(), **SHEET)
    with acting("lin"):
        kept = [CounsellingConsent.objects.get(session=row).notice_id for row in rows]
    assert kept == [1, 2]
    assert SECOND not in browser_of("lin").get(f"/consultations/{rows[0].pk}/sheet/").content.decode()


WRITES = "insert into cases_counsellingnotice (version, text, drafted_by_id) values (9, 'x', %s)"


def test_the_database_says_the_same(fresh_house):
    for who in ("lin", "zhou", "gao"):
        with acting(who) as (user, _scope), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql(f"{WRITES} returning 1", [user.pk])
    _draft()
    for who in ("bai", "lin", "gao"):  # the writer is no second person, and nobody else is either
        with acting(who) as (user, _scope):
            said = "update cases_counsellingnotice set published_at = now(), in_force_from = current_date,"
            said += " published_by_id = %s where version = 2 returning 1"
            try:
                with transaction.atomic():
                    assert plain_sql(said, [user.pk]) == []
            except DatabaseError as error:
                assert error.__cause__.sqlstate == "42501"
    _publish()
    with acting("zhou"):
        assert plain_sql("update cases_counsellingnotice set text = 'x' returning 1") == []
    with fresh_house.login("migrator"), pytest.raises(DatabaseError):
        plain_sql("update cases_counsellingnotice set text = 'x' where version = 1")


def test_a_privacy_officer_of_a_county_reads_what_is_published_and_decides_nothing_of_the_whole_city(
    fresh_house,
):
    seat(fresh_house, "ming", "明慧", "privacy_officer")
    _draft("第一稿")
    ming = browser_of("ming")
    page = ming.get(PLACE)
    assert page.status_code == 200 and "第一稿" not in page.content.decode()
    assert ming.post(PLACE, {"act": "draft_sheet", "text": SECOND}).status_code == 403
    assert ming.get("/network/audit/period/").status_code == 403
    assert "/network/audit/period/" not in ming.get("/inbox/").content.decode()
    assert browser_of("bai").get("/network/audit/period/").status_code == 200
    with acting("ming") as (user, _scope):
        with pytest.raises(Refusal):
            notices.draft_sheet(text=SECOND, by=user)
        assert plain_sql("select count(*) from cases_counsellingnotice where published_at is null") == [(0,)]
        assert plain_sql("update cases_counsellingnotice set text = 'x' returning 1") == []
        assert plain_sql("update network_auditcut set called_off_at = now() returning 1") == []
        with pytest.raises(DatabaseError), transaction.atomic():
            plain_sql(
                "insert into cases_counsellingnotice (version, text, drafted_by_id, drafted_at)"
                " values (9, 'x', app_user(), now()) returning 1"
            )
