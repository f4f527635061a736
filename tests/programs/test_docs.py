"""What docs/api.md shows is what the house answers."""

import json
import re

import pytest

from tests.ground import BASE
from tests.programs.asking import program_of

EXAMPLE = re.compile(r"^(GET|POST) (\S+) → (\d{3})\n(\{.*?\})?", re.MULTILINE | re.DOTALL)
TEXT = (BASE / "docs/api.md").read_text("utf-8")
EXAMPLES = EXAMPLE.findall("".join(TEXT.split("```")[1::2]))


@pytest.mark.parametrize(("method", "path", "status", "body"), EXAMPLES)
def test_an_example_answers_as_the_page_says(house, method, path, status, body):
    program = program_of("wu" if "work-orders" in path else "lin")
    body = re.sub(r"\n(?=GET|POST)", "", body)
    told = program.post(path, json.loads(body)) if method == "POST" else program.get(path)
    assert told.status_code == int(status), told.content.decode()


def test_the_page_has_examples_of_both():
    assert {method for method, *_rest in EXAMPLES} == {"GET", "POST"} and len(EXAMPLES) >= 6


def test_every_address_the_page_names_stands_in_the_schema(house):
    known = program_of("lin").get("schema/").json()["paths"]
    shapes = {re.sub(r"\{[^}]*\}", "{}", path) for path in known} | {"/api/v1/schema/"}
    named = {re.sub(r"\{[^}]*\}", "{}", path) for path in re.findall(r"/api/v1/[a-z-]+/[^\s`?]*", TEXT)}
    named.discard("/api/v1/petitions/{}/{}/")
    assert named <= shapes, named - shapes
