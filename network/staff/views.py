"""人员与交接: the people a leader looks after, and the hand-over of their work."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.access.roles import ADMIN_ROLES, ROLES
from network.access.scope import Scope
from network.staff import accounts, holdings
from network.staff.forms import HandOverForm
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock

PAGE = 100
_SALT = "network.staff.reviewed"


def _posts(scope: Scope) -> QuerySet[Appointment]:
    """Posts at the units she leads and directly below; a township also looks after its hamlets."""
    lead = [post.unit_id for post in scope.posts if "hand_over" in ROLES[post.role].may]
    return (
        Appointment.objects.on(clock.today())
        .filter(Q(unit__in=lead) | Q(unit__parent__in=lead) | Q(unit__township_id__in=lead))
        .exclude(role__in=ADMIN_ROLES)
        .select_related("user", "unit")
    )


def find_person(scope: Scope, pk: int) -> User:
    """A person she looks after; anybody for the system administrator; everybody else does not exist."""
    person = get_object_or_404(User, pk=pk)
    if scope.may("manage_accounts") or _posts(scope).filter(user=person).exists():
        return person
    raise Http404


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """/network/staff/: everybody of her units and one level below."""
    gate.require(request.scope, "hand_over")
    posts = _posts(request.scope).order_by("unit__level", "unit__code", "role", "pk")
    page = Paginator(posts, PAGE).get_page(request.GET.get("page"))
    return render(request, "network/staff/list.html", {"page": page})


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """/network/staff/<id>/: her posts, her open work, and what may be done."""
    found = find_person(request.scope, pk)
    posts = [post for post in found.live_posts if post.role not in ADMIN_ROLES]
    arranged = [(post, holdings.may_hand_over(request.user, found, post.unit)) for post in posts]
    context = {
        "person": found,
        "posts": arranged,
        "work": holdings.review(found) if any(may for _post, may in arranged) else [],
        "may_arrange_leave": bool(arranged) and all(may for _post, may in arranged) and found != request.user,
        "may_reset": accounts.may_look_after(request.scope, found)
        or accounts.may_ask_reset(request.scope, found),
    }
    return render(request, "network/staff/person.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int, unit_id: int) -> HttpResponse:
    """/network/staff/<id>/hand-over/<unit>/: what she holds there, to whom, why; one step."""
    found, unit = find_person(request.scope, pk), get_object_or_404(Unit, pk=unit_id)
    if not holdings.may_hand_over(request.user, found, unit):
        raise Http404
    form = HandOverForm(request.POST or None, takers=holdings.takers(unit, without=found))
    if form.is_valid():
        try:
            holdings.hand_over(
                found,
                form.cleaned_data["to_user"],
                unit=unit,
                by=request.user,
                reason=form.cleaned_data["reason"],
                reviewed=_reviewed(form.cleaned_data["reviewed"], found, unit),
            )
        except Refusal as refusal:
            form.add_error("reason" if refusal.code == "reason" else None, str(refusal))
        else:
            messages.success(request, _("The work has been handed over."))
            if any(holdings.counts(found, unit=unit).values()):
                messages.warning(
                    request,
                    _(
                        "Some of it stays: this colleague may not have it. Please choose somebody else for the rest."
                    ),
                )
            return redirect("person", found.pk)
    work = holdings.counts(found, unit=unit)
    context: dict[str, Any] = {
        "person": found,
        "unit": unit,
        "form": form,
        "work": holdings.review(found, unit=unit),
        "total": sum(work.values()),
        "reviewed": signing.dumps([found.pk, unit.pk, work], salt=_SALT),
    }
    return render(request, "network/staff/hand_over.html", context)


def _reviewed(signed: str, person: User, unit: Unit) -> dict[str, int]:
    """The counts she saw; a forged or foreign mark counts as having seen nothing."""
    try:
        person_id, unit_id, seen = signing.loads(signed, salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return {"unseen": 1}
    return seen if (person_id, unit_id) == (person.pk, unit.pk) else {"unseen": 1}
