"""Reading a notice of the State Council from a CSV file: date, kind, name; one row for each day it names."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from network.deadlines.calendar import faults
from sisterhood.lib.workdays import DayKind

COLUMNS = ("date", "kind", "name")
KINDS = [kind.value for kind in DayKind]


@dataclass
class Notice:
    """The days of a file, the row each stands in, and what is wrong with it, as sentences with row numbers."""

    days: dict[date, tuple[DayKind, str]] = field(default_factory=dict)
    rows: dict[date, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The year it is about: the latest one it names."""
        return max(day.year for day in self.days)

    def _wrong(self, row: int, sentence: str) -> None:
        self.errors.append(_("Row %(row)d: %(sentence)s") % {"row": row, "sentence": sentence})

    def take(self, row: int, cells: dict[str, str | None]) -> None:
        """One row of the file."""
        text, word, name = ((cells.get(column) or "").strip() for column in COLUMNS)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._wrong(row, _("“%(text)s” is not a date such as 2027-02-06.") % {"text": text[:20]})
            return
        if word not in KINDS:
            kinds = ", ".join(KINDS)
            self._wrong(row, _("“%(text)s” is none of %(kinds)s.") % {"text": word[:20], "kinds": kinds})
        elif day in self.days:
            self._wrong(
                row, _("%(day)s stands in row %(other)d already.") % {"day": day, "other": self.rows[day]}
            )
        else:
            self.days[day], self.rows[day] = (DayKind(word), name[:40]), row

    def check(self) -> None:
        """What the rows say together."""
        if not self.days:
            self.errors.append(_("The file names no day."))
        elif not self.errors:
            for day, sentence in faults(self.year, self.days).items():
                if day in self.rows:
                    self._wrong(self.rows[day], sentence)
                else:
                    self.errors.append(sentence)


def read(path: Path) -> Notice:
    """The notice in a file (UTF-8, with or without BOM). Raises OSError, UnicodeDecodeError."""
    return read_text(path.read_text(encoding="utf-8-sig"))


def read_text(text: str) -> Notice:
    """The notice in a text: a first row that names the columns, then one row for each day. Tabs do as well as commas."""
    reader = csv.DictReader(text.replace("\t", ",").splitlines(), skipinitialspace=True)
    notice = Notice()
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            columns = ", ".join(missing)
            notice.errors.append(
                _("The first row must name the columns; missing: %(columns)s.") % {"columns": columns}
            )
            return notice
        for cells in reader:
            notice.take(reader.line_num, cells)
    except csv.Error:
        notice.errors.append(_("This is not a table with commas."))
        return notice
    notice.check()
    return notice
