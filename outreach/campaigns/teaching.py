"""维权经典案例: a case told so that nobody can be recognised, published only when the privacy officer has signed (item 41)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from cases.support.frame import refuse_words
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.bulletins.wording import refuse_people
from network.deadlines import clocks
from network.notifications import outbox
from network.sites.reach import Ground, in_reach
from network.staff.models import Appointment, User
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.campaigns.lists import Topic
from outreach.campaigns.models import person
from outreach.campaigns.states import STORY, STORY_STATES
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

SUBJECT, SIGN = "teaching_case", "teaching.sign"


class Origin(models.TextChoices):
    """Where the story comes from; from a woman of ours only with her word (PIPL)."""

    MADE_UP = "made_up", _("made up for teaching")
    PUBLISHED = "published", _("published by a court or a newspaper")
    CONSENTED = "consented", _("from a matter of ours; she agreed in writing")


class StoryQuerySet(models.QuerySet["TeachingCase"]):
    """Questions about many cases."""

    def visible_to(self, scope: Scope) -> "StoryQuerySet":
        """Published: everybody who may read them. Before that: the author, her unit and above, and who signs."""
        hers = Q(author_id=scope.user_id) | in_reach(scope, "write_story") | in_reach(scope, "sign_story")
        return self.filter(hers | Q(state="published")) if scope.may("read_stories") else self.none()


class TeachingCase(OfUnit, models.Model):
    """`signed_by` is a privacy officer and never the author."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    topic = models.CharField(max_length=24, choices=Topic.choices)
    text = models.TextField(max_length=4000)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=10, choices=list(STORY_STATES.items()), default="draft")
    author = person()
    entered_at = models.DateTimeField()
    remark = models.CharField(max_length=400, blank=True)
    signed_by = person(null=True)
    signed_at = models.DateTimeField(null=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        """Newest first; nothing is published unsigned, and nobody signs her own."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="story_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("author")), name="story_signed_by_another"
            ),
        ]

    @property
    def owner_id(self) -> int:
        """Who wrote it."""
        return self.author_id


def _log(row: TeachingCase, verb: str, *, by: User, at: datetime) -> None:
    detail = {"verb": verb, "state": row.state}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)


def _check(title: str, text: str) -> None:
    for each in (refuse_words, refuse_people):
        each({"title": title, "text": text})


@transaction.atomic
def write_story(
    unit: Unit,
    *,
    title: str,
    topic: str,
    text: str,
    origin: str,
    key: UUID | None = None,
    by: User,
    at: datetime | None = None,
) -> TeachingCase:
    """A draft; the same form (`key`) again is the same case. Raises Refusal for numbers of people and for words that are never kept."""
    gate.require(rest.of(by), "write_story", Ground(unit))
    _check(title, text)
    at = at or clock.now()
    once.take_turn(key)
    known = TeachingCase.objects.filter(pk=key, author=by).first() if key else None
    if known is not None:
        return known
    row = TeachingCase(
        id=key or uuid7(), unit=unit, title=title.strip(), topic=Topic(topic), text=text.strip()
    )
    row.origin, row.author, row.entered_at = Origin(origin), by, at
    row.save(force_insert=True)
    _log(row, "write_story", by=by, at=at)
    return row


def _step(row: UUID, event: str, by: User, at: datetime, **facts: object) -> TeachingCase:
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, event)
        rows = TeachingCase.objects.visible_to(scope).select_for_update(of=("self",))
        found = rows.select_related("unit", "author").filter(pk=row).first()
        if found is None:
            raise Refusal("gone", _("This teaching case does not exist."))
        gate.require(scope, event, found)
        target = STORY.next(found.state, event)
        if event in ("sign_story", "return_story") and found.author_id == by.pk:
            raise Refusal("author", _("Nobody signs what she wrote herself."))
        for name, value in facts.items():
            setattr(found, name, value)
        found.state = target
        if event in ("sign_story", "return_story"):
            clocks.meet((SUBJECT, found.pk), SIGN, by=by, at=at)
        elif event == "withdraw_story":
            clocks.cancel_running((SUBJECT, found.pk), by=by, at=at)
        found.save(update_fields=["state", *facts])
        _log(found, event, by=by, at=at)
        return found


def revise_story(
    row: UUID, *, title: str, topic: str, text: str, origin: str, by: User, at: datetime | None = None
) -> TeachingCase:
    """Other words, while it is a draft."""
    _check(title, text)
    facts = {"title": title.strip(), "topic": Topic(topic), "text": text.strip(), "origin": Origin(origin)}
    return _step(row, "revise_story", by, at or clock.now(), **facts)


def signers(unit: Unit, at: datetime) -> list[User]:
    """Privacy officers of the unit and those above it, the nearest first."""
    posts = Appointment.objects.on(clock.local_date(at)).filter(
        role="privacy_officer", unit__in=unit.ancestor_ids, user__is_active=True
    )
    return [post.user for post in posts.select_related("user").order_by("-unit__level", "pk")]


@transaction.atomic
def send_story(row: UUID, *, by: User, at: datetime | None = None) -> TeachingCase:
    """To the nearest privacy officer, who has days for it. Raises Refusal where no such post is filled."""
    at = at or clock.now()
    found = _step(row, "send_story", by, at)
    asked = [each for each in signers(found.unit, at) if each.pk != found.author_id]
    if not asked:
        raise Refusal("signer", _("No privacy officer is seated who could sign. Please tell your superior."))
    told: dict[str, Any] = {"unit": found.unit, "owner": asked[0], "by": by, "at": at}
    clocks.start(SIGN, subject=(SUBJECT, found.pk), **told)
    key = f"teaching:{found.pk}:{at.isoformat()}"
    outbox.post("approval", recipient=asked[0], key=key, subject=(SUBJECT, found.pk), at=at)
    return found


def _tell_author(row: TeachingCase, kind: str, at: datetime) -> None:
    key = f"{kind}:{row.pk}:{at.isoformat()}"
    outbox.post(kind, recipient=row.author, key=key, subject=(SUBJECT, row.pk), at=at)


@transaction.atomic
def return_story(row: UUID, *, remark: str, by: User, at: datetime | None = None) -> TeachingCase:
    """Somebody could be recognised; says by what, without the words themselves."""
    if not remark.strip():
        raise Refusal("remark", _("Say what gives somebody away."))
    refuse_people({"remark": remark})
    at = at or clock.now()
    found = _step(row, "return_story", by, at, remark=remark.strip())
    _tell_author(found, "handed_back", at)
    return found


@transaction.atomic
def sign_story(row: UUID, *, by: User, at: datetime | None = None) -> TeachingCase:
    """Nobody can be recognised in it; from now on it is read."""
    at = at or clock.now()
    found = _step(row, "sign_story", by, at, signed_by=by, signed_at=at, remark="")
    _tell_author(found, "approved", at)
    return found


def withdraw_story(row: UUID, *, by: User, at: datetime | None = None) -> TeachingCase:
    """It is read no longer."""
    return _step(row, "withdraw_story", by, at or clock.now())
