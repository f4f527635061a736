"""What pages of sessions show: the section of a matter, one session, and what may be done next."""

from datetime import datetime
from typing import Any

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.consultations import plans, records
from cases.consultations.buttons import ALL, BUTTONS, FIRST
from cases.consultations.crisis import text_of
from cases.consultations.frame import may
from cases.consultations.models import Consultation, CounsellingConsent, Crisis, SessionGrant
from cases.consultations.records import WRITABLE
from cases.consultations.states import TABLES
from network.access import gate
from network.access.scope import Scope
from network.staff.models import User


def section(case: Case, scope: Scope) -> dict[str, Any]:
    """咨询 on the page of a matter, for whoever may open it: sessions with their statistics part, never a note."""
    return {
        "rows": list(Consultation.objects.filter(case=case).select_related("holder", "unit")),
        "may_book": not case.closed_at and bool(gate.ask(scope, "book_consultation", case)),
    }


def steps(
    row: Consultation, scope: Scope, crisis: Crisis | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What she may do now: the first step, and the others."""
    able = [each.event for each in TABLES[row.kind].allowed(row.state) if each.event in BUTTONS]
    able += [name for name in _notes(row, crisis) if name not in able]
    able = [name for name in able if may(row, ALL[name].action, scope)]
    order = [name for name in FIRST.get(row.state, ()) if name in able]
    rows = {name: {"verb": name, "button": ALL[name]} for name in able}
    return [rows[name] for name in order[:1]], [rows[name] for name in able if name not in order[:1]]


def _notes(row: Consultation, crisis: Crisis | None) -> list[str]:
    found = ["note_crisis"] if crisis is not None and crisis.noted_at is None else []
    if row.state not in WRITABLE:
        return found
    if not row.is_counselling:
        return [*found, "record_advice"]
    return [*found, "write_note", "make_plan", "end_plan"]


def shown(row: Consultation, scope: Scope, *, by: User) -> dict[str, Any]:
    """One session: facts for whoever may open it, and each record only to those it is for."""
    crisis = Crisis.objects.filter(session=row).select_related("answered_by").first()
    first, others = steps(row, scope, crisis)
    counsels = row.is_counselling and row.holder_id == by.pk
    progress = plans.progress(row, by=by) if counsels else None
    running = bool(progress and not progress.plan.ended_at)
    gone = {"make_plan"} if running else {"end_plan"}
    return {
        "session": row,
        "sees_case": Case.objects.openable_by(scope).filter(pk=row.case_id).exists(),
        "partner": _partner(row, scope),
        "first": first,
        "others": [each for each in others if each["verb"] not in gone],
        "consent": CounsellingConsent.objects.filter(session=row).select_related("notice").first(),
        "crisis": crisis,
        "crisis_note": note_of(crisis, scope) if crisis is not None else "",
        "legal": _legal(row, scope, by),
        "notes": records.own_notes(row, by=by) if row.is_counselling else [],
        "is_author": counsels,
        "progress": progress,
        "grants": SessionGrant.objects.filter(session=row).select_related("user"),
    }


def _partner(row: Consultation, scope: Scope) -> Consultation | None:
    """The other session of a joint consultation, for whoever may open that one too."""
    if row.joint_key is None:
        return None
    return Consultation.objects.visible_to(scope).filter(joint_key=row.joint_key).exclude(pk=row.pk).first()


def _legal(row: Consultation, scope: Scope, by: User) -> dict[str, str]:
    """For its adviser and for readers of the narrative, who need leave where the matter is a child's."""
    if row.is_counselling or not (row.holder_id == by.pk or sharing.layers(row.case, scope).narrative):
        return {}
    return records.legal_texts(row, by=by)


def note_of(crisis: Crisis, scope: Scope) -> str:
    """The note of a crisis: for whoever wrote it or was called, and for readers of the narrative."""
    hers = crisis.pressed_by_id == scope.user_id or crisis.calls.filter(user_id=scope.user_id).exists()
    return text_of(crisis) if hers or sharing.layers(crisis.case, scope).narrative else ""


def own(scope: Scope, *, at: datetime) -> list[Consultation]:
    """Her sessions as their expert: those to come first, then the latest."""
    rows = list(Consultation.objects.attended_by(scope).select_related("unit").order_by("starts_at"))
    return [row for row in rows if row.ends_at >= at] + [row for row in reversed(rows) if row.ends_at < at]
