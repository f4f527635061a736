"""A letter from the wish to the answer in real Chromium: officer, leader, a court without an account, and back."""

import os
from collections.abc import Callable, Iterator

import pytest

from cases.documents.models import Document
from cases.referrals.models import AidReferral, IntroductionLetter
from tests.door.test_look import Stranger, stranger
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.referrals.conftest import COURT, NEED, sent, told
from tests.stories import NAME, STORY

__all__ = ["address", "stranger", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
Come = Callable[..., Iterator[Stranger]]


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True)])
def test_a_letter_is_issued_used_by_the_court_and_returned(visit, stranger, house, width, scripts):
    case = told()
    lin, gao = visit("lin", width, scripts=scripts), visit("gao", width, scripts=scripts)
    lin.go(f"/cases/{case.pk}/")
    lin.press("介绍她到有关单位")
    lin.page.select_option("[name=item]", label=COURT)
    lin.page.select_option("[name=agency]", label="双辽市人民法院")
    lin.page.check("[name=channel][value=green]")
    lin.page.fill("[name=need]", NEED)
    lin.send()
    lin.press("核对条件")
    lin.page.fill("[name=note]", "符合条件，材料齐全")
    lin.send()
    lin.press("记录她对该单位的同意")
    lin.page.select_option("[name=manner]", "signed")
    lin.page.fill("[name=shared]", "介绍信上的内容")
    lin.send()
    lin.press("拟制介绍信")
    lin.send()
    assert "介绍信已拟好" in lin.text()
    with acting("lin"):
        row = AidReferral.objects.get(case=case.pk).pk
        paper = Document.objects.get(case=case.pk).pk
    gao.go(f"/papers/{paper}/approve/")
    gao.send()
    lin.go(f"/papers/{paper}/")
    assert "兹介绍持信人" in lin.text() and STORY not in lin.text()
    lin.go(f"/papers/{paper}/issue/")
    lin.send()
    place = f"/cases/{case.pk}/referrals/{row}/"
    lin.go(place)
    assert "介绍信已开具" in lin.text()
    lin.press("接收单位的回执码")
    lin.page.check("[name=how][value=paper]")
    lin.send()
    code = lin.page.locator("dd.h2").nth(2).inner_text()
    with acting("lin"):
        reference = IntroductionLetter.objects.get(referral=row).reference
    _the_court_answers(stranger(width, scripts), reference, code)
    lin.go(place)
    assert "对方已接办" in lin.text() and "网上回执" in lin.text()
    lin.go(f"/cases/{case.pk}/")
    assert "已安排周四接待" in lin.text() and "接收单位回执" in lin.text()
    lin.go("/cases/referrals/")
    gao.go("/cases/referrals/")
    assert "各单位答复情况" in gao.text()


def _the_court_answers(court: Stranger, reference: str, code: str) -> None:
    court.go(f"/slip/{reference}/")
    court.page.fill("[name=code]", "1234")
    court.press("查看介绍信")
    assert "十二位数字" in court.text()
    court.page.fill("[name=code]", code)
    court.press("查看介绍信")
    assert "兹介绍持信人" in court.text() and NAME not in court.text() and "0434-5550201" in court.text()
    court.page.check("[name=says][value=accepted]")
    court.page.fill("[name=note]", "已安排周四接待")
    court.press("提交回执")
    assert "回执已收到" in court.text()


@pytest.mark.parametrize("width", [390])
def test_the_catalogue_and_every_form_of_a_referral_can_be_read(visit, house, width):
    admin = visit("sysadmin", width)
    admin.go("/cases/services/")
    admin.press("临时救助")
    admin.page.fill("[name=papers]", "身份证、户口簿、收入证明")
    admin.send()
    assert "服务项目已保存" in admin.text()
    case = told()
    row = sent(case, "法律援助申请")
    lin = visit("lin", width)
    for verb in ("present_letter", "agency_decline", "submit_aid", "take_back_consent"):
        lin.go(f"/cases/{case.pk}/referrals/{row}/{verb}/")
