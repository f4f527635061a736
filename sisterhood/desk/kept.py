"""What she typed while a door was closed is kept sealed, for her alone, and put back into its form (decision 122).

It lies where chosen files wait for their form (`cases/casefile/held.py`): sealed on disk, its key nowhere but in a
cookie, wrapped by the key file and good for whoever typed it. It goes when she sends it, throws it away or signs
out, and after `HELD_SECONDS` by the job that destroys files.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cases.casefile import held
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.desk import seats
from sisterhood.lib.filling import FRAME, filled

COOKIE = "kept"
CARRIED, CARRIED_TO = "w_", "kept_to"
SHUT = "shut"
MOST_BYTES = 200 * 1024
_FIRST_HAN = 0x2E7F
HOURS = settings.HELD_SECONDS // 3600
# Doors and the frame: nothing of a matter is typed here, and some of it is secret. What is searched for is kept nowhere.
NEVER = (
    "/cover/",
    "/sign-in/",
    "/sign-out/",
    "/password/",
    "/i18n/",
    "/text-size/",
    "/search/",
    "/shortcuts/",
    "/admin/",
    "/kept/",
    "/api/",
)


@dataclass(frozen=True)
class Words:
    """What was typed: where the form sends, the page on which it stands, name → values."""

    action: str
    page: str
    fields: dict[str, list[str]]

    @property
    def has_page(self) -> bool:
        """Whether it stands on a page of ours and sends to one, as far as addresses tell."""
        return all(_is_address(path) and needs_account(path) for path in (self.page, self.action))

    def beside(self, sent: Mapping[str, object]) -> "Words":
        """What the form of another step has not asked yet."""
        rest = {name: values for name, values in self.fields.items() if name in FRAME or name not in sent}
        return replace(self, fields=rest)


def page_before(request: HttpRequest) -> str:
    """Path and query of the page she came from, as far as it is ours; else of the address itself."""
    said = urlsplit(request.META.get("HTTP_REFERER", ""))
    if _is_address(said.path) and _is_ours(request, request.META.get("HTTP_REFERER", "")):
        return said.path + (f"?{said.query}" if said.query else "")
    return request.get_full_path()


def _is_address(path: str) -> bool:
    """Whether a page of ours answers here that is none of the doors."""
    if not path.startswith("/") or path.startswith(("//", *NEVER)):
        return False
    try:
        resolve(path.split("?")[0])
    except Resolver404:
        return False
    return True


def _is_ours(request: HttpRequest, url: str) -> bool:
    hosts = {request.get_host(), *(urlsplit(origin).netloc for origin in settings.CSRF_TRUSTED_ORIGINS)}
    return url.startswith("http") and url_has_allowed_host_and_scheme(
        url, hosts, require_https=request.is_secure()
    )


def _from_our_page(request: HttpRequest) -> bool:
    """Whether a page of ours sends this: another site must not put words into her forms."""
    return _is_ours(request, request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", ""))


def needs_account(path: str) -> bool:
    """Whether only somebody signed in is answered here."""
    try:
        view = resolve(path.split("?")[0]).func
    except Resolver404:
        return False
    return bool(getattr(view, "login_required", True))


def _fields(posted: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    return {
        name: [str(value) for value in values]
        for name, values in posted
        if name != "csrfmiddlewaretoken" and "password" not in name and any(values)
    }


def _keep(words: Words, response: HttpResponse, by: User) -> bool:
    told = json.dumps([words.action, words.page, words.fields]).encode()
    if not set(words.fields) - set(FRAME) or len(told) > MOST_BYTES:
        return False
    token = held.put_away(told, by=by, what=held.WORDS)
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.HELD_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return True


def is_form(request: HttpRequest) -> bool:
    """Whether a page sends this, not a program: what the phone's outbox sends stays in its outbox."""
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
    return (
        request.method == "POST"
        and request.content_type in kinds
        and "Idempotency-Key" not in request.headers
    )


def may_wait(request: HttpRequest) -> bool:
    """Whether it is a form of our own pages, none of a door."""
    return is_form(request) and not request.path.startswith(NEVER)


def keep(request: HttpRequest, response: HttpResponse, *, by: User | None) -> bool:
    """Keep what this POST brought for whoever's page it was; whether there was anything. Files wait as files do."""
    if by is None or not may_wait(request) or not _from_our_page(request) or _is_taken(request, by):
        return False
    fields = _fields(request.POST.lists())
    for name, file in request.FILES.items():
        try:
            # `carried` is typed for the files of a form; one file by its name is the same to it.
            fields |= {n: [token] for n, token in held.carried({name: file}, by=by).items()}  # type: ignore[arg-type]
        except Refusal:
            continue  # the form will say so when it is chosen again
    return _keep(Words(request.get_full_path(), page_before(request), fields), response, by)


def _is_taken(request: HttpRequest, by: User) -> bool:
    """Whether words of whoever sits here now wait in this browser; somebody else's late form does not push them out."""
    return request.user.is_authenticated and request.user.pk != by.pk and of(request) is not None


