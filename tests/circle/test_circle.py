"""Who stands around a child: nobody without the guardian's consent and the child's word, and never anybody accused."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from cases.casefile.models import Event
from cases.circle import circles, members
from cases.circle.models import CircleMember
from cases.minors import children, guardians
from cases.petitions.told import Named
from network.access.gate import Refusal
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.circle.conftest import (
    FATHER,
    MOTHER,
    PHONE,
    TEACHER,
    agreed,
    child,
    guardian,
    leave,
    meets,
    member,
    opened,
    state,
)
from tests.house import acting, browser_of, plain_sql
from tests.minors.conftest import childs
from tests.minors.test_access import body, refused
from tests.stories import does, matter


def test_without_a_child_or_a_guardian_who_may_be_asked_there_is_no_circle(house):
    case = childs()
    refused("child", opened, case, None)
    case, _mother = child()
    father = guardian(case, relation="father", name=FATHER, is_accused=True, contact_is_safe=False)
    refused("guardian", opened, case, father)
    aunt = guardian(case, relation="relative", name="诸葛秀", contact_is_safe=False)
    refused("guardian", opened, case, aunt)


def test_an_accused_guardian_is_refused_beside_the_field(house):
    case, mother = child()
    father = guardian(case, relation="father", name=FATHER, is_accused=True, contact_is_safe=False)
    place = f"/cases/{case.pk}/circle/open_circle/"
    page = body(browser_of("lin"), place)
    assert str(mother) in page and str(father) not in page
    told = {"situation": "difficulty", "guardian": father, "manner": "signed", "child_voice": "agrees"}
    answer = browser_of("lin").post(place, told | {"consented_on": f"{clock.today():%Y-%m-%d}"})
    page = answer.content.decode()
    assert "在本事项中被指控" in page and 'id="error_id_guardian"' in page or "id_guardian_error" in page
    assert 'value="difficulty"' in page and "checked" in page


@pytest.mark.parametrize(
    ("told", "field"), [({"name": FATHER}, "name"), ({"name": "某某", "phone": PHONE}, "phone")]
)
def test_nobody_accused_stands_in_the_circle_under_a_name_or_a_phone(house, told, field):
    case = childs(respondent=Named(name=FATHER, phone=PHONE))
    does("lin", children.name_child, case, stated_age=9)
    circle = opened(case, guardian(case))
    refused(field, member, case, circle, role="relative", **told)
    place = f"/cases/{case.pk}/circle/{circle}/name_member/"
    sent = {"role": "relative", "agreed_on": f"{clock.today():%Y-%m-%d}"} | told
    page = browser_of("lin").post(place, sent).content.decode()
    assert "不得列入孩子的联系圈" in page and told["name"] in page
    with acting("lin"):
        assert not CircleMember.objects.filter(circle=circle).exists()


def test_whoever_is_accused_later_is_out_in_the_same_moment_and_agrees_to_nothing_any_more(house):
    case, mother = child()
    circle = opened(case, mother)
    uncle = member(case, circle, role="relative", name=FATHER)
    teacher = member(case, circle)
    guardian(case, relation="relative", name=FATHER, is_accused=True, contact_is_safe=False)
    with acting("lin"):
        standing = list(CircleMember.objects.standing().filter(circle=circle).values_list("pk", flat=True))
        assert standing == [teacher]
        assert Event.objects.get(case=case.pk, verb="member_out").detail == {"member": str(uncle)}
    guardian(case, name=MOTHER, is_accused=True, contact_is_safe=False)
    refused("consent", meets, case, circle)
    told = {"row": circle, **agreed(mother)}
    refused("guardian", does, "lin", circles.renew_circle_consent, case, **told)


def test_the_database_refuses_an_accused_adult_without_the_orm(house):
    case, mother = child()
    circle = opened(case, mother)
    father = guardian(case, relation="father", name=FATHER, is_accused=True, contact_is_safe=False)
    insert = """insert into cases_circlemember (id, case_id, entered_by_id, entered_at, circle_id, person_id, role, agreed_on)
        select gen_random_uuid(), %s, app_user(), now(), %s, g.person_id, 'relative', current_date
          from cases_guardian g where g.id = %s returning 1"""
    with pytest.raises(DatabaseError) as told, acting("lin"):
        plain_sql(insert, [case.pk, circle, father])
    assert told.value.__cause__.sqlstate == "23514"


def test_the_child_is_asked_from_eight_on_and_nobody_says_it_for_her(house):
    case, mother = child(stated_age=8)
    refused("child_voice", opened, case, mother, child_voice="small")
    refused("child_voice", opened, case, mother, child_voice="")
    small, hers = child(stated_age=7)
    opened(small, hers, child_voice="small")


def test_from_sixteen_on_nobody_counts_as_left_behind(house):
    case, mother = child(stated_age=16)
    refused("situation", opened, case, mother, situation="left_behind")
    refused("situation", opened, case, mother, situation="migrant")
    opened(case, mother, situation="difficulty")


def test_one_circle_of_a_child_stands_at_a_time(house):
    case, mother = child()
    circle = opened(case, mother)
    refused("child", opened, case, mother)
    refused("note", does, "lin", circles.end_circle, case, row=circle, ended_for="wish", note=" ")
    refused("ended_for", does, "lin", circles.end_circle, case, row=circle, ended_for="of_age", note="她")
    does("lin", circles.end_circle, case, row=circle, ended_for="wish", note="孩子不想继续")
    assert state(house, "minorcontactcircle", circle) == ("ended", "wish")
    with pytest.raises(IllegalTransition):
        meets(case, circle)
    opened(case, mother)


def test_a_volunteer_is_checked_before_and_every_year_and_meets_no_child_in_between(house, day):
    case, mother = child()
    circle = opened(case, mother)
    refused("checked_on", member, case, circle, role="caring")
    old = clock.today() - timedelta(days=366)
    refused("checked_on", member, case, circle, role="caring", checked_on=old)
    caring = member(case, circle, role="caring", checked_on=clock.today() - timedelta(days=300))
    meets(case, circle, member=caring)
    day("2026-12-14 09:00")
    refused("member", meets, case, circle, member=caring)
    assert "重新查询记录前不得接触儿童" in body(browser_of("lin"), f"/cases/{case.pk}/circle/")
    does("lin", members.renew_member_check, case, row=caring, checked_on=clock.today())
    meets(case, circle, member=caring)
    teacher = member(case, circle)
    refused(
        "checked_on", does, "lin", members.renew_member_check, case, row=teacher, checked_on=clock.today()
    )


def test_a_carer_has_the_parents_paper(house):
    case, mother = child()
    circle = opened(case, mother)
    refused("entrusted_on", member, case, circle, role="carer")
    member(case, circle, role="carer", entrusted_on=clock.today())
    refused("agreed_on", member, case, circle, agreed_on=clock.today() + timedelta(days=1))


def test_whoever_has_left_meets_nobody_and_an_adult_of_another_child_neither(house):
    case, mother = child()
    circle = opened(case, mother)
    teacher = member(case, circle)
    does("lin", members.end_member, case, row=teacher, note="调走了")
    refused("member", meets, case, circle, member=teacher)
    refused("ended", does, "lin", members.end_member, case, row=teacher, note="再一次")
    other, hers = child()
    elsewhere = member(other, opened(other, hers))
    refused("row", meets, case, circle, member=elsewhere)


def test_when_the_guardian_may_not_be_asked_any_more_the_consent_is_taken_anew(house):
    case, mother = child()
    circle = opened(case, mother)
    does("lin", guardians.end_guardian, case, row=mother, note="监护人变更")
    refused("consent", meets, case, circle)
    refused("consent", member, case, circle)
    aunt = guardian(case, relation="relative", name="诸葛秀")
    does("lin", circles.renew_circle_consent, case, row=circle, **agreed(aunt))
    meets(case, circle)


def test_a_guardian_of_another_child_agrees_to_nothing(house):
    case, _mother = child()
    _other, hers = child()
    refused("guardian", opened, case, hers)


def test_without_leave_not_even_the_owner_reads_a_name_or_a_visit(house):
    case, mother = child()
    circle = opened(case, mother)
    member(case, circle, phone=PHONE)
    meets(case, circle, note="想妈妈", outcome="need")
    page = body(browser_of("lin"), f"/cases/{case.pk}/circle/")
    assert "学校联系人" in page and "申请查阅" not in page.split("<main")[0]
    for word in (TEACHER, PHONE, MOTHER, "想妈妈"):
        assert word not in page
    leave(house, case)
    page = body(browser_of("lin"), f"/cases/{case.pk}/circle/")
    for word in (TEACHER, PHONE, "想妈妈"):
        assert word in page
    looks = "select count(*) from network_auditevent where action = 'reveal' and subject_id = %s and detail ->> 'layer' = 'circle'"
    assert house.raw(looks, [str(case.pk)]) == [(1,)]


def test_her_sheet_holds_her_own_part_and_opens_by_leave_alone(house):
    case, mother = child(name="小满")
    circle = opened(case, mother)
    teacher = member(case, circle)
    place = f"/cases/{case.pk}/circle/{teacher}/sheet/"
    page = body(browser_of("lin"), place)
    assert "小满" not in page and "批准后才能查阅" in page
    leave(house, case)
    page = body(browser_of("lin"), place)
    assert "小满" in page and "天联系孩子一次" in page and MOTHER not in page
    printed = "select count(*) from network_auditevent where action = 'print' and subject_id = %s"
    assert house.raw(printed, [str(case.pk)]) == [(1,)]
    does("lin", members.end_member, case, row=teacher, note="调走了")
    assert browser_of("lin").get(place).status_code == 404


def test_an_ordinary_matter_has_no_circle(house):
    case = matter("lin")
    with pytest.raises(Refusal):
        opened(case, None)
    assert "关爱联系圈与支持计划" not in body(browser_of("lin"), f"/cases/{case.pk}/")
