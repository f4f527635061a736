"""登记来访 at the desk and 上报一件事 on the phone: write, check the answers, send."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from cases.casefile import attachments
from cases.casefile.models import Case
from cases.petitions import hand_over
from cases.petitions.forms import IntakeForm, WhatForm, WhoForm, intake_of
from cases.petitions.intake import register
from cases.vocabulary import Category, Channel
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.units.models import Level, Unit
from sisterhood.lib import clock

# Tiles of the phone: what it is about, in a villager's words, and the class it belongs to.
TILES = [
    ("neighbours", "message-circle", _("quarrel with neighbours"), Category.GENERAL),
    ("family", "house", _("trouble in the family"), Category.FAMILY),
    ("old_young", "users", _("the old or children"), Category.FAMILY),
    ("health", "stethoscope", _("hard to see a doctor"), Category.GENERAL),
    ("hazard", "triangle-alert", _("something unsafe"), Category.PERSON),
    ("other", "pencil", _("something else"), Category.GENERAL),
]


def _unit(request: HttpRequest) -> Unit:
    """Where she registers: the post that may register, the highest level first."""
    posts = sorted(request.scope.posts, key=lambda p: p.level)
    for post in posts:
        if "register" in ROLES[post.role].may:
            return Unit.objects.get(pk=post.unit_id)
    raise Refusal("role", _("Your post does not include this step."))


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
            value = "、".join(value)
        rows.append({"label": bound.label, "value": choices.get(value, value), "url": f"#id_{bound.name}"})
    return rows


def register_page(request: HttpRequest) -> HttpResponse:
    """GET the form; POST step=check shows the answers, step=edit goes back, step=send registers."""
    unit = _unit(request)
    form = IntakeForm(request.POST or None, initial={"received_on": clock.today()})
    step = request.POST.get("step", "")
    context: dict[str, Any] = {"form": form, "unit": unit}
    if request.method == "POST" and step != "edit" and form.is_valid():
        if step != "send":
            return render(
                request, "cases/petitions/register_check.html", {**context, "answers": _answers(form)}
            )
        try:
            case = register(intake_of(form.cleaned_data), unit=unit, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Registered as %(number)s.") % {"number": case.number})
            return redirect("case", case.pk)
    return render(request, "cases/petitions/register.html", context)


class PhoneWhat(WhatForm):
    """Step 1 of 2: the tile says the class, so that nobody has to know the classification."""

    tile = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(code, label) for code, _icon, label, _category in TILES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it is about.")},
    )
    field_order = ["tile", "facts", "request", "safety"]


def _send_phone(request: HttpRequest, what: PhoneWhat, who: WhoForm, unit: Unit) -> Case:
    tile = what.cleaned_data["tile"]
    category = next(category for code, _icon, _label, category in TILES if code == tile)
    data = {**what.cleaned_data, **who.cleaned_data, "channel": Channel.STATION, "category": category}
    with transaction.atomic():
        case = register(intake_of(data), unit=unit, by=request.user)
        photo = request.FILES.get("photo")
        if photo is not None and not case.is_sealed:
            attachments.attach(case, photo.read(), title=str(_("photograph")), by=request.user)
        if not case.is_sealed and request.POST.get("send_to") in ("village", "county"):
            to_county = request.POST["send_to"] == "county"
            hand_over.pass_on(case, by=request.user, to_county=to_county)
        return case


def report_page(request: HttpRequest) -> HttpResponse:
    """上报一件事: two steps, a plain form each; the answers of step 1 travel in hidden fields."""
    unit = _unit(request)
    step = request.POST.get("step", "what")
    what = PhoneWhat(request.POST or None)
    context: dict[str, Any] = {
        "what": what,
        "tiles": TILES,
        "unit": unit,
        "is_hamlet": unit.level == Level.HAMLET,
    }
    if request.method != "POST" or step == "back" or not what.is_valid():
        return render(request, "cases/petitions/report_what.html", context)
    who = WhoForm(request.POST if step == "send" else None)
    context["who"] = who
    if step == "send" and who.is_valid():
        try:
            case = _send_phone(request, what, who, unit)
        except Refusal as refusal:
            who.add_error(None, str(refusal))
        else:
            return render(request, "cases/petitions/report_sent.html", {"case": case})
    return render(request, "cases/petitions/report_who.html", context)
