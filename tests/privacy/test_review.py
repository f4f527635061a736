"""The review: within two working days, by somebody who has nothing to do with it; late ones climb."""

from datetime import timedelta

import pytest

from cases.privacy import reviewing
from cases.privacy.models import BreakGlass
from network.access.gate import Refusal
from network.deadlines import sweep
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.privacy.conftest import REASON, breaks, over, row_of, sealed, told
from tests.stories import NAME, STORY

FOUND = {"finding": "justified", "words": "核对了通话记录和查阅日志，确属紧急。"}


def body(answer) -> str:
    return answer.content.decode()


def test_the_privacy_officer_reads_the_reason_and_never_the_matter(fresh_house):
    case = sealed()
    breaks("zhou", case)
    browser_of("zhou").get(f"/cases/{case.pk}/")
    browser_of("zhou").post(f"/cases/{case.pk}/names/", {})
    bai, pk = browser_of("bai"), row_of(fresh_house, case)
    listed = body(bai.get("/reviews/emergency/"))
    assert case.number in listed and "周雅琴" in listed and REASON not in listed
    page = body(bai.get(f"/reviews/emergency/{pk}/"))
    assert REASON in page and "查看了姓名原文" in page and "查看了她的陈述" in page
    assert STORY not in page and NAME not in page
    assert bai.get(f"/cases/{case.pk}/").status_code == 404


def test_nobody_else_finds_it_and_the_page_belongs_to_reviewers(fresh_house):
    case = sealed()
    breaks("gao", case)
    place = f"/reviews/emergency/{row_of(fresh_house, case)}/"
    for username in ("gao", "lin", "wu", "xu", "feng", "tian", "he", "auditor", "secadmin"):
        assert browser_of(username).get(place).status_code == 403, username
        assert browser_of(username).get("/reviews/emergency/").status_code == 403, username
    zhou = browser_of("zhou")  # the city's leader may review what is late, and this is not
    assert case.number not in body(zhou.get("/reviews/emergency/"))
    assert zhou.get(place).status_code == 404


def test_the_reason_is_sealed_and_dies_with_no_key_of_the_matter(fresh_house):
    case = sealed()
    breaks("zhou", case)
    stored = fresh_house.raw("select reason, wrapped from cases_breakglass")[0]
    assert REASON.encode() not in bytes(stored[0]) and len(bytes(stored[1])) > 16
    dump = fresh_house.raw("select coalesce(string_agg(e::text, ''), '') from network_auditevent e")[0][0]
    assert REASON not in dump


def test_she_writes_what_she_finds_once(fresh_house):
    case = sealed()
    breaks("zhou", case)
    bai, pk = browser_of("bai"), row_of(fresh_house, case)
    assert "请选择复核结论" in body(bai.post(f"/reviews/emergency/{pk}/", {"words": "看过"}))
    assert bai.post(f"/reviews/emergency/{pk}/", FOUND)["Location"] == "/reviews/emergency/"
    assert case.number not in body(bai.get("/reviews/emergency/"))
    assert "此次查阅已经复核" in body(
        bai.post(f"/reviews/emergency/{pk}/", FOUND | {"finding": "unjustified"})
    )
    found = fresh_house.raw("select finding, reviewed_by_id from cases_breakglass")
    assert found == [("justified", person("bai").pk)]
    state = "select state from network_clock where subject_kind = 'break_glass' and subject_id = %s"
    assert fresh_house.raw(state, [pk]) == [("met",)]
    assert told(fresh_house, "glass_unjustified") == []


def test_of_an_unjustified_reading_her_superior_hears(fresh_house):
    case = sealed()
    breaks("gao", case)
    with acting("bai") as (bai, _scope):
        row = BreakGlass.objects.get(case_id=case.pk)
        reviewing.review(row, finding="unjustified", words="无任何紧急情形。", by=bai)
    assert told(fresh_house, "glass_unjustified") == ["zhou"]


def test_neither_the_reader_nor_the_owner_reviews_whatever_post_she_has(fresh_house):
    case = sealed()
    breaks("zhou", case)
    late = clock.now() + timedelta(days=20)
    fresh_house.raw("update cases_breakglass set review_due_at = now() - interval '1 day'")
    with acting("zhou") as (zhou, scope):
        assert not BreakGlass.objects.for_review_by(scope, at=late).exists()
        row = BreakGlass.objects.get(case_id=case.pk)  # her own: she may know of it
        with pytest.raises(Refusal):
            reviewing.review(row, by=zhou, **FOUND)
    fresh_house.raw("update cases_breakglass set owner_id = %s", [person("bai").pk])
    with acting("bai") as (_bai, scope):
        assert not BreakGlass.objects.for_review_by(scope, at=late).exists()
        assert not BreakGlass.objects.exists()  # nor by row security


def test_two_working_days_and_then_it_climbs_to_the_city(fresh_house):
    with clock.moved_to(clock.start_of_day(clock.today()).replace(year=2026, month=3, day=2, hour=9)):
        case = sealed()
        breaks("gao", case)
    pk = row_of(fresh_house, case)
    due = fresh_house.raw("select due_at, owner_id from network_clock where subject_id = %s", [pk])[0]
    assert clock.in_zone(due[0]).isoformat() == "2026-03-05T00:00:00+08:00" and due[1] == person("bai").pk
    with fresh_house.login("worker"):
        sweep.ring_due(at=due[0] + timedelta(minutes=1))
    assert _rung(fresh_house, pk) == ["bai"]
    with fresh_house.login("worker"):
        sweep.ring_due(at=due[0] + timedelta(days=4))
    assert _rung(fresh_house, pk) == ["bai", "zhou"]
    fresh_house.raw("update cases_breakglass set review_due_at = now() - interval '1 hour'")
    assert case.number in body(browser_of("zhou").get("/reviews/emergency/"))
    assert browser_of("zhou").post(f"/reviews/emergency/{pk}/", FOUND).status_code == 302


def _rung(house, pk) -> list[str]:
    rows = house.raw(
        """select distinct u.username from network_rung r join network_clock c on c.id = r.clock_id
             join network_user u on u.id = r.recipient_id where c.subject_id = %s and r.kind = 'rung' order by 1""",
        [pk],
    )
    return [name for (name,) in rows]


def test_the_ladder_never_calls_whoever_read(fresh_house):
    case = sealed()
    breaks("zhou", case)
    pk = row_of(fresh_house, case)
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now() + timedelta(days=30))
    assert _rung(fresh_house, pk) == ["bai"]
    over(fresh_house, case)
