"""With the province and back: submitted, answered, paid by bank, and told to the woman herself."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.staff.models import User
from outreach.health.relief.frame import Line, not_to_come, step
from outreach.health.relief.lists import WhyNot
from outreach.health.relief.models import CancerReliefApplication, ReliefRefusal


def submit_relief(row: UUID, *, by: User, at: datetime | None = None) -> CancerReliefApplication:
    """The leader of the city submits it."""
    with step(row, "submit_relief", by=by, at=at) as line:
        return line.done()


def _answered(line: Line, day: date) -> None:
    not_to_come("answered_on", day, line.today)
    line.row.answered_on = day


def approve_relief(
    row: UUID, *, answered_on: date, by: User, at: datetime | None = None
) -> CancerReliefApplication:
    """The province approved it."""
    with step(row, "approve_relief", by=by, at=at) as line:
        _answered(line, answered_on)
        return line.done("answered_on")


def reject_relief(
    row: UUID, *, answered_on: date, by: User, at: datetime | None = None
) -> CancerReliefApplication:
    """The province did not approve it; in another year she may ask again."""
    with step(row, "reject_relief", by=by, at=at) as line:
        _answered(line, answered_on)
        ReliefRefusal(application=line.row, why=WhyNot.PROVINCE, by=by, at=line.at).save(force_insert=True)
        return line.done("answered_on")


def pay_relief(
    row: UUID, *, paid_on: date, paid: int, by: User, at: datetime | None = None
) -> CancerReliefApplication:
    """Paid to her own account by bank, never in cash; exactly the amount of the year."""
    with step(row, "pay_relief", by=by, at=at) as line:
        amount = line.row.window.amount
        if paid != amount:
            raise Refusal("paid", _("The relief of this year is %(amount)s yuan.") % {"amount": amount})
        not_to_come("paid_on", paid_on, line.today)
        if line.row.answered_on and paid_on < line.row.answered_on:
            raise Refusal("paid_on", _("It was not approved yet on this day."))
        line.row.paid_on, line.row.paid = paid_on, paid
        return line.done("paid_on", "paid")


def close_relief(
    row: UUID, *, told_on: date, by: User, at: datetime | None = None
) -> CancerReliefApplication:
    """She herself was told, and nobody else."""
    with step(row, "close_relief", by=by, at=at) as line:
        not_to_come("told_on", told_on, line.today)
        line.row.told_on = told_on
        return line.done("told_on")
