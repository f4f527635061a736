"""Hundreds of accounts from one list: checked row by row, confirmed by a second administrator, printed once, taken back."""

import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from network.enrolment import verbs, work
from network.enrolment.models import SheetState, StaffRow, StaffSheet
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib.workbooks import UnsafeWorkbook
from tests.enrolment.sheets import FULL, staff_workbook
from tests.house import acting, browser_of

ROLE = "village_chair"


def villages(number: int) -> list[Unit]:
    """Villages whose chair's post is free."""
    held = Appointment.objects.filter(role=ROLE).values("unit_id")
    found = Unit.objects.current().filter(level=4).exclude(pk__in=held).select_related("parent")
    return list(found.order_by("code")[:number])


def good_rows(number: int) -> list[list]:
    """One new chair for each village, in the words of an office."""
    return [
        [f"张某{n}", "", unit.code, "", "", "村妇联主席", "13800000000", "2026-12-01", ""]
        for n, unit in enumerate(villages(number))
    ]


def prepared(rows: list[list]) -> StaffSheet:
    with acting("sysadmin") as (admin, _scope):
        return verbs.prepare(staff_workbook(rows, FULL), by=admin)


def made(sheet: StaffSheet) -> StaffSheet:
    """Sent, confirmed and worked through."""
    with acting("sysadmin") as (admin, _scope):
        verbs.send(sheet, by=admin)
    with acting("secadmin") as (admin, _scope):
        verbs.confirm(sheet, grant=True, by=admin)
    more = True
    while more:
        with acting("secadmin") as (admin, _scope):
            more = work.step(sheet.pk, by=admin)
    with acting("sysadmin"):
        return StaffSheet.objects.get(pk=sheet.pk)


def test_nine_hundred_and_forty_accounts_with_thirty_broken_rows_named_exactly(fresh_house):
    rows = good_rows(910)
    assert len(rows) == 910
    broken = [row.copy() for row in rows[:30]]
    for n, row in enumerate(broken):
        at, value = [(0, ""), (2, "999999999999"), (5, "局长"), (6, "12"), (7, "2026-13-40"), (5, "站长")][
            n % 6
        ]
        row[at] = value
    places = list(range(15, 915, 30))
    for place, row in zip(places, broken, strict=True):
        rows.insert(place, row)
    sheet = prepared(rows)
    with acting("sysadmin"):
        assert (sheet.good, [number for number, _why in sheet.faults]) == (
            910,
            [place + 3 for place in places],
        )
        assert all(sentence for _number, sentence in sheet.faults)
    started = time.process_time()
    sheet = made(sheet)
    spent = time.process_time() - started
    assert (sheet.state, sheet.made) == (SheetState.DONE, 910)
    assert fresh_house.raw(
        "select count(*) from network_user where must_change_password and username like '2203%'"
    ) == [(910,)]
    assert Appointment.objects.filter(role=ROLE, is_primary=True, starts_on=date(2026, 12, 1)).count() == 910
    with acting("sysadmin") as (admin, _scope):
        assert verbs.undo(sheet, by=admin) == 910
    assert fresh_house.raw("select count(*) from network_user where username like '2203%'") == [(0,)]
    assert spent < 240  # processor seconds of both cores, most of it the price of 910 passwords


def test_a_head_comes_in_by_a_list_only_where_there_never_was_one(fresh_house):
    first, second = list(
        Unit.objects.current()
        .filter(level=5)
        .exclude(pk__in=Appointment.objects.filter(role="station_head").values("unit_id"))
        .order_by("code")[:2]
    )
    rows = [
        [f"杜某{n}", "", u.code, "", "", "站长", "", "2026-10-01", ""] for n, u in enumerate((first, second))
    ]
    late = prepared(rows)
    ago = "select id, {}, 'station_head', '2026-01-01', '2026-10-31', true, false from network_user where username = 'ma'"
    fresh_house.raw(
        "insert into network_appointment (user_id, unit_id, role, starts_on, ends_on, is_primary, is_deputy) "
        + ago.format(first.pk)
    )
    sheet = prepared(rows)
    with acting("sysadmin"):
        assert (late.good, sheet.good) == (2, 1)
        assert sheet.faults == [[3, "站长经评选产生：由村里发起评选，乡镇确认。"]]
    late = made(late)  # what was good when it was checked is a fault of its own now, and the rest comes in
    assert (late.state, late.made, late.faults) == (SheetState.DONE, 1, sheet.faults)


