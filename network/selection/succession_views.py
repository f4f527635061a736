"""交接站点: the page on which a head's work is reviewed and signed over, and the list as it was signed."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.selection import forms, succession
from network.selection.models import Succession
from network.staff import proof
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def succession_page(request: HttpRequest, post_id: int) -> HttpResponse:
    """/network/heads/<post>/succession/: everything she holds, who follows, one signature."""
    gate.require(request.scope, "succeed_head")
    post = succession.post_seen(post_id, by=request.user)
    if post is None:
        raise Http404
    if succession.has_ended(post, clock.today()):
        return _sent_twice(request, post.pk)
    people = succession.followers(post)
    form = forms.SuccessionForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_bound and form.is_valid():
        done = _signed(request, form, post.pk)
        if not request.user.is_authenticated:
            return redirect(settings.LOGIN_URL)
        done = done or succession.signed_over(post.pk, by=request.user)
        if done is not None:
            messages.success(request, _("Everything has gone over. Print the list and have it signed."))
            return redirect("succession_list", done.pk)
    shown = succession.review(post)
    context = {"post": post, "form": form, "shown": shown, "people": people}
    return render(request, "network/selection/succession.html", context)


def _sent_twice(request: HttpRequest, post_id: int) -> HttpResponse:
    """The second of two signatures leads to the list of the first; otherwise there is no such page any more."""
    done = succession.signed_over(post_id, by=request.user) if request.method == "POST" else None
    if done is None:
        raise Http404
    return redirect("succession_list", done.pk)


def _signed(request: HttpRequest, form: forms.SuccessionForm, post_id: int) -> Succession | None:
    """None when the form says why not; after the fifth wrong password nobody is signed in any more."""
    told = form.cleaned_data
    wrong = proof.wrong(request, told.pop("password"))
    if wrong:
        form.add_error("password", wrong)
        return None
    try:
        return succession.succeed_head(
            post_id,
            to_user=User.objects.get(pk=told["to_user"]),
            ended_for=told["ended_for"],
            reviewed=told["reviewed"],
            by=request.user,
        )
    except (Refusal, IllegalTransition) as refusal:
        code = getattr(refusal, "code", None)
        form.add_error(code if code in form.fields else None, str(refusal))
    return None


@require_GET
def succession_list(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/successions/<id>/: the list as it was signed, to print, with places for three hands."""
    gate.require(request.scope, "see_selections")
    rows = Succession.objects.visible_to(request.scope)
    row = get_object_or_404(
        rows.select_related("unit__parent", "from_user", "to_user", "signed_by", "begun"), pk=row_id
    )
    record.event(Action.PRINT, by=request.user, subject=("succession", row.pk), unit_id=row.unit_id)
    return render(request, "network/selection/succession_list.html", {"row": row})
