"""`manage.py due RULE START [--json]`: when is it due, and which days counted."""

import json
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.deadlines import calculator
from network.deadlines.models import CountIn, Limit
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing, PeriodError


def _start(text: str) -> date | datetime:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is neither a date nor an ISO moment", returncode=2) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


class Command(BaseCommand):
    """First line: the due date."""

    help = "Compute a due date with every day counted."

    def add_arguments(self, parser: Any) -> None:
        """Rule, start, output form."""
        parser.add_argument("rule")
        parser.add_argument("start", help="a date or an ISO moment")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 2) for an unknown rule or a start that cannot be read."""
        limit = Limit.objects.filter(pk=options["rule"]).first()
        if limit is None:
            known = ", ".join(Limit.objects.values_list("code", flat=True))
            raise CommandError(f"there is no rule {options['rule']}; the rules are {known}", returncode=2)
        start = _start(options["start"])
        try:
            period = calculator.period_of(limit, start)
        except (PeriodError, CalendarMissing) as error:
            raise CommandError(str(error), returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(self._report(limit, start, period), ensure_ascii=False))
            return
        hours = limit.count_in == CountIn.HOURS
        self.stdout.write(period.due_at.isoformat() if hours else period.due_on.isoformat())
        self.stdout.write(f"{limit.name}: {limit.length} {limit.get_count_in_display()}, {limit.source}")
        if period.provisional:
            self.stdout.write("provisional: the holidays of that year are not published yet")

    @staticmethod
    def _report(limit: Limit, start: date | datetime, period: Any) -> dict[str, Any]:
        return {
            "rule": limit.code,
            "start": start.isoformat(),
            "raw_due_on": period.raw_due_on.isoformat(),
            "internal_due_on": period.internal_due_on.isoformat(),
            "due_on": period.due_on.isoformat(),
            "due_at": period.due_at.isoformat(),
            "provisional": period.provisional,
            "source": limit.source,
            "days": [
                {"date": d.date.isoformat(), "kind": str(d.kind), "counted": d.counted} for d in period.days
            ],
        }
