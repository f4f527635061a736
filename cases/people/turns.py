"""One at a time: locks by name that end with the transaction."""

from collections.abc import Iterable

from django.db import connection


def take_turns(names: Iterable[str]) -> None:
    """Wait for whoever holds one of the names, in an order that is the same for everybody.

    Taken before any row is locked, so two people never wait for each other.
    """
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
