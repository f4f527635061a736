"""案件台账 for programs: the same statement, the same scope and the same columns as the page."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.ledger import lines, queries
from cases.ledger.filters import DUES, SORTS, VIEWS, read
from cases.petitions.states import STATES
from network.audit import record
from network.audit.models import Action
from network.endpoints.base import Endpoint
from sisterhood.lib import clock


class CardRow(serializers.Serializer[Any]):
    """One card; of a sealed one, which is always hers, neither kind nor unit."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    kind = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    stage = serializers.ChoiceField(choices=list(STATES))
    due = serializers.DateTimeField(allow_null=True)
    owner = serializers.CharField(allow_null=True)


class CardPage(serializers.Serializer[Any]):
    """At most fifty; `next` is the `after` of the page behind, null at the end."""

    results = CardRow(many=True)
    next = serializers.CharField(allow_null=True)


def _asked(name: str, known: Any = None, kind: Any = str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, enum=list(known) if known else None)


class Cards(Endpoint):
    """The list of her area; whoever has none finds the matters she holds."""

    @extend_schema(
        operation_id="cases",
        tags=["cases"],
        responses=CardPage,
        parameters=[
            _asked("view", VIEWS),
            _asked("unit", kind=int),
            _asked("owner", kind=int),
            _asked("stage", STATES),
            _asked("due", DUES),
            _asked("sort", SORTS),
            _asked("after"),
        ],
    )
    def get(self, request: Request) -> Response:
        """One page by two statements, however many rows."""
        scope, at = self.scope, clock.now()
        asked = read(request.query_params if scope.may("see_ledger") else {"view": "mine"})
        found = queries.places(scope, asked)
        page = queries.page(scope, found, asked, at, after=request.query_params.get("after", ""), before="")
        record.events(Action.LIST, by=request.user, kind="case", ids=[card.id for card in page.cards])
        behind = str(page.behind) if page.behind else None
        return Response({"results": lines.as_plain(page.cards), "next": behind})


urlpatterns = [path("cases/", Cards.as_view(), name="api_cases")]
