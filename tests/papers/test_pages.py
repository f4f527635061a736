"""A paper from the act to the sheet, in a real browser, on the desk and on a phone's width, and the stranger's page."""

import os
from collections.abc import Iterator

import pytest

from cases.documents import verbs
from cases.documents.models import Document
from tests.browser import look_at
from tests.house import acting
from tests.journeys.conftest import address, reception
from tests.papers import roads
from tests.stories import NAME

pytestmark = pytest.mark.browser
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
__all__ = ["address"]


@pytest.fixture
def visit(chromium, address) -> Iterator:
    with reception(chromium, address) as come:
        yield come


def _shot(visitor, name: str) -> None:
    folder = os.environ.get("SISTERHOOD_SHOTS")
    if folder:
        visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1366, 390])
def test_from_the_act_to_the_sheet(visit, house, width):
    case = roads.accepted()
    lin, gao = visit("lin", width), visit("gao", width)
    lin.go(f"/cases/{case.pk}/")
    _shot(lin, f"case-{width}")
    lin.press("受理告知书")
    _shot(lin, f"draw-{width}")
    lin.page.fill("[name=basis]", "")
    lin.send()
    assert lin.page.evaluate("document.activeElement.className") == "err"
    lin.page.fill("[name=basis]", "《信访工作条例》第二十三条")
    lin.send()
    assert "文书已起草" in lin.text() and NAME in lin.text()
    path = lin.page.url.removeprefix(lin.address)
    gao.go(path)
    assert NAME not in gao.text()
    _shot(gao, f"leader-{width}")
    gao.press("批准文书")
    gao.send()
    lin.go(path)
    lin.press("签发文书")
    lin.send()
    assert "〔" in lin.text() and "已签发" in lin.text()
    _shot(lin, f"issued-{width}")
    lin.press("记录送达")
    lin.page.select_option("[name=delivered_how]", "in_person")
    lin.send()
    assert "已送达" in lin.text()
    lin.page.click("button[value=page]")
    lin.check()
    assert "（盖章处）" in lin.text() and "送达回证" in lin.text()
    _shot(lin, f"print-{width}")
    with acting("lin"):
        code = verbs.words_of(Document.objects.get(case=case.pk)).code
    lin.context.clear_cookies()
    lin.go(f"/verify/{code}/")
    assert "有效" in lin.text() and NAME not in lin.text()
    _shot(lin, f"verified-{width}")


def test_without_scripts_a_paper_is_fetched_as_pdf(visit, house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    lin = visit("lin", scripts=False)
    lin.go(f"/papers/{paper.pk}/")
    with lin.page.expect_download() as fetched:
        lin.page.click("button[value=pdf]")
    name = fetched.value.suggested_filename
    assert name.endswith(".pdf") and paper.number not in name
    with open(fetched.value.path(), "rb") as made:
        assert made.read(5) == b"%PDF-"


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("path", ["/rules/", "/proposals/", "/verify/"])
def test_the_other_pages_pass_the_accessibility_rules(visit, width, path):
    visitor = visit("zhou", width)
    visitor.go(path)
    look_at(visitor.page)
    _shot(visitor, f"{path.strip('/')}-{width}")
