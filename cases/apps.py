"""The whole life of a matter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Dossiers and every kind of work that hangs on them."""

    name = "cases"
    verbose_name = _("Matters")

    def ready(self) -> None:
        """Tell the deadlines engine how a case answers for its clocks."""
        from cases.casefile import subjects

        subjects.enrol()
