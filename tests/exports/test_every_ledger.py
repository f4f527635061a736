"""Each ledger of the federation: what it lists, that no name and no story leaves in it, that nobody gets another's."""

from datetime import time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from cases.casefile.models import Case
from cases.categories.models import CategoryItem
from cases.exports.columns import LEDGERS
from cases.exports.sources import SOURCES
from cases.petitions import supervision
from cases.petitions.models import Petition
from cases.protection import orders
from cases.protection.models import ProtectionOrder
from cases.referrals import legal_aid
from network.patrols import found
from network.patrols import verbs as walks
from sisterhood.lib import clock
from tests.consultations import rota
from tests.exports.test_ledgers import ledger, order, table
from tests.house import acting, browser_of
from tests.mediation.conftest import DISPUTE, requested
from tests.patrols import test_patrols as patrols
from tests.protection.conftest import TOLD, drafted, on_duty, sheet
from tests.referrals.conftest import AID, COURT, NEED, sent
from tests.selection.told import HEADED, HEADLESS, account, begun, entered
from tests.selection.told import NAME as CHOSEN
from tests.selection.told import does as does_at
from tests.stories import NAME, PHONE, STORY, does, matter

SEALED = {"safety": "violence"}
APPLICATION = {"matter": "violence", "ground": "violence", "urgency": "none", "place": "matter"}


@pytest.fixture
def served(fresh_house):
    """One of everything in the county of the cast: of an ordinary matter, and of a sealed one."""
    on_duty(fresh_house)
    rota.seat(fresh_house, "lu", "陆律", "legal_adviser")
    rota.seat(fresh_house, "su", "苏静", "counsellor")
    return fresh_house


def rows_of(username: str, name: str) -> list[dict[str, object]]:
    return table(ledger(username, ledger=name))


def test_every_ledger_of_the_list_has_what_fills_it():
    assert set(LEDGERS) == set(SOURCES)
    for each in LEDGERS.values():
        codes = [column.code for column in each.columns]
        headings = [column.heading for column in each.columns]
        assert len(set(codes)) == len(codes) and len(set(headings)) == len(headings)


def test_a_petition_tells_its_sub_item_and_flags_to_whoever_may_open_it(served):
    case = matter("lin", category="property")
    with served.login("migrator"):
        item = CategoryItem.objects.filter(root="property").first()
        Petition.objects.filter(pk=case.pk).update(item=item, concerns_elderly=True, concerns_disability=True)
    (hers,) = rows_of("lin", "petitions")
    assert hers["诉求细项"] == item.name and hers["涉及"] == "涉老年、涉残疾"
    (card,) = rows_of("wu", "petitions")  # a card of her area
    assert card["登记编号"] == case.number and card["诉求细项"] == card["涉及"] == "—"


def test_an_order_of_supervision_is_in_the_ledger_of_both_sides_and_of_nobody_else(served):
    case = matter("lin")
    with acting("zhou") as (zhou, _scope):
        supervision.supervise(Case.objects.get(pk=case.pk), reason="delayed", by=zhou)
    for username in ("zhou", "gao"):
        (row,) = rows_of(username, "supervision")
        assert (row["登记编号"], row["督办原因"]) == (case.number, "拖延")
        assert row["发出日期"] == clock.today().isoformat() and row["回复日期"] is None
    _has_nothing("zheng", "supervision")


def test_a_stub_names_the_body_but_not_the_woman_nor_her_need(served):
    case = matter("lin")
    sent(case, COURT)
    hidden = matter("lin", **SEALED)
    sent(hidden, COURT)
    content = ledger("lin", ledger="letters")
    first, second = sorted(table(content), key=lambda row: row["登记编号"] != case.number)
    assert "法院" in first["送达单位"] and first["介绍信编号"] and first["介绍信状态"]
    assert second["登记编号"] == hidden.number and second["送达单位"] == second["介绍事项"] == "—"
    _tells_nothing(content)


def test_a_session_is_counted_and_what_was_said_stays(served):
    adviser, counsellor = rota.expert("lu", "legal_adviser"), rota.expert("su", "counsellor")
    rota.confirmed(adviser, counsellor, day=clock.today() + timedelta(days=1), begins=time(8), ends=time(18))
    case, hidden = matter("lin"), matter("lin", **SEALED)
    rota.booked(case, "legal")
    rota.booked(hidden)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    with pytest.raises(AssertionError, match="不能晚于今天"):
        order("lin", ledger="consultations", last_day=tomorrow)
    with clock.moved_to(clock.now() + timedelta(days=2)):
        content = ledger("lin", ledger="consultations")
    rows = table(content)
    assert [r["咨询类别"] for r in rows if r["登记编号"] == case.number] == ["法律咨询"]
    sealed = [row for row in rows if row["登记编号"] == hidden.number]
    assert len(sealed) == 2
    for row in sealed:
        assert row["咨询类别"] == row["同步咨询"] == row["咨询人员"] == row["咨询主题"] == "—"
    _tells_nothing(content)


