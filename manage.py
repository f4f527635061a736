#!/usr/bin/env python
"""Entrance for every command: picks the login, starts the embedded servers where none are named."""

import os
import sys

from sisterhood.local.entrance import lay_tables, prepare


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sisterhood.settings")
    prepare(sys.argv)
    lay_tables(sys.argv)
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has read enough, as `| head -1` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
