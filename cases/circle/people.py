"""Who may agree for a child, who may stand around her, and until when she is one.

Whoever is accused in the matter is in no circle and agrees to nothing: asked here, and once more by the database.
"""

from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.circle.frame import Act, not_later, one
from cases.circle.lists import UNTIL_SIXTEEN, ChildVoice, Situation
from cases.circle.models import ComingOfAge
from cases.minors import children
from cases.minors.guardians import NOT_HER
from cases.minors.models import Guardian, GuardianQuerySet, Minor
from cases.people.capacity import ADULT, LIMITED
from cases.people.indexes import index_of
from cases.vocabulary.petitions import ConsentManner
from network.access.gate import Refusal

NOT_IN = _("She or he is accused in this matter, and stands in no circle around the child.")
OF_AGE = _("She has come of age: circle and plan end, and everything goes on with her own word alone.")


def is_accused(case: Case, *, name: str = "", phone: str = "") -> bool:
    """Whether the other side or an accused guardian has this name or number; asked where nobody can read them."""
    with connection.cursor() as cursor:
        found = [index_of("name", name), index_of("phone", phone)]
        cursor.execute("select names_accused(%s, %s, %s)", [case.pk, *found])
        return bool(cursor.fetchone()[0])


def _turned_out_accused(guardian: Guardian) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select guardian_accused(%s)", [guardian.pk])
        return bool(cursor.fetchone()[0])


def who_may_agree(case: Case, minor: Minor | None = None) -> GuardianQuerySet:
    """Guardians who may be asked: never one who is accused, none whose way is not safe."""
    rows = Guardian.objects.to_tell().filter(case=case)
    if minor is not None:
        rows = rows.filter(minor=minor)
    return rows.exclude(pk__in=[row.pk for row in rows if _turned_out_accused(row)])


def child_of(s: Act, child: Any) -> Minor:
    """The child it is about. Raises Refusal where none is named, or several are and nobody said which."""
    rows = list(Minor.objects.filter(case=s.case))
    if not rows:
        raise Refusal("child", _("Name the child first."))
    if child is None and len(rows) == 1:
        return rows[0]
    row: Minor = one(s, Minor, getattr(child, "pk", child))
    return row


def years(s: Act, minor: Minor) -> int:
    """The least age that can be true today."""
    return children.age_of(minor, s.vault).least(s.today) or 0


def refuse_adult(s: Act, minor: Minor) -> None:
    """Raises Refusal from her eighteenth birthday on, before any job has come by."""
    if years(s, minor) >= ADULT:
        raise Refusal("of_age", OF_AGE)


def fits(s: Act, minor: Minor, situation: str) -> None:
    """Raises Refusal for a child who is too old for what is said of her."""
    if situation != Situation.DIFFICULTY and years(s, minor) >= UNTIL_SIXTEEN:
        raise Refusal("situation", _("From sixteen on a child no longer counts as left behind or migrant."))


def mark_coming_of_age(s: Act, minor: Minor) -> None:
    """Keep the day, once, where nobody reads it without leave."""
    day = children.age_of(minor, s.vault).comes_of_age()
    if day is not None:
        row = ComingOfAge(case=s.case, minor=minor, comes_on=day, entered_by=s.by, entered_at=s.at)
        ComingOfAge.objects.bulk_create([row], ignore_conflicts=True)


def agree(
    s: Act, row: Any, minor: Minor, *, guardian: Any, manner: str, consented_on: date, child_voice: str
) -> None:
    """Write into a row who agreed for the child, how, on which day, and what the child said.

    Raises Refusal beside the field: an accused guardian, one of another child, a day to come, a child not asked.
    """
    found: Guardian | None = Guardian.objects.filter(
        case=s.case, pk=getattr(guardian, "pk", guardian)
    ).first()
    if found is None or found.minor_id != minor.pk:
        raise Refusal("guardian", _("Choose a guardian of this child who may be told."))
    if found.is_accused or _turned_out_accused(found):
        raise Refusal("guardian", NOT_HER)
    if not found.may_be_told:
        raise Refusal("guardian", _("It is not safe to ask this guardian."))
    if manner not in ConsentManner.values:
        raise Refusal("manner", _("Choose how the guardian agreed."))
    not_later(s, consented_on, "consented_on")
    if child_voice not in ChildVoice.values:
        raise Refusal("child_voice", _("Write what the child said."))
    if child_voice == ChildVoice.SMALL and years(s, minor) >= LIMITED:
        raise Refusal("child_voice", _("From eight years on the child is asked."))
    row.guardian, row.manner, row.consented_on, row.child_voice = found, manner, consented_on, child_voice


def require_consent(s: Act, guardian: Guardian | None) -> None:
    """Raises Refusal when whoever agreed may agree no more: ended, not safe, or accused since."""
    if guardian is None or not guardian.may_be_told or _turned_out_accused(guardian):
        raise Refusal(
            "consent",
            _("The guardian who agreed may not be asked any more. Take the consent anew, or end it."),
        )
