"""What goes dark and what is deleted by itself, as the worker; twice is harmless, and nobody is told.

The walls hide a file from its moment on, whether this job has run or not; the job closes the card and stops the clocks.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from network.access import logins
from network.deadlines import calculator
from sisterhood.lib import clock

_RUN = "select darkened, forgotten from support_sweep(%s, %s)"


@transaction.atomic
def sweep(*, at: datetime | None = None) -> dict[str, int]:
    """Files past their moment become restricted; words of what was decided are deleted after the days of the rule.

    Raises WrongLogin on the web's login.
    """
    logins.require_worker()
    at = at or clock.now()
    days = timedelta(days=calculator.length_of("support.forget", on=clock.local_date(at)))
    with connection.cursor() as cursor:
        cursor.execute(_RUN, [at, at - days])
        darkened, forgotten = cursor.fetchone()
    return {"darkened": darkened, "forgotten": forgotten}
