"""Forms of protection. Each knows its matter and offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, SHORT, chosen, day, moment, text
from cases.casefile.held import ChosenFile
from cases.casefile.models import Case
from cases.coordination.forms import MatterForm
from cases.protection.lists import (
    Answer,
    Applicant,
    DangerStep,
    EndReason,
    EvidenceKind,
    Level,
    Measure,
    Party,
    Will,
    Wish,
)
from cases.protection.screen import ITEMS
from network.deadlines.said import said
from sisterhood.lib import clock

LINE = forms.TextInput()


def several(label: Any, choices: Any, missing: Any = None, **more: Any) -> forms.MultipleChoiceField:
    """Boxes to tick; with the sentence `missing` at least one."""
    if missing is not None:
        more |= {"error_messages": {"required": missing}}
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        required=missing is not None,
        **more,
    )


def yes(label: Any, **more: Any) -> forms.BooleanField:
    """One box; whether it must be ticked, the verb says."""
    return forms.BooleanField(label=label, required=False, **more)


def despite() -> forms.BooleanField:
    """The one exception to her wishes."""
    return yes(
        _("Her life is in danger: we do this without her wish, and she was told before"),
        help_text=_("Only then, and it is recorded."),
    )


class DangerForm(MatterForm):
    """Somebody is in danger."""

    called = yes(_("110 or 120 has been called, or she is with people who protect her"))
    noticed_at = moment(_("Noticed at"))
    note = text(_("What is happening"), widget=SHORT, length=2000, required=False)


class StepForm(MatterForm):
    """One step of the track."""

    step = forms.ChoiceField(label=_("Which step"), choices=DangerStep.choices, widget=forms.RadioSelect)
    done_at = moment(_("Done at"))
    note = text(_("What was done and agreed"), length=2000)


class EndDangerForm(MatterForm):
    """Why the track ends."""

    why = forms.ChoiceField(label=_("Why it ends"), choices=EndReason.choices, widget=forms.RadioSelect)
    note = text(_("In words"), widget=SHORT, length=2000)


class FirstContactForm(MatterForm):
    """The sheet: what she told, what she wants."""

    TELLS = (
        ("safe_to_talk", _("Is it safe to talk now? Where is the other side?")),
        ("children_safe", _("Are the children safe? Did they see it?")),
        ("injuries", _("Injuries, medical help")),
        ("police_called", _("Police called: when, which station, receipt")),
        ("violence", _("What kind of violence, first and last time, is it getting worse")),
        ("threats", _("Weapons, choking, threats")),
        ("needs", _("Pregnancy, separation, special needs")),
    )
    told_before = yes(_("She has been told what we must do without asking her"))
    wants = several(
        _("What she wants"),
        Wish.choices,
        _("Write what she wants; she may also want nothing for now."),
        help_text=_("Her free choice; only what she ticks is offered."),
    )

    def fit(self, case: Case, row: Any) -> None:
        """What she told: every line may stay empty."""
        for name, label in self.TELLS:
            self.fields[name] = text(label, widget=SHORT, length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = super().clean() or {}
        told = {name: data.get(name, "") for name, _label in self.TELLS}
        return {"told_before": data.get("told_before"), "wants": data.get("wants", []), "told": told}


class ScreenForm(MatterForm):
    """Twelve answers and a signature."""

    def fit(self, case: Case, row: Any) -> None:
        """The items first, then what she signs."""
        for item in ITEMS:
            self.fields[item.code] = forms.ChoiceField(
                label=str(item.asks), choices=Answer.choices, widget=forms.RadioSelect, required=False
            )
        self.fields["level"] = forms.ChoiceField(
            label=_("The level I sign"), choices=Level.choices, widget=forms.RadioSelect
        )
        self.fields["reason"] = text(
            _("Why, if it is lower than advised"), widget=SHORT, length=1000, required=False
        )

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        data = super().clean() or {}
        answers = {item.code: data.get(item.code, "") for item in ITEMS}
        return {"answers": answers, "level": data.get("level"), "reason": data.get("reason", "")}


class PlanForm(MatterForm):
    """Her plan."""

    text = text(
        _("Her safety plan"), widget=LONG, length=6000, help_text=_("Write no address of a safe place.")
    )
    with_her = yes(_("Made together with her"))


class EvidenceForm(MatterForm):
    """One item."""

    kind = chosen(_("Kind of evidence"), EvidenceKind.choices, _("Choose what kind of evidence it is."))
    description = text(_("What it is"), widget=SHORT, length=500, help_text=_("Without her address."))
    obtained_on = day(_("Obtained on"), initial=clock.today)
    content = ChosenFile(label=_("File"), required=False)

    def clean_content(self) -> bytes | None:
        """The bytes."""
        return file.read() if (file := self.cleaned_data.get("content")) else None


class OrderForm(MatterForm):
    """The application."""

    applicant = chosen(_("Who applies"), Applicant.choices, _("Choose who applies."))
    will = forms.ChoiceField(
        label=_("What she herself wants"), choices=Will.choices, widget=forms.RadioSelect
    )
    on_behalf = text(_("Why somebody else applies for her"), widget=SHORT, length=1000, required=False)
    court = text(_("Court"), widget=LINE, length=120)
    respondent = text(_("Against whom"), widget=LINE, length=120)
    facts = text(_("What happened"), length=4000)
    measures = several(
        _("What the court is asked to order"), Measure.choices, _("Choose what the court is asked to order.")
    )
    is_urgent = yes(said(_("Urgent: the court decides within %(time)s"), time="protection.court_urgent"))
    despite = despite()


class FileForm(MatterForm):
    """Handed in."""

    filed_at = moment(_("Filed at"))
    note = text(_("How: in writing or orally"), widget=SHORT, length=500, required=False)


class AcceptForm(MatterForm):
    """Accepted."""

    accepted_at = moment(_("Accepted at"))


class GrantForm(MatterForm):
    """Granted, until when."""

    decided_at = moment(_("Decided at"))
    valid_until = day(_("Valid until"))
    measures = several(_("What the court ordered"), Measure.choices, _("Choose what the court has ordered."))
    note = text(_("Number of the decision"), widget=LINE, length=120, required=False)


class ChangeForm(MatterForm):
    """Changed by the court."""

    measures = several(_("What the court ordered"), Measure.choices, _("Choose what the court has ordered."))
    changed_on = day(_("Changed on"))
    note = text(_("Number of the decision"), widget=LINE, length=120, required=False)


class RefuseForm(MatterForm):
    """Refused."""

    decided_at = moment(_("Decided at"))
    note = text(_("Reason of the court"), length=2000)


class ServeForm(MatterForm):
    """Served on whom."""

    parties = several(_("Served on"), Party.choices, _("Choose to whom it was served."))
    served_on = day(_("On"), initial=clock.today)


class WarningForm(MatterForm):
    """告诫书."""

    number = text(_("Number of the warning"), widget=LINE, length=80, required=False)
    station = text(_("Police station"), widget=LINE, length=120)
    perpetrator = text(_("Against whom"), widget=LINE, length=120)
    facts = text(_("Facts and prohibition"), widget=SHORT, length=2000, required=False)
    issued_on = day(_("Issued on"))
    served = several(_("Served on"), Party.choices)
    despite = despite()


class VisitForm(MatterForm):
    """What was found."""

    done_at = moment(_("Visited at"))
    result = text(_("What was found"), length=2000, help_text=_("Without her address."))
    two_people = yes(_("Two people went"))


class BreachForm(MatterForm):
    """What happened."""

    happened_at = moment(_("Happened at"))
    note = text(_("What happened"), length=2000)
    police_told_at = moment(_("Police told at"), required=False, initial=None)
    receipt = text(_("Receipt number"), widget=LINE, length=80, required=False)


class StayForm(MatterForm):
    """A safe place."""

    place = text(
        _("Where"),
        widget=LINE,
        length=200,
        required=False,
        help_text=_("Better left empty. It stands on no page and no paper, and nobody can search for it."),
    )
    started_on = day(_("Since"), initial=clock.today)
    children = forms.IntegerField(
        label=_("Children with her"),
        min_value=0,
        max_value=12,
        error_messages={"required": _("Write a whole number."), "invalid": _("Write a whole number.")},
    )
    despite = despite()


class ExtendForm(MatterForm):
    """Longer."""

    until = day(_("Until"))
    filed_on = day(_("Filed with civil affairs on"))


class EndStayForm(MatterForm):
    """She leaves."""

    ended_on = day(_("Left on"), initial=clock.today)
    exit_plan = text(_("How she stays safe now"), length=2000, help_text=_("Without her address."))
