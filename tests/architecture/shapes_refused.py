"""Refused shapes that no single word gives away: ordering by a number of matters, a name that jumps at a screen."""

import ast
import re
from collections.abc import Iterator

_SQL_COUNT = re.compile(
    r"\b(?:count|sum)\s*\([^()]*\)(?:\s*filter\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?\s+(?:as\s+)?(\w+)", re.I
)
_SQL_ORDER = re.compile(r"\border\s+by\b([^;)]*)", re.I)
_NUMBERS = {
    "count",
    "total",
    "reports",
    "matters",
    "sent",
    "answered",
    "late",
    "letters",
    "contacts",
    "repeat",
}
_JUMPS = re.compile(
    r"\b(?:alert|confirm|prompt)\s*\(|showNotification|\bNotification\b|showModal|<dialog|popover|alertdialog|setAppBadge"
)
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)
_PLACEHOLDER = re.compile(r"%\((\w+)\)")


def sorted_by_a_number(sql: str) -> list[str]:
    """Statements that order rows by how many there are."""
    counted = {name.lower() for name in _SQL_COUNT.findall(sql)} - {"filter", "over", "from", "as", "into"}
    return [
        order.strip()
        for order in _SQL_ORDER.findall(sql)
        if re.search(r"\b(?:count|sum)\s*\(", order, re.I) or counted & set(re.findall(r"\w+", order.lower()))
    ]


def _is_count(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
        "Count",
        "Sum",
    )


def _ordered(call: ast.Call, counted: set[str]) -> bool:
    for each in call.args:
        if isinstance(each, ast.Constant) and str(each.value).lstrip("-") in counted:
            return True
        if any(_is_count(inner) for inner in ast.walk(each)):
            return True
    return False


def _keyed(call: ast.Call) -> bool:
    keys = [k.value for k in call.keywords if k.arg == "key"]
    words = {
        getattr(n, "attr", getattr(n, "id", getattr(n, "value", ""))) for key in keys for n in ast.walk(key)
    }
    return any(isinstance(word, str) and word in _NUMBERS for word in words)


def places_by_number(text: str) -> Iterator[int]:
    """Lines of a module that put rows in the order of how many matters, letters or answers they count."""
    tree = ast.parse(text)
    counted = {
        keyword.arg
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg and _is_count(keyword.value)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sorted_by_a_number(node.value):
            yield node.lineno
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "most_common" or (name == "order_by" and _ordered(node, counted)):
            yield node.lineno
        if name in ("sorted", "sort", "nlargest", "max") and _keyed(node):
            yield node.lineno


def jumps(text: str) -> list[str]:
    """What opens by itself over a page, or outside it."""
    return _JUMPS.findall(text)


def titles(text: str) -> list[str]:
    """Title bars that say more than the fixed name of the house."""
    return [title for title in _TITLE.findall(text) if "{{" in title]


def placeholders_of_messages(text: str) -> set[str]:
    """What stands in the sentences that the next page shows on its own."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if getattr(node.func.value, "id", "") != "messages":
            continue
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                found |= set(_PLACEHOLDER.findall(each.value))
            elif isinstance(each, ast.Dict):
                found |= {str(getattr(key, "value", "")) for key in each.keys}
            elif isinstance(each, ast.FormattedValue):
                found.add("formatted")
    return found


def taken_along(text: str) -> set[str]:
    """What a module that sends messages could put into them: files, tables, matters."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} & {
                "sisterhood.lib.sheets",
                "sisterhood.lib.workbooks",
                "sisterhood.lib.uploads",
            }
            found |= {node.module} if node.module.startswith("cases") else set()
        name = getattr(node, "attr", getattr(node, "arg", "")) or ""
        if isinstance(name, str) and name.startswith(("attach", "sendfile", "media_id")):
            found.add(name)
    return found
