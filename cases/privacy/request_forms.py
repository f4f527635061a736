"""Forms of a request about somebody's own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, day, text
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.people.fields import BirthYearField, checked_id_number
from cases.people.models import Person
from cases.privacy import changing
from cases.privacy.lists import DataRight, Erasable, IdentityProof
from cases.privacy.models import DataRequest
from cases.privacy.requests import is_other_side
from sisterhood.lib import clock, masking
from sisterhood.lib.offering import offer
from sisterhood.lib.phones import PhoneField


class RequestForm(forms.Form):
    """A form that knows its matter, and the request it is about."""

    def __init__(self, *args: Any, case: Case, row: DataRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.row = case, row


class NewRequestForm(RequestForm):
    """Who asks for what."""

    person = forms.ChoiceField(
        label=_("Who asks?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose a person who stands in this matter.")
        ),
    )
    right = forms.ChoiceField(
        label=_("What is asked for?"),
        choices=DataRight.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what is asked for.")),
    )
    asked = text(_("In the person's own words"), widget=LONG, length=2000)
    received_on = day(_("Received on"), initial=clock.today)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        vault = Vault.of(case)
        people = Person.objects.filter(case=case).order_by("id")
        offer(self, "person", [(str(row.pk), _called(row, vault)) for row in people])


def _called(person: Person, vault: Vault) -> str:
    return f"{person.get_role_display()} {masking.mask_name(vault.open(person, 'name'))}".strip()


class IdentityForm(RequestForm):
    """How the identity was checked."""

    proof = forms.ChoiceField(
        label=_("How was the identity checked?"),
        choices=IdentityProof.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose how the identity was checked.")
        ),
    )


class GrantForm(RequestForm):
    """What she gets."""

    answer = text(_("Answer to the person, in words"), length=4000)
    spares_others = forms.BooleanField(
        label=_("I have checked that the answer tells nothing about anybody else"), required=False
    )


class RefuseForm(RequestForm):
    """Why not."""

    answer = text(_("Reasons, in words"), length=4000)
    court_told = forms.BooleanField(label=_("Told that a court may be asked"), required=False)


class CarryOutForm(RequestForm):
    """What was done."""

    CORRECTED = (
        ("name", _("Name"), 60),
        ("id_number", _("Identity number"), 18),
        ("address", _("Address"), 120),
    )
    STORY = (
        ("request", _("What she asks for")),
        ("facts", _("What happened")),
        ("prior_steps", _("Steps taken so far")),
    )

    outcome = text(_("What was done, and how it was told"), length=4000)
    done_on = day(_("On"), initial=clock.today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = self.row.right if self.row else ""
        told = dict(self.fields)
        if right == DataRight.CORRECT:
            self.fields.clear()
            for name, label, length in self.CORRECTED:
                self.fields[name] = text(label, widget=forms.TextInput(), length=length, required=False)
            self.fields["phone"] = PhoneField(label=_("Phone"), required=False)
            self.fields["birth_year"] = BirthYearField(label=_("Year of birth"), required=False)
            for name, label in self.STORY if self.row and not is_other_side(self.row) else ():
                self.fields[name] = text(label, required=False)
            self.fields["name"].help_text = _("Write anew what is wrong; what stays empty is not changed.")
        elif self.row and right == DataRight.DELETE:
            self.fields.clear()
            self.fields["erase"] = forms.MultipleChoiceField(
                label=_("What is deleted"),
                choices=[each for each in Erasable.choices if each[0] in changing.erasable(self.row.person)],
                widget=forms.CheckboxSelectMultiple,
                error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what is deleted.")),
                help_text=_(
                    "Name, story and answer stay until their storage period ends: the Archives Law keeps them."
                ),
            )
        self.fields.update(told)

    def clean_id_number(self) -> str:
        """Eighteen characters with a right check digit, as at registration, or nothing."""
        return checked_id_number(self.cleaned_data["id_number"])

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = super().clean() or {}
        if self.row and self.row.right == DataRight.CORRECT:
            names = [name for name, *_rest in (*self.CORRECTED, *self.STORY)] + ["phone", "birth_year"]
            told = {name: str(data.pop(name, None) or "") for name in names}
            data["corrected"] = told
        return data
