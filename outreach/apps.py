"""Going out before she has to come in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """Rounds and needs, campaigns with partners, health, helping hands, model families."""

    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self) -> None:
        """Tell clocks, messages, places and hand-overs how what is done outside answers them, reports where they come from, and ledgers which tables go upward."""
        from outreach import returns
        from outreach.campaigns import subjects as campaigns
        from outreach.families import subjects as families
        from outreach.health import subjects as health
        from outreach.needs import subjects as needs
        from outreach.outcomes import tables
        from outreach.pairings import subjects as pairings
        from outreach.partners import subjects as partners
        from outreach.threezero import subjects as threezero
        from outreach.visits import subjects as visits

        visits.enrol()
        needs.enrol()
        partners.enrol()
        campaigns.enrol()
        pairings.enrol()
        families.enrol()
        health.enrol()
        threezero.enrol()
        tables.enrol()
        returns.enrol()
