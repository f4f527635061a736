"""The form of a hand-over: to whom and why, with the counts that were reviewed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.staff.models import User


class HandOverForm(forms.Form):
    """`takers` are the people offered; `reviewed` travels with the page as signed counts."""

    to_user = forms.ModelChoiceField(
        User.objects.none(), label=_("Who takes it over"), empty_label=_("Please choose")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("For example: leave, new post."))
    reviewed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, takers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user"].queryset = User.objects.filter(pk__in=[user.pk for user in takers])
