"""Going out before she has to come in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """Rounds of visits, what is needed where, and helping hands."""

    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self) -> None:
        """Tell clocks, messages, places and hand-overs how rounds, sheets and helping hands answer them, and reports where they come from."""
        from outreach.needs import subjects as needs
        from outreach.pairings import subjects as pairings
        from outreach.visits import subjects as visits

        visits.enrol()
        needs.enrol()
        pairings.enrol()
