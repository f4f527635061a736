"""In real Chromium: a child's matter opened with leave that ends in the middle of reading, and every page by its size."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from cases.casefile.models import Case
from cases.minors import children, guardians
from cases.protection import danger
from sisterhood.lib import clock
from tests.house import House
from tests.journeys.conftest import Visitor, reception, served
from tests.journeys.story import Hour, InTheStory
from tests.minors.conftest import ASK, WORDS, childs, given
from tests.stories import NAME, does

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def hour() -> Hour:
    """What time it is for the server: now, until a journey moves it."""
    found = Hour()
    found.at = datetime.now(clock.ZONE)
    return found


@pytest.fixture
def visit(house: House, chromium, hour: Hour) -> Iterator[Visit]:
    """`visit(username, width)` signs somebody in where the product's clock is the journey's."""
    hour.at = datetime.now(clock.ZONE)
    with (
        served(lambda application: InTheStory(application, hour)) as address,
        reception(chromium, address) as come,
    ):
        yield come


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_leave_that_ends_in_the_middle_of_reading(visit, hour, width, scripts):
    case = childs()
    place = f"/cases/{case.pk}/"
    lin = visit("lin", width, scripts=scripts)
    lin.go(place)
    assert "姓名和经过对承办人同样隐去" in lin.text() and WORDS not in lin.text()
    lin.press("申请查阅")
    lin.page.fill("[name=words]", ASK["words"])
    lin.page.fill("[name=hours]", "2")
    lin.send()
    assert "请选择查阅原因" in lin.text() and lin.page.input_value("[name=words]") == ASK["words"]
    lin.page.check("[name=reason][value=handling]")
    lin.send()
    assert "等待负责人决定" in lin.text() and WORDS not in lin.text()
    gao = visit("gao", width, scripts=scripts)
    gao.go("/leader/minors/")
    gao.press(case.number)
    assert ASK["words"] in gao.text() and WORDS not in gao.text() and NAME not in gao.text()
    gao.page.fill("[name=note]", "同意")
    gao.send()
    lin.go(place)
    assert WORDS in lin.text() and "可查阅至" in lin.text()
    _reads_on_and_time_passes(lin, case, hour)
    lin.press("申请查阅")
    lin.page.check("[name=reason][value=safety]")
    lin.page.fill("[name=words]", "再看一次经过")
    lin.send()
    assert "等待负责人决定" in lin.text()


def _reads_on_and_time_passes(lin: Visitor, case: Case, hour: Hour) -> None:
    """She is writing when her time is over: what she typed is kept, and the next page is masked."""
    line = lin.page.locator("form", has=lin.page.locator("#id_note"))
    line.locator("#id_note").fill("已与班主任约好明天上午见面")
    hour.at += timedelta(hours=2, minutes=1)
    line.locator("button").click()
    lin.check()
    assert "已与班主任约好明天上午见面" not in lin.text()  # written down, and shut like the rest
    lin.go(f"/cases/{case.pk}/")
    assert WORDS not in lin.text() and NAME[:2] not in lin.text() and "查阅已到期" in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_paper_under_way_when_leave_ends_keeps_what_was_typed(visit, hour, width):
    case = childs()
    given(case)
    lin = visit("lin", width)
    lin.go(f"/cases/{case.pk}/")
    lin.page.locator("main a[href*='/papers/registration_form/']").first.click()
    lin.page.fill("[name=basis]", "依据写到一半")
    hour.at += timedelta(hours=3)
    lin.send()
    assert lin.page.input_value("[name=basis]") == "依据写到一半" and WORDS not in lin.text()
    assert "须经负责人批准后才能查阅" in lin.text() and "申请查阅" in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_danger_opens_at_once_and_the_leader_looks_at_it(visit, width):
    case = childs()
    does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
    lin = visit("lin", width)
    lin.go(f"/cases/{case.pk}/")
    assert WORDS not in lin.text()
    lin.press("危急，立即查阅")
    lin.send()
    assert WORDS in lin.text()
    gao = visit("gao", width)
    gao.go("/leader/minors/")
    gao.page.locator(f"main >> text='{case.number}'").last.click()
    gao.send()
    assert "请选择复核结论" in gao.text()
    gao.page.check("[name=found][value=needed]")
    gao.send()
    assert case.number not in gao.page.locator("main").inner_text()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_and_form_can_be_read(visit, width):
    case = childs()
    does("lin", children.name_child, case, name="小禾", birth_date=clock.today() - timedelta(days=3700))
    father = {"relation": "father", "name": "司徒建国", "is_accused": True}
    does("lin", guardians.name_guardian, case, **father)
    does("lin", guardians.name_guardian, case, relation="mother", name="欧阳玉", contact_is_safe=True)
    lin = visit("lin", width)
    for verb in ("", "ask_minor_access/", "name_child/", "name_guardian/", "note_behaviour/"):
        lin.go(f"/cases/{case.pk}/minors/{verb}")
        assert WORDS not in lin.text() and "司徒建国" not in lin.text()
    lin.page.fill("[name=what]", "去过专门学校")
    lin.page.check("[name=behaviour_of_concern][value=truancy]")
    lin.page.check("[name=source][value=school]")
    lin.send()
    assert "依法封存的未成年人记录" in lin.text() and lin.page.input_value("[name=what]") == "去过专门学校"
    given(case)
    lin.go(f"/cases/{case.pk}/minors/")
    assert "司徒建国" in lin.text() and "被控告人，不得告知" in lin.text() and "10岁" in lin.text()
    lin.go(f"/cases/{case.pk}/")
    lin.page.emulate_media(media="print")
    lin.go(f"/cases/{case.pk}/minors/")
