"""Forms of children's matters. Each knows its matter and offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, day, text
from cases.casefile.models import Case
from cases.coordination.forms import MatterForm
from cases.minors.access import LONGEST
from cases.minors.lists import ReadReason, ReviewFound
from cases.people.capacity import ADULT
from cases.vocabulary import Gender
from network.deadlines import calculator


class NothingForm(MatterForm):
    """Nothing but a decision."""


class AskForm(MatterForm):
    """Why she must read it, and for how long."""

    reason = forms.ChoiceField(
        label=_("Why you must read it"),
        choices=ReadReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say why you need to read it.")},
    )
    words = text(
        _("In a sentence"),
        widget=SHORT,
        length=500,
        help_text=_("Kept sealed. The leader who decides reads it; names are not needed here."),
    )
    hours = forms.IntegerField(label=_("For how many hours"), min_value=1)

    def fit(self, case: Case, row: Any) -> None:
        """Not longer than the rule allows."""
        most = calculator.length_of(LONGEST)
        self.fields["hours"].initial = most
        self.fields["hours"].help_text = _("%(most)d hours at most; it ends by itself.") % {"most": most}


class ChildForm(MatterForm):
    """Who the child is, as far as the matter needs it."""

    name = text(_("Name of the child"), widget=forms.TextInput(), length=60, required=False)
    gender = forms.ChoiceField(label=_("Girl or boy"), choices=Gender.choices, initial=Gender.UNSAID)
    birth_date = day(_("Birth date"), required=False)
    stated_age = forms.IntegerField(
        label=_("Or the age that was stated"),
        required=False,
        min_value=0,
        max_value=ADULT - 1,
        help_text=_("Only where the birth date is not known."),
    )
    own_labour = forms.BooleanField(
        label=_("From sixteen: she lives mainly on what she earns by her own labour"), required=False
    )


class DecideForm(forms.Form):
    """What the leader answers."""

    note = text(_("In words"), widget=SHORT, length=500, required=False)


class ReviewForm(forms.Form):
    """What the leader found afterwards."""

    found = forms.ChoiceField(
        label=_("What you found"),
        choices=ReviewFound.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say what you found.")},
    )
    note = text(_("In words"), widget=SHORT, length=500, required=False)
