"""Start-up check of the web process: row security binds only logins below it."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def refuse_masters() -> None:
    """Raises ImproperlyConfigured when the login is a superuser or bypasses row security."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        if cursor.fetchone()[0]:
            raise ImproperlyConfigured("DATABASE_URL logs in above the walls; use the login `app`.")
    connection.close()
