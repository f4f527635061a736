"""load_outlines FILE: outlines of units for the map of the cockpit, from a GeoJSON file of this machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.cockpit import outlines

MOST_SHOWN = 50


class Command(BaseCommand):
    """Exit 0 when loaded, 1 when the file has errors (then nothing is loaded), 2 on the wrong login."""

    help = (
        "Loads outlines of units: a GeoJSON FeatureCollection, each feature with the official code as `code`."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line, or every error."""
        try:
            loaded = outlines.load(options["file"])
        except outlines.WrongFile as error:
            for sentence in error.sentences[:MOST_SHOWN]:
                self.stderr.write(sentence)
            raise CommandError(_("The file has errors; nothing was loaded."), returncode=1) from error
        except outlines.NotOwner as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_("Outlines of %(loaded)d units loaded.") % {"loaded": loaded})
