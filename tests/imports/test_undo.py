"""Within seven days an import can be taken back whole; what somebody has worked on stays."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.imports import expiry, verbs
from cases.petitions import transitions
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from network.deadlines import sweep
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.imports.counted import counts
from tests.imports.registers import line, run_desk, workbook
from tests.imports.test_registers import bring_in
from tests.stories import does, matter

TODAY = date.today().isoformat()


def mixed(n: int) -> list:
    """Closed, open, late and sealed."""
    still = {"办理状态": "办理中", "办结日期": ""}
    return [
        line(
            i,
            **({**still, "来访日期": "2026-01-05"} if i % 5 == 1 else {}),
            **({**still, "来访日期": TODAY, "反映问题": "丈夫打骂"} if i % 5 == 2 else {}),
        )
        for i in range(n)
    ]


def test_taking_back_leaves_every_table_as_it_was(fresh_house):
    matter("lin")
    matter("xu", safety="violence")
    before = counts(fresh_house)
    row = bring_in("lin", workbook(mixed(40)))
    assert counts(fresh_house)["cases_case"] == before["cases_case"] + 40
    with fresh_house.login("worker"):
        rung = sweep.ring_due(at=clock.now(), limit=1000)
    assert rung.as_dict()
    assert counts(fresh_house)["network_rung"] > before["network_rung"]
    page = browser_of("lin").get(f"/cases/imports/{row.pk}/").content.decode()
    assert "撤销导入" in page
    browser_of("lin").post(f"/cases/imports/{row.pk}/undo/")
    run_desk("lin", row)
    assert (row.state, row.removed, row.kept, row.void_numbers) == ("undone", 40, 0, 0)
    assert counts(fresh_house) == before


def test_what_somebody_has_worked_on_stays_and_is_announced(fresh_house):
    row = bring_in("lin", workbook(mixed(10)))
    with acting("lin"):
        mine = list(Case.objects.filter(phase="open", is_sealed=False).order_by("number"))
        sealed = Case.objects.filter(is_sealed=True)[0]
    does("lin", transitions.withdraw, mine[0], reason="她自己不再要求")
    with acting("lin") as (lin, _scope):
        until = clock.now() + timedelta(days=2)
        sharing.lend(
            sealed, to=person("xu"), layer=sharing.CASE, by=lin, until=until, source=AccessSource.LENT
        )
    assert "其中 2 件已有人办理" in browser_of("lin").get(f"/cases/imports/{row.pk}/").content.decode()
    browser_of("lin").post(f"/cases/imports/{row.pk}/undo/")
    run_desk("lin", row)
    assert (row.removed, row.kept) == (8, 2)
    left = {i for (i,) in fresh_house.raw("select id from cases_case")}
    assert left == {mine[0].pk, sealed.pk}
    assert browser_of("lin").get(f"/cases/{mine[0].pk}/").status_code == 200


def test_a_number_with_later_ones_behind_it_stays_void_and_is_counted(fresh_house):
    row = bring_in("lin", workbook([line(n, 来访日期=TODAY, 办结日期=TODAY) for n in range(3)]))
    later = matter("lin")
    assert later.number.endswith("-0004")
    browser_of("lin").post(f"/cases/imports/{row.pk}/undo/")
    run_desk("lin", row)
    assert (row.removed, row.void_numbers) == (3, 3)
    assert matter("lin").number.endswith("-0005")


def test_after_seven_days_nothing_can_be_taken_back_and_the_file_is_gone(fresh_house, settings):
    row = bring_in("lin", workbook([line(0)]))
    place = settings.MEDIA_ROOT / "ledgers" / row.pk.hex
    with fresh_house.login("worker"):
        assert expiry.destroy_due() == 0
    assert list(place.iterdir())
    fresh_house.raw("update cases_ledgerimport set undo_until = now() - interval '1 minute'")
    with acting("lin") as (lin, _scope), pytest.raises(Refusal) as refused:
        verbs.undo(row, by=lin)
    assert refused.value.code == "late"
    with fresh_house.login("worker"):
        assert expiry.destroy_due() == 1
        assert expiry.destroy_due() == 0
    assert not place.exists()
    assert fresh_house.raw("select wrapped, destroyed_at is not null from cases_ledgerimport") == [
        (None, True)
    ]
    assert browser_of("lin").get(f"/cases/imports/{row.pk}/").status_code == 200


def test_nobody_takes_back_what_somebody_else_brought_in(fresh_house):
    row = bring_in("lin", workbook([line(0), line(1)]))
    for username in ("gao", "xu", "wu"):
        assert browser_of(username).post(f"/cases/imports/{row.pk}/undo/").status_code in (403, 404)
    fresh_house.raw("update cases_ledgerimport set state = 'undoing'")
    with acting("xu"), pytest.raises(ProgrammingError, match="not hers"), transaction.atomic():
        plain_sql("select import_undo(%s)", [row.pk])
    assert fresh_house.raw("select count(*) from cases_case") == [(2,)]
