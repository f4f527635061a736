"""个人信息请求、未成年人查阅、销毁清册、权益协助、陪伴 (domain.md §6.9 and the matters beside it). A table."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.assistance import opening as assistance
from cases.assistance import results
from cases.assistance.models import RightsAssistance
from cases.assistance.states import ASSISTANCE
from cases.casefile.models import Case
from cases.circle import circles, contacts, members, plans, steps
from cases.circle.models import MinorContactCircle, MinorSupportPlan
from cases.circle.states import CIRCLE, PLAN
from cases.people.models import Person
from cases.privacy import requests
from cases.privacy.models import DataRequest
from cases.privacy.states import DATA_REQUEST
from cases.retention import deciding
from cases.retention.models import DestructionList
from cases.retention.states import DESTRUCTION
from network.staff.models import User
from sisterhood.lib import clock
from tests.assistance import conftest as help_
from tests.circle import conftest as child
from tests.house import House, acting
from tests.machines.hands import NOTE, OWNERS, on_matter, on_part, on_row, road, said, then
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.retention import conftest as kept
from tests.stories import does, matter

TAKERS = OWNERS | {"executive_member", "village_chair", "station_head"}


def _person(case: Case) -> UUID:
    with acting("lin"):
        return Person.objects.filter(case=case).values_list("pk", flat=True)[0]


def _received() -> tuple[Case, UUID]:
    case = matter("lin")
    facts = {"person": _person(case), "right": "copy", "asked": NOTE, "received_on": clock.today()}
    return case, does("lin", requests.register_request, case, **facts).pk


def _registers(standing: Standing, user: User) -> Any:
    facts = {"right": "copy", "asked": NOTE, "received_on": clock.today()}
    return requests.register_request(Case(pk=standing.case), person=standing.more["person"], by=user, **facts)


def _with_her_name(_house: House) -> Standing:
    case = matter("lin")
    return Standing(None, case.pk, {"person": _person(case)})


_known = then(_received, requests.check_identity, proof="document")
_granted = then(_known, requests.grant_request, answer=NOTE, spares_others=True)
REQUEST_MACHINE = Machine(
    name="data request",
    table=DATA_REQUEST,
    drawn=("data-request.md", 0),
    model=DataRequest,
    begins={"register_request": TAKERS},
    roads={
        NOTHING: _with_her_name,
        "received": road(_received),
        "checked": road(_known),
        "granted": road(_granted),
        "refused": road(then(_known, requests.refuse_request, answer=NOTE, court_told=True)),
        "done": road(then(_granted, requests.carry_out_request, outcome=NOTE, done_on=clock.today)),
        "taken_back": road(then(_received, requests.take_back_request)),
    },
    steps={
        "register_request": _registers,
        "check_identity": on_row(requests.check_identity, proof="document"),
        "grant_request": on_row(requests.grant_request, answer=NOTE, spares_others=True),
        "refuse_request": on_row(requests.refuse_request, answer=NOTE, court_told=True),
        "carry_out_request": on_row(requests.carry_out_request, outcome=NOTE, done_on=clock.today),
        "take_back_request": on_row(requests.take_back_request),
    },
)


def _listed(*told: tuple[str, Any, dict[str, Any]]) -> Road:
    """A list of the weekly run with one old matter on it."""

    def walk(house: House) -> Standing:
        case = kept.old(house, "tian")
        kept.proposes(house)
        row = kept.the_list(house, case)
        for who, verb, facts in told:
            kept.decides(who, verb, row, **said(facts))
        return Standing(row)

    return walk


def _decides(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(DestructionList(pk=standing.row), by=user, **said(facts))


def _line_of_units(_walk: Walk, _hers: Hers) -> None:
    """A list never changes its unit: it stands at a township, and leaders of township, county and city find it."""


_KEEP = {"until": kept.soon, "why": NOTE}
_APPRAISED = ("tian", deciding.appraise_destruction, {"note": NOTE})
DESTRUCTION_MACHINE = Machine(
    name="destruction",
    table=DESTRUCTION,
    drawn=("destruction.md", 0),
    model=DestructionList,
    hand=_line_of_units,
    # A privacy officer sees what was appraised and what was destroyed.
    hides=frozenset({"called_off"}),
    roads={
        "destroyed": _listed(_APPRAISED, (kept.OFFICER, deciding.confirm_destruction, {})),
        "called_off": _listed(("tian", deciding.call_off_destruction, _KEEP)),
        "appraised": _listed(_APPRAISED),
        # Last: what waits is the list to which the next run adds.
        "drawn_up": _listed(),
    },
    steps={
        "appraise_destruction": _decides(deciding.appraise_destruction, note=NOTE),
        "confirm_destruction": _decides(deciding.confirm_destruction),
        "call_off_destruction": _decides(deciding.call_off_destruction, **_KEEP),
    },
    reasons=frozenset({"role", "not_yours", "gone"}),
)

ASK = {
    "kind": "land",
    "body": help_.BODY,
    "request": help_.REQUEST,
    "manner": "signed",
    "shared": help_.SHARED,
}


def _asked() -> tuple[Case, UUID]:
    return help_.asked("land")


def _begun() -> tuple[Case, UUID]:
    return help_.begun("land")


def _recorded() -> tuple[Case, UUID]:
    return help_.recorded("land")


def _records(standing: Standing, user: User) -> Any:
    return results.record_assistance(Case(pk=standing.case), row=standing.row, by=user, **help_.paper())


CALL_OFF = {"ended_for": "her_wish", "why": NOTE}
ASSISTANCE_MACHINE = Machine(
    name="assistance",
    table=ASSISTANCE,
    drawn=("assistance.md", 0),
    model=RightsAssistance,
    begins={"ask_assistance": OWNERS},
    roads={
        NOTHING: lambda _house: Standing(None, matter("lin").pk),
        "asked": road(_asked),
        "under_way": road(_begun),
        "recorded": road(_recorded),
        "closed": road(then(_recorded, results.close_assistance, note=NOTE)),
        "refused": road(then(_begun, results.refuse_assistance, why=NOTE)),
        "called_off": road(then(_begun, results.call_off_assistance, **CALL_OFF)),
    },
    steps={
        "ask_assistance": on_matter(assistance.ask_assistance, **ASK),
        "begin_assistance": on_row(assistance.begin_assistance, begun_on=clock.today),
        "ask_after_assistance": on_row(results.ask_after_assistance, note=NOTE),
        "record_assistance": _records,
        "close_assistance": on_row(results.close_assistance, note=NOTE),
        "refuse_assistance": on_row(results.refuse_assistance, why=NOTE),
        "call_off_assistance": on_row(results.call_off_assistance, **CALL_OFF),
    },
)


def _child(_house: House) -> Standing:
    case, mother = child.child()
    return Standing(None, case.pk, {"guardian": mother})


def _circle(ended: bool = False) -> Road:
    """A circle with a teacher in it, and a volunteer whose records were looked up."""

    def walk(_house: House) -> Standing:
        case, mother = child.child()
        row = child.opened(case, mother)
        member = child.member(case, row)
        looked = {"role": "caring", "name": "志愿者某", "checked_on": clock.today()}
        checked = child.member(case, row, **looked)
        if ended:
            does("lin", circles.end_circle, case, row=row, ended_for="not_needed", note=NOTE)
        return Standing(row, case.pk, {"guardian": mother, "member": member, "checked": checked})

    return walk


def _agrees(verb: Any, *, row: bool, **facts: Any) -> Verb:
    """With the guardian who agrees today."""

    def run(standing: Standing, user: User) -> Any:
        told = child.agreed(standing.more["guardian"], **facts)
        of = {"row": standing.row} if row else {}
        return verb(Case(pk=standing.case), by=user, **of, **told)

    return run


CIRCLE_MACHINE = Machine(
    name="contact circle",
    table=CIRCLE,
    drawn=("circle.md", 0),
    model=MinorContactCircle,
    begins={"open_circle": OWNERS},
    roads={NOTHING: _child, "standing": _circle(), "ended": _circle(ended=True)},
    steps={
        "open_circle": _agrees(circles.open_circle, row=False, situation="difficulty"),
        "hold_contact": on_row(contacts.hold_contact, kind="visit", held_on=clock.today, outcome="well"),
        "name_member": on_row(members.name_member, role="school", name="另一位老师", agreed_on=clock.today),
        "renew_member_check": on_part(members.renew_member_check, "checked", checked_on=clock.today),
        "end_member": on_part(members.end_member, "member", note=NOTE),
        "renew_circle_consent": _agrees(circles.renew_circle_consent, row=True),
        "end_circle": on_row(circles.end_circle, ended_for="not_needed", note=NOTE),
    },
)


def _plan(*, runs: bool, end: str = "") -> Road:
    """A plan with a goal and a step; she who drew it up has leave to read."""

    def walk(house: House) -> Standing:
        case, mother = child.child()
        child.leave(house, case)
        row = child.drafted(case)
        step = child.stepped(case, row, clock.today() + timedelta(days=9))
        if runs:
            does("lin", plans.agree_plan, case, row=row, **child.agreed(mother), school="takes_part")
        if end:
            does("lin", plans.end_plan, case, row=row, ended_for=end, note=NOTE)
        return Standing(row, case.pk, {"guardian": mother, "goal": child.goal_of(row), "step": step})

    return walk


def _with_leave(house: House) -> Standing:
    case, _mother = child.child()
    child.leave(house, case)
    return Standing(None, case.pk)


def _hers_with_leave(walk: Walk, hers: Hers) -> None:
    """Her matter, and her leave to read it."""
    walk.give_matters(hers)
    cases = [each.case for each in walk.standing.values()]
    walk.seats.hands.execute(
        "update cases_minoraccessgrant set reader_id = %s where case_id = any(%s)", [hers.user.pk, cases]
    )


def _sets_step(standing: Standing, user: User) -> Any:
    facts = {"goal": standing.more["goal"], "what": NOTE, "due_on": clock.today()}
    return steps.set_step(Case(pk=standing.case), row=standing.row, by=user, **facts)


def _reviews(standing: Standing, user: User) -> Any:
    return plans.review_plan(Case(pk=standing.case), by=user, **child.review(standing.row))


def _ends(standing: Standing, user: User) -> Any:
    """A draft is given up; a plan that runs ends for another reason."""
    with_words = {"row": standing.row, "note": NOTE, "by": user}
    draft = MinorSupportPlan.objects.filter(pk=standing.row, state="drafted").exists()
    return plans.end_plan(Case(pk=standing.case), ended_for="dropped" if draft else "wish", **with_words)


PLAN_MACHINE = Machine(
    name="support plan",
    table=PLAN,
    drawn=("circle.md", 1),
    model=MinorSupportPlan,
    begins={"draft_plan": OWNERS},
    hand=_hers_with_leave,
    roads={
        NOTHING: _with_leave,
        "drafted": _plan(runs=False),
        "running": _plan(runs=True),
        "ended": _plan(runs=True, end="wish"),
    },
    steps={
        "draft_plan": on_matter(plans.draft_plan, ground="care", goal=NOTE),
        "set_goal": on_row(steps.set_goal, goal=NOTE),
        "set_step": _sets_step,
        "agree_plan": _agrees(plans.agree_plan, row=True, school="takes_part"),
        "finish_step": on_part(steps.finish_step, "step", became="done", ended_on=clock.today),
        "review_plan": _reviews,
        "end_plan": _ends,
    },
)
