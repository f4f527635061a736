"""In real Chromium: from a station's note to a file that is open, and every page and form by its size."""

import os

import pytest

from cases.support import objecting, reviewing, switches
from cases.support.models import ConcernNote, FamilySupportFile
from sisterhood.lib import clock
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.protection.conftest import on_duty
from tests.support.conftest import (
    EVIDENCE,
    FAMILY,
    WHAT,
    active,
    acts,
    looked_at,
    noted,
    planned,
    proposed,
    proposes,
    switched,
)
from tests.support.test_education import checked, screened
from tests.support.test_education import planned as talk

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def on(house):
    on_duty(house)
    switched()
    return house


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_from_a_stations_note_to_a_file_three_people_opened(visit, on, width, scripts):
    he = visit("he", width, scripts=scripts)
    he.go("/m/")
    he.press("关爱服务")
    he.press("填写关注记录")
    he.page.check("[name=kind][value=family_support_need]")
    he.page.fill("[name=family]", FAMILY)
    he.page.fill("[name=what]", f"听说{WHAT}")
    he.page.check("[name=told_family]")
    he.send()
    assert "旁人的说法不记录" in he.text() and he.page.input_value("[name=what]") == f"听说{WHAT}"
    he.page.check("[name=source][value=self_report]")
    he.page.fill("[name=what]", WHAT)
    he.send()
    with acting("he") as (_user, scope):
        row = ConcernNote.objects.visible_to(scope).order_by("-entered_at")[0].pk
    tian = visit("tian", width, scripts=scripts)
    tian.go(f"/support/notes/{row}/review_note/")
    tian.page.check("[name=no_conflict]")
    tian.send()
    lin = visit("lin", width, scripts=scripts)
    lin.go(f"/support/notes/{row}/propose_file/")
    lin.page.check("[name=purpose][value=livelihood]")
    lin.page.check("[name=basis][value=consent]")
    lin.page.select_option("[name=worker]", label="田丽")
    lin.page.fill("[name=family]", FAMILY)
    lin.page.fill("[name=evidence]", EVIDENCE)
    lin.page.fill("[name=lighter]", "走访两次")
    lin.send()
    assert "请告知家庭，或写明为何须推迟" in lin.text()
    lin.page.fill("[name=notice_on]", f"{clock.today():%Y-%m-%d}")
    lin.send()
    with acting("lin") as (_user, scope):
        file = FamilySupportFile.objects.visible_to(scope).order_by("-opened_at")[0].pk
    bai = visit("bai", width, scripts=scripts)
    bai.go(f"/support/files/{file}/sign_file/")
    bai.page.check("[name=necessary]")
    bai.send()
    gao = visit("gao", width, scripts=scripts)
    gao.go(f"/support/files/{file}/approve_file/")
    gao.send()
    tian.go(f"/support/files/{file}/")
    assert EVIDENCE in tian.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_and_form_can_be_read(visit, on, width):
    pages = {
        "he": ["/support/", "/support/notes/new/", "/support/visits/new/", f"/support/notes/{noted().pk}/"],
        "bai": ["/support/", "/support/switches/"],
    }
    row = looked_at()
    pages["lin"] = ["/support/", f"/support/notes/{row.pk}/"]
    pages["lin"] += [
        f"/support/notes/{row.pk}/{verb}/" for verb in ("propose_file", "redirect_note", "dismiss_note")
    ]
    pages["tian"] = ["/support/", f"/support/notes/{noted().pk}/step_aside/"]
    waits = proposed()
    pages["bai"] += [f"/support/files/{waits.pk}/", f"/support/files/{waits.pk}/sign_file/"]
    file = active()
    made = planned(file)
    pages["luo"] = ["/support/", f"/support/visits/{made.pk}/", f"/support/visits/{made.pk}/record_outreach/"]
    verbs = ("plan_visit", "write_review", "take_objection")
    pages["tian"] += [f"/support/files/{file.pk}/", *(f"/support/files/{file.pk}/{verb}/" for verb in verbs)]
    pages["bai"] += [f"/support/files/{file.pk}/ask_longer/"]
    late = active()
    acts("tian", reviewing.write_review, late.pk, outcome="continued", review="已上岗", own_view="")
    pages["gao"] = ["/support/", f"/support/files/{late.pk}/", f"/support/files/{late.pk}/continue_file/"]
    said = active()
    acts("tian", objecting.take_objection, said.pk, asked="人数写错了", received_on=clock.today())
    pages["bai"] += [f"/support/files/{said.pk}/", f"/support/files/{said.pk}/answer_objection/"]
    switch = proposes(code="220303000000")
    pages["feng"] = ["/support/switches/", f"/support/switches/{switch.pk}/"]
    case, talked = talk() if width > 400 else checked()
    step = "check_survivor" if width > 400 else "hold_education"
    pages["lin"] += [f"/cases/{screened().pk}/education/new/", f"/cases/{case.pk}/education/{talked}/"]
    pages["lin"] += [f"/cases/{case.pk}/education/{talked}/{step}/"]
    for username, places in pages.items():
        seen = visit(username, width)
        for place in places:
            seen.go(place)
    acts("feng", switches.decide_switch, switch.pk, grant=False)
