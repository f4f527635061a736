"""回避 (信访工作条例 art. 28(3), 30(3)): the one place that writes for whom a matter does not exist."""

from collections.abc import Collection
from datetime import datetime

from cases.casefile import transfers
from cases.casefile.models import Case, Recusal
from cases.casefile.vault import Vault
from cases.vocabulary.reading import RecusalSource
from network.staff.models import User


def keep_away(
    case: Case,
    user_ids: Collection[int],
    *,
    source: RecusalSource,
    by: User,
    at: datetime,
    reason: str = "",
) -> None:
    """From now on a locked or new case does not exist for these people; who is kept away already stays so.

    If one of them owns it, it goes to another holder of a post at the unit or above first. Raises Refusal when
    nobody is there. What `by` still has to do with the case comes before, when she is one of them.
    """
    known = set(Recusal.objects.filter(case=case).values_list("user_id", flat=True))
    rows = [Recusal(case=case, user_id=pk, source=source) for pk in sorted(set(user_ids) - known)]
    for row in rows:
        row.declared_by, row.declared_at = by, at
        if reason:
            Vault.of(case).seal(row, reason=reason)
    if case.owner_id in {row.user_id for row in rows}:
        unit, person = transfers.receiver(case, case.unit, without=user_ids)
        transfers.give(case, to_unit=unit, to=person, by=by, at=at)
    for row in sorted(
        rows, key=lambda row: row.user_id == by.pk
    ):  # her own last: then the case is gone for her
        row.save(force_insert=True)
