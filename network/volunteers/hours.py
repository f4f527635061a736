"""时长: credited by what was done, corrected by another person with a reason, and never typed as a total."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from network.volunteers.entries import HoursEntry
from network.volunteers.frame import SUBJECT, Hers, note, refuse_people
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import Source, WhyCorrected
from network.volunteers.models import Volunteer
from sisterhood.lib import clock

MOST = "volunteer.most"


@transaction.atomic
def credit(
    volunteer: Volunteer,
    minutes: int,
    on: date,
    source_kind: str,
    source_id: UUID,
    *,
    by: User | None,
    team: VolunteerTeam | None = None,
    at: datetime | None = None,
) -> int:
    """Minutes of one service that has a beginning and an end in the house; a part of the verb that ended it.

    The same source counts once, however often it is told. Answers what was credited: no more than the policy lets
    one service be long, and 0 for nothing. `by` is None where a job did it. Raises KeyError for an unknown source.
    """
    counted = min(minutes, calculator.length_of(MOST, on=on))
    if counted <= 0:
        return 0
    row = HoursEntry(volunteer=volunteer, minutes=counted, served_on=on, source_id=source_id, team=team)
    row.source_kind, row.credited_by, row.credited_at = Source(source_kind).value, by, at or clock.now()
    HoursEntry.objects.bulk_create([row], ignore_conflicts=True)
    return counted


def credit_person(
    user: User,
    minutes: int,
    on: date,
    source_kind: str,
    source_id: UUID,
    *,
    by: User,
    at: datetime | None = None,
) -> int:
    """The same for somebody with an account; 0 when she is no volunteer, or none whom `by` may credit.

    Also where `by` does not see her on any list: two who serve together credit each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("select volunteer_of(%s)", [user.pk])
        found = cursor.fetchone()[0]
    if found is None:
        return 0
    return credit(Volunteer(pk=found), minutes, on, source_kind, source_id, by=by, at=at)


def total(volunteer: Volunteer) -> int:
    """Her minutes, corrections included; added up, never stored."""
    return HoursEntry.objects.filter(volunteer=volunteer).minutes()


@transaction.atomic
def correct_hours(
    row: UUID, *, entry: UUID, minutes: int, why: str, words: str, by: User, at: datetime | None = None
) -> HoursEntry:
    """What one service really took, from 0 minutes up. The first row stays as it was; this one makes the difference.

    Raises Refusal: by herself or by whoever credited it, no change, without a reason, longer than the policy lets it be.
    """
    scope, at = rest.of(by), at or clock.now()
    volunteer = Volunteer.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=row).first()
    found = (
        HoursEntry.objects.filter(volunteer=volunteer, pk=entry, corrects=None).first() if volunteer else None
    )
    if volunteer is None or found is None:
        raise Refusal("gone", _("There is no such service of hers."))
    gate.require(scope, "correct_hours", Hers(volunteer.unit, None))
    if by.pk in (volunteer.user_id, found.credited_by_id):
        raise Refusal("minutes", _("Another person corrects: neither she herself nor whoever credited it."))
    if why not in WhyCorrected.values or (why == WhyCorrected.OTHER and not words.strip()):
        raise Refusal("why", _("Choose why, and write it down where the list has no words for it."))
    if not 0 <= minutes <= calculator.length_of(MOST, on=found.served_on):
        raise Refusal("minutes", _("No service is as long as that."))
    change = minutes - found.true_minutes
    if not change:
        raise Refusal("minutes", _("That is what stands there already."))
    refuse_people({"note": words})
    made = HoursEntry(volunteer=volunteer, minutes=change, served_on=found.served_on, team_id=found.team_id)
    made.source_kind, made.source_id, made.corrects = found.source_kind, found.source_id, found
    made.why, made.note, made.credited_by, made.credited_at = why, words.strip(), by, at
    made.save(force_insert=True)
    detail = {"entry": str(found.pk), "why": why, "minutes": change}
    note(volunteer.unit_id, (SUBJECT, volunteer.pk), "correct_hours", by=by, at=at, **detail)
    return made
