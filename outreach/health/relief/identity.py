"""Numbers on which money depends: identity card and bank account, checked sign by sign."""

import unicodedata

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SIGNS = "10X98765432"


def plain(written: str) -> str:
    """Narrow signs, upper case, no blanks or dashes."""
    narrow = unicodedata.normalize("NFKC", written).upper()
    return "".join(sign for sign in narrow if sign.isalnum())


def is_id_number(written: str) -> bool:
    """Eighteen signs of which the last fits the others (GB 11643-1999)."""
    signs = plain(written)
    if len(signs) != 18 or not (signs.isascii() and signs[:17].isdecimal()):
        return False
    total = sum(int(sign) * weight for sign, weight in zip(signs[:17], _WEIGHTS, strict=True))
    return signs[17] == _SIGNS[total % 11]


def is_account(written: str) -> bool:
    """Twelve to nineteen digits, as on a card or a book of savings."""
    signs = plain(written)
    return 12 <= len(signs) <= 19 and signs.isascii() and signs.isdecimal()
