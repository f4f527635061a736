"""Chooses the ground (servers, addresses, keys) before Django reads its settings, and the order of the tests."""

import os
import signal
from importlib import import_module

import django
import pytest

# A polite end stops the run as Ctrl-C does: raised inside a test, SystemExit would count as its failure only.
signal.signal(signal.SIGTERM, signal.default_int_handler)

# First the ground: it fills the environment.
import_module("tests.ground")
# gettext reads its catalogue once: it must stand there before Django does
os.environ["DJANGO_SETTINGS_MODULE"] = "sisterhood.settings"
import_module("sisterhood.management.commands.build_words").compile_words()
django.setup()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a house asks the database (`-m database`); what takes longest begins first."""
    for item in items:
        if "blueprint" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
    items.sort(key=lambda item: import_module("tests.order").place_of(item.nodeid.partition("::")[0]))
