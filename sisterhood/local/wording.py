"""Sentences of the embedded servers, said before the framework is up; Chinese once the catalogue is compiled."""

from gettext import translation
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent.parent / "build" / "locale"

_ = translation("django", LOCALE_DIR, languages=["zh_Hans"], fallback=True).gettext


class ServersUnavailable(RuntimeError):
    """The embedded servers cannot run here; the message is one plain sentence for the person at the screen."""
