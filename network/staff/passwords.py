"""Argon2id at 19 MiB, and a refusal of what is guessed first around here."""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class SmallArgon2Hasher(Argon2PasswordHasher):
    """OWASP's second profile: 19 MiB, two passes, one lane, so that twenty sign-ins at once fit in memory."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


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
