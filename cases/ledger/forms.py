"""What the ledger asks: to whom and why."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.petitions.hand_over import OWNERS
from network.staff.models import Appointment, User
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows


class GiveOutForm(forms.Form):
    """A colleague of the units of the ticked rows, and one reason for all."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Colleague"),
        empty_label=_("Please choose"),
        error_messages={
            "required": _("Please choose a colleague."),
            "invalid_choice": _("Please choose a colleague."),
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Please say why.")},
    )

    def __init__(self, *args: Any, unit_ids: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Appointment.objects.on(clock.today()).filter(unit_id__in=list(unit_ids), role__in=OWNERS)
        seated = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
        offer_rows(self, "to", seated.order_by("display_name"))
