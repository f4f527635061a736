"""Forms of mediation. Each knows its matter and its mediation, and offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, SHORT, chosen, consented, day, moment, text
from cases.casefile.models import Case
from cases.coordination.forms import MatterForm
from cases.mediation import guard, opening
from cases.mediation.agreements import Contents
from cases.mediation.lists import CourtSaid, Dispute, Kept, Said, Side, SignedHow, Subject, Way
from cases.mediation.screen import FOUND, ITEMS
from cases.mediation.screening import NO_SUBJECT, NO_WAYS, NOT_ASKED, NOT_FOUND
from network.deadlines.models import Limit
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows

LINE = forms.TextInput()
CHOOSE = _("Please choose")


def yes(label: Any, **more: Any) -> forms.BooleanField:
    """One box; whether it must be ticked, the verb says."""
    return forms.BooleanField(label=label, required=False, **more)


def one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def several(label: Any, choices: Any, *, missing: Any) -> forms.MultipleChoiceField:
    """Boxes to tick, one at least."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": missing},
    )


def ways() -> forms.MultipleChoiceField:
    """What each side was told."""
    return several(_("Other ways that were explained"), Way.choices, missing=NO_WAYS)


def little(label: Any, **more: Any) -> forms.CharField:
    """Perhaps a sentence."""
    return text(label, widget=SHORT, length=2000, required=False, **more)


class NothingForm(MatterForm):
    """Nothing but a decision."""


class NoteForm(MatterForm):
    """A sentence."""

    note = text(_("In words"), widget=SHORT, length=2000)


class PerhapsForm(MatterForm):
    """Perhaps a sentence."""

    note = little(_("In words"))


class RequestForm(MatterForm):
    """What it is about."""

    kind = one_of(_("Between whom"), Dispute.choices)
    dispute = text(
        _("What the two sides disagree about"),
        length=2000,
        help_text=_("Facts only; no judgement of anybody."),
    )
    willing = yes(
        _("She asks for it herself; nobody has talked her into it"),
        help_text=_("Ask her alone. No other way is closed to her by it."),
    )


