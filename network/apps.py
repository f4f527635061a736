"""Who, where, what they may do, when it is due, how they are told; never knows what a case is."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """The five-level network."""

    name = "network"
    verbose_name = _("Five-level network")

    def ready(self) -> None:
        """Tell the tree what keeps a unit from being closed."""
        from network.staff import appointments

        appointments.enrol()
