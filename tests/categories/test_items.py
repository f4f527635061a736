"""Sub-items of the classes: kept by one hand, chosen with the route, and an old matter keeps its words."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from cases.categories import verbs
from cases.categories.models import CategoryItem
from cases.categories.seeding import ITEMS
from cases.petitions import transitions
from cases.petitions.models import Petition
from cases.vocabulary.intake import Category
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of, plain_sql
from tests.stories import does, matter

PAGE = "/cases/categories/"
KEEPER = "sysadmin"


def item(root: str, code: str) -> CategoryItem:
    return CategoryItem.objects.get(root=root, code=code, ends_on=None)


def keep(verb, *args, **kwargs):
    with acting(KEEPER) as (keeper, _scope):
        return verb(*args, by=keeper, **kwargs)


def filed(house, case) -> tuple:
    return house.raw(
        "select i.name, concerns_child, concerns_violence, concerns_elderly, concerns_disability"
        " from cases_petition p left join cases_categoryitem i on i.id = p.item_id where p.case_id = %s",
        [case.pk],
    )[0]


def test_the_list_begins_with_the_sub_items_of_the_report_below_seven_fixed_classes(fresh_house):
    with acting("lin"):
        rows = {root: [row.code for row in CategoryItem.objects.filter(root=root)] for root in Category}
    assert rows == {root: [code for code, _name in ITEMS[root]] for root in Category}
    assert len(rows) == 7 and all(rows.values())


@pytest.mark.parametrize("username", ["lin", "gao", "wu", "zheng", "secadmin"])
def test_nobody_but_the_system_administrator_keeps_the_sub_items(fresh_house, username):
    with acting(username) as (user, _scope):
        row = item("marriage_family", "divorce")
        for verb, told in (
            (verbs.add_item, {"root": "property", "name": "彩礼"}),
            (verbs.rename_item, {"item": row, "name": "离异"}),
            (verbs.close_item, {"item": row}),
        ):
            with pytest.raises(Refusal):
                verb(**told, by=user)
        for statement in (
            "insert into cases_categoryitem (id, root, code, name, position, starts_on)"
            " values (gen_random_uuid(), 'property', 'x', '彩礼', 9, '2026-01-01')",
            "delete from cases_categoryitem",
            "update cases_categoryitem set name = '别的'",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        with connection.cursor() as cursor:
            cursor.execute("update cases_categoryitem set ends_on = '2026-01-01'")
            assert cursor.rowcount == 0
    client = browser_of(username)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"act": "add", "root": "property", "name": "彩礼"}).status_code == 403


def test_a_sub_item_closed_yesterday_is_not_offered_today_and_an_old_matter_keeps_its_words(fresh_house):
    case, later = matter("lin", category="marriage_family"), matter("lin", category="marriage_family")
    with acting("lin"):
        divorce = item("marriage_family", "divorce")
    does("lin", transitions.triage, case, route="R1", item=divorce)
    keep(verbs.close_item, divorce, at=clock.now() - timedelta(days=1))
    lin = browser_of("lin")
    shown = lin.get(f"/cases/{later.pk}/triage/").content.decode()
    assert str(divorce.pk) not in shown and "家庭纠纷" in shown
    told = {"route": "R1", "category": "marriage_family", "item": str(divorce.pk)}
    refused = lin.post(f"/cases/{later.pk}/triage/", told).content.decode()
    assert "该子项已停用" in refused
    assert "离婚" in lin.get(f"/cases/{case.pk}/").content.decode()
    does("lin", transitions.choose_route, case, route="R3")
    assert filed(fresh_house, case)[0] == "离婚"


def test_other_words_from_today_on_are_the_same_code_and_the_earlier_matter_keeps_its_own(fresh_house):
    case, later = matter("lin", category="property"), matter("lin", category="property")
    with acting("lin"):
        debt = item("property", "debt")
    does("lin", transitions.triage, case, route="R1", item=debt)
    renamed = keep(verbs.rename_item, debt, name="夫妻共同债务")
    assert (renamed.code, renamed.position) == (debt.code, debt.position)
    does("lin", transitions.triage, later, route="R1", item=renamed)
    assert [filed(fresh_house, each)[0] for each in (case, later)] == ["债务", "夫妻共同债务"]
    with pytest.raises(Refusal) as refusal:
        keep(verbs.rename_item, debt, name="又一个")
    assert refusal.value.code == "item"
    logged = (
        "select count(*) from network_auditevent where subject_kind = 'category_item' and action = 'change'"
    )
    assert fresh_house.raw(f"{logged} and actor_id is not null") == [(2,)]


def test_a_sub_item_of_another_class_is_refused_beside_the_field_and_nothing_typed_is_lost(fresh_house):
    case = matter("lin", category="property")
    with acting("lin"):
        divorce = item("marriage_family", "divorce")
    told = {"route": "R1", "category": "property", "item": str(divorce.pk), "concerns": ["elderly"]}
    page = browser_of("lin").post(f"/cases/{case.pk}/triage/", told).content.decode()
    assert "“离婚”属于“婚姻家庭" in page
    assert re.search('value="elderly"[^>]*checked', page)
    assert re.search(f'value="{divorce.pk}"[^>]*selected', page)
    assert filed(fresh_house, case) == (None, False, False, False, False)
    told["category"] = "marriage_family"
    browser_of("lin").post(f"/cases/{case.pk}/triage/", told)
    assert filed(fresh_house, case) == ("离婚", False, False, True, False)
    does("lin", transitions.choose_route, case, route="R3", category="general")
    assert filed(fresh_house, case) == (None, False, False, True, False)


def test_what_the_safety_question_said_is_flagged_and_no_empty_box_takes_it_back(fresh_house):
    hit, child, quiet = (matter("lin", safety=said) for said in ("violence", "minor", "safe"))
    assert [filed(fresh_house, case)[1:3] for case in (hit, child, quiet)] == [
        (False, True),
        (True, False),
        (False, False),
    ]
    told = {"route": "R1", "category": "general", "concerns": ["disability"]}
    browser_of("lin").post(f"/cases/{hit.pk}/triage/", told)
    assert filed(fresh_house, hit)[1:] == (False, True, False, True)


def test_sub_item_and_flags_are_read_by_whoever_opens_the_matter_and_never_on_its_card(fresh_house):
    with acting("lin"):
        divorce = item("marriage_family", "divorce")
    case = matter("lin", category="marriage_family", item=divorce, concerns=("elderly",))
    page = browser_of("lin").get(f"/cases/{case.pk}/").content.decode()
    assert "离婚" in page and "涉老年" in page
    card = browser_of("wu").get(f"/cases/{case.pk}/").content.decode()
    assert case.number in card and "离婚" not in card and "涉老年" not in card
    with acting("wu"):
        assert plain_sql("select count(*) from cases_petition") == [(0,)]


def test_the_desk_chooses_it_while_registering_and_sees_it_among_the_answers(fresh_house):
    with acting("lin"):
        divorce, debt = item("marriage_family", "divorce"), item("property", "debt")
    lin = browser_of("lin")
    told = {
        "safety": "safe",
        "channel": "visit",
        "received_on": clock.today().isoformat(),
        "nature": "appeal",
        "category": "marriage_family",
        "item": str(debt.pk),
        "concerns": ["child", "disability"],
        "request": "请求帮助",
        "facts": "一段经过",
        "knows_other_side": "no",
        "gender": "female",
        "marital_status": "unsaid",
        "group_size": "1",
        "step": "check",
    }
    assert "“债务”属于" in lin.post("/cases/register/", told).content.decode()
    told["item"] = str(divorce.pk)
    check = lin.post("/cases/register/", told).content.decode()
    assert "离婚" in check and "涉及儿童、涉残疾" in check
    assert check.count('name="concerns"') == 2
    lin.post("/cases/register/", told | {"step": "send"})
    with acting("lin"):
        row = Petition.objects.select_related("item").get()
        assert (row.item, row.concerns) == (divorce, ["child", "disability"])


def test_the_page_adds_words_anew_and_closes_and_keeps_a_mistake_beside_its_field(fresh_house):
    keeper = browser_of(KEEPER)
    page = keeper.get(PAGE).content.decode()
    assert "家庭暴力" in page and "土地承包" in page
    assert "请填写子项名称" in keeper.post(PAGE, {"act": "add", "root": "property"}).content.decode()
    twice = keeper.post(PAGE, {"act": "add", "root": "property", "name": "债务"}).content.decode()
    assert "该类别下已有同名子项" in twice and 'value="债务"' in twice
    assert keeper.post(PAGE, {"act": "add", "root": "property", "name": "彩礼"}).status_code == 302
    with acting("lin"):
        gift = CategoryItem.objects.get(name="彩礼")
    again = keeper.post(PAGE, {"act": "rename", "item": str(gift.pk), "to-name": "债务"}).content.decode()
    assert "该类别下已有同名子项" in again
    keeper.post(PAGE, {"act": "rename", "item": str(gift.pk), "to-name": "彩礼返还"})
    with acting("lin"):
        gift = CategoryItem.objects.get(name="彩礼返还")
    assert "彩礼返还" in browser_of("lin").get(f"/cases/{matter('lin').pk}/triage/").content.decode()
    keeper.post(PAGE, {"act": "close", "item": str(gift.pk)})
    assert "彩礼返还" not in keeper.get(PAGE).content.decode()
    assert keeper.post(PAGE, {"act": "close", "item": str(gift.pk)}).status_code == 404


def test_two_who_add_the_same_name_at_once_leave_one_sub_item(fresh_house):
    def add(_n: int) -> bool:
        try:
            keep(verbs.add_item, root="property", name="彩礼")
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, range(4))) == 1
    assert fresh_house.raw("select count(*) from cases_categoryitem where name = '彩礼'") == [(1,)]
