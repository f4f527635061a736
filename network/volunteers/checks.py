"""查询: nobody comes near children without a look into records that holds (未成年人保护法 art. 62).

Written down is that nothing spoke against her, and until when that holds. What a look has found is written nowhere.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.staff.models import User
from network.volunteers.frame import keeping, not_to_come
from network.volunteers.models import Volunteer

CHECK = "volunteer.check"


def last_day(checked_on: date) -> date:
    """The last day on which a look of that day holds; a day of rest moves it nowhere."""
    return checked_on + timedelta(days=calculator.length_of(CHECK, on=checked_on))


def require_for_children(volunteer: Volunteer, *, on: date, name: str = "volunteer") -> None:
    """Raises Refusal unless she takes part and her check holds that day; `name` is the field the sentence stands at."""
    if volunteer.state != "active":
        raise Refusal(name, _("%(name)s does not take part at present.") % {"name": volunteer.name})
    if not volunteer.is_checked(on):
        raise Refusal(
            name,
            _("The records of %(name)s were not looked up, or too long ago. First the check, then children.")
            % {"name": volunteer.name},
        )


def record_check(row: UUID, *, checked_on: date, by: User, at: datetime | None = None) -> Volunteer:
    """Records were looked up and nothing spoke against her. She is reminded of by a clock ahead of the last day.

    Raises Refusal: a day to come, too long ago, by herself.
    """
    with keeping(row, "record_check", by=by, at=at) as line:
        not_to_come("checked_on", checked_on, line.today)
        if line.row.user_id == by.pk:
            raise Refusal("checked_on", _("Nobody enters her own check."))
        until = last_day(checked_on)
        if until < line.today:
            raise Refusal("checked_on", _("That is too long ago. Have the records looked up again first."))
        line.row.checked_on, line.row.check_until = checked_on, until
        clocks.meet(line.subject, CHECK, by=by, at=line.at)
        line.start(CHECK, on=checked_on)
        return line.done("checked_on", "check_until")
