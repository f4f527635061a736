"""Keeping the sub-items: one is added, worded anew or closed from today on; matters keep what they were given."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cases.categories.models import CategoryItem
from cases.vocabulary.intake import Category
from network.access import gate, rest
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib import clock

_TURN = "select pg_advisory_xact_lock(83, 1)"


def _begin(by: User) -> None:
    gate.require(rest.of(by), "keep_categories")
    with connection.cursor() as cursor:
        cursor.execute(_TURN)


def _check_name(root: str, name: str) -> str:
    name = name.strip()
    if not name:
        raise Refusal("name", _("Write the name of the sub-item."))
    if CategoryItem.objects.filter(root=root, ends_on=None, name=name).exists():
        raise Refusal("name", _("There is a sub-item of this name in the class already."))
    return name


@transaction.atomic
def add_item(*, root: str, name: str, by: User, at: datetime | None = None) -> CategoryItem:
    """One more sub-item at the end of its class, offered from today on. Raises Refusal for the form."""
    _begin(by)
    root, name = Category(root), _check_name(root, name)
    rows = CategoryItem.objects.filter(root=root)
    return CategoryItem.objects.create(
        root=root,
        code=f"added_{rows.values('code').distinct().count() + 1}",
        name=name,
        position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1,
        starts_on=clock.local_date(at or clock.now()),
    )


@transaction.atomic
def rename_item(item: CategoryItem, *, name: str, by: User, at: datetime | None = None) -> CategoryItem:
    """The same code in other words from today on: a row of its own, and the earlier matters keep theirs."""
    _begin(by)
    row, name = _open(item), _check_name(item.root, name)
    today = clock.local_date(at or clock.now())
    _end(row, today)
    return CategoryItem.objects.create(
        root=row.root, code=row.code, name=name, position=row.position, starts_on=today
    )


@transaction.atomic
def close_item(item: CategoryItem, *, by: User, at: datetime | None = None) -> None:
    """From today on it is offered to nobody; what was filed under it stays so."""
    _begin(by)
    _end(_open(item), clock.local_date(at or clock.now()))


def _open(item: CategoryItem) -> CategoryItem:
    row = CategoryItem.objects.filter(pk=item.pk, ends_on=None).first()
    if row is None:
        raise Refusal("item", _("This sub-item was closed or worded anew meanwhile."))
    return row


def _end(row: CategoryItem, day: date) -> None:
    row.ends_on = max(day, row.starts_on)
    row.save(update_fields=["ends_on"])
