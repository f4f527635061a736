"""load_calendar FILE --notice NO: a year as the State Council published it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.access.gate import Refusal
from network.access.logins import WrongLogin
from network.deadlines import calendar, notice
from network.deadlines.notice import Notice

MOST_SHOWN = 50


class Command(BaseCommand):
    """Exit 0 when loaded, 1 when the file has errors (then nothing is loaded), 2 when it cannot be read."""

    help = "Loads a published year of holidays from a CSV file with the columns date, kind, name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, the notice it comes from, and a check without loading."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--notice", required=True, metavar="NO", help="number of the State Council's notice"
        )
        parser.add_argument("--dry-run", action="store_true", help="check the file, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every error with its row, or one line about what moved."""
        found = self._read(options["file"])
        if found.errors:
            for sentence in found.errors[:MOST_SHOWN]:
                self.stderr.write(sentence)
            raise CommandError(_("The file has errors; nothing was loaded."), returncode=1)
        if options["dry_run"]:
            self.stdout.write(
                _("%(year)s: %(days)d days named, no error. Nothing was changed: this was a dry run.")
                % {"year": found.year, "days": len(found.days)}
            )
            return
        try:
            loaded = calendar.load_official(found.year, found.days, notice_no=options["notice"], by=None)
        except Refusal as error:
            raise CommandError(str(error), returncode=1) from error
        except WrongLogin as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            _("%(year)s loaded: %(days)d days changed; clocks due earlier %(earlier)d, later %(later)d.")
            % {
                "year": loaded.year,
                "days": loaded.days_changed,
                "earlier": loaded.clocks.earlier,
                "later": loaded.clocks.later,
            }
        )

    @staticmethod
    def _read(path: Path) -> Notice:
        try:
            return notice.read(path)
        except OSError as error:
            reason = error.strerror
        except UnicodeDecodeError:
            reason = _("it is not UTF-8 text")
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": reason}, returncode=2
        )
