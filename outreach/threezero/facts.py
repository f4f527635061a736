"""What a village's year earns, read by one function of the database: whole tenths, small numbers, yes or no.

`threezero_facts` (migration 0051) asks who calls, reads beyond her rights and gives nothing else away. Of duties it tells a
share only when at least `threezero.least` were missed, so that below that neither silence nor a report changes anything.
"""

import json
from typing import Any

from django.db import connection

from network.units.models import Unit
from outreach.threezero.indicators import FACTS


def facts_of(village: Unit, year: int) -> dict[str, int | None]:
    """By name; None is not known. Of a village that is not hers, nothing at all."""
    with connection.cursor() as cursor:
        cursor.execute("select threezero_facts(%s, %s)", [village.pk, year])
        (said,) = cursor.fetchone()
    told: dict[str, Any] = (json.loads(said) if isinstance(said, str) else said) or {}
    return {name: told.get(name) for name in FACTS}
