"""Two taps are one woman: a form that is sent again finds what it made, and a number stands once in a plan of a village."""

from datetime import time, timedelta

import pytest

from network.access.gate import Refusal
from outreach.health import forgetting
from outreach.health.insurance import verbs as insurance
from outreach.health.relief import verbs as relief
from outreach.health.screening import verbs as screening
from outreach.health.treatment import verbs as treatment
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7
from tests.health import told
from tests.health.test_insurance import chose, enrolled, plan
from tests.health.test_screening import WOMEN, planned
from tests.house import browser_of
from tests.selection.told import does


def _count(house, table: str) -> int:
    return house.raw(f"select count(*) from outreach_{table}")[0][0]


def test_the_same_form_enrols_her_once_and_so_does_another_form_with_her_number(fresh_house):
    row = plan()
    said = chose() | {"plan": str(row.pk), "chosen_on": f"{clock.today():%Y-%m-%d}", "ident": "ab" * 16}
    said |= {"chose_herself": "yes", "told_terms": "yes"}
    luo = browser_of("luo")
    for _tap in range(2):
        assert luo.post("/outreach/insurance/enrol/", said).status_code == 302
    assert _count(fresh_house, "insuranceenrolment") == 1
    again = luo.post("/outreach/insurance/enrol/", said | {"ident": "cd" * 16})
    assert again.status_code == 200 and "本村已有这个身份证号" in again.content.decode()
    with pytest.raises(Refusal) as refused:
        enrolled(row, name="换个写法", id_number=" ".join(told.ID_NUMBER))
    assert refused.value.code == "id_number"
    enrolled(row, id_number=told.SECOND)
    assert _count(fresh_house, "insuranceenrolment") == 2


def test_whoever_left_may_come_again_and_no_index_of_her_stays(fresh_house):
    row = plan()
    does("luo", insurance.leave_insurance, enrolled(row).pk)
    assert fresh_house.raw("select id_index from outreach_insuranceenrolment") == [(None,)]
    enrolled(row)
    later = clock.start_of_day(row.ends_on + timedelta(days=366 * 2))
    with fresh_house.login("worker"):
        forgetting.forget(at=later)
    assert fresh_house.raw("select distinct id_index from outreach_insuranceenrolment") == [(None,)]


def test_two_taps_on_the_list_of_a_screening_are_one_line(fresh_house):
    row, luo = planned(ago=0), browser_of("luo")
    said = {"name": WOMEN[0], "phone": "", "at_time": "09:00", "ident": "ab" * 16}
    for _tap in range(2):
        assert luo.post(f"/outreach/screenings/{row.pk}/add_slot/", said).status_code == 302
    assert _count(fresh_house, "screeningslot") == 1
    does("luo", screening.add_slot, row.pk, name=WOMEN[0], phone="", at_time=time(9), key=uuid7())
    assert _count(fresh_house, "screeningslot") == 2


@pytest.mark.parametrize("is_relative", [False, True])
def test_two_taps_are_one_application(fresh_house, is_relative):
    told.opened()
    key = uuid7()
    facts = told.asked(is_relative=is_relative, key=key)
    does("luo", relief.nominate_relief, told.village(), **facts)
    if is_relative:
        with pytest.raises(Refusal):
            does("luo", relief.nominate_relief, told.village(), **facts)
    else:
        assert does("luo", relief.nominate_relief, told.village(), **facts).pk == key
    assert _count(fresh_house, "cancerreliefapplication") == 1


def test_two_taps_are_one_woman_to_look_in_on(fresh_house):
    said = {
        "name": "尉迟秋霞",
        "phone": "",
        "consented_on": f"{clock.today():%Y-%m-%d}",
        "consent_how": "signed",
    }
    luo = browser_of("luo")
    for _tap in range(2):
        assert luo.post("/outreach/treatment/new/", said | {"ident": "ab" * 16}).status_code == 302
    assert _count(fresh_house, "treatmentcontinuityfollowup") == 1
    key = uuid7()
    facts = {
        "name": "尉迟秋霞",
        "phone": "",
        "consented_on": clock.today(),
        "consent_how": "signed",
        "key": key,
    }
    for _tap in range(2):
        assert does("luo", treatment.begin_treatment, told.village(), **facts).pk == key


def test_a_year_of_many_digits_is_no_year(house):
    for year in ("9" * 30, "2026" + "0" * 30, "20260", "202"):
        assert browser_of("lin").get(f"/outreach/health/figures/?year={year}").status_code == 200
