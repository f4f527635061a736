"""未成年人信息查阅、紧急查阅、强制报告 (domain.md §6.7, §6.9): what is read from moments and stored nowhere. A table."""

from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.casefile.sharing import layers
from cases.casefile.vault import Vault
from cases.minors import access
from cases.minors.models import MinorAccessGrant
from cases.minors.states import LEAVE
from cases.privacy import breaking, naming, reveal, reviewing
from cases.privacy.models import BreakGlass
from cases.privacy.states import GLASS
from cases.protection import danger, reports
from cases.protection.models import MandatoryReport
from cases.protection.states import MANDATORY
from network.access.roles import roles_that
from network.staff.models import User
from sisterhood.lib import clock
from tests.house import House, acting
from tests.machines.hands import COUNTY, NOTE, OWNERS, on_matter, on_row, road, then
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.minors import conftest as child
from tests.privacy import conftest as glass
from tests.stories import does

READERS = OWNERS | {"duty_officer"}
ON_DUTY = COUNTY | {"duty_officer", "township_chair"}
# Asked behind the walls and past them: the function of the uses answers only to those whom a leave concerns.
USED = """exists (select 1 from network_auditevent e where e.action = 'reveal' and e.detail ->> 'grant' = cases_minoraccessgrant.id::text)
  or minor_grant_uses(id) > 0"""
LEAVE_STATE = f"""case when granted is null then 'waiting' when not granted then 'refused' when until <= clock_timestamp() then 'ended'
  when {USED} then 'used' else 'live' end"""


def _leave(
    *, danger_opened: bool = False, used: bool = False, over: bool = False, hers: bool = False
) -> Road:
    """Asked for and given, or opened by danger; read once, and over."""

    def walk(house: House) -> Standing:
        case = child.childs()
        if danger_opened:
            does("lin", danger.open_danger, case, noticed_at=clock.now(), called=True)
            row = does("lin", access.open_minor_in_danger, case)
        else:
            row = child.given(case)
        if used:
            _looks(case)
        if over:
            child.ended(house, row)
        return Standing(row.pk, case.pk, {"hers": hers})

    return walk


def _looks(case: Case) -> None:
    with acting("lin") as (user, scope):
        found = Case.objects.get(pk=case.pk)
        reveal.names(found, layers=layers(found, scope), vault=Vault.of(found), by=user)


def _asked(*, refused: bool = False) -> Road:
    def walk(_house: House) -> Standing:
        case = child.childs()
        row = child.asks(case)
        if refused:
            child.answers(row, yes=False)
        return Standing(row.pk, case.pk, {"hers": False})

    return walk


