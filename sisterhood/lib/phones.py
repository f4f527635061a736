"""A telephone number as people write it: whether it can be dialled, and the one field that asks for it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_HOTLINE = re.compile(r"110|119|120|122|12\d{3}|9[56]\d{3,4}")


def can_be_dialled(text: str) -> bool:
    """A number of 7 to 15 digits, however it is written."""
    return 7 <= sum(sign.isdigit() for sign in unicodedata.normalize("NFKC", text)) <= 15


class PhoneField(forms.CharField):
    """A number that can be dialled, or nothing where nothing may stand. A `place` may answer a hotline (110, 12338)."""

    default_error_messages = {
        "undialled": _("Write an 11-digit mobile number or a number with area code."),
        "undialled_or_empty": _(
            "Write an 11-digit mobile number or a number with area code, or leave it empty."
        ),
    }

    def __init__(self, *, place: bool = False, max_length: int = 30, **more: Any) -> None:
        self.place = place
        super().__init__(max_length=max_length, **more)

    def validate(self, value: str) -> None:
        """Raises ValidationError with the sentence of the house."""
        super().validate(value)
        if not value or can_be_dialled(value):
            return
        if not (self.place and _HOTLINE.fullmatch(unicodedata.normalize("NFKC", value))):
            code = "undialled" if self.required else "undialled_or_empty"
            raise forms.ValidationError(self.error_messages[code], code=code)
