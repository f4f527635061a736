"""Leave with a substitute: she gets what she must while it lasts, and nothing afterwards."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.casefile.models import Case
from cases.petitions import hand_over, transitions
from network.access.gate import Refusal
from network.deadlines.models import Rung
from network.deadlines.sweep import ring_due
from network.leave import verbs
from network.staff.appointments import check_post, end, holder, scope_of
from network.staff.leaves import Leave, stand_in, stood_for
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.stories import does, matter


def today(days: int = 0):
    return clock.today() + timedelta(days=days)


def ask(who: str, substitute: str, *, by: str = "", first=None, last=None) -> Leave:
    with acting(by or who) as (user, _scope):
        return verbs.ask_leave(
            person(who),
            substitute=person(substitute),
            starts_on=first or today(),
            ends_on=last or today(5),
            by=user,
        )


def grant(leave: Leave, by: str, *, yes: bool = True) -> Leave:
    with acting(by) as (user, _scope):
        return verbs.decide_leave(leave, by=user, grant=yes)


def lend(house) -> int:
    with house.login("worker"):
        return verbs.lend_urgent()


def test_a_substitute_opens_and_works_on_what_is_urgent_and_nothing_after_the_leave(fresh_house):
    urgent = matter("lin", safety="urgent")
    quiet = matter("lin", safety="violence")
    assert browser_of("xu").get(f"/cases/{urgent.pk}/").status_code == 404
    leave = grant(ask("lin", "xu"), "gao")
    assert lend(fresh_house) == 3
    assert lend(fresh_house) == 0
    page = browser_of("xu").get(f"/cases/{urgent.pk}/")
    assert page.status_code == 200
    assert browser_of("xu").get(f"/cases/{quiet.pk}/").status_code == 404
    does("xu", transitions.triage, urgent, route="R1", category="person")
    until = fresh_house.raw("select distinct until from cases_caseaccess where source = 'stand_in'")
    assert until == [(clock.end_of_day(leave.ends_on),)]
    later = matter("lin", safety="urgent")  # what becomes urgent during the leave is lent within a minute
    assert lend(fresh_house) == 3
    assert browser_of("xu").get(f"/cases/{later.pk}/").status_code == 200
    with acting("gao") as (gao, _scope):
        verbs.end_leave(leave, by=gao)
    for case in (urgent, later):
        assert browser_of("xu").get(f"/cases/{case.pk}/").status_code == 404
        with acting("xu") as (_xu, scope):
            assert not Case.objects.filter(pk=case.pk).exists()
            assert not Case.objects.visible_to(scope).filter(pk=case.pk).exists()
    assert lend(fresh_house) == 0
    assert (
        person("lin").pk
        == fresh_house.raw("select owner_id from cases_case where id = %s", [urgent.pk])[0][0]
    )


def test_the_last_day_is_the_last_by_the_calendar_alone(fresh_house):
    grant(ask("lin", "xu", first=today(), last=today(2)), "gao")
    lin, xu = person("lin"), person("xu")
    county = lin.appointments.get().unit
    assert scope_of(xu, on=today(2)).stands_for == (lin.pk,)
    assert scope_of(xu, on=today(3)).stands_for == ()
    assert holder(county, "officer", on=today(2)) == xu
    assert holder(county, "officer", on=today(3)) == lin
    assert holder(county, "officer", on=today(-1)) == lin


def test_new_work_of_the_post_goes_to_the_substitute(fresh_house):
    grant(ask("lin", "xu"), "gao")
    case = matter("he", channel="station")
    does("he", hand_over.pass_on, case, to_county=True, note="请县里办理")
    owner = fresh_house.raw("select owner_id from cases_case where id = %s", [case.pk])[0][0]
    assert owner == person("xu").pk
    told = fresh_house.raw(
        "select u.username from network_outboxmessage o join network_user u on u.id = o.recipient_id where o.kind = 'handed'"
    )
    assert ("xu",) in told
    assert ("lin",) not in told


def test_whoever_stands_in_for_a_leader_decides_in_her_place_and_the_desk_says_so(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1", category="general")
    with pytest.raises(Refusal):
        does("lin", transitions.accept, case, notice_how="safe_way")
    leave = grant(ask("gao", "lin"), "zhou")
    page = browser_of("lin").get("/").content.decode()
    assert "代高洁" in page.replace(" ", "")
    does("lin", transitions.accept, case, notice_how="safe_way")
    with acting("zhou") as (zhou, _scope):
        verbs.end_leave(leave, by=zhou)
    assert scope_of(person("lin")).lead == ()
    assert "代高洁" not in browser_of("lin").get("/").content.decode().replace(" ", "")


def test_reminders_go_to_the_substitute_and_to_nobody_who_may_not_know(fresh_house):
    matter("lin")
    secret = matter("lin", safety="violence")
    grant(ask("lin", "xu", last=today(60)), "gao")
    with fresh_house.login("worker"):
        ring_due(at=clock.now() + timedelta(days=13))
        rows = Rung.objects.filter(seat="owner", step=0).select_related("recipient", "clock")
        told = {(str(row.clock.subject_id) == str(secret.pk), row.recipient.username) for row in rows}
    assert (False, "xu") in told
    assert (True, "lin") in told  # the sealed one was not lent: her reminder stays hers
    assert (True, "xu") not in told


def test_a_recused_substitute_gets_nothing_of_that_matter(fresh_house):
    case = matter("lin", safety="urgent")
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)"
        " values (gen_random_uuid(), %s, %s, 'self', %s, now())",
        [case.pk, person("xu").pk, person("lin").pk],
    )
    grant(ask("lin", "xu"), "gao")
    assert lend(fresh_house) == 0
    assert browser_of("xu").get(f"/cases/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "substitute", "days", "where"),
    [
        ("lin", "lin", (0, 5), "substitute"),
        ("lin", "tian", (0, 5), "substitute"),
        ("lin", "sysadmin", (0, 5), "substitute"),
        ("lin", "xu", (5, 0), "ends_on"),
        ("lin", "xu", (-9, -3), "ends_on"),
        ("lin", "xu", (0, 400), "ends_on"),
    ],
)
def test_what_cannot_be_a_leave_is_refused_with_its_place(fresh_house, who, substitute, days, where):
    with pytest.raises(Refusal) as refused:
        ask(who, substitute, first=today(days[0]), last=today(days[1]))
    assert refused.value.code == where


def test_two_who_stand_in_for_each_other_lead_to_nobody_and_are_refused(fresh_house):
    grant(ask("lin", "xu", first=today(2), last=today(4)), "gao")
    circle = ask("xu", "lin", first=today(), last=today(3))
    with pytest.raises(Refusal) as refused:
        grant(circle, "gao")
    assert refused.value.code == "substitute"


def test_a_substitute_who_loses_her_own_post_keeps_nothing_of_the_absent_one(fresh_house):
    urgent = matter("lin", safety="urgent")
    grant(ask("lin", "xu"), "gao")
    assert lend(fresh_house) == 3
    hers = browser_of("xu")
    assert hers.get(f"/cases/{urgent.pk}/").status_code == 200
    with acting("secadmin") as (admin, _scope):
        with pytest.raises(Refusal) as refused:  # nor does she become an administrator beside it
            check_post(person("xu"), person("secadmin").appointments.get().unit, "audit_admin", today(1))
        end(person("xu").appointments.get(), by=admin, on=today(-1))
    assert refused.value.code == "exclusive"
    assert scope_of(person("xu")).posts == ()
    assert hers.get(f"/cases/{urgent.pk}/").status_code in (403, 404)
    assert fresh_house.raw("select 1 from cases_caseaccess where source = 'stand_in' and until > now()") == []
    assert lend(fresh_house) == 0
    assert holder(urgent.unit, "officer", on=today()) != person("xu")


def test_an_administrator_stands_in_for_nobody(fresh_house):
    grant(ask("lin", "xu"), "gao")
    fresh_house.raw(
        "insert into network_appointment (user_id, unit_id, role, is_primary, is_deputy, starts_on) select u.id, a.unit_id,"
        " 'audit_admin', false, false, current_date from network_user u, network_appointment a"
        " where u.username = 'xu' and a.role = 'audit_admin'"
    )
    assert scope_of(person("xu")).stands_for == ()


@pytest.mark.parametrize("first", ["lin", "xu"])
def test_whoever_approved_a_leave_never_stands_in_for_it_at_the_end_of_a_chain(fresh_house, first):
    """lin's substitute is xu, xu's is gao, who approves both: whichever comes second is refused."""
    asked = {"lin": ask("lin", "xu"), "xu": ask("xu", "gao", first=today(2), last=today(3))}
    if first == "xu":
        grant(asked.pop("xu"), "zhou")  # gao cannot: she would stand in
    else:
        grant(asked.pop("lin"), "gao")
    [(who, second)] = asked.items()
    with pytest.raises(Refusal) as refused:
        grant(second, "gao" if who == "lin" else "zhou")
    assert refused.value.code == "substitute"
    assert stand_in(person("lin").pk, Leave.objects.away(today(2))) != person("gao").pk


def test_chains_are_bounded_and_circles_end():
    assert stand_in(1, {1: 2, 2: 3, 3: 4}) == 4
    assert stand_in(1, {1: 2, 2: 3, 3: 4, 4: 5}) is None
    assert stand_in(1, {1: 2, 2: 1}) is None
    assert stand_in(1, {1: None}) is None
    assert stand_in(7, {1: 2}) == 7
    assert stood_for(4, {1: 2, 2: 3, 3: 4}) == (1, 2, 3)


def test_the_leader_decides_and_nobody_else(fresh_house):
    leave = ask("lin", "xu")
    for who in ("lin", "xu", "feng", "tian", "wu", "secadmin"):
        with pytest.raises(Refusal):
            grant(leave, who)
    with pytest.raises(DatabaseError), acting("lin") as (lin, _scope), transaction.atomic():
        Leave.objects.filter(pk=leave.pk).update(granted=True, decided_by=lin, decided_at=clock.now())
    grant(leave, "gao")
    with pytest.raises(Refusal):
        ask("lin", "xu", first=today(3), last=today(4))
    top = ask("zhou", "wu")
    grant(top, "secadmin")
    assert holder(Unit.objects.get(pk=top.unit_id), "leader", on=today()) == person("wu")


def test_an_administrators_post_is_never_among_those_of_a_substitute(fresh_house):
    fresh_house.raw(
        "insert into network_leave (id, user_id, substitute_id, unit_id, starts_on, ends_on, proposed_by_id, proposed_at,"
        " decided_by_id, decided_at, granted) select gen_random_uuid(), a.id, b.id, p.unit_id, current_date, current_date + 3,"
        " a.id, now(), b.id, now(), true from network_user a, network_user b, network_appointment p"
        " where a.username = 'secadmin' and b.username = 'wu' and p.user_id = a.id"
    )
    scope = scope_of(User.objects.get(username="wu"))
    assert not scope.may("manage_posts")
    assert [post.role for post in scope.posts] == ["city_officer"]


def test_leave_is_asked_and_decided_on_the_page(fresh_house):
    client = browser_of("lin")
    form = {"starts_on": str(today()), "ends_on": str(today(3)), "substitute": str(person("xu").pk)}
    assert client.get("/network/leave/").status_code == 200
    assert client.post("/network/leave/", form | {"ends_on": str(today(-3))}).status_code == 200
    assert client.post("/network/leave/", form).status_code == 302
    leave_id = fresh_house.raw("select id from network_leave")[0][0]
    assert browser_of("feng").post(f"/network/leave/{leave_id}/grant/").status_code == 404
    assert "林晓岚" in browser_of("gao").get("/network/leave/").content.decode()
    assert browser_of("gao").post(f"/network/leave/{leave_id}/grant/").status_code == 302
    assert fresh_house.raw("select granted from network_leave") == [(True,)]
    assert browser_of("gao").get(f"/network/leave/?person={person('lin').pk}").status_code == 200
    assert browser_of("lin").get(f"/network/leave/?person={person('gao').pk}").status_code == 404
    assert browser_of("lin").post(f"/network/leave/{leave_id}/end/").status_code == 302
    assert scope_of(person("xu")).stands_for == ()
