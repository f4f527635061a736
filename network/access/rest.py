"""The database side of a scope: transaction-local settings that row security reads.

`app.user_id`, `app.area`, `app.lead` and `app.audit` live for one transaction and are cleared on
leaving, because a released savepoint would leak them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from network.access.scope import Scope

_current: ContextVar[Scope | None] = ContextVar("scope", default=None)
_SETTINGS = "select set_config('app.user_id', %s, true), set_config('app.area', %s, true), set_config('app.lead', %s, true), set_config('app.audit', %s, true)"


class NoScope(RuntimeError):
    """Somebody asked for rows without saying who is asking."""


def current() -> Scope | None:
    """The scope of the running request or task, if any."""
    return _current.get()


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(str(i) for i in ids) + "}"


def _write(scope: Scope | None) -> None:
    with connection.cursor() as cursor:
        if scope is None:
            cursor.execute(_SETTINGS, ["", "", "", ""])
        else:
            audit = "on" if scope.is_auditor else ""
            cursor.execute(_SETTINGS, [str(scope.user_id), _array(scope.area), _array(scope.lead), audit])


@contextmanager
def acting_as(scope: Scope) -> Iterator[Scope]:
    """Run a block as one person: one transaction, its settings cleared before it ends."""
    before = _current.get()
    with transaction.atomic():
        _write(scope)
        token = _current.set(scope)
        try:
            yield scope
            if not transaction.get_rollback():  # a rollback takes the settings back by itself
                _write(before)
        finally:
            _current.reset(token)


def one_at_a_time(what: str) -> None:
    """Whoever acts does this once at a time until her transaction ends, so that nothing escapes a count."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s || app_user(), 0))", [f"{what} of "])


def refuse_without_scope(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """A query wrapper for tasks on the web login: stating a scope passes, reading needs one."""
    harmless = sql == _SETTINGS or sql.lstrip().lower().startswith(("savepoint", "release", "rollback"))
    if _current.get() is None and not harmless:
        raise NoScope("a task asked for rows outside `acting_as`")
    return execute(sql, params, many, context)


def of(user: object) -> Scope:
    """The running scope, which must be this person's: a verb never acts for somebody who did not ask."""
    scope = _current.get()
    if scope is None or scope.user_id != getattr(user, "pk", None):
        raise NoScope("a verb was called outside the scope of the person named by `by=`")
    return scope
