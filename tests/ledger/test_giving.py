"""Many matters given to a colleague at once: each whole or not at all, and in words what stayed and why."""

import threading

import pytest
from django.db import connections

from cases.casefile.models import Case
from cases.ledger import verbs
from cases.ledger.verbs import Tick
from cases.petitions import hand_over
from network.access import rest
from network.access.gate import Refusal
from network.staff.appointments import scope_of
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.stories import does, matter


def _owner(house, case) -> str:
    return house.raw(
        "select u.username from cases_case c join network_user u on u.id = c.owner_id where c.id = %s",
        [case.pk],
    )[0][0]


def _ticks(*cases: Case) -> list[str]:
    return [f"{case.pk}.{case.owner_id}" for case in cases]


def test_what_can_be_given_is_given_and_what_cannot_is_listed_with_its_reason(fresh_house):
    good, barred, foreign, gone = matter("lin"), matter("lin"), matter("zheng"), matter("lin")
    sealed = matter("lin", safety="violence")
    does("lin", hand_over.recuse, barred, user=person("xu"), reason="亲属")
    before = fresh_house.raw("select version from cases_case where id = %s", [barred.pk])
    client, ticks = browser_of("gao"), _ticks(good, barred, foreign, gone, sealed)
    does("gao", hand_over.reassign, gone, to=person("xu"), reason="先给她")
    asked = client.post("/cases/assign/", {"tick": ticks}).content.decode()
    assert good.number in asked and foreign.number not in asked and sealed.number not in asked
    data = {"tick": ticks, "to": person("xu").pk, "reason": "分担工作"}
    page = client.post("/cases/assign/", data).content.decode()
    assert "1 件已转交许佳" in page and "4 件未办理" in page
    assert "请另选一人" in page and "请重新打开" in page
    assert foreign.number not in page and "已不在您手中" in page
    owners = [_owner(fresh_house, case) for case in (good, barred, foreign, gone, sealed)]
    assert owners == ["xu", "lin", "zheng", "xu", "lin"]
    assert fresh_house.raw("select version from cases_case where id = %s", [barred.pk]) == before
    events = "select count(*) from cases_event where verb = 'reassign' and case_id = %s"
    assert fresh_house.raw(events, [barred.pk]) == [(0,)]
    again = client.post("/cases/assign/", data).content.decode()
    assert "0 件已转交" in again and "5 件未办理" in again


def test_a_form_without_a_reason_keeps_the_ticks_and_the_colleague(fresh_house):
    case, client = matter("lin"), browser_of("gao")
    page = client.post("/cases/assign/", {"tick": _ticks(case), "to": person("xu").pk, "reason": ""})
    text = page.content.decode()
    assert page.status_code == 200 and f'value="{case.pk}.{case.owner_id}"' in text
    assert f'value="{person("xu").pk}" selected' in text and "请写明理由" in text
    assert _owner(fresh_house, case) == "lin"


def test_nothing_ticked_is_said_and_nonsense_is_nothing(fresh_house):
    for ticks in ([], ["x"], ["1.2"], ["0" * 32]):
        answer = browser_of("gao").post("/cases/assign/", {"tick": ticks}, follow=True)
        assert "请先勾选事项" in answer.content.decode()


def test_a_colleague_of_another_county_is_no_choice(fresh_house):
    case = matter("lin")
    data = {"tick": _ticks(case), "to": person("zheng").pk, "reason": "分担工作"}
    assert "请选择同事" in browser_of("gao").post("/cases/assign/", data).content.decode()
    assert _owner(fresh_house, case) == "lin"


def test_an_officer_gives_on_what_landed_with_her_until_she_takes_it_up(fresh_house):
    first, second = matter("he"), matter("he")
    for case in (first, second):
        does("he", hand_over.pass_on, case, to_county=True)
    does("lin", hand_over.take_up, second)
    with acting("lin") as (lin, _scope):
        told = verbs.assign_many(
            [Tick(first.pk, lin.pk), Tick(second.pk, lin.pk)], to=person("xu"), reason="分片", by=lin
        )
    assert [each.done for each in sorted(told, key=lambda o: o.number)] == [True, False]
    assert (_owner(fresh_house, first), _owner(fresh_house, second)) == ("xu", "lin")
    assert "reassign" not in browser_of("lin").get(f"/cases/{second.pk}/").content.decode()


def test_an_officer_gives_nothing_that_a_colleague_holds(fresh_house):
    case = matter("xu")
    with acting("lin") as (lin, _scope), pytest.raises(Refusal):
        hand_over.reassign(Case.objects.get(pk=case.pk), to=lin, reason="想要", by=lin)


def test_fifty_rows_go_at_once(fresh_house):
    cases = [matter("lin") for _n in range(50)]
    page = browser_of("gao").post(
        "/cases/assign/", {"tick": _ticks(*cases), "to": person("xu").pk, "reason": "分担工作"}
    )
    assert "50 件已转交许佳" in page.content.decode()


def test_two_leaders_who_give_the_same_rows_at_once_give_each_row_once(fresh_house):
    cases = [matter("lin") for _n in range(6)]
    with fresh_house.login("migrator"):
        deputy = User.objects.create_user("gao2", display_name="副职")
        User.objects.filter(pk=deputy.pk).update(must_change_password=False)
        unit = Unit.objects.current().get(code=cast.SHUANGLIAO, level=2)
        deputy.appointments.create(
            unit=unit, role="county_leader", starts_on=clock.today(), is_primary=False, is_deputy=True
        )
    start, told = threading.Barrier(2), {}

    def give(username: str, to: str, order: int) -> None:
        try:
            user = User.objects.get(username=username)
            ticks = [Tick(case.pk, case.owner_id) for case in cases][::order]
            start.wait(20)
            with rest.acting_as(scope_of(user)):
                told[username] = verbs.assign_many(ticks, to=person(to), reason="分担", by=user)
        finally:
            connections.close_all()

    workers = [
        threading.Thread(target=give, args=("gao", "xu", 1)),
        threading.Thread(target=give, args=("gao2", "gao", -1)),
    ]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    done = {name: {each.number for each in some if each.done} for name, some in told.items()}
    assert set(told) == {"gao", "gao2"}
    assert not done["gao"] & done["gao2"]
    assert done["gao"] | done["gao2"] == {case.number for case in cases}
    for case in cases:
        winner = "xu" if case.number in done["gao"] else "gao"
        assert _owner(fresh_house, case) == winner
        events = "select count(*) from cases_event where verb = 'reassign' and case_id = %s"
        assert fresh_house.raw(events, [case.pk]) == [(1,)]
