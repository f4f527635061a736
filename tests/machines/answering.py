"""个人信息请求、未成年人查阅、销毁清册、权益协助 (domain.md §6.9 and the matters beside it). A table."""

from typing import Any
from uuid import UUID

from cases.assistance import opening as assistance
from cases.assistance import results
from cases.assistance.models import RightsAssistance
from cases.assistance.states import ASSISTANCE
from cases.casefile.models import Case
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
from tests.house import House, acting
from tests.machines.hands import NOTE, OWNERS, on_matter, on_row, road, said, then
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
