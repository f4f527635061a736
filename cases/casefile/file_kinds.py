"""Kinds of file in words, and the name a file has when it is taken out: a day and a few signs, nothing of its content."""

from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from sisterhood.lib import clock

WORDS = {
    "image/jpeg": _("photograph"),
    "image/png": _("picture"),
    "application/pdf": _("PDF document"),
    "audio/webm": _("sound recording"),
    "audio/ogg": _("sound recording"),
    "audio/mp4": _("sound recording"),
    "audio/wav": _("sound recording"),
    "audio/mpeg": _("sound recording"),
}
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
}


class _File(Protocol):
    pk: Any
    content_type: Any
    entered_at: Any


class Named:
    """Words and a name for a row that keeps a file."""

    @property
    def kind(self: _File) -> str:
        """What it is, in words."""
        return str(WORDS.get(self.content_type, _("file")))

    @property
    def file_name(self: _File) -> str:
        """Neutral: the day it came in, the last signs of its key, and an ending that opens it."""
        day = clock.local_date(self.entered_at)
        return f"{day:%Y%m%d}-{self.pk.hex[-8:]}.{ENDINGS.get(self.content_type, 'bin')}"
