"""Going out before she has to come in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """Rounds of visits and what is needed where."""

    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self) -> None:
        """Tell clocks, messages, places and hand-overs how rounds and sheets answer them, and reports where they come from."""
        from outreach.health import subjects as health
        from outreach.needs import subjects as needs
        from outreach.visits import subjects as visits

        visits.enrol()
        needs.enrol()
        health.enrol()
