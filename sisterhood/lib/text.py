"""What must not pass as text: signs the database cannot hold, and identity where none should be."""

import re
import unicodedata

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

_GAP = r"[\s\-–—.·_]?"
_DATE = rf"(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12]\d|3[01])"
_ID_NUMBER = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}{_GAP}(?:(?:18|19|20)\d\d{_GAP}{_DATE}{_GAP}\d{{3}}{_GAP}[\dX]|\d\d{_GAP}{_DATE}{_GAP}\d{{3}})(?!\d)",
    re.IGNORECASE,
)
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_MOBILE_344 = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)\(?0(?:10|2\d|[3-9]\d\d)\)?[\s\-–—]?[2-9]\d{2,3}[\s\-]?\d{4}(?!\d)")


def has_nul_or_surrogate(text: str) -> bool:
    """Whether PostgreSQL would refuse the text: a NUL or half of a surrogate pair."""
    return _UNSTORABLE.search(text) is not None


def contains_id_number(text: str) -> bool:
    """Whether the text holds a citizen's number: 18 or 15 signs with a date inside, also spaced.

    The check sign is not tested: a number with one digit mistyped still points at a person.
    """
    return _ID_NUMBER.search(_plain(text)) is not None


def contains_phone(text: str) -> bool:
    """Whether the text holds a Chinese mobile or landline number, also spaced, full-width or with +86."""
    plain = _plain(text)
    return any(pattern.search(plain) for pattern in (_MOBILE, _MOBILE_344, _LANDLINE))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
