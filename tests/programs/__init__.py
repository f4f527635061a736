"""Promises about programs that ask in a person's name."""
