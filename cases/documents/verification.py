"""The code on a paper: 100 bits drawn by chance, kept as a digest alone; whoever has it learns valid or not valid."""

import hashlib
import re
import secrets

from django.db import connection

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH, GROUP = 21, 7


def new_code() -> str:
    """Twenty-one signs without those that look alike: more than 100 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    """In three groups, to be read aloud or typed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def digest(typed: str) -> bytes:
    """What the database keeps; blanks, hyphens and small letters do not matter."""
    return hashlib.sha256(re.sub(r"[\s\-]", "", typed[:200]).upper().encode()).digest()


def check(typed: str, *, asker: bytes) -> bool | None:
    """Whether a paper with this code is issued and not revoked; None when the marked address has asked too often.

    One statement for every answer: the count is written, the digest looked up, nothing else is read.
    """
    with connection.cursor() as cursor:
        cursor.execute("select verify_paper(%s, %s)", [digest(typed), asker])
        return cursor.fetchone()[0]