class MediatorForm(MatterForm):
    """Who mediates."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Mediator"), empty_label=CHOOSE)
    no_relative = yes(_("She is no relative or friend of either side"))
    accepted = yes(_("Both sides accept her"))

    def fit(self, case: Case, row: Any) -> None:
        """Mediators of the county without a conflict."""
        offer_rows(self, "to", opening.offered(case))


class ScreenForm(MatterForm):
    """One side, heard alone."""

    side = one_of(_("Who was heard"), Side.choices)
    alone = yes(_("Heard alone, out of sight and hearing of the other side"))

    def fit(self, case: Case, row: Any) -> None:
        """Who was not heard yet; then the questions."""
        heard = set(row.screens.values_list("side", flat=True))
        offer(self, "side", [each for each in Side.choices if each[0] not in heard])
        for item in ITEMS:
            self.fields[item.code] = one_of(item.asks, Said.choices, error_messages={"required": NOT_ASKED})
        self.fields["note"] = little(_("What else was said, in their words"))

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = super().clean() or {}
        answers = {item.code: data.get(item.code, "") for item in ITEMS}
        return {name: data.get(name, "") for name in ("side", "alone", "note")} | {"answers": answers}


class FoundForm(MatterForm):
    """What came to light."""

    found = several(_("What was found here"), FOUND, missing=NOT_FOUND)
    note = text(_("What came to light"), widget=SHORT, length=2000)


class RedirectForm(MatterForm):
    """What she was told."""

    ways = ways()
    note = little(_("In words"))


class ExceptionForm(MatterForm):
    """Her own written request; every condition is said, and the verb wants each."""

    adult = yes(_("She is an adult"))
    informed = yes(
        _("She knows what mediation can and cannot do after violence, and that she may end it at any time")
    )
    asked_on = day(_("Her written request is of"), initial=clock.today)
    subjects = several(_("What it is about, and nothing else"), Subject.choices, missing=NO_SUBJECT)
    separate_rooms = yes(_("The two sides are never in one room"))
    no_bargaining = yes(_("Violence is not an object of bargaining: nothing is given up for its end"))
    request = text(_("Her request, in her own words"), length=2000)


class ConsentForm(MatterForm):
    """One side agrees."""

    side = one_of(_("Who agrees"), Side.choices)
    manner = consented()
    given_on = day(_("On"), initial=clock.today)
    told = yes(_("Told: free of charge, free to end at any time, no other way is blocked"))
    accepts = yes(_("Accepts this mediator"))
    one_room = yes(_("Agrees of their own will to sit in one room"))
    in_public = yes(_("Agrees that others may listen"))

    def fit(self, case: Case, row: Any) -> None:
        """Who has not agreed yet; after violence nobody is asked about one room."""
        agreed = set(row.consents.filter(ended_at=None).values_list("side", flat=True))
        offer(self, "side", [each for each in Side.choices if each[0] not in agreed])
        if row.flags:
            del self.fields["one_room"]


class PartyForm(MatterForm):
    """Who does not want it."""

    side = one_of(_("Who does not want it"), Side.choices)
    note = little(_("In words, if they want to say more"))


class ExtendForm(MatterForm):
    """How much longer."""

    days = forms.IntegerField(label=_("Days more"), min_value=1)
    both = yes(_("Both sides want it"))
    note = text(_("Why"), widget=SHORT, length=1000)


class SessionForm(MatterForm):
    """When, where, who."""

    meets_at = moment(_("When"), initial=None)
    place = text(_("Where"), widget=LINE, length=120)
    committee = forms.IntegerField(label=_("Members of the committee"), min_value=1)
    women = forms.IntegerField(label=_("Women among them"), min_value=0)
    one_room = yes(_("In one room"), help_text=_("Separate rooms unless each side alone has agreed."))
    in_public = yes(_("Others may listen"))

    def fit(self, case: Case, row: Any) -> None:
        """One room is offered only where it may be."""
        if guard.must_sit_apart(row):
            del self.fields["one_room"]


class BeginForm(MatterForm):
    """Once more before it begins."""

    no_relative = yes(_("Nobody who mediates is a relative or friend of either side"))


class RecordForm(MatterForm):
    """The record of a session."""

    record = text(_("Record of the session"), widget=LONG, length=8000)


class FailForm(RecordForm):
    """No agreement."""

    ways = ways()


class PoliceForm(MatterForm):
    """The police were told."""

    called = yes(_("110 has been called"))
    note = text(_("When, which station, receipt"), widget=SHORT, length=1000)


class WrittenForm(MatterForm):
    """The legal contents of an agreement."""

    parties = text(_("The two sides"), widget=SHORT, length=500)
    facts = text(_("Facts"), length=3000)
    issues = text(_("What was at issue"), widget=SHORT, length=2000)
    duties = text(_("Who is responsible for what"), widget=SHORT, length=2000)
    terms = text(_("What both agree to do"), length=3000)
    manner = text(_("In what manner it is carried out"), widget=SHORT, length=1000)
    perform_by = day(_("Carried out until"))
    she_signed = chosen(_("How she signed"), SignedHow.choices, _("Choose how it was signed."))
    other_signed = chosen(_("How the other side signed"), SignedHow.choices, _("Choose how it was signed."))
    mediator_signed = yes(_("The mediator has signed"))
    sealed = yes(_("The seal of the committee is on it"))

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = super().clean() or {}
        said = {
            name: data.get(name) or "" for name in ("parties", "facts", "issues", "duties", "terms", "manner")
        }
        signs = {name: data.get(name) for name in ("she_signed", "other_signed", "mediator_signed", "sealed")}
        return {"contents": Contents(**said, perform_by=data.get("perform_by"))} | signs


class OralForm(MatterForm):
    """What was agreed by word of mouth."""

    terms = text(_("What both agree to do"), length=3000)
    perform_by = day(_("Carried out until"), required=False)


class AskCourtForm(MatterForm):
    """Both together."""

    both = yes(_("Both sides ask the court together"))
    asked_on = day(_("Asked on"), initial=clock.today)


class CourtForm(MatterForm):
    """The answer."""

    said = one_of(_("What the court answered"), CourtSaid.choices)
    said_on = day(_("On"), initial=clock.today)


class FollowForm(MatterForm):
    """One follow-up."""

    which = one_of(_("Which follow-up"), ())
    kept = one_of(_("Is it kept?"), Kept.choices)
    done_on = day(_("On"), initial=clock.today)
    note = little(_("What each side said, asked alone"))

    def fit(self, case: Case, row: Any) -> None:
        """Those that are owed, by the name of their limit."""
        names = dict(Limit.objects.values_list("code", "name"))
        owed = row.follow_ups.filter(done_on=None)
        offer(self, "which", [(str(each.pk), names.get(each.limit, each.limit)) for each in owed])


class BreachForm(RedirectForm):
    """What was not kept."""

    note = text(_("What was not kept"), widget=SHORT, length=2000)
