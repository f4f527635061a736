"""The API of the network: who is asking, and the units she may look at. No rules of its own."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from network.access.roles import ROLES
from network.endpoints.base import Endpoint, limit_of
from network.units import tree
from network.units.models import Level

_COLUMNS = ("id", "code", "official_name", "short_name", "level", "parent_id")
_NAMES = ("id", "code", "name", "short_name", "level", "parent")


class UnitRow(serializers.Serializer[Any]):
    """One unit of the five-level network."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices)
    parent = serializers.IntegerField(allow_null=True)


class UnitPage(serializers.Serializer[Any]):
    """Some units by code; `next` is the `after` of the page behind, null at the end."""

    results = UnitRow(many=True)
    next = serializers.CharField(allow_null=True)


class PostRow(serializers.Serializer[Any]):
    """A post she holds today, or stands in for."""

    role = serializers.ChoiceField(choices=list(ROLES))
    label = serializers.CharField()
    unit = serializers.IntegerField()
    level = serializers.IntegerField()


class TokenRow(serializers.Serializer[Any]):
    """The token that asks."""

    name = serializers.CharField()
    may_write = serializers.BooleanField()
    expires_at = serializers.DateTimeField()


class Herself(serializers.Serializer[Any]):
    """Whoever asks."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    name = serializers.CharField()
    posts = PostRow(many=True)
    token = TokenRow(allow_null=True)


class Me(Endpoint):
    """Who asks, by which posts, with which token."""

    @extend_schema(operation_id="me", responses=Herself, tags=["network"])
    def get(self, request: Request) -> Response:
        """Herself."""
        asked, user = request.auth, request.user
        posts = [
            {
                "role": post.role,
                "label": str(ROLES[post.role].label),
                "unit": post.unit_id,
                "level": post.level,
            }
            for post in self.scope.posts
        ]
        token = asked and {
            "name": asked.name,
            "may_write": asked.may_write,
            "expires_at": asked.expires_at.isoformat(),
        }
        her = {"id": user.pk, "username": user.username, "name": user.display_name}
        return Response(her | {"posts": posts, "token": token})


class Units(Endpoint):
    """The units she may look at, by code."""

    action = "view_tree"

    @extend_schema(
        operation_id="units",
        tags=["network"],
        responses=UnitPage,
        parameters=[
            OpenApiParameter("parent", int, description="Only the units right below this one"),
            OpenApiParameter("after", str, description="The `next` of the page before"),
            OpenApiParameter("limit", int, description="1 to 50 rows"),
        ],
    )
    def get(self, request: Request) -> Response:
        """One page."""
        limit, asked = limit_of(request), request.query_params
        units = tree.within(self.scope).order_by("code", "id")
        parent = asked.get("parent", "")
        if parent:
            known = parent.isascii() and parent.isdigit() and len(parent) < 10
            units = units.filter(parent_id=int(parent)) if known else units.none()
        if asked.get("after"):
            units = units.filter(code__gt=asked["after"][:15])
        rows = list(units.values_list(*_COLUMNS)[: limit + 1])
        page = [dict(zip(_NAMES, row, strict=True)) for row in rows[:limit]]
        return Response({"results": page, "next": page[-1]["code"] if len(rows) > limit else None})


urlpatterns = [
    path("me/", Me.as_view(), name="api_me"),
    path("units/", Units.as_view(), name="api_units"),
]
