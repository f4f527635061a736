"""An accusation from registration to closure, and what each of its people may do."""

import pytest

from cases.accusations import verbs
from cases.accusations.models import Accusation
from network.access.gate import Refusal
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.accusations.stories import (
    ACCUSED,
    NAME,
    PLANTED,
    RECEIPT,
    RESULT,
    STORY,
    accuse,
    does,
    furnish,
    readers,
    unit_of,
)
from tests.house import acting, browser_of, person


@pytest.fixture
def told(fresh_house):
    furnish(fresh_house)
    return accuse("he", unit_of(cast.WOHU_TOWN, 3), ACCUSED)


def test_it_goes_to_two_named_readers_in_the_transaction_of_its_registration(told, fresh_house):
    assert readers(fresh_house, told) == ["wu", "bai"]
    assert told.number.startswith("M-")
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]
    held = fresh_house.raw("select limit_id, owner_id from network_clock order by limit_id, owner_id")
    pair = sorted((person("wu").pk, person("bai").pk))
    assert held == [(code, who) for code in ("accusation.notice", "accusation.referral") for who in pair]


def test_the_registrar_keeps_a_number_and_cannot_reread_a_word(told):
    client = browser_of("he")
    page = client.get(f"/cases/{told.pk}/").content.decode()
    assert told.number in page and not [word for word in PLANTED if word in page]
    with acting("he"):
        assert Accusation.objects.count() == 0
        with pytest.raises(Refusal):
            verbs.read(Accusation(pk=told.pk), by=person("he"))


def test_a_reader_refers_it_records_the_result_and_closes_it(told, fresh_house):
    today = clock.today()
    page = browser_of("wu").get(f"/cases/entrusted/{told.pk}/").content.decode()
    assert STORY in page and NAME in page
    does("wu", verbs.refer, told, organ="city", referred_on=today, receipt=RECEIPT, told_how="safe_way")
    running = "select distinct limit_id from network_clock where state = 'running'"
    assert fresh_house.raw(running) == [("accusation.result",)]
    does("bai", verbs.record_result, told, result_on=today, result=RESULT)
    does("wu", verbs.close, told, told_how="in_person")
    assert fresh_house.raw(running) == []
    assert fresh_house.raw("select state from cases_accusation") == [("closed",)]
    stored = str(fresh_house.raw("select * from cases_accusation")) + str(
        fresh_house.raw("select * from network_auditevent")
    )
    assert not [word for word in (*PLANTED, ACCUSED) if word in stored]


@pytest.mark.parametrize("phone", [False, True])
def test_whoever_registers_an_accusation_is_told_what_is_needed_and_what_is_not(fresh_house, phone):
    client = browser_of("he" if phone else "lin")
    if phone:
        told = {"step": "who", "safety": "safe", "tile": "cadre", "facts": STORY, "request": "请查明"}
        page = client.post("/m/report/", told).content.decode()
    else:
        page = client.get("/cases/register/").content.decode()
    assert "必填：被反映的单位或姓名，填写其中一项即可" in page
