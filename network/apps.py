"""Who, where, what they may do, when it is due, how they are told; never knows what a case is."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """The five-level network."""

    name = "network"
    verbose_name = _("Five-level network")

    def ready(self) -> None:
        """Tell the tree what keeps a unit from being closed, who hears of its move, and the public pages which days they announce."""
        from network.bulletins import subjects as bulletins
        from network.devices import subjects as devices
        from network.duty import board
        from network.duty.rota import places
        from network.inspections import subjects as inspections
        from network.notifications import moves
        from network.patrols import subjects as patrols
        from network.selection import subjects as selections
        from network.sites import verbs as sites
        from network.staff import appointments
        from network.volunteers import subjects as volunteers

        appointments.enrol()
        board.enrol()
        bulletins.enrol()
        moves.enrol()
        places.enrol()
        sites.enrol()
        inspections.enrol()
        devices.enrol()
        selections.enrol()
        volunteers.enrol()
        patrols.enrol()
