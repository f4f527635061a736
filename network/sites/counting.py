"""Strangers at public pages: which address a request comes from, and how often it has come lately.

Kept is a keyed hash until its time is over, never an address or a number. The count itself is in the database
(`stranger_take`), so that side by side exactly as many pass as the limit says.
"""

import hmac
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from django.conf import settings


def caller(meta: Mapping[str, Any], *, proxies: int | None = None) -> str:
    """The address that our own outermost proxy saw: `proxies` places from the end of X-Forwarded-For.

    `meta` is what the server says of a request. What a browser wrote there itself stands further left and is never
    read. "" for anything that is no address.
    """
    proxies = settings.PROXIES if proxies is None else proxies
    hops = [hop.strip() for hop in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",") if hop.strip()]
    chosen = hops[-proxies] if 0 < proxies <= len(hops) else str(meta.get("REMOTE_ADDR", ""))
    address = _read(chosen)
    return str(address) if address else ""


def counted(address: str) -> str:
    """As what an address counts: of IPv6 the network (/64), because one line holds all of it.

    Whatever is no address counts as one and the same stranger.
    """
    found = _read(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found or "")


def mark(kind: str, value: str) -> bytes:
    """What is kept of an address or a number while it counts; neither can be read back from it."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"stranger count 1|{kind}|{value}".encode(), "sha256")


def mark_of(meta: Mapping[str, Any]) -> bytes:
    """The mark of whoever sends a request."""
    return mark("address", counted(caller(meta)))


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    if mapped is not None:
        return mapped
    return IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
