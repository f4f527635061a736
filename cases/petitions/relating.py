"""Links between two matters of one petitioner: made and shown by whoever may open both."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from cases.casefile.models import Case, CaseKey, RelatedMatter
from cases.casefile.vault import Vault
from cases.petitions.states import STATES
from cases.privacy import reveal
from cases.vocabulary.petitions import RelationKind
from network.access.scope import Scope
from network.staff.models import User


@dataclass(frozen=True)
class Related:
    """One line on the page of a matter. `is_later`: the other one came after this one."""

    pk: UUID
    number: str
    stage: Any
    day: date
    kind: Any
    is_later: bool
    people: list[str]


def link(case: Case, *, to: Case, kind: RelationKind, by: User, at: datetime) -> None:
    """From the later matter to the earlier or main one; once of each kind."""
    row = RelatedMatter.objects.filter(from_case=case, to_case=to, kind=kind).first()
    if row is None:
        RelatedMatter(from_case=case, to_case=to, kind=kind, made_by=by, made_at=at).save(force_insert=True)


def unlink(case: Case, *, kind: RelationKind) -> None:
    """The links of one kind that start here end; the audit keeps that they were."""
    RelatedMatter.objects.filter(from_case=case, kind=kind).delete()


def related(case: Case, scope: Scope) -> list[Related]:
    """Matters linked with this one that she may open as well, latest first; of a merged one its people, masked."""
    rows = list(RelatedMatter.objects.filter(Q(from_case=case) | Q(to_case=case)).order_by("-made_at"))
    ends = {row.pk: row.to_case_id if row.from_case_id == case.pk else row.from_case_id for row in rows}
    if not ends or not Case.objects.openable_by(scope).filter(pk=case.pk).exists():
        return []
    others = {other.pk: other for other in Case.objects.openable_by(scope).filter(pk__in=ends.values())}
    merged_with = {ends[row.pk] for row in rows if row.kind == RelationKind.MERGED}
    found = []
    for row in rows:
        other = others.get(ends[row.pk])
        told = row.kind == RelationKind.REPEAT and ends[row.pk] in merged_with  # the merge says it already
        if other is not None and not told:
            is_later = row.to_case_id == case.pk
            merged = is_later and row.kind == RelationKind.MERGED
            found.append(_line(other, row.get_kind_display(), is_later, _people(other) if merged else []))
    return found


def _line(other: Case, kind: Any, is_later: bool, people: list[str]) -> Related:
    return Related(other.pk, other.number, STATES[other.stage], other.received_on, kind, is_later, people)


def _people(case: Case) -> list[str]:
    key = CaseKey.objects.filter(pk=case.pk).first()
    return [shown.name for shown in reveal.people(case, vault=Vault.unwrapped(key))] if key else []
