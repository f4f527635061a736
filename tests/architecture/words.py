"""Every sentence the interface can show, read from the code and the templates."""

import ast
import re
from pathlib import Path

import django
from django.template.base import Lexer, TokenType
from django.utils.translation import trim_whitespace

BASE = Path(__file__).resolve().parent.parent.parent
_CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_INSIDE = re.compile(r"""_\((["'])(?P<text>.*?)\1\)""")
_TRANSLATE = re.compile(r"""^(?:translate|trans)\s+(?P<q>["'])(?P<text>.*?)(?P=q)""")


def _of_module(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in _CALLS | _CONTEXT
            and node.args
        ):
            first = node.args[int(node.func.id in _CONTEXT)]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def _block(tokens: list, start: int) -> tuple[str, int]:
    text, n, trimmed = "", start + 1, "trimmed" in tokens[start].contents.split()
    while (
        not tokens[n].contents.startswith(("plural", "endblocktrans"))
        or tokens[n].token_type != TokenType.BLOCK
    ):
        token = tokens[n]
        text += (
            f"%({token.contents})s"
            if token.token_type == TokenType.VAR
            else token.contents.replace("%", "%%")
        )
        n += 1
    return (trim_whitespace(text) if trimmed else text), n


def _of_template(path: Path) -> set[str]:
    found, tokens = set(), Lexer(path.read_text(encoding="utf-8")).tokenize()
    for n, token in enumerate(tokens):
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            found |= {match["text"] for match in _INSIDE.finditer(token.contents)}
        if token.token_type != TokenType.BLOCK:
            continue
        match = _TRANSLATE.match(token.contents)
        if match:
            found.add(match["text"])
        elif token.contents.startswith("blocktrans"):
            found.add(_block(tokens, n)[0])
    return found


def djangos() -> set[str]:
    """Sentences that the forms and the administration of Django show: an upgrade that changes one leaves a list with a dead line."""
    top = Path(django.__file__).parent
    sources = [
        *(top / "forms").glob("*.py"),
        *(top / "contrib/auth").glob("*.py"),
        top / "core/validators.py",
    ]
    sources += [top / "db/models" / name for name in ("base.py", "constraints.py", "fields/__init__.py")]
    pages = (top / "contrib/admin/templates/admin").glob("*.html")
    found = {text for path in sources for text in _of_module(path)}
    return found | {text for path in pages for text in _of_template(path)}


def sentences() -> dict[str, set[str]]:
    """msgid → files that show it."""
    out: dict[str, set[str]] = {}
    sources = [
        p for top in ("sisterhood", "network", "cases", "outreach") for p in (BASE / top).rglob("*.py")
    ]
    for path in [p for p in sources if "migrations" not in p.parts] + sorted(
        (BASE / "templates").rglob("*.html")
    ):
        read = _of_template if path.suffix == ".html" else _of_module
        for text in read(path):
            if text:
                out.setdefault(text, set()).add(str(path.relative_to(BASE)))
    return out
