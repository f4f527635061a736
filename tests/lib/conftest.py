"""The library needs no database: when no settings are named, the bare minimum lets sentences be printed."""

import os

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import settings

from sisterhood.lib.published import PublishedCalendar

if not os.environ.get("DJANGO_SETTINGS_MODULE") and not django_settings.configured:
    django_settings.configure(USE_I18N=False)

settings.register_profile("modest", max_examples=200, deadline=None)
settings.load_profile("modest")


@pytest.fixture(scope="session")
def published():
    return PublishedCalendar()


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are asked for in the words of the code, whatever catalogue the house has compiled."""
    with translation.override("en"):
        yield
