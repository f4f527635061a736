"""Coded lists of the contact circle and the support plan of a child, with their official wording. A table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

UNTIL_SIXTEEN = 16  # 国发〔2016〕13号: a child left behind is under sixteen


class Situation(TextChoices):
    """Why adults keep in touch with the child; a fact of her life, never a word about her."""

    LEFT_BEHIND = "left_behind", _("parents work elsewhere, the child stayed")
    MIGRANT = "migrant", _("moved with parents who work here")
    DIFFICULTY = "difficulty", _("in difficulty: poverty, illness, or nobody who cares for her")


class MemberRole(TextChoices):
    """Who stands in the circle beside the guardian."""

    CARER = "carer", _("carer entrusted by the parents")
    CARING = "caring", _("caring mother or other volunteer")
    SCHOOL = "school", _("contact person of the school")
    DIRECTOR = "director", _("children's director of the village or community")
    RELATIVE = "relative", _("relative or neighbour the child trusts")


@dataclass(frozen=True)
class Seat:
    """On what a role rests. `checked`: records are looked up every year; `entrusted`: a paper of the parents names her."""

    basis: Any
    source: str
    checked: bool = False
    entrusted: bool = False


SEATS: Mapping[str, Seat] = {
    MemberRole.CARER: Seat(
        _("entrusted by the parents in writing; school and village know of it"),
        "《未成年人保护法》第二十二条、第二十三条",
        entrusted=True,
    ),
    MemberRole.CARING: Seat(
        _("offered herself; the guardian agreed; her records were looked up"),
        "《未成年人保护法》第六十二条",
        checked=True,
    ),
    MemberRole.SCHOOL: Seat(_("named by the school"), "《家庭教育促进法》第三十条"),
    MemberRole.DIRECTOR: Seat(_("the village's own person for children"), "《未成年人保护法》第四十三条"),
    MemberRole.RELATIVE: Seat(_("named by guardian and child"), "《未成年人保护法》第四十三条"),
}


class ChildVoice(TextChoices):
    """What the child said. A child who says no has no circle and no plan."""

    AGREES = "agrees", _("the child was asked and agrees")
    SMALL = "small", _("too small to be asked")


class ContactKind(TextChoices):
    """How the child was met."""

    VISIT = "visit", _("visit at home")
    CALL = "call", _("call with the child")
    SCHOOL = "school", _("met at school")


class ContactOutcome(TextChoices):
    """What came of it; nobody reached is an attempt, and the days run on."""

    WELL = "well", _("all is well")
    NEED = "need", _("something is needed")
    MISSED = "missed", _("nobody was reached")


class CircleState(TextChoices):
    """Whether it stands."""

    STANDING = "standing", _("circle stands")
    ENDED = "ended", _("circle has ended")


class CircleEnd(TextChoices):
    """Why a circle ended."""

    WISH = "wish", _("guardian or child does not want it any more")
    NOT_NEEDED = "not_needed", _("it is not needed any more")
    MOVED = "moved", _("the child has moved away")
    MISTAKE = "mistake", _("opened by mistake")
    OF_AGE = "of_age", _("she has come of age")
    MATTER_ENDED = "matter_ended", _("the matter has ended")


class PlanState(TextChoices):
    """How far a plan is."""

    DRAFTED = "drafted", _("plan drafted")
    RUNNING = "running", _("plan agreed and running")
    ENDED = "ended", _("plan has ended")


class PlanGround(TextChoices):
    """What the plan is for."""

    CARE = "care", _("care and company for a child in difficulty")
    BEHAVIOUR = "behaviour", _("help with what was noted under art. 28")


class SchoolPart(TextChoices):
    """Whether the school takes part."""

    TAKES_PART = "takes_part", _("the school takes part")
    NOT_AT_SCHOOL = "not_at_school", _("the child goes to no school")
    NOT_WANTED = "not_wanted", _("guardian or child does not want it told")


class PlanEnd(TextChoices):
    """Why a plan ended."""

    GOALS_MET = "goals_met", _("its goals are reached")
    STEPPED_DOWN = "stepped_down", _("the circle alone goes on")
    WISH = "wish", _("guardian or child does not want the plan any more")
    MOVED = "moved", _("the child lives elsewhere now")
    ELSEWHERE = "elsewhere", _("another body goes on with it")
    DROPPED = "dropped", _("draft given up")
    OF_AGE = "of_age", _("she is of age now")
    TIME_OVER = "time_over", _("its time is over")
    MATTER_ENDED = "matter_ended", _("its matter was ended")


# Whoever ends one chooses among these; the rest are written by the day or by the matter.
CIRCLE_ENDS = (CircleEnd.WISH, CircleEnd.NOT_NEEDED, CircleEnd.MOVED, CircleEnd.MISTAKE)
PLAN_ENDS = (
    *(PlanEnd.GOALS_MET, PlanEnd.STEPPED_DOWN, PlanEnd.WISH, PlanEnd.MOVED, PlanEnd.ELSEWHERE),
    PlanEnd.DROPPED,
)


class StepEnd(TextChoices):
    """What became of a step."""

    DONE = "done", _("step done")
    DROPPED = "dropped", _("step not needed any more")
