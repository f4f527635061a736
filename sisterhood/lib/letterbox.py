"""Letters that only the house can open: sealed on a phone to a public key, so that the phone cannot read them back.

    point(65) | nonce(12) | ciphertext + tag(16)

`point` is the uncompressed P-256 point of a key made for this letter alone. ECDH with it, then HKDF-SHA256 (no salt,
`info` names the use) gives the AES-256-GCM key; the associated data binds a letter to its number. All of it is in
every browser since Chromium 86 (WebCrypto), where X25519 is not.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .crypto import KEY_BYTES, Unreadable

POINT, NONCE, TAG = 65, 12, 16
ADDED = POINT + NONCE + TAG
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-4 D.1.2.3


def private_key(secret: bytes, key_id: str) -> ec.EllipticCurvePrivateKey:
    """The private key that belongs to a secret of the key file; always the same for the same secret."""
    drawn = HKDF(SHA256(), 48, None, f"sisterhood letterbox 1|{key_id}".encode()).derive(secret)
    return ec.derive_private_key(int.from_bytes(drawn) % (_ORDER - 1) + 1, _CURVE)


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """Its public half as base64 of a SubjectPublicKeyInfo, as a browser imports it."""
    told = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(told).decode()


def open_letter(key: ec.EllipticCurvePrivateKey, letter: bytes, *, info: str, bound: str) -> bytes:
    """The content, or Unreadable: sealed to another key, for another use or number, cut or changed."""
    if len(letter) < ADDED:
        raise Unreadable
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, letter[:POINT])
        cipher = AESGCM(_shared(key, point, info))
        return cipher.decrypt(letter[POINT : POINT + NONCE], letter[POINT + NONCE :], bound.encode())
    except (ValueError, InvalidTag):
        raise Unreadable from None


def seal_letter(to: ec.EllipticCurvePublicKey, content: bytes, *, info: str, bound: str) -> bytes:
    """What a phone does; here for stories and tests."""
    own = ec.generate_private_key(_CURVE)
    nonce = os.urandom(NONCE)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return point + nonce + AESGCM(_shared(own, to, info)).encrypt(nonce, content, bound.encode())


def _shared(own: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, info: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, info.encode()).derive(own.exchange(ec.ECDH(), other))
