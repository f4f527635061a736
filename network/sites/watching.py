"""Who wants to know that a place was opened, serves otherwise or was given up: upper features say so here."""

from collections.abc import Callable
from datetime import datetime

from network.sites.places import Site
from network.staff.models import User

Watcher = Callable[[Site, User, datetime], None]
_watchers: dict[str, Watcher] = {}


def register(name: str, watcher: Watcher) -> None:
    """Called once when the app above is ready; it is told in the transaction of the change. A name replaces itself."""
    _watchers[name] = watcher


def tell(site: Site, *, by: User, at: datetime) -> None:
    """Everybody who wants to know."""
    for watcher in _watchers.values():
        watcher(site, by, at)
