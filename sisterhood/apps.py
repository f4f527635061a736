"""The entrances: settings, URLs, desk, demo."""

from django.apps import AppConfig


class SisterhoodConfig(AppConfig):
    """Holds commands and templates; no rules, no models."""

    name = "sisterhood"

    def ready(self) -> None:
        """Every process knows the broker of this house, so that a page can wake the desk; acts that ask for a
        password once more know the door; the search knows the pages of the menu.

        A worker is in the middle of this import itself and finishes it after the apps are ready.
        """
        from cases.search import groups
        from network.staff import proof
        from sisterhood import celery  # noqa: F401
        from sisterhood.desk import nav, wrong_passwords

        proof.register(wrong_passwords.refusal)
        groups.register(nav.found)
