"""One request of the matrix, and what is wrong with its answer."""

import io
import json
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

from django.contrib.messages import constants, get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.ground import EMBEDDED
from tests.walls.pages import PAGES, Answer, Who, names, reads
from tests.walls.world import HANDS, PLANTED, Thing, World, addresses, upload

STORY_PAGES = {
    "case",
    "api_case",
    "case_beside",
    "case_names",
    "case_attachment",
    "case_verb",
    "case_follow_up",
    "paper",
    "paper_print",
    "paper_draw",
    "protection",
    "protection_extract",
    "protection_place",
    "mediation",
    "assistance",
}


def asking(world: World) -> list[Who]:
    """Everybody; on the second server, which is to show that its walls stand too, one of each role and the cast."""
    if EMBEDDED:
        return world.people
    named = {who.role: who for who in reversed(world.people)}
    return [who for who in world.people if who.username in HANDS or named[who.role] is who]


def address(name: str, thing: Thing) -> str:
    route = addresses()[name]
    if name in PAGES and "/<path:object_id>/" in name:
        return f"/{route.replace('<path:object_id>', thing.kwargs['object_id'])}"
    if name == "admin:(?P<url>.*)$":
        return f"/admin/{thing.kwargs['url']}"
    return reverse(name, kwargs=thing.kwargs)


def ask(client: Client, method: str, url: str, thing: Thing) -> Any:
    """One request, and nothing of it stays: neither a row nor a cookie."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.get(url) if method == "GET" else _post(client, url, thing)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def _post(client: Client, url: str, thing: Thing) -> Any:
    """A form as a browser sends it; below /api/ an order as a program does."""
    if not url.startswith("/api/"):
        return client.post(url, upload(thing.data))
    key = {"Idempotency-Key": uuid4().hex}
    return client.post(url, json.dumps(thing.data), content_type="application/json", headers=key)


def answer_of(response: Any, method: str) -> Answer:
    status = response.status_code
    plain = {403: Answer.REFUSED, 404: Answer.HIDDEN, 405: Answer.METHOD}
    if status in plain:
        return plain[status]
    if response.get("Content-Type", "") == "application/problem+json":
        told = {401: Answer.DOOR, 409: Answer.TOLD, 412: Answer.TOLD, 422: Answer.TOLD}
        return told.get(status, Answer.BROKEN)
    if method == "POST" and response.wsgi_request.path.startswith("/api/"):
        return Answer.DONE if status in (200, 201, 202) else Answer.BROKEN
    if response.get("Content-Type", "").startswith("application/json"):
        return {200: Answer.OPEN, 201: Answer.DONE, 400: Answer.TOLD, 401: Answer.DOOR}.get(
            status, Answer.BROKEN
        )
    if status in (301, 302, 307):
        where = response["Location"]
        if where.startswith(("/sign-in/", "/sign-out/")):
            return Answer.DOOR
        if where.startswith("/admin/login/"):
            return Answer.AWAY
        unhappy = any(m.level >= constants.ERROR for m in get_messages(response.wsgi_request))
        return Answer.TOLD if unhappy else Answer.DONE
    if status != 200:
        return Answer.BROKEN
    context = response.context or {}
    forms = [context[key] for key in ("form", "what", "who", "errors") if key in context]
    wrong = any(getattr(form, "errors", form if isinstance(form, list) else None) for form in forms)
    return Answer.TOLD if method == "POST" and wrong else Answer.OPEN


def may_read(name: str, who: Who, thing: Thing) -> bool:
    if name.startswith("entrusted_") and thing.matter is not None:
        return who.username in thing.matter.cards
    if name not in STORY_PAGES or thing.matter is None:
        return False
    return names(who, thing.matter) if name == "case_names" else reads(who, thing.matter)


def body_of(response: Any) -> str:
    """What a reader sees; of a workbook the sheets, not the bytes they are packed in."""
    body = b"".join(response)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(each) for each in book.namelist() if each.startswith("xl/"))
    return body.decode(errors="replace")


def faults(name: str, who: Who, client: Client, thing: Thing) -> Iterator[str]:
    page, url = PAGES[name], address(name, thing)
    for method in thing.methods:
        rule = page.get if method == "GET" else page.post
        response = ask(client, method, url, thing)
        got, expected = answer_of(response, method), rule(who, thing.matter, thing.verb)
        where = f"{method} {name} {thing.label} {thing.verb}: {who.username}"
        if got is not expected:
            yield f"{where} got {got.name} ({response.status_code}), the table says {expected.name}"
        body = body_of(response)
        if not may_read(name, who, thing):
            yield from (f"{where} read {word}" for word in PLANTED if word in body)
        unseen = got in (Answer.HIDDEN, Answer.REFUSED, Answer.AWAY, Answer.BROKEN)
        if unseen and thing.case is not None and thing.case.number in body:
            yield f"{where} learnt the number"
