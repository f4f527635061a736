"""复式记账: entries whose postings add up to nothing, the oldest gift used first, one writer of a book at a time.

The database keeps every balance and refuses what is short, uneven or changed; here it is only said beforehand, in words.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from network.staff.models import User
from network.units.models import Unit
from outreach.donations.lists import EntryKind, Side
from outreach.donations.models import Account, Entry, Gift, Posting


@dataclass(frozen=True)
class Stuff:
    """What lies on an account: money (`item` empty, in cents) or one thing (in pieces), for one purpose."""

    unit: Unit
    purpose: str
    item: str = ""
    measure: str = ""

    @property
    def named(self) -> dict[str, Any]:
        """As the columns call it."""
        return {"unit": self.unit, "purpose": self.purpose, "item": self.item, "measure": self.measure}


def take_turn(unit: Unit) -> None:
    """One writer of a unit's book at a time, until her transaction ends: gifts are drawn on in one order."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"book of {unit.pk}"])


def account(stuff: Stuff, side: Side) -> Account:
    """The account, opened where there was none."""
    found, _made = Account.objects.get_or_create(side=side, **stuff.named)
    return found


def held(stuff: Stuff) -> int:
    """What is left, in cents or pieces."""
    row = Account.objects.filter(side=Side.HELD, **stuff.named).first()
    return row.balance if row is not None else 0


def drawn(stuff: Stuff, amount: int) -> list[tuple[Gift, int]]:
    """From which gifts an amount comes, the oldest first; less than the amount when less is left."""
    rows, short = list[tuple[Gift, int]](), amount
    for gift in Gift.objects.filter(left__gt=0, **stuff.named).order_by("given_on", "received_at", "id"):
        if not short:
            break
        part = min(gift.left, short)
        rows.append((gift, part))
        short -= part
    return rows


Lines = list[tuple[Account, Gift, int]]


def write(
    unit: Unit, kind: EntryKind, lines: Lines, *, on: date, by: User, at: datetime, **more: Any
) -> Entry:
    """One entry with its postings."""
    row = Entry(unit=unit, kind=kind, on=on, lines=len(lines), made_by=by, made_at=at, **more)
    row.save(force_insert=True)
    Posting.objects.bulk_create(
        [Posting(entry=row, account=where, gift=gift, amount=amount) for where, gift, amount in lines]
    )
    return row


def mirrored(entry: Entry) -> Lines:
    """The same postings with the other sign."""
    rows = entry.postings.select_related("account", "gift").order_by("id")
    return [(row.account, row.gift, -row.amount) for row in rows]
