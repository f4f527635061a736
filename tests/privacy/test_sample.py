"""查阅抽查: each month chance picks openings of sealed matters; the audit administrator judges them and learns of no matter."""

from datetime import timedelta

import pytest

from cases.privacy import monthly, sampling
from cases.privacy.samples import ReadingSample
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.privacy.conftest import breaks, sealed, told
from tests.stories import matter
from tests.support import conftest as support

PLACE = "/reviews/readings/"


def _next_month():
    return clock.start_of_day(monthly.after(clock.today().replace(day=1)) + timedelta(days=2))


def _drawn(house):
    """Openings of this month, drawn in the next one."""
    with house.login("worker"):
        return sampling.draw(at=_next_month())


def _opened(house):
    """lin reads her sealed matter twice on one day; gao reads it in an emergency; an ordinary matter is read too."""
    case, plain = sealed(), matter("lin")
    lin = browser_of("lin")
    for _again in range(2):
        assert lin.get(f"/cases/{case.pk}/").status_code == 200
    assert lin.get(f"/cases/{plain.pk}/").status_code == 200
    breaks("gao", case)
    assert browser_of("gao").get(f"/cases/{case.pk}/").status_code == 200
    return case


def test_a_month_is_drawn_once_and_its_auditor_hears_of_it(fresh_house):
    _opened(fresh_house)
    assert _drawn(fresh_house) == 4 and _drawn(fresh_house) == 0
    assert told(fresh_house, "reading_sample") == ["auditor"]
    assert fresh_house.raw(
        "select u.username, l.ground, count(distinct l.layer) from cases_sampledreading l"
        " join network_user u on u.id = l.by_id group by 1, 2 order by 1"
    ) == [("gao", "break_glass", 2), ("lin", "owner", 2)], "each part of the page that was opened"
    clocks = fresh_house.raw("select state, owner_id from network_clock where limit_id = 'audit.sample'")
    assert clocks == [("running", person("auditor").pk)]


def test_the_auditor_sees_who_and_by_what_right_and_never_which_matter(fresh_house):
    case = _opened(fresh_house)
    _drawn(fresh_house)
    with acting("auditor"):
        sample = ReadingSample.objects.get()
    page = browser_of("auditor").get(f"{PLACE}{sample.pk}/").content.decode()
    assert "林晓岚" in page and str(case.pk) not in page and case.number not in page and "欧阳" not in page
    columns = fresh_house.raw(
        "select column_name from information_schema.columns where table_name = 'cases_sampledreading'"
    )
    assert not {"case_id", "subject_id", "number"} & {name for (name,) in columns}
    for username in ("zhou", "gao", "lin", "bai", "sysadmin", "secadmin", "he"):
        assert browser_of(username).get(f"{PLACE}{sample.pk}/").status_code == 403
        with acting(username):
            assert plain_sql("select id from cases_sampledreading") == []


def test_what_is_chosen_is_judged_once_and_the_superior_hears_of_what_lacks_a_reason(fresh_house):
    _opened(fresh_house)
    _drawn(fresh_house)
    auditor = browser_of("auditor")
    with acting("auditor"):
        sample = ReadingSample.objects.get()
        (hers, *rest), (his, *more) = (sample.lines.filter(by__username=name) for name in ("lin", "gao"))
    address = f"{PLACE}{sample.pk}/"
    page = auditor.post(address, {f"{hers.pk}-finding": "unjustified"}).content.decode()
    assert "请写明需要说明什么" in page
    sent = {f"{hers.pk}-finding": "unjustified", f"{hers.pk}-words": "同一天两次，为何"}
    assert auditor.post(address, sent).status_code == 302
    assert told(fresh_house, "reading_unjustified") == ["gao"]
    assert fresh_house.raw("select state from network_clock where limit_id = 'audit.sample'") == [
        ("running",)
    ]
    justified = {f"{line.pk}-finding": "justified" for line in (*rest, his, *more)}
    assert auditor.post(address, justified).status_code == 302
    assert fresh_house.raw("select state from network_clock where limit_id = 'audit.sample'") == [("met",)]
    with acting("auditor") as (user, _scope), pytest.raises(Refusal, match="核验过"):
        sampling.judge_reading(hers.pk, finding="justified", by=user)
    fresh_house.raw(
        "update cases_sampledreading set by_id = %s, finding = '', words = '', found_by_id = null, found_at = null where id = %s",
        [person("auditor").pk, his.pk],
    )
    with acting("auditor") as (user, _scope), pytest.raises(Refusal, match="本人"):
        sampling.judge_reading(his.pk, finding="justified", by=user)
    with acting("auditor"):
        assert plain_sql("update cases_sampledreading set words = '改' returning id") == []


def test_leaders_count_openings_of_their_units_and_nothing_of_what_does_not_exist_for_them(fresh_house):
    case = _opened(fresh_house)
    first = clock.today().replace(day=1)
    with acting("gao"):
        assert {user.username: counts[:2] for user, counts in sampling.month(first)} == {
            "gao": [1, 1],
            "lin": [1, 1],
        }
    for username in ("feng", "lin", "he", "tian"):
        with acting(username):
            assert sampling.month(first) == [], username
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)"
        " select gen_random_uuid(), %s, id, 'declared', id, now() from network_user where username = 'zhou'",
        [case.pk],
    )
    with acting("zhou"):
        assert sampling.month(first) == []
    page = browser_of("gao").get(f"{PLACE}month/?month={first:%Y-%m}").content.decode()
    assert "林晓岚" in page and "查阅天数" in page and case.number not in page
    assert browser_of("lin").get(f"{PLACE}month/").status_code == 403


def test_words_without_a_finding_are_not_thrown_away(fresh_house):
    _opened(fresh_house)
    _drawn(fresh_house)
    with acting("auditor"):
        sample = ReadingSample.objects.get()
        line = sample.lines.first()
    page = (
        browser_of("auditor")
        .post(f"{PLACE}{sample.pk}/", {f"{line.pk}-words": "同一天两次"})
        .content.decode()
    )
    assert "同一天两次" in page and "请选择" in page


def test_every_part_that_was_opened_is_drawn_and_openings_of_support_files_beside_those_of_matters(
    fresh_house,
):
    support.switched()
    case, row = sealed(), support.active()
    with acting("lin") as (lin, _scope):
        for layer in ("phone", "names", "phone"):
            record.event(Action.REVEAL, by=lin, subject=("case", case.pk), detail={"layer": layer})
    for username in ("tian", "tian", "gao", "lin"):
        browser_of(username).get(f"/support/files/{row.pk}/")
    _drawn(fresh_house)
    found = fresh_house.raw(
        "select u.username, l.layer, l.ground from cases_sampledreading l join network_user u on u.id = l.by_id"
    )
    assert set(found) >= {
        ("lin", "phone", "owner"),
        ("lin", "names", "owner"),
        ("tian", "support", "worker"),
    }, found
    assert ("gao", "support_card", "signs") in found or ("gao", "support", "signs") in found, found
    assert len(found) == len(set(found)), "each part of a person, a matter and a day once"
    first = clock.today().replace(day=1)
    with acting("gao"):
        counts = {user.username: n[:2] for user, n in sampling.month(first)}
        assert counts == {"lin": [1, 1]}, "days and matters as before, however many parts"
    with acting("auditor"):
        sample = ReadingSample.objects.get()
    page = browser_of("auditor").get(f"{PLACE}{sample.pk}/").content.decode()
    assert "查看家庭关爱档案内容" in page and "负责该家庭关爱档案" in page
    assert support.FAMILY not in page and str(row.pk) not in page and case.number not in page
