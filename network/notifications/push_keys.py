"""The keys of the pushes: one secret of the two workers that send, from which two keys are derived for two uses.

One signs what is handed to a push service (VAPID, RFC 8292); the other opens subscriptions, which the web seals and
cannot read again. The web is told the public halves alone. Both are text: `PUSH_SECRET` is 32 bytes, `PUSH_PUBLIC` two
points of P-256, each base64url without padding, with a dot between them.
"""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid.utils import b64urldecode, b64urlencode

from sisterhood.lib.crypto import KEY_BYTES
from sisterhood.lib.letterbox import private_key

_SIGNS, _OPENS = "push signature", "push subscription"


@dataclass(frozen=True)
class PublicKeys:
    """What the web knows: `signs` goes to browsers as it is, `seals` closes what they answer."""

    signs: str
    seals: ec.EllipticCurvePublicKey


def make_secret() -> str:
    """A new secret, as it stands in the environment."""
    return b64urlencode(secrets.token_bytes(KEY_BYTES))


def public_of(secret: str) -> str:
    """The public halves of a secret. Raises ValueError."""
    return ".".join(_point(key.public_key()) for key in (_derived(secret, _SIGNS), _derived(secret, _OPENS)))


def is_named() -> bool:
    """Whether the administrator gave this process a key at all."""
    return bool(settings.PUSH_SECRET or settings.PUSH_PUBLIC)


def public() -> PublicKeys | None:
    """The public halves as this process was told them, or as they follow from its secret; None without usable ones."""
    try:
        text = settings.PUSH_PUBLIC or public_of(settings.PUSH_SECRET)
        return _read(text)
    except ValueError:
        return None


def signs() -> ec.EllipticCurvePrivateKey:
    """The key that signs. Raises ValueError in a process that holds no secret."""
    return _derived(settings.PUSH_SECRET, _SIGNS)


def opens() -> ec.EllipticCurvePrivateKey:
    """The key that opens subscriptions. Raises ValueError in a process that holds no secret."""
    return _derived(settings.PUSH_SECRET, _OPENS)


@lru_cache(maxsize=8)
def _derived(secret: str, use: str) -> ec.EllipticCurvePrivateKey:
    raw = _bytes(secret)
    if len(raw) != KEY_BYTES:
        raise ValueError("a push secret has 32 bytes")
    return private_key(raw, use)


@lru_cache(maxsize=8)
def _read(text: str) -> PublicKeys:
    signing, _, sealing = text.partition(".")
    curve = ec.SECP256R1()
    ec.EllipticCurvePublicKey.from_encoded_point(curve, _bytes(signing))
    return PublicKeys(signing, ec.EllipticCurvePublicKey.from_encoded_point(curve, _bytes(sealing)))


def _point(key: ec.EllipticCurvePublicKey) -> str:
    return str(b64urlencode(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)))


def _bytes(text: str) -> bytes:
    if not text.isascii():
        raise ValueError("not base64url")
    return bytes(b64urldecode(text.encode()))
