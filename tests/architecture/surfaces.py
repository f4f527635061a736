"""Every place where the house could say or keep something: read from the objects themselves, not from a list of files."""

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Choices
from django.forms.forms import BaseForm
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from cases.exports.columns import LEDGERS
from cases.imports.columns import COLUMNS
from network.access.roles import ROLES
from network.deadlines.policy import LIMITS
from network.enrolment.columns import HEADINGS
from sisterhood.management.commands.build_words import joined
from tests.architecture.words import BASE, sentences

APPS = ("sisterhood", "network", "cases", "outreach")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Said:
    """A piece of text and where it stands."""

    place: str
    text: str

    @property
    def words(self) -> str:
        """In lower case, with single spaces: `RiskScore`, `risk_score` and `risk-score` are the same two words."""
        return _APART.sub(" ", _CAMEL.sub(" ", self.text).lower()).strip()


def _both(place: str, *texts: Any) -> Iterator[Said]:
    """A text of the interface in both languages."""
    for text in texts:
        for language in ("zh-hans", "en"):
            with translation.override(language):
                said = str(text) if text not in (None, "") else ""
            if said:
                yield Said(place, said)


def of_model(model: Any) -> Iterator[Said]:
    """Names, columns, labels, hints and choices."""
    at = f"model {model._meta.app_label}.{model.__name__}"
    yield Said(at, model.__name__)
    yield from _both(at, model._meta.verbose_name)
    for each in model._meta.get_fields():
        if each.auto_created:
            continue
        here = f"{at}.{each.name}"
        yield from (Said(here, text) for text in (each.name, getattr(each, "column", "") or ""))
        yield from _both(here, getattr(each, "verbose_name", ""), getattr(each, "help_text", ""))
        for value, label in getattr(each, "flatchoices", None) or ():
            yield Said(here, str(value))
            yield from _both(here, label)


def of_form(form: Any) -> Iterator[Said]:
    """What a form asks for."""
    at = f"form {form.__module__}.{form.__name__}"
    yield Said(at, form.__name__)
    for name, each in form.base_fields.items():
        yield Said(f"{at}.{name}", name)
        yield from _both(f"{at}.{name}", each.label, each.help_text)
        if isinstance(offered := getattr(each, "choices", None), list):
            for value, label in offered:
                yield from _both(f"{at}.{name}", value, label)


def of_choices(choices: Any) -> Iterator[Said]:
    """A coded list."""
    for each in choices:
        here = f"list {choices.__module__}.{choices.__name__}.{each.name}"
        yield from (Said(here, text) for text in (choices.__name__, each.name, str(each.value)))
        yield from _both(here, each.label)


def of_urls(patterns: Iterable[Any], before: str = "") -> Iterator[Said]:
    """Addresses with their names; the administration's own are named after models and stand there."""
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            if each.app_name != "admin":
                yield from of_urls(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield from (Said(f"url {route}", text) for text in (route, each.name or ""))


def of_module(text: str, place: str) -> Iterator[Said]:
    """Names of functions, classes, their fields, constants and arguments given by name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield Said(place, node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield Said(place, node.target.id)
        elif isinstance(node, ast.Assign):
            yield from (Said(place, target.id) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.keyword) and node.arg:
            yield Said(place, node.arg)


def of_columns(columns: Iterable[Any], place: str) -> Iterator[Said]:
    """Columns of a register or a ledger: code, label and every heading they go by."""
    for each in columns:
        here = f"column {place}.{each.code}"
        yield Said(here, each.code)
        yield from _both(
            here, *(getattr(each, n, "") for n in ("label", "heading")), *getattr(each, "headings", ())
        )


def of_packages(project: str) -> Iterator[Said]:
    """What is installed."""
    told = tomllib.loads(project)
    for line in (*told["project"]["dependencies"], *told["tool"]["uv"]["constraint-dependencies"]):
        yield Said("package", re.split(r"[=<>\[ ]", line)[0])


_TABLES = """
select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0
   and not a.attisdropped"""


def of_database() -> Iterator[Said]:
    """Tables, views, columns and functions as PostgreSQL knows them, whoever may read them."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for table, column in cursor.fetchall():
            yield from (Said(f"database {table}.{column}", text) for text in (table, column))
        cursor.execute("select proname from pg_proc where pronamespace = 'public'::regnamespace")
        yield from (Said(f"database {name}()", name) for (name,) in cursor.fetchall())


def of_template(text: str, place: str) -> Iterator[Said]:
    """A page, its English sentences and whatever was written into it directly."""
    yield Said(f"template {place}", text)


def of_sentences(shown: Iterable[str], entries: Iterable[Any]) -> Iterator[Said]:
    """What the interface says, in English and in Chinese."""
    for msgid in shown:
        yield Said(f"sentence {msgid}", msgid)
    for entry in entries:
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            yield Said(f"sentence {entry.msgid}", text)


def _import_all() -> None:
    for top in APPS:
        for found in pkgutil.walk_packages(importlib.import_module(top).__path__, f"{top}."):
            if ".migrations" not in found.name and found.name != "sisterhood.wsgi":
                importlib.import_module(found.name)


def _below(kind: Any) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _ours(kind: Any) -> list[Any]:
    return [c for c in _below(kind) if c.__module__.split(".")[0] in APPS]


def modules() -> list[Path]:
    """Every module of the product; migrations tell what once was."""
    return [p for top in APPS for p in sorted((BASE / top).rglob("*.py")) if "migrations" not in p.parts]


def everything() -> Iterator[Said]:
    """All of it, the database aside."""
    _import_all()
    for label in APPS[1:]:
        for model in apps.get_app_config(label).get_models():
            yield from of_model(model)
    for form in _ours(BaseForm):
        yield from of_form(form)
    for choices in _ours(Choices):
        yield from of_choices(choices)
    yield from of_urls(get_resolver().url_patterns)
    yield from of_columns(COLUMNS, "register")
    for ledger in LEDGERS.values():
        yield from of_columns(ledger.columns, "ledger")
    for heading, code in HEADINGS.items():
        yield from (Said(f"column enrolment.{code}", text) for text in (heading, code))
    for limit in LIMITS:
        yield from (Said(f"limit {limit.code}", text) for text in (limit.code, limit.name))
    for role in ROLES.values():
        yield from (Said(f"action {action}", action) for action in role.may)
    yield from of_sentences(sentences(), joined())
    for page in sorted((BASE / "templates").rglob("*.html")):
        yield from of_template(page.read_text("utf-8"), str(page.relative_to(BASE)))
    for path in modules():
        yield from of_module(path.read_text("utf-8"), f"module {path.relative_to(BASE)}")
    yield from of_packages((BASE / "pyproject.toml").read_text("utf-8"))
