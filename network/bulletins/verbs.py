"""Writing, publishing, withdrawing a bulletin, and reminding whoever has not opened it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.bulletins import readers
from network.bulletins.audience import READER_ROLES
from network.bulletins.frame import SUBJECT, Line, gone, log, step
from network.bulletins.models import Bulletin, BulletinReading
from network.bulletins.wording import refuse_people
from network.deadlines import calculator
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

PER_DAY = "bulletin.remind"


def _write(row: Bulletin, *, title: str, body: str, below: Unit, roles: Iterable[str]) -> None:
    title, body, chosen = title.strip(), body.strip(), [role for role in READER_ROLES if role in set(roles)]
    if not title:
        raise Refusal("title", _("Write a title."))
    if not body:
        raise Refusal("body", _("Write what you want to tell."))
    refuse_people({"title": title, "body": body})
    if row.unit_id not in below.ancestor_ids or below.valid_to is not None:
        raise Refusal("below", _("Choose your own unit or one below it."))
    if not chosen:
        raise Refusal("roles", _("Choose who is to read it."))
    row.title, row.body, row.below, row.roles = title, body, below, chosen


@transaction.atomic
def draft_bulletin(
    unit: Unit,
    *,
    title: str,
    body: str,
    below: Unit,
    roles: Iterable[str],
    by: User,
    at: datetime | None = None,
) -> Bulletin:
    """A draft of her own unit; nobody is told. Raises Refusal: the gate's, or with the field it is about."""
    at = at or clock.now()
    row = Bulletin(unit=unit, written_by=by, written_at=at)
    gate.require(rest.of(by), "draft_bulletin", row)
    _write(row, title=title, body=body, below=below, roles=roles)
    row.save(force_insert=True)
    log(row, "draft_bulletin", by=by, at=at)
    return row


def revise_bulletin(
    row: UUID,
    *,
    title: str,
    body: str,
    below: Unit,
    roles: Iterable[str],
    by: User,
    at: datetime | None = None,
) -> Bulletin:
    """Other words, or other readers, while it is a draft."""
    with step(row, "revise_bulletin", by=by, at=at) as line:
        _write(line.row, title=title, body=body, below=below, roles=roles)
        line.row.written_by, line.row.written_at = by, line.at
        return line.done("title", "body", "below", "roles", "written_by", "written_at")


def discard_bulletin(row: UUID, *, by: User, at: datetime | None = None) -> Bulletin:
    """It is never published."""
    with step(row, "discard_bulletin", by=by, at=at) as line:
        return line.done()


def publish_bulletin(row: UUID, *, by: User, at: datetime | None = None) -> Bulletin:
    """The unit's leader answers for it; its readers are told, and the version before it is replaced."""
    with step(row, "publish_bulletin", by=by, at=at) as line:
        # Once more: a number that a window published may be nobody's now.
        refuse_people({"title": line.row.title, "body": line.row.body})
        _supersede(line)
        line.row.published_by, line.row.published_at = by, line.at
        found = line.done("published_by", "published_at", version=line.row.version)
        _tell(line, readers.people(found, on=line.today), key=f"bulletin:{found.pk}")
        return found


def _supersede(line: Line) -> None:
    if line.row.replaces_id is None:
        return
    before = Bulletin.objects.select_for_update(of=("self",)).get(pk=line.row.replaces_id)
    if before.state == "published":
        before.state = "replaced"
        before.save(update_fields=["state"])
        log(before, "supersede", by=line.by, at=line.at)


def _tell(line: Line, people: Iterable[int], *, key: str) -> None:
    subject = (SUBJECT, line.row.pk)
    outbox.post_many(
        [outbox.Post("bulletin", person, f"{key}:{person}", subject) for person in people], at=line.at
    )


def remind_readers(row: UUID, *, by: User, at: datetime | None = None) -> Bulletin:
    """Everybody who has not opened it is told again; as often a day as the rule says. Raises Refusal: too often, nobody left."""
    with step(row, "remind_readers", by=by, at=at) as line:
        done = line.row.reminded_times if line.row.reminded_on == line.today else 0
        if done >= calculator.length_of(PER_DAY, on=line.today):
            raise Refusal("remind", _("They were reminded today. Try again tomorrow, or call them."))
        left = readers.unread(line.row, on=line.today)
        if not left:
            raise Refusal("remind", _("Everybody has read it."))
        line.row.reminded_on, line.row.reminded_times = line.today, done + 1
        _tell(line, left, key=f"bulletin:{line.row.pk}:{line.today}:{done + 1}")
        return line.done("reminded_on", "reminded_times", told=len(left))


def withdraw_bulletin(row: UUID, *, reason: str, by: User, at: datetime | None = None) -> Bulletin:
    """It holds no more; readers find the reason instead of its words."""
    with step(row, "withdraw_bulletin", by=by, at=at) as line:
        if not reason.strip():
            raise Refusal("reason", _("Write why it holds no more."))
        refuse_people({"reason": reason})
        line.row.reason, line.row.withdrawn_by, line.row.withdrawn_at = reason.strip(), by, line.at
        return line.done("reason", "withdrawn_by", "withdrawn_at")


def renew_bulletin(row: UUID, *, by: User, at: datetime | None = None) -> Bulletin:
    """A draft with the same words as the next version. The old one holds until the new one is published."""
    with step(row, "renew_bulletin", by=by, at=at) as line:
        old = line.row
        known = Bulletin.objects.filter(replaces=old, state="draft").first()
        if known is not None:
            return known
        new = Bulletin(unit=old.unit, below=old.below, roles=old.roles, title=old.title, body=old.body)
        new.version, new.replaces, new.written_by, new.written_at = old.version + 1, old, by, line.at
        new.save(force_insert=True)
        line.done(version=new.version)
        log(new, "draft_bulletin", by=by, at=line.at)
        return new


def _speaks_to_herself(bulletin: Bulletin) -> bool:
    """Not only to a colleague on leave for whom she stands in."""
    with connection.cursor() as cursor:
        cursor.execute("select bulletin_reaches(%s)", [bulletin.pk])
        return bool(cursor.fetchone()[0])


def open_bulletin(row: UUID, *, by: User, at: datetime | None = None) -> Bulletin:
    """She has opened it; the first time counts. Raises Refusal for one that does not speak to her."""
    found = Bulletin.objects.visible_to(rest.of(by)).select_related("unit", "published_by").filter(pk=row)
    bulletin = found.first()
    if bulletin is None:
        raise gone()
    if bulletin.state == "published" and _speaks_to_herself(bulletin):
        mark = BulletinReading(bulletin=bulletin, user=by, opened_at=at or clock.now())
        BulletinReading.objects.bulk_create([mark], ignore_conflicts=True)
    return bulletin
