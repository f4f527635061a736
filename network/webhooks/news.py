"""News for programs: a row for every address that listens, in the transaction of the act. Nothing is sent from here."""

from datetime import datetime

from django.db import connection


def tell(kind: str, number: str, *, at: datetime) -> None:
    """One event; whoever acts may post, but not look who listens (`webhook_post`)."""
    with connection.cursor() as cursor:
        cursor.execute("select webhook_post(%s, %s, %s)", [kind, number, at])
