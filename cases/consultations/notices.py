"""The text of the consent sheet in its versions: one person drafts, another publishes it from a day on (PIPL art. 17).

What is published is never changed; every sheet keeps the version that was signed.
"""

import hashlib
from datetime import date, datetime

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from cases.consultations.models import CounsellingNotice
from network.access import gate, rest
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib import clock

SIGNABLE = 2


def published() -> models.QuerySet[CounsellingNotice]:
    """Every version that was published, the newest first."""
    return CounsellingNotice.objects.exclude(published_at=None)


def draft() -> CounsellingNotice | None:
    """The next version while it is written."""
    return CounsellingNotice.objects.filter(published_at=None).select_related("drafted_by").first()


def in_force(day: date) -> CounsellingNotice:
    """The text of a day; raises Refusal when there is none yet."""
    found = published().filter(in_force_from__lte=day).order_by("-version").first()
    if found is None:
        raise Refusal("notice", _("There is no text for the consent sheet yet."))
    return found


def signable(day: date) -> list[CounsellingNotice]:
    """What may lie signed on the table: the text of the day, and the one before it, printed before the change."""
    return list(published().filter(in_force_from__lte=day).order_by("-version")[:SIGNABLE])


def shown_to_her(version: int | None, *, signed_on: date) -> CounsellingNotice:
    """The version she signed, or the one of that day. Raises Refusal for one that was not in force yet."""
    if version is None:
        return in_force(signed_on)
    found = published().filter(pk=version).first()
    if found is None or found.in_force_from is None or found.in_force_from > signed_on:
        raise Refusal("version", _("This version of the sheet did not exist on the day of signing."))
    return found


def seal_of(row: CounsellingNotice) -> str:
    """A mark of the words somebody has read, so that nobody publishes other ones."""
    return hashlib.sha256(row.text.encode()).hexdigest()


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(79, 152)")


@transaction.atomic
def draft_sheet(*, text: str, by: User, at: datetime | None = None) -> CounsellingNotice:
    """The next version, or the draft of it written anew; nothing is in force by this."""
    gate.require(rest.of(by), "draft_sheet")
    if not text.strip():
        raise Refusal("text", _("Write the text of the sheet."))
    _alone()
    row = draft()
    fresh = row is None
    if row is None:
        newest = CounsellingNotice.objects.order_by("-version").first()
        row = CounsellingNotice(version=newest.version + 1 if newest else 1)
    row.text, row.drafted_by, row.drafted_at = text.strip(), by, at or clock.now()
    row.save(force_insert=fresh)
    return row


@transaction.atomic
def publish_sheet(
    *, in_force_from: date, seen: str, by: User, at: datetime | None = None
) -> CounsellingNotice:
    """The draft becomes the sheet from a day on, today or later, after every version before it.

    `seen` is the mark of the words she read. Raises Refusal with the field it belongs to.
    """
    at = at or clock.now()
    gate.require(rest.of(by), "publish_sheet")
    _alone()
    row = draft()
    if row is None:
        raise Refusal("draft", _("There is no draft to publish."))
    if row.drafted_by_id == by.pk:
        raise Refusal("second", _("You wrote this draft. Somebody else publishes it."))
    if seen != seal_of(row):
        raise Refusal("seen", _("The draft has been written anew meanwhile. Please read it once more."))
    if in_force_from < clock.local_date(at):
        raise Refusal("in_force_from", _("It begins today or on a day to come."))
    last = published().order_by("-version").first()
    if last is not None and last.in_force_from is not None and in_force_from <= last.in_force_from:
        raise Refusal("in_force_from", _("It begins after the version before it."))
    row.in_force_from, row.published_by, row.published_at = in_force_from, by, at
    row.save(update_fields=["in_force_from", "published_by", "published_at"])
    return row
