"""A file of divisions becomes the tree, or nothing at all."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from network.units import imports
from network.units.models import Unit, UnitMove
from network.units.reading import read
from tests.ground import BASE
from tests.units import nation

SIPING = BASE / "network/units/fixtures/siping-2203.csv"
HEADER = "code,name,level,parent_code\n"
# A province of its own, so that the units of the house stay out of the way.
SMALL = """130100000000,石家庄市,1,
130102000000,长安区,2,130100000000
130102001000,建北街道,3,130102000000
130102001001,棉一社区居委会,4,130102001000
130102001002,棉二社区居委会,4,130102001000
"""


@pytest.fixture
def owner(fresh_house):
    with fresh_house.login("migrator"):
        yield fresh_house


def _file(tmp_path: Path, body: str, *, encoding: str = "utf-8", header: str = HEADER) -> Path:
    path = tmp_path / "divisions.csv"
    path.write_bytes((header + body).encode(encoding))
    return path


def _import(path: Path, **options) -> imports.Report:
    return imports.import_units(path, **options)


def _counts(report: imports.Report) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.closed, report.unchanged


def test_siping_stands_as_it_is_and_a_second_import_changes_nothing(owner):
    levels = dict(owner.raw("select level, count(*) from network_unit where level < 5 group by level"))
    assert levels == {-1: 1, 0: 1, 1: 1, 2: 5, 3: 79, 4: 942}
    assert _counts(_import(SIPING)) == (0, 0, 0, 1027)


def test_a_new_province_appears_with_the_nation_above_it(owner, tmp_path):
    report = _import(_file(tmp_path, SMALL))
    assert (_counts(report), report.above) == ((5, 0, 0, 0), 1)
    village = Unit.objects.get(code="130102001001", level=4)
    assert [u.short_name for u in Unit.objects.filter(pk__in=village.ancestor_ids).order_by("level")] == [
        "河北",
        "石家庄市",
        "长安区",
        "建北街道",
        "棉一社区",
    ]
    assert Unit.objects.get(level=0, code="130000000000").parent.level == -1


def test_the_same_code_may_stand_at_two_levels(owner, tmp_path):
    body = (
        "441900000000,东莞市,1,\n441900000000,东莞市,2,441900000000\n441900003000,东城街道,3,441900000000\n"
    )
    assert _counts(_import(_file(tmp_path, body))) == (3, 0, 0, 0)
    town = Unit.objects.get(code="441900003000")
    assert (town.parent.level, town.parent.parent.level) == (2, 1)


def test_rows_may_come_in_any_order(owner, tmp_path):
    body = "".join(reversed(SMALL.splitlines(keepends=True)))
    assert _import(_file(tmp_path, body)).created == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_files_as_offices_save_them_are_understood(owner, tmp_path, encoding):
    _import(_file(tmp_path, SMALL, encoding=encoding))
    assert Unit.objects.get(code="130102000000", level=2).official_name == "长安区"


def test_columns_may_stand_in_another_order_beside_others(owner, tmp_path):
    path = _file(tmp_path, "1,长安,2,130100000000,130102000000\n,石家庄市,1,,130100000000\n", header="")
    path.write_text("note,name,level,parent_code,Code\n" + path.read_text("utf-8"), "utf-8")
    assert _import(path).created == 2


WRONG = [
    ("130200000000,唐山市,9,\n", 7, "9"),
    ("1302,唐山市,1,\n", 7, "1302"),
    ("１３０２００００００００,唐山市,1,\n", 7, "12"),
    ("130200000000,,1,\n", 7, ""),
    ("130200000000," + "长" * 121 + ",1,\n", 7, "120"),
    ("130203000000,路北区,2,\n", 7, ""),
    ("130203000000,路北区,2,130200000000\n", 7, "130200000000"),
    ("130102001001,又一个社区,4,130102001000\n", 7, "5"),
    ("990100000000,无省市,1,\n", 7, "99"),
    ("130200000000,唐山市\n", 7, ""),
]


@pytest.mark.parametrize(("line", "row", "word"), WRONG)
def test_a_wrong_row_is_named_in_words_and_nothing_is_imported(owner, tmp_path, line, row, word):
    before = Unit.objects.count()
    report = _import(_file(tmp_path, SMALL + line))
    assert [error.number for error in report.errors] == [row]
    assert word in report.errors[0].sentence
    assert str(row) in str(report.errors[0])
    assert Unit.objects.count() == before
    assert not owner.raw(
        "select 1 from network_auditevent where action = 'import' and detail ->> 'rows' = '5'"
    )


@pytest.mark.parametrize(
    "raw", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00\x01", HEADER.encode(), b"code,name\x00,level\n"]
)
def test_a_file_that_is_no_list_of_divisions_says_so(owner, tmp_path, raw):
    path = tmp_path / "strange.csv"
    path.write_bytes(raw)
    report = _import(path)
    assert len(report.errors) == 1
    assert report.errors[0].sentence


def test_a_broken_quotation_is_told_with_its_row(tmp_path):
    path = tmp_path / "quotes.csv"
    path.write_text(HEADER + '130100000000,"石家庄' + "x" * 140_000 + "\n", "utf-8")
    assert [error.number for error in read(path).errors] == [2]


def test_a_dry_run_counts_and_changes_nothing(owner, tmp_path):
    before = Unit.objects.count()
    assert _import(_file(tmp_path, SMALL), dry_run=True).created == 5
    assert Unit.objects.count() == before


def test_a_new_name_comes_in_and_the_old_one_stays_findable(owner, tmp_path):
    _import(_file(tmp_path, SMALL))
    report = _import(_file(tmp_path, SMALL.replace("棉一社区居委会", "纺织社区居委会")))
    assert _counts(report) == (0, 1, 0, 4)
    unit = Unit.objects.get(code="130102001001", level=4)
    assert (unit.short_name, unit.aliases) == ("纺织社区", ["棉一社区"])


def test_a_short_name_given_by_hand_outlives_the_next_import(owner, tmp_path):
    _import(_file(tmp_path, SMALL))
    Unit.objects.filter(code="130102001001", level=4).update(short_name="一棉")
    assert _counts(_import(_file(tmp_path, SMALL))) == (0, 0, 0, 5)
    assert Unit.objects.get(code="130102001001", level=4).short_name == "一棉"


def test_another_parent_is_a_move_with_its_row(owner, tmp_path):
    body = SMALL + "130104000000,桥西区,2,130100000000\n"
    _import(_file(tmp_path, body))
    moved = body.replace("130102001000,建北街道,3,130102000000", "130102001000,建北街道,3,130104000000")
    assert _counts(_import(_file(tmp_path, moved))) == (0, 1, 0, 5)
    village = Unit.objects.get(code="130102001001", level=4)
    assert Unit.objects.get(pk=village.county_id).short_name == "桥西区"
    assert UnitMove.objects.get().counts is not None


def test_missing_units_close_only_when_asked_and_only_under_the_files_own_roots(owner, tmp_path):
    _import(_file(tmp_path, SMALL))
    fewer = SMALL.replace("130102001002,棉二社区居委会,4,130102001000\n", "")
    assert _import(_file(tmp_path, fewer)).closed == 0
    report = _import(_file(tmp_path, fewer), close_missing=True)
    assert _counts(report) == (0, 0, 1, 4)
    assert Unit.objects.get(code="130102001002", level=4).valid_to is not None
    assert Unit.objects.filter(code__startswith="2203", valid_to__isnull=False).count() == 0


def test_hamlets_survive_a_file_that_does_not_know_them(owner):
    before = owner.raw("select count(*) from network_unit where level = 5 and valid_to is null")
    assert before[0][0] > 100
    assert _counts(_import(SIPING, close_missing=True)) == (0, 0, 0, 1027)
    assert owner.raw("select count(*) from network_unit where level = 5 and valid_to is null") == before


def test_a_unit_where_somebody_holds_a_post_does_not_close_behind_her_back(owner, tmp_path):
    body = SIPING.read_text("utf-8-sig").replace("\r\n", "\n")
    without = "".join(line + "\n" for line in body.splitlines() if "220382102200" not in line)
    path = tmp_path / "without.csv"
    path.write_text(without, "utf-8")
    report = _import(path, close_missing=True)
    assert report.errors and "220382102200" not in str(report.errors)
    assert Unit.objects.get(code="220382102200", level=4).valid_to is None


def test_a_file_leaves_one_audit_event_and_not_one_for_each_row(owner, tmp_path):
    events = "select count(*) from network_auditevent"
    before = owner.raw(events)[0][0]
    _import(_file(tmp_path, SMALL))
    assert owner.raw(events)[0][0] == before + 1
    detail = owner.raw(
        "select detail from network_auditevent where action = 'import' order by id desc limit 1"
    )[0][0]
    assert (detail["created"], detail["rows"], len(detail["sha256"])) == (5, 5, 64)
    Unit.objects.filter(code="130102001001").update(short_name="一棉")
    assert owner.raw(events)[0][0] == before + 2


def test_the_web_login_can_neither_import_nor_silence_the_log(fresh_house, tmp_path):
    with pytest.raises(imports.NotOwner):
        _import(_file(tmp_path, SMALL))
    events = "select count(*) from network_auditevent"
    before = fresh_house.raw(events)[0][0]
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.bulk', 'on', false)")
        cursor.execute("update network_unit set short_name = '改名' where level = 1")
    assert fresh_house.raw(events)[0][0] == before + 1


def test_the_command_speaks_in_figures_words_and_exit_codes(owner, tmp_path, capfd):
    call_command("import_units", str(_file(tmp_path, SMALL)))
    out, err = capfd.readouterr()
    assert "created: 5" in out and "unchanged: 0" in out
    assert "100%" in err
    with pytest.raises(CommandError) as wrong:
        call_command("import_units", str(_file(tmp_path, SMALL + "1,x,1,\n")))
    assert wrong.value.returncode == 1
    with pytest.raises(CommandError) as absent:
        call_command("import_units", str(tmp_path / "absent.csv"))
    assert absent.value.returncode == 2


def test_a_province_sized_file_of_the_nations_shape_goes_in_whole(owner, tmp_path):
    shape = {1: 62, 2: 300, 3: 1_500, 4: 9_000}
    path = nation.write(tmp_path / "nation.csv", shape)
    report = _import(path)
    assert not report.errors
    assert report.created + report.updated + report.unchanged == sum(shape.values())
    assert json.dumps(report.counts)
    assert Unit.objects.filter(level=4, county_id__isnull=True).count() == 0
