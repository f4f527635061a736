"""Guardians of the child, and who of them is never told."""

import pytest
from django.db import DatabaseError

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.minors import children, guardians
from cases.minors.models import Guardian
from cases.petitions.told import Named
from network.access.gate import Refusal
from tests.house import acting, browser_of, plain_sql
from tests.minors.conftest import childs, given
from tests.minors.test_access import body, refused
from tests.stories import does

FATHER, PHONE = "司徒建国", "13704341122"


def named(case: Case, **facts) -> Guardian:
    told = does("lin", guardians.name_guardian, case, **({"relation": "father", "name": FATHER} | facts))
    with acting("lin"):
        return Guardian.objects.get(pk=told.detail["guardian"])


@pytest.fixture
def case(house) -> Case:
    row = childs()
    does("lin", children.name_child, row, stated_age=9)
    return row


def test_a_guardian_who_is_accused_is_never_somebody_to_tell(case):
    refused("contact_is_safe", named, case, is_accused=True, contact_is_safe=True)
    row = named(case, is_accused=True)
    mother = named(case, relation="mother", name="欧阳玉", contact_is_safe=True)
    with acting("lin"):
        assert guardians.to_tell(case) == [mother] and not row.may_be_told
    page = body(browser_of("lin"), f"/cases/{case.pk}/protection/mandatory_report/")
    assert "可以告知：母亲。" in page and "不得告知：父亲" in page
    statement = "update cases_guardian set contact_is_safe = true where id = %s returning 1"
    with pytest.raises(DatabaseError), acting("lin"):
        plain_sql(statement, [row.pk])


def test_whoever_is_the_other_side_counts_as_accused_though_nobody_ticked_it(house):
    case = childs(respondent=Named(name=FATHER, phone=PHONE))
    does("lin", children.name_child, case, stated_age=9)
    for facts in ({"name": FATHER}, {"name": "", "phone": PHONE}):
        refused("contact_is_safe", named, case, **facts, contact_is_safe=True)
        assert named(case, **facts).is_accused
    assert not named(case, relation="mother", name="欧阳玉").is_accused


def test_no_paper_is_addressed_to_an_accused_guardian(case):
    named(case, is_accused=True)
    given(case)
    with acting("lin"):
        found = Case.objects.get(pk=case.pk)
        with pytest.raises(Refusal) as refusal:
            guardians.refuse_as_recipient(found, f"{FATHER}先生", vault=Vault.of(found))
        assert refusal.value.code == "addressee"
        guardians.refuse_as_recipient(found, "欧阳玉", vault=Vault.of(found))
    client = browser_of("lin")
    page = body(client, f"/cases/{case.pk}/")
    place = page.partition("/papers/registration_form/")[2].partition('"')[0]
    typed = {"addressee": FATHER, "basis": "依据", "remedies": ""}
    answer = client.post(f"/cases/{case.pk}/papers/registration_form/{place}", typed).content.decode()
    assert "不得送达文书" in answer and FATHER in answer


def test_names_of_guardians_open_by_leave_alone(case):
    named(case, contact_is_safe=True, phone=PHONE)
    client, place = browser_of("lin"), f"/cases/{case.pk}/minors/"
    page = body(client, place)
    assert "父亲" in page and FATHER not in page and PHONE not in page
    given(case)
    assert FATHER in body(client, place) and PHONE in body(client, place)


def test_a_guardian_ends_with_a_reason_and_is_no_longer_offered(case):
    row = named(case, relation="mother", contact_is_safe=True)
    refused("note", does, "lin", guardians.end_guardian, case, row=row.pk, note=" ")
    does("lin", guardians.end_guardian, case, row=row.pk, note="登记有误")
    with acting("lin"):
        assert guardians.to_tell(case) == []
    refused("ended", does, "lin", guardians.end_guardian, case, row=row.pk, note="再一次")


def test_without_a_child_no_guardian_is_named(house):
    refused("child", named, childs())


def test_which_child_is_asked_only_where_there_are_two(case):
    place = f"/cases/{case.pk}/minors/name_guardian/"
    assert "哪一名未成年人" not in body(browser_of("lin"), place)
    does("lin", children.name_child, case, stated_age=5)
    assert "哪一名未成年人" in body(browser_of("lin"), place)
    answer = browser_of("lin").post(place, {"relation": "mother", "name": "欧阳玉"})
    assert "欧阳玉" in answer.content.decode() and answer.status_code == 200
