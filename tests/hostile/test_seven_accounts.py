"""Seven accounts read through the whole house, once each: what they find is exactly what domain.md §6.0 and §7.2 give."""

import pytest
from django.test import Client

from tests.hostile.crawling import WORDS
from tests.hostile.words import BARRED, CHILD, FAMILY, HERS, HURT, MARKS, OLD, PLAIN, SAYS
from tests.walls.consulted import ADVISER, COUNSELLOR

STORY = ("story", "asked", "file", "code_word")
NAMES = ("name", "phone", "number", "address", "other")


def _exactly(walk, allowed) -> None:
    assert len(walk.shown) > 60
    assert not walk.where(walk.words - allowed)
    assert not allowed - walk.words


def test_a_station_head_reads_what_she_wrote_of_an_ordinary_matter_and_her_note_for_her_hours(walked):
    """Of the sealed matter she reported she keeps a receipt; a note whose hours are over is gone."""
    _exactly(walked("he", "station_head"), HERS.all(*STORY, *NAMES) | FAMILY.all("family", "concern"))


def test_a_leader_on_the_other_side_finds_nothing_of_the_matter(walked, hostile):
    after = walked("gao", "county_leader")
    number = hostile.town.cases[BARRED.sign].number
    theirs = frozenset(BARRED.says(what) for what in SAYS)
    assert not after.where({*theirs, number, str(hostile.town.cases[BARRED.sign].pk)})


def test_a_superior_finds_cards_and_not_a_word(walked):
    _exactly(walked("wu", "city_officer"), frozenset())


@pytest.mark.parametrize(
    ("username", "role"), [("sysadmin", "system_admin"), ("secadmin", "security_admin")]
)
def test_an_administrator_finds_no_matter_in_the_administration(walked, hostile, username, role):
    walk = walked(username, role)
    _exactly(walk, frozenset())
    assert not walk.where(case.number for case in hostile.town.cases.values())


def test_an_auditor_finds_acts_without_words_and_of_what_is_sealed_not_which(walked, hostile):
    walk = walked("auditor", "audit_admin")
    _exactly(walk, frozenset())
    assert not walk.where(case.number for case in hostile.town.cases.values())
    sealed = [hostile.town.cases[mark.sign] for mark in (HURT, CHILD, BARRED)]
    audit = {url: text for (_method, url), text in walk.shown.items() if url.startswith("/network/audit/")}
    assert any(str(hostile.town.cases[PLAIN.sign].pk) in text for text in audit.values())
    assert not [url for url, text in audit.items() for case in sealed if str(case.pk) in text]


def test_another_county_finds_nothing(walked, hostile):
    walk = walked("zheng", "county_officer")
    _exactly(walk, frozenset())
    ours = [case.number for case in hostile.town.cases.values()]
    assert not walk.where([*ours, *(str(case.pk) for case in hostile.town.cases.values())])


def test_a_receiving_body_finds_its_slip_alone(hostile):
    """Number, the fixed sentence and whom to call; with another code, and at every other address, nothing."""
    client = Client(raise_request_exception=False)
    reference, code = hostile.town.slip
    page = client.post("/slip/", {"reference": reference, "code": code}).content.decode()
    assert "0434-5550201" in page and reference not in page
    assert not [word for word in WORDS if word in page]
    for case in hostile.town.cases.values():
        assert case.number not in page and str(case.pk) not in page
        assert client.get(f"/cases/{case.pk}/").status_code == 302
    wrong = client.post("/slip/", {"reference": reference, "code": "000000000000"}).content.decode()
    assert "0434-5550201" not in wrong
    assert [word for word in WORDS if word in client.get(f"/slip/{reference}/").content.decode()] == []


def test_every_planted_word_is_read_by_somebody(walked):
    """Without this the silence of the seven would prove nothing."""
    read = frozenset().union(
        *(
            walked(username, role, whole=False).words
            for username, role in (
                *(("lin", "county_officer"), (COUNSELLOR, "counsellor"), (ADVISER, "legal_adviser")),
                *(("bai", "privacy_officer"), ("shi", "executive_member"), ("tian", "township_chair")),
                ("gao", "county_leader"),
            )
        )
    )
    assert not [word for word in WORDS - read if word not in UNPLANTED]


UNPLANTED = frozenset()
assert OLD in MARKS
