"""A stranger with a code learns valid or not valid, and nothing else, as often as the limit allows."""

import re

import pytest
from django.db import Error, transaction
from django.test import Client

from cases.documents import verbs, verification
from cases.documents.kinds import KINDS
from cases.documents.models import Document
from tests.house import acting, plain_sql
from tests.papers import roads
from tests.stories import NAME

VALID, INVALID = "有效", "无效"


def _code(username: str, paper: Document) -> str:
    with acting(username):
        return verbs.words_of(Document.objects.get(pk=paper.pk)).code


def _asked(code: str, address: str = "192.0.2.1") -> str:
    answer = Client().get(f"/verify/{code}/", REMOTE_ADDR=address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode()).replace(code, "")


def test_an_issued_paper_is_valid_until_it_is_taken_back_and_the_page_says_no_more(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    code = _code("lin", paper)
    page = _asked(code)
    assert f"<h1>{VALID}</h1>" in page
    for word in (paper.number, NAME, "双辽", "XF-", "林晓岚", *(kind.title for kind in KINDS.values())):
        assert word not in page, word
    assert f"<h1>{VALID}</h1>" in _asked(code.lower().replace("-", ""))
    roads.acts("lin", verbs.deliver, paper, delivered_on=paper.source_on, delivered_how="in_person")
    assert f"<h1>{VALID}</h1>" in _asked(code)
    roads.acts("gao", verbs.revoke, paper, note="作废")
    revoked, unknown = _asked(code), _asked(verification.spaced(verification.new_code()))
    assert f"<h1>{INVALID}</h1>" in revoked and revoked == unknown == _asked("没有这样的码")


def test_a_code_has_more_than_eighty_bits_and_only_its_digest_is_kept(fresh_house):
    codes = {verification.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert len(set(verification.ALPHABET)) ** verification.LENGTH > 2**100
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    code = _code("lin", paper)
    stored = fresh_house.raw("select cases_document::text from cases_document")[0][0]
    assert code not in stored and code.replace("-", "") not in stored


def test_one_address_asks_thirty_times_in_ten_minutes_and_another_is_not_held_up(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    code = _code("lin", paper)
    for _ in range(30):
        assert _asked("AAAAAAA-AAAAAAA-AAAAAAA", "192.0.2.7")
    for told in (code, "AAAAAAA-AAAAAAA-AAAAAAA"):
        answer = Client().get(f"/verify/{told}/", REMOTE_ADDR="192.0.2.7")
        assert answer.status_code == 429 and VALID not in answer.content.decode()
    assert f"<h1>{VALID}</h1>" in _asked(code, "192.0.2.8")
    kept = fresh_house.raw("select network_strangercount::text from network_strangercount")
    assert len(kept) == 31 and "192.0.2" not in str(kept)
    fresh_house.raw("update network_strangercount set until = until - interval '10 minutes'")
    assert f"<h1>{VALID}</h1>" in _asked(code, "192.0.2.7")


def test_behind_our_proxy_the_address_counts_that_the_proxy_saw_and_not_what_a_browser_claims(
    fresh_house, settings
):
    settings.PROXIES = 1
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    address = f"/verify/{_code('lin', paper)}/"

    def asks(client: str, claims: str = "") -> int:
        forwarded = f"{claims}, {client}" if claims else client
        return Client().get(address, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded).status_code

    assert {asks("192.0.2.7", f"198.51.100.{n}") for n in range(30)} == {200}
    assert asks("192.0.2.7", "198.51.100.99") == 429
    assert asks("192.0.2.8") == 200


def test_without_a_scope_the_web_asks_the_one_question_and_reads_no_paper(fresh_house):
    roads.issued("lin", roads.accepted(), "notice_accepted")
    assert plain_sql("select count(*) from cases_document") == [(0,)]
    assert plain_sql("select verify_paper(sha256('x'), sha256('y'))") == [(False,)]
    with pytest.raises(Error), transaction.atomic():
        plain_sql("select * from network_strangercount")
    with fresh_house.login("worker"), pytest.raises(Error), transaction.atomic():
        plain_sql("select verify_paper(sha256('x'), sha256('y'))")


@pytest.mark.parametrize(
    "code", ["%00", "a" * 500, "'; drop table cases_document; --", "<script>", "..", "①"]
)
def test_whatever_stands_in_the_address_the_page_answers(fresh_house, code):
    answer = Client().get(f"/verify/{code}/", REMOTE_ADDR="192.0.2.9")
    assert answer.status_code in (200, 400, 404)
    assert "<script>" not in answer.content.decode().replace('<script src="', "")


def test_a_code_can_be_typed(fresh_house):
    paper = roads.issued("lin", roads.accepted(), "notice_accepted")
    code = _code("lin", paper)
    client = Client()
    assert client.post("/verify/", {"code": ""}).status_code == 200
    assert VALID in client.post("/verify/", {"code": code}, follow=True).content.decode()
