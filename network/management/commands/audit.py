"""audit verify | seal | anchor: the chain of the audit log."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.audit import chain


class Command(BaseCommand):
    """Exit 0 when the chain is whole, 1 when it is broken."""

    help = "Seals, verifies or anchors the audit log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word."""
        parser.add_argument("what", choices=["verify", "seal", "anchor"])

    def handle(self, *args: Any, **options: Any) -> None:
        """One act; its answer as one line of JSON."""
        {"verify": self._verify, "seal": self._seal, "anchor": self._anchor}[options["what"]]()

    def _seal(self) -> None:
        self.stdout.write(json.dumps({"sealed": chain.seal_all()}))

    def _anchor(self) -> None:
        self.stdout.write(json.dumps(asdict(chain.anchor())))

    def _verify(self) -> None:
        verdict = chain.verify()
        self.stdout.write(json.dumps(asdict(verdict)))
        if verdict.first_bad is not None:
            raise CommandError(
                _("The audit chain is broken at event %(event)d.") % {"event": verdict.first_bad},
                returncode=1,
            )
        anchor = chain.broken_anchor()
        if anchor is not None:
            raise CommandError(
                _(
                    "The audit chain no longer fits the anchor at position %(position)d: events were cut off or rewritten."
                )
                % {"position": anchor.position},
                returncode=1,
            )
