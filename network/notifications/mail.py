"""E-mail over SMTP. How far the dialogue came decides what a broken connection means.

Until the server has asked for the text (354) nothing can have been delivered; once it was given the text, only
its answer tells.
"""

import smtplib
import socket
import ssl
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from network.notifications import letter, patience
from network.notifications.addresses import is_loopback_name
from network.notifications.letter import SENT, Letter, Outcome, not_sent, uncertain
from network.notifications.outcomes import Reason, State


class _Dialogue:
    """Notes how far a dialogue came; mixed into the plain and the encrypted client."""

    handed_over = accepted = _in_data = False

    def __init__(self, *args: Any, mail: "HouseMail", **kwargs: Any) -> None:
        mail.dialogue = self
        super().__init__(*args, **kwargs)

    def data(self, msg: Any) -> tuple[int, bytes]:
        self._in_data = True
        code, reply = super().data(msg)  # type: ignore[misc]
        self.accepted = code == 250
        return code, reply

    def getreply(self) -> tuple[int, bytes]:
        code, reply = super().getreply()  # type: ignore[misc]
        self.handed_over = self.handed_over or (self._in_data and code == 354)
        return code, reply


class _Plain(_Dialogue, smtplib.SMTP):
    pass


class _Encrypted(_Dialogue, smtplib.SMTP_SSL):
    pass


class HouseMail(EmailBackend):
    """Django's SMTP backend, which remembers its dialogue."""

    dialogue: Any = None

    @property
    def connection_class(self) -> Any:
        """The client, told whose it is before it connects."""
        return partial(_Encrypted if self.use_ssl else _Plain, mail=self)

    def line(self) -> socket.socket | None:
        """The open line, if any."""
        return getattr(self.dialogue, "sock", None)


def is_ready() -> bool:
    """Whether the house sends e-mail: a server, a sender and the portal are named, and the way is safe."""
    return bool(settings.EMAIL_HOST and settings.EMAIL_FROM and settings.PORTAL_URL) and is_safe()


def is_safe() -> bool:
    """Plain SMTP stays on this machine."""
    return settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL or is_loopback_name(settings.EMAIL_HOST)


def send(parcel: Letter) -> Outcome:
    """One e-mail to one work address."""
    mail = HouseMail(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        username=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        use_tls=settings.EMAIL_USE_TLS,
        use_ssl=settings.EMAIL_USE_SSL,
        timeout=patience.each(),
    )
    message = EmailMessage(
        letter.subject(),
        letter.text(),
        settings.EMAIL_FROM,
        [parcel.to],
        connection=mail,
        headers={
            "Message-ID": f"<{parcel.id}@{urlsplit(settings.PORTAL_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        with patience.within(patience.whole(), mail.line):
            message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return _judge(mail.dialogue, error)
    return SENT


def _judge(dialogue: Any, error: Exception) -> Outcome:
    if dialogue is not None and dialogue.accepted:
        return SENT  # only the farewell went wrong
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _refused_address(error)
        case smtplib.SMTPAuthenticationError() | smtplib.SMTPNotSupportedError():
            return not_sent(Reason.SIGN_IN, trouble=True)
        case smtplib.SMTPServerDisconnected() if dialogue.handed_over:
            return uncertain(Reason.NO_ANSWER)
        case smtplib.SMTPResponseException() if error.smtp_code >= 400:
            return not_sent(Reason.REFUSED, trouble=not isinstance(error, smtplib.SMTPDataError))
        case _ if dialogue is not None and dialogue.handed_over:
            return uncertain(Reason.NO_ANSWER)
        case ssl.SSLError():
            return not_sent(Reason.INSECURE, trouble=True)
        case ValueError():
            return Outcome(State.DEAD, Reason.ADDRESS)
        case _:
            return not_sent(Reason.UNREACHABLE, trouble=True)


def _refused_address(error: smtplib.SMTPRecipientsRefused) -> Outcome:
    """For good with 5xx; 4xx asks for patience."""
    final = all(code >= 500 for code, _words in error.recipients.values())
    return Outcome(State.DEAD if final else State.DUE, Reason.ADDRESS)
