"""Which matters are a child's, and who may read them now: the answer the dossier asks for, in the ORM's own words.

Row security says the same of names and story a second time (`child_shut` in the walls of minors).
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from cases.casefile import wards
from cases.casefile.models import Case
from cases.minors import terms
from cases.minors.models import Minor, MinorAccessGrant
from cases.vocabulary.intake import Safety
from network.access.scope import Scope
from sisterhood.lib import clock

# The answer to the safety question names the child; where danger was the answer, the flag does.
TOLD = Q(petition__safety=Safety.MINOR) | Q(petition__safety=Safety.URGENT, petition__concerns_child=True)


def childrens(case_ids: Collection[UUID]) -> set[UUID]:
    """Sealed matters that are a child's: so said when they were registered, or a child was named in them."""
    sealed = Case.objects.filter(pk__in=case_ids, is_sealed=True)
    told = set(sealed.filter(TOLD).values_list("pk", flat=True))
    named = Minor.objects.filter(case_id__in=sealed.values("pk")).values_list("case_id", flat=True)
    return told | set(named)


def is_childs(case: Case) -> bool:
    """Whether this matter is a child's."""
    return case.pk in childrens([case.pk])


def grants(case_ids: Collection[UUID], scope: Scope) -> dict[UUID, UUID | None]:
    """Children's matters among these, each with the live grant of the reader; it ends by itself, in the middle of reading."""
    found: dict[UUID, UUID | None] = dict.fromkeys(childrens(case_ids))
    rows = MinorAccessGrant.objects.live(clock.now()).filter(case_id__in=list(found), reader_id=scope.user_id)
    return found | dict(rows.order_by("until").values_list("case_id", "pk"))


def judge(text: str) -> wards.Words:
    """Which of its words are records that the law seals for children."""
    here = terms.found(text)
    return wards.Words(tuple(here[terms.REFUSED]), tuple(here[terms.WARNED]))


def enrol() -> None:
    """Called once when the app is ready."""
    wards.enrol(grants, judge)
