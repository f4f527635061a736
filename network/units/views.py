"""五级站点: the tree, one level for each request, and the page of one unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from network.access import gate
from network.units import tree
from network.units.models import Unit
from sisterhood.lib import clock


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """/network/units/?unit=<id>: the units below one unit; without it, one's own."""
    scope = request.scope
    gate.require(scope, "view_tree")
    inside, chosen = tree.root_ids(scope), request.GET.get("unit", "")
    here: Unit | None = None
    if chosen:
        here = get_object_or_404(tree.within(scope), pk=int(chosen) if chosen.isdecimal() else 0)
    elif len(inside) == 1:
        here = get_object_or_404(tree.within(scope), pk=inside[0])
    shown = here.children.current() if here else Unit.objects.current().filter(pk__in=inside)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=inside) if here else [],
        "rows": tree.rows(shown, on=clock.today()),
    }
    return render(request, "network/units/tree.html", context)


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """/network/units/<id>/: people, posts and vacancies of one unit."""
    scope = request.scope
    gate.require(scope, "view_tree")
    found = get_object_or_404(tree.within(scope).prefetch_related("appointments__user"), pk=pk)
    today = clock.today()
    context = {
        "unit": found,
        "trail": tree.trail(found, inside=tree.root_ids(scope)),
        "seats": tree.seats(found, on=today),
        "posts": tree.posts(found, on=today),
        "children": found.children.current().count(),
    }
    return render(request, "network/units/unit.html", context)
