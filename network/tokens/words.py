"""The words of tokens: 256 bits from the system's own chance, with a mark in front so that they are found in a file."""

import secrets
from hashlib import sha256

MARK = "sisterhood_"
HINT = 4
LONGEST = 80


def fresh() -> str:
    """A word nobody has; it cannot be guessed, so its digest needs no salt and no slow hashing."""
    return MARK + secrets.token_urlsafe(32)


def digest_of(word: str) -> bytes:
    """What is kept of a word."""
    return sha256(word.encode()).digest()


def word_of(header: str) -> str:
    """The word of an `Authorization` header; "" for any other header, and for what cannot be a word of ours."""
    kind, _space, word = header.partition(" ")
    word = word.strip()
    fits = word.startswith(MARK) and len(word) <= LONGEST and word.isascii()
    return word if kind.lower() == "bearer" and fits else ""