def test_a_mediation_is_listed_without_its_dispute(served):
    case, _row = requested()
    content = ledger("lin", ledger="mediations")
    (row,) = table(content)
    assert (row["登记编号"], row["纠纷类型"], row["协议形式"]) == (case.number, "邻里纠纷", None)
    assert row["申请日期"] == clock.today().isoformat()
    _tells_nothing(content)
    _has_nothing("zheng", "mediations")


def test_an_application_for_legal_aid_tells_its_days(served):
    case = matter("lin")
    row = sent(case, AID)
    told = {"papers": "身份证复印件", "submitted_on": clock.today()} | APPLICATION
    does("lin", legal_aid.submit_aid, case, row=row, **told)
    content = ledger("lin", ledger="legal_aid")
    (line,) = table(content)
    assert line["登记编号"] == case.number and line["申请日期"] == clock.today().isoformat()
    assert line["决定日期"] is None and line["援助状态"]
    _tells_nothing(content)


def test_the_ledger_of_violence_has_numbers_alone_and_only_her_own(served):
    case = matter("he", channel="station", safety="urgent", facts=TOLD)
    sheet(case, "order")
    row = drafted(case)
    content = ledger("lin", ledger="violence")
    (line,) = table(content)
    assert line["登记编号"] == case.number and line["紧急处置（次）"] == 1
    assert line["保护令申请（件）"] == 0 and line["保护令作出（件）"] == 0
    assert set(line) == {column.heading for column in LEDGERS["violence"].columns}
    _tells_nothing(content)
    filed = clock.in_zone(clock.now()) - timedelta(minutes=5)
    with acting("lin"):
        assert ProtectionOrder.objects.get(pk=row).filed_at is None
    does("lin", orders.file_order, case, row=row, filed_at=filed)
    assert rows_of("lin", "violence")[0]["保护令申请（件）"] == 1
    for username in ("gao", "wu", "zhou", "zheng"):
        _has_nothing(username, "violence")


def _tells_nothing(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as book:
        heap = b"".join(book.read(name) for name in book.namelist()).decode()
    for word in (NAME, PHONE, STORY, TOLD, NEED, DISPUTE, "请求帮助"):
        assert word not in heap


def _has_nothing(username: str, name: str) -> None:
    with pytest.raises(AssertionError, match="没有您可以查看的内容"):
        order(username, ledger=name)
    page = browser_of(username).get("/cases/exports/").content.decode()
    assert "导出" in page or "台账" in page


def test_the_ledger_of_patrols_tells_ways_and_numbers_and_no_name(fresh_house):
    row = patrols.planned(*patrols.crew())
    begun = patrols.EVENING
    does_at("he", walks.start_patrol, row.pk, at=begun)
    does_at("he", walks.record_call, row.pk, number="110", at=begun + timedelta(minutes=20))
    place = {"hazard": "light", "place": "村小学门前", "what": ""}
    does_at("he", found.note_place, row.pk, **place, at=begun + timedelta(minutes=30))
    does_at("he", walks.end_patrol, row.pk, at=begun + timedelta(minutes=70))
    content = ledger("lin", ledger="patrols")
    (line,) = table(content)
    assert line["巡逻队"] == "巡逻一队" and line["路线"] == " → ".join(patrols.WAY) and line["人数"] == 2
    told = [
        line[name] for name in ("时长（分钟）", "拨打应急电话（次）", "发现隐患（处）", "其中已处理（处）")
    ]
    assert told == [70, 1, 1, 0]
    with ZipFile(BytesIO(content)) as book:
        heap = b"".join(book.read(name) for name in book.namelist()).decode()
    assert "何桂芳" not in heap and "乌兰珍" not in heap and "副本号" in heap
    _has_nothing("zheng", "patrols")


def test_the_registers_of_places_and_heads_are_of_her_area_and_say_who_took_them(fresh_house):
    entered(HEADED)
    (place,) = rows_of("lin", "sites")
    assert (
        place["承担功能"] == "妇情反馈站" and place["启用日期"] == "2026-03-02" and place["停用日期"] is None
    )
    elsewhere = [row["所在单位"] for row in rows_of("zhou", "sites")]
    assert elsewhere == [place["所在单位"]], "the city has the county's as well"
    _has_nothing("zheng", "sites")
    logged = fresh_house.raw("select count(*) from network_auditevent where action = 'export'")
    assert logged[0][0] >= 4


def test_the_register_of_heads_names_whoever_serves_and_how_long(fresh_house):
    entered(HEADLESS)
    account(fresh_house, "wei", CHOSEN)
    begun(HEADLESS, "wei")
    (row,) = rows_of("lin", "heads")
    assert row["站长"] == CHOSEN and row["任期起"] and row["离任日期"] is None
    _has_nothing("zheng", "heads")
