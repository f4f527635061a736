"""Envelopes for names and narratives: bytes that open only in the row and column they were sealed for.

    version(1) | suite(1) | key id length(1) | key id | nonce(12) | ciphertext + tag(16)

The plaintext is padded to 16-byte buckets before sealing, so a name does not tell its length. The
associated data is everything before the nonce, then `table|column|primary key`. Format version 1 is kept
readable for ever by the golden envelopes of the tests.
"""

import hmac
import os
from enum import IntEnum
from typing import NoReturn, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

VERSION = 1
BUCKET = 16
KEY_BYTES = 32
_NONCE = 12
_TAG = 16
_PAD = b"\x80"

Blob = bytes | bytearray | memoryview
RowKey = UUID | int | str


class Unreadable(Exception):
    """An envelope that does not open: moved, changed, cut, of an unknown version or key. Never says which."""

    def __init__(self) -> None:
        super().__init__(_("This entry cannot be read. Please tell your administrator."))


class Suite(IntEnum):
    AES_256_GCM = 1
    SM4_GCM = 2


class SealingKey:
    """32 secret bytes under a public key id; each suite uses a key of its own derived from them."""

    __slots__ = ("_secret", "_subkeys", "key_id", "suite")

    def __init__(self, key_id: bytes, secret: bytes, suite: Suite) -> None:
        if not 1 <= len(key_id) <= 16:
            raise ValueError("a key id has 1 to 16 bytes")
        if len(secret) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")
        self.key_id, self._secret, self.suite = key_id, secret, suite
        self._subkeys: dict[Suite, bytes] = {}

    def seal(self, plaintext: bytes, place: bytes) -> bytes:
        """An envelope under this key's suite that opens only with the same `place`."""
        header = bytes((VERSION, self.suite, len(self.key_id))) + self.key_id
        nonce = os.urandom(_NONCE)
        return (
            header
            + nonce
            + _encrypt(self.suite, self._subkey(self.suite), nonce, _pad(plaintext), header + place)
        )

    def open(self, blob: Blob, place: bytes) -> bytes:
        """The plaintext of an envelope of either suite, or Unreadable."""
        envelope = as_bytes(blob)
        suite, key_id, body = _split(envelope)
        if key_id != self.key_id or len(body) < _NONCE + BUCKET + _TAG:
            raise Unreadable
        header = envelope[: len(envelope) - len(body)]
        nonce, sealed = body[:_NONCE], body[_NONCE:]
        try:
            padded = _decrypt(suite, self._subkey(suite), nonce, sealed, header + place)
        except InvalidTag:
            raise Unreadable from None
        return _unpad(padded)

    def _subkey(self, suite: Suite) -> bytes:
        """HKDF-Expand (RFC 5869) of one block: AES takes 32 bytes of it, SM4 takes 16."""
        if suite not in self._subkeys:
            block = hmac.digest(self._secret, b"sisterhood seal %d\x01" % suite, "sha256")
            self._subkeys[suite] = block if suite is Suite.AES_256_GCM else block[:16]
        return self._subkeys[suite]

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are never pickled, cached or sent to a queue")


class DataKey:
    """The key of one case. Destroying its wrapped form erases everything sealed with it."""

    __slots__ = ("_key", "_secret")

    def __init__(self, secret: bytes, suite: Suite = Suite.AES_256_GCM) -> None:
        fingerprint = hmac.digest(secret, b"sisterhood key id\x01", "sha256")[:4]
        self._secret = secret
        self._key = SealingKey(fingerprint, secret, suite)

    @classmethod
    def generate(cls, suite: Suite = Suite.AES_256_GCM) -> Self:
        return cls(os.urandom(KEY_BYTES), suite)

    @property
    def suite(self) -> Suite:
        """The suite it seals with; it opens both."""
        return self._key.suite

    def seal(self, text: str, *, table: str, column: str, pk: RowKey) -> bytes:
        """The envelope of a text for one row and column. The primary key must already exist."""
        return self._key.seal(text.encode(), _place(table, column, pk))

    def open(self, blob: Blob, *, table: str, column: str, pk: RowKey) -> str:
        """The text, or Unreadable when the envelope was not sealed for exactly this row and column."""
        try:
            return self.open_bytes(blob, table=table, column=column, pk=pk).decode()
        except UnicodeDecodeError:
            raise Unreadable from None

    def seal_bytes(self, content: bytes, *, table: str, column: str, pk: RowKey) -> bytes:
        """Like `seal`, for a file held in memory."""
        return self._key.seal(content, _place(table, column, pk))

    def open_bytes(self, blob: Blob, *, table: str, column: str, pk: RowKey) -> bytes:
        """Like `open`, for a file held in memory."""
        return self._key.open(blob, _place(table, column, pk))

    def to_wrap(self) -> bytes:
        """For the keyring alone: suite byte and secret."""
        return bytes((self.suite,)) + self._secret

    @classmethod
    def from_wrapped(cls, plaintext: bytes) -> Self:
        """For the keyring alone: the inverse of `to_wrap`."""
        if len(plaintext) != 1 + KEY_BYTES:
            raise Unreadable
        return cls(plaintext[1:], _suite(plaintext[0]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self.to_wrap(), other.to_wrap())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<DataKey {self.suite.name}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are never pickled, cached or sent to a queue")


def as_bytes(blob: Blob) -> bytes:
    """The bytes a database driver handed over, or Unreadable for anything else (such as None)."""
    if not isinstance(blob, bytes | bytearray | memoryview):
        raise Unreadable
    return bytes(blob)


def key_id_of(blob: Blob) -> bytes:
    """The key id an envelope names, without opening it; Unreadable when it is no envelope."""
    return _split(as_bytes(blob))[1]


def _split(envelope: bytes) -> tuple[Suite, bytes, bytes]:
    if len(envelope) < 3 or envelope[0] != VERSION:
        raise Unreadable
    end = 3 + envelope[2]
    return _suite(envelope[1]), envelope[3:end], envelope[end:]


def _suite(number: int) -> Suite:
    try:
        return Suite(number)
    except ValueError:
        raise Unreadable from None


def _place(table: str, column: str, pk: RowKey) -> bytes:
    if not table or not column or "|" in table + column or pk is None or pk == "":
        raise ValueError("sealing needs a table, a column and a primary key that already exists")
    return f"{table}|{column}|{pk}".encode()


def _pad(plaintext: bytes) -> bytes:
    padded = plaintext + _PAD
    return padded + bytes(-len(padded) % BUCKET)


def _unpad(padded: bytes) -> bytes:
    plaintext = padded.rstrip(b"\0")
    if not plaintext.endswith(_PAD):
        raise Unreadable
    return plaintext[:-1]


def _encrypt(suite: Suite, key: bytes, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
    if suite is Suite.AES_256_GCM:
        return AESGCM(key).encrypt(nonce, plaintext, associated)
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(associated)
    return cipher.update(plaintext) + cipher.finalize() + cipher.tag


def _decrypt(suite: Suite, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
    if suite is Suite.AES_256_GCM:
        return AESGCM(key).decrypt(nonce, sealed, associated)
    cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-_TAG:])).decryptor()
    cipher.authenticate_additional_data(associated)
    return cipher.update(sealed[:-_TAG]) + cipher.finalize()
