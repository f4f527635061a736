"""Which database login a job needs: on the wrong one row security would answer with silence, not with rows."""

from django.db import connection
from django.utils.translation import gettext as _


class WrongLogin(RuntimeError):
    """The job runs with a login that cannot see its rows; str() is a translated sentence."""


def require_worker() -> None:
    """Raises WrongLogin unless this connection is the worker's or the owner's."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        login = cursor.fetchone()[0]
    if login == "app":
        raise WrongLogin(_("This job needs the login “worker”; the web's login sees only its own rows."))
