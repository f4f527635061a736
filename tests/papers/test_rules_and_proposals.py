"""Rules in their versions beside the matter; a pattern of several matters becomes one proposal without a name."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from cases.documents import proposals, rules
from cases.documents.models import SystemicIssue
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import NAME, PHONE, matter

RULE = {"title": "信访接待制度", "text": "第一条 随到随访。"}
WORDS = {
    "title": "产假工资拖欠",
    "department": "双辽市人力资源和社会保障局",
    "pattern": "多件来访反映用人单位拖欠产假工资。",
    "proposal": "建议开展专项检查。",
}


def _publish(username, version, day, **more):
    with acting(username) as (user, _scope):
        return rules.publish(version=version, in_force_from=day, by=user, **RULE | more)


def test_a_matter_shows_the_version_that_was_in_force_when_it_was_opened(fresh_house):
    today = clock.today()
    _publish("zhou", "一", today - timedelta(days=400))
    with clock.moved_to(clock.now() - timedelta(days=20)):
        old = matter("lin")
    _publish("sysadmin", "二", today - timedelta(days=3))
    _publish("zhou", "三", today + timedelta(days=30))
    new = matter("lin")
    with acting("lin"):
        assert [row.version for row in rules.in_force_for(old)] == ["一"]
        assert [row.version for row in rules.in_force_for(new)] == ["二"]
    page = browser_of("lin").get(f"/cases/{old.pk}/").content.decode()
    assert RULE["title"] in page and "/rules/" in page


@pytest.mark.parametrize("username", ["lin", "gao", "feng", "he", "secadmin", "auditor", "bai"])
def test_only_the_city_leader_and_the_system_administrator_keep_rules(fresh_house, username):
    with pytest.raises(Refusal):
        _publish(username, "一", date(2026, 1, 1))
    assert browser_of(username).post("/rules/", RULE).status_code == 403
    assert browser_of(username).get("/rules/").status_code == 200


def test_a_version_is_never_changed_and_says_something(fresh_house):
    row = _publish("zhou", "一", date(2026, 1, 1))
    for wrong, code in (({"text": " "}, "text"), ({"file": b"GIF89a"}, "file"), ({}, "in_force_from")):
        with pytest.raises(Refusal) as refusal:
            _publish("zhou", "二", date(2026, 1, 1), **wrong)
        assert refusal.value.code == code
    with acting("zhou"), pytest.raises(Error), transaction.atomic():
        plain_sql("update cases_proceduredocument set text = 'x' where id = %s returning id", [row.pk])


def _draft(username="lin", **more) -> SystemicIssue:
    numbers = "\n".join(matter("lin").number for _ in range(2))
    with acting(username) as (user, _scope):
        unit = person(username).appointments.get().unit
        return proposals.draft(unit=unit, by=user, **WORDS | {"numbers": numbers} | more)


def test_two_matters_become_a_proposal_that_is_sent_answered_and_closed(fresh_house):
    issue = _draft()
    lin, gao = browser_of("lin"), browser_of("gao")
    address = f"/proposals/{issue.pk}/"
    assert lin.post(address, {"act": "send"}).status_code == 302
    assert fresh_house.raw("select state from cases_systemicissue") == [("drafted",)]
    assert gao.post(address, {"act": "send"}).status_code == 302
    number = fresh_house.raw("select number from cases_systemicissue")[0][0]
    assert number == f"双辽妇建〔{clock.today().year}〕1号"
    assert gao.post(f"{address}print/", {"as": "pdf"}).content.startswith(b"%PDF")
    told = {"act": "reply", "adoption": "adopted", "replied_on": "", "reply": "已部署检查。"}
    assert "已部署检查。" in lin.post(address, told).content.decode()
    assert lin.post(address, told | {"replied_on": clock.today().isoformat()}).status_code == 302
    assert lin.post(address, {"act": "close"}).status_code == 302
    assert fresh_house.raw("select state, adoption from cases_systemicissue") == [("closed", "adopted")]


def test_the_city_reads_the_text_and_not_which_matters_and_the_next_county_nothing(fresh_house):
    issue = _draft()
    numbers = [number for (number,) in fresh_house.raw("select number from cases_case")]
    for username in ("wu", "zhou"):
        page = browser_of(username).get(f"/proposals/{issue.pk}/").content.decode()
        assert WORDS["pattern"] in page and not [number for number in numbers if number in page]
        with acting(username):
            assert plain_sql("select count(*) from cases_issuecase") == [(0,)]
    mine = browser_of("lin").get(f"/proposals/{issue.pk}/").content.decode()
    assert all(number in mine for number in numbers)
    for username in ("feng", "zheng", "han"):
        assert browser_of(username).get(f"/proposals/{issue.pk}/").status_code == 404
        assert WORDS["title"] not in browser_of(username).get("/proposals/").content.decode()
        with acting(username):
            assert plain_sql("select count(*) from cases_systemicissue") == [(0,)]
    assert browser_of("tian").get("/proposals/").status_code == 403


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"pattern": f"{NAME}等人反映"}, "pattern"),
        ({"proposal": f"请联系{PHONE}"}, "proposal"),
        ({"title": "220303198807150026"}, "title"),
        ({"numbers": "XF-000000-2026-0001\nXF-000000-2026-0002"}, "numbers"),
    ],
)
def test_a_proposal_names_nobody_and_only_matters_she_may_open(fresh_house, words, code):
    with pytest.raises(Refusal) as refusal:
        _draft(**words)
    assert refusal.value.code == code
    assert fresh_house.raw("select count(*) from cases_systemicissue") == [(0,)]


def test_a_matter_of_another_county_and_one_that_does_not_exist_are_refused_alike(fresh_house):
    hers, other = matter("lin").number, matter("zheng").number
    told = []
    for number in (other, "XF-220303-2026-9999"):
        with pytest.raises(Refusal) as refusal:
            _draft(numbers=f"{hers} {number}")
        told.append(str(refusal.value))
    assert told[0] == told[1]


def test_what_was_sent_stays_as_it_was_sent(fresh_house):
    issue = _draft()
    with acting("gao") as (gao, _scope):
        proposals.send(issue, by=gao)
    for column in ("pattern", "proposal", "content", "number", "department"):
        with acting("gao"), pytest.raises(Error), transaction.atomic():
            plain_sql(f"update cases_systemicissue set {column} = 'x' where id = %s returning id", [issue.pk])


def test_an_officer_does_not_send_in_the_database_either(fresh_house):
    issue = _draft()
    change = """update cases_systemicissue set state = 'sent', number = 'x', sha256 = sha256('x'),
        code_hash = sha256('y') where id = %s returning id"""
    with acting("lin"), pytest.raises(Error), transaction.atomic():
        plain_sql(change, [issue.pk])
