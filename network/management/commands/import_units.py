"""import_units FILE: bring the five-level tree in line with a file of divisions."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.units.imports import NotOwner, import_units

MOST_SHOWN = 50
BAR = 30


class Command(BaseCommand):
    """Exit 0 when imported, 1 when the file has errors (then nothing is imported), 2 when it cannot be read."""

    help = "Imports divisions from a CSV file with the columns code, name, level, parent_code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and two switches."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="check and count, change nothing")
        parser.add_argument(
            "--close-missing",
            action="store_true",
            help="close units under the file's roots that it does not hold",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One import; figures on standard output, the bar and the errors on standard error."""
        try:
            report = import_units(
                options["file"],
                dry_run=options["dry_run"],
                close_missing=options["close_missing"],
                progress=self._bar if options["verbosity"] else lambda done, total: None,
            )
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s.")
                % {"file": options["file"], "reason": error.strerror},
                returncode=2,
            ) from error
        except NotOwner as error:
            raise CommandError(str(error), returncode=2) from error
        if report.errors:
            self._tell_errors(report.errors)
        if not options["verbosity"]:
            return
        for name, number in report.counts.items():
            self.stdout.write(f"{name}: {number}")
        if options["dry_run"]:
            self.stdout.write(_("Nothing was changed: this was a dry run."))

    def _tell_errors(self, errors: list[Any]) -> None:
        for error in errors[:MOST_SHOWN]:
            self.stderr.write(str(error))
        more = len(errors) - MOST_SHOWN
        if more > 0:
            self.stderr.write(_("%(count)d more rows are wrong.") % {"count": more})
        raise CommandError(_("The file has errors; nothing was imported."), returncode=1)

    def _bar(self, done: int, total: int) -> None:
        share = done / total if total else 1
        full = round(BAR * share)
        line = f"[{'#' * full}{'.' * (BAR - full)}] {share:4.0%}"
        sys.stderr.write(f"\r{line}" if share < 1 else f"\r{line}\n")
        sys.stderr.flush()
