"""Matters by number and by words. The database looks inside her scope; row security is asked about every id again."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.people.matching import MOST as AT_MOST
from cases.people.matching import Known
from cases.petitions.finding import kept
from cases.petitions.states import STATES
from cases.search.asked import Asked
from cases.search.groups import MOST, Group, Hit, group
from cases.vocabulary.intake import Category
from network.access.scope import Scope

WORDS = "select search_matters(search_pairs(%s), %s::text[], '', %s)"
NUMBER = "select search_matters(array[%s], '{}', %s, %s)"


def found(asked: Asked, scope: Scope) -> tuple[Group, list[UUID]]:
    """Cards she may see, newest first, and their ids for the audit. Class and way stand beside what she may open alone."""
    cases = Case.objects.visible_to(scope).filter(pk__in=_ids(asked))
    rows = list(cases.cards().order_by("-opened_at", "-id"))
    # A receipt says that she wrote it down and no more; receipts of accusations are not found either.
    receipts = kept(rows, scope)
    rows = [case for case in rows if case.registered_by_id != scope.user_id or case.pk not in receipts]
    opened = Case.objects.readable_by(scope).filter(pk__in=[case.pk for case in rows])
    opens = set(opened.values_list("pk", flat=True))
    hits = [_hit(case, case.pk in opens) for case in rows]
    return group("matters", _("Matters"), hits), [case.pk for case in rows[:MOST]]


def of_person(matters: Sequence[Known]) -> Group:
    """What the memory of people told her: matters she may open."""
    hits = [
        Hit(reverse("case", args=[known.pk]), known.number, f"{STATES[known.stage]} · {known.day:%Y-%m-%d}")
        for known in matters
    ]
    return Group("person", _("Matters of this person"), tuple(hits), more=len(hits) >= AT_MOST)


def _ids(asked: Asked) -> list[UUID]:
    with connection.cursor() as cursor:
        if asked.number:
            cursor.execute(NUMBER, [asked.number_key, asked.number, MOST + 1])
        elif asked.parts:
            cursor.execute(WORDS, [" ".join(asked.parts), list(asked.parts), MOST + 1])
        else:
            return []
        return [pk for (pk,) in cursor.fetchall()]


def _hit(case: Case, opens: bool) -> Hit:
    what = _("Restricted matter") if case.is_sealed else Category(case.category).label if opens else ""
    unit = "" if case.is_sealed else case.unit.short_name
    owner = case.owner.display_name if case.owner else ""
    beside = [str(word) for word in (what, unit, STATES.get(case.stage, case.stage), owner) if word]
    return Hit(reverse("case", args=[case.pk]), case.number, " · ".join(beside))
