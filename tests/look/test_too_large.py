"""What is too large is refused before it is read, and where it can, the form answers by name and loses nothing."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sisterhood.lib.uploads import MAX_BYTES
from tests.house import browser_of
from tests.stories import matter

pytestmark = pytest.mark.usefixtures("house")

MULTIPART = "multipart/form-data; boundary=QQ"
FAR_TOO_LARGE = 300_000_000


class Line(io.RawIOBase):
    """What a browser sends, counted; nothing of it exists before somebody reads it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left, self.taken, self.largest = size, 0, 0

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left, self.taken, self.largest = self.left - size, self.taken + size, max(self.largest, size)
        return bytes(size)


def _sent(client: Client, path: str, size: int) -> tuple:
    line = Line(size)
    told = {"CONTENT_LENGTH": str(size), "wsgi.input": line}
    return client.generic("POST", path, b"", MULTIPART, **told), line


@pytest.mark.parametrize("path", ["/progress/", "/help/write/", "/sign-in/", "/nowhere/"])
def test_without_an_account_three_hundred_megabytes_are_not_read(path):
    answer, line = _sent(Client(), path, FAR_TOO_LARGE)
    assert (answer.status_code, line.taken) == (413, 0)
    assert "只能提交文字" in answer.content.decode()


def test_a_page_of_staff_takes_no_large_file_from_anybody_unknown():
    answer, line = _sent(Client(), "/m/report/", 20_000_000)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert line.largest <= 64 * 1024
    answer, line = _sent(Client(), "/m/report/", FAR_TOO_LARGE)
    assert (answer.status_code, line.taken) == (302, 0)


@pytest.mark.parametrize("path", ["/m/report/", "/cases/register/", "/"])
def test_signed_in_three_hundred_megabytes_are_not_read_and_the_page_says_how_large(path):
    answer, line = _sent(browser_of("he"), path, FAR_TOO_LARGE)
    assert (answer.status_code, line.taken) == (413, 0)
    assert "每个文件最大10 MB" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_signed_in_a_public_page_takes_no_more_than_from_anybody():
    answer, line = _sent(browser_of("he"), "/progress/", FAR_TOO_LARGE)
    assert (answer.status_code, line.taken) == (413, 0)


def test_what_is_a_little_too_large_is_taken_off_the_line_in_pieces_so_that_the_page_is_seen():
    size = settings.LARGEST_BODY + 1
    answer, line = _sent(browser_of("he"), "/m/report/", size)
    assert (answer.status_code, line.taken) == (413, size)
    assert line.largest <= 64 * 1024


@pytest.mark.parametrize("length", ["-1", "x", ""])
def test_a_length_that_is_none_is_no_body(length):
    answer = Client().generic("POST", "/progress/", b"", MULTIPART, CONTENT_LENGTH=length)
    assert answer.status_code == 200


def test_the_longest_public_form_fits():
    client = Client()
    page = client.post(
        "/help/write/", {"step": "words", "facts": "难" * 8000, "code_word": "\U0001f600" * 4000}
    )
    assert page.status_code == 200


def _large(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\xff\xd8\xff" + bytes(MAX_BYTES), "image/jpeg")


def test_a_photograph_of_more_than_ten_megabytes_is_said_by_its_field_and_loses_no_word():
    told = {
        "step": "send",
        "tile": "family",
        "safety": "safe",
        "facts": "婆媳为分家吵了三天",
        "request": "想请妇联劝一劝",
        "knows_other_side": "no",
        "name": "欧阳兰芝",
        "photo": _large(),
    }
    page = browser_of("he").post("/m/report/", told)
    text = page.content.decode()
    assert page.status_code == 200
    assert "文件超过 10 MB" in text[text.index('id="id_photo_error"') :][:200]
    assert all(told[name] in text for name in ("facts", "request", "name"))


def test_every_form_with_a_file_asks_its_size_first(house):
    case = matter("lin")
    lin = browser_of("lin")
    pages = {
        f"/cases/{case.pk}/attach/": "file",
        f"/cases/{case.pk}/protection/add_evidence/": "content",
        "/cases/imports/": "file",
    }
    for path, name in pages.items():
        page = lin.post(path, {name: _large(), "description": "聊天记录"}, follow=True)
        assert "文件超过 10 MB" in page.content.decode(), path
    rules = browser_of("sysadmin").post("/rules/", {"file": _large(), "text": "值班制度全文"})
    assert "文件超过 10 MB" in rules.content.decode() and "值班制度全文" in rules.content.decode()
    assert house.raw("select count(*) from cases_attachment") == [(0,)]
