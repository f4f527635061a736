"""Case numbers without gaps: XF by unit and year; sealed matters draw from one neutral series of the city."""

from django.db import connection

from network.units.models import Unit

_DIGITS = {-1: 0, 0: 2, 1: 4, 2: 6, 3: 9, 4: 12, 5: 15}


def _draw(series: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [series])
        return cursor.fetchone()[0]


def number_for(unit: Unit, *, year: int, is_sealed: bool) -> str:
    """The next number; its series stays locked until the registration ends, so a rollback leaves no gap."""
    series, prefix = series_for(unit, year=year, is_sealed=is_sealed)
    return f"{prefix}-{_draw(series):04d}"


def series_for(unit: Unit, *, year: int, is_sealed: bool) -> tuple[str, str]:
    """Which series a number comes from, and what stands before it."""
    if is_sealed:
        return f"M-{unit.city_id}-{year}", f"M-{year}"
    prefix = f"XF-{unit.code[: _DIGITS[unit.level]]}-{year}"
    return prefix, prefix
