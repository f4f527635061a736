"""Chooses the ground (servers, addresses, keys) before Django reads its settings."""

import os

import django

import tests.ground  # noqa: F401 - fills the environment

os.environ["DJANGO_SETTINGS_MODULE"] = "sisterhood.settings"
django.setup()
