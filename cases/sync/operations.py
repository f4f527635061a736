"""What a phone may send after the fact: a registry of forms, filled from `apps.py: ready()` by whoever owns the form.

    from cases.sync import operations
    operations.register(operations.Form("visit", newest=2, take=take_visit, upgrade={1: from_one_to_two}))

`take(told, arrived)` runs in the transaction of the receipt, behind every wall, as the person who wrote it: it calls the
verb that the page of the form calls, and answers with a `Result`. It is called once for each number of an item, however
often the phone sends it. What the phone sealed it cannot read any more, so a form never sends words back to be mended: it
keeps what came, says what is missing (`lacking`), and whoever must asks her. A `Refusal` it raises parks the item on the
phone with its sentence; only what can never be kept is worth one.

`told` are the fields as the page would post them (`MultiValueDict`); `upgrade[n]` turns fields of version n into those of
n + 1. The two versions before the newest are accepted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.staff.models import User

BACK = 2  # versions of a form that are still taken
RECEIVED, INCOMPLETE, CHECK = "received", "incomplete", "check"


@dataclass(frozen=True)
class Arrived:
    """One item: its number (also the number of what it makes), who wrote it, when she saved it and when it came.

    `made_at` is what the phone's clock said, "" believed or not; `files` is how many files are to follow.
    """

    key: UUID
    by: User
    at: datetime
    made_at: datetime | None
    files: int = 0


@dataclass(frozen=True)
class Result:
    """What became of it. `subject` is its kind and id: where its files go; `number` is shown to her."""

    number: str = ""
    state: str = RECEIVED
    subject: tuple[str, UUID] | None = None
    lacking: tuple[str, ...] = field(default=())


Fields = MultiValueDict
Take = Callable[[Fields, Arrived], Result]


@dataclass(frozen=True)
class Form:
    """One form of the phone; `page_says` is the sentence shown when it was kept, `check_says` when somebody looks first."""

    code: str
    newest: int
    take: Take
    upgrade: Mapping[int, Callable[[Fields], Fields]] = field(default_factory=dict)
    page_says: object = _("Received.")
    check_says: object = _("Received. The matter has moved on meanwhile; a colleague will look at your note.")


@dataclass(frozen=True)
class FileHome:
    """Where files of a kind of subject go. `keep` answers False when it has to wait for somebody who opens the subject."""

    keep: Callable[[UUID, UUID, bytes, str, User], bool]


_forms: dict[str, Form] = {}
_homes: dict[str, FileHome] = {}


def register(form: Form) -> None:
    """Called once for each form; a form registered again is replaced."""
    _forms[form.code] = form


def register_home(kind: str, home: FileHome) -> None:
    """Called once for each kind of subject whose items may carry files."""
    _homes[kind] = home


def home_of(kind: str) -> FileHome | None:
    """Where its files go; None for a kind that takes none."""
    return _homes.get(kind)


def newest() -> dict[str, int]:
    """By form its newest version, as the phone is told."""
    return {code: form.newest for code, form in sorted(_forms.items())}


def says(code: str, state: str = RECEIVED) -> object:
    """The sentence for an item of this form that was kept, or that somebody looks at first."""
    form = _forms.get(code)
    return (form.check_says if state == CHECK else form.page_says) if form else ""


def take(code: str, version: int, told: Fields, arrived: Arrived) -> Result:
    """Hand the fields to the form. Raises Refusal for a form or version that is not known, or the form's own."""
    form = _forms.get(code)
    if form is None or not max(1, form.newest - BACK) <= version <= form.newest:
        raise Refusal(
            "unreadable", _("This was written with another version of the app. Please call the township.")
        )
    for step in range(version, form.newest):
        told = form.upgrade[step](told)
    return form.take(told, arrived)
