"""回执 without an account: reference and code, then number, sentence and phone, and what the body returns. POST only,
nothing kept in the browser."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.casefile.fields import SHORT, day
from cases.referrals import codes, slips
from cases.vocabulary.services import AidOutcome, SlipSays
from network.access.gate import Refusal
from network.sites import counting
from sisterhood.lib import clock
from sisterhood.lib.offering import offer


class KeyForm(forms.Form):
    """Reference and code."""

    reference = forms.CharField(
        label=_("Reference of the slip"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Eight signs; they stand on the letter."),
        error_messages={"required": _("Please write the reference.")},
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Twelve digits; spaces do not matter."),
        error_messages={"required": _("Please write the code.")},
    )

    def clean_reference(self) -> str:
        """As it is printed, however it was typed."""
        return "".join(sign for sign in self.cleaned_data["reference"].upper() if sign.isalnum())[:8]

    def clean_code(self) -> str:
        """Twelve digits."""
        digits = codes.plain(self.cleaned_data["code"])
        if not digits:
            raise forms.ValidationError(_("The code has twelve digits. Please count again."))
        return digits


class AnswerForm(forms.Form):
    """What the body ticks."""

    says = forms.ChoiceField(
        label=_("Your answer"),
        choices=SlipSays.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one answer.")},
    )
    service_on = day(_("Given on"), required=False, help_text=_("Only when the help has been given."))
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[("", _("not known yet")), *AidOutcome.choices],
        required=False,
        help_text=_("Once this is chosen the slip is complete and the code ends."),
    )
    note = forms.CharField(
        label=_("What the women's federation should know"), widget=SHORT, max_length=400, required=False
    )


def _answer(template: str, request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, f"cases/referrals/{template}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _ask_again(request: HttpRequest, form: KeyForm, refusal: Refusal) -> HttpResponse:
    form.add_error("code" if refusal.code == "code" else None, str(refusal))
    return _answer("slip_ask", request, 429 if refusal.code == "wait" else 200, form=form)


def _shown(request: HttpRequest, held: slips.Pass, form: AnswerForm | None = None) -> HttpResponse:
    at = clock.now()
    slip = slips.ask(held, at=at)
    form = form or AnswerForm()
    offer(form, "says", [(each.value, each.label) for each in slip.says])
    return _answer("slip", request, slip=slip, form=form, pass_on=slips.carried(held, at=at))


@login_not_required
@require_http_methods(["GET", "POST"])
def slip_page(request: HttpRequest, reference: str = "") -> HttpResponse:
    """/slip/ and /slip/<reference>/: the code is typed, never part of an address."""
    if request.method != "POST":
        return _answer("slip_ask", request, form=KeyForm(initial={"reference": reference[:8]}))
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _answer("slip_ask", request, form=form)
    data = form.cleaned_data
    try:
        return _shown(request, slips.Pass(data["reference"], data["code"], counting.mark_of(request.META)))
    except Refusal as refusal:
        return _ask_again(request, form, refusal)


@login_not_required
@require_POST
def slip_answer_page(request: HttpRequest) -> HttpResponse:
    """/slip/answer/: the slip goes back. A refusal stands on the form and loses nothing."""
    held = slips.read(request.POST.get("pass_on", ""), counting.mark_of(request.META), at=clock.now())
    if held is None:
        again = Refusal("old", _("Please enter reference and code again."))
        return _ask_again(request, KeyForm({}), again)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            slips.answer(held, **form.cleaned_data)
            return _answer("slip_kept", request)
    except Refusal as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
    try:
        return _shown(request, held, form)
    except Refusal as refusal:
        return _ask_again(request, KeyForm(initial={"reference": held.reference}), refusal)
