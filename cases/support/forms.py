"""Forms of notes, files, visits and the switch. Each says beside its field what is missing, and keeps what was typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, SHORT, day, text
from cases.support import lists, opening, visiting
from cases.support.frame import refuse_words
from cases.support.noting import NO_SOURCE
from network.access.gate import Refusal
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows

LINE = forms.TextInput()
CHOOSE = {"required": _("Please choose."), "invalid_choice": _("Please choose.")}
NEVER = _("Facts only: nothing about what somebody thinks, and no word for what somebody is.")


def one_of(label: Any, choices: Any, sentence: Any = None, **more: Any) -> forms.ChoiceField:
    """One of a few."""
    wrong = CHOOSE if sentence is None else {"required": sentence, "invalid_choice": sentence}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=wrong, **more
    )


def some_of(label: Any, *, required: bool, **more: Any) -> forms.MultipleChoiceField:
    """Some of the offers."""
    return forms.MultipleChoiceField(
        label=label,
        choices=lists.Offer.choices,
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages=CHOOSE,
        **more,
    )


def tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    """A word of hers; what it is needed for is said by the verb."""
    return forms.BooleanField(label=label, required=False, help_text=help_text)


def somebody(label: Any) -> forms.ModelChoiceField:
    """A colleague, offered by the row."""
    return forms.ModelChoiceField(
        User.objects.none(), label=label, empty_label=_("Please choose"), error_messages=CHOOSE
    )


class StepForm(forms.Form):
    """A form that knows its row, and says beside each text which words are never kept."""

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fit(row)

    def fit(self, row: Any) -> None:
        """Offer only what fits."""

    def clean(self) -> dict[str, Any]:
        """Every text at once, so that nobody learns of them one by one."""
        found = super().clean() or {}
        texts: Mapping[str, str] = {name: said for name, said in found.items() if isinstance(said, str)}
        for name, said in texts.items():
            try:
                refuse_words({name: said})
            except Refusal as refusal:
                self.add_error(name, str(refusal))
        return found


class UnitForm(StepForm):
    """Where, when she holds more than one post."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Your unit"), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "unit", units)
        first = units.first()
        self.fields["unit"].initial = first.pk if first else None


class NoteForm(UnitForm):
    """One concern with its source."""

    kind = one_of(_("What is the concern?"), lists.ConcernKind.choices)
    source = one_of(_("From whom is it known?"), lists.ConcernSource.choices, NO_SOURCE)
    seen_on = day(_("Seen or told on"), initial=clock.today)
    family = text(_("Which family, and where"), widget=LINE, length=200)
    what = text(_("What exactly was seen or told"), widget=LONG, length=2000, help_text=NEVER)
    is_danger = tick(
        _("Somebody is in danger now"), _("Call 110 first. County and township are told at once.")
    )
    told_family = tick(_("The family knows that this is written down"))
    why_not_told = text(_("If it does not know: why not"), widget=SHORT, length=500, required=False)


class AskVisitForm(UnitForm):
    """A friendly visit: where, and not a word more."""

    family = text(
        _("Which family, and where"),
        widget=LINE,
        length=200,
        help_text=_("Only where. Why you ask is not written down, and nobody asks you for it."),
    )


class ReviewNoteForm(StepForm):
    """No conflict, and a sentence for the county."""

    no_conflict = tick(_("I am not related to the family and not involved"))
    note = text(_("For the county"), widget=SHORT, length=1000, required=False)


class RedirectForm(StepForm):
    """Which way, and who took it on."""

    way = one_of(_("Which way it goes"), lists.Way.choices)
    note = text(_("Who has taken it on"), widget=SHORT, length=1000)

    def fit(self, row: Any) -> None:
        """Of violence and of children only their own way and the police."""
        own = lists.OWN_WAYS.get(row.kind)
        if own is not None:
            offer(self, "way", [(each.value, each.label) for each in (own, lists.Way.POLICE)])


class DismissForm(StepForm):
    """Why nothing follows."""

    note = text(_("Why nothing follows"), widget=SHORT, length=1000)


