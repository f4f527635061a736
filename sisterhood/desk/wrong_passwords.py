"""A password asked for inside a session: the count and the lock of the door, and five misses end the session."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from network.audit import record
from network.audit.models import Action
from network.staff import lockout, sessions
from sisterhood.lib import clock

LONGEST_PASSWORD = 200
MOST_MISSES = 5


def wait_sentence(username: str) -> str:
    """How long a locked name waits."""
    minutes = lockout.minutes_left(username, at=clock.now())
    sentence = ngettext(
        "Too many wrong passwords. Please wait %(count)d minute, or ask the leader of your unit for a new password.",
        "Too many wrong passwords. Please wait %(count)d minutes, or ask the leader of your unit for a new password.",
        minutes,
    )
    return sentence % {"count": minutes}


@sensitive_variables("password")
def refusal(request: HttpRequest, password: str) -> str:
    """Why this is not her password; "" when it is. After the fifth miss nobody is signed in any more.

    While the name is locked no password is looked at, and none counts.
    """
    name, mark = request.user.username.lower(), request.session["mark"]
    if not password or len(password) > LONGEST_PASSWORD:
        return _("The password is not right.")
    with lockout.one_at_a_time(name):
        if AxesProxyHandler.is_locked(request, {"username": name}):
            return wait_sentence(name)
        if authenticate(request, username=name, password=password) is not None:
            lockout.clear(name)
            sessions.forget_misses(mark)
            return ""
        locked = bool(getattr(request, "axes_locked_out", False))
        request.axes_locked_out = False  # the page says it better than the library's own
        _count(request, mark, locked=locked)
    return wait_sentence(name) if locked else _("The password is not right.")


def _count(request: HttpRequest, mark: str, *, locked: bool) -> None:
    her = ("user", request.user.pk)
    record.event(Action.SIGN_IN_FAILED, by=request.user, subject=her, detail={"locked": locked})
    if sessions.miss(mark, at=clock.now()) >= MOST_MISSES:
        record.event(Action.SIGN_OUT, by=request.user, subject=her)
        logout(request)