def _on_leave(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(MinorAccessGrant(pk=standing.row), by=user, **facts)


def _reads_or_decides(walk: Walk, hers: Hers) -> None:
    """What a reader does she does with her own leave and matter; what a leader decides is never her own."""
    own = [each for each in walk.standing.values() if each.more["hers"]]
    rows, cases = [each.row for each in own], [each.case for each in own]
    hands, reader = walk.seats.hands, hers if hers.role in READERS else walk.seats.cast("lin")
    hands.execute(
        "update cases_case set unit_id = %s, owner_id = %s where id = any(%s)",
        [reader.unit.pk, reader.user.pk, cases],
    )
    hands.execute(
        "update cases_minoraccessgrant set reader_id = %s where id = any(%s)",
        [reader.user.pk, [row for row in rows if row]],
    )
    others = [each for each in walk.standing.values() if not each.more["hers"]]
    hands.execute(
        "update cases_minoraccessgrant set approving_unit_id = %s where id = any(%s)",
        [hers.unit.pk, [each.row for each in others]],
    )


LEAVE_MACHINE = Machine(
    name="leave to read",
    table=LEAVE,
    drawn=("leave.md", 0),
    model=MinorAccessGrant,
    column=LEAVE_STATE,
    begins={"ask_minor_access": READERS},
    nobodys=frozenset({"expire_leave", "read_under_leave"}),
    hand=_reads_or_decides,
    roads={
        NOTHING: lambda _house: Standing(None, child.childs().pk, {"hers": True}),
        "waiting": _asked(),
        "refused": _asked(refused=True),
        "live": _leave(),
        "live/end_minor_access": _leave(hers=True),
        "live/review_minor_access": _leave(danger_opened=True),
        "used": _leave(used=True),
        "used/end_minor_access": _leave(used=True, hers=True),
        "used/review_minor_access": _leave(danger_opened=True, used=True),
        "ended": _leave(over=True),
        "ended/review_minor_access": _leave(danger_opened=True, over=True),
    },
    steps={
        "ask_minor_access": on_matter(access.ask_minor_access, **child.ASK),
        "approve_minor_access": _on_leave(access.approve_minor_access),
        "refuse_minor_access": _on_leave(access.refuse_minor_access, note=NOTE),
        "review_minor_access": _on_leave(access.review_minor_access, found="needed"),
        "end_minor_access": on_matter(access.end_minor_access),
    },
    # A leave that is not hers to see does not exist; what was decided is said in words of its own.
    reasons=frozenset({"role", "not_yours", "gone", "decided", "reviewed"}),
)


def _broken(*, over: bool = False, late: bool = False, reviewed: bool = False) -> Road:
    """Somebody above reads a sealed matter; over, late for its review, reviewed."""

    def walk(house: House) -> Standing:
        case = glass.sealed()
        row = glass.breaks("gao", case)
        if over:
            house.raw(
                "update cases_breakglass set ends_at = now() - interval '1 minute' where id = %s", [row.pk]
            )
            glass.over(house, case)
        if late:
            house.raw(
                "update cases_breakglass set review_due_at = now() - interval '1 day' where id = %s", [row.pk]
            )
        if reviewed:
            with acting("bai") as (user, _scope):
                found = BreakGlass.objects.get(pk=row.pk)
                reviewing.review(found, finding="justified", words=NOTE, by=user)
        return Standing(row.pk, case.pk)

    return walk


def _breaks(standing: Standing, user: User) -> Any:
    named = naming.by_number(standing.more["number"], by=user)
    return breaking.break_glass(named, by=user, **glass.WHY)


def _untouched(_house: House) -> Standing:
    case = glass.sealed()
    return Standing(None, case.pk, {"number": case.number})


def _reviews(standing: Standing, user: User) -> Any:
    found = BreakGlass.objects.filter(pk=standing.row).first() or BreakGlass(
        pk=standing.row, ends_at=clock.now(), began_at=clock.now()
    )
    return reviewing.review(found, finding="justified", words=NOTE, by=user)


def _read_by_her(walk: Walk, hers: Hers) -> None:
    """Who may read in an emergency is the reader of what she ends, never of what she reviews."""
    reads = hers.role in roles_that("break_glass")
    reader = hers if reads else walk.seats.cast("gao")
    for road_, each in walk.standing.items():
        if road_.endswith("/end_reading"):
            walk.seats.hands.execute(
                "update cases_breakglass set by_id = %s where id = %s", [reader.user.pk, each.row]
            )
            walk.seats.hands.execute(
                "update cases_caseaccess set user_id = %s where content_object_id = %s and source = 'break_glass'",
                [reader.user.pk, each.case],
            )


GLASS_MACHINE = Machine(
    name="emergency reading",
    table=GLASS,
    drawn=("data-request.md", 1),
    model=BreakGlass,
    column="case when reviewed_at is not null then 'reviewed' when ends_at > clock_timestamp() then 'reading' else 'over' end",
    begins={"break_glass": frozenset({"city_leader", "county_leader"})},
    nobodys=frozenset({"expire_reading"}),
    hand=_read_by_her,
    roads={
        NOTHING: _untouched,
        "reading": _broken(),
        "reading/end_reading": _broken(),
        "reading/review_break_glass": _broken(late=True),
        "over": _broken(over=True),
        "over/review_break_glass": _broken(over=True, late=True),
        "reviewed": _broken(reviewed=True),
    },
    steps={
        "break_glass": _breaks,
        "end_reading": on_matter(breaking.end_reading),
        "review_break_glass": _reviews,
    },
    # A number that opens nothing to her says so in one sentence for every reason; who does not read has nothing to end.
    reasons=frozenset({"role", "not_yours", "gone", "number", "ended", "reviewed"}),
)

REPORT: dict[str, Any] = {
    "trigger": "other",
    "noticed_at": clock.now,
    "noticed_by": "村妇联主席",
    "told": ["police"],
    "body": "双辽市公安局",
    "channel": "phone",
    "reported_at": clock.now,
    "told_before": True,
}


def _reported() -> tuple[Case, UUID]:
    case = child.childs()
    told = REPORT | {"noticed_at": clock.now(), "reported_at": clock.now()}
    does("lin", reports.mandatory_report, case, **told)
    with acting("lin"):
        return case, MandatoryReport.objects.get(case=case).pk


RESULT = {"result": NOTE, "result_on": clock.today}
REPORT_MACHINE = Machine(
    name="mandatory report",
    table=MANDATORY,
    drawn=("protection.md", 2),
    model=MandatoryReport,
    column="case when result_on is null then 'reported' else 'answered' end",
    begins={"mandatory_report": ON_DUTY},
    roads={
        NOTHING: lambda _house: Standing(None, child.childs().pk),
        "reported": road(_reported),
        "answered": road(then(_reported, reports.report_result, **RESULT)),
    },
    steps={
        "mandatory_report": on_matter(reports.mandatory_report, **REPORT),
        "report_result": on_row(reports.report_result, **RESULT),
    },
)
