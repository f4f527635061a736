"""The versions of the consent sheet: everybody with a desk reads them, one person drafts, another publishes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.consultations import notices
from cases.consultations.forms import PublishSheetForm, SheetTextForm
from cases.consultations.models import CounsellingNotice
from cases.coordination.views import refused
from network.access.gate import Refusal, require
from sisterhood.lib import clock

DONE = {
    "draft_sheet": _("The draft is kept. Somebody else publishes it."),
    "publish_sheet": _("The version is published."),
}


def _in_force() -> int | None:
    try:
        return notices.in_force(clock.today()).version
    except Refusal:
        return None


def _forms(request: HttpRequest, act: str, draft: CounsellingNotice | None) -> dict[str, forms.Form]:
    """The one she may use: whoever drafts writes, whoever publishes has something to publish."""
    found: dict[str, forms.Form] = {}
    if request.scope.may("draft_sheet"):
        latest = draft or notices.published().first()
        sent = request.POST if act == "draft_sheet" else None
        found["draft_sheet"] = SheetTextForm(sent, initial={"text": latest.text if latest else ""})
    if request.scope.may("publish_sheet") and (draft is not None or act == "publish_sheet"):
        sent = request.POST if act == "publish_sheet" else None
        seen = notices.seal_of(draft) if draft else ""
        found["publish_sheet"] = PublishSheetForm(sent, initial={"seen": seen})
    return found


@require_http_methods(["GET", "POST"])
def texts_page(request: HttpRequest) -> HttpResponse:
    """/consultations/texts/: every version; POST act=draft_sheet or publish_sheet."""
    act = request.POST.get("act", "")
    if request.method == "POST":
        if act not in DONE:
            raise Http404
        require(request.scope, act)
    draft = notices.draft()
    shown = _forms(request, act, draft)
    if act and shown[act].is_valid():
        try:
            _run(act, shown[act].cleaned_data, request.user)
        except Refusal as refusal:
            refused(shown[act], refusal)
        else:
            messages.success(request, DONE[act])
            return redirect("sheet_texts")
    rows = notices.published().select_related("published_by")
    sees_draft = draft is not None and bool(shown)
    context = {
        "rows": rows,
        "now": _in_force(),
        "draft": draft if sees_draft else None,
        "sent": shown.get(act),
        "seal": notices.seal_of(draft)
        if draft
        else "",  # of the words that stand on this page, not of those she sent
    }
    context |= {"writes": shown.get("draft_sheet"), "publishes": shown.get("publish_sheet")}
    return render(request, "cases/consultations/texts.html", context)


def _run(act: str, facts: dict[str, Any], by: Any) -> None:
    if act == "draft_sheet":
        notices.draft_sheet(by=by, **facts)
    else:
        notices.publish_sheet(by=by, **facts)


@require_GET
def text_page(request: HttpRequest, version: int) -> HttpResponse:
    """/consultations/texts/<version>/: one version, as it was and stays."""
    row = notices.published().filter(pk=version).first()
    if row is None:
        raise Http404
    return render(request, "cases/consultations/text.html", {"row": row})
