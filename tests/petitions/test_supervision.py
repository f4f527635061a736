"""督办: a superior asks by the card alone, the owner replies, the superior reads the reply and never the story."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.petitions import hand_over, supervision
from cases.petitions.models import SupervisionOrder
from cases.vocabulary.reading import RecusalSource
from network.access.gate import Refusal
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import NAME, STORY, does, matter

REPLY = "已约定周五到村里了解情况"


def _issue(client, case, **facts):
    return client.post(f"/cases/{case.pk}/supervise/", {"reason": "delayed", "level": "order"} | facts)


def test_from_the_order_to_the_accepted_reply_through_the_pages(fresh_house):
    case = matter("lin")
    zhou, lin = browser_of("zhou"), browser_of("lin")
    answer = _issue(zhou, case)
    assert answer.status_code == 302
    address = answer["Location"]
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'supervised'")
    assert {person("lin").pk, person("gao").pk} == {who for (who,) in told}
    clock = "select owner_id, state from network_clock where limit_id = 'supervision.reply'"
    assert fresh_house.raw(clock) == [(person("lin").pk, "running")]
    assert lin.post(address, {"act": "receive"}).status_code == 302
    assert lin.post(address, {"act": "reply", "text": ""}).status_code == 200
    assert lin.post(address, {"act": "reply", "text": REPLY}).status_code == 302
    assert fresh_house.raw(clock) == [(person("lin").pk, "met")]
    page = zhou.get(address).content.decode()
    assert REPLY in page and STORY not in page and NAME not in page
    assert zhou.post(address, {"act": "reject", "text": ""}).status_code == 200
    assert zhou.post(address, {"act": "reject", "text": "未说明时间安排"}).status_code == 302
    assert lin.post(address, {"act": "reply", "text": REPLY + "，上午九点"}).status_code == 302
    assert zhou.post(address, {"act": "accept", "text": ""}).status_code == 302
    assert fresh_house.raw("select state from cases_supervisionorder") == [("accepted_reply",)]


def test_county_and_city_ask_about_the_same_matter_and_each_order_has_its_own_clock(fresh_house):
    case = matter("tian")
    at_county, at_city = (_issue(browser_of(who), case)["Location"] for who in ("gao", "zhou"))
    running = "select state from network_clock where limit_id = 'supervision.reply' order by state"
    assert fresh_house.raw(running) == [("running",), ("running",)]
    tian = browser_of("tian")
    assert tian.post(at_county, {"act": "reply", "text": REPLY}).status_code == 302
    assert fresh_house.raw(running) == [("met",), ("running",)]  # the city's leader still waits for hers
    assert tian.post(at_city, {"act": "reply", "text": REPLY}).status_code == 302
    assert fresh_house.raw(running) == [("met",), ("met",)]


def test_the_reply_is_sealed_in_the_database(fresh_house):
    case = matter("lin")
    with acting("zhou") as (zhou, _scope):
        order = supervision.supervise(case, reason="delayed", by=zhou)
    with acting("lin") as (lin, _scope):
        supervision.reply(order, text=REPLY, by=lin)
    (stored,) = fresh_house.raw("select reply from cases_supervisionorder")[0]
    assert REPLY.encode() not in bytes(stored)


@pytest.mark.parametrize(
    ("who", "status"), [("gao", 200), ("feng", 404), ("lin", 403), ("tian", 404), ("wu", 403)]
)
def test_only_a_leader_above_supervises(fresh_house, who, status):
    case = matter("lin")
    answer = _issue(browser_of(who), case)
    assert answer.status_code == status
    assert fresh_house.raw("select count(*) from cases_supervisionorder") == [(0,)]


def test_one_order_runs_at_a_time_and_only_the_city_lists(fresh_house):
    case = matter("tian")
    with acting("gao") as (gao, _scope):
        supervision.supervise(case, reason="delayed", by=gao)
        with pytest.raises(Refusal) as refusal:
            supervision.supervise(case, reason="evaded", by=gao)
        assert refusal.value.code == "running"
    other = matter("tian")
    with acting("gao") as (gao, _scope), pytest.raises(Refusal) as refusal:
        supervision.supervise(other, reason="delayed", level="listed", by=gao)
    assert refusal.value.code == "level"
    with acting("zhou") as (zhou, _scope):
        assert supervision.supervise(other, reason="delayed", level="listed", by=zhou).level == "listed"


def test_the_next_county_finds_no_order_by_any_door(fresh_house):
    case = matter("lin")
    with acting("zhou") as (zhou, _scope):
        order = supervision.supervise(case, reason="delayed", by=zhou)
    for who in ("zheng", "feng", "han", "he"):
        client = browser_of(who)
        assert client.get(f"/leader/orders/{order.pk}/").status_code == 404
        assert case.number not in client.get("/leader/orders/").content.decode()
        with acting(who):
            assert plain_sql("select count(*) from cases_supervisionorder") == [(0,)]


def test_whoever_has_a_conflict_sees_no_order(fresh_house):
    case = matter("lin")
    does(
        "lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source=RecusalSource.OWNER
    )
    with acting("zhou") as (zhou, _scope):
        order = supervision.supervise(case, reason="delayed", by=zhou)
    assert browser_of("gao").get(f"/leader/orders/{order.pk}/").status_code == 404
    with acting("gao"):
        assert not SupervisionOrder.objects.exists()


def _late(fresh_house, *cases):
    for case in cases:
        fresh_house.raw(
            "update cases_case set next_due_at = now() - interval '1 day' where id = %s", [case.pk]
        )


def test_the_list_of_late_matters_offers_an_order_only_where_it_would_be_taken(fresh_house):
    own, below = matter("lin"), matter("tian")
    _late(fresh_house, own, below)
    page = browser_of("gao").get("/leader/late/").content.decode()
    assert own.number in page and below.number in page
    assert f"/cases/{below.pk}/supervise/" in page and f"/cases/{own.pk}/supervise/" not in page
    above = browser_of("zhou").get("/leader/late/").content.decode()
    assert f"/cases/{below.pk}/supervise/" in above and f"/cases/{own.pk}/supervise/" in above
    assert _issue(browser_of("gao"), below).status_code == 302
    _late(fresh_house, below)
    assert f"/cases/{below.pk}/supervise/" not in browser_of("gao").get("/leader/late/").content.decode()


def test_a_longer_list_of_late_matters_asks_no_more(fresh_house):
    asked = []
    for _round in range(2):
        _late(fresh_house, *(matter("tian") for _n in range(3)))
        with CaptureQueriesContext(connection) as queries:
            browser_of("gao").get("/leader/late/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
