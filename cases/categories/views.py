"""The page of the sub-items: the seven classes, each with what is offered below it, kept by the system administrator."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.categories import verbs
from cases.categories.models import CategoryItem, by_root
from cases.vocabulary.intake import Category
from network.access import gate
from network.access.gate import Refusal


class NameForm(forms.Form):
    """How it is called."""

    name = forms.CharField(
        label=_("Name of the sub-item"),
        max_length=30,
        error_messages={"required": _("Write the name of the sub-item.")},
    )


class AddForm(NameForm):
    """A new one, and the class it belongs to."""

    field_order = ["root", "name"]
    root = forms.ChoiceField(label=_("Class"), choices=Category.choices)


@require_http_methods(["GET", "POST"])
def categories_page(request: HttpRequest) -> HttpResponse:
    """/cases/categories/: POST act=add, rename or close."""
    gate.require(request.scope, "keep_categories")
    act = request.POST.get("act", "")
    if act == "close":
        return _close(request)
    form = AddForm(request.POST if act == "add" else None)
    asked = _asked(request) if act == "rename" else None
    rename = NameForm(request.POST, prefix="to", auto_id=f"id_{asked.pk}_%s") if asked else None
    bound: Any = rename or form
    if bound.is_bound and bound.is_valid():
        try:
            if asked:
                verbs.rename_item(asked, by=request.user, **bound.cleaned_data)
            else:
                verbs.add_item(by=request.user, **bound.cleaned_data)
        except Refusal as refusal:
            bound.add_error(refusal.code if refusal.code in bound.fields else None, str(refusal))
        else:
            messages.success(request, _("Earlier matters keep their words. Offered from today on."))
            return redirect("categories")
    groups = [
        (root, [(row, rename if asked and row.pk == asked.pk else _form_of(row)) for row in rows])
        for root, rows in by_root(CategoryItem.objects.filter(ends_on=None))
    ]
    context = {"groups": groups, "form": form, "rename": rename, "asked": asked}
    return render(request, "cases/categories/list.html", context)


def _form_of(row: CategoryItem) -> NameForm:
    return NameForm(initial={"name": row.name}, prefix="to", auto_id=f"id_{row.pk}_%s")


def _asked(request: HttpRequest) -> CategoryItem:
    rows = {str(row.pk): row for row in CategoryItem.objects.filter(ends_on=None)}
    row = rows.get(request.POST.get("item", ""))
    if row is None:
        raise Http404
    return row


def _close(request: HttpRequest) -> HttpResponse:
    try:
        verbs.close_item(_asked(request), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Not offered any more. Earlier matters keep it."))
    return redirect("categories")
