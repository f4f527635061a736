"""Her work address and the ways she wants to be told by."""

from collections.abc import Container
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.notifications.outcomes import Channel


class MessageSettingsForm(forms.Form):
    """`ready` are the ways this house has set up; the others are not offered."""

    by_email = forms.BooleanField(label=_("Tell me by e-mail"), required=False)
    email = forms.EmailField(
        label=_("Work e-mail address"),
        required=False,
        max_length=254,
        help_text=_("An address that only you read, never one of your family."),
    )
    by_webhook = forms.BooleanField(
        label=_("Tell our work group"),
        required=False,
        help_text=_("One line for the whole group; it does not say for whom."),
    )

    def __init__(self, *args: Any, ready: Container[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Channel.EMAIL.value not in ready:
            del self.fields["by_email"], self.fields["email"]
        if Channel.WEBHOOK.value not in ready:
            del self.fields["by_webhook"]

    def clean(self) -> dict[str, Any]:
        """E-mail needs an address."""
        values = super().clean() or self.cleaned_data
        if values.get("by_email") and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _("Please give the address, or switch e-mail off."))
        return values