def taken_along(request: HttpRequest) -> Words | None:
    """What a script took along from another form of the page she is on (`words.js`); the view finds nothing of it."""
    to = request.POST.get(CARRIED_TO, "")
    said = {name: values for name, values in request.POST.lists() if name.startswith(CARRIED)}
    if not to:
        return None
    plain = request.POST.copy()
    for name in (CARRIED_TO, *said):
        del plain[name]
    request.POST = plain  # type: ignore[assignment]  # a copy is mutable, the stubs know only the other kind
    if not said or not _is_address(to) or not _from_our_page(request):
        return None
    fields = _fields((name.removeprefix(CARRIED), values) for name, values in said.items())
    return Words(to, page_before(request), fields)


def carry(request: HttpRequest, words: Words, response: HttpResponse, *, by: User) -> None:
    """Keep what was taken along."""
    if not _is_taken(request, by):
        _keep(words, response, by)


def of(request: HttpRequest, user: User | None = None) -> Words | None:
    """What is kept for her in this browser."""
    token, her = request.COOKIES.get(COOKIE, ""), user or request.user
    # Only somebody signed in gets here, which the type of `request.user` does not say; so below.
    told = held.taken_out(token, by=her, what=held.WORDS) if token else None  # type: ignore[arg-type]
    return Words(*json.loads(told)) if told is not None else None


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Sent, thrown away or signed out: it goes."""
    token = request.COOKIES.get(COOKIE, "")
    if token:
        held.drop(token, by=request.user, what=held.WORDS)  # type: ignore[arg-type]  # signed in, as above
        response.delete_cookie(COOKIE, samesite="Lax")


def to_the_door(request: HttpRequest) -> HttpResponseRedirect:
    """The sign-in page, which says why she is there and leads back; what was sent is kept for whoever's page it was."""
    response = redirect(settings.LOGIN_URL)
    back = page_before(request) if request.method == "POST" else request.get_full_path()
    was_kept = request.method == "POST" and keep(request, response, by=seats.whose(request))
    said = {"next": back} if not back.startswith(NEVER) and needs_account(back) else {}
    said["why"] = "kept" if was_kept else "ended"
    response["Location"] += "?" + urlencode(said)
    return response


def put_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page she was on with her words in their form; where it has no such form, the page that shows them."""
    words = of(request)
    if words is None or words.page != request.get_full_path() or request.path.startswith(NEVER):
        return response
    if response.status_code != 200 or not words.has_page or not _fill(request, response, words):
        return redirect(f"{reverse('kept')}?{SHUT}=1")
    return response


def put_on(request: HttpRequest, response: HttpResponse, words: Words) -> bool:
    """Whether what she sent was an earlier step of the form, so that the rest waits on; it stands in the answer."""
    step, sent = words.fields.get("step"), request.POST.getlist("step")
    if response.status_code != 200 or not step or not sent or step == sent:
        return False
    _fill(request, response, words.beside(request.POST))
    return True


def _fill(request: HttpRequest, response: HttpResponse, words: Words) -> bool:
    """Words into the form of a page, where she looks at them and sends them herself; whether there is such a form."""

    def sends_to(action: str | None) -> bool:
        return (action or request.get_full_path()).split("#")[0] == words.action

    if not response.get("Content-Type", "").startswith("text/html"):
        return False
    page = filled(
        response.content.decode(),
        words.fields,
        sends_to=sends_to,
        apart=(held.HOLD, held.DROP),
        before=render_to_string("desk/_put_back.html", {}, request),
        partly=render_to_string("desk/_put_back.html", {"partly": True}, request),
        files=_files(words, request.user),  # type: ignore[arg-type]  # signed in
    )
    if page is not None:
        response.content = page.encode()
    return page is not None


def told(words: Words, her: User) -> list[tuple[str, list[str]]]:
    """Every field that is kept, by its name: what somebody wrote first, then codes; of a file its name."""
    rows = []
    for name, values in words.fields.items():
        files = [held.held(value, by=her) for value in values] if name.startswith(held.HOLD) else []
        said = [file.name if file else "" for file in files] or values
        written = any(ord(sign) > _FIRST_HAN or sign.isspace() for value in said for sign in value.strip())
        rows.append((not written, name.removeprefix(held.HOLD), said))
    return [(name, said) for _code, name, said in sorted(rows, key=lambda row: row[0])]


def _files(words: Words, her: User) -> dict[str, str]:
    """Name of a control → what a page shows of the file that waits for it."""
    shown: dict[str, str] = {}
    for name in [key.removeprefix(held.HOLD) for key in words.fields if key.startswith(held.HOLD)]:
        file = held.held(words.fields[held.HOLD + name][0], by=her)
        if file is not None:
            field = {"html_name": name, "field": {"held": file}}
            shown[name] = render_to_string("parts/_held_file.html", {"field": field})
    return shown
