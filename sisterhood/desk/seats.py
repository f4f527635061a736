"""Who sat at this browser when a page was opened: known from the page's own form token, also when somebody else sits there now.

Every sign-in draws a new secret for the tokens of forms. A signed cookie remembers the last few of them by a hash, with
the number of the account, so that a late form says whose page it was (decision 142). Who has signed out is forgotten.
"""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH

from network.staff.models import User

COOKIE = "seat"
MOST = 8  # sign-ins that a browser remembers
_MARK = 16

Seats = list[tuple[str, int]]


def _mark(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()[:_MARK]


def _secret_of(token: str) -> str:
    """The secret of a form's token as Django masks it; "" for what is no token."""
    if len(token) != CSRF_TOKEN_LENGTH or not set(token) <= set(CSRF_ALLOWED_CHARS):
        return ""
    signs = CSRF_ALLOWED_CHARS
    pairs = zip(token[CSRF_SECRET_LENGTH:], token[:CSRF_SECRET_LENGTH], strict=True)
    return "".join(signs[signs.index(sign) - signs.index(mask)] for sign, mask in pairs)


def _seats(request: HttpRequest) -> Seats:
    """Mark of the secret and number of the account, the newest first."""
    said = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    pairs = (each.split(":") for each in said.split(",") if ":" in each)
    return [(mark, int(number)) for mark, number in pairs]


def _keep(response: HttpResponse, seats: Seats) -> None:
    if not seats:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    said = ",".join(f"{mark}:{number}" for mark, number in seats[:MOST])
    options = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    response.set_signed_cookie(COOKIE, said, salt=COOKIE, **options)


def take(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """She sits here now, and the pages she is shown carry this secret."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret:
        return
    mine, seats = (_mark(secret), user.pk), _seats(request)
    if seats[:1] != [mine]:
        _keep(response, [mine, *(seat for seat in seats if seat[0] != mine[0])])


def leave(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """She has signed out: what a page of hers sends later is kept for nobody."""
    _keep(response, [seat for seat in _seats(request) if seat[1] != user.pk])


def last(request: HttpRequest) -> User | None:
    """Who signed in last with this browser and has not signed out; she need not be signed in any more."""
    seats = _seats(request)
    return User.objects.filter(pk=seats[0][1], is_active=True).first() if seats else None


def whose(request: HttpRequest) -> User | None:
    """Whose page sends this form; None when its token tells nothing."""
    secret = _secret_of(str(request.POST.get("csrfmiddlewaretoken", "")))
    number = dict(_seats(request)).get(_mark(secret)) if secret else None
    return User.objects.filter(pk=number, is_active=True).first() if number else None
