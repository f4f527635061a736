"""Clocks about drills, as in the tests of the ladder."""

from tests.deadlines.conftest import drills, night

__all__ = ["drills", "night"]
