"""接口令牌: her tokens, a new one after her password, shown once; the system administrator takes back anybody's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from network.access.gate import Refusal
from network.staff import proof
from network.tokens import verbs
from network.tokens.forms import TokenForm
from network.tokens.models import Token
from sisterhood.lib import clock

SHOWN = 100


@sensitive_post_parameters("password")
@sensitive_variables("made")
@require_http_methods(["GET", "POST"])
def tokens_page(request: HttpRequest) -> HttpResponse:
    """/network/tokens/: the list; POST makes one and shows its word this once."""
    form, made = TokenForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        words = dict(form.cleaned_data)
        wrong = proof.wrong(request, words.pop("password"))
        if not request.user.is_authenticated:
            return redirect("sign_in")
        if wrong:
            form.add_error("password", wrong)
        else:
            made = _make(request, form, words)
    context = _list(request) | {"form": TokenForm() if made else form, "made": made}
    return render(request, "network/tokens/list.html", context)


def _make(request: HttpRequest, form: TokenForm, words: dict[str, Any]) -> verbs.Made | None:
    try:
        return verbs.make_token(by=request.user, **words)
    except Refusal as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        return None


def _list(request: HttpRequest) -> dict[str, Any]:
    at = clock.now()
    rows = Token.objects.visible_to(request.scope).select_related("user")[:SHOWN]
    return {"rows": [{"token": row, "live": row.is_live(at)} for row in rows], "me": request.user.pk}


@require_POST
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """/network/tokens/<id>/revoke/: it is taken back at once."""
    try:
        verbs.revoke_token(token_id, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The token is taken back. Its next request is refused."))
    return redirect("tokens")
