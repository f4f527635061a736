"""The keys outside the database: they wrap each case's data key and make the blind indexes.

A deployment may put a key service behind the same methods: `wrap`, `unwrap`, `blind_index`, `letterbox`.
"""

import base64
import binascii
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, Self

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from .crypto import KEY_BYTES, Blob, DataKey, RowKey, SealingKey, Suite, Unreadable, as_bytes, key_id_of
from .letterbox import private_key

_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･・", "·"))
_DIGITS = frozenset("0123456789")


class KeyFileError(Exception):
    """The key file is missing, open to others or malformed; str() is a translated sentence."""


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().casefold()


def _name(value: str) -> str:
    return "".join(_plain(value).split()).translate(_MIDDLE_DOTS)


def _phone(value: str) -> str:
    return "".join(sign for sign in _plain(value) if sign in _DIGITS)[-11:]


def _digits(value: str) -> str:
    return "".join(sign for sign in _plain(value) if sign in _DIGITS)


def _id_number(value: str) -> str:
    return "".join(sign for sign in _plain(value).upper() if sign in _DIGITS or sign == "X")


DOMAINS: Mapping[str, Callable[[str], str]] = {
    "name": _name,
    "phone": _phone,
    "id_number": _id_number,
    "return_code": _digits,
    "slip_code": _plain,
}


class Keyring:
    """`keys` maps key id to 32 bytes; `active` wraps, all unwrap; `index` is 32 bytes of its own."""

    def __init__(
        self, *, active: str, keys: Mapping[str, bytes], index: bytes, suite: Suite = Suite.AES_256_GCM
    ) -> None:
        if active not in keys or len(index) != KEY_BYTES or index in keys.values():
            raise ValueError("a keyring needs its active key among its keys and an index key of its own")
        self._keys = {
            name.encode("ascii"): SealingKey(name.encode("ascii"), key, suite) for name, key in keys.items()
        }
        self._active = self._keys[active.encode("ascii")]
        self._letterboxes = {name: private_key(key, name) for name, key in keys.items()}
        self._index = {
            domain: HKDF(SHA256(), KEY_BYTES, None, f"sisterhood blind index 1|{domain}".encode()).derive(
                index
            )
            for domain in DOMAINS
        }

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """The keyring of a key file that only its owner may read. Raises KeyFileError."""
        return cls(**_parsed(_private_text(Path(path))))

    @classmethod
    def create(cls, path: Path | str, *, suite: Suite = Suite.AES_256_GCM) -> Self:
        """Writes a new key file (mode 0400, complete before it is visible) and loads it.

        Raises FileExistsError when one is there already: a key file is never overwritten.
        """
        path = Path(path)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
            json.dump(_fresh(suite), file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        finally:
            draft.unlink()
        return cls.load(path)

    def wrap(self, data_key: DataKey, case_id: RowKey) -> bytes:
        """The data key sealed under the active key, for this case only."""
        return self._active.seal(data_key.to_wrap(), _case(case_id))

    def unwrap(self, blob: Blob, case_id: RowKey) -> DataKey:
        """The data key of this case, or Unreadable."""
        envelope = as_bytes(blob)
        key = self._keys.get(key_id_of(envelope))
        if key is None:
            raise Unreadable
        return DataKey.from_wrapped(key.open(envelope, _case(case_id)))

    def rewrap(self, blob: Blob, case_id: RowKey) -> bytes:
        """The same data key under the active key: rotation without touching the sealed entries."""
        return self.wrap(self.unwrap(blob, case_id), case_id)

    def needs_rewrap(self, blob: Blob) -> bool:
        """Whether a wrapped key stands under a key other than the active one."""
        return key_id_of(blob) != self._active.key_id

    def blind_index(self, domain: str, value: str) -> bytes | None:
        """32 bytes equal for equal values of one domain, for exact search and matching.

        Domains: name, phone (last 11 digits), id_number (upper-case X), return_code (digits), slip_code. None when nothing is left to index
        (a phone without a digit), so that two empty entries never match. An unknown domain raises KeyError.
        """
        normal = DOMAINS[domain](value)
        return hmac.digest(self._index[domain], normal.encode(), "sha256") if normal else None

    @property
    def newest(self) -> str:
        """The id of the active key, and of the letterbox that phones seal to now."""
        return self._active.key_id.decode()

    def letterbox(self, key_id: str) -> EllipticCurvePrivateKey:
        """The private key that opens what phones sealed to this id; Unreadable for a key the file does not hold."""
        if key_id not in self._letterboxes:
            raise Unreadable
        return self._letterboxes[key_id]

    def __repr__(self) -> str:
        return f"<Keyring active={self._active.key_id.decode()} of {len(self._keys)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are never pickled, cached or sent to a queue")


def _case(case_id: RowKey) -> bytes:
    if case_id is None or case_id == "":
        raise ValueError("a data key is wrapped for a case that already has its identifier")
    return f"data key|{case_id}".encode()


def _fresh(suite: Suite) -> dict[str, Any]:
    return {
        "active": "k1",
        "keys": {"k1": base64.b64encode(os.urandom(KEY_BYTES)).decode()},
        "index": base64.b64encode(os.urandom(KEY_BYTES)).decode(),
        "suite": suite.name,
    }


def _private_text(path: Path) -> str:
    try:
        with path.open() as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise KeyFileError(
                    _("The key file %(path)s is open to others; set its mode to 0400.") % {"path": path}
                )
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(_("The key file %(path)s cannot be read.") % {"path": path}) from error


def _parsed(text: str) -> dict[str, Any]:
    """The arguments of Keyring. The cause is cut off, because a parser's message quotes what it read."""
    try:
        content = json.loads(text)
        parts = {
            "active": content["active"],
            "keys": {name: _key(key) for name, key in content["keys"].items()},
            "index": _key(content["index"]),
            "suite": Suite[content.get("suite", Suite.AES_256_GCM.name)],
        }
        Keyring(**parts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeyFileError(_("The key file is not in the expected form.")) from None
    return parts


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key
