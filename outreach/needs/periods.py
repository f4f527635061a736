"""Periods of the sheet of needs: half-years that never overlap, so that no two of them together give a number away."""

from datetime import date

from django.utils.translation import gettext as _

JULY = 7


def of(day: date) -> str:
    """The code of the half-year of a day, such as `2026H2`."""
    return f"{day.year}H{2 if day.month >= JULY else 1}"


def first_day(code: str) -> date:
    """1 January or 1 July."""
    return date(int(code[:4]), JULY if code.endswith("2") else 1, 1)


def after(code: str) -> str:
    """The next half-year."""
    year = int(code[:4])
    return f"{year + 1}H1" if code.endswith("2") else f"{year}H2"


def before(code: str) -> str:
    """The half-year before."""
    year = int(code[:4])
    return f"{year}H1" if code.endswith("2") else f"{year - 1}H2"


def label(code: str) -> str:
    """In words."""
    words = _("second half of %(year)s") if code.endswith("2") else _("first half of %(year)s")
    return words % {"year": code[:4]}
