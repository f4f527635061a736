"""Once in a lifetime, through five levels: nobody below learns why not, and nobody reads more than her step needs."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from network.access.gate import Refusal
from outreach.health import forgetting
from outreach.health.relief import checks, ending, once, opening, verbs, window
from outreach.health.relief.identity import is_account, is_id_number
from outreach.health.relief.models import CancerReliefApplication, ReliefPapers
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.health import told
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does


def _state(house, row) -> str:
    return house.raw("select state from outreach_cancerreliefapplication where id = %s", [row.pk])[0][0]


def test_an_application_climbs_five_levels_and_is_paid_once(fresh_house):
    told.opened()
    row = told.paid()
    does("lin", ending.close_relief, row.pk, told_on=clock.today())
    found = fresh_house.raw(
        "select state, paid, owner_id, ended_at is not null from outreach_cancerreliefapplication"
    )
    assert found == [("closed", 10000, None, True)]
    taken = fresh_house.raw(
        "select verb, u.username from outreach_reliefstep s join network_user u on u.id = s.by_id order by s.id"
    )
    assert [name for _verb, name in taken] == [
        "luo",
        "luo",
        "luo",
        "tian",
        "gao",
        "wu",
        "zhou",
        "wu",
        "lin",
        "lin",
    ]
    clocks = fresh_house.raw(
        "select limit_id, state from network_clock where subject_kind = 'relief' order by started_at, limit_id"
    )
    assert len(clocks) == 9 and {state for _limit, state in clocks} == {"met"}
    told_of = fresh_house.raw("select distinct kind from network_outboxmessage")
    assert told_of == [("handed",)]


def test_the_same_woman_in_another_county_is_not_supported_and_the_clerk_learns_nothing(fresh_house):
    told.opened()
    told.paid()
    second = told.to_county(told.OTHER)
    pages = []
    for code, row in ((told.VILLAGE, told.to_county(id_number=told.SECOND)), (told.OTHER, second)):
        for who in (told.LINE[code][0], told.LINE[code][1], told.LINE[code][3]):
            page = browser_of(who).get(f"/outreach/relief/{row.pk}/").content.decode()
            assert "县妇联核对" in page and "一生" not in page, who
            pages.append(page)
    with acting("feng"):
        assert once.is_taken(second.pk)
    for clerk in ("li", "qian", "zheng"):
        with acting(clerk):
            assert not once.is_taken(second.pk), clerk
            with pytest.raises(DatabaseError), transaction.atomic():
                once.holds(second.pk)
    seen = browser_of("feng").get(f"/outreach/relief/{second.pk}/").content.decode()
    assert "一生只救助一次" in seen and "双辽" not in seen
    with pytest.raises(Refusal) as refused:
        does("feng", checks.verify_relief, second.pk, compared=checks.DATA)
    assert refused.value.code == "once"
    does("feng", checks.refuse_relief, second.pk, why="once")
    for clerk in ("li", "qian", "zheng"):
        page = browser_of(clerk).get(f"/outreach/relief/{second.pk}/").content.decode()
        assert "未获支持" in page and "救助过" not in page and "一生" not in page, clerk
        with acting(clerk):
            assert plain_sql("select why from outreach_reliefrefusal") == []
    assert "救助过" in browser_of("feng").get(f"/outreach/relief/{second.pk}/").content.decode()


def test_the_privacy_officer_hears_of_it_on_her_own_time_and_reads_numbers_alone(fresh_house):
    told.opened()
    first, second = told.to_county(), told.to_county(told.OTHER)
    assert fresh_house.raw("select count(*) from network_outboxmessage where kind = 'relief_repeat'") == [
        (0,)
    ]
    with fresh_house.login("worker"):
        assert (once.tell_repeats(), once.tell_repeats()) == (1, 0)
    rows = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'relief_repeat'")
    assert rows == [(person("bai").pk,)]
    page = browser_of("bai").get("/outreach/relief/repeats/").content.decode()
    assert second.number in page and first.number in page and told.NAME not in page
    assert browser_of("bai").get(f"/outreach/relief/{second.pk}/").status_code == 403
    for other in ("gao", "wu", "lin"):
        assert browser_of(other).get("/outreach/relief/repeats/").status_code == 403
        with acting(other):
            assert plain_sql("select * from relief_repeats()") == []


@pytest.mark.parametrize("login", ["app", "worker"])
def test_nobodys_login_reads_the_numbers_that_are_compared(fresh_house, login):
    told.opened()
    told.to_county()
    for table in ("outreach_reliefclaim", "outreach_relieflook"):
        with pytest.raises(DatabaseError), fresh_house.login(login), transaction.atomic():
            plain_sql(f"select * from {table}")


def test_a_grant_from_before_counts_and_nothing_of_the_number_is_kept(fresh_house):
    told.opened()
    assert does("zhou", window.enter_grants, numbers=f"{told.ID_NUMBER}\n\n{told.SECOND}\n") == 2
    row = told.to_county()
    with pytest.raises(Refusal):
        does("gao", checks.verify_relief, row.pk, compared=checks.DATA)
    with pytest.raises(Refusal) as wrong:
        does("zhou", window.enter_grants, numbers=f"{told.ID_NUMBER}\n220382197503120020")
    assert "2" in str(wrong.value) and "2203" not in str(wrong.value)
    logged = fresh_house.raw("select detail::text from network_auditevent")
    assert not [text for (text,) in logged if told.ID_NUMBER in text]


def test_what_was_not_granted_sets_the_number_free(fresh_house):
    told.opened()
    first, second = told.to_county(), told.to_county(told.OTHER)
    does("gao", checks.refuse_relief, first.pk, why="hardship")
    does("feng", checks.verify_relief, second.pk, compared=checks.DATA)
    assert _state(fresh_house, second) == "county_verified"


def test_two_villages_complete_the_same_number_at_once_and_one_holds_it(fresh_house):
    told.opened()
    rows = {code: told.nominated(code).pk for code in told.LINE}
    barrier, faults = threading.Barrier(2), []

    def complete(code: str) -> None:
        try:
            barrier.wait(20)
            told.complete(rows[code], code)
        except Exception as error:
            faults.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=complete, args=(code,)) for code in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    assert fresh_house.raw("select count(*) from outreach_reliefclaim") == [(1,)]
    assert {_s for (_s,) in fresh_house.raw("select state from outreach_cancerreliefapplication")} == {
        "papers_complete"
    }


def test_the_database_lets_no_second_grant_pass_whoever_writes_it(fresh_house):
    told.opened()
    told.paid()
    second = told.to_county(told.OTHER)
    with pytest.raises(DatabaseError), acting("feng"), transaction.atomic():
        plain_sql(
            "update outreach_cancerreliefapplication set state = 'county_verified' where id = %s returning 1",
            [second.pk],
        )


def test_the_village_reads_the_papers_until_it_hands_them_on(fresh_house):
    told.opened()
    row = told.nominated()
    told.complete(row.pk)
    luo = browser_of("luo")
    opened = luo.post(f"/outreach/relief/{row.pk}/papers/", {"why": "step"})
    assert told.NAME in (page := opened.content.decode()) and told.ID_NUMBER in page and "IIB" in page
    assert opened["Cache-Control"] == "no-store"
    logged = fresh_house.raw("select purpose, detail::text from network_auditevent where action = 'reveal'")
    assert len(logged) == 1 and logged[0][0] == "step" and told.NAME not in logged[0][1]
    does("luo", checks.check_village, row.pk)
    page = luo.post(f"/outreach/relief/{row.pk}/papers/", {"why": "step"}).content.decode()
    assert told.NAME not in page and "IIB" not in page
    card = luo.get(f"/outreach/relief/{row.pk}/").content.decode()
    assert "尉迟" not in card and "IIB" not in card
    with acting("luo"):
        assert plain_sql("select id from outreach_reliefpapers") == []
    with acting("tian"):
        assert opening.masked_name(CancerReliefApplication.objects.get(pk=row.pk)) == "尉迟*霞"
    with pytest.raises(Refusal):
        does("luo", opening.open_papers, row.pk, why="step")
    # Elsewhere it does not exist at all.
    assert browser_of("sun").get(f"/outreach/relief/{row.pk}/").status_code == 404
    with acting("feng"):
        assert plain_sql("select id from outreach_cancerreliefapplication") == []


def test_nothing_of_her_stands_in_the_database_in_clear(fresh_house):
    told.opened()
    told.to_county()
    text = str(fresh_house.raw("select p::text from outreach_reliefpapers p")) + str(
        fresh_house.raw("select a::text from outreach_cancerreliefapplication a")
    )
    text += str(fresh_house.raw("select e.detail::text from network_auditevent e"))
    for word in (told.NAME, told.ID_NUMBER, "6228480012345678917", "cervical", "市中心医院"):
        assert word not in text


@pytest.mark.parametrize(
    "facts, field",
    [
        ({"id_number": "220382197503120020"}, "id_number"),
        ({"id_number": "22038219750312"}, "id_number"),
        ({"diagnosis": "cervical_IIA"}, "diagnosis"),
        ({"diagnosis": "breast_0"}, "diagnosis"),
        ({"account": "62284"}, "account"),
        ({"source": "monitoring"}, "source"),
        ({"holds_until": date(2025, 1, 1)}, "holds_until"),
        ({"reimbursed": 60000}, "reimbursed"),
        ({"bank": " "}, "bank"),
    ],
)
def test_papers_that_do_not_fit_the_table_are_not_complete(house, facts, field):
    if not house.raw("select 1 from outreach_reliefwindow"):
        told.opened()
    row = told.nominated()
    with pytest.raises(Refusal) as refused:
        told.complete(row.pk, **facts)
    assert refused.value.code == field


def test_a_relative_steps_aside_and_sees_nothing_any_more(fresh_house):
    told.opened()
    row = told.nominated(is_relative=True)
    assert browser_of("luo").get(f"/outreach/relief/{row.pk}/").status_code == 404
    assert row.number not in browser_of("luo").get("/outreach/relief/").content.decode()
    with acting("luo"):
        assert plain_sql("select id from outreach_cancerreliefapplication") == []
        assert plain_sql("select id from outreach_reliefpapers") == []
    # The township completes and checks for the village, and somebody else checks for the township.
    does(
        "tian",
        verbs.complete_papers,
        row.pk,
        told=told.papers(),
        seen=["id_card", "household", "hardship", "diagnosis", "settlement"],
    )
    does("tian", checks.check_village, row.pk)
    owner = fresh_house.raw(
        "select u.level, owner_id from outreach_cancerreliefapplication a join network_unit u on u.id = a.desk_id"
    )
    assert owner == [(2, person("lin").pk)]
    with pytest.raises((Refusal, IllegalTransition)):
        does("tian", checks.check_township, row.pk)
    does("gao", verbs.recuse_relief, row.pk, why="relative")
    does("lin", checks.check_township, row.pk)
    owner = fresh_house.raw(
        "select u.level, owner_id from outreach_cancerreliefapplication a join network_unit u on u.id = a.desk_id"
    )
    assert owner == [(1, person("zhou").pk)]
    does("zhou", checks.verify_relief, row.pk, compared=checks.DATA)


def test_what_is_sent_back_is_looked_at_again_and_a_corrected_number_asks_anew(fresh_house):
    told.opened()
    told.to_county(told.OTHER)
    row = told.to_county()
    with acting("gao"):
        assert once.is_taken(row.pk)
    does("gao", checks.send_back_relief, row.pk, why="paper")
    told.complete(row.pk, id_number=told.SECOND)
    does("luo", checks.check_village, row.pk)
    does("tian", checks.check_township, row.pk)
    does("gao", checks.verify_relief, row.pk, compared=checks.DATA)
    assert _state(fresh_house, row) == "county_verified"


def test_what_she_withdraws_is_emptied_at_once(fresh_house):
    told.opened()
    row = told.nominated()
    told.complete(row.pk)
    does("luo", verbs.withdraw_relief, row.pk)
    assert fresh_house.raw("select wrapped, name, id_number, diagnosis from outreach_reliefpapers") == [
        (None,) * 4
    ]
    assert fresh_house.raw("select count(*) from outreach_reliefclaim") == [(0,)]
    assert (
        fresh_house.raw(
            "select distinct state from network_clock where subject_kind = 'relief' and state = 'running'"
        )
        == []
    )


def test_outside_the_window_nobody_is_put_forward(fresh_house):
    with pytest.raises(Refusal):
        told.nominated()
    today = clock.today()
    told.opened(hardships=["destitute"])
    with pytest.raises(Refusal) as refused:
        told.nominated()
    assert refused.value.code == "hardship"
    with pytest.raises(Refusal):
        told.opened(closes_on=today - timedelta(days=60))


def test_money_is_the_amount_of_the_year_and_goes_by_bank(fresh_house):
    told.opened()
    row = told.submitted()
    does("wu", ending.approve_relief, row.pk, answered_on=clock.today())
    with pytest.raises(Refusal) as refused:
        does("lin", ending.pay_relief, row.pk, paid_on=clock.today(), paid=9000)
    assert refused.value.code == "paid"
    page = browser_of("lin").post(
        f"/outreach/relief/{row.pk}/pay_relief/", {"paid_on": "x", "paid": "9" * 30}
    )
    assert page.status_code == 200 and "年-月-日" in page.content.decode()


def test_every_step_is_taken_once(fresh_house):
    told.opened()
    row = told.to_county()
    with pytest.raises((Refusal, IllegalTransition)):
        does("tian", checks.check_township, row.pk)
    assert fresh_house.raw("select count(*) from outreach_reliefstep where verb = 'check_township'") == [(1,)]


@pytest.mark.parametrize(
    "path", ["new/", "window/", "before/", "repeats/", "", "x/", "new/?unit=999999999999", "new/?unit=%00"]
)
def test_no_address_of_relief_breaks(house, path):
    for who in ("luo", "zhou", "bai", "he"):
        for method in ("get", "post"):
            answer = getattr(browser_of(who), method)(f"/outreach/relief/{path}")
            assert answer.status_code < 500, (who, method, path)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_number(text):
    assert isinstance(is_id_number(text), bool) and isinstance(is_account(text), bool)


@given(st.integers(min_value=10**16, max_value=10**17 - 1), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(seventeen, place, more):
    right = told.signed(str(seventeen))
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    assert is_id_number(right) and not is_id_number(wrong)


def test_papers_leave_years_after_the_end_and_the_number_stays(fresh_house):
    told.opened()
    row = told.paid()
    does("lin", ending.close_relief, row.pk, told_on=clock.today())
    with fresh_house.login("worker"):
        assert forgetting.forget()["papers"] == 0
        assert forgetting.forget(at=clock.now() + timedelta(days=1100))["papers"] == 1
    assert fresh_house.raw("select wrapped, name, account from outreach_reliefpapers") == [(None,) * 3]
    assert fresh_house.raw("select count(*) from outreach_reliefclaim") == [(1,)]
    assert ReliefPapers.SEALED
