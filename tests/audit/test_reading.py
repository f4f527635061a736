"""The audit administrator reads the log; her reading is recorded."""

import re

import pytest
from django.db import ProgrammingError

from network.audit import record
from network.audit.models import Action
from network.oversight.wording import detail_words
from tests.house import acting, browser_of, person
from tests.stories import matter


@pytest.fixture(scope="module", autouse=True)
def written(house):
    """Sixty views by 林晓岚 and one by 高洁."""
    with acting("lin") as (lin, _scope):
        record.events(Action.VIEW, by=lin, kind="case", ids=[f"c-{n}" for n in range(60)])
    with acting("gao") as (gao, _scope):
        record.event(Action.VIEW, by=gao, subject=("case", "c-gao"), purpose="督办")
    return house


@pytest.mark.parametrize("who", ["zhou", "gao", "lin", "he", "sysadmin", "secadmin", "bai", "tong"])
def test_nobody_but_the_audit_administrator_reads_the_log(house, who):
    assert browser_of(who).get("/network/audit/").status_code == 403


def test_she_reads_it_newest_first_in_pages(house):
    page = browser_of("auditor").get("/network/audit/", {"actor": "lin"})
    first = page.content.decode()
    assert "c-59" in first and "c-9<" not in first
    older = browser_of("auditor").get("/network/audit/?" + page.context["more"]).content.decode()
    assert "c-9<" in older and "c-59" not in older


def test_she_finds_by_person_subject_and_day(house):
    client = browser_of("auditor")
    text = client.get("/network/audit/", {"actor": "gao"}).content.decode()
    assert "c-gao" in text and "c-59" not in text and "督办" in text
    text = client.get("/network/audit/", {"kind": "case", "subject": "c-3"}).content.decode()
    assert "c-3<" in text and "c-gao" not in text
    assert "c-gao" not in client.get("/network/audit/", {"day": "2020-01-01"}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"before": "x"},
        {"before": "9" * 40},
        {"day": "31.2.2026"},
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"actor": "nobody"},
        {"subject": "x" * 400},
        {"subject": "-" * 36},
    ],
)
def test_odd_questions_get_a_page(house, query):
    assert browser_of("auditor").get("/network/audit/", query).status_code == 200


def test_her_reading_is_recorded(house):
    before = house.raw("select count(*) from network_auditevent where subject_kind = 'audit'")[0][0]
    browser_of("auditor").get("/network/audit/", {"actor": "gao"})
    rows = house.raw(
        "select actor_id, detail from network_auditevent where subject_kind = 'audit' order by id desc"
    )
    assert len(rows) == before + 1
    assert rows[0] == (person("auditor").pk, {"filters": ["actor"]})


def test_the_log_does_not_tell_who_had_to_do_with_one_sealed_matter(house):
    sealed, plain = matter("he", safety="violence"), matter("he")
    client = browser_of("auditor")
    page = client.get("/network/audit/", {"actor": "he"}).content.decode()
    assert str(plain.pk) in page and str(sealed.pk) not in page and "限定人员事项，不显示" in page
    assert str(plain.pk) in client.get("/network/audit/", {"subject": str(plain.pk)}).content.decode()
    asked = [
        client.get("/network/audit/", {"subject": ident}).content.decode().replace(ident, "")
        for ident in (str(sealed.pk), "01990000-0000-7000-8000-000000000000")
    ]
    assert "没有符合条件的记录" in asked[0] and _without_marks(asked[0]) == _without_marks(asked[1])


def test_nobody_writes_a_line_in_the_name_of_somebody_else(house):
    with pytest.raises(ProgrammingError), acting("lin"):
        record.event(Action.VIEW, by=person("gao"), subject=("case", "c-1"))
    with pytest.raises(ProgrammingError), acting("lin"):
        record.event(Action.VIEW, by=None, subject=("case", "c-1"))
    with pytest.raises(ProgrammingError):
        record.event(Action.VIEW, by=person("gao"), subject=("case", "c-1"))
    record.event(Action.SIGN_IN_FAILED, by=None)
    with acting("lin") as (lin, _scope):
        record.event(Action.VIEW, by=lin, subject=("case", "c-1"))


def _without_marks(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_she_reads_words_and_not_code(house):
    page = browser_of("auditor").get("/network/audit/").content.decode()
    assert "事项 c-" in page and "{" + "&#x27;" not in page and ">case " not in page


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"device": "desktop"}, [("设备", "电脑")]),
        ({"granted": True, "rows": 3}, [("同意", "是"), ("行数", "3")]),
        ({"values": {"state": ["", "held"]}}, [("前后值", "state — → held")]),
        ({"never_seen": None}, [("never_seen", "—")]),
    ],
)
def test_a_detail_is_told_in_words_and_what_stands_nowhere_keeps_its_code(house, detail, words):
    assert detail_words(detail) == words
