"""办结报告: which matters still owe a report to whoever assigned them (art. 23(1))."""

from collections.abc import Iterable
from uuid import UUID

from cases.casefile.models import Case
from cases.petitions.models import Slip
from cases.vocabulary.petitions import Decision, SlipKind


def owing(cases: Iterable[Case]) -> set[UUID]:
    """Those of these matters that were assigned to the unit they are at, whose report has not been accepted yet."""
    units = {case.pk: case.unit_id for case in cases}
    if not units:
        return set()
    slips = Slip.objects.filter(case_id__in=units, kind=SlipKind.ASSIGNMENT).exclude(taken_up_at=None)
    last: dict[UUID, tuple[int, str]] = {}
    for case_id, to_unit, decision in slips.order_by("sent_at").values_list(
        "case_id", "to_unit_id", "report_decision"
    ):
        last[case_id] = (to_unit, decision)
    return {
        case_id
        for case_id, (to_unit, decision) in last.items()
        if to_unit == units[case_id] and decision != Decision.ACCEPTED
    }


def owing_answered(cases: Iterable[Case]) -> set[UUID]:
    """The same of those that are answered, which alone can be reported; asks nothing when there is none."""
    return owing(case for case in cases if case.stage == "answered")
