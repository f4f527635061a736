"""A message leads to what it speaks of, or says plainly that this is not open; it is never a dead end."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.accusations.models import AccusationReader
from network.notifications.kinds import KINDS
from sisterhood.desk.nav import PLACES
from tests.house import browser_of, person

CLOSED = "这条消息所说的事项目前不对您开放。"
# Who is told, as the verbs and jobs post it; of whatever is about a matter, its owner.
TOLD = {
    "data_gap": ("gao", "luo"),
    "handed_over": ("lin", "he"),
    "left_over": ("zhou",),
    "dispute": ("zhou",),
    "import_done": ("lin",),
    "ledger_approval": ("gao",),
    "ledger_ready": ("lin",),
    "ledger_refused": ("lin",),
    "reception_approval": ("gao",),
    "reception_approved": ("lin",),
    "reception_missing": ("lin", "gao", "tian"),
    "reception_missing_below": ("zhou", "wu"),
    "reception_unpublished": ("lin", "gao"),
    "cover_missing": ("lin", "gao", "zhou", "wu"),
    "cover_missing_below": ("zhou", "wu"),
    "list_short": ("secadmin",),
    "policy_waits": ("zhou", "secadmin"),
    "leave_waits": ("gao", "secadmin"),
    "leave_decided": ("luo", "he"),
    "stands_in": ("lin", "he"),
    "staff_waits": ("secadmin",),
    "staff_done": ("sysadmin", "secadmin"),
    "calendar_missing": ("sysadmin", "zhou"),
    "figures_wrong": ("sysadmin",),
    "password_reset": ("lin", "he"),
    "password_reset_below": ("gao",),
    "unit_moved": ("zhou",),
    "reset_waits": ("secadmin",),
    "reset_decided": ("sysadmin",),
    "glass_below": ("gao", "zhou"),
    "glass_audit": ("auditor",),
    "glass_review": ("bai", "zhou"),
    "reading_sample": ("auditor",),
    "reading_unjustified": ("gao", "zhou"),
    "glass_unjustified": ("gao", "zhou"),
    "destruction_drawn": ("gao", "zhou"),
    "destruction_waits": ("bai",),
    "audit_cut_waits": ("bai",),
    "session_cancelled": ("yan", "duan"),
    "session_booked": ("counsellor-2-here",),
    "session_waits": ("counsellor-2-here",),
    "shift_offered": ("counsellor-2-here",),
    "shift_coming": ("counsellor-2-here",),
    "swap_asked": ("legal_adviser-2-here",),
    "patrol_planned": ("he",),
    "patrol_off": ("he",),
    "patrol_unclosed": ("he", "luo"),
    "place_given": ("tian",),
    "child_asked": ("gao",),
    "device_quiet": ("luo", "tian", "lin"),
    "phone_check": ("luo", "tian"),
    "child_opened": ("gao", "zhou"),
    "bulletin": ("he", "luo"),
    "round_planned": ("he",),
    "care_concern": ("tian",),
    "jury_seated": ("lin", "duan"),
    "relief_repeat": ("bai",),
    "webhook_stopped": ("sysadmin",),
    "return_back": ("tian", "gao"),
}
SUBJECTS = {
    "reception_approval": "reception_day",
    "reception_approved": "reception_day",
    "reception_unpublished": "reception_day",
    "seat_empty": "accusation",
    "bulletin": "bulletin",
    "round_planned": "visit_round",
    "care_concern": "care_concern",
    **dict.fromkeys(
        "shift_offered shift_declined shift_coming shift_unconfirmed shift_missed".split(), "shift"
    ),
    **dict.fromkeys("swap_asked swap_refused swap_accepted".split(), "shift"),
    **dict.fromkeys("session_booked session_waits".split(), "consultation"),
    "device_quiet": "device",
    "phone_check": "phone_check",
    **dict.fromkeys("patrol_planned patrol_off patrol_unclosed".split(), "patrol"),
    "place_given": "found_place",
    "return_back": "return",
}
WITHOUT_SUBJECT = [kind for kind, row in KINDS.items() if row.page and kind != "dispute"]
EVERY = ("case", "visit", "commitment", "accusation", "reception_day", "shift", "consultation", "crisis")
EVERY += ("break_glass", "concern_note", "support_file", "support_switch")
STATIONS = {
    "selection": "row_id",
    "station_head": "head_id",
    "inspection": "inspection_id",
    "site": "site_id",
    "device": "device_id",
    "phone_check": "check_id",
    "volunteer": "row_id",
    "team": "team_id",
    "patrol": "row_id",
    "found_place": "row_id",
}
OUTREACH = {
    "bulletin": "notice_read",
    "visit_round": "round",
    "needs_sheet": "needs_sheet",
    "agreement": "agreement",
    "campaign": "campaign",
    "activity": "activity",
    "teaching_case": "teaching_case",
    "threezero": "threezero",
    "return": "return",
}
OUTREACH |= {kind: kind for kind in ("beneficiary", "pairing", "care_concern", "gift")}
OUTREACH |= {"award_round": "award_round", "family_nomination": "family", "family_offer": "family_offer"}
OUTREACH |= {
    "relief": "relief",
    "screening": "screening",
    "insurance_claim": "claim",
    "treatment": "treatment",
}
EVERY += (*STATIONS, *OUTREACH, "reading_sample")


@pytest.fixture(scope="module")
def about(world) -> dict[str, UUID]:
    """One thing of each kind a message can be about."""
    keys = {"visit": "visit_id", "commitment": "commitment_id", "reception_day": "day_id"}
    keys |= {"shift": "shift_id", "consultation": "session_id", "crisis": "crisis_id"}
    found = {kind: world.things[kind][0].kwargs[key] for kind, key in keys.items()}
    names = {
        "concern_note": "support_note",
        "support_file": "support_file",
        "outreach_visit": "support_visit",
    }
    names |= {"support_switch": "support_switch"} | OUTREACH
    found |= {kind: world.things[name][0].kwargs["row_id"] for kind, name in names.items()}
    found |= {kind: world.things[kind][0].kwargs[key] for kind, key in STATIONS.items()}
    seat = world.things["entrusted_seat"][0].kwargs["seat_id"]
    found["reading_sample"] = world.things["reading_sample"][0].kwargs["row_id"]
    found["break_glass"] = world.things["break_glass_review"][0].kwargs["row_id"]
    return found | {"accusation": seat, "case": world.cases["taken"].pk}


def _arrives(house, user_id: int, kind: str, subject: tuple[str, UUID] | None) -> str:
    """It lies in her inbox; the address behind its button."""
    pk, what = uuid4(), subject or ("", None)
    house.raw(
        "insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state,"
        " attempts, last_error, posted_at) values (%s, %s, %s, %s, %s, %s, now(), 'sent', 1, '', now())",
        [pk, str(pk), user_id, kind, *what],
    )
    house.raw(
        "insert into network_inboxitem (message_id, user_id, kind, subject_kind, subject_id, at)"
        " values (%s, %s, %s, %s, %s, now())",
        [pk, user_id, kind, *what],
    )
    return reverse("inbox_read", args=[pk])


def _ends(answer) -> str:
    assert answer.status_code == 200
    return answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]


def _subject(kind: str, about: dict[str, UUID]) -> tuple[str, UUID] | None:
    named = SUBJECTS.get(kind, "case")
    return None if kind in WITHOUT_SUBJECT else (named, about[named])


def test_whatever_leads_to_a_page_leads_to_one_of_the_left_bar():
    assert {kind.page for kind in KINDS.values()} - {""} <= {place.name for place in PLACES}
    assert {code for code, kind in KINDS.items() if kind.page} <= set(TOLD)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_told_finds_what_her_message_speaks_of(house, world, about, kind):
    subject = _subject(kind, about)
    if subject and subject[0] == "accusation":
        with house.login("migrator"):
            reader = AccusationReader.objects.get(pk=subject[1]).user_id
        people = [user.username for user in world.users.values() if user.pk == reader]
    else:
        people = list(TOLD.get(kind, ("lin",)))
    assert people
    for username in people:
        browser = browser_of(username)
        answer = browser.post(_arrives(house, person(username).pk, kind, subject), follow=True)
        assert _ends(answer) != reverse("inbox"), username
        assert CLOSED not in answer.content.decode()


def _one_of_each_role(world) -> list[str]:
    """One of each role, the officer who owns the matters, and the chair of their village."""
    return sorted({*{who.role: who.username for who in reversed(world.people)}.values(), "lin", "luo"})


def _direct(
    known: dict[tuple[str, str], bool], username: str, browser: Client, kind: str, subject: tuple | None
) -> bool:
    """Does what the message speaks of open to her when she types its address? Asked once of each address."""
    page = KINDS[kind].page
    names = {"accusation": "entrusted_seat", "break_glass": "break_glass_review"}
    names |= {"concern_note": "support_note", "outreach_visit": "support_visit"} | OUTREACH
    address = reverse(page) if page else reverse(names.get(subject[0], subject[0]), args=[subject[1]])
    if (username, address) not in known:
        answer = browser.get(address, follow=True)
        assert answer.status_code < 500
        led = answer.redirect_chain and _ends(answer) == reverse("inbox")
        known[username, address] = answer.status_code == 200 and not led
    return known[username, address]


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], bool]:
    """By person and address: whether it opens to her."""
    return {}


@pytest.mark.parametrize("kind", WITHOUT_SUBJECT)
def test_somebody_whose_post_is_another_now_hears_the_truth(house, world, browsers, known, about, kind):
    _says_the_truth(house, world, browsers, known, kind, _subject(kind, about))


@pytest.mark.parametrize("what", EVERY)
def test_a_reminder_about_anything_says_the_truth_to_everybody(house, world, browsers, known, about, what):
    _says_the_truth(house, world, browsers, known, "reminder", (what, about[what]))


def _says_the_truth(house, world, browsers, known, kind, subject) -> None:
    opened, closed = [], []
    for username in _one_of_each_role(world):
        if username not in browsers:
            browsers[username] = browser_of(username)
        browser = browsers[username]
        answer = browser.post(_arrives(house, world.users[username].pk, kind, subject), follow=True)
        said = CLOSED in answer.content.decode()
        assert said == (_ends(answer) == reverse("inbox")), (kind, username)
        assert said != _direct(known, username, browser, kind, subject), (kind, username)
        (closed if said else opened).append(username)
    assert opened, kind


def test_a_message_about_what_nobody_knows_any_more_stays_in_the_inbox(house, world):
    lin = browser_of("lin")
    for subject in (("case", uuid4()), ("visit", uuid4()), ("", None), ("of-yesterday", uuid4())):
        answer = lin.post(_arrives(house, person("lin").pk, "reminder", subject), follow=True)
        assert _ends(answer) == reverse("inbox")
        assert CLOSED in answer.content.decode()
