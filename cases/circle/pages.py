"""What the pages of circles and plans show: roles, days and states to whoever opens the matter; words under leave alone."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.casefile.sharing import Layers
from cases.casefile.vault import Vault
from cases.circle.buttons import OF_CIRCLE, OF_PLAN, ROW_STEPS, Step
from cases.circle.frame import PARENTS
from cases.circle.lists import Situation
from cases.circle.members import may_meet
from cases.circle.models import (
    CircleContact,
    CircleMember,
    MinorContactCircle,
    MinorSupportPlan,
    PlanGoal,
    PlanReview,
    PlanStep,
)
from cases.circle.states import CIRCLE, LABELS, PLAN
from cases.minors import children
from cases.minors.models import Minor
from cases.people.models import Person
from cases.vocabulary.intake import Capacity
from network.access import gate
from network.access.scope import Scope
from network.deadlines import calculator, clocks, faces
from sisterhood.lib import clock
from sisterhood.lib.states import StateTable

SHOWN = 12


@dataclass(frozen=True)
class Reader:
    """One reader of one matter: her layers, its vault, the moment. `reads`: words and names of a child are open to her."""

    case: Case
    scope: Scope
    held: Layers
    vault: Vault
    at: datetime

    @property
    def reads(self) -> bool:
        """Whether words stand on the page."""
        return self.held.narrative and not self.held.is_shut

    @property
    def names(self) -> bool:
        """Whether names stand on the page."""
        return self.held.names and not self.held.is_shut

    @property
    def today(self) -> date:
        """The local day."""
        return clock.local_date(self.at)


@dataclass(frozen=True)
class Button:
    """One step that is hers now."""

    verb: str
    step: Step
    label: Any


@dataclass(frozen=True)
class Adult:
    """One adult of a circle; name and phone under leave alone."""

    row: CircleMember
    name: str
    phone: str
    may_meet: bool
    buttons: list[Button]


@dataclass(frozen=True)
class CircleShown:
    """One circle: its adults, its latest visits and calls, what is late, what comes next."""

    row: MinorContactCircle
    faces: list[Any]
    adults: list[Adult]
    contacts: list[tuple[CircleContact, str]]
    parents_late: bool
    buttons: list[Button]


@dataclass(frozen=True)
class StepShown:
    """One step of a plan."""

    row: PlanStep
    what: str
    is_late: bool
    buttons: list[Button]


@dataclass(frozen=True)
class PlanShown:
    """One plan: its goals, each with its steps, and its reviews."""

    row: MinorSupportPlan
    faces: list[Any]
    goals: list[tuple[PlanGoal, str, list[StepShown]]]
    reviews: list[tuple[PlanReview, dict[str, str]]]
    buttons: list[Button]


@dataclass
class ChildShown:
    """One child of the matter, by the order in which she was named."""

    minor: Minor
    capacity: Any
    circles: list[CircleShown] = field(default_factory=list)
    plans: list[PlanShown] = field(default_factory=list)
    may_open: bool = False
    may_draft: bool = False


def _buttons(reader: Reader, table: StateTable, state: str, verbs: tuple[str, ...]) -> list[Button]:
    if reader.case.closed_at:
        return []
    can = {each.event for each in table.allowed(state)}
    hers = [verb for verb in verbs if verb in can and gate.ask(reader.scope, verb, reader.case)]
    return [
        Button(verb, ROW_STEPS[verb], LABELS[verb])
        for verb in hers
        if reader.reads or not ROW_STEPS[verb].needs_leave
    ]


def _faces(reader: Reader, parts: set[UUID]) -> list[Any]:
    running = clocks.running(("case", reader.case.pk))
    return [faces.face(each, reader.at) for each in running if each.part in parts]


def _adult(reader: Reader, row: CircleMember, state: str) -> Adult:
    person = Person.objects.filter(pk=row.person_id).first() if reader.names else None
    name, phone = (reader.vault.open(person, column) if person else "" for column in ("name", "phone"))
    verbs = ("renew_member_check", "end_member") if row.seat.checked else ("end_member",)
    return Adult(row, name, phone, may_meet(row, on=reader.today), _buttons(reader, CIRCLE, state, verbs))


def _contacts(reader: Reader, row: MinorContactCircle) -> list[tuple[CircleContact, str]]:
    if not reader.reads:
        return []
    rows = CircleContact.objects.filter(circle=row).select_related("member", "entered_by")[:SHOWN]
    return [(each, reader.vault.open(each, "note")) for each in rows]


def _parents_late(row: MinorContactCircle, today: date) -> bool:
    """Parents who are away speak with the child every week at least (未成年人保护法 art. 22): beyond it somebody asks."""
    if row.situation != Situation.LEFT_BEHIND or row.ended_at is not None:
        return False
    last = row.last_parent_contact or row.consented_on
    return last + timedelta(days=calculator.length_of(PARENTS, on=today)) < today


def _circle(reader: Reader, row: MinorContactCircle) -> CircleShown:
    return CircleShown(
        row,
        _faces(reader, {row.pk}),
        [_adult(reader, each, row.state) for each in CircleMember.objects.standing().filter(circle=row)],
        _contacts(reader, row),
        _parents_late(row, reader.today),
        _buttons(reader, CIRCLE, row.state, OF_CIRCLE),
    )


def _step(reader: Reader, row: PlanStep, plan: MinorSupportPlan) -> StepShown:
    buttons = _buttons(reader, PLAN, plan.state, ("finish_step",)) if row.is_open() else []
    return StepShown(row, reader.vault.open(row, "what"), row.is_late(reader.today), buttons)


def _plan(reader: Reader, row: MinorSupportPlan) -> PlanShown:
    """Without leave only how far it is; not even how many goals it has."""
    goals, reviews, parts = [], [], {row.pk}
    if reader.reads:
        of_plan = list(PlanStep.objects.filter(plan=row).select_related("member"))
        parts |= {each.pk for each in of_plan}
        for goal in PlanGoal.objects.filter(plan=row):
            own = [_step(reader, each, row) for each in of_plan if each.goal_id == goal.pk]
            goals.append((goal, reader.vault.open(goal, "goal"), own))
        for review in PlanReview.objects.filter(plan=row)[:SHOWN]:
            texts = {name: reader.vault.open(review, name) for name in PlanReview.SEALED}
            reviews.append((review, texts))
    return PlanShown(row, _faces(reader, parts), goals, reviews, _buttons(reader, PLAN, row.state, OF_PLAN))


def _of(model: Any, reader: Reader, minor: Minor) -> list[Any]:
    rows = model.objects.all().visible_to(reader.scope).filter(case=reader.case, minor=minor)
    return list(rows.select_related("guardian").order_by("-id")[:SHOWN])


def board(reader: Reader) -> list[ChildShown]:
    """Every child of the matter with circles and plans, those that stand first."""
    shown = []
    for minor in children.of_case(reader.case):
        can = children.capacity_of(minor, reader.vault, reader.today)
        child = ChildShown(minor, Capacity(can).label if can else "")
        circles = _of(MinorContactCircle, reader, minor)
        plans = _of(MinorSupportPlan, reader, minor)
        child.circles = [_circle(reader, row) for row in circles]
        child.plans = [_plan(reader, row) for row in plans]
        stands = any(row.ended_at is None for row in circles)
        runs = any(row.ended_at is None for row in plans)
        child.may_open = not stands and _may(reader, "open_circle")
        child.may_draft = not runs and _may(reader, "draft_plan")
        shown.append(child)
    return shown


def _may(reader: Reader, action: str) -> bool:
    return not reader.case.closed_at and bool(gate.ask(reader.scope, action, reader.case))


def section(case: Case, *, scope: Scope, held: Layers) -> dict[str, Any] | None:
    """On the page of a child's matter: what stands, by state alone; None where no child is named."""
    if not held.needs_grant or not Minor.objects.filter(case=case).exists():
        return None
    circles = MinorContactCircle.objects.all().visible_to(scope).filter(case=case, ended_at=None)
    plans = MinorSupportPlan.objects.all().visible_to(scope).filter(case=case, ended_at=None)
    return {"circles": list(circles.order_by("id")), "plans": list(plans.order_by("id"))}


@dataclass(frozen=True)
class Sheet:
    """What one adult of a circle takes along: her own part of the plan of her own child, and nothing else."""

    member: CircleMember
    child: str
    every: int
    steps: list[StepShown]


def sheet(reader: Reader, member: CircleMember) -> Sheet:
    """For a member of a circle that stands; the reader has leave."""
    minor = member.circle.minor
    person = Person.objects.filter(pk=minor.person_id).first()
    rows = PlanStep.objects.filter(member=member, ended_on=None, plan__ended_at=None).select_related("plan")
    return Sheet(
        member,
        reader.vault.open(person, "name") if person else "",
        calculator.length_of("circle.contact", on=reader.today),
        [StepShown(row, reader.vault.open(row, "what"), row.is_late(reader.today), []) for row in rows],
    )
