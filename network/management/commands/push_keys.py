"""`manage.py push_keys`: a new secret for telling browsers, as the environment takes it."""

from typing import Any

from django.core.management.base import BaseCommand

from network.notifications import push_keys


class Command(BaseCommand):
    """Prints two lines and keeps nothing."""

    help = "Print PUSH_SECRET for the workers that send, and PUSH_PUBLIC for the web. Existing subscriptions end with an earlier secret."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """A new pair each time."""
        secret = push_keys.make_secret()
        self.stdout.write(f"PUSH_SECRET={secret}")
        self.stdout.write(f"PUSH_PUBLIC={push_keys.public_of(secret)}")
