"""The ledger shows the cards of an area and betrays nothing else: not by a row, a count, a filter or a name."""

import json
import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from cases.ledger import queries, verbs
from cases.ledger.filters import Filters
from cases.ledger.models import SavedView
from cases.petitions import hand_over
from network.access.gate import Refusal
from network.deadlines.models import Limit
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.ledger.crowd import Bare, crowd
from tests.stories import NAME, STORY, does, matter


def _page(username: str, query: str = "") -> str:
    answer = browser_of(username).get(f"/cases/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def _counted(page: str) -> str:
    return re.search(r"共 (\S+) 件", page)[1]


def test_the_list_never_shows_a_card_of_another_county(fresh_house):
    here, there = matter("lin"), matter("zheng")
    assert here.number in _page("lin") and there.number not in _page("lin")
    assert here.number in _page("gao") and there.number not in _page("gao")
    both = _page("wu")
    assert here.number in both and there.number in both


def test_the_list_says_nothing_that_is_not_on_the_card(fresh_house):
    case = matter("lin", channel="12338", category="marriage_family")
    page = _page("lin")
    assert case.number in page
    rows = page.partition('<div class="card q">')[2]
    for word in (NAME, "欧阳", STORY, "12338", "婚姻家庭"):
        assert word not in rows
    row = browser_of("wu").get("/cases/?format=json").json()["rows"][0]
    assert set(row) == {"id", "number", "kind", "unit", "stage", "due", "owner"}


def test_a_recused_and_a_sealed_matter_are_neither_listed_nor_counted(fresh_house):
    seen, hidden, sealed = matter("lin"), matter("lin"), matter("lin", safety="violence")
    does("lin", hand_over.recuse, hidden, user=person("gao"), reason="亲属")
    page = _page("gao")
    assert seen.number in page and _counted(page) == "1"
    assert hidden.number not in page and sealed.number not in page
    for query in ("stage=registered", f"owner={person('lin').pk}", "due=later", "sort=opened"):
        assert _counted(_page("gao", query)) == "1", query
    mine = _page("lin")
    assert sealed.number in mine and _counted(mine) == "3"


def test_her_own_sealed_matter_stands_there_without_kind_and_place(fresh_house):
    sealed = matter("lin", safety="violence")
    row = next(r for r in browser_of("lin").get("/cases/?format=json").json()["rows"])
    assert (row["number"], row["kind"], row["unit"]) == (sealed.number, None, None)
    page = _page("lin")
    assert "限定人员事项" in page and f'value="{sealed.pk}' not in page


def _plain(page: str) -> str:
    """A page without what a request alone changes: token, the filter that was asked."""
    page = re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", page)
    return re.sub(r"(unit|owner)=\d+|value=\"\d+\"( selected)?|name=\"(unit|owner)\"", "", page)


@pytest.mark.parametrize("column", ["unit", "owner"])
def test_asking_for_somebody_or_somewhere_else_answers_as_if_it_did_not_exist(fresh_house, column):
    matter("lin"), matter("zheng")
    with acting("zheng") as (zheng, scope):
        there = {"unit": scope.units[0], "owner": zheng.pk}[column]
    foreign, nothing = _page("lin", f"{column}={there}"), _page("lin", f"{column}=99999999")
    assert _counted(foreign) == _counted(nothing) == "0"
    assert _plain(foreign) == _plain(nothing)
    assert "铁东区" not in foreign and "郑岩" not in foreign
    assert _counted(_page("lin", f"{column}=-1")) == _counted(_page("lin", f"{column}=x")) == "0"


def test_a_filter_for_a_hidden_column_does_not_exist(fresh_house):
    matter("lin", channel="letter")
    every = _plain(_page("wu"))
    for query in ("channel=letter", "channel=visit", "category=general", "is_urgent=1", "is_sealed=1"):
        assert _plain(_page("wu", query)) == every


def test_the_unit_filter_takes_everything_below(fresh_house):
    town = Unit.objects.current().get(code="220382102000", level=3)
    case, other = matter("he"), matter("lin")
    page = _page("gao", f"unit={town.pk}")
    assert case.number in page and other.number not in page and _counted(page) == "1"


def test_whoever_has_no_area_has_no_ledger(fresh_house):
    for username in ("he", "luo", "yan", "auditor"):
        assert browser_of(username).get("/cases/").status_code == 403
        assert "/cases/assign/" not in browser_of(username).get("/inbox/").content.decode()
    assert 'href="/cases/"' not in browser_of("luo").get("/").content.decode()


def test_the_views_of_her_own_unit_stay_there(fresh_house):
    case = matter("he")
    does("he", hand_over.pass_on, case, to_county=True)
    assert case.number in _page("lin", "view=new") and case.number not in _page("wu", "view=new")
    does("lin", hand_over.take_up, case)
    assert case.number not in _page("lin", "view=new")


def test_a_long_list_is_counted_to_a_thousand_and_no_further(fresh_house, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 3)
    for _n in range(5):
        matter("lin")
    assert _counted(_page("lin")) == "3+"


def test_the_page_asks_the_same_number_of_questions_for_five_rows_and_for_fifty(fresh_house):
    at = clock.now()

    def asked() -> int:
        client = browser_of("lin")
        client.get("/cases/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/cases/")
        return len(caught)

    def more(count: int) -> None:
        with acting("he") as (he, _scope):
            unit, owner = person("lin").appointments.get().unit_id, person("lin").pk
            crowd([Bare(unit, owner, at, at + timedelta(days=n)) for n in range(count)], registrar=he.pk)

    more(5)
    few = asked()
    more(60)
    assert asked() == few
    page = _page("lin")
    assert page.count('class="clk') == queries.PAGE and 'rel="next"' in page


def test_her_saved_filter_is_hers_alone_at_both_walls(fresh_house):
    client, name = browser_of("lin"), "王某家的事"
    answer = client.post("/cases/views/", {"name": name, "view": "week", "stage": "registered"})
    assert answer.status_code == 302
    page = _page("lin")
    assert name in page and "view=week&amp;stage=registered" in page
    assert name not in _page("xu") and name not in _page("gao")
    with acting("lin") as (lin, _scope):
        row = SavedView.objects.get(user=lin)
    with acting("gao") as (gao, _scope):
        assert plain_sql("select count(*) from cases_savedview") == [(0,)]
        assert not verbs.forget_view(row.pk, by=gao)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "insert into cases_savedview (id, user_id, name, wrapped, query, made_at)"
                " values (gen_random_uuid(), %s, '', '', '{}', now())",
                [row.user_id],
            )
    with fresh_house.login("migrator"), acting("gao") as (gao, _scope):
        assert verbs.kept(gao) == [] and not verbs.forget_view(row.pk, by=gao)
    assert browser_of("xu").post(f"/cases/views/{row.pk}/").status_code == 404
    stored = fresh_house.raw("select name, query from cases_savedview")
    assert name.encode() not in bytes(stored[0][0]) and stored[0][1] == {
        "view": "week",
        "stage": "registered",
    }
    assert client.post(f"/cases/views/{row.pk}/").status_code == 302
    assert fresh_house.raw("select count(*) from cases_savedview") == [(0,)]


