"""Fixtures: a house for each module, a fresh house for one test."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from tests import stock
from tests.browser import chromium
from tests.house import House, template

__all__ = ["blueprint", "chromium", "fresh_house", "house"]


@pytest.fixture(scope="session")
def blueprint(django_db_blocker) -> Iterator[str]:
    """The template database and the compiled words and icons, made once for each session."""
    call_command("build_words", verbosity=0)
    call_command("build_icons", verbosity=0)
    with django_db_blocker.unblock():
        yield template()
        stock.tear_down()


@pytest.fixture(autouse=True)
def _language() -> None:
    """Each test begins in Chinese, whatever page in English the test before it has opened last."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def house(blueprint, django_db_blocker) -> Iterator[House]:
    """A database of its own for the tests of one module; what they write stays until its end."""
    with django_db_blocker.unblock():
        home = House.open(blueprint)
        yield home
        home.close()


@pytest.fixture
def fresh_house(blueprint, django_db_blocker) -> Iterator[House]:
    """A database of its own for one test."""
    with django_db_blocker.unblock():
        home = House.open(blueprint)
        yield home
        home.close()
