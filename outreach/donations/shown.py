"""How amounts read: cents as yuan, pieces with their measure, and money in the capital figures of a receipt (人民币大写)."""

from network.access.scope import Scope
from outreach.beneficiaries.models import Beneficiary
from outreach.donations.lists import EntryKind, Side
from outreach.donations.models import Account, Entry, Gift, Posting
from sisterhood.lib.money import yuan

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def quantity(amount: int, row: Account | Gift) -> str:
    """¥1,234.50, -¥0.50, or 3 个."""
    if row.item:
        return f"{amount} {row.measure}"
    return f"{'-' if amount < 0 else ''}¥{yuan(abs(amount))}"


def used_for(row: Beneficiary, scope: Scope) -> list[tuple[Entry, str]]:
    """What was used for one of those who are helped, from the books that the reader sees; two statements."""
    entries = Entry.objects.visible_to(scope).filter(beneficiary=row, kind=EntryKind.USE, reversed_by=None)
    found: dict[Entry, tuple[Account, int]] = {}
    rows = Posting.objects.filter(entry__in=entries, account__side=Side.USED)
    for each in rows.select_related("entry", "account").order_by("-entry__on", "id"):
        before = found.get(each.entry, (each.account, 0))
        found[each.entry] = (each.account, before[1] + each.amount)
    return [
        (entry, f"{where.item} {quantity(amount, where)}".strip()) for entry, (where, amount) in found.items()
    ]


def _group(number: int) -> str:
    """Four places, with one 零 for each gap between them."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return said


def _whole(number: int) -> str:
    said, lower = "", False
    for nth in (3, 2, 1, 0):
        part = number // 10 ** (4 * nth) % 10**4
        if not part:
            lower = bool(said)
            continue
        needs_gap = bool(said) and (lower or part < 1000)
        said += ("零" if needs_gap else "") + _group(part) + _GROUPS[nth]
        lower = False
    return said


def capitals(cents: int) -> str:
    """123450 → 壹仟贰佰叁拾肆元伍角整. For amounts above nothing and below 10**18 cents."""
    whole, rest = divmod(cents, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_whole(whole)}元" if whole else ""
    if not rest:
        return f"{said}整"
    if tens:
        said += f"{_DIGITS[tens]}角"
    elif said:
        said += "零"
    return said + (f"{_DIGITS[ones]}分" if ones else "整")
