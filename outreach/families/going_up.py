"""From the door to the notice: visits by two, the talk of a village, and the one list each unit passes on.

The list is the only place where families are told apart, and it tells nothing: whoever is not on it comes to the same
state at the same moment, whatever the reason was. At the county it is made by whoever keeps rights matters there, from
what she knows; nothing is asked, no reason has a field, and at least one family always stays behind, unless it stands there alone.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import roles_that
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from outreach.families.frame import AWARD, FAMILY_SUBJECT, VISIT, family_step, note, round_of
from outreach.families.judging import FamilyDiscussion, FamilyList, FamilyListed
from outreach.families.models import AwardRound, FamilyNomination, FamilyQuerySet
from outreach.families.sealing import name_mark
from outreach.families.states import FAMILY
from sisterhood.lib import clock

STANDING = ("discussed", "recommended")
MOST_HOUSEHOLDS = 500


def may_go(unit: Unit, *, on: date) -> QuerySet[User]:
    """Who may go along to a family: people who go round, with a post in the village, at its hamlets or in its township."""
    near = Unit.objects.current().filter(Q(village_id=unit.pk) | Q(pk=unit.pk) | Q(pk__in=unit.ancestor_ids))
    posts = Appointment.objects.on(on).filter(role__in=roles_that("set_out"), unit__in=near.values("pk"))
    rows = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
    return rows.order_by("display_name", "pk")


def visit_family(
    row: UUID, *, visited_on: date, companion: User, by: User, at: datetime | None = None
) -> FamilyNomination:
    """Two have visited: that they were there, and nothing of what they saw. Raises Refusal: alone, a wrong day, her own family."""
    with family_step(row, "visit_family", by=by, at=at) as line:
        line.require_stage("visits")
        if companion.pk == by.pk:
            raise Refusal("companion", _("Two go together: choose who goes with you."))
        if not may_go(line.row.unit, on=line.today).filter(pk=companion.pk).exists():
            raise Refusal("companion", _("Choose somebody with a post in this village or township."))
        if not line.row.submitted_on or not line.row.submitted_on <= visited_on <= line.today:
            raise Refusal("visited_on", _("Between the day it was put forward and today."))
        if visited_on > line.row.round.visit_until:
            raise Refusal("visited_on", _("The last day of the visits has passed."))
        marks = [name_mark(by.display_name), name_mark(companion.display_name)]
        if line.row.people.filter(name_mark__in=marks).exists():
            raise Refusal("companion", _("Nobody visits her own family for the round."))
        line.row.visited_on, line.row.visitor, line.row.companion = visited_on, by, companion
        clocks.meet(line.subject, VISIT, by=by, at=line.at)
        return line.done("visited_on", "visitor", "companion")


@transaction.atomic
def hold_discussion(
    award: UUID, *, unit: Unit, held_on: date, households: int, by: User, at: datetime | None = None
) -> FamilyDiscussion:
    """议一议 at the Women's Home: when, and how many households came. Every family that was visited has been talked over."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "nominate_family", Ground(unit))
    found = round_of(award, by=by, lock=False)
    rows = _of(found, by).filter(unit=unit, state="visited").select_for_update(of=("self",))
    families = list(rows)
    if found.state != "discussion":
        raise Refusal("stage", _("The round is not at this stage."))
    if not families:
        raise Refusal("unit", _("No family of this village waits for the talk."))
    if not found.visit_until < held_on <= clock.local_date(at) or held_on > found.discuss_until:
        raise Refusal("held_on", _("Between the end of the visits and today."))
    if not 0 < households <= MOST_HOUSEHOLDS:
        raise Refusal("households", _("Write how many households came."))
    row = FamilyDiscussion(round=found, unit=unit, held_on=held_on, households=households, entered_by=by)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refusal("unit", _("The talk of this village is entered already.")) from None
    for family in families:
        family.state = FAMILY.next(family.state, "hold_discussion")
        family.save(update_fields=["state"])
    note(unit, (AWARD, found.pk), "hold_discussion", by=by, at=at, households=households)
    return row


def _of(award: AwardRound, by: User) -> FamilyQuerySet:
    return FamilyNomination.objects.visible_to(rest.of(by)).filter(round=award).select_related("unit")


def standing_before(award: AwardRound, unit: Unit, *, by: User) -> FamilyQuerySet:
    """The families a unit may pass on now."""
    return _of(award, by).filter(at_unit=unit, state__in=STANDING).order_by("unit__code", "pk")


def action_at(award: AwardRound, unit: Unit) -> str:
    """What the list of a unit is: at the round's own unit it is the public notice's."""
    return "shortlist_family" if unit.pk == award.unit_id else "list_family"


def places(award: AwardRound, unit: Unit, standing: int) -> int:
    """How many may go on; the database counts the same. At a county fewer than there are, unless there is one alone."""
    own = {Level.COUNTY: award.county_places, Level.TOWNSHIP: award.township_places}
    most = (
        award.award_places if unit.pk == award.unit_id else own.get(Level(unit.level), award.village_places)
    )
    return min(most, standing - 1) if unit.level == Level.COUNTY and standing > 1 else most


@transaction.atomic
def pass_on_list(
    award: UUID, *, unit: Unit, families: Collection[UUID], by: User, at: datetime | None = None
) -> FamilyList:
    """The families of these keys go one unit up (at the round's own unit: into the notice); all the others stay behind.

    Raises Refusal: the gate's, the stage, made already, more than there are places, a family that does not stand there.
    """
    scope, at = rest.of(by), at or clock.now()
    found = round_of(award, by=by, lock=False)
    event = action_at(found, unit)
    gate.require(scope, event, Ground(unit))
    if found.state != "discussion":
        raise Refusal("stage", _("The round is not at this stage."))
    rows = list(standing_before(found, unit, by=by).select_for_update(of=("self",)))
    chosen = [row for row in rows if row.pk in set(families)]
    if not rows or len(chosen) != len(set(families)):
        raise Refusal("families", _("Choose from the list."))
    most = places(found, unit, len(rows))
    if len(chosen) > most:
        raise Refusal("families", _("There are places for %(most)d.") % {"most": most})
    made = FamilyList(round=found, unit=unit, made_by=by, made_at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refusal("families", _("The list of this unit has been passed on already.")) from None
    FamilyListed.objects.bulk_create([FamilyListed(list=made, family=row) for row in chosen])
    for row in rows:
        if row in chosen:
            row.state = FAMILY.next(row.state, event)
            row.at_unit = unit if event == "shortlist_family" else unit.parent or unit
        else:
            stay_behind(row, by=by, at=at)
        row.save(update_fields=["state", "at_unit"])
    note(unit, (AWARD, found.pk), "pass_on_list", by=by, at=at, stood=len(rows), passed=len(chosen))
    return made


def stay_behind(row: FamilyNomination, *, by: User, at: datetime) -> None:
    """Not chosen this time; what was owed about it is owed no more. The caller saves."""
    row.state = FAMILY.next(row.state, "pass_over")
    clocks.cancel_running((FAMILY_SUBJECT, row.pk), by=by, at=at)
