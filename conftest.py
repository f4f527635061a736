"""Chooses the ground (servers, addresses, keys) before Django reads its settings."""

import os
from importlib import import_module

import django

import tests.ground  # noqa: F401 - fills the environment

# gettext reads its catalogue once: it must stand there before Django does
os.environ["DJANGO_SETTINGS_MODULE"] = "sisterhood.settings"
import_module("sisterhood.management.commands.build_words").compile_words()
django.setup()
