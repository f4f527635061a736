"""A ledger leaves the house: what she may see, masked, marked, agreed, logged, and gone after a day."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import ProgrammingError, transaction
from openpyxl import load_workbook

from cases.exports import expiry, verbs
from cases.exports.models import LedgerExport
from cases.petitions.told import Named
from network.access.gate import Refusal
from network.deadlines.models import Limit
from network.units.models import Unit
from sisterhood.celery import app
from sisterhood.lib import clock
from tests.house import House, acting, browser_of, person
from tests.stories import NAME, PHONE, STORY, matter

TASK = "cases.make_ledger"
REASON = "市里年中督查要核对件数"


def order(username: str, **changes: str) -> str:
    """Asked for by the page; answers the address of the copy."""
    with acting(username) as (_user, scope):
        unit = Unit.objects.filter(pk__in=scope.units).order_by("level")[0].pk
    told = {
        "ledger": "petitions",
        "unit": unit,
        "first_day": "2020-01-01",
        "last_day": clock.today().isoformat(),
        "category": "inspection",
        "reason": REASON,
    } | changes
    answer = browser_of(username).post("/cases/exports/", told)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def run_desk(username: str, address: str) -> None:
    """The desk makes it."""
    app.tasks[TASK](row=address.split("/")[-2], acting_user=person(username).pk)


def table(content: bytes) -> list[dict[str, object]]:
    """The rows of all sheets by heading."""
    found = []
    for sheet in load_workbook(BytesIO(content)).worksheets:
        lines = list(sheet.iter_rows(min_row=3, values_only=True))
        found += [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return found


def ledger(username: str, **changes: str) -> bytes:
    """Asked for, made and fetched."""
    address = order(username, **changes)
    run_desk(username, address)
    answer = browser_of(username).get(f"{address}file/")
    assert answer.status_code == 200
    return answer.content


def longer_than(house: House, number: int) -> None:
    with house.login("migrator"):
        Limit.objects.filter(pk="ledger.approval").update(length=number)


def test_a_ledger_masks_names_and_tells_no_story(fresh_house):
    case = matter("lin")
    content = ledger("lin")
    (row,) = table(content)
    assert row["登记编号"] == case.number and row["信访人（脱敏）"] == "欧阳*芝"
    with ZipFile(BytesIO(content)) as book:
        heap = b"".join(book.read(name) for name in book.namelist()).decode()
    for word in (NAME, PHONE, STORY, "请求帮助"):
        assert word not in heap


def test_a_sealed_matter_is_counted_without_place_class_or_name(fresh_house):
    matter("lin", safety="violence", category="marriage_family")
    (row,) = table(ledger("lin"))
    assert row["诉求类别"] == "限制知悉事项"
    assert {row[h] for h in ("信访人（脱敏）", "登记单位", "承办单位", "方式")} == {"—"}


def test_a_ledger_holds_what_she_may_see_and_no_row_more(fresh_house):
    hers, below = matter("lin"), matter("tian")
    colleagues, elsewhere = matter("xu", safety="violence"), matter("zheng")
    barred = matter("tian")
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)"
        " values (gen_random_uuid(), %s, %s, 'declared', %s, now())",
        [barred.pk, person("lin").pk, person("tian").pk],
    )
    rows = {row["登记编号"]: row for row in table(ledger("lin"))}
    assert set(rows) == {hers.number, below.number}
    assert rows[below.number]["信访人（脱敏）"] == "—"  # a card of her area, not a matter open to her
    everything = {row["登记编号"] for row in table(ledger("wu"))}
    assert everything == {hers.number, below.number, elsewhere.number, barred.number}
    assert colleagues.number not in everything


def test_only_the_period_and_the_unit_that_were_asked_for(fresh_house):
    matter("lin", received_on=date(2024, 5, 1))
    inside = matter("tian", received_on=date(2024, 6, 1))
    with acting("lin"):
        town = Unit.objects.get(pk=inside.unit_id)
    rows = table(ledger("lin", unit=str(town.pk), first_day="2024-01-01", last_day="2024-12-31"))
    assert [row["登记编号"] for row in rows] == [inside.number]
    assert len(table(ledger("lin", first_day="2024-04-30", last_day="2024-05-01"))) == 1


def test_who_when_and_which_copy_stand_on_every_sheet_and_page(fresh_house, monkeypatch):
    monkeypatch.setattr("sisterhood.lib.sheets.MAX_SHEET_ROWS", 2)
    for _n in range(5):
        matter("lin")
    book = load_workbook(BytesIO(ledger("lin")))
    (copy,) = fresh_house.raw("select copy_number from cases_ledgerexport")
    assert len(book.worksheets) == 3
    for sheet in book.worksheets:
        for place in (sheet["A2"].value, sheet.oddHeader.right.text, sheet.oddFooter.left.text):
            assert "林晓岚" in place and copy[0] in place and f"{clock.today():%Y-%m-%d}" in place


def test_no_name_can_start_a_formula(fresh_house):
    for start in ("=", "+", "-", "@", "\t=", "\r=", "＝", " ="):
        matter("lin", petitioner=Named(name=f"{start}cmd|' /C calc'!A0"))
    content = ledger("lin")
    for sheet in load_workbook(BytesIO(content)).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
        assert not [t for t in texts if t.lstrip()[:1] in "=+-@＝＋－＠"]
    with ZipFile(BytesIO(content)) as book:
        assert b"<f" not in book.read("xl/worksheets/sheet1.xml").replace(b"<fo", b"").replace(b"<fi", b"")


def test_a_long_ledger_waits_until_a_second_person_has_agreed(fresh_house):
    longer_than(fresh_house, 1)
    matter("lin"), matter("lin")
    address = order("lin")
    run_desk("lin", address)
    assert browser_of("lin").get(f"{address}file/").status_code == 302
    assert fresh_house.raw("select state from cases_ledgerexport") == [("waiting",)]
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'ledger_approval'")
    assert told == [(person("gao").pk,)]
    page = browser_of("gao").get(address).content.decode()
    assert REASON in page and "同意" in page
    assert address in browser_of("gao").get("/cases/exports/").content.decode()
    browser_of("gao").post(f"{address}decide/", {"grant": "yes"})
    run_desk("lin", address)
    assert len(table(browser_of("lin").get(f"{address}file/").content)) == 2
    assert browser_of("gao").get(f"{address}file/").status_code == 302  # the second person gets no copy


def test_a_refused_ledger_is_never_made(fresh_house):
    longer_than(fresh_house, 1)
    matter("lin"), matter("lin")
    address = order("lin")
    browser_of("gao").post(f"{address}decide/", {"grant": "no"})
    run_desk("lin", address)
    assert fresh_house.raw("select state, wrapped from cases_ledgerexport") == [("refused", None)]
    again = browser_of("gao").post(f"{address}decide/", {"grant": "yes"})
    assert again.status_code == 302
    assert fresh_house.raw("select state from cases_ledgerexport") == [("refused",)]


def test_nobody_is_her_own_second_person_not_even_in_the_database(fresh_house):
    longer_than(fresh_house, 1)
    matter("lin"), matter("lin")
    address = order("lin")
    assert browser_of("lin").post(f"{address}decide/", {"grant": "yes"}).status_code == 302
    assert fresh_house.raw("select state from cases_ledgerexport") == [("waiting",)]
    with acting("lin") as (lin, _scope):
        mine = LedgerExport.objects.filter(by=lin)
        for change in ({"decided_by": lin, "state": "queued"}, {"state": "queued"}):
            with pytest.raises(ProgrammingError), transaction.atomic():
                mine.update(**change)


def test_her_leader_and_those_above_decide_and_nobody_elsewhere_knows(fresh_house):
    longer_than(fresh_house, 1)
    matter("lin"), matter("lin")
    address = order("lin")
    for username in ("feng", "xu", "zheng", "wu", "tian", "auditor"):
        answer = browser_of(username).get(address)
        assert answer.status_code in (403, 404), username
        assert browser_of(username).post(f"{address}decide/", {"grant": "yes"}).status_code in (403, 404)
        with acting(username):
            assert not LedgerExport.objects.exists()
    assert browser_of("zhou").get(address).status_code == 200
    browser_of("zhou").post(f"{address}decide/", {"grant": "yes"})
    assert fresh_house.raw("select state, decided_by_id from cases_ledgerexport") == [
        ("queued", person("zhou").pk)
    ]


def test_every_step_is_logged_with_its_count_and_the_reason_lies_nowhere_in_clear(fresh_house):
    matter("lin")
    ledger("lin")
    rows = fresh_house.raw(
        "select detail->>'what', (detail->>'rows')::int, purpose, actor_id, subject_kind"
        " from network_auditevent where action = 'export' order by id"
    )
    lin = person("lin").pk
    assert rows == [(what, 1, "inspection", lin, "export") for what in ("asked", "made", "downloaded")]
    tables = fresh_house.raw(
        "select relname from pg_class where relkind = 'r' and relname ~ '^(cases|network)_'"
    )
    for (name,) in tables:
        assert REASON not in str(fresh_house.raw(f"select t::text from {name} t")), name


def test_after_a_day_the_copy_is_destroyed_but_not_the_record_of_it(fresh_house, settings):
    matter("lin")
    address = order("lin")
    run_desk("lin", address)
    place = settings.MEDIA_ROOT / "ledgers" / address.split("/")[-2].replace("-", "")
    assert place.exists()
    with fresh_house.login("worker"):
        assert expiry.destroy_due() == 0
    fresh_house.raw("update cases_ledgerexport set expires_at = now() - interval '1 second'")
    assert browser_of("lin").get(f"{address}file/").status_code == 302
    with fresh_house.login("worker"):
        assert (expiry.destroy_due(), expiry.destroy_due()) == (1, 0)
    assert not place.exists()
    assert fresh_house.raw("select state, wrapped from cases_ledgerexport") == [("destroyed", None)]
    assert REASON in browser_of("lin").get(address).content.decode()


def test_a_file_on_disk_is_not_a_workbook_for_whoever_finds_it(fresh_house, settings):
    matter("lin")
    address = order("lin")
    run_desk("lin", address)
    place = settings.MEDIA_ROOT / "ledgers" / address.split("/")[-2].replace("-", "")
    for file in place.iterdir():
        assert not file.read_bytes().startswith(b"PK") and "xlsx" not in file.name


def test_a_copy_is_made_once_however_often_the_message_comes(fresh_house):
    matter("lin")
    address = order("lin")
    for _again in range(3):
        run_desk("lin", address)
    made = fresh_house.raw("select count(*) from network_auditevent where detail->>'what' = 'made'")
    assert made == [(1,)]


def test_one_person_takes_out_so_many_copies_a_day(fresh_house):
    matter("lin")
    for _n in range(5):
        order("lin")
    with pytest.raises(AssertionError, match="上限"):
        order("lin")
    copies = [n for (n,) in fresh_house.raw("select copy_number from cases_ledgerexport order by 1")]
    assert [c[-4:] for c in copies] == ["0001", "0002", "0003", "0004", "0005"]


def test_an_order_that_waits_too_long_is_taken_up_by_the_schedule(fresh_house):
    matter("lin")
    order("lin")
    app.control.purge()
    fresh_house.raw("update cases_ledgerexport set touched_at = now() - interval '2 minutes'")
    with fresh_house.login("worker"):
        assert expiry.wake() == 1
    with app.connection_for_read() as connection:
        message = connection.default_channel.basic_get("desk", no_ack=True)
    assert set(message.decode()[1]) == {"row", "acting_user"}


def test_a_leader_who_asks_herself_waits_for_the_one_above(fresh_house):
    longer_than(fresh_house, 1)
    matter("lin"), matter("lin")
    address = order("gao")
    assert browser_of("gao").post(f"{address}decide/", {"grant": "yes"}).status_code == 302
    told = fresh_house.raw("select recipient_id from network_outboxmessage where kind = 'ledger_approval'")
    assert told == [(person("zhou").pk,)]
    with acting("zhou") as (zhou, _scope):
        verbs.decide(LedgerExport.objects.get(), grant=True, by=zhou)
    run_desk("gao", address)
    assert len(table(browser_of("gao").get(f"{address}file/").content)) == 2


def test_whoever_has_left_her_post_gets_no_file(fresh_house):
    matter("lin")
    address = order("lin")
    fresh_house.raw(
        "update network_appointment set ends_on = '2026-01-01' where user_id = %s", [person("lin").pk]
    )
    run_desk("lin", address)
    assert fresh_house.raw("select state, wrapped from cases_ledgerexport") == [("refused", None)]
    with acting("lin") as (lin, _scope), pytest.raises(Refusal):
        verbs.fetch(LedgerExport.objects.get(), by=lin)
