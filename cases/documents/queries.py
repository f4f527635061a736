"""Which papers and proposals a scope reaches; row security repeats both (`may_read_paper`, `in_her_area`)."""

from django.db.models import Q, QuerySet

from cases.casefile.models import Case
from cases.documents.models import Document, SystemicIssue
from network.access.scope import Scope


def papers_of(scope: Scope) -> QuerySet[Document]:
    """Of matters whose narrative she may read; of ordinary matters also what she drafted or her unit issued while
    she still sees the card; a supervision order whoever drafted it."""
    cases = Case.objects.visible_to(scope)
    reading = (
        Q(owner_id=scope.user_id)
        | Q(is_sealed=False, unit_id__in=scope.lead)
        | Q(Case.objects.lent_to(scope, permission__codename="lend_narrative"))
    )
    ordinary = cases.filter(is_sealed=False).values("pk")
    hers = Q(drafted_by_id=scope.user_id) | Q(unit_id__in=scope.lead)
    return Document.objects.filter(
        Q(case_id__in=cases.filter(reading).values("pk"))
        | (hers & Q(case_id__in=ordinary))
        | Q(kind="supervision_order", drafted_by_id=scope.user_id, case_id__in=cases.values("pk"))
    ).select_related("case__unit", "unit", "drafted_by", "approved_by", "issued_by")


def proposals_of(scope: Scope) -> QuerySet[SystemicIssue]:
    """Of units in her area: her own unit and those below it."""
    area = list(scope.area)
    reach = Q(unit_id__in=area) | Q(unit__city_id__in=area) | Q(unit__county_id__in=area)
    return SystemicIssue.objects.filter(reach).select_related("unit", "drafted_by")