def test_passwords_of_a_township_are_shown_once_and_work_once(fresh_house):
    sheet = made(prepared(good_rows(3)))
    with acting("sysadmin") as (admin, _scope):
        place = sheet.rows.first().place
        lines = verbs.open_slip(sheet, place, by=admin)
        assert {line.row.user.check_password(line.password) for line in lines} == {True}
        with pytest.raises(Refusal) as refused:
            verbs.open_slip(sheet, place, by=admin)
        assert refused.value.code == "shown"
    stored = fresh_house.raw(
        "select count(*) from network_staffrow where password is not null and place_id = %s", [place.pk]
    )
    assert stored == [(0,)]
    assert lines[0].password not in str(fresh_house.raw("select detail::text from network_auditevent"))
    with acting("secadmin") as (security, _scope), pytest.raises(Refusal):
        verbs.open_slip(sheet, place, by=security)


def test_passwords_nobody_fetches_expire(fresh_house):
    sheet = made(prepared(good_rows(1)))
    fresh_house.raw("update network_staffsheet set slips_until = now() - interval '1 minute'")
    with acting("sysadmin") as (admin, _scope), pytest.raises(Refusal) as refused:
        verbs.open_slip(sheet, sheet.rows.get().place, by=admin)
    assert refused.value.code == "expired"
    with fresh_house.login("worker"):
        assert work.expire() == 1
        assert work.expire() == 0
    assert fresh_house.raw("select wrapped from network_staffsheet") == [(None,)]


def test_the_job_of_the_worker_wakes_a_list_nobody_works_on_and_never_fails(fresh_house):
    made(prepared(good_rows(1)))
    with fresh_house.login("worker"):
        assert work.wake() == 0
        assert work.expire() == 0
    fresh_house.raw(
        "update network_staffsheet set state = 'making', touched_at = now() - interval '5 minutes'"
    )
    with fresh_house.login("worker"):
        assert work.wake() == 1
        assert work.expire() == 0


def test_a_list_stays_once_somebody_of_it_has_signed_in_or_the_week_is_over(fresh_house):
    sheet = made(prepared(good_rows(2)))
    fresh_house.raw(
        "update network_user set last_login = now() where username like '2203%%' and id = (select max(id) from network_user)"
    )
    with acting("secadmin") as (admin, _scope):
        with pytest.raises(Refusal) as refused:
            verbs.undo(sheet, by=admin)
        assert refused.value.code == "used"
    fresh_house.raw("update network_user set last_login = null where username like '2203%%'")
    fresh_house.raw("update network_staffsheet set undo_until = now() - interval '1 minute'")
    with acting("secadmin") as (admin, _scope):
        with pytest.raises(Refusal) as refused:
            verbs.undo(sheet, by=admin)
        assert refused.value.code == "late"
    assert User.objects.filter(username__startswith="2203").count() == 2


def test_two_administrators_are_needed_and_nobody_else_may(fresh_house):
    sheet = prepared(good_rows(1))
    with acting("secadmin") as (security, _scope), pytest.raises(Refusal):
        verbs.confirm(sheet, grant=True, by=security)  # not sent yet
    with acting("sysadmin") as (admin, _scope):
        verbs.send(sheet, by=admin)
        with pytest.raises(Refusal):
            verbs.confirm(sheet, grant=True, by=admin)
        with pytest.raises(DatabaseError), transaction.atomic():
            StaffSheet.objects.filter(pk=sheet.pk).update(granted=True, decided_by=admin)
    for who in ("zhou", "lin", "auditor"):
        with acting(who) as (user, _scope):
            assert not StaffSheet.objects.exists()
            assert not StaffRow.objects.exists()
            with pytest.raises(Refusal):
                verbs.prepare(staff_workbook([]), by=user)
    assert User.objects.filter(username__startswith="2203").count() == 0


