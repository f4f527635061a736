"""Forms about people: the hand-over of work, accounts and posts."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.staff.appointments import ask_guards, check_post
from network.staff.models import Appointment, HandOverReason, User
from sisterhood.lib.phones import PhoneField


class HandOverForm(forms.Form):
    """`takers` are the people offered; `reviewed` travels with the page as signed counts."""

    to_user = forms.ModelChoiceField(
        User.objects.none(), label=_("Who takes it over"), empty_label=_("Please choose")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Please choose")), *HandOverReason.choices])
    reviewed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, takers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_user"].queryset = User.objects.filter(pk__in=[user.pk for user in takers])


class AccountForm(forms.ModelForm):
    """The system administrator's form of an account; passwords are never typed for somebody else."""

    class Meta:
        """What an account shows."""

        model = User
        fields = ("username", "display_name", "work_phone", "is_active")
        field_classes: ClassVar = {"work_phone": PhoneField}

    def clean_username(self) -> str:
        """User names are kept in lower case."""
        username = self.cleaned_data["username"].strip().lower()
        if User.objects.filter(username=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This user name is already in use."))
        return username


class PostForm(forms.ModelForm):
    """The security administrator's form of a post: appointing, and later only the last day."""

    class Meta:
        """All of a post but who appointed."""

        model = Appointment
        fields = ("user", "unit", "role", "starts_on", "ends_on", "is_primary", "is_deputy")

    def validate_constraints(self) -> None:
        """The verb ends the earlier holder itself; dates are checked below."""

    def clean(self) -> dict[str, Any]:
        """The refusals of the verbs, as sentences."""
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        if self.instance.pk is None:
            if values["unit"].valid_to is not None:
                self.add_error("unit", _("This unit is closed."))
                return values
            try:
                check_post(values["user"], values["unit"], values["role"], values["starts_on"])
                ask_guards(values["user"], values["unit"], values["role"])
            except Refusal as refusal:
                self.add_error("role", str(refusal))
        elif values.get("ends_on") is not None and values["ends_on"] < self.instance.starts_on:
            self.add_error("ends_on", _("A post cannot end before it began."))
        return values