class ProposeForm(StepForm):
    """Everything a file needs before anybody signs."""

    purpose = one_of(_("The one purpose"), lists.Purpose.choices)
    basis = one_of(_("On what it rests"), lists.LegalBasis.choices)
    worker = somebody(_("Who works with the family"))
    family = text(_("Which family, and where"), widget=LINE, length=200)
    evidence = text(_("Facts, and where each stands"), widget=LONG, length=3000, help_text=NEVER)
    lighter = text(_("What lighter was tried, and why it is not enough"), widget=SHORT, length=2000)
    notice_on = day(_("The family was told on"), required=False)
    delay = text(_("If it was not told yet: why it must wait"), widget=SHORT, length=500, required=False)
    review_on = day(_("Day of the review"))
    ends_on = day(_("Last day of the file"))

    def fit(self, row: Any) -> None:
        """People of the place; the latest days the rules allow."""
        today = clock.today()
        people = opening.people_for(row, on_day=today)
        offer_rows(
            self, "worker", User.objects.filter(pk__in=[p.pk for p in people]).order_by("display_name")
        )
        self.fields["review_on"].initial = opening.latest_review(today)
        self.fields["ends_on"].initial = opening.latest_end(today)


class SignForm(StepForm):
    """Her word on necessity."""

    necessary = tick(_("Purpose, basis, evidence and necessity convince me, and nothing lighter would do"))


class NoticeForm(StepForm):
    """When the family was told."""

    notice_on = day(_("The family was told on"), initial=clock.today)


class WorkerForm(StepForm):
    """Another worker."""

    worker = somebody(_("Who works with the family"))

    def fit(self, row: Any) -> None:
        """People of the place."""
        people = opening.people_for(row, on_day=clock.today())
        offer_rows(
            self, "worker", User.objects.filter(pk__in=[p.pk for p in people]).order_by("display_name")
        )


class ReviewForm(StepForm):
    """What became of it, and what the family says."""

    outcome = one_of(_("What you propose"), lists.ReviewOutcome.choices)
    review = text(_("Which offers were taken, and what changed"), widget=LONG, length=2000, help_text=NEVER)
    own_view = text(_("What the family says itself"), widget=SHORT, length=2000, required=False)


class ContinueForm(StepForm):
    """Until when."""

    review_on = day(_("Day of the next review"))

    def fit(self, row: Any) -> None:
        """The latest day the rules allow."""
        self.fields["review_on"].initial = min(opening.latest_review(clock.today()), row.ends_on)


class LongerForm(StepForm):
    """Until when at the longest."""

    longer_until = day(_("Last day asked for"))


class ObjectForm(StepForm):
    """The family's words, taken down as they are."""

    asked = text(_("What the family says, in its own words"), widget=LONG, length=2000)
    received_on = day(_("Received on"), initial=clock.today)

    def clean(self) -> dict[str, Any]:
        """What somebody says against us is never refused for its words."""
        return self.cleaned_data


class AcceptForm(StepForm):
    """The answer."""

    answer = text(_("Answer to the family, in words"), widget=LONG, length=2000)


class AnswerForm(StepForm):
    """Corrected, or refused with the way to the court."""

    finding = one_of(
        _("What it comes to"),
        [each for each in lists.ObjectionFinding.choices if each[0] != lists.ObjectionFinding.ACCEPTED],
    )
    answer = text(_("Answer to the family, in words"), widget=LONG, length=2000)
    correction = text(_("If corrected: what is right now"), widget=SHORT, length=2000, required=False)
    court_told = tick(_("Told that a court may be asked"))


class PlanVisitForm(StepForm):
    """Who goes, with which offers."""

    doer = somebody(_("Who makes the visit"))
    offers = some_of(_("What is offered"), required=True)

    def fit(self, row: Any) -> None:
        """People of the place."""
        people = visiting.visitors(row, on_day=clock.today())
        offer_rows(self, "doer", User.objects.filter(pk__in=[p.pk for p in people]).order_by("display_name"))


class RecordVisitForm(StepForm):
    """What happened at the door; no mark for anybody."""

    visited_on = day(_("Visited on"), initial=clock.today)
    companion = text(_("Who went with you"), widget=LINE, length=60)
    consented = tick(_("They said yes at the door"))
    wanted = some_of(_("What they would like"), required=False)
    comes_again = tick(_("They would like another visit"))


class NothingForm(StepForm):
    """No field: a question, answered by the button."""