@pytest.mark.parametrize(
    ("changed", "needle"),
    [
        ({0: ""}, "姓名"),
        ({2: "220399999999"}, "220399999999"),
        ({2: "", 3: ""}, "单位"),
        ({5: "系统管理员"}, "系统管理员"),
        ({5: "专干"}, "专干"),
        ({6: "13800"}, "13800"),
        ({7: "去年"}, "去年"),
        ({7: "2026-12-01", 8: "2026-11-30"}, "任"),
        ({1: "lin"}, "lin"),
        ({1: "a b/c"}, ""),
    ],
)
def test_each_broken_row_is_named_with_its_reason(fresh_house, changed, needle):
    row = good_rows(1)[0]
    for at, value in changed.items():
        row[at] = value
    sheet = prepared([row])
    with acting("sysadmin"):
        ((number, sentence),) = sheet.faults
    assert number == 3
    assert needle in sentence


def test_a_held_post_and_a_person_twice_stay_outside(fresh_house):
    luo = Appointment.objects.select_related("unit").get(user__username="luo")
    row = good_rows(1)[0]
    held = [*row[:2], luo.unit.code, *row[3:]]
    sheet = prepared([row, row, held])
    with acting("sysadmin"):
        assert (sheet.good, [number for number, _why in sheet.faults]) == (1, [4, 5])


def test_a_unit_is_found_by_name_with_the_unit_above(fresh_house):
    unit = villages(1)[0]
    row = ["王某", "", "", unit.short_name, unit.parent.short_name, "妇联主席", "", "", ""]
    sheet = prepared([row])
    with acting("sysadmin"):
        assert sheet.rows.get().unit == unit
        assert sheet.rows.get().username == f"{unit.code}-01"


@pytest.mark.parametrize("content", [b"not a workbook", staff_workbook([]), staff_workbook([["x"]], ["甲"])])
def test_a_file_that_is_no_list_is_refused_in_words(fresh_house, content):
    with acting("sysadmin") as (admin, _scope), pytest.raises(UnsafeWorkbook) as refused:
        verbs.prepare(content, by=admin)
    assert str(refused.value)


def test_the_whole_way_on_the_pages(fresh_house):
    admin, security = browser_of("sysadmin"), browser_of("secadmin")
    told = admin.post("/network/enrolment/", {"file": SimpleUploadedFile("a.xlsx", b"nonsense")})
    assert told.status_code == 200
    file = SimpleUploadedFile("名单.xlsx", staff_workbook(good_rows(2), FULL))
    address = admin.post("/network/enrolment/", {"file": file})["Location"]
    assert admin.get(address).status_code == 200
    assert admin.post(f"{address}send/").status_code == 302
    assert security.post(f"{address}grant/").status_code == 302
    sheet_id = fresh_house.raw("select id from network_staffsheet")[0][0]
    with acting("secadmin") as (user, _scope):
        assert not work.step(sheet_id, by=user)
    page = admin.get(address).content.decode()
    place = fresh_house.raw("select distinct place_id from network_staffrow")[0][0]
    assert f"{address}slips/{place}/" in page
    slip = admin.post(f"{address}slips/{place}/")
    assert slip.status_code == 200 and slip["Cache-Control"] == "no-store"
    assert admin.post(f"{address}slips/{place}/").status_code == 302
    assert security.post(f"{address}undo/").status_code == 302
    assert fresh_house.raw(
        "select state, count(user_id) from network_staffsheet s join network_staffrow r on r.sheet_id = s.id group by 1"
    ) == [("undone", 0)]
    assert browser_of("lin").get("/network/enrolment/").status_code == 403
