"""A photograph chosen once is not asked for again because a name was missing; and nobody else can have it."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.casefile import attachments, held
from cases.casefile.models import Attachment, Case
from tests.house import acting, browser_of, person
from tests.petitions.test_registering import ANSWERS, _photo

WRONG = {**ANSWERS, "safety": "safe", "phone": "12"}
RIGHT = {**ANSWERS, "safety": "safe"}


def _token(page) -> str:
    found = re.search(r'name="held_photo" value="([^"]+)"', page.content.decode())
    assert found, "the page holds no file"
    return found[1]


def _files() -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "held").glob("*/*"))


def test_a_photograph_is_still_there_after_a_wrong_number_and_goes_with_the_report(fresh_house):
    client = browser_of("he")
    page = client.post("/m/report/", {**WRONG, "photo": _photo()})
    text = page.content.decode()
    assert "a.jpg" in text and 'name="drop_photo"' in text
    client.post("/m/report/", {**RIGHT, "held_photo": _token(page)})
    with acting("he") as (user, _scope):
        kept = Attachment.objects.get(case=Case.objects.get())
        assert attachments.read(kept, by=user)[:2] == b"\xff\xd8"


def test_a_photograph_is_still_there_after_the_way_back_to_step_one(fresh_house):
    client = browser_of("he")
    back = client.post("/m/report/", {**RIGHT, "step": "back", "photo": _photo()})
    again = client.post("/m/report/", {**RIGHT, "step": "who", "held_photo": _token(back)})
    assert "a.jpg" in again.content.decode()
    client.post("/m/report/", {**RIGHT, "held_photo": _token(again)})
    assert fresh_house.raw("select count(*) from cases_attachment") == [(1,)]


def test_the_report_sent_twice_with_a_held_photograph_is_one_matter(fresh_house):
    client = browser_of("he")
    token = _token(client.post("/m/report/", {**WRONG, "photo": _photo()}))
    sent = {**RIGHT, "held_photo": token, "ident": "0" * 32}
    assert client.post("/m/report/", sent).status_code == client.post("/m/report/", sent).status_code == 200
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]
    assert fresh_house.raw("select count(*) from cases_attachment") == [(1,)]


def test_a_photograph_that_is_ticked_away_is_gone_at_once_and_not_sent(fresh_house):
    client = browser_of("he")
    token = _token(client.post("/m/report/", {**WRONG, "photo": _photo()}))
    before = len(_files())
    client.post("/m/report/", {**RIGHT, "held_photo": token, "drop_photo": "1"})
    assert len(_files()) == before - 1
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]
    assert fresh_house.raw("select count(*) from cases_attachment") == [(0,)]


def test_another_photograph_takes_the_place_of_the_held_one(fresh_house):
    client = browser_of("he")
    token = _token(client.post("/m/report/", {**WRONG, "photo": _photo()}))
    client.post("/m/report/", {**RIGHT, "held_photo": token, "photo": _photo()})
    assert fresh_house.raw("select count(*) from cases_attachment") == [(1,)]


def test_a_held_file_opens_for_nobody_else_and_lies_sealed(house):
    he, lin = person("he"), person("lin")
    token = held.hold(_photo().read(), name="家门口.jpg", by=he)
    assert held.held(token, by=lin) is None
    kept = held.held(token, by=he)
    assert kept is not None and kept.name == "家门口.jpg"
    for place in _files():
        sealed = place.read_bytes()
        assert b"\xff\xd8\xff" not in sealed[:400] and "家门口".encode() not in sealed
        assert "he" not in place.parts[-2:]


def test_what_nobody_comes_back_for_goes_and_the_page_says_so(fresh_house):
    client = browser_of("he")
    token = _token(client.post("/m/report/", {**WRONG, "photo": _photo()}))
    for place in _files():
        old = place.stat().st_mtime - settings.HELD_SECONDS - 60
        os.utime(place, (old, old))
    assert held.sweep() >= 1
    page = client.post("/m/report/", {**RIGHT, "held_photo": token})
    assert "请重新选择" in page.content.decode()
    assert fresh_house.raw("select count(*) from cases_case") == [(0,)]


def test_a_person_has_room_for_a_few_files(house):
    he = person("he")
    tokens = [held.hold(_photo().read(), name=f"{n}.jpg", by=he) for n in range(settings.HELD_FILES + 2)]
    alive = [held.held(token, by=he) is not None for token in tokens]
    assert alive == [False, False] + [True] * settings.HELD_FILES


def test_a_token_that_was_made_up_opens_nothing(house):
    for token in ("", "x", "!!", "AAAA", "Li4vLi4v" * 8, "汉字"):
        assert held.held(token, by=person("he")) is None


def test_a_file_that_cannot_be_kept_is_said_by_its_field_at_once(fresh_house):
    file = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    text = browser_of("he").post("/m/report/", {**WRONG, "photo": file}).content.decode()
    assert 'id="id_photo_error"' in text and "held_photo" not in text
