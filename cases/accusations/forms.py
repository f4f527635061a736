"""What a reader writes down, one small form for each verb. Every error is a sentence by its field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.accusations import keeping, seats, verbs
from cases.accusations.models import SEATS, Accusation
from cases.casefile.fields import chosen
from cases.vocabulary.papers import Delivery
from cases.vocabulary.reading import DisciplineOrgan, SeatReason
from network.staff.models import User
from sisterhood.lib.offering import offer

CHOOSE = ("", _("Please choose"))
LONG = forms.Textarea(attrs={"rows": 5})
_INVALID_DAY = {"invalid": _("Write the day as 2026-11-23.")}


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_INVALID_DAY,
    )


def _told() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How she was told"),
        choices=[("", _("not told yet, or she cannot be told")), *Delivery.choices],
        required=False,
    )


class ReaderForm(forms.Form):
    """Knows the accusation it belongs to."""

    def __init__(self, *args: Any, accusation: Accusation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accusation = accusation


class ReferForm(ReaderForm):
    """To the discipline organ, with its receipt."""

    organ = chosen(_("Discipline organ"), DisciplineOrgan.choices, _("Choose which organ it went to."))
    referred_on = _day(_("Handed over on"))
    receipt = forms.CharField(
        label=_("Receipt"), max_length=200, help_text=_("Its number, or who signed for it and when.")
    )
    told_how = _told()


class NoteForm(ReaderForm):
    """Words, sealed."""

    note = forms.CharField(label=_("In your words"), widget=LONG, max_length=4000)


class AnswerForm(NoteForm):
    """Words, and how she was told."""

    told_how = _told()


class ResultForm(ReaderForm):
    """What the organ answered."""

    result_on = _day(_("Answered on"))
    result = forms.CharField(label=_("What the organ answered"), widget=LONG, max_length=4000)


class CloseForm(ReaderForm):
    """How she was told."""

    told_how = _told()
    note = forms.CharField(label=_("Remark"), widget=LONG, max_length=2000, required=False)


class SeatForm(ReaderForm):
    """Who of the list, and why; a list, so that nothing of the matter is typed."""

    to = forms.TypedChoiceField(label=_("Who takes the place"), coerce=int)
    reason = forms.ChoiceField(label=_("Reason"), choices=[CHOOSE, *SeatReason.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = seats.candidates(self.accusation)
        offer(self, "to", [CHOOSE, *((person.pk, person.display_name) for person in people)])
        if not people:
            self.fields["to"].help_text = _(
                "Nobody else on the list may read this matter."
                " The keeper of the list (security administrator) enters somebody first."
            )

    def clean_to(self) -> User:
        """The person."""
        return User.objects.get(pk=self.cleaned_data["to"])


class ReplaceForm(SeatForm):
    """Whose place."""

    seat = forms.TypedChoiceField(label=_("Whose place"), coerce=int)
    field_order = ["seat", "to", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = {row.seat: row.user.display_name for row in seats.of(self.accusation)}
        offer(self, "seat", [CHOOSE, *((seat, sitting.get(seat, "—")) for seat in SEATS)])


class AsideForm(ReaderForm):
    """Why she steps aside."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[CHOOSE, *SeatReason.choices])


class AppraiseForm(ReaderForm):
    """What she looked at."""

    note = forms.CharField(label=_("Note of the appraisal"), widget=LONG, max_length=2000)


class DestroyForm(ReaderForm):
    """Her password once more."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        max_length=200,
        strip=False,
        error_messages={"required": _("Please enter your password.")},
    )


@dataclass(frozen=True)
class Button:
    """One verb on the page: its form, what it runs, its words, and what is said afterwards."""

    form: type[ReaderForm]
    run: Callable[..., Any]
    label: Any
    done: Any


_WRITTEN = _("It is written down.")
BUTTONS = {
    "refer": Button(ReferForm, verbs.refer, _("Refer to the discipline organ"), _WRITTEN),
    "guide": Button(AnswerForm, verbs.guide, _("Guide to another body"), _WRITTEN),
    "decline": Button(AnswerForm, verbs.decline, _("Do not accept"), _WRITTEN),
    "record_result": Button(ResultForm, verbs.record_result, _("Record the result"), _WRITTEN),
    "close": Button(CloseForm, verbs.close, _("Close"), _("The matter is closed.")),
    "note_retaliation": Button(NoteForm, verbs.note_retaliation, _("Note retaliation"), _WRITTEN),
    "replace_reader": Button(
        ReplaceForm, seats.replace_reader, _("Propose another reader"), _("The other reader decides.")
    ),
    "add_reader": Button(SeatForm, seats.add_reader, _("Name a second reader"), _WRITTEN),
    "step_aside": Button(AsideForm, seats.step_aside, _("Step aside"), _("It is no longer in your hands.")),
    keeping.APPRAISE: Button(
        AppraiseForm,
        keeping.appraise_destruction,
        _("Appraise for destruction"),
        _("It is appraised. The other reader confirms it now."),
    ),
    keeping.DESTROY: Button(
        DestroyForm,
        keeping.confirm_destruction,
        _("Confirm and destroy"),
        _("It is destroyed. Its number and its days stay."),
    ),
}
KEEPING = (keeping.APPRAISE, keeping.DESTROY)
