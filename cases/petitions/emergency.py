"""Pages of 紧急查阅: from a card she sees, or by the number she was told. They stand here because a receipt is known here."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cases.casefile import once
from cases.casefile.models import Case
from cases.petitions.finding import find
from cases.privacy import breaking, naming
from cases.privacy.forms import EmergencyForm, NumberForm, refused
from cases.privacy.naming import Named
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff import proof

TEMPLATE = "cases/privacy/break_glass.html"


def _begin(request: HttpRequest, form: EmergencyForm, name: Callable[[], Named]) -> HttpResponse | None:
    """Her password first, so that nobody tries numbers at an open desk; None when the form is shown again."""
    told = form.cleaned_data
    wrong = proof.wrong(request, told["password"])
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    if wrong:
        form.add_error("password", wrong)
        return None
    sent = request.POST.copy()
    sent.pop("password", None)
    try:
        matter = name()
        key = once.key_of(sent, what=f"emergency {matter.case_id}", by=request.user)
        breaking.break_glass(
            matter, category=told["category"], reason=told["reason"], by=request.user, key=key
        )
    except Refusal as refusal:
        refused(form, refusal)
        return None
    messages.success(request, _("You read this matter from now on. Its owner has been told."))
    return redirect("case", matter.case_id)


def _shown(
    request: HttpRequest, form: EmergencyForm, case: Case | None, refusal: Refusal | None
) -> HttpResponse:
    context = {
        "form": form,
        "case": case,
        "refusal": refusal,
        "minutes": calculator.length_of("breakglass.reading"),
        "days": calculator.length_of("breakglass.review"),
        "form_ident": once.ident_of(request.POST),
    }
    return render(request, TEMPLATE, context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def number_page(request: HttpRequest) -> HttpResponse:
    """/cases/emergency/: a matter whose number she was told; what she may not open answers with one sentence."""
    gate.require(request.scope, "break_glass")
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        begun = _begin(request, form, lambda: naming.by_number(form.cleaned_data["number"], by=request.user))
        if begun is not None:
            return begun
    return _shown(request, form, None, None)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def card_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/emergency/: from the card of a matter she sees."""
    case = find(request, case_id)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        begun = _begin(request, form, lambda: naming.by_card(case.pk))
        if begun is not None:
            return begun
    return _shown(request, form, case, None if form.is_bound else refusal_of(request, case))


def refusal_of(request: HttpRequest, case: Case) -> Refusal | None:
    """Why she may not, before she types anything."""
    try:
        matter = naming.by_card(case.pk)
    except Refusal as refusal:
        return refusal
    if matter.is_open_to_her:
        return Refusal("open", _("This matter is open to you; there is nothing to break."))
    answer = gate.ask(request.scope, matter.action, matter)
    return answer if isinstance(answer, Refusal) else None


@require_POST
def end_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/emergency/end/: she has seen what she needed."""
    case = find(request, case_id)
    try:
        breaking.end_reading(case, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The emergency reading has ended."))
    still = Case.objects.visible_to(request.scope).filter(pk=case.pk).exists()
    return redirect("case", case.pk) if still else redirect("desk")
