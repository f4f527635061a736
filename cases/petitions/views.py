"""The buttons on the case page. A view finds within scope, reads the form, calls one verb, answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.casefile import attachments, once, sharing, wards
from cases.casefile.models import AccessRequest, Attachment, Case, CaseKey
from cases.casefile.vault import Vault
from cases.petitions import opinions
from cases.petitions.buttons import BUTTONS, Button
from cases.petitions.finding import find
from cases.petitions.models import Petition
from cases.petitions.next_steps import why_not
from cases.petitions.previews import preview
from cases.petitions.states import LABELS
from cases.petitions.verb_forms import AccessForm, AttachForm, VerbForm
from cases.privacy import reveal
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.said import said
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def run(button: Button, case: Case, form: VerbForm, *, by: User) -> bool:
    """Run the verb with a valid form; a refusal stands on the form, and nothing was done."""
    try:
        button.run(case, by=by, **form.cleaned_data)
    except (Refusal, IllegalTransition) as refusal:
        code = getattr(refusal, "code", None)
        form.add_error(code if code in form.fields else None, str(refusal))
        return False
    return True


def verb_page(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """GET the verb's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = find(request, case_id), BUTTONS[verb]
    petition = Petition.objects.filter(pk=case.pk).first()
    refusal = why_not(verb, case, petition, request.scope)
    known, at = {"case": case, "petition": petition}, clock.now()
    asks = request.method == "POST" and request.POST.get("act") == "preview"
    if request.method == "POST":
        form = button.form(request.POST, **known)
    else:
        today = clock.local_date(at)
        form = button.form(
            initial={"category": case.category, "delivered_on": today, "asked_on": today}, **known
        )
    if request.method == "POST" and not asks and form.is_valid() and run(button, case, form, by=request.user):
        messages.success(request, button.done)
        still = Case.objects.visible_to(request.scope).filter(pk=case.pk).exists()
        return redirect("case", case.pk) if still else redirect("desk")
    cleaned = _so_far(form)
    if asks:
        form = button.form(initial=request.POST.dict(), **known)
    context = {
        "case": case,
        "button": button,
        "label": LABELS[verb],
        "form": form,
        "refusal": refusal if request.method == "GET" else None,
        "preview": preview(verb, case, petition, cleaned, at) if petition and refusal is None else None,
    }
    draft = (
        opinions.draft_to_read(case, petition, verb, request.scope) if petition and refusal is None else None
    )
    if draft is not None:
        record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
        context |= {"draft": draft, "draft_text": opinions.texts_of(draft, Vault.of(case))}
    return render(request, "cases/petitions/verb.html", context)


def _so_far(form: VerbForm) -> dict[str, Any]:
    """What a form holds that is right, whatever else is missing in it."""
    if form.is_bound:
        form.is_valid()
    return getattr(form, "cleaned_data", {})


@require_POST
def open_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """打开案件 with a reason, or ask for access when the case is sealed."""
    case, form = find(request, case_id), AccessForm(request.POST)
    if form.is_valid():
        act = sharing.ask_access if case.is_sealed else sharing.open_with_reason
        try:
            act(case, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            done = (
                _("Your request is with the owner.")
                if case.is_sealed
                else said(_("Open to you for %(time)s."), time=sharing.REASON_FOR)
            )
            messages.success(request, done)
    else:
        messages.error(request, _("Please say why you need to open this matter."))
    return redirect("case", case.pk)


@require_POST
def decide_page(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """The owner or the unit's leader grants or refuses somebody's request."""
    case = find(request, case_id)
    asked = AccessRequest.objects.filter(pk=request_id, case=case).first()
    if asked is None:
        raise Http404
    try:
        sharing.decide_access(asked, by=request.user, grant=request.POST.get("grant") == "yes")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your decision is recorded."))
    return redirect("case", case.pk)


@require_POST
def names_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Names in clear on a page of their own, never stored, logged with the reason."""
    case = find(request, case_id)
    held = sharing.layers(case, request.scope)
    reason = request.POST.get("reason", "")
    try:
        wards.refuse_shut(case)
        if not CaseKey.objects.filter(pk=case.pk).exists():
            raise Refusal("names", _("The names of this matter are not open to you. Ask its owner."))
        shown = reveal.names(case, layers=held, vault=Vault.of(case), by=request.user, reason=reason)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("case", case.pk)
    return render(request, "cases/casefile/names.html", {"case": case, "people": shown})


@require_POST
def attach_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add one file; the same form sent twice adds it once."""
    case, form = find(request, case_id), AttachForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        key = once.key_of(request.POST, what=f"file {case.pk}", by=request.user, files=[content])
        try:
            attachments.attach(case, content, title=form.cleaned_data["title"], by=request.user, key=key)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The file is kept with the matter."))
    else:
        messages.error(request, next(iter(form.errors.values()))[0])
    return redirect("case", case.pk)


@require_GET
def attachment_page(request: HttpRequest, case_id: UUID, attachment_id: UUID) -> HttpResponse:
    """One file: pictures shown, everything else downloaded under a neutral name."""
    case = find(request, case_id)
    attachment = Attachment.objects.filter(pk=attachment_id, case=case).first()
    if attachment is None:
        raise Http404
    try:
        content = attachments.read(attachment, by=request.user)
    except Refusal:
        raise Http404 from None
    response = HttpResponse(content, content_type=attachment.content_type)
    how = "inline" if attachment.content_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{attachment.file_name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
