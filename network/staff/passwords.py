"""Argon2id at 19 MiB, and a refusal of what is guessed first around here."""

import re
import secrets
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without 0, 1, i, l and o: a temporary password is read aloud and copied by hand.
_PLAIN_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_AT_ONCE = BoundedSemaphore(4)


class SmallArgon2Hasher(Argon2PasswordHasher):
    """OWASP's second profile: 19 MiB, two passes, one lane; at most four at once in a process."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """The stored form of a password; waits when four others are being computed."""
        with _AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the password fits; waits when four others are being computed."""
        with _AT_ONCE:
            return super().verify(password, encoded)


def temporary_password() -> str:
    """Fifteen letters and digits in groups of five, 74 bits: for one sign-in, then it must be changed."""
    return "-".join("".join(secrets.choice(_PLAIN_SIGNS) for _sign in range(5)) for _group in range(3))


class LocalHabitsValidator:
    """Refuses phone numbers, dates and the name of the place in pinyin."""

    _HABITS = re.compile(
        r"siping|fulian|funv|shuangliao|lishu|yitong|tiedong|tiexi|1[3-9]\d{9}|(19|20)\d{6}", re.I
    )

    def validate(self, password: str, user: object | None = None) -> None:
        """Raises ValidationError with a sentence that says what to change."""
        if self._HABITS.search(password):
            raise ValidationError(
                _("The password contains a phone number, a date or the name of a place. Choose other words."),
                code="local_habit",
            )

    def get_help_text(self) -> str:
        """Shown under the field."""
        return _("No phone number, no date, no name of a place.")
