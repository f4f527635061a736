"""due RULE START [--json]: when is it due, and which days counted."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.deadlines import calculator, faces
from network.deadlines.models import Limit
from network.deadlines.terms import Terms
from network.deadlines.versions import in_force
from sisterhood.lib import clock
from sisterhood.lib.workdays import CalendarMissing, Period, PeriodError


def read_start(text: str) -> date | datetime:
    """A date, or an aware moment (of Shanghai where no zone is named). Raises ValueError."""
    if len(text) == len("2026-09-16"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


class Command(BaseCommand):
    """Exit 0 with the due date on the first line, 1 when the calendar does not reach, 2 for a bad rule or start."""

    help = "Computes a due date and shows every day that counted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """RULE, START and the form of the answer."""
        parser.add_argument("rule", metavar="RULE", help="code of a time limit, such as petition.notice")
        parser.add_argument("start", metavar="START", help="a date or an ISO moment")
        parser.add_argument("--json", action="store_true", help="everything, as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence on standard error when it cannot be counted."""
        rule = Limit.objects.filter(pk=options["rule"]).first()
        if rule is None:
            known = ", ".join(Limit.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                _("There is no rule %(rule)s; the rules are %(known)s.")
                % {"rule": options["rule"], "known": known},
                returncode=2,
            )
        try:
            start = read_start(options["start"])
        except ValueError as error:
            raise CommandError(
                _("%(text)s is neither a date nor an ISO moment.") % {"text": options["start"]}, returncode=2
            ) from error
        limit = in_force(rule, on=clock.local_date(start) if isinstance(start, datetime) else start)
        try:
            period = calculator.period_of(limit, start)
        except (PeriodError, CalendarMissing) as error:
            raise CommandError(str(error), returncode=1) from error
        if options["json"]:
            self.stdout.write(json.dumps(_report(rule.code, limit, start, period), ensure_ascii=False))
        else:
            self._tell(limit, period)

    def _tell(self, limit: Terms, period: Period) -> None:
        self.stdout.write(period.due_on.isoformat())
        self.stdout.write(f"{limit.name}: {faces.length_words(limit)}, {limit.source}")
        self.stdout.write(_("due at %(moment)s") % {"moment": period.due_at.isoformat()})
        if period.internal_due_on != period.due_on:
            day = period.internal_due_on.isoformat()
            self.stdout.write(_("our own target is %(day)s, before the rest days") % {"day": day})
        if period.provisional:
            self.stdout.write(_("estimated: the holidays of that time are not published yet"))


def _report(code: str, limit: Terms, start: date | datetime, period: Period) -> dict[str, Any]:
    return {
        "rule": code,
        "start": start.isoformat(),
        "raw_due_on": period.raw_due_on.isoformat(),
        "internal_due_on": period.internal_due_on.isoformat(),
        "due_on": period.due_on.isoformat(),
        "due_at": period.due_at.isoformat(),
        "provisional": period.provisional,
        "source": limit.source,
        "days": [
            {"date": day.date.isoformat(), "kind": day.kind.value, "counted": day.counted}
            for day in period.days
        ],
    }
