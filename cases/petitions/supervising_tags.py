"""Built into the list of late matters: `{% supervisable rows as open %}`, which of its rows she may supervise now."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import template

from cases.petitions import supervision

register = template.Library()


@register.simple_tag(takes_context=True)
def supervisable(context: template.RequestContext, rows: Iterable[Mapping[str, Any]]) -> set[UUID]:
    """Ids of the matters of these rows where an order would be taken from her; one query for the list."""
    return supervision.open_to(context["request"].scope, [row["case"] for row in rows])
