"""True hours: from what was done, once, corrected by another person, and leaving the house as harmless lines."""

import csv
import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from network.duty.rota import shifts
from network.volunteers import export, hours
from network.volunteers.entries import HoursEntry
from tests.consultations import rota
from tests.house import acting, browser_of, person, plain_sql
from tests.volunteers import told
from tests.volunteers.test_volunteers import refused
from tests.volunteers.told import BEGUN, COUNTY, TOWN, VILLAGE, does

DAY = date(2026, 3, 4)
LATER = BEGUN + timedelta(days=5)


def credited(username: str, whose: str, minutes: int, source=None) -> int:
    """Somebody credits the service of somebody with an account."""
    with acting(username) as (user, _scope):
        return hours.credit_person(person(whose), minutes, DAY, "visit", source or uuid4(), by=user, at=LATER)


def test_a_service_counts_once_however_often_it_is_told_and_nobody_types_a_total(fresh_house):
    row, visit = told.active("何桂芳", "he"), uuid4()
    assert [credited("he", "he", 50, visit) for _again in range(3)] == [50, 50, 50]
    assert credited("luo", "he", 2000) == 720  # no service is longer than the policy says
    assert credited("zhao", "he", 30) == 0  # of another village
    assert credited("he", "ma", 30) == 0  # no volunteer
    with acting("he"):
        assert hours.total(row) == 770
    assert "total" not in {column.name for column in HoursEntry._meta.get_fields()}
    with acting("he"), pytest.raises(ProgrammingError), transaction.atomic():
        plain_sql("update network_hoursentry set minutes = 600 returning 1")


def test_two_who_serve_together_credit_each_other_though_neither_sees_a_list(fresh_house):
    for name, username, code in (("何桂芳", "he", told.FIRST), ("马春花", "ma", told.SECOND)):
        told.active(name, username, code=code)
    assert credited("he", "ma", 40) == 40
    assert browser_of("he").get("/network/volunteers/").status_code == 403


def test_another_person_corrects_with_a_reason_and_the_first_entry_stays(fresh_house):
    row = told.active("田丽", "tian")
    credited("luo", "tian", 90)
    entry = fresh_house.raw("select id from network_hoursentry")[0][0]
    said = {"entry": entry, "minutes": 60, "why": "absent", "words": ""}
    assert refused(TOWN, hours.correct_hours, row.pk, **said) == "minutes"  # she herself
    assert refused(VILLAGE, hours.correct_hours, row.pk, **said) == "role"
    assert refused(COUNTY, hours.correct_hours, row.pk, **said | {"why": "other"}) == "why"
    assert refused(COUNTY, hours.correct_hours, row.pk, **said | {"minutes": 90}) == "minutes"
    assert does(COUNTY, hours.correct_hours, row.pk, **said).minutes == -30
    rows = fresh_house.raw("select minutes, why, credited_by_id from network_hoursentry order by credited_at")
    assert rows == [(90, "", person("luo").pk), (-30, "absent", person("lin").pk)]
    direct = """insert into network_hoursentry (id, volunteer_id, minutes, served_on, source_kind, source_id, credited_by_id,
        credited_at, corrects_id, why, note) values (gen_random_uuid(), %s, 300, '2026-03-04', 'visit', gen_random_uuid(),
        app_user(), now(), %s, 'absent', '')"""
    for who in (TOWN, VILLAGE):
        with acting(who), pytest.raises(ProgrammingError), transaction.atomic():
            plain_sql(direct + " returning 1", [row.pk, entry])
    with acting(COUNTY):
        assert hours.total(row) == 60


def test_a_shift_of_the_rota_is_credited_to_the_counsellor_who_is_a_volunteer(fresh_house):
    told.active("颜心怡", "yan")
    expert = rota.expert("yan", "counsellor")
    shift = rota.planned(expert)[0]
    for who, verb, moment in (
        ("lin", shifts.offer, shift.begins_at - timedelta(days=1)),
        ("yan", shifts.confirm, shift.begins_at - timedelta(days=1)),
        ("yan", shifts.start_duty, shift.begins_at),
        ("yan", shifts.finish_duty, shift.begins_at + timedelta(minutes=75)),
    ):
        rota.does(who, verb, shift, at=moment)
    assert fresh_house.raw("select minutes, source_kind, source_id from network_hoursentry") == [
        (75, "shift", shift.pk)
    ]


def test_the_file_is_masked_harmless_and_written_down(fresh_house):
    row = told.active("尉迟春梅", "he", number="=HYPERLINK(1)")
    credited("luo", "he", 50)
    entry = fresh_house.raw("select id from network_hoursentry")[0][0]
    does(TOWN, hours.correct_hours, row.pk, entry=entry, minutes=40, why="forgot", words="")
    tian = browser_of(TOWN)
    asked = {"first_day": "2026-03-01", "last_day": "2026-03-31", "category": "national"}
    bare = tian.post("/network/volunteers/export/", asked)
    assert bare.status_code == 200 and "请填写此项" in bare.content.decode()
    file = tian.post("/network/volunteers/export/", asked | {"reason": "季度录入系统"})
    assert file["Content-Type"].startswith("text/csv") and file["Cache-Control"] == "no-store"
    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:]] == ["尉迟*梅", "尉迟*梅"]
    assert [line[6] for line in lines[1:]] == ["50", "-10"] and lines[2][7]
    assert lines[1][0] == "'=HYPERLINK(1)"  # no cell is a formula
    kept = fresh_house.raw("select by_id, rows, reason from network_volunteerexport")
    assert kept == [(person("tian").pk, 2, "季度录入系统")]
    logged = fresh_house.raw("select actor_id, purpose from network_auditevent where action = 'export'")
    assert logged == [(person("tian").pk, "national")]
    for _more in range(4):
        assert tian.post("/network/volunteers/export/", asked | {"reason": "季度录入系统"}).status_code == 200
    often = tian.post("/network/volunteers/export/", asked | {"reason": "季度录入系统"})
    assert "上限" in often.content.decode()
    assert browser_of(VILLAGE).get("/network/volunteers/export/").status_code == 403
    said = {"first_day": DAY, "last_day": DAY, "category": "national", "reason": "季度录入系统"}
    assert refused("sun", export.export_hours, row.unit, **said) == "not_yours"
