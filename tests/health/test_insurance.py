"""Nobody is talked into insurance, nobody is followed up who did not want it, and a claim is made in time."""

from datetime import timedelta
from typing import Any

import pytest

from network.access.gate import Refusal
from outreach.health import figures, forgetting
from outreach.health.insurance import verbs
from outreach.health.insurance.models import InsurancePlan
from outreach.health.insurance.verbs import Terms
from outreach.health.treatment import verbs as treatment
from sisterhood.lib import clock
from tests.health import told
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does

NAME = "令狐春兰"


def terms(**more: Any) -> Terms:
    """A product of this year."""
    today = clock.today()
    facts: dict[str, Any] = {
        "name": "女性安康保险",
        "insurer": "某人寿",
        "covers": "六种女性常见恶性肿瘤；等待期内确诊不保",
    }
    facts |= {"premium": 100, "insured": 50000, "waiting_days": 30, "claim_days": 60}
    facts |= {"enrol_from": today - timedelta(days=200), "enrol_until": today + timedelta(days=20)}
    return Terms(
        **facts | {"starts_on": today - timedelta(days=100), "ends_on": today + timedelta(days=265)} | more
    )


def plan(**more: Any) -> InsurancePlan:
    """Offered by the county."""
    return does("lin", verbs.set_plan, person("lin").appointments.get().unit, terms=terms(**more))


def chose(**more: Any) -> dict[str, Any]:
    """What she says."""
    facts: dict[str, Any] = {"name": NAME, "id_number": told.ID_NUMBER, "phone": "", "payer": "herself"}
    return facts | {"chose_herself": True, "told_terms": True, "chosen_on": clock.today()} | more


def enrolled(row: InsurancePlan, **more: Any) -> Any:
    """By the chair of the village."""
    return does("luo", verbs.enrol_insurance, told.village(), plan=row.pk, **chose(**more))


@pytest.mark.parametrize(
    "field, value",
    [("chose_herself", False), ("told_terms", False), ("payer", "x"), ("name", ""), ("id_number", "1")],
)
def test_nobody_is_enrolled_who_did_not_choose_it_and_nothing_of_her_is_kept(fresh_house, field, value):
    row = plan()
    with pytest.raises(Refusal) as refused:
        enrolled(row, **{field: value})
    assert refused.value.code == field
    assert fresh_house.raw("select count(*) from outreach_insuranceenrolment") == [(0,)]


def test_the_form_of_enrolment_answers_nothing_for_her(fresh_house):
    row = plan()
    page = browser_of("luo").get("/outreach/insurance/enrol/").content.decode()
    assert "checked" not in page.split("<main")[-1]
    form = {"plan": str(row.pk), "name": NAME, "id_number": told.ID_NUMBER, "payer": "herself"}
    form |= {"told_terms": "yes", "chose_herself": "no", "chosen_on": f"{clock.today():%Y-%m-%d}"}
    said = browser_of("luo").post("/outreach/insurance/enrol/", form)
    assert said.status_code == 200 and "不予参保" in said.content.decode()
    assert (
        browser_of("luo").post("/outreach/insurance/enrol/", form | {"chose_herself": "yes"}).status_code
        == 302
    )


def test_a_list_of_enrolled_women_is_the_villages_alone(fresh_house):
    row = plan()
    enrolled(row)
    text = str(fresh_house.raw("select e::text from outreach_insuranceenrolment e"))
    assert NAME not in text and told.ID_NUMBER not in text
    for other in ("tian", "lin", "gao", "li", "zhou"):
        with acting(other):
            assert plain_sql("select id from outreach_insuranceenrolment") == [], other
    luo = browser_of("luo")
    assert "令狐*兰" in luo.get("/outreach/insurance/").content.decode()
    assert NAME in luo.post("/outreach/insurance/list/").content.decode()
    assert browser_of("lin").post("/outreach/insurance/list/").status_code == 403
    assert fresh_house.raw("select count(*) from network_auditevent where action = 'reveal'") == [(1,)]


def test_what_women_were_promised_is_not_changed_under_them(fresh_house):
    row = plan()
    unit = person("lin").appointments.get().unit
    does("lin", verbs.set_plan, unit, plan=row.pk, terms=terms(premium=120))
    enrolled(row)
    does("lin", verbs.set_plan, unit, plan=row.pk, terms=terms(premium=120, covers="补充说明"))
    with pytest.raises(Refusal) as refused:
        does("lin", verbs.set_plan, unit, plan=row.pk, terms=terms(premium=150))
    assert refused.value.code == "premium"


