"""The form of a bulletin: words, how far down, and who reads it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from network.bulletins.audience import READER_ROLES
from network.bulletins.models import Bulletin
from network.units.models import Unit
from sisterhood.lib.offering import offer, offer_rows

LIST = {"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")}


class BulletinForm(forms.Form):
    """Title, words, audience."""

    title = forms.CharField(
        label=_("title of the bulletin"),
        max_length=60,
        error_messages={"required": _("Write a title.")},
    )
    body = forms.CharField(
        label=_("text of the bulletin"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("No names of women or children, no identity numbers, no private phones."),
        error_messages={"required": _("Write what you want to tell.")},
    )
    below = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("for this unit and everything below it"),
        empty_label=_("Choose a unit"),
        error_messages=LIST,
    )
    roles = forms.MultipleChoiceField(
        label=_("who is to read it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose who is to read it."),
            "invalid_choice": _("Choose from the list."),
        },
    )

    def __init__(self, *args: Any, unit: Unit, row: Bulletin | None = None, **kwargs: Any) -> None:
        if row is not None:
            known = {"title": row.title, "body": row.body, "below": row.below_id, "roles": row.roles}
            kwargs["initial"] = known
        super().__init__(*args, **kwargs)
        near = Unit.objects.current().filter(pk=unit.pk) | Unit.objects.current().filter(parent=unit)
        offer_rows(self, "below", near.order_by("level", "code"))
        offer(
            self,
            "roles",
            [(code, ROLES[code].label) for code in READER_ROLES if max(ROLES[code].levels) >= unit.level],
        )


class StepForm(forms.Form):
    """No field: a question, answered by the button."""


class WithdrawForm(StepForm):
    """Why."""

    reason = forms.CharField(
        label=_("why it is withdrawn"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why it holds no more.")},
    )
