"""The security administrator's page of named readers: the list, its order, and declared relatives."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.accusations import listing
from cases.accusations.forms import CHOOSE
from cases.accusations.models import ListedReader
from network.access import gate
from network.access.gate import Refusal
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer


class ListForm(forms.Form):
    """Who is put on the list."""

    user = forms.TypedChoiceField(label=_("Who is put on the list"), coerce=int)

    def __init__(self, *args: Any, city: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = listing.able_in(city, on=clock.today())
        offer(self, "user", [CHOOSE, *((person.pk, person.display_name) for person in people)])


class TieForm(forms.Form):
    """Who on the list is related to whom."""

    listed = forms.TypedChoiceField(label=_("Who on the list"), coerce=int)
    relative = forms.CharField(
        label=_("User name of the relative"), max_length=60, help_text=_("As she declared it herself.")
    )

    def __init__(self, *args: Any, rows: list[ListedReader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.pk: row for row in rows}
        offer(self, "listed", [CHOOSE, *((row.pk, row.user.display_name) for row in rows)])

    def clean_listed(self) -> ListedReader:
        """The row."""
        return self.rows[self.cleaned_data["listed"]]

    def clean_relative(self) -> User:
        """An account."""
        found = User.objects.filter(username__iexact=self.cleaned_data["relative"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("There is no account of this name."))
        return found


def _remove(request: HttpRequest, rows: list[ListedReader]) -> HttpResponse:
    row = next((row for row in rows if str(row.pk) == request.POST.get("row")), None)
    if row is None:
        raise Http404
    listing.unlist_reader(row, by=request.user)
    messages.success(request, _("She is no longer on the list."))
    return redirect("entrusted_readers")


@require_http_methods(["GET", "POST"])
def readers_page(request: HttpRequest) -> HttpResponse:
    """/cases/entrusted/readers/: POST act=list, tie or remove."""
    gate.require(request.scope, "keep_readers")
    city, act = listing.city_of(request.user), request.POST.get("act", "")
    rows = list(
        ListedReader.objects.filter(city=city, ended_at=None)
        .select_related("user")
        .prefetch_related("ties__relative")
    )
    if act == "remove":
        return _remove(request, rows)
    form = ListForm(request.POST if act == "list" else None, city=city)
    tie = TieForm(request.POST if act == "tie" else None, rows=rows)
    try:
        if form.is_valid():
            person = User.objects.get(pk=form.cleaned_data["user"])
            listing.list_reader(person, city=city, by=request.user)
            return redirect("entrusted_readers")
        if tie.is_valid():
            listing.declare_tie(**tie.cleaned_data, by=request.user)
            return redirect("entrusted_readers")
    except Refusal as refusal:
        bound = form if form.is_bound else tie
        bound.add_error(refusal.code if refusal.code in bound.fields else None, str(refusal))
    context = {"rows": rows, "city": city, "form": form, "tie": tie}
    return render(request, "cases/accusations/readers.html", context)
