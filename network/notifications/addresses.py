"""Where the house may knock: the address of the group robot is checked before each connection.

Every address behind the name must be public, or lie in a network the administrator named; the connection then
goes to the very address that was checked. Plain http stays on this machine.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


class NotAllowed(ValueError):
    """The house does not knock there."""


@dataclass(frozen=True)
class Target:
    """A checked address: what to connect to, and what to say there."""

    ip: str
    host: str
    port: int
    path: str
    secure: bool


def is_loopback_name(host: str) -> bool:
    """This machine, by its usual names."""
    return host in _LOCAL_NAMES


def shape(url: str) -> tuple[str, int, str, bool]:
    """Host, port, path and whether it is https. Raises NotAllowed for anything but a plain web address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAllowed from None
    secure = parts.scheme == "https"
    odd = "@" in parts.netloc or parts.fragment or not url.isascii() or any(c <= " " for c in url)
    if odd or not host or not (secure or (parts.scheme == "http" and is_loopback_name(host))):
        raise NotAllowed
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, port or (443 if secure else 80), path, secure


def check(url: str, *, networks: tuple[str, ...] = ()) -> Target:
    """Resolve and judge. Raises NotAllowed, or OSError when the name cannot be resolved."""
    host, port, path, secure = shape(url)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    try:
        allowed = [ip_network(network) for network in networks]
    except ValueError:
        raise NotAllowed from None
    for ip in ips:
        plain = _unwrapped(ip)
        at_home = plain.is_loopback and is_loopback_name(host)
        named = any(plain.version == network.version and plain in network for network in allowed)
        if not (at_home or named or _is_public(plain)):
            raise NotAllowed
    if not ips:
        raise NotAllowed
    return Target(str(ips[0]), host, port, path, secure)


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one, where it is only a wrapping."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
