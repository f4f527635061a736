"""An old register comes in: what was written there arrives, sealed, numbered, and only what was right."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.casefile.models import Case, CaseKey, Event, Narrative
from cases.casefile.vault import Vault
from cases.imports.models import ColumnMemory, ImportedMatter, LedgerImport
from cases.people.models import Person
from tests.house import House, acting, browser_of
from tests.imports.registers import FIRST_DATA_ROW, HEADINGS, line, run_desk, workbook
from tests.stories import matter


def upload(client: Client, content: bytes) -> LedgerImport:
    """The file as a browser sends it; answers its row."""
    answer = client.post("/cases/imports/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 302, answer.context["form"].errors
    return LedgerImport(pk=answer["Location"].split("/")[-2])


def mapped(client: Client, row: LedgerImport, **other: str) -> dict[str, str]:
    """The mapping form as it was offered, with changes by heading."""
    form = client.get(f"/cases/imports/{row.pk}/").context["form"]
    chosen = {name: field.initial or "" for name, field in form.fields.items()}
    for heading, code in other.items():
        name = next(n for n, field in form.fields.items() if field.label.endswith(heading))
        chosen[name] = code
    return chosen


def bring_in(username: str, content: bytes, **other: str) -> LedgerImport:
    """Upload, confirm, check, start, done: by the pages and the desk."""
    client = browser_of(username)
    row = upload(client, content)
    assert client.post(f"/cases/imports/{row.pk}/check/", mapped(client, row, **other)).status_code == 302
    run_desk(username, row)
    assert row.state == "checked", (row.state, row.failure)
    client.post(f"/cases/imports/{row.pk}/start/")
    run_desk(username, row)
    return row


def test_what_stood_in_the_register_arrives_with_a_number_of_ours_and_the_old_one_beside_it(fresh_house):
    row = bring_in("lin", workbook(line(n) for n in range(12)))
    assert (row.state, row.made, row.broken) == ("done", 12, 0)
    with acting("lin"):
        cases = list(Case.objects.order_by("number"))
        assert {case.phase for case in cases} == {"closed"}
        assert [case.number for case in cases] == [f"XF-220382-2019-{n:04d}" for n in range(1, 13)]
        first = Case.objects.get(imported__row=FIRST_DATA_ROW + 4)
        vault = Vault.of(first)
        assert vault.open(ImportedMatter.objects.get(pk=first.pk), "old_number") == "信2019-00005"
        assert vault.open(Person.objects.get(case=first), "name") == "周凤霞五"
        assert vault.open(Narrative.objects.get(case=first), "facts") == line(4)[10]
        assert "老张" in vault.open(Event.objects.get(case=first), "note")
        assert (first.received_on, first.channel) == (date(2019, 1, 6), "visit")
        assert CaseKey.objects.count() == 12
    page = browser_of("lin").get(f"/cases/{first.pk}/")
    assert page.status_code == 200 and "由老台账导入" in page.content.decode()


def test_no_name_number_or_story_lies_open_in_a_table_or_on_disk(fresh_house, settings):
    told = {
        "姓名": "太史芝兰",
        "联系电话": "13704349911",
        "反映问题": "河沿第三间瓦房的事",
        "登记编号": "旧字四八一号",
    }
    row = bring_in("lin", workbook([line(0, **told), line(1, 来访日期="某天", 姓名="澹台月华")]))
    assert (row.made, row.broken) == (1, 1)
    kept = [p.read_bytes() for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]
    assert kept
    heap = _everything(fresh_house) + b"".join(kept)
    for word in (*told.values(), "澹台月华", "某天"):
        assert word.encode() not in heap, word


def _everything(house: House) -> bytes:
    tables = [
        t
        for (t,) in house.raw(
            "select relname from pg_class where relkind='r' and relname ~ '^(cases|network)_'"
        )
    ]
    return "".join(str(house.raw(f"select t::text from {t} t")) for t in tables).encode()


def test_what_a_unit_says_of_a_heading_is_remembered_there_and_nowhere_else(fresh_house):
    odd = tuple("诉说" if h == "反映问题" else h for h in HEADINGS)
    lin = browser_of("lin")
    row = upload(lin, workbook([line(0)], odd))
    form = lin.get(f"/cases/imports/{row.pk}/").context["form"]
    assert form.fields["column_10"].initial == ""
    refused = lin.post(f"/cases/imports/{row.pk}/check/", mapped(lin, row))
    assert refused.status_code == 200 and refused.context["form"].errors
    lin.post(f"/cases/imports/{row.pk}/check/", mapped(lin, row, 诉说="facts"))
    again = upload(lin, workbook([line(1)], odd))
    assert mapped(lin, again)["column_10"] == "facts"
    zheng = browser_of("zheng")
    theirs = upload(zheng, workbook([line(2)], odd))
    assert mapped(zheng, theirs)["column_10"] == ""
    with acting("zheng"):
        assert not ColumnMemory.objects.exists()


def test_the_same_person_on_the_same_day_is_hinted_at_and_can_be_left_out(fresh_house):
    today = date.today().isoformat()
    matter("xu")
    rows = [
        line(0),
        line(1, 姓名="欧阳兰芝", 来访日期=today, 办结日期=today),
        line(2, 姓名=line(0)[4], 来访日期=line(0)[2]),
    ]
    client = browser_of("lin")
    row = upload(client, workbook(rows))
    client.post(f"/cases/imports/{row.pk}/check/", mapped(client, row))
    run_desk("lin", row)
    assert [p for p in row.problems if p[2] == "known"] == [[4, "name", "known"], [5, "name", "known"]]
    page = client.get(f"/cases/imports/{row.pk}/").content.decode()
    assert "可能已登记" in page and "XF-" not in page
    client.post(f"/cases/imports/{row.pk}/start/", {"skip_known": "on"})
    run_desk("lin", row)
    assert row.made == 1


def test_the_hint_says_nothing_of_a_sealed_matter_somebody_else_holds(fresh_house):
    today = date.today().isoformat()
    matter("xu", safety="violence")
    client = browser_of("lin")
    row = upload(client, workbook([line(0, 姓名="欧阳兰芝", 来访日期=today, 办结日期=today)]))
    client.post(f"/cases/imports/{row.pk}/check/", mapped(client, row))
    run_desk("lin", row)
    assert (row.good, row.known) == (1, 0)


def test_violence_and_children_are_sealed_whatever_the_register_calls_them(fresh_house):
    still = {"办理状态": "办理中", "办结日期": "", "来访日期": date.today().isoformat()}
    rows = [
        line(0),
        line(1, 反映问题="丈夫酒后殴打她"),
        line(2, 备注="涉及未成年人"),
        line(3, 反映问题="又被家暴", **still),
    ]
    row = bring_in("lin", workbook(rows))
    assert (row.sealed, row.made) == (3, 4)
    with acting("gao") as (_gao, scope):
        assert list(Case.objects.openable_by(scope).values_list("imported__row", flat=True)) == [3]
        held = Case.objects.visible_to(scope).filter(is_sealed=True)
        assert [case.closed_at for case in held] == [None]  # the open one's card, as at an intake
        assert not Person.objects.filter(case__in=held).exists()


def test_an_accusation_does_not_come_in_by_a_file_and_the_report_says_how_it_does(fresh_house):
    rows = [[*line(0), ""], [*line(1), "检举控告"]]
    client = browser_of("lin")
    row = upload(client, workbook(rows, (*HEADINGS, "信访性质")))
    client.post(f"/cases/imports/{row.pk}/check/", mapped(client, row))
    run_desk("lin", row)
    assert (row.good, row.broken) == (1, 1)
    assert "逐件登记" in client.get(f"/cases/imports/{row.pk}/").content.decode()


def test_an_open_matter_keeps_the_days_the_law_gave_it(fresh_house):
    today = date.today().isoformat()
    rows = [
        line(0, 办理状态="办理中", 办结日期="", 来访日期="2025-01-06"),
        line(1, 办理状态="已登记", 办结日期="", 来访日期=today),
    ]
    row = bring_in("lin", workbook(rows))
    assert [p[2] for p in row.problems] == ["late"]
    clocks = fresh_house.raw("select limit_id, starts_on::text, state from network_clock order by starts_on")
    assert clocks == [("petition.handling", "2025-01-06", "running"), ("petition.notice", today, "running")]
    dues = fresh_house.raw("select count(*) from cases_case where next_due_at is not null")
    assert dues == [(2,)]
