"""回访: who waits to be asked, each attempt, and the closing that follows when she has answered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.people.models import SafeContact
from cases.petitions.models import FollowUp, HandlingOpinion, Rating, Review
from cases.petitions.reports import owing
from cases.petitions.step import Step, step
from cases.petitions.transitions import close
from cases.petitions.windows import LIMIT_OF, STAGE_OF, attempts, her_word, most_attempts, window_end
from cases.vocabulary.petitions import FollowUpResult, FollowUpWay, Satisfaction
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import calculator
from network.deadlines.models import Limit
from network.staff.models import User
from sisterhood.lib import clock

WAITING = tuple(LIMIT_OF)
CONTENT = (Satisfaction.SATISFIED, Satisfaction.MOSTLY)
SAFE = {FollowUpWay.CALL: "may_call", FollowUpWay.TEXT: "may_text", FollowUpWay.WECHAT: "may_wechat"}


def follow_up(
    case: Case,
    *,
    way: str,
    result: str,
    satisfaction: str = "",
    note: str = "",
    next_on: date | None = None,
    by: User,
    at: datetime | None = None,
) -> Event:
    """One attempt to ask her, only by a way she called safe; what she is content with only she says.

    Reached and content, or her time to ask the next body over: the matter is closed in the same step. Not reached:
    the next day to try, until the attempts of the policy are used up.
    """
    with step(case, "follow_up", by=by, at=at) as s:
        said = FollowUp(case=s.case, way=FollowUpWay(way), result=FollowUpResult(result), by=by, at=s.at)
        _check_way(s, FollowUpWay(way))
        if said.result == FollowUpResult.REACHED:
            said.satisfaction = her_word(s.case, satisfaction)
        else:
            said.next_on = _next_day(s, next_on)
        Vault.of(s.case).seal(said, note=note)
        said.save(force_insert=True)
        event = s.write(note=note, detail={"way": said.way, "result": said.result})
        if said.satisfaction and _may_close(s, said.satisfaction):
            close(s.case, by=by, satisfaction=said.satisfaction, at=s.at)
        return event


def _check_way(s: Step, way: FollowUpWay) -> None:
    told = SafeContact.objects.filter(case=s.case).first()
    if way in SAFE and (told is None or not getattr(told, SAFE[way])):
        raise Refusal("way", _("She did not call this way safe. Choose another one."))


def _next_day(s: Step, next_on: date | None) -> date | None:
    today = clock.local_date(s.at)
    if next_on is not None and next_on < today:
        raise Refusal("next_on", _("The next attempt cannot lie in the past."))
    tried = attempts(s.case) + 1
    if next_on is None and tried < most_attempts():
        raise Refusal("next_on", _("Write on which day you try again."))
    return next_on


def _may_close(s: Step, satisfaction: str) -> bool:
    if owing([s.case]):
        return False
    until = window_end(s.case, s.petition.state)
    return satisfaction in CONTENT or until is None or clock.local_date(s.at) > until


@dataclass(frozen=True)
class Waiting:
    """One matter that waits to be asked about."""

    case: Case
    tried: int
    next_on: date | None
    until: date | None
    said: FollowUp | None
    safe: SafeContact | None


def waiting(scope: Scope, *, limit: int) -> list[Waiting]:
    """Answered matters she owns whose petitioner has not spoken herself, nearest due first, with what was tried.

    Six statements, however many rows.
    """
    rows = Case.objects.open().filter(owner_id=scope.user_id, stage__in=WAITING).not_recused(scope)
    rows = rows.exclude(Exists(Rating.objects.filter(pk=OuterRef("pk"))))
    cases = list(rows.cards().order_by("next_due_at", "id")[:limit])
    ids = [case.pk for case in cases]
    tried: dict[object, list[FollowUp]] = {}
    for row in FollowUp.objects.filter(case_id__in=ids):
        tried.setdefault(row.case_id, []).append(row)
    safe = {row.case_id: row for row in SafeContact.objects.filter(case_id__in=ids)}
    ends = _window_ends(cases)
    return [
        Waiting(
            case=case,
            tried=sum(row.result == FollowUpResult.NOT_REACHED for row in tried.get(case.pk, [])),
            next_on=tried[case.pk][0].next_on if case.pk in tried else None,
            until=ends.get(case.pk),
            said=next((row for row in tried.get(case.pk, []) if row.satisfaction), None),
            safe=safe.get(case.pk),
        )
        for case in cases
    ]


def _window_ends(cases: list[Case]) -> dict[object, date]:
    """`window_end` for a page of matters in three statements."""
    limits = {row.pk: row for row in Limit.objects.filter(pk__in=LIMIT_OF.values())}
    received: dict[tuple[object, str], date] = {}
    ids = [case.pk for case in cases]
    for case_id, stage, day in Review.objects.filter(case_id__in=ids).values_list(
        "case_id", "stage", "answered_on"
    ):
        if day:
            received[case_id, stage] = day
    told = HandlingOpinion.objects.filter(case_id__in=ids).exclude(delivered_on=None).order_by("drafted_at")
    for case_id, stage, day in told.values_list("case_id", "stage", "delivered_on"):
        if day:
            received[case_id, stage] = day
    return {
        case.pk: calculator.period_of(limits[LIMIT_OF[case.stage]], day).due_on
        for case in cases
        if (day := received.get((case.pk, STAGE_OF[case.stage])))
    }
