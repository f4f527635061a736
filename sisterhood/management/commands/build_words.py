"""`manage.py build_words`: join the word lists of `locale/parts/` and compile them for gettext."""

import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PARTS = Path(settings.BASE_DIR) / "locale" / "parts"
TARGET = Path(settings.BASE_DIR) / "build" / "locale" / "zh_Hans" / "LC_MESSAGES"


def joined(parts: Path = PARTS) -> polib.POFile:
    """One catalogue from all lists. Two lists that translate one sentence differently raise CommandError."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "zh_Hans",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    seen: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in sorted(parts.glob("*.po")):
        for entry in polib.pofile(str(path), wrapwidth=0):
            key = (entry.msgctxt, entry.msgid)
            if key not in seen:
                seen[key] = entry
                catalogue.append(entry)
            elif (seen[key].msgstr, seen[key].msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                raise CommandError(f"{path.name} translates {entry.msgid!r} differently from another list")
    return catalogue


def compile_words() -> int:
    """Write django.mo in one move, so that two programs may do it at once; returns how many sentences."""
    TARGET.mkdir(parents=True, exist_ok=True)
    catalogue = joined()
    fresh = TARGET / f"django.{os.getpid()}.mo"
    catalogue.save_as_mofile(str(fresh))
    fresh.replace(TARGET / "django.mo")
    return len(catalogue)


def are_fresh() -> bool:
    """Whether the compiled words are younger than every list."""
    made, lists = TARGET / "django.mo", list(PARTS.glob("*.po"))
    newest = max(path.stat().st_mtime for path in [PARTS, *lists])
    return made.exists() and made.stat().st_mtime > newest


class Command(BaseCommand):
    """Needs no database."""

    help = "Compile the Chinese words of the interface."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write django.mo and say how many sentences it holds."""
        self.stdout.write(f"{compile_words()} sentences compiled")
