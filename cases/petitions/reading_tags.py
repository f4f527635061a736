"""Built into the frame: `{% reading_until as until %}`, until when the matter of this page is read in an emergency."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import template

from cases.casefile import reading, wards
from cases.casefile.models import Case

register = template.Library()
_ON_IT = ("paper", "row", "order", "session")


def matter_of(context: template.Context) -> UUID | None:
    """Which matter a page is about: by its address, or by what it shows."""
    match = getattr(context.get("request"), "resolver_match", None)
    named = match.kwargs.get("case_id") if match else None
    if named is not None:
        return UUID(str(named))
    case: Any = context.get("case")
    if isinstance(case, Case):
        return case.pk
    shown = (getattr(context.get(name), "case_id", None) for name in _ON_IT)
    return next((pk for pk in shown if pk is not None), None)


@register.simple_tag(takes_context=True)
def reading_until(context: template.Context) -> dict[str, datetime | UUID] | None:
    """The end and the matter; None for every other page. One question for a page about a matter, none for others."""
    scope = getattr(context.get("request"), "scope", None)
    pk = matter_of(context) if scope is not None else None
    until = reading.readings(scope).get(pk) if scope is not None and pk is not None else None
    return {"until": until, "case_id": pk} if until is not None and pk is not None else None


@register.simple_tag(takes_context=True)
def shut_by_leave(context: template.Context) -> UUID | None:
    """The matter of this page where its words are a child's and shut to the reader: she asks for leave, not its owner."""
    scope = getattr(context.get("request"), "scope", None)
    pk = matter_of(context) if scope is not None else None
    case = (
        Case.objects.visible_to(scope).filter(pk=pk).first() if scope is not None and pk is not None else None
    )
    return pk if case is not None and case.is_sealed and wards.is_shut(case, scope) else None
