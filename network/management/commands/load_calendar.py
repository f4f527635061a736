"""`manage.py load_calendar FILE --notice NO`: a year as the State Council published it."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.deadlines import calendar, clocks
from network.deadlines.models import DayKind


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"{path} cannot be read as UTF-8 text", returncode=2) from None
    reader = csv.DictReader(text.splitlines())
    if not {"date", "kind", "name"} <= set(reader.fieldnames or ()):
        raise CommandError("the first row must name the columns date,kind,name", returncode=2)
    yield from enumerate(reader, start=2)


def read(path: Path) -> dict[date, tuple[str, str]]:
    """Dates with kind and name. Raises CommandError (exit 1) naming every bad row."""
    days: dict[date, tuple[str, str]] = {}
    errors = []
    for n, row in _rows(path):
        try:
            day = date.fromisoformat((row["date"] or "").strip())
        except ValueError:
            errors.append(f"row {n}: {row['date']} is not a date")
            continue
        kind = (row["kind"] or "").strip()
        if kind not in DayKind.values:
            errors.append(f"row {n}: {kind} is not one of {', '.join(DayKind.values)}")
        elif day in days:
            errors.append(f"row {n}: {day} stands twice")
        else:
            days[day] = (kind, (row["name"] or "").strip())
    if errors:
        raise CommandError("; ".join(errors[:20]), returncode=1)
    if not days:
        raise CommandError("the file names no day", returncode=1)
    return days


class Command(BaseCommand):
    """Runs as the owner of the database."""

    help = "Load a published year and recompute provisional clocks."

    def add_arguments(self, parser: Any) -> None:
        """File and notice number."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--notice", required=True, help="number of the State Council's notice")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, recompute, say what moved."""
        days = read(options["file"])
        year = max(day.year for day in days)
        if min(day.year for day in days) < year - 1:
            raise CommandError(
                "a notice covers one year and at most the last days of the year before", returncode=1
            )
        calendar.load_official(year, days, notice_no=options["notice"], by="load_calendar")
        earlier, later = clocks.recompute()
        self.stdout.write(f"{year}: {len(days)} days loaded; {earlier} clocks earlier, {later} later")
