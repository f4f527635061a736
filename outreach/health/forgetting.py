"""What is destroyed when: names of a screening some weeks after its day, papers of an
application years after its end, names of an enrolment a year after the plan."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from network.access import logins
from network.deadlines import calculator
from sisterhood.lib import clock

NAMES, PAPERS, ENROLLED = "screening.names", "relief.keep", "insurance.keep"


def _ask(statement: str, *given: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return int(cursor.fetchone()[0])


@transaction.atomic
def forget(*, at: datetime | None = None) -> dict[str, int]:
    """Runs as the worker, every night; a second time finds nothing. Raises WrongLogin on the web's login."""
    logins.require_worker()
    at = at or clock.now()
    today = clock.local_date(at)
    names = today - timedelta(days=calculator.length_of(NAMES, on=today))
    papers = at - timedelta(days=calculator.length_of(PAPERS, on=today))
    enrolled = today - timedelta(days=calculator.length_of(ENROLLED, on=today))
    return {
        "lists": _ask("select screening_forget(%s, %s)", names, at),
        "enrolments": _ask("select insurance_forget(%s)", enrolled),
        "papers": _ask("select relief_forget(%s)", papers),
    }
