"""`/api/v1/schema/`: OpenAPI 3.1, written by drf-spectacular out of the endpoints; no page and nothing from outside."""

from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from network.endpoints.base import Endpoint

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence in Chinese for a person"},
        "code": {"type": "string", "description": "Stays the same: for programs"},
        "errors": {
            "type": "object",
            "description": "Sentences by field; the empty name speaks of the whole",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
_ALWAYS = ("400", "401", "403", "404", "406", "422", "429")
_ORDER = ("409", "412", "413", "415")
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 64, "pattern": "^[!-~]{8,64}$"},
    "description": "New for every order; the same one again is answered, not repeated",
}


def every_verb(endpoints: list[tuple], **_: Any) -> list[tuple]:
    """One address stands for many verbs: in the schema each has its own, with the fields of its form."""
    every = []
    for path, regex, method, callback in endpoints:
        verbs = getattr(callback.cls, "verbs", ())
        if "{verb}" not in path or not verbs:
            every.append((path, regex, method, callback))
            continue
        for verb in verbs:
            view = callback.cls.as_view(verb=verb)
            every.append((path.replace("{verb}", verb), regex, method, view))
    return every


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every operation may be refused, and every order has a key: said once here instead of at each."""
    result["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for method, operation in operations.items():
            refused = _ALWAYS + (_ORDER if method == "post" else ())
            for status in refused:
                operation["responses"].setdefault(status, {"description": "Problem", "content": content})
            if method == "post":
                operation["parameters"] = [*operation.get("parameters", ()), _KEY]
    return result


class Schema(Endpoint):
    """For whoever may ask anything at all."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The whole of it."""
        return Response(SchemaGenerator().get_schema(request=None, public=True))
