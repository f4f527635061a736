#!/usr/bin/env python
"""Entrance for every command: picks the login, starts the embedded servers where none are named."""

import os
import sys

from sisterhood.local.entrance import prepare


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sisterhood.settings")
    prepare(sys.argv)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
