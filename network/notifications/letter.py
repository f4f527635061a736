"""The one neutral line that leaves the house: the same for every kind, with the address of the portal."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from network.notifications.outcomes import Reason, State


@dataclass(frozen=True)
class Letter:
    """One delivery on its way; `to`: a work address, the number of a subscription, empty for the group robot.

    `urgent` and `hours` tell a push service how soon it matters, and for how long.
    """

    id: UUID
    to: str = ""
    urgent: bool = False
    hours: int = 12


@dataclass(frozen=True)
class Outcome:
    """What became of it: SENT, DUE (surely not sent, may be tried again), DEAD (surely not, never) or UNCERTAIN.

    `trouble` says the server itself is unwell: the rest of its letters wait for the next run. `wait`: the seconds the
    server asked for; nothing of ours reaches it earlier.
    """

    state: State
    reason: Reason | None = None
    trouble: bool = False
    wait: int = 0


SENT = Outcome(State.SENT)


def not_sent(reason: Reason, *, trouble: bool = False, wait: int = 0) -> Outcome:
    """Surely not delivered; it is tried again."""
    return Outcome(State.DUE, reason, trouble, wait)


def uncertain(reason: Reason, *, trouble: bool = True) -> Outcome:
    """Perhaps delivered; it is never repeated."""
    return Outcome(State.UNCERTAIN, reason, trouble)


def subject() -> str:
    """Of an e-mail, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Work reminder")


def text() -> str:
    """The whole message, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = gettext("You have work waiting. Please sign in to see it.")
    return f"{sentence} {settings.PORTAL_URL}"
