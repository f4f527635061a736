"""The page of services: kept by the system administrator, read by whoever enters bodies; everybody else meets it in the form of a referral."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.referrals.models import ServiceItem
from network.access import gate

MOST_DIGITS = 4


class ItemForm(forms.ModelForm):
    """One service. Its name stands on letters, so it carries no number of a person or a phone."""

    class Meta:
        """Everything but the order of the list."""

        model = ServiceItem
        fields = ("kind", "name", "agency_kind", "sentence", "eligibility", "papers", "is_standard", "active")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("eligibility", "papers")}

    def clean_name(self) -> str:
        """Words; no number that could be somebody's."""
        name = str(self.cleaned_data["name"]).strip()
        if sum(sign.isdigit() for sign in name) > MOST_DIGITS:
            raise forms.ValidationError(_("The name stands on letters: no phone and no ID number in it."))
        return name


@transaction.atomic
def save_item(form: ItemForm) -> ServiceItem:
    """A change without a rule but the gate; the audit log keeps what was changed."""
    row = form.save(commit=False)
    row.position = row.position or ServiceItem.objects.count() + 1
    row.save()
    return row


@require_http_methods(["GET", "POST"])
def services_page(request: HttpRequest) -> HttpResponse:
    """/cases/services/: every service, and for the administrator a form for one of them or a new one."""
    gate.require(request.scope, "keep_services")
    asked = request.GET.get("item", "")
    items = list(ServiceItem.objects.all())
    row = next((each for each in items if str(each.pk) == asked), None)
    if asked and row is None:
        raise Http404
    form = ItemForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        save_item(form)
        messages.success(request, _("The service is saved."))
        return redirect("services")
    context: dict[str, Any] = {"items": items, "asked": row, "form": form}
    return render(request, "cases/referrals/services.html", context)
