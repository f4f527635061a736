"""文号 without gaps: a series for each kind, unit and year; papers of sealed matters share one neutral series."""

from django.db import connection

from cases.documents.content import stem
from cases.documents.kinds import Kind
from network.units.models import Unit


def _draw(series: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [series])
        return cursor.fetchone()[0]


def number_for(code: str, kind: Kind, unit: Unit, *, year: int, is_sealed: bool) -> str:
    """四妇受告〔2026〕3号. The series stays locked until the issue commits, so a rollback leaves no gap.

    A sealed matter draws from the city's series and says nothing about the kind, so it leaves no hole in the
    unit's own numbers.
    """
    if is_sealed:
        city = Unit.objects.get(pk=unit.city_id) if unit.city_id else unit
        return f"{stem(city)}妇文〔{year}〕{_draw(f'WS-M-{city.pk}-{year}')}号"
    return f"{stem(unit)}妇{kind.mark}〔{year}〕{_draw(f'WS-{code}-{unit.pk}-{year}')}号"