def test_a_claim_has_the_last_day_of_its_plan_and_goes_to_its_answer(fresh_house):
    row = plan()
    woman = enrolled(row)
    with pytest.raises(Refusal):
        does("luo", verbs.open_claim, woman.pk, happened_on=row.starts_on + timedelta(days=29))
    day = clock.today() - timedelta(days=10)
    claim = does("luo", verbs.open_claim, woman.pk, happened_on=day)
    due = fresh_house.raw("select raw_due_on, owner_id from network_clock where subject_id = %s", [claim.pk])
    assert due == [(day + timedelta(days=60), person("luo").pk)]
    with pytest.raises(Refusal):
        does("luo", verbs.open_claim, woman.pk, happened_on=day)
    with pytest.raises(Refusal):
        does("luo", verbs.leave_insurance, woman.pk)
    does("luo", verbs.file_claim, claim.pk, filed_on=clock.today())
    does("luo", verbs.answer_claim, claim.pk, answered_on=clock.today(), answer="paid")
    does("luo", verbs.close_claim, claim.pk)
    assert {
        s for (s,) in fresh_house.raw("select state from network_clock where subject_id = %s", [claim.pk])
    } == {"met"}
    assert browser_of("tian").get(f"/outreach/claims/{claim.pk}/").status_code == 404
    with acting("gao") as (gao, _scope):
        whole = figures.summed(gao.appointments.get().unit, row.starts_on.year)[None]
    assert (whole.enrolled, whole.claims) == (1, 1)
    does("luo", verbs.leave_insurance, woman.pk)
    assert fresh_house.raw("select wrapped, name, id_number from outreach_insuranceenrolment") == [
        (None,) * 3
    ]


def test_names_leave_a_year_after_the_plan(fresh_house):
    row = plan()
    enrolled(row)
    with fresh_house.login("worker"):
        assert forgetting.forget()["enrolments"] == 0
        assert forgetting.forget(at=clock.now() + timedelta(days=265 + 370))["enrolments"] == 1
    assert fresh_house.raw("select wrapped, name from outreach_insuranceenrolment") == [(None, None)]


def test_a_treatment_is_followed_only_with_consent_and_ends_when_she_says_so(fresh_house):
    unit = told.village()
    asked = {"name": NAME, "phone": "13900007788", "consented_on": clock.today()}
    with pytest.raises(Refusal):
        does("luo", treatment.begin_treatment, unit, **asked, consent_how="")
    row = does("luo", treatment.begin_treatment, unit, **asked, consent_how="signed")
    does("luo", treatment.look_in, row.pk, on=clock.today(), barrier="cost", offered=["relief", "ride"])
    clocks = fresh_house.raw(
        "select state from network_clock where subject_kind = 'treatment' order by state"
    )
    assert clocks == [("met",), ("running",)]
    for other in ("tian", "lin", "gao", "zhou", "he"):
        with acting(other):
            assert plain_sql("select id from outreach_treatmentcontinuityfollowup") == []
    luo = browser_of("luo")
    assert NAME not in luo.get(f"/outreach/treatment/{row.pk}/").content.decode()
    assert NAME in luo.post(f"/outreach/treatment/{row.pk}/").content.decode()
    does("luo", treatment.end_treatment, row.pk, why="she_said")
    left = fresh_house.raw("select state, wrapped, name, phone from outreach_treatmentcontinuityfollowup")
    assert left == [("ended", None, None, None)]
    assert fresh_house.raw(
        "select count(*) from network_clock where subject_kind = 'treatment' and state = 'running'"
    ) == [(0,)]
    assert "—" in luo.get(f"/outreach/treatment/{row.pk}/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "insurance/",
        "insurance/plan/",
        "insurance/plan/?plan=x",
        "insurance/enrol/",
        "insurance/list/",
        "treatment/",
        "treatment/new/",
    ]
    + [
        f"{kind}/00000000-0000-0000-0000-000000000000/{verb}"
        for kind in ("insurance", "claims", "treatment")
        for verb in ("", "claim/", "look_in/", "file_claim/", "leave/")
    ],
)
def test_no_address_of_insurance_or_treatment_breaks(house, path):
    for who in ("luo", "lin", "bai", "he"):
        for method in ("get", "post"):
            answer = getattr(browser_of(who), method)(f"/outreach/{path}")
            assert answer.status_code < 500, (who, method, path)
