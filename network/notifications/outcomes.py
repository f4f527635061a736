"""Ways out of the house, where a delivery stands, and why: coded lists that know no table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """Ways out of the house; the inbox is inside and always used."""

    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("group robot")
    PUSH = "push", _("notification of a browser")


class State(TextChoices):
    """Where an external delivery stands. What is uncertain is never repeated."""

    DUE = "due", _("waiting")
    LEASED = "leased", _("taken")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("uncertain, not repeated")
    DEAD = "dead", _("given up")


class Reason(TextChoices):
    """Why a delivery did not simply succeed: a kind, never a server's own words."""

    UNREACHABLE = "unreachable", _("the server could not be reached")
    INSECURE = "insecure", _("no safe connection to the server")
    FORBIDDEN = "forbidden", _("the address is not allowed")
    SIGN_IN = "sign_in", _("the mail server refused our sign-in")
    ADDRESS = "address", _("the mail server refused the address")
    REDIRECTED = "redirected", _("the server wanted to send us elsewhere")
    REFUSED = "refused", _("the server refused the message")
    FAILED = "failed", _("the server answered with a fault")
    GATEWAY = "gateway", _("a server in between lost the answer")
    NO_ANSWER = "no_answer", _("the connection broke after sending")
    BAD_ANSWER = "bad_answer", _("the answer could not be read")
    STOPPED = "stopped", _("the worker stopped while sending")
    UNWANTED = "unwanted", _("no longer wanted")
    LATER = "later", _("the server asked us to wait")
    GONE = "gone", _("the browser takes no notifications any more")
