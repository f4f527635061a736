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
    if is_sealed:
        return f"M-{year}-{_draw(f'M-{unit.city_id}-{year}'):04d}"
    prefix = f"XF-{unit.code[: _DIGITS[unit.level]]}-{year}"
    return f"{prefix}-{_draw(prefix):04d}"
