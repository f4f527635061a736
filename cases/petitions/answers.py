"""What a program is told of a matter: the card, the opened matter with its names masked, its timeline. Never the story.

Plain values, made here once: no serializer walks over rows.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rest_framework import serializers

from cases.casefile.models import Case, Event
from cases.casefile.sharing import Layers
from cases.casefile.vault import Vault
from cases.petitions import course
from cases.petitions.buttons import BUTTONS
from cases.petitions.models import Petition
from cases.petitions.next_steps import why_not
from cases.petitions.states import LABELS, PETITION, STATES
from cases.privacy import reveal
from network.access.scope import Scope
from network.deadlines import clocks, faces

LAYERS = ("receipt", "card", "open")
LEFT_OUT = ("merge",)  # it asks which of two matters goes on, on a page that shows both
VERBS = tuple(verb for verb in BUTTONS if verb not in LEFT_OUT)


class Place(serializers.Serializer[Any]):
    """A unit."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class Facts(serializers.Serializer[Any]):
    """What is written of the petition in codes."""

    nature = serializers.CharField()
    route = serializers.CharField(allow_blank=True)
    category = serializers.CharField()
    channel = serializers.CharField()
    received_on = serializers.DateField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    satisfaction = serializers.CharField(allow_blank=True)


class Masked(serializers.Serializer[Any]):
    """A person, masked."""

    role = serializers.CharField()
    name = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)


class Period(serializers.Serializer[Any]):
    """A clock that runs or stands still."""

    code = serializers.CharField()
    name = serializers.CharField()
    due_at = serializers.DateTimeField()
    colour = serializers.ChoiceField(
        choices=[faces.NONE, faces.YELLOW, faces.ORANGE, faces.RED, faces.LISTED]
    )
    is_late = serializers.BooleanField()
    is_paused = serializers.BooleanField()


class Step(serializers.Serializer[Any]):
    """A step of the present state, and the gate's answer: null `code` means that she may."""

    verb = serializers.ChoiceField(choices=VERBS)
    label = serializers.CharField()
    code = serializers.CharField(allow_null=True)
    detail = serializers.CharField(allow_null=True)


class Matter(serializers.Serializer[Any]):
    """One matter as far as she may see it. Of a sealed one a card says neither kind nor unit."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    layer = serializers.ChoiceField(choices=LAYERS)
    is_sealed = serializers.BooleanField()
    kind = serializers.CharField(allow_null=True)
    unit = Place(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    stage = serializers.ChoiceField(choices=list(STATES), allow_null=True)
    stage_label = serializers.CharField(allow_null=True)
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    petition = Facts(allow_null=True)
    people = Masked(many=True)
    clocks = Period(many=True)
    steps = Step(many=True)


class Line(serializers.Serializer[Any]):
    """One event; its note is sealed and not told."""

    id = serializers.UUIDField()
    verb = serializers.CharField()
    label = serializers.CharField()
    from_stage = serializers.CharField(allow_blank=True)
    to_stage = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    unit = serializers.CharField()


class Timeline(serializers.Serializer[Any]):
    """Newest first; `next` is the `after` of what is older, null at the end."""

    results = Line(many=True)
    next = serializers.CharField(allow_null=True)


class Moved(serializers.Serializer[Any]):
    """Where the matter stands now; all null when it is not before her any more."""

    id = serializers.UUIDField(allow_null=True)
    number = serializers.CharField(allow_null=True)
    stage = serializers.ChoiceField(choices=list(STATES), allow_null=True)
    version = serializers.IntegerField(allow_null=True)


def said(moment: datetime | None) -> str | None:
    """A moment as JSON has it."""
    return moment.isoformat() if moment else None


def receipt_of(case: Case) -> dict[str, Any]:
    """What a registrar keeps of a sealed matter; of an accusation exactly the same."""
    hidden = ("kind", "unit", "owner", "stage", "stage_label", "closed_at", "due_at", "version", "petition")
    plain = {"id": str(case.pk), "number": case.number, "layer": "receipt", "is_sealed": True}
    more: dict[str, Any] = {"opened_at": said(case.opened_at), "people": [], "clocks": [], "steps": []}
    return plain | dict.fromkeys(hidden) | more


def card_of(case: Case) -> dict[str, Any]:
    """The card."""
    hides = case.is_sealed
    return receipt_of(case) | {
        "layer": "card",
        "is_sealed": case.is_sealed,
        "kind": None if hides else case.kind,
        "unit": None if hides else {"id": case.unit_id, "name": case.unit.short_name},
        "owner": case.owner.display_name if case.owner else None,
        "stage": case.stage,
        "stage_label": str(STATES[case.stage]),
        "closed_at": said(case.closed_at),
        "due_at": said(case.next_due_at),
        "version": case.version,
    }


def opened_of(case: Case, held: Layers, scope: Scope, at: datetime) -> dict[str, Any]:
    """Everything but names in clear and words of the story."""
    petition = Petition.objects.filter(pk=case.pk).first()
    vault = Vault.of(case)
    people = reveal.people(case, vault=vault)
    return card_of(case) | {
        "layer": "open",
        "kind": case.kind,
        "unit": {"id": case.unit_id, "name": case.unit.short_name},
        "petition": _facts(case, petition) if petition else None,
        "people": [{"role": str(p.role), "name": p.name, "phone": p.phone} for p in people],
        "clocks": [_period(row, at) for row in clocks.shown(("case", case.pk))],
        "steps": list(_steps(case, petition, scope)) if petition else [],
    }


def _facts(case: Case, petition: Petition) -> dict[str, Any]:
    return {
        "nature": petition.nature,
        "route": petition.route,
        "category": case.category,
        "channel": case.channel,
        "received_on": case.received_on.isoformat(),
        "accepted_at": said(petition.accepted_at),
        "answered_at": said(petition.answered_at),
        "satisfaction": petition.satisfaction,
    }


def _period(row: Any, at: datetime) -> dict[str, Any]:
    face = faces.face(row, at)
    return {
        "code": face.code,
        "name": face.name,
        "due_at": said(row.due_at),
        "colour": face.colour,
        "is_late": face.is_late,
        "is_paused": face.is_paused,
    }


def _steps(case: Case, petition: Petition, scope: Scope) -> Iterable[dict[str, Any]]:
    for transition in PETITION.allowed(petition.state):
        verb = transition.event
        if verb in VERBS:
            no = why_not(verb, case, petition, scope)
            code = getattr(no, "code", "state") if no is not None else None
            yield {
                "verb": verb,
                "label": str(LABELS[verb]),
                "code": code,
                "detail": str(no) if no is not None else None,
            }


def line_of(event: Event) -> dict[str, Any]:
    """One event without its note."""
    return {
        "id": str(event.pk),
        "verb": event.verb,
        "label": str(course.label_of(event)),
        "from_stage": event.from_stage,
        "to_stage": event.to_stage,
        "at": said(event.occurred_at),
        "by": event.by.display_name if event.by else None,
        "unit": event.unit.short_name,
    }


def moved_to(case: Case | None) -> dict[str, Any]:
    """After a step."""
    if case is None:
        return {"id": None, "number": None, "stage": None, "version": None}
    return {"id": str(case.pk), "number": case.number, "stage": case.stage, "version": case.version}
