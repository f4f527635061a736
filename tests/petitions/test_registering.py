"""Registering on the phone: what a station head sends arrives, also when the matter leaves her hands at once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.casefile import attachments
from cases.casefile.models import Attachment, Case
from tests.house import acting, browser_of
from tests.lib.hostile import picture

ANSWERS = {
    "step": "send",
    "tile": "family",
    "facts": "邻居说昨晚有人受伤",
    "request": "想请妇联看看",
    "knows_other_side": "no",
    "name": "",
    "send_to": "keep",
}


def _photo(content: bytes | None = None) -> SimpleUploadedFile:
    if content is None:
        file = BytesIO()
        picture().save(file, "JPEG")
        content = file.getvalue()
    return SimpleUploadedFile("a.jpg", content, "image/jpeg")


@pytest.mark.parametrize(("safety", "reader"), [("safe", "he"), ("violence", "lin")])
def test_the_photograph_goes_with_the_matter_into_whosever_hands_it_comes(fresh_house, safety, reader):
    page = browser_of("he").post("/m/report/", {**ANSWERS, "safety": safety, "photo": _photo()})
    assert page.status_code == 200
    with acting(reader) as (user, _scope):
        kept = Attachment.objects.get(case=Case.objects.get())
        assert kept.content_type.startswith("image/")
        assert attachments.read(kept, by=user)[:2] == b"\xff\xd8"


def test_a_broken_photograph_is_said_by_name_and_nothing_is_registered_or_lost(fresh_house):
    page = browser_of("he").post("/m/report/", {**ANSWERS, "safety": "safe", "photo": _photo(b"no picture")})
    assert page.status_code == 200
    text = page.content.decode()
    assert "照片" in text and ANSWERS["facts"] in text
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]


def test_whoever_keeps_only_a_receipt_can_add_no_file(fresh_house):
    client = browser_of("he")
    client.post("/m/report/", {**ANSWERS, "safety": "violence"})
    (case,) = fresh_house.raw("select id from cases_case")
    answer = client.post(f"/cases/{case[0]}/attach/", {"file": _photo(), "title": ""})
    assert answer.status_code == 403
    assert fresh_house.raw("select count(*) from cases_attachment") == [(0,)]
