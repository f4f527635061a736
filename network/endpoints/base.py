"""The frame of every address of the API. What a method raises becomes a problem; what it answers is JSON."""

import json
from typing import Any, ClassVar

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from network.access import gate
from network.access.scope import Scope
from network.endpoints import pace, receipts
from network.endpoints.asking import BySession, ByToken, SignedIn
from network.endpoints.problem import Problem
from sisterhood.lib import clock
from sisterhood.lib.text import has_nul_or_surrogate

DEEPEST = 8


def _plain(value: Any, depth: int = 0) -> bool:
    """Whether a database can hold every text in it, and nothing is nested without end."""
    if isinstance(value, str):
        return not has_nul_or_surrogate(value)
    if isinstance(value, dict):
        inside: Any = [*value.keys(), *value.values()]
    else:
        inside = value if isinstance(value, list) else []
    return depth < DEEPEST and all(_plain(each, depth + 1) for each in inside)


class PlainJson(JSONParser):
    """JSON in UTF-8: one object."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> dict[str, Any]:
        """Raises ParseError for anything else."""
        try:
            told = json.loads(stream.read().decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise ParseError from None
        if not isinstance(told, dict) or not _plain(told):
            raise ParseError
        return told


def _no_constant(name: str) -> Any:
    raise ValueError(name)


class Endpoint(APIView):
    """`action`: what the gate is asked before anything else."""

    authentication_classes = [ByToken, BySession]
    permission_classes = [SignedIn]
    throttle_classes = [pace.OfPerson, pace.OfAddress]
    parser_classes = [PlainJson]
    renderer_classes = [JSONRenderer]
    action: ClassVar[str] = ""

    @property
    def scope(self) -> Scope:
        """Of whoever asks."""
        scope: Scope = self.request._request.scope  # type: ignore[attr-defined]  # the middleware sets it
        return scope

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who, how often, and whether any post of hers knows the action."""
        super().initial(request, *args, **kwargs)
        if self.action:
            gate.require(self.scope, self.action)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Nothing of an answer is kept on the way."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer


class Order(Endpoint):
    """An address that changes something: `act` is called once for each Idempotency-Key."""

    def act(self, request: Request, **kwargs: Any) -> Response:
        """Carry it out."""
        raise NotImplementedError

    def once(self, request: Request, **kwargs: Any) -> Response:
        """The answer of `act`, or the one it gave before under the same key."""
        told, at = request.data, clock.now()
        key = receipts.check_key(request.headers.get("Idempotency-Key", ""))
        sent = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
        order = receipts.Order(request.user, key, receipts.print_of(request.path, sent))
        known = receipts.earlier(order, at=at)
        if known is not None:
            headers = {"Idempotency-Replayed": "true"} | ({"Location": known.place} if known.place else {})
            return Response(known.answer, status=known.status, headers=headers)
        response = self.act(request, **kwargs)
        place = response.headers.get("Location", "")
        receipts.keep(order, status=response.status_code, place=place, answer=response.data, at=at)
        return response


def limit_of(request: Request) -> int:
    """`?limit=`: rows on a page, at most as many as the setting says. Raises Problem for anything else."""
    text = request.query_params.get("limit", str(settings.API_PAGE))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= settings.API_PAGE and len(text) < 4):
        raise Problem(422, errors={"limit": [str(Problem(422).sentence)]})
    return int(text)
