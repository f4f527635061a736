"""咨询计划 (item 38): what the counsellor and she agreed on; how many sessions were held, and whether she still comes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Event
from cases.casefile.vault import Vault
from cases.consultations.frame import step
from cases.consultations.models import CarePlan, Consultation
from cases.consultations.states import CARE
from cases.coordination.frame import require
from cases.vocabulary.services import PlanEnd
from network.access.gate import Refusal
from network.staff.models import User

MOST = 40
# Her access to a session ends with it; what was held and missed of her own plan she still counts.
_COUNTED = "select * from plan_counted(%s)"


@dataclass(frozen=True)
class Progress:
    """A plan as its counsellor sees it."""

    plan: CarePlan
    aim: str
    held: int
    missed: int


def _require_counselling(row: Consultation) -> None:
    if not row.is_counselling:
        raise Refusal("kind", _("Only counselling has a plan."))


def make_plan(
    session: Consultation, *, aim: str, planned: int, review_on: date, by: User, at: datetime | None = None
) -> Event:
    """The aim, how many sessions, when both look at it again."""
    require(aim, "aim", _("Write what both of you want to reach."))
    with step(session, "make_plan", action="hold_session", by=by, at=at) as s:
        _require_counselling(s.row)
        if not 1 <= planned <= MOST:
            raise Refusal("planned", _("Plan between 1 and 40 sessions."))
        if review_on <= s.today:
            raise Refusal("review_on", _("Choose a day to come."))
        if CarePlan.objects.filter(case=s.case, counsellor=by, ended_at=None).exists():
            raise Refusal("plan", _("A plan is running. End it first."))
        row = CarePlan(case=s.case, counsellor=by, planned=planned, review_on=review_on, made_at=s.at)
        s.refuse_words(aim=aim)
        Vault.own(row).seal(row, aim=aim)
        row.save(force_insert=True)
        return s.write()


def end_plan(session: Consultation, *, ended_how: str, by: User, at: datetime | None = None) -> Event:
    """Reached, referred, or she does not come any more; who reads the timeline learns only that it ended."""
    with step(session, "end_plan", action="hold_session", by=by, at=at) as s:
        _require_counselling(s.row)
        row = CarePlan.objects.select_for_update(of=("self",)).filter(case=s.case, counsellor=by).first()
        if row is None:
            raise Refusal("plan", _("No plan is running."))
        CARE.next(row.state, "end_plan")
        row.ended_at, row.ended_how = s.at, PlanEnd(ended_how)
        row.save(update_fields=["ended_at", "ended_how"])
        return s.write()


def progress(session: Consultation, *, by: User) -> Progress | None:
    """Her latest plan for the matter with what was held and missed since; nobody else has one."""
    plan = CarePlan.objects.filter(case_id=session.case_id, counsellor=by).first()
    if plan is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [plan.pk])
        held, missed = cursor.fetchone()
    return Progress(plan, Vault.unwrapped(plan).open(plan, "aim"), held, missed)
