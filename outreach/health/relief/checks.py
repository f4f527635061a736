"""From the village's look to the list of the city: each step by somebody else, each with its period."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.staff.models import User
from outreach.health.relief import once
from outreach.health.relief.frame import step
from outreach.health.relief.lists import WhyBack, WhyNot
from outreach.health.relief.models import CancerReliefApplication, ReliefRefusal

# What the county asks of other bodies before it verifies.
DATA = ("civil_affairs", "health")


def check_village(row: UUID, *, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """She lives here and is known to be in hardship; from now on the village reads her papers no more."""
    with step(row, "check_village", by=by, at=at) as line:
        return line.done()


def check_township(row: UUID, *, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """The papers are whole and say what the application says."""
    with step(row, "check_township", by=by, at=at) as line:
        return line.done()


def verify_relief(
    row: UUID, *, compared: Collection[str], by: User, at: datetime | None = None
) -> CancerReliefApplication:
    """Civil affairs and health or insurance confirm it, and it is the first of her life.

    Raises Refusal: data not compared; the grant of a lifetime is another application's. Which one is not said.
    """
    with step(row, "verify_relief", by=by, at=at) as line:
        if any(each not in compared for each in DATA):
            raise Refusal("compared", _("Compare with both first."))
        if not once.holds(row):
            raise Refusal(
                "once",
                _(
                    "Relief is granted once in a lifetime, and this number is taken. Do not support it, or ask the privacy officer when the number may be mistyped."
                ),
            )
        return line.done()


def refuse_relief(row: UUID, *, why: str, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """The county does not support it. The reason is read by leaders of county and city alone."""
    with step(row, "refuse_relief", by=by, at=at) as line:
        if why not in WhyNot.values or why == WhyNot.PROVINCE:
            raise Refusal("why", _("Choose from the list."))
        _write_reason(line.row, why, by=by, at=line.at)
        return line.done()


def _write_reason(row: CancerReliefApplication, why: str, *, by: User, at: datetime) -> None:
    ReliefRefusal(application=row, why=why, by=by, at=at).save(force_insert=True)


def send_back_relief(row: UUID, *, why: str, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """The village completes the papers once more; whoever checked may look again afterwards."""
    with step(row, "send_back_relief", by=by, at=at) as line:
        if why not in WhyBack.values:
            raise Refusal("why", _("Choose from the list."))
        return line.done(reason=why)


def sum_relief(row: UUID, *, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """It stands on the list of the city."""
    with step(row, "sum_relief", by=by, at=at) as line:
        return line.done()
