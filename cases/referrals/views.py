"""Pages of referrals. Whoever may open the matter finds them; to others they do not exist."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.views import find, refused, told_before
from cases.documents import printing, rendering
from cases.documents.content import Line
from cases.documents.views import print_answer
from cases.referrals import codes, figures, opening, pages
from cases.referrals.buttons import BUTTONS
from cases.referrals.forms import CodeForm, OpenForm
from cases.referrals.models import AidReferral
from cases.referrals.states import LABELS, REFERRAL
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.offering import rows_of
from sisterhood.lib.states import IllegalTransition


def _shown(request: HttpRequest, case: Case, row_id: UUID) -> tuple[pages.Shown, Vault]:
    rows = AidReferral.objects.select_related("item", "agency").filter(pk=row_id, case=case)
    row = rows.first()
    if row is None:
        raise Http404
    vault, reads = Vault.of(case), sharing.layers(case, request.scope).narrative
    running = pages.running_of(case)
    return pages.referral(row, vault=vault, reads=reads, running=running, at=clock.now()), vault


@require_http_methods(["GET", "POST"])
def referral_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/referrals/new/: which service of which body, and how fast."""
    case = find(request, case_id)
    form = OpenForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_bound and form.is_valid():
        try:
            event = opening.open_referral(case, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The referral is open; go through the conditions with her next."))
            return redirect("referral", case.pk, event.detail["referral"])
    context = {
        "case": case,
        "form": form,
        "items": rows_of(form, "item").queryset,
        "refusal": told_before(request, "open_referral", case),
    }
    return render(request, "cases/referrals/new.html", context)


@require_GET
def referral_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/referrals/<id>/: how far it is, the letter, the code, what comes next."""
    case = find(request, case_id)
    shown, vault = _shown(request, case, row_id)
    papers = pages.letters(shown.row)
    first, others = pages.steps(shown, case, request.scope, papers)

    def rows(verbs: list[str]) -> list[dict[str, Any]]:
        return [{"verb": verb, "button": BUTTONS[verb], "label": LABELS[verb]} for verb in verbs]

    context = {
        "case": case,
        "shown": shown,
        "letters": papers,
        "consents": pages.consents(shown.row, vault=vault) if shown.texts else [],
        "first": rows(first),
        "others": rows(others),
        "may_code": any(each.document.is_valid and not each.used_at for each in papers)
        and not case.closed_at
        and bool(gate.ask(request.scope, "give_slip_code", case)),
    }
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    return render(request, "cases/referrals/referral.html", context)


@require_http_methods(["GET", "POST"])
def referral_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = find(request, case_id), BUTTONS[verb]
    shown, _vault = _shown(request, case, row_id)
    form = button.form(request.POST if request.method == "POST" else None, case=case, row=shown.row)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, row=row_id, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return redirect("referral", case.pk, row_id)
    context = {
        "case": case,
        "shown": shown,
        "button": button,
        "label": LABELS.get(verb, button.sentence),
        "form": form,
        "refusal": told_before(request, verb, case, late=REFERRAL.refuses(shown.row.state, verb)),
    }
    return render(request, "cases/referrals/verb.html", context)


@require_http_methods(["GET", "POST"])
def slip_code_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/referrals/<id>/code/: POST gives a new code for the body's slip, shown on this answer alone."""
    case = find(request, case_id)
    shown, _vault = _shown(request, case, row_id)
    form = CodeForm(request.POST if request.method == "POST" else None, case=case, row=shown.row)
    if form.is_bound and form.is_valid():
        try:
            letter, code = codes.give_slip_code(case, row=row_id, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            address = request.build_absolute_uri(reverse("slip_of", args=[letter.reference]))
            context = {"case": case, "shown": shown, "letter": letter, "code": codes.grouped(code)}
            context |= {"address": address, "qr": rendering.qr_data(address)}
            response = render(request, "cases/referrals/code_shown.html", context)
            response["Cache-Control"] = "no-store"
            return response
    context = {"case": case, "shown": shown, "form": form}
    return render(
        request,
        "cases/referrals/code.html",
        context | {"refusal": told_before(request, "give_slip_code", case)},
    )


@require_POST
def stub_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/referrals/<id>/stub/: 存根 of the valid letter, for her signature and the folder; it carries no code."""
    case = find(request, case_id)
    shown, _vault = _shown(request, case, row_id)
    letter = next((each for each in pages.letters(shown.row) if each.document.is_valid), None)
    try:
        if letter is None:
            raise Refusal("letter", _("There is no valid letter. Issue one first."))
        words = printing.take_out(letter.document, how="stub", reason="", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("referral", case.pk, row_id)
    signed = (Line("领取人签字", "　"), Line("领取日期", "　"))
    stub = replace(words, title="介绍信存根", code="", rows=(*words.rows, *signed), sections=())
    return print_answer(request, stub, "", back=reverse("referral", args=[case.pk, row_id]))


@require_GET
def referrals_page(request: HttpRequest) -> HttpResponse:
    """/cases/referrals/: sent and not answered; for leaders how soon letters come, and which bodies answer."""
    gate.require(request.scope, "see_referrals")
    at = clock.now()
    this_year = clock.local_date(at).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= this_year else this_year
    rows = pages.unanswered(request.scope, at)
    leads = request.scope.may("see_referral_figures")
    record.events(Action.LIST, by=request.user, kind="case", ids=[row.case_id for row, _face in rows])
    context = {
        "rows": rows,
        "year": year,
        "years": (year - 1, year + 1 if year < this_year else None),
        "leads": leads,
        "response": figures.first_response(year) if leads else [],
        "answers": figures.answers(year) if leads else [],
    }
    return render(request, "cases/referrals/list.html", context)
