"""登记来访 at the desk and 上报一件事 on the phone: write, check the answers, send."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cases.casefile import held, once
from cases.casefile.models import Case, Event
from cases.people import matching
from cases.petitions import finding, origins
from cases.petitions.again import register_again
from cases.petitions.forms import EarlierForm, IntakeForm, WhoForm
from cases.petitions.phone_forms import CADRE, CARRIED, PhoneAccuser, PhoneWhat, PhoneWho, report_context
from cases.petitions.phone_report import of_the_phone, report, with_accused
from cases.petitions.states import STATES
from cases.petitions.told import Intake
from cases.vocabulary.intake import Nature, Safety
from network.access.gate import Refusal
from network.access.scope import Scope
from network.staff.appointments import on_duty
from network.staff.models import User
from network.units.models import Level, Unit
from network.units.placed import acts_for
from sisterhood.lib import clock

ABOUT_THE_PHOTO = ("image", "kind", "size")
ONCE = _("This form was sent before. It is one matter, %(number)s.")


def _answers(form: Any) -> list[dict[str, Any]]:
    """The check-answers list: label and value in words, empty answers left out."""
    rows = []
    for bound in form:
        value = form.cleaned_data.get(bound.name)
        if value in (None, "", False, ()):
            continue
        choices = dict(getattr(bound.field, "choices", ()))
        if value is True:
            value = _("yes")
        elif isinstance(value, tuple):
            value = "、".join(str(choices.get(each, each)) for each in value)
        rows.append({"label": bound.label, "value": choices.get(value, value), "url": f"#id_{bound.name}"})
    return rows


def register_page(request: HttpRequest) -> HttpResponse:
    """GET the form; POST step=check shows the answers, step=edit goes back, step=send registers."""
    unit = acts_for(request.scope, "register")
    form = IntakeForm(request.POST or None, initial={"received_on": clock.today()})
    step = request.POST.get("step", "")
    context: dict[str, Any] = {"form": form, "unit": unit, "form_ident": once.ident_of(request.POST)}
    if request.method == "POST" and step != "edit" and form.is_valid():
        try:
            intake = with_accused(form.cleaned_data, unit)
            if step == "send":
                return _send(request, context, intake, unit)
            return _check(request, context, intake)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
    return render(request, "cases/petitions/register.html", context)


def _send(request: HttpRequest, context: dict[str, Any], intake: Intake, unit: Unit) -> HttpResponse:
    may_ask = _may_ask(request, intake)
    matters = matching.known(intake.traits, request.scope) if may_ask else ()
    again = EarlierForm(request.POST, matters=matters)
    if not again.is_valid():
        return _check(request, context, intake, again)
    key = once.key_of(request.POST, what="register", by=request.user)
    was_sent, known = _sent_before(key, request.scope)
    if not was_sent:
        return _registered(request, *_register(request, intake, unit, again, key))
    if known is None:
        return _past_her(request)
    messages.success(request, ONCE % {"number": known.number})
    return redirect("case", known.pk)


def _sent_before(key: UUID | None, scope: Scope) -> tuple[bool, Case | None]:
    """Whether the same form has made its matter already, and that matter unless it went past her.

    Waits for a post of the same moment.
    """
    if key is None:
        return False, None
    once.take_turn(key)
    found = finding.receipt(key, scope) or Case.objects.visible_to(scope).filter(pk=key).first()
    logged = None if found else Event.objects.filter(pk=key).select_related("case").first()
    known = logged.case if logged else found
    return known is not None or once.is_past_her(key), known


def _may_ask(request: HttpRequest, intake: Intake) -> bool:
    """Who accuses is never compared with anybody."""
    return intake.nature != Nature.ACCUSATION and bool(request.scope.may("look_up"))


def _check(
    request: HttpRequest, context: dict[str, Any], intake: Intake, again: EarlierForm | None = None
) -> HttpResponse:
    """The answers, and beside them what she may know of earlier matters. Asking too often loses nothing."""
    accuses = intake.nature == Nature.ACCUSATION
    context = {**context, "answers": _answers(context["form"]), "accuses": accuses}
    context["may_ask"] = _may_ask(request, intake)
    if context["may_ask"]:
        try:
            memory = matching.matches(intake.traits, by=request.user, purpose=matching.REGISTER)
        except Refusal as refusal:
            context["refusal"] = str(refusal)
        else:
            rows = [(known, STATES[known.stage]) for known in memory.matters]
            form = again or EarlierForm(initial={"earlier": ""}, matters=memory.matters)
            context |= {"matters": rows, "elsewhere": memory.elsewhere, "again": form}
    return render(request, "cases/petitions/register_check.html", context)


def _register(
    request: HttpRequest, intake: Intake, unit: Unit, again: EarlierForm, key: UUID | None
) -> tuple[Case, Case | None]:
    before = again.chosen(request.scope)
    earlier = before.case if before else None
    kind = before.kind if before else ""
    return register_again(intake, unit=unit, by=request.user, earlier=earlier, kind=kind, key=key), earlier


def _past_her(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("It is registered and goes its own way."))
    return redirect("desk")


def _registered(request: HttpRequest, case: Case, earlier: Case | None) -> HttpResponse:
    """On to the next page: both matters side by side, the matter, or the desk when it went past her."""
    if earlier is not None and case.pk == earlier.pk:
        messages.success(request, _("The contact is logged with the final matter. Please offer her help."))
        return redirect("case", case.pk)
    kept = finding.receipt(case.pk, request.scope)
    if kept is None and not Case.objects.visible_to(request.scope).filter(pk=case.pk).exists():
        return _past_her(request)
    messages.success(request, _("Registered as %(number)s.") % {"number": case.number})
    if earlier is not None and request.scope.may("merge") and earlier.closed_at is None:
        both = Case.objects.openable_by(request.scope).filter(pk__in=(case.pk, earlier.pk)).count()
        if both == 2:  # noqa: PLR2004 - this one and the other one
            return redirect("case_beside", case.pk, earlier.pk)
    return redirect("case", case.pk)


def _send_phone(request: HttpRequest, what: PhoneWhat, who: WhoForm, unit: Unit) -> tuple[Case | None, bool]:
    """The matter, None when she may not see it, and whether the same form had made it before."""
    data = of_the_phone({**what.cleaned_data, **who.cleaned_data})
    photo = data.get("photo")
    photos = (photo.read(),) if photo else ()
    key = once.key_of(request.POST, what="report", by=request.user, files=photos)
    was_sent, known = _sent_before(key, request.scope)
    if was_sent:
        return known, True
    intake, send_to = with_accused(data, unit), request.POST.get("send_to", "")
    came = origins.came_from(request.POST, request.scope)
    case = report(intake, unit=unit, by=request.user, send_to=send_to, photos=photos, key=key, came_from=came)
    return case, False


def _sent(request: HttpRequest, case: Case | None, *, again: bool, is_urgent: bool) -> HttpResponse:
    """The number, and who has it now; of a sealed matter and of an accusation the page says the same."""
    cards = Case.objects.visible_to(request.scope).select_related("unit")
    now = cards.filter(pk=case.pk, is_sealed=False).first() if case else None
    context = {"case": case, "again": again, "is_urgent": is_urgent, "with_unit": now.unit if now else None}
    context["is_hers"] = now is not None and now.owner_id == request.user.pk
    context["must_pass_on"] = now is not None and now.unit.level >= Level.VILLAGE
    if is_urgent:
        county = [place for post in request.scope.posts for place in _counties(post.unit_id)]
        context["on_duty"] = User.objects.filter(pk__in=on_duty(county, on=clock.today())).exclude(
            work_phone=""
        )
    return render(request, "cases/petitions/report_sent.html", context)


def _counties(unit_id: int) -> list[int]:
    return list(Unit.objects.filter(pk=unit_id).exclude(county_id=None).values_list("county_id", flat=True))


def _photo_carried(request: HttpRequest, files: MultiValueDict) -> dict[str, str]:
    """Hidden fields for step 1; a file that cannot be kept is said at once."""
    try:
        return held.carried(files, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return {}


def report_page(request: HttpRequest) -> HttpResponse:
    """上报一件事: two steps, a plain form each; the answers of step 1 travel in hidden fields."""
    unit = acts_for(request.scope, "register")
    step = request.POST.get("step", "what")
    what = PhoneWhat(request.POST or None)
    context: dict[str, Any] = report_context(what) | {
        "unit": unit,
        "is_hamlet": unit.level == Level.HAMLET,
        "form_ident": once.ident_of(request.POST),
    }
    came = origins.read((request.POST or request.GET).get(origins.FIELD, ""), request.scope)
    context["origin"] = came and {"value": f"{came[0]}:{came[1]}", "says": came[2]}
    carried = {name: request.POST[name] for name in CARRIED if name in request.POST}
    files = held.chosen(request.POST, request.FILES, by=request.user)
    context |= {"carried": carried, "send_to": carried.get("send_to", "village")}
    if request.method != "POST" or step == "back" or not what.is_valid():
        carried |= _photo_carried(request, files)
        return render(request, "cases/petitions/report_what.html", context)
    form = PhoneAccuser if what.cleaned_data["tile"] == CADRE else PhoneWho
    who = form(request.POST, files) if step == "send" else form(initial=carried)
    held.show(who, files)
    context |= {"who": who, "accuses": form is PhoneAccuser}
    if step == "send" and who.is_valid():
        try:
            case, again = _send_phone(request, what, who, unit)
        except Refusal as refusal:
            code = "photo" if refusal.code in ABOUT_THE_PHOTO else refusal.code
            who.add_error(code if code in who.fields else None, str(refusal))
        else:
            is_urgent = what.cleaned_data["safety"] == Safety.URGENT
            return _sent(request, case, again=again, is_urgent=is_urgent)
    held.keep(who, by=request.user)
    return render(request, "cases/petitions/report_who.html", context)
