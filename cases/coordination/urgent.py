"""重大紧急事项 (信访工作条例 art. 25): party committee and government are told at once; whom, how, with what receipt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.models import UrgentTelling
from cases.vocabulary.petitions import TellingChannel
from network.access.gate import Refusal
from network.agencies.models import Agency, AgencyKind
from network.staff.models import User
from network.units.models import Unit

OWED = (AgencyKind.PARTY, AgencyKind.GOVERNMENT)


@dataclass(frozen=True)
class Body:
    """One body that can be told: of the list, or only its kind or name."""

    kind: str
    name: str
    listed: Agency | None = None


def bodies(unit: Unit) -> list[Body]:
    """What the page offers: the list, and party committee and government also where the list has none."""
    found = [Body(row.kind, row.name, row) for row in Agency.objects.for_case_of(unit)]
    have = {body.kind for body in found}
    return [Body(kind.value, str(kind.label)) for kind in OWED if kind not in have] + found


def missing(case: Case) -> list[AgencyKind]:
    """Of party committee and government, who has not been told yet."""
    told = set(UrgentTelling.objects.filter(case=case).values_list("agency_kind", flat=True))
    return [kind for kind in OWED if kind not in told]


def enter(
    case: Case,
    told: Sequence[Body],
    *,
    channel: str,
    told_at: datetime,
    receipt: str,
    vault: Vault,
    by: User,
    at: datetime,
) -> None:
    """One row for each body. Raises Refusal for nobody, and for a moment to come."""
    if not told:
        raise Refusal("told", _("Choose who was told."))
    if told_at > at:
        raise Refusal("told_at", _("The moment lies in the future."))
    for body in told:
        row = UrgentTelling(
            case=case,
            agency=body.listed,
            agency_kind=body.kind,
            channel=TellingChannel(channel),
            told_at=told_at,
            entered_by=by,
        )
        vault.seal(row, name=body.name, receipt=receipt)
        row.save(force_insert=True)


def names(told: Iterable[Body]) -> str:
    """For the timeline."""
    return "、".join(body.name for body in told)