def test_nobody_keeps_more_filters_than_the_policy_says_or_one_without_a_name(fresh_house):
    with fresh_house.login("migrator"):
        Limit.objects.filter(pk="ledger.saved_views").update(length=1)
    with acting("lin") as (lin, _scope):
        verbs.save_view(Filters(view="mine"), name="一", by=lin)
        for name, code in (("二", "many"), ("  ", "name"), ("长" * 21, "name")):
            with pytest.raises(Refusal) as refusal:
                verbs.save_view(Filters(), name=name, by=lin)
            assert refusal.value.code == code
    answer = browser_of("lin").post("/cases/views/", {"name": "", "view": "mine"}, follow=True)
    assert "请填写不超过20个字的名称" in answer.content.decode()


def test_two_windows_at_the_same_moment_keep_no_filter_too_many(fresh_house):
    with fresh_house.login("migrator"):
        Limit.objects.filter(pk="ledger.saved_views").update(length=1)
    kept, done, raised = threading.Event(), threading.Event(), []

    def second_window():
        kept.wait(60)
        try:
            with acting("lin") as (lin, _scope):
                verbs.save_view(Filters(), name="二", by=lin)
        except Refusal as refusal:
            raised.append(refusal.code)
        finally:
            done.set()
            connection.close()

    other = threading.Thread(target=second_window)
    other.start()
    with acting("lin") as (lin, _scope):
        verbs.save_view(Filters(view="mine"), name="一", by=lin)
        kept.set()
        assert not done.wait(1.5)  # the second waits for the first to be kept
    other.join(60)
    assert raised == ["many"]
    assert fresh_house.raw("select count(*) from cases_savedview") == [(1,)]


def test_every_listing_leaves_a_row_in_the_log_for_machines_too(fresh_house):
    case = matter("lin")
    _page("gao")
    json.loads(browser_of("gao").get("/cases/?format=json").content)
    rows = fresh_house.raw(
        "select count(*) from network_auditevent where action = 'list' and subject_id = %s and actor_id = %s",
        [str(case.pk), person("gao").pk],
    )
    assert rows == [(2,)]
