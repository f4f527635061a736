"""The review of an emergency reading by somebody who has nothing to do with it: justified, or not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.privacy.breaking import REVIEW, SUBJECT, superior
from cases.privacy.models import BreakGlass
from cases.privacy.states import GLASS
from cases.vocabulary.reading import Finding
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks, faces
from network.deadlines.models import Clock
from network.notifications import outbox
from network.staff.models import Appointment, User
from sisterhood.lib import clock


@dataclass(frozen=True)
class Shown:
    """One reading for the page of its review: what she wrote, and what she opened while she read."""

    row: BreakGlass
    reason: str
    words: str
    looks: list[tuple[Any, int]]
    face: Any


def waiting(scope: Scope, *, at: datetime) -> list[tuple[BreakGlass, Any]]:
    """What waits for her review, the nearest to its date first, each with its clock."""
    rows = BreakGlass.objects.for_review_by(scope, at=at).filter(reviewed_at=None)
    found = list(rows.select_related("unit", "by").order_by("review_due_at", "id"))
    running = _clocks(found)
    return [(row, faces.face(running[row.pk], at) if row.pk in running else None) for row in found]


def shown(row: BreakGlass, *, at: datetime) -> Shown:
    """One reading in full; only row security decides whether its words can be read."""
    vault = Vault.unwrapped(row)
    running = _clocks([row])
    face = faces.face(running[row.pk], at) if row.pk in running else None
    return Shown(row, vault.open(row, "reason"), vault.open(row, "words"), _looks(row.pk), face)


def _clocks(rows: list[BreakGlass]) -> dict[UUID, Clock]:
    running = Clock.objects.filter(
        subject_kind=SUBJECT, subject_id__in=[row.pk for row in rows], state="running"
    )
    return {each.subject_id: each for each in running.select_related("limit", "version")}


def _looks(pk: UUID) -> list[tuple[Any, int]]:
    """What the audit log says of her reading: kinds of look and how often; never what stood there."""
    with connection.cursor() as cursor:
        cursor.execute("select layer, times from glass_looks(%s)", [pk])
        return [(LAYERS.get(layer, LAYERS[""]), int(times)) for layer, times in cursor.fetchall()]


LAYERS = {
    "": _("opened a page of the matter"),
    "narrative": _("read what she told us"),
    "names": _("saw names in clear"),
    "attachment": _("opened a file"),
    "protection": _("opened the pages of protection"),
    "mediation": _("opened a mediation"),
}


@transaction.atomic
def review(
    reviewed: BreakGlass, *, finding: str, words: str, by: User, at: datetime | None = None
) -> BreakGlass:
    """Once, by somebody else. Raises Refusal: gone, the gate's, decided already, or without words.

    Of an unjustified reading the reader's own superior hears.
    """
    scope, at = rest.of(by), at or clock.now()
    mine = BreakGlass.objects.for_review_by(scope, at=at).select_for_update(of=("self",))
    if GLASS.refuses(reviewed.state(at), "review_break_glass") is not None:
        raise Refusal("reviewed", _("This has been reviewed already."))
    row = mine.select_related("unit", "by").filter(pk=reviewed.pk, reviewed_at=None).first()
    if row is None:
        raise Refusal("gone", _("This review is no longer in your hands."))
    gate.require(scope, "review_break_glass", row)
    if not words.strip():
        raise Refusal("words", _("Write what you looked at and why you find so."))
    row.finding, row.reviewed_by, row.reviewed_at = Finding(finding), by, at
    Vault.unwrapped(row).seal(row, words=words.strip())
    clocks.meet((SUBJECT, row.pk), REVIEW, by=by, at=at)
    row.save(update_fields=["finding", "words", "reviewed_by", "reviewed_at"])
    record.event(
        Action.CHANGE,
        by=by,
        subject=("break_glass", row.pk),
        unit_id=row.unit_id,
        detail={"finding": row.finding},
        at=at,
    )
    if row.finding == Finding.UNJUSTIFIED:
        _tell_her_superior(row, by, at)
    return row


def _tell_her_superior(row: BreakGlass, by: User, at: datetime) -> None:
    post = Appointment.objects.on(clock.local_date(at)).filter(user=row.by_id).select_related("unit").first()
    person = superior(post.unit, without={row.by_id, by.pk}, at=at) if post is not None else None
    if person is not None:
        outbox.post("glass_unjustified", recipient=person, key=f"glass_unjustified:{row.pk}", at=at)
