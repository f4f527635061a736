"""`manage.py build_initials`: write the table of first letters from pypinyin, which only developers have."""

from typing import Any

from django.core.management.base import BaseCommand
from pypinyin import Style, pinyin

from sisterhood.lib.initials import TABLE

FIRST, LAST = 0x4E00, 0x9FA5


def table() -> str:
    """26 lines: a letter, a space, and the signs that begin with it in the order of Unicode."""
    lines: dict[str, str] = {}
    for code in range(FIRST, LAST + 1):
        letter = pinyin(chr(code), style=Style.FIRST_LETTER, strict=False)[0][0].lower()
        if letter.isascii() and letter.isalpha():
            lines[letter] = lines.get(letter, "") + chr(code)
    return "".join(f"{letter} {signs}\n" for letter, signs in sorted(lines.items()))


class Command(BaseCommand):
    """Needs no database."""

    help = "Write the first letters of Han characters from pypinyin (development only)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write initials.txt and say how many signs it holds."""
        text = table()
        TABLE.write_text(text, encoding="utf-8")
        self.stdout.write(f"{sum(len(line) - 2 for line in text.splitlines())} signs")
