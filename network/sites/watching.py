"""Who wants to know that a place was opened, serves otherwise or was given up, and what keeps a station: upper features say so here."""

from collections.abc import Callable
from datetime import datetime

from network.sites.places import Site
from network.staff.models import User
from network.units.models import Unit

Watcher = Callable[[Site, User, datetime], None]
Hold = Callable[[Unit], object]
_watchers: dict[str, Watcher] = {}
_holds: dict[str, Hold] = {}


def register(name: str, watcher: Watcher) -> None:
    """Called once when the app above is ready; it is told in the transaction of the change. A name replaces itself."""
    _watchers[name] = watcher


def tell(site: Site, *, by: User, at: datetime) -> None:
    """Everybody who wants to know."""
    for watcher in _watchers.values():
        watcher(site, by, at)


def register_hold(name: str, hold: Hold) -> None:
    """Called once when the app above is ready: why the station of a hamlet cannot end, as a sentence; "" when it can."""
    _holds[name] = hold


def held(unit: Unit) -> object:
    """The first reason why the station of this hamlet cannot end; "" when nothing holds it."""
    return next((said for hold in _holds.values() if (said := hold(unit))), "")
