"""The audit administrator reads the log; her reading is recorded."""

import pytest

from network.audit import record
from network.audit.models import Action
from tests.house import browser_of, person


@pytest.fixture(scope="module", autouse=True)
def written(house):
    """Sixty views by 林晓岚 and one by 高洁."""
    lin, gao = person("lin"), person("gao")
    record.events(Action.VIEW, by=lin, kind="case", ids=[f"c-{n}" for n in range(60)])
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
