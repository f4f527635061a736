"""Photographs of an activity: drawn anew without location, sealed under a key of their own, gone when somebody withdraws."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from cases.casefile.attachments import checked
from cases.casefile.vault import Vault
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from outreach.campaigns.activity import Activity, Photo
from outreach.campaigns.frame import log, step
from outreach.campaigns.lists import ENOUGH, Consented, Shows
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

MOST = 12


def _place(pk: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "events" / pk.hex


def upload_evidence(
    row: UUID,
    *,
    content: bytes,
    shows: str,
    consented: str,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> Photo:
    """One photograph and who agreed to it. Raises Refusal: no picture, a child without her guardians' word, too many.

    `key` is made of the form (`once`): sent twice it is one photograph.
    """
    once.take_turn(key)
    known = Photo.objects.filter(pk=key, activity=row).first() if key else None
    if known is not None:
        return known
    with step(Activity, row, "upload_evidence", by=by, at=at) as line:
        if consented not in ENOUGH[Shows(shows)]:
            raise Refusal(
                "consented",
                _("This picture may be kept only when those on it agreed; for children their guardians."),
            )
        if line.row.photos.count() >= MOST:
            raise Refusal("photo", _("That is enough pictures of one activity."))
        picture, kind, _width, _height = checked(content)
        if not kind.startswith("image/"):
            raise Refusal("photo", _("Only a photograph shows an activity."))
        made = Photo(id=key or uuid7(), activity=line.row, shows=Shows(shows), consented=Consented(consented))
        made.content_type, made.size, made.entered_by, made.entered_at = kind, len(picture), by, line.at
        sealed = Vault.own(made).seal_file(picture, name=str(made.pk))
        made.save(force_insert=True)
        place = _place(made.pk)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = place.with_name(f".{place.name}.{os.getpid()}")
        draft.write_bytes(sealed)
        os.replace(draft, place)
        line.done()
        return made


def found(row: UUID, photo: UUID, scope: Scope) -> Photo:
    """A photograph somebody may look at; raises Photo.DoesNotExist."""
    gate.require(scope, "see_activities")
    activities = Activity.objects.visible_to(scope).filter(pk=row).values("pk")
    return Photo.objects.get(activity__in=activities, pk=photo, withdrawn_at=None)


def read(photo: Photo, *, by: User) -> bytes:
    """Its bytes. One on which somebody can be recognised is logged when it is opened. Raises FileNotFoundError, Unreadable."""
    if photo.shows != Shows.NOBODY:
        detail = {"photo": str(photo.pk)}
        record.event(Action.REVEAL, by=by, subject=("activity", photo.activity_id), detail=detail)
    return Vault.unwrapped(photo).open_file(_place(photo.pk).read_bytes(), name=str(photo.pk))


def withdraw_photo(row: UUID, *, photo: UUID, by: User, at: datetime | None = None) -> Photo:
    """Somebody on it takes back her consent: key and bytes go, and that it was there stays. Twice is harmless."""
    scope, at = rest.of(by), at or clock.now()
    with transaction.atomic():
        gate.require(scope, "upload_evidence")
        activity = Activity.objects.visible_to(scope).filter(pk=row).select_related("unit").first()
        rows = Photo.objects.select_for_update(of=("self",)).filter(activity=activity, pk=photo)
        found_ = rows.first() if activity is not None else None
        if activity is None or found_ is None:
            raise Refusal("gone", _("This does not exist, or it is not open to you."))
        gate.require(scope, "upload_evidence", activity)
        if found_.withdrawn_at is None:
            found_.wrapped, found_.withdrawn_at = None, at
            found_.save(update_fields=["wrapped", "withdrawn_at"])
            log(activity, "withdraw_photo", by=by, at=at)
        transaction.on_commit(lambda: _place(photo).unlink(missing_ok=True))
        return found_


def sweep(*, now: datetime | None = None) -> int:
    """As the worker: files of a day and older that belong to no photograph that stands; how many went."""
    oldest = ((now or clock.now()) - timedelta(days=1)).timestamp()
    with connection.cursor() as cursor:
        cursor.execute("select id from event_photos()")
        owned = {row[0].hex for row in cursor.fetchall()}
    folder, gone = Path(settings.MEDIA_ROOT) / "events", 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in owned and path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
