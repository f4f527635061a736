"""The monthly sample of sealed openings (domain.md §6.10, §7.1): drawn by a job, judged by the audit administrator.

Leaders and privacy officers see how often who opened what is sealed, in numbers.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.privacy import monthly
from cases.privacy.breaking import superior
from cases.privacy.samples import ReadingSample, SampledReading
from cases.vocabulary.reading import AccessReason, AccessSource, Finding, Seer
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number, contains_phone

SUBJECT, LIMIT, SIZE = "reading_sample", "audit.sample", "audit.sample_size"
GROUNDS = dict(AccessSource.choices) | {
    "owner": Seer.OWNER.label,
    "area": Seer.AREA.label,
    "worker": _("keeps the family's support file"),
    "signs": _("signs or approves the family's support file"),
    "none": _("by what right cannot be seen any more"),
}
LAYERS = {
    "names": _("saw names in clear"),
    "narrative": _("read what she told us"),
    "phone": _("saw a phone number"),
    "address": _("saw an address"),
    "card": _("opened the card of the matter"),
    "support": _("read a family's support file"),
    "support_card": _("opened the card of a family's support file"),
}
OPENED = _("opened a page of the matter")


def draw(*, at: datetime) -> int:
    """The sample of the month before, once for each city; how many were drawn. Called daily, as the worker."""
    today = clock.local_date(at)
    first, drawn = monthly.before(today), 0
    size = calculator.length_of(SIZE, on=today)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select sample, city, lines from reading_sample_draw(%s, %s, %s, %s)",
            [first, monthly.after(first), size, at],
        )
        for sample, city, lines in cursor.fetchall():
            drawn += lines
            if lines:
                _owe(sample, Unit.objects.get(pk=city), at)
    return drawn


def _owe(sample: UUID, unit: Unit, at: datetime) -> None:
    posts = Appointment.objects.on(clock.local_date(at)).filter(unit=unit, role="audit_admin")
    people = [post.user for post in posts.select_related("user").order_by("pk") if post.user.is_active]
    clocks.start(
        LIMIT, subject=(SUBJECT, sample), unit=unit, owner=people[0] if people else None, by=None, at=at
    )
    for person in people:
        key = f"{SUBJECT}:{sample}:{person.pk}"
        outbox.post("reading_sample", recipient=person, key=key, subject=(SUBJECT, sample), at=at)


@transaction.atomic
def judge_reading(
    line: UUID, *, finding: str, words: str = "", by: User, at: datetime | None = None
) -> SampledReading:
    """Once, by the audit administrator. Raises Refusal: gone, her own, judged already, not justified without words.

    Of one that is not justified the reader's superior hears, without its matter.
    """
    at = at or clock.now()
    gate.require(rest.of(by), "judge_reading")
    row = SampledReading.objects.select_related("sample__unit").filter(pk=line).first()
    if row is None:
        raise Refusal("gone", _("This opening is not in your hands."))
    if row.by_id == by.pk:
        raise Refusal("finding", _("This is an opening of your own. Somebody else judges it."))
    # Row security shows a judged one to read, not to lock: whoever comes second finds none.
    waits = SampledReading.objects.select_for_update(of=("self",)).filter(pk=line, finding="").first()
    if waits is None:
        raise Refusal("finding", _("This has been judged already."))
    words = words.strip()
    if Finding(finding) is Finding.UNJUSTIFIED and not words:
        raise Refusal("words", _("Write what has to be explained."))
    if contains_id_number(words) or contains_phone(words):
        raise Refusal("words", _("No number of a person belongs here."))
    row.finding, row.words, row.found_by, row.found_at = Finding(finding), words, by, at
    row.save(update_fields=["finding", "words", "found_by", "found_at"])
    detail = {"verb": "judge_reading", "finding": row.finding, "event": row.event}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.sample_id), detail=detail, at=at)
    if row.finding == Finding.UNJUSTIFIED:
        _tell_her_superior(row, by, at)
    if not SampledReading.objects.filter(sample_id=row.sample_id, finding="").exists():
        clocks.meet((SUBJECT, row.sample_id), LIMIT, by=by, at=at)
    return row


def _tell_her_superior(row: SampledReading, by: User, at: datetime) -> None:
    """The leader of the highest unit she works in, or the city's where she holds no post any more."""
    posts = Appointment.objects.on(clock.local_date(at)).filter(user=row.by_id).select_related("unit")
    post = posts.order_by("unit__level", "pk").first()
    home = post.unit if post is not None else row.sample.unit
    person = superior(home, without={row.by_id, by.pk}, at=at)
    if person is not None:
        outbox.post("reading_unjustified", recipient=person, key=f"reading_unjustified:{row.pk}", at=at)


@dataclass(frozen=True)
class Line:
    """One opening in words."""

    row: SampledReading

    @property
    def layer(self) -> Any:
        """Which part."""
        return LAYERS.get(self.row.layer, OPENED)

    @property
    def ground(self) -> Any:
        """By what right."""
        return GROUNDS.get(self.row.ground, GROUNDS["none"])

    @property
    def reason(self) -> Any:
        """The coded reason she gave, where one was asked."""
        known = self.row.reason in AccessReason.values
        return AccessReason(self.row.reason).label if known else ""


def samples() -> list[ReadingSample]:
    """Those of the last year, newest first."""
    return list(ReadingSample.objects.select_related("unit")[:12])


def lines(sample: ReadingSample) -> list[Line]:
    """What was drawn, in the order of the days."""
    return [Line(row) for row in sample.lines.select_related("by", "found_by")]


# Each figure of the month with its definition, as it stands under the table.
FIGURES: tuple[tuple[Any, Any], ...] = (
    (
        _("Days of opening"),
        _("For each matter that is sealed, the days of the month on which she opened it; a day counts once."),
    ),
    (_("Different matters"), _("How many sealed matters these were.")),
    (_("Sampled"), _("How many of them were drawn for the check by the audit administrator.")),
    (_("Found not justified"), _("Of those, how many the check found to lack a reason.")),
)


def month(first: date) -> list[tuple[User, list[int]]]:
    """Who opened sealed matters of her units, most first; a matter that does not exist for her is not counted."""
    with connection.cursor() as cursor:
        cursor.execute("select * from reading_month(%s, %s)", [first, monthly.after(first)])
        found = cursor.fetchall()
    people = User.objects.in_bulk([person for person, *_counts in found])
    return [(people[person], list(counts)) for person, *counts in found if person in people]
