"""The case page and the buttons on it. A view finds within scope, reads the form, calls one verb, answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.casefile import attachments, pages, sharing
from cases.casefile.models import AccessRequest, Attachment, Case, CaseKey, Event
from cases.casefile.vault import Vault
from cases.petitions.buttons import BUTTONS, FIRST
from cases.petitions.models import HandlingOpinion, Petition
from cases.petitions.states import PETITION, STAGE_LINE, STATES
from cases.petitions.step import possible
from cases.petitions.verb_forms import AttachForm, ReasonForm
from cases.privacy import reveal
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks, faces
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

LABELS = {transition.event: transition.label for transition in PETITION.transitions}


def find(request: HttpRequest, case_id: UUID) -> Case:
    """A card within scope, or 404 with the same page as a case that does not exist."""
    case = Case.objects.visible_to(request.scope).select_related("unit", "owner").filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def _stages(case: Case, events: list[Event]) -> list[dict[str, Any]]:
    seen = {e.to_stage: e for e in reversed(events) if e.to_stage}
    line = STAGE_LINE if case.stage in STAGE_LINE else (*STAGE_LINE[:2], case.stage)
    here = line.index(case.stage)
    return [
        {
            "label": STATES[stage],
            "state": "current" if n == here else "done" if n < here else "todo",
            "at": seen[stage].occurred_at if stage in seen and n <= here else None,
            "by": seen[stage].by if stage in seen and n <= here else None,
        }
        for n, stage in enumerate(line)
    ]


def _steps(case: Case, petition: Petition | None, request: HttpRequest) -> tuple[list[dict], list[dict]]:
    """The first button with its sentence, and the others; refused ones keep their reason."""
    if petition is None:
        return [], []
    rows = [
        {"verb": verb, "button": BUTTONS[verb], "refusal": refusal}
        for verb, refusal in possible(case, petition, request.scope).items()
        if verb in BUTTONS
        and not (verb == "take_up" and case.taken_up_at and case.owner_id == request.user.pk)
    ]
    order = FIRST.get(petition.state, ())
    allowed = [r for r in rows if r["refusal"] is None]
    first = sorted((r for r in allowed if r["verb"] in order), key=lambda r: order.index(r["verb"]))[:1]
    return first, [r for r in allowed if r not in first]


@require_GET
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The card for everybody who sees it; the content for whoever may open it. Each opening is logged."""
    case = find(request, case_id)
    held = sharing.layers(case, request.scope)
    at = clock.now()
    context: dict[str, Any] = {
        "case": case,
        "layers": held,
        "faces": [faces.face(row, at) for row in clocks.running(("case", case.pk))],
        "stage_label": STATES[case.stage],
        "reason_form": ReasonForm(),
    }
    if not (held.opens or held.narrative) or not CaseKey.objects.filter(pk=case.pk).exists():
        record.event(Action.VIEW, by=request.user, subject=("case", case.pk), detail={"layer": "card"})
        return render(request, "cases/casefile/card.html", context)
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    vault = Vault.of(case)
    context |= _people_and_story(request, case, held, vault) | _steps_and_papers(request, case, held, vault)
    context |= {
        "readers": pages.readers(case),
        "openings": pages.openings(case, since=at - timedelta(days=7)),
        "attachments": Attachment.objects.filter(case=case).order_by("entered_at"),
        "requests": AccessRequest.objects.filter(case=case, decided_at=None).select_related("asked_by"),
        "attach_form": AttachForm(),
    }
    return render(request, "cases/casefile/case.html", context)


def _people_and_story(request: HttpRequest, case: Case, held: sharing.Layers, vault: Vault) -> dict[str, Any]:
    safe, safe_words = reveal.contact(case, layers=held, vault=vault)
    return {
        "people": reveal.people(case, vault=vault),
        "story": reveal.narrative(case, layers=held, vault=vault, by=request.user),
        "safe": safe,
        "safe_words": safe_words,
    }


def _steps_and_papers(request: HttpRequest, case: Case, held: sharing.Layers, vault: Vault) -> dict[str, Any]:
    events = list(
        Event.objects.filter(case=case).select_related("by", "unit").order_by("-occurred_at", "-id")
    )
    notes = reveal.notes(events, layers=held, vault=vault)
    petition = Petition.objects.filter(pk=case.pk).first()
    first, others = _steps(case, petition, request)
    opinion = HandlingOpinion.objects.filter(case=case).select_related("drafted_by", "approved_by").first()
    return {
        "petition": petition,
        "events": [{"event": e, "note": notes.get(e.pk, ""), "label": _verb_label(e)} for e in events],
        "stages": _stages(case, events),
        "first": first,
        "others": others,
        "opinion": opinion,
        "opinion_text": _opinion_text(opinion, vault) if held.narrative else {},
    }


def _verb_label(event: Event) -> Any:
    if event.verb == "register":
        return _("registered")
    if event.verb == "attach":
        return _("file added")
    if event.verb == "note":
        return _("note")
    return LABELS.get(event.verb, event.verb)


def _opinion_text(opinion: HandlingOpinion | None, vault: Vault) -> dict[str, str]:
    return {column: vault.open(opinion, column) for column in HandlingOpinion.SEALED} if opinion else {}


def verb_page(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """GET the verb's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = find(request, case_id), BUTTONS[verb]
    form = button.form(request.POST or None) if request.method == "POST" else button.form()
    if request.method == "POST" and form.is_valid():
        try:
            button.run(case, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, button.done)
            still = Case.objects.visible_to(request.scope).filter(pk=case.pk).exists()
            return redirect("case", case.pk) if still else redirect("desk")
    context = {"case": case, "verb": verb, "button": button, "form": form}
    return render(request, "cases/petitions/verb.html", context)


@require_POST
def open_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """打开案件 with a reason, or ask for access when the case is sealed."""
    case, form = find(request, case_id), ReasonForm(request.POST)
    if form.is_valid():
        act = sharing.ask_access if case.is_sealed else sharing.open_with_reason
        try:
            act(case, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            done = _("Your request is with the owner.") if case.is_sealed else _("Open to you for 24 hours.")
            messages.success(request, done)
    else:
        messages.error(request, _("Please say why you need to open this matter."))
    return redirect("case", case.pk)


@require_POST
def decide_page(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """The owner or the unit's leader grants or refuses somebody's request."""
    case = find(request, case_id)
    asked = AccessRequest.objects.filter(pk=request_id, case=case, decided_at=None).first()
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
        if not CaseKey.objects.filter(pk=case.pk).exists():
            raise Refusal("names", _("The names of this matter are not open to you. Ask its owner."))
        shown = reveal.names(case, layers=held, vault=Vault.of(case), by=request.user, reason=reason)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("case", case.pk)
    return render(request, "cases/casefile/names.html", {"case": case, "people": shown})


@require_POST
def attach_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add one file."""
    case, form = find(request, case_id), AttachForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            attachments.attach(case, upload.read(), title=form.cleaned_data["title"], by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The file is kept with the matter."))
    else:
        messages.error(request, _("Please choose a file."))
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
    response["Content-Disposition"] = f'{how}; filename="{attachment.pk.hex[-8:]}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
