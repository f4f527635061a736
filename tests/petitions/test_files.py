"""A file is called by what it is; the name it gets on somebody's computer tells nothing but a day."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accusations.stories import ACCUSED, furnish
from tests.house import browser_of, person
from tests.petitions.test_registering import ANSWERS, _photo

PDF = b"%PDF-1.4 x"
NEUTRAL = r'filename="\d{8}-[0-9a-f]{8}\.%s"'


def test_a_photograph_is_called_so_with_its_size_its_day_and_who_added_it(fresh_house):
    client = browser_of("he")
    client.post("/m/report/", {**ANSWERS, "safety": "safe", "photo": _photo()})
    (case,) = fresh_house.raw("select id from cases_case")
    page = client.get(f"/cases/{case[0]}/").content.decode()
    assert "image/jpeg" not in page
    shown = page[page.index("/attachments/") :][:400]
    assert "照片" in shown and person("he").display_name in shown
    assert re.search(r"\d字节|\d\s?KB", shown) and re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", shown)
    (file,) = fresh_house.raw("select id from cases_attachment")
    answer = client.get(f"/cases/{case[0]}/attachments/{file[0]}/")
    assert re.search(NEUTRAL % "jpg", answer["Content-Disposition"])


def test_a_document_opens_on_her_computer_and_its_name_says_nothing(fresh_house):
    client = browser_of("he")
    client.post("/m/report/", {**ANSWERS, "safety": "safe"})
    (case,) = fresh_house.raw("select id from cases_case")
    told = SimpleUploadedFile("田某某借条.pdf", PDF, "application/pdf")
    client.post(f"/cases/{case[0]}/attach/", {"file": told})
    page = client.get(f"/cases/{case[0]}/").content.decode()
    assert "PDF 文档" in page and "application/pdf" not in page and "借条" not in page
    (file,) = fresh_house.raw("select id from cases_attachment")
    answer = client.get(f"/cases/{case[0]}/attachments/{file[0]}/")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert re.search(NEUTRAL % "pdf", answer["Content-Disposition"])


def test_what_came_with_an_accusation_is_called_so_as_well(fresh_house):
    furnish(fresh_house)
    told = SimpleUploadedFile("田某某借条.pdf", PDF, "application/pdf")
    accusation = {**ANSWERS, "safety": "safe", "tile": "cadre", "respondent": ACCUSED, "photo": told}
    browser_of("he").post("/m/report/", accusation)
    ((row, file),) = fresh_house.raw("select accusation_id, id from cases_accusationfile")
    reader = browser_of("wu")
    page = reader.get(f"/cases/entrusted/{row}/").content.decode()
    assert "PDF 文档" in page and "application/pdf" not in page
    answer = reader.get(f"/cases/entrusted/{row}/files/{file}/")
    assert re.search(NEUTRAL % "pdf", answer["Content-Disposition"])
