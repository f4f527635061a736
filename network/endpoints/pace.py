"""How often a program may ask: counted for each token or person and for each address, in Redis, for all processes alike.

A count that cannot be reached stops nobody: it protects the machine, not the records.
"""

import hmac
import logging
import time
from functools import cache

import redis
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from network.deadlines import calculator
from network.sites import counting

log = logging.getLogger("sisterhood.pace")
WINDOW = 60  # seconds
PERSON, ADDRESS = "api.per_minute", "api.address_per_minute"


@cache
def _counts() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def _mark(kind: str, value: str) -> str:
    """What is kept for a minute; an address cannot be read back from it."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), f"pace {kind}|{value}".encode(), "sha256")
    return f"pace:{drawn.hex()[:32]}:{int(time.time()) // WINDOW}"


def take(kind: str, value: str, most: int) -> float | None:
    """Count one request: None when it may pass, else the seconds until the minute is over."""
    mark = _mark(kind, value)
    try:
        with _counts().pipeline() as both:
            both.incr(mark)
            both.expire(mark, WINDOW + 1)
            counted = int(both.execute()[0])
    except redis.RedisError as error:
        log.warning("requests are not counted: %s", type(error).__name__)
        return None
    return WINDOW - time.time() % WINDOW if counted > most else None


def take_address(address: str) -> float | None:
    """Count one request of an address; of IPv6 its network."""
    return take("address", counting.counted(address), calculator.length_of(ADDRESS))


class _Pace(BaseThrottle):
    """One count; `wait` answers how long."""

    seconds: float | None = None

    def wait(self) -> float | None:
        """Seconds until the next request passes."""
        return self.seconds


class OfPerson(_Pace):
    """Each token for itself; somebody's own session as one more."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count it."""
        whose = f"token {request.auth.id}" if request.auth else f"user {request.user.pk}"
        self.seconds = take("person", whose, calculator.length_of(PERSON))
        return self.seconds is None


class OfAddress(_Pace):
    """All that comes from one address."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count it."""
        self.seconds = take_address(counting.caller(request.META))
        return self.seconds is None
