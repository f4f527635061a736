"""Which push services the house knocks at. A table; `PUSH_HOSTS` in the environment replaces it.

The address of a subscription is said by a browser, and so by whoever sits in front of it: nothing is sent anywhere else.
"""

from dataclasses import dataclass

from django.conf import settings

from network.notifications import addresses

HTTPS = 443
LONGEST_ADDRESS = 1000


@dataclass(frozen=True)
class PushService:
    """`host`: a name, or `*.` and the end of one; another port than 443 after a colon."""

    host: str
    browsers: str
    source: str


PUSH_SERVICES = (
    PushService("fcm.googleapis.com", "Chrome, Edge on Android, Samsung", "Firebase Cloud Messaging"),
    PushService("updates.push.services.mozilla.com", "Firefox", "Mozilla autopush"),
    PushService("*.push.apple.com", "Safari", "Apple: Sending web push notifications"),
    PushService("*.notify.windows.com", "Edge on Windows", "Windows Push Notification Services"),
)


def hosts() -> tuple[str, ...]:
    """The list in force."""
    return tuple(settings.PUSH_HOSTS) or tuple(row.host for row in PUSH_SERVICES)


def service_of(endpoint: str) -> str:
    """Host and port of an address on the list. Raises NotAllowed for every other one, and for what is no plain https address."""
    host, port, _path, secure = addresses.shape(endpoint)
    if not secure or len(endpoint) > LONGEST_ADDRESS or not any(_fits(host, port, row) for row in hosts()):
        raise addresses.NotAllowed
    return host if port == HTTPS else f"{host}:{port}"


def _fits(host: str, port: int, row: str) -> bool:
    name, _, told = row.partition(":")
    if str(port) != (told or str(HTTPS)):
        return False
    return host.endswith(name[1:]) if name.startswith("*.") else host == name
