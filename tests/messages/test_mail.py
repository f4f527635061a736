"""E-mail: how far a dialogue came decides whether a letter may be sent again."""

import time
from email import message_from_bytes, policy
from uuid import uuid4

import pytest

from network.notifications import mail
from network.notifications.letter import Letter
from network.notifications.outcomes import Reason, State
from tests.messages.conftest import PATIENCE, PORTAL
from tests.messages.servers import nobody

LETTER = Letter(uuid4(), "lin@work.example")


def test_a_letter_says_one_neutral_sentence_and_names_nobody(outside, post):
    assert mail.send(LETTER).state is State.SENT
    letter = message_from_bytes(post.got[0], policy=policy.default)
    assert letter["Subject"] == "工作提醒"
    assert letter.get_content().strip() == f"您有工作待办，请登录查看。 {PORTAL}"
    assert (letter["From"], letter["To"]) == ("noreply@portal.example", "lin@work.example")
    assert letter["Message-ID"] == f"<{LETTER.id}@portal.example>"
    assert set(letter.keys()) <= {
        "Content-Type",
        "MIME-Version",
        "Content-Transfer-Encoding",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
    }


@pytest.mark.parametrize(
    ("mood", "state", "reason"),
    [
        ("kind", State.SENT, None),
        ("no farewell", State.SENT, None),
        ("hangs up at the farewell", State.SENT, None),
        ("greeting hangs", State.DUE, Reason.UNREACHABLE),
        ("drips", State.DUE, Reason.UNREACHABLE),
        ("greeting refuses", State.DUE, Reason.REFUSED),
        ("hangs up at once", State.DUE, Reason.UNREACHABLE),
        ("sender refused", State.DUE, Reason.REFUSED),
        ("address refused", State.DEAD, Reason.ADDRESS),
        ("address later", State.DUE, Reason.ADDRESS),
        ("hangs up at the address", State.DUE, Reason.UNREACHABLE),
        ("no text please", State.DUE, Reason.REFUSED),
        ("hangs up before the text", State.DUE, Reason.UNREACHABLE),
        ("hangs before the text", State.DUE, Reason.UNREACHABLE),
        ("text refused", State.DUE, Reason.REFUSED),
        ("text later", State.DUE, Reason.REFUSED),
        ("breaks mid-way", State.UNCERTAIN, Reason.NO_ANSWER),
        ("hangs up after the text", State.UNCERTAIN, Reason.NO_ANSWER),
        ("hangs after the text", State.UNCERTAIN, Reason.NO_ANSWER),
    ],
)
def test_only_a_letter_that_surely_was_not_taken_may_be_sent_again(outside, post, mood, state, reason):
    post.mood = mood
    begun = time.monotonic()
    outcome = mail.send(LETTER)
    assert time.monotonic() - begun < 2 * PATIENCE + 1.5
    assert (outcome.state, outcome.reason) == (state, reason)


def test_a_mail_server_that_nobody_reaches_got_nothing(outside):
    outside.EMAIL_PORT = nobody()
    assert mail.send(LETTER).reason is Reason.UNREACHABLE


def test_a_server_without_encryption_gets_no_letter_where_encryption_was_asked(outside, post):
    outside.EMAIL_USE_TLS = True
    assert mail.send(LETTER).state is State.DUE
    assert post.got == []


def test_plain_mail_never_leaves_this_machine(outside):
    assert mail.is_ready()
    outside.EMAIL_HOST = "mail.example"
    assert not mail.is_ready()
    outside.EMAIL_USE_SSL = True
    assert mail.is_ready()


def test_a_mail_server_with_a_certificate_of_its_own_gets_nothing(
    outside, post, own_certificate, monkeypatch
):
    context, file = own_certificate
    post.context, outside.EMAIL_USE_SSL, outside.EMAIL_HOST = context, True, "localhost"
    outcome = mail.send(LETTER)
    assert (outcome.state, outcome.reason) == (State.DUE, Reason.INSECURE)
    assert post.got == []
    monkeypatch.setenv("SSL_CERT_FILE", file)
    assert mail.send(LETTER).state is State.SENT
    post.mood = "hangs up after the text"
    assert mail.send(LETTER).state is State.UNCERTAIN


def test_a_line_break_in_an_address_reaches_no_header(outside, post):
    outcome = mail.send(Letter(uuid4(), "lin@work.example\r\nBcc: all@work.example"))
    assert (outcome.state, outcome.reason) == (State.DEAD, Reason.ADDRESS)
    assert post.got == []
