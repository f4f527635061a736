"""Who stands behind a word: asked at each request, so that a token dies with her account, her posts or her password."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from uuid import UUID

from django.db import connection

from network.staff.leaves import Leave
from network.staff.models import Appointment, User
from network.tokens import words
from sisterhood.lib import clock


@dataclass(frozen=True)
class Bearer:
    """A live token and its person, as a request carries them."""

    id: UUID
    user: User
    name: str
    may_write: bool
    expires_at: datetime


def posts_of(user: User) -> list[str]:
    """Her own posts of today, as a token remembers them."""
    rows = Appointment.objects.on(clock.today()).filter(user=user).order_by("role", "unit_id")
    return [f"{role}:{unit}" for role, unit in rows.values_list("role", "unit_id")]


def is_inside(address: str, networks: str) -> bool:
    """Whether an address lies in one of the networks; nothing named is no limit."""
    if not networks.strip():
        return True
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(ip in ip_network(line) for line in networks.split() if ip_network(line).version == ip.version)


def bearer_of(word: str, *, address: str, at: datetime) -> Bearer | None:
    """Whoever stands behind the word; None says nothing about why not.

    Not for an ended or revoked token, an address outside its networks, an account that may not sign in, a password
    that was set since, a post that has ended since, and while she is on leave.
    """
    if not word:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select * from token_ask(%s)", [words.digest_of(word)])
        row = cursor.fetchone()
    if row is None:
        return None
    ident, user_id, name, may_write, networks, posts, made_at, expires_at = row
    user = User.objects.filter(pk=user_id, is_active=True, must_change_password=False).first()
    if user is None or not is_inside(address, networks):
        return None
    if user.password_changed_at is not None and user.password_changed_at > made_at:
        return None
    if not set(posts.split()) <= set(posts_of(user)) or user.pk in Leave.objects.away(clock.local_date(at)):
        return None
    return Bearer(ident, user, name, may_write, expires_at)
