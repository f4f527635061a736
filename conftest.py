"""Chooses the ground (servers, addresses, keys) before Django reads its settings."""

import os
import signal
from importlib import import_module

import django

# A polite end stops the run as Ctrl-C does: raised inside a test, SystemExit would count as its failure only.
signal.signal(signal.SIGTERM, signal.default_int_handler)

# First the ground: it fills the environment.
import_module("tests.ground")
# gettext reads its catalogue once: it must stand there before Django does
os.environ["DJANGO_SETTINGS_MODULE"] = "sisterhood.settings"
import_module("sisterhood.management.commands.build_words").compile_words()
django.setup()
