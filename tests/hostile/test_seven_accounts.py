"""Seven accounts read through the whole house, once each: what they find is exactly what domain.md §6.0 and §7.2 give."""

from django.test import Client

from tests.hostile.crawling import WORDS, changes
from tests.hostile.words import BARRED, CHILD, FAMILY, HERS, MARKS, SAYS
from tests.house import browser_of
from tests.walls.consulted import ADVISER, COUNSELLOR

# Titles of files, facts for the court and what guests of a meeting may hear are kept and stand on no page.
NEVER_SHOWN = frozenset(mark.says(what) for mark in MARKS for what in ("file", "order", "meeting"))
SHUT = CHILD.all(
    "name", "phone", "number", "address", "other", "story", "asked", "code_word", "guardian", "tel", "circle"
)
NEVER_SHOWN |= SHUT | BARRED.all("accused")
STORY = ("story", "asked", "code_word")
NAMES = ("name", "phone", "number", "address", "other")


def _exactly(walk, allowed) -> None:
    assert len(walk.shown) > 60
    assert walk.where(walk.words - allowed)[:20] == []
    assert sorted(allowed - walk.words) == []


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


def test_no_page_of_hers_has_changed_by_a_letter_through_that_matter(walked, hostile):
    """Work list, counts, inbox, tree, numbers, people, ledgers: the same before it came and after everything was done."""
    assert len(hostile.before.shown) > 150
    assert changes(hostile.before, walked("gao", "county_leader")) == []


def test_a_system_administrator_finds_no_matter_in_the_administration(walked, hostile):
    walk = walked("sysadmin", "system_admin")
    _exactly(walk, frozenset())
    assert not walk.where(case.number for case in hostile.town.cases.values())


def test_an_auditor_finds_acts_without_words_and_of_what_is_sealed_not_which(walked, hostile):
    walk = walked("auditor", "audit_admin")
    _exactly(walk, frozenset())
    assert not walk.where(case.number for case in hostile.town.cases.values())
    client = browser_of("auditor")
    for mark in MARKS:
        case = hostile.town.cases.get(mark.sign)
        if case is not None:
            page = client.get("/network/audit/", {"subject": str(case.pk)}).content.decode()
            assert ("没有符合条件的记录" in page) == case.is_sealed
            assert not [word for word in WORDS if word in page]


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


def test_every_planted_word_is_read_by_somebody(walked, hostile):
    """Without this the silence of the seven would prove nothing. Of a child nobody reads while nobody has leave."""
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
    assert sorted(hostile.town.planted - read - NEVER_SHOWN) == []
    assert sorted(read & SHUT) == []
