"""The rules of the house that a machine can check."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
from django.apps import apps
from django.core.management import call_command

from sisterhood.management.commands.build_words import PARTS, joined
from tests.architecture.words import BASE, djangos, sentences

APPS = ("sisterhood", "network", "cases", "outreach")
MODULES = [p for top in APPS for p in (BASE / top).rglob("*.py") if "migrations" not in p.parts]
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]")
FORBIDDEN = {"utils", "helpers", "common", "manager", "handler", "process", "data"}


def _name(path: Path) -> str:
    return str(path.relative_to(BASE))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef))


def test_every_module_is_short_and_its_functions_too():
    long = []
    for path in MODULES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 300 and not (ast.get_docstring(_tree(path)) or "").endswith("A table."):
            long.append(f"{_name(path)}: {lines} lines")
        for node in _functions(path):
            first = node.body[0].lineno if ast.get_docstring(node) is None else node.body[0].end_lineno or 0
            if (node.end_lineno or 0) - first > 40:
                long.append(f"{_name(path)}: {node.name}")
    assert MODULES and not long


def test_every_template_is_short_and_carries_nothing_inline():
    templates, found = sorted((BASE / "templates").rglob("*.html")), []
    for path in templates:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > 120:
            found.append(f"{_name(path)}: too long")
        inline = (" style=", "<style", "onclick=", "<script>")
        found += [f"{_name(path)}: {sign}" for sign in inline if sign in text]
    assert templates and not found


def test_every_name_says_what_a_thing_is():
    assert not [_name(path) for path in MODULES if path.stem in FORBIDDEN]


def test_all_imports_stand_at_the_top():
    found = []
    for path in (p for p in MODULES if p.name != "apps.py"):
        for function in _functions(path):
            if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)):
                found.append(f"{_name(path)}: {function.name}")
    assert not found


def test_nothing_below_a_view_mentions_a_request():
    ours = {
        "verbs.py",
        "transitions.py",
        "hand_over.py",
        "models.py",
        "queries.py",
        "sharing.py",
        "clocks.py",
    }
    for path in MODULES:
        if path.name in ours:
            assert "HttpRequest" not in path.read_text(encoding="utf-8"), path


def test_arrows_between_rooms_point_down():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=BASE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_model_stands_in_its_index():
    for label in ("network", "cases", "outreach"):
        index = __import__(f"{label}.models", fromlist=["__all__"]).__all__
        assert {m.__name__ for m in apps.get_app_config(label).get_models()} == set(index)


def test_every_sentence_of_the_interface_has_its_chinese():
    known = {entry.msgid for entry in joined() if entry.msgstr or entry.msgstr_plural}
    missing = {text: files for text, files in sentences().items() if text not in known}
    assert not missing


def test_every_sentence_of_the_lists_is_shown_somewhere_and_stands_in_one_list():
    shown, lists = sentences(), {path: polib.pofile(str(path)) for path in sorted(PARTS.glob("*.po"))}
    ours = Counter((entry.msgctxt, entry.msgid) for part in lists.values() for entry in part)
    theirs = {entry.msgid for entry in lists[PARTS / "django.po"]}
    assert not theirs - djangos()
    assert not {text for _context, text in ours} - theirs - set(shown)
    assert not [text for text, times in ours.items() if times > 1]


def test_what_django_says_keeps_its_placeholders():
    for entry in polib.pofile(str(PARTS / "django.po")):
        said = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        assert set(_PLACEHOLDER.findall(said)) <= set(_PLACEHOLDER.findall(entry.msgid)), entry.msgid
        assert "你" not in said and "确保" not in said


def test_style_sheets_keep_to_old_browsers_and_to_their_budget():
    sheets = sorted((BASE / "static/css").glob("*.css"))
    alone = BASE / "static/css/cockpit.css"  # loaded by one page
    assert sum(len(p.read_bytes()) for p in sheets if p != alone) <= 30_000
    assert len(alone.read_bytes()) <= 7_000
    for path in sheets:
        text = path.read_text(encoding="utf-8")
        for word in ("@layer", ":has(", "color-mix", "oklch", "inset:", "aspect-ratio"):
            assert word not in text, (path, word)


def test_tables_and_migrations_agree(house):
    with house.login("migrator"):
        call_command("makemigrations", "network", "cases", "outreach", check=True, dry_run=True, verbosity=0)


def test_migrations_have_names_and_a_way_back():
    for path in (
        p for top in ("network", "cases", "outreach") for p in (BASE / top / "migrations").glob("0*.py")
    ):
        assert "auto" not in path.stem
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "attr", "")
            if isinstance(call, ast.Call) and name in ("RunSQL", "RunPython"):
                assert len(call.args) + len(call.keywords) >= 2, (path, call.lineno)


# Sentences that tell a length of time by themselves, and why.
TELLS_A_TIME = {
    "a limitation ends within seven days": "a row of a coded list, as the law of legal aid words it",
}
_WORDS = "one two three four five six seven eight nine ten twelve fifteen twenty thirty sixty ninety".split()
_TIME = re.compile(
    rf"\b(?:\d+|{'|'.join(_WORDS)})[ -](?:(?:working|calendar) )?(?:day|hour|minute|week|month)s?\b|\ban hour|\ba week",
    re.IGNORECASE,
)
_CHINESE_TIME = re.compile(
    r"(?:\d+|[二两三四五六七八九十百]+)\s*个?(?:天|日(?!期)|小时|分钟|工作日|工作小时|月|周(?![岁年]))"
)
_OF_THE_CALENDAR = re.compile(r"\bone day\b")


def test_no_sentence_repeats_a_length_of_time_that_stands_in_a_row():
    told = {}
    for entry in joined():
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        found = _TIME.search(_OF_THE_CALENDAR.sub("", entry.msgid)) or next(
            (match for text in texts if (match := _CHINESE_TIME.search(text))), None
        )
        if found and entry.msgid not in TELLS_A_TIME:
            told[entry.msgid] = found[0]
    assert not told, (
        "take the number from the policy row, the field or the constant (network/deadlines/said.py)"
    )
