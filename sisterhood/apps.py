"""The entrances: settings, URLs, desk, demo."""

from django.apps import AppConfig


class SisterhoodConfig(AppConfig):
    """Holds commands and templates; no rules, no models."""

    name = "sisterhood"
