"""What the forms of a round and a family offer to choose from, and what they hand to the verbs."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.utils.translation import gettext as _

from cases.casefile import held, once
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.sites.reach import Ground, below, units_where
from network.units.models import Level, Unit
from outreach.families import going_up, jury
from outreach.families.forms import TitlesForm
from outreach.families.frame import AWARD
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.sealing import FamilyKey, spaced
from outreach.families.steps import Step
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows
from sisterhood.lib.states import IllegalTransition

__all__ = [
    "answered",
    "family_form",
    "offer_villages",
    "round_form",
    "say",
    "spaced",
    "stands",
    "told",
    "waiting",
]


def say(form: django_forms.Form, refusal: Refusal | IllegalTransition) -> None:
    """A refusal beside its field, or above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


def _villages(scope: Scope, award: AwardRound) -> Any:
    rows = Unit.objects.current().below(award.unit).filter(below(scope, "nominate_family"))
    return rows.filter(level=Level.VILLAGE).order_by("code")


def _one_is_hers(form: django_forms.Form, rows: Any) -> None:
    """Where there is one alone it is no choice."""
    offer_rows(form, "unit", rows)
    first = list(rows[:2])
    form.fields["unit"].initial = first[0] if len(first) == 1 else None


def offer_villages(request: Any, form: django_forms.Form, award: AwardRound) -> None:
    """Villages of hers in the round."""
    _one_is_hers(form, _villages(request.scope, award))


def _list_unit(request: Any, award: AwardRound) -> Unit | None:
    """Her unit whose list is to be made now."""
    ids = {*units_where(request.scope, "list_family"), *units_where(request.scope, "shortlist_family")}
    units = Unit.objects.filter(pk__in=ids).order_by("-level", "pk")
    able = [u for u in units if gate.ask(request.scope, going_up.action_at(award, u), Ground(u))]
    standing = (u for u in able if going_up.standing_before(award, u, by=request.user).exists())
    return next(standing, able[0] if able else None)


def _talked(request: Any, award: AwardRound) -> Any:
    families = FamilyNomination.objects.visible_to(request.scope).filter(round=award, state="visited")
    return _villages(request.scope, award).filter(pk__in=families.values("unit_id"))


def stands(request: Any, award: AwardRound, verb: str, step: Step) -> bool:
    """Whether a button of a round stands on her page."""
    if verb == "pass_on_list":
        unit = _list_unit(request, award)
        return unit is not None and going_up.standing_before(award, unit, by=request.user).exists()
    if verb == "hold_discussion":
        return request.scope.may("nominate_family") and _talked(request, award).exists()
    return bool(gate.ask(request.scope, step.action, Ground(award.unit)))


def _name(row: FamilyNomination) -> str:
    return FamilyKey.of(row).open(row, "family_name") if row.wrapped is not None else "—"


def log_names(request: Any, award: AwardRound) -> None:
    """Names of families are opened on the form of a round."""
    subject, detail = (AWARD, award.pk), {"fields": "family_name"}
    record.event(Action.REVEAL, by=request.user, subject=subject, unit_id=award.unit_id, detail=detail)


def _listed(request: Any, award: AwardRound, unit: Unit) -> list[tuple[str, str]]:
    marks = jury.together(award) if unit.pk == award.unit_id else {}
    log_names(request, award)
    found = []
    for row in going_up.standing_before(award, unit, by=request.user):
        label = f"{_name(row)} · {row.unit.short_name} · {row.get_title_sought_display()}"
        if row.pk in marks:
            label += " · " + _("jury: %(points)d points from %(n)d") % {
                "points": marks[row.pk][0],
                "n": marks[row.pk][1],
            }
        found.append((str(row.pk), label))
    return found


def round_form(
    request: Any, award: AwardRound, verb: str, step: Step
) -> tuple[django_forms.Form, dict[str, Any]]:
    """The form of a step with its choices, and what the verb is told beside it."""
    sent = request.POST if request.method == "POST" else None
    if verb == "decide_awards":
        rows = FamilyNomination.objects.visible_to(request.scope).filter(round=award, state="in_notice")
        log_names(request, award)
        families = [(row, _name(row)) for row in rows.select_related("unit").order_by("unit__code", "pk")]
        return TitlesForm(sent, families=families), {}
    form, more = step.form(sent), {}
    if verb == "pass_on_list":
        unit = _list_unit(request, award) or award.unit
        offer(form, "families", _listed(request, award, unit))
        standing = len(going_up.standing_before(award, unit, by=request.user))
        most = going_up.places(award, unit, standing)
        form.fields["families"].help_text = _("%(place)s: at most %(most)d.") % {
            "place": unit.short_name,
            "most": most,
        }
        more = {"unit": unit}
    elif verb == "hold_discussion":
        _one_is_hers(form, _talked(request, award))
    elif verb == "seat_jury":
        offer_rows(form, "jurors", jury.may_sit(award, on=clock.today()))
    return form, more


def family_form(request: Any, row: FamilyNomination, verb: str, step: Step) -> django_forms.Form:
    """The form of a step of a family, with its choices."""
    if verb == "add_photo":
        if request.method != "POST":
            return step.form()
        return step.form(request.POST, held.chosen(request.POST, request.FILES, by=request.user))
    form = step.form(
        request.POST if request.method == "POST" else None,
        initial=_known(row) if verb == "write_family" else {},
    )
    if verb in ("name_person", "drop_person"):
        name = "guardian" if verb == "name_person" else "person"
        rows = row.people.filter(is_adult=True) if name == "guardian" else row.people.all()
        offer_rows(form, name, rows)
        names = {person.pk: FamilyKey.of(row).open(person, "name") for person in rows} if row.wrapped else {}
        form.fields[name].label_from_instance = lambda person: names.get(person.pk, "—")  # type: ignore[attr-defined]  # this field chooses
    elif verb == "visit_family":
        near = going_up.may_go(row.unit, on=clock.today()).exclude(pk=request.user.pk)
        offer_rows(form, "companion", near)
    elif verb == "answer_objection":
        rows_ = row.objections.filter(upheld=None)
        offer(form, "objection", [(str(each.pk), each.get_about_display()) for each in rows_])
    return form


def _known(row: FamilyNomination) -> dict[str, Any]:
    if row.wrapped is None:
        return {}
    key = FamilyKey.of(row)
    words = {name: key.open(row, name) for name in ("family_name", "story", "tradition", "motto")}
    return words | {"title_sought": row.title_sought, "virtues": row.virtues}


def told(verb: str, form: django_forms.Form, request: Any = None) -> dict[str, Any]:
    """What was filled in, as the verb takes it."""
    said: dict[str, Any] = dict(getattr(form, "told", form.cleaned_data))
    if verb == "pass_on_list":
        return {"families": [UUID(each) for each in said["families"]]}
    if verb == "seat_jury":
        return {"jurors": list(said["jurors"])}
    if verb == "enter_objection":
        return said | {"key": once.key_of(request.POST, what="objection", by=request.user)}
    if verb == "answer_objection":
        return {"upheld": said["upheld"] == "yes", "answer": said["answer"]}
    return said


def answered(row: FamilyNomination, form: django_forms.Form) -> UUID:
    """Which objection an answer is for."""
    return UUID(form.cleaned_data["objection"])


def waiting(award: AwardRound) -> int:
    """How many stories have every answer; who is still to answer nobody sees."""
    return len(jury.together(award))
