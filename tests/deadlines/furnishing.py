"""Furnishes the storm's database; imported once the environment names it."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from network.deadlines import clocks, subjects, sweep  # noqa: E402
from network.deadlines.models import Clock  # noqa: E402
from network.staff.models import User  # noqa: E402
from sisterhood.demo import cast  # noqa: E402
from sisterhood.lib import clock  # noqa: E402

UNITS = Path(__file__).resolve().parent.parent.parent / "network/units/fixtures/siping-2203.csv"


def furnish() -> list[tuple[str, int, datetime]]:
    """Tables, units, people, and two clocks that ring in peace: (id, first step, first moment) of each."""
    call_command("migrate", verbosity=0)
    call_command("import_units", str(UNITS), verbosity=0)
    cast.seat()
    subjects.register(
        subjects.SubjectKind("drill", barred=lambda _pairs: set(), lend_cards=lambda _loans: None)
    )
    models = []
    for username, limit in (("lin", "petition.notice"), ("he", "station.pass_on")):
        owner = User.objects.get(username=username)
        row = clocks.start(
            limit,
            subject=("drill", uuid4()),
            unit=owner.appointments.select_related("unit").get().unit,
            owner=owner,
            by=owner,
            at=clock.now() - timedelta(days=90),
        )
        assert row.next_ring_at is not None
        models.append((str(row.pk), row.next_step, row.next_ring_at))
    sweep.ring_due(at=clock.now())
    assert not Clock.objects.filter(next_ring_at__isnull=False).exists()
    connection.close()
    return models
