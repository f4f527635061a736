"""What may stand on a list or a message instead of a name or a number."""

import unicodedata

STAR = "*"
MOST_STARS = 3
_DIGITS = frozenset("0123456789")

COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 "
    "夏侯 端木 轩辕 独孤 南宫 闻人 呼延 申屠 太史 澹台 公冶 宗政 濮阳 淳于 "
    "单于 钟离 鲜于 闾丘 拓跋 赫连 百里 东郭 南门 西门 纳兰 完颜 叶赫 爱新觉罗".split()
)


def mask_name(name: str) -> str:
    """陈秀琴 → 陈*琴, 王芳 → 王*, 欧阳芳 → 欧阳*, 欧阳娜娜 → 欧阳*娜; one character → *.

    Never more than three stars, so that a long name does not tell its length.
    """
    name = unicodedata.normalize("NFKC", name).strip()
    if len(name) < 2:
        return STAR * len(name)
    surname = _surname(name)
    given = name[len(surname) :]
    if len(given) == 1:
        return surname + STAR
    return surname + STAR * min(len(given) - 1, MOST_STARS) + given[-1]


def mask_phone(phone: str) -> str:
    """13812341234 → 138****1234, also with +86 or separators. Anything shorter than 11 digits → ****34."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", phone) if sign in _DIGITS)
    if len(digits) >= 11:
        digits = digits[-11:]
        return digits[:3] + STAR * 4 + digits[-4:]
    if len(digits) >= 7:
        return STAR * 4 + digits[-2:]
    return STAR * 4 if phone.strip() else ""


def mask_known(text: str) -> str:
    """A name, a phone or an address, whichever it looks like."""
    digits = [sign for sign in text if sign in _DIGITS]
    return mask_phone(text) if len(digits) >= 7 and len(digits) * 2 > len(text) else mask_name(text)


def mask_id_number(id_number: str) -> str:
    """18 or 15 signs keep the first four and the last two; anything else becomes stars only."""
    signs = "".join(unicodedata.normalize("NFKC", id_number).split()).upper()
    if len(signs) in (15, 18) and all(sign in _DIGITS for sign in signs[:-1]):
        return signs[:4] + STAR * (len(signs) - 6) + signs[-2:]
    return STAR * 6 if signs else ""


def _surname(name: str) -> str:
    longest = next(
        (part for part in COMPOUND_SURNAMES if name.startswith(part) and len(name) > len(part)), ""
    )
    return longest or name[0]
