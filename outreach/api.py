"""The API of outreach: activities along her line. Counts of people, never a name. No rules of its own."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from network.endpoints.base import Endpoint, limit_of
from outreach.campaigns.activity import Activity
from outreach.campaigns.lists import ActivityKind, Topic
from outreach.campaigns.states import ACTIVITY_STATES
from sisterhood.lib import clock
from sisterhood.lib.keyset import Mark

_COLUMNS = (
    *(
        "id",
        "kind",
        "topic",
        "title",
        "state",
        "unit_id",
        "unit__short_name",
        "place_id",
        "place__short_name",
    ),
    *("planned_on", "held_on", "women", "men", "children", "families"),
)
_NAMES = (
    *("id", "kind", "topic", "title", "state", "unit", "unit_name", "place", "place_name"),
    *("planned_on", "held_on", "women", "men", "children", "families"),
)


class ActivityRow(serializers.Serializer[Any]):
    """One activity in codes and counts."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ActivityKind.values)
    topic = serializers.ChoiceField(choices=Topic.values)
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=list(ACTIVITY_STATES))
    unit = serializers.IntegerField()
    unit_name = serializers.CharField()
    place = serializers.IntegerField()
    place_name = serializers.CharField()
    planned_on = serializers.DateField()
    held_on = serializers.DateField(allow_null=True)
    women = serializers.IntegerField()
    men = serializers.IntegerField()
    children = serializers.IntegerField()
    families = serializers.IntegerField()


class ActivityPage(serializers.Serializer[Any]):
    """Newest first; `next` is the `after` of what is older, null at the end."""

    results = ActivityRow(many=True)
    next = serializers.CharField(allow_null=True)


def _told(row: tuple[Any, ...]) -> dict[str, Any]:
    told = dict(zip(_NAMES, row, strict=True))
    days = {name: told[name] and told[name].isoformat() for name in ("planned_on", "held_on")}
    return told | days | {"id": str(told["id"])}


class Activities(Endpoint):
    """Activities along her line."""

    action = "see_activities"

    @extend_schema(
        operation_id="activities",
        tags=["outreach"],
        responses=ActivityPage,
        parameters=[
            OpenApiParameter("state", str, enum=list(ACTIVITY_STATES)),
            OpenApiParameter("after", str),
            OpenApiParameter("limit", int),
        ],
    )
    def get(self, request: Request) -> Response:
        """One page by one statement."""
        limit, asked = limit_of(request), request.query_params
        rows = Activity.objects.visible_to(self.scope).order_by("-planned_on", "-id")
        if asked.get("state") in ACTIVITY_STATES:
            rows = rows.filter(state=asked["state"])
        mark = Mark.read(asked.get("after", ""))
        if mark is not None and mark.key is not None:
            day = clock.local_date(mark.key)
            rows = rows.filter(Q(planned_on__lt=day) | Q(planned_on=day, id__lt=mark.id))
        found = list(rows.values_list(*_COLUMNS)[: limit + 1])
        page = [_told(row) for row in found[:limit]]
        last = found[limit - 1] if len(found) > limit else None
        day_of = _NAMES.index("planned_on")
        following = str(Mark(clock.start_of_day(last[day_of]), last[0])) if last else None
        return Response({"results": page, "next": following})


class OneActivity(Endpoint):
    """One activity."""

    action = "see_activities"

    @extend_schema(operation_id="activity", tags=["outreach"], responses=ActivityRow)
    def get(self, request: Request, row_id: Any) -> Response:
        """Its counts."""
        row = Activity.objects.visible_to(self.scope).filter(pk=row_id).values_list(*_COLUMNS).first()
        if row is None:
            raise Http404
        return Response(_told(row))


urlpatterns = [
    path("activities/", Activities.as_view(), name="api_activities"),
    path("activities/<uuid:row_id>/", OneActivity.as_view(), name="api_activity"),
]
