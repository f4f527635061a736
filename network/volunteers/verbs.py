"""From the wish to help to the last day: applying, training, taking part, pausing, leaving; and contact areas."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Unit
from network.volunteers import teams
from network.volunteers.frame import SUBJECT, keeping, not_to_come, note, step
from network.volunteers.groups import TeamMember
from network.volunteers.lists import BASICS, VOLUNTEER_LEVELS, Consent, Skill, Topic, WhyLeft
from network.volunteers.models import ContactArea, Volunteer, VolunteerTraining
from sisterhood.lib import clock
from sisterhood.lib.text import contains_id_number, contains_phone


def _account(username: str) -> User | None:
    """Whose account it is; None where none is named. Raises Refusal for one that does not exist or serves already."""
    if not username.strip():
        return None
    found = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    if found is None:
        raise Refusal("username", _("No such account. Leave it empty if she has none."))
    if Volunteer.objects.here().filter(user=found).exists():
        raise Refusal("username", _("This account stands on the list of volunteers already."))
    return found


def _refuse_numbers(name: str, number: str) -> None:
    if not name.strip():
        raise Refusal("name", _("Write her name."))
    if contains_id_number(name) or contains_phone(name):
        raise Refusal("name", _("Only her name."))
    if contains_id_number(number) or contains_phone(number):
        raise Refusal(
            "number", _("The number of the volunteer system, never that of her identity card or phone.")
        )


@transaction.atomic
def apply_volunteer(
    unit: Unit,
    *,
    name: str,
    username: str,
    number: str,
    skills: Collection[str],
    is_adult: bool,
    told_risks: bool,
    consented_on: date,
    consent_how: str,
    by: User,
    at: datetime | None = None,
) -> Volunteer:
    """She wants to help, was told of the risks, and agrees that her service is written down.

    Raises Refusal: the level, under 18, not told, no consent, an account that serves already.
    """
    at = at or clock.now()
    gate.require(rest.of(by), "keep_volunteer", Ground(unit))
    if unit.level not in VOLUNTEER_LEVELS or unit.valid_to is not None:
        raise Refusal("unit", _("Volunteers stand on the list of a township, a village or a hamlet."))
    _refuse_numbers(name, number)
    if not is_adult:
        raise Refusal(
            "is_adult", _("Under age she helps together with school and parents, and not on this list.")
        )
    if not told_risks:
        raise Refusal("told_risks", _("Tell her of the risks first; nobody is made to serve."))
    if consent_how not in Consent.values or set(skills) - set(Skill.values):
        raise Refusal("consent_how", _("Choose from the list."))
    not_to_come("consented_on", consented_on, clock.local_date(at))
    row = Volunteer(unit=unit, name=name.strip(), number=number.strip(), user=_account(username))
    row.skills, row.applied_on, row.entered_by, row.entered_at = sorted(skills), clock.local_date(at), by, at
    row.consented_on, row.consent_how = consented_on, consent_how
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # on a list that she who enters it does not see
        raise Refusal("username", _("This account stands on the list of volunteers already.")) from None
    note(unit.pk, (SUBJECT, row.pk), "apply_volunteer", by=by, at=at)
    return row


def change_volunteer(
    row: UUID, *, name: str, number: str, skills: Collection[str], by: User, at: datetime | None = None
) -> Volunteer:
    """Her name, her number and what she can do."""
    with keeping(row, "change_volunteer", by=by, at=at) as line:
        _refuse_numbers(name, number)
        if set(skills) - set(Skill.values):
            raise Refusal("skills", _("Choose from the list."))
        line.row.name, line.row.number, line.row.skills = name.strip(), number.strip(), sorted(skills)
        return line.done("name", "number", "skills")


def record_training(
    row: UUID, *, topic: str, held_on: date, by: User, at: datetime | None = None
) -> VolunteerTraining:
    """One training of hers, not in the future and once a day for a topic."""
    with keeping(row, "record_training", by=by, at=at) as line:
        not_to_come("held_on", held_on, line.today)
        if topic not in Topic.values:
            raise Refusal("topic", _("Choose from the list."))
        if line.row.trainings.filter(topic=topic, held_on=held_on).exists():
            raise Refusal("held_on", _("This training is entered already."))
        made = VolunteerTraining.objects.create(
            volunteer=line.row, topic=topic, held_on=held_on, entered_by=by, entered_at=line.at
        )
        line.logged = {"topic": topic}
        line.done()
        return made


def lacking(row: Volunteer) -> list[Topic]:
    """The trainings without which nobody takes part, and which she has not had."""
    had = set(row.trainings.values_list("topic", flat=True))
    return [topic for topic in BASICS if topic not in had]


def finish_training(row: UUID, *, by: User, at: datetime | None = None) -> Volunteer:
    """Her training is complete. Raises Refusal with the first that is missing."""
    with step(row, "finish_training", by=by, at=at) as line:
        missing = lacking(line.row)
        if missing:
            raise Refusal("topic", _("Still missing: %(topic)s.") % {"topic": missing[0].label})
        return line.done()


def begin_service(row: UUID, *, by: User, at: datetime | None = None) -> Volunteer:
    """From today she takes part."""
    with step(row, "begin_service", by=by, at=at) as line:
        return line.done()


def pause_service(row: UUID, *, by: User, at: datetime | None = None) -> Volunteer:
    """She pauses, for no reason that anybody asks; what she was planned for the planner sees."""
    with step(row, "pause_service", by=by, at=at) as line:
        return line.done()


def resume_service(row: UUID, *, by: User, at: datetime | None = None) -> Volunteer:
    """She takes part again."""
    with step(row, "resume_service", by=by, at=at) as line:
        return line.done()


def leave_service(row: UUID, *, why: str, by: User, at: datetime | None = None) -> Volunteer:
    """Her last day is today: teams and areas end. With her consent go name, number, skills and account."""
    with step(row, "leave_service", by=by, at=at) as line:
        if why not in WhyLeft.values:
            raise Refusal("why", _("Choose from the list."))
        kept = line.row
        for member in TeamMember.objects.filter(volunteer=kept, until=None).select_related("team__unit"):
            teams.go(member, at=line.at)
        for area in kept.areas.filter(until=None):
            area.until = max(area.since, line.today)
            area.save(update_fields=["until"])
        clocks.cancel_running(line.subject, by=by, at=line.at)
        kept.ended_on, kept.why_left = line.today, why
        if why == WhyLeft.CONSENT:
            kept.name, kept.number, kept.skills = "", "", []
        line.logged = {"why": why}
        line.done("ended_on", "why_left", "name", "number", "skills")
        if why == WhyLeft.CONSENT:
            _forget_account(kept)
        return kept


def _forget_account(row: Volunteer) -> None:
    """Whose account it was goes as well; done by the database, because she herself does not see the row afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("select volunteer_forget(%s)", [row.pk])
    row.user = None


