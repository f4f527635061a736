"""Which page a message about a subject leads to: upper apps register theirs; this app never knows a case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from network.access.scope import Scope


@dataclass(frozen=True)
class Page:
    """`name`: of the address, which takes the id of the subject; `opens`: whether it opens to her now.

    `called`: what whoever it opens to calls it on her own list, a number and never a name; empty where it has none.
    """

    name: str
    opens: Callable[[UUID, Scope], bool]
    called: Callable[[UUID], str] = lambda subject: ""


def among(rows: Callable[[Scope], QuerySet[Any]]) -> Callable[[UUID, Scope], bool]:
    """Opens to whoever finds its subject among these rows."""
    return lambda subject, scope: rows(scope).filter(pk=subject).exists()


def by(rows: QuerySet[Any], field: str) -> Callable[[UUID], str]:
    """Called by this column or property of its row."""
    return lambda subject: str(getattr(rows.filter(pk=subject).first(), field, ""))


_pages: dict[str, Page] = {}


def register(kind: str, page: Page) -> None:
    """Called once for each kind of subject from the upper app's `ready()`."""
    _pages[kind] = page


def address(kind: str, subject: UUID | None, scope: Scope) -> tuple[str, UUID] | None:
    """Name and argument of the page of a subject; None when it does not open to her, or nobody has one."""
    page = _pages.get(kind)
    if page is None or subject is None or not page.opens(subject, scope):
        return None
    return page.name, subject


def called(kind: str, subject: UUID) -> str:
    """What its page calls the subject; ask only for one that opens to her (`address`)."""
    page = _pages.get(kind)
    return page.called(subject) if page else ""
