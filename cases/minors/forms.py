"""Forms of children's matters. Each knows its matter and offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, day, text
from cases.casefile.models import Case
from cases.coordination.forms import MatterForm
from cases.minors.access import LONGEST
from cases.minors.lists import Behaviour, BehaviourSource, ReadReason, Relation, ReviewFound
from cases.minors.models import Minor
from cases.people.capacity import ADULT
from cases.vocabulary.intake import Gender
from network.deadlines import calculator
from sisterhood.lib import clock
from sisterhood.lib.offering import offer_rows


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


class OfChildForm(MatterForm):
    """A form about one child of the matter; asked which one only where there are several."""

    child = forms.ModelChoiceField(Minor.objects.none(), label=_("Which child"), widget=forms.RadioSelect)

    def fit(self, case: Case, row: Any) -> None:
        """The children of this matter, in the order in which they were named."""
        rows = Minor.objects.filter(case=case)
        if rows.count() > 1:
            offer_rows(self, "child", rows)
        else:
            del self.fields["child"]


class GuardianForm(OfChildForm):
    """Who she or he is to the child, and whether anything may reach her."""

    relation = forms.ChoiceField(
        label=_("What she or he is to the child"), choices=Relation.choices, widget=forms.RadioSelect
    )
    name = text(_("Name of the guardian"), widget=forms.TextInput(), length=60, required=False)
    phone = text(_("Phone"), widget=forms.TextInput(), length=30, required=False)
    is_accused = forms.BooleanField(
        label=_("She or he is the one accused in this matter"),
        required=False,
        help_text=_("Then nothing is ever sent to her or him, and no form offers her or him."),
    )
    contact_is_safe = forms.BooleanField(
        label=_("It is safe for the child when she or he is contacted"), required=False
    )


class EndGuardianForm(MatterForm):
    """Why it ends."""

    note = text(_("In words"), widget=SHORT, length=500)


class BehaviourForm(OfChildForm):
    """One of the eight items, and nothing graver."""

    behaviour_of_concern = forms.ChoiceField(
        label=_("Which of the eight items of the law"),
        choices=Behaviour.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the eight items of the law.")},
    )
    seen_on = day(_("On which day"), initial=clock.today)
    source = forms.ChoiceField(
        label=_("From whom it is known"),
        choices=BehaviourSource.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say from whom it is known; hearsay is not written down.")},
    )
    what = text(
        _("What exactly"),
        widget=SHORT,
        length=1000,
        help_text=_("What was seen or said. No judgement, no label, no record of police or court."),
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