def give_area(
    row: UUID, *, unit: Unit, households: int, since: date, by: User, at: datetime | None = None
) -> ContactArea:
    """联系一方: she keeps in touch with so many households of a unit. Raises Refusal: not near her, given already."""
    with keeping(row, "give_area", by=by, at=at) as line:
        if line.row.state != "active":
            raise Refusal("unit", _("%(name)s does not take part at present.") % {"name": line.row.name})
        home = line.row.unit
        if unit.pk != home.pk and unit.parent_id != home.pk and unit.pk not in home.ancestor_ids:
            raise Refusal("unit", _("Choose her own unit, one directly below it, or one above."))
        if not 1 <= households <= 999:
            raise Refusal("households", _("Write how many households."))
        not_to_come("since", since, line.today)
        if line.row.areas.filter(unit=unit, until=None).exists():
            raise Refusal("unit", _("She keeps in touch with this unit already. End that first."))
        made = ContactArea.objects.create(
            volunteer=line.row, unit=unit, households=households, since=since, entered_by=by
        )
        line.logged = {"households": households}
        line.done()
        return made


def end_area(row: UUID, *, area: UUID, by: User, at: datetime | None = None) -> ContactArea:
    """From tomorrow she keeps in touch with this area no longer."""
    with keeping(row, "end_area", by=by, at=at) as line:
        found = line.row.areas.select_for_update(of=("self",)).filter(pk=area, until=None).first()
        if found is None:
            raise Refusal("area", _("This area has ended already."))
        found.until = max(found.since, line.today)
        found.save(update_fields=["until"])
        line.done()
        return found
