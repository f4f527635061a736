"""The entrances: settings, URLs, desk, demo."""

from django.apps import AppConfig


class SisterhoodConfig(AppConfig):
    """Holds commands and templates; no rules, no models."""

    name = "sisterhood"

    def ready(self) -> None:
        """Every process knows the broker of this house, so that a page can wake the desk.

        A worker is in the middle of this import itself and finishes it after the apps are ready.
        """
        from sisterhood import celery  # noqa: F401
