"""Forms of an application; nothing is chosen beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day
from network.deadlines import calculator
from network.volunteers.asking import line, number, one_of, some_of, words
from outreach.health.relief.lists import (
    ALLOWED,
    Conflict,
    Consent,
    Diagnosis,
    Grade,
    Hardship,
    Paper,
    Source,
    WhyBack,
    WhyNot,
)
from outreach.health.relief.models import CancerReliefApplication, ReliefPapers, ReliefWindow
from outreach.health.relief.opening import Why
from outreach.health.relief.verbs import Told, wrongs
from outreach.health.relief.window import AMOUNT
from sisterhood.lib import clock
from sisterhood.lib.offering import offer

YES_NO = (("yes", _("yes")), ("no", _("no")))
COMPARED = (("civil_affairs", _("with civil affairs")), ("health", _("with health or medical insurance")))
MOST_YUAN = 9_999_999


class StepForm(forms.Form):
    """A step that asks nothing more; knows its application."""

    def __init__(self, *args: Any, row: CancerReliefApplication | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fit(row)

    def fit(self, row: CancerReliefApplication) -> None:
        """What the row offers."""

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        return dict(self.cleaned_data)


class NominateForm(StepForm):
    """Who asks, in what hardship, and how she agreed."""

    name = line(_("her name"), 40)
    phone = line(_("phone"), 20, required=False)
    hardship = one_of(_("what her household is known for"), ())
    is_relative = one_of(
        _("is she a relative of yours, or close to you?"),
        YES_NO,
        help_text=_("If so, another desk takes her application, and you do not see it any more."),
    )
    no_publicity = one_of(
        _("does she want nothing to be made public?"),
        YES_NO,
        help_text=_("No photo, no article, no name on a board. Relief never depends on it."),
    )
    consent_how = one_of(_("how she agreed that her papers are handed on"), Consent.choices)
    consented_on = day(_("agreed on"))

    def __init__(self, *args: Any, window: ReliefWindow | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = window.hardships if window else []
        offer(self, "hardship", [each for each in Hardship.choices if each[0] in known])

    @property
    def told(self) -> dict[str, Any]:
        """Yes and no as the verb takes them."""
        said = dict(self.cleaned_data)
        return said | {name: said[name] == "yes" for name in ("is_relative", "no_publicity")}


class PapersForm(StepForm):
    """What her papers say; read from the originals."""

    id_number = line(_("identity number"), 24)
    diagnosis = one_of(_("diagnosis and stage, as the paper says"), Diagnosis.choices)
    hospital = line(_("hospital"), 60)
    grade = one_of(_("grade of the hospital"), Grade.choices)
    source = one_of(_("which paper proves the hardship"), Source.choices)
    holds_from = day(_("hardship holds from"))
    holds_until = day(_("hardship holds until"))
    bank = line(_("bank"), 40)
    account = line(_("bank account"), 30, help_text=_("Her own. Relief is paid by bank, never in cash."))
    cost = number(_("cost of treatment, yuan"), 0, MOST_YUAN, required=False)
    reimbursed = number(_("of it reimbursed, yuan"), 0, MOST_YUAN, required=False)
    seen = some_of(_("seen in the original"), Paper.choices, required=True)
    hardship = ""

    def fit(self, row: CancerReliefApplication) -> None:
        """What she is put forward for, which the papers have to prove; nothing is known at another desk."""
        self.window = row.window
        self.hardship = (
            ReliefPapers.objects.filter(pk=row.pk).values_list("hardship", flat=True).first() or ""
        )
        if self.hardship:
            kind = Hardship(self.hardship).label
            self.fields["source"].help_text = _("She is put forward as: %(kind)s.") % {"kind": kind}

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong at once, each at its field."""
        said = dict(self.cleaned_data)
        if self.hardship:
            day_ = self.window.cut_off_on
            blank = dict.fromkeys(
                ("id_number", "bank", "account", "diagnosis", "hospital", "grade", "source"), ""
            )
            given = {name: value for name, value in said.items() if value is not None and name != "seen"}
            told = Told(**blank | {"holds_from": day_, "holds_until": day_} | given)
            for name, sentence in wrongs(told, said.get("seen", ()), self.hardship, self.window):
                if name not in self.errors:
                    self.add_error(name, sentence)
        return said

    @property
    def told(self) -> dict[str, Any]:
        """The facts in one, and what was seen."""
        said = dict(self.cleaned_data)
        seen = said.pop("seen")
        return {"told": Told(**said), "seen": seen}


class VerifyForm(StepForm):
    """What was compared."""

    compared = some_of(_("compared"), COMPARED, required=True)


class RefuseForm(StepForm):
    """Why not; leaders alone read it."""

    why = one_of(
        _("why it is not supported"), [each for each in WhyNot.choices if each[0] != WhyNot.PROVINCE]
    )


class BackForm(StepForm):
    """Why it goes back."""

    why = one_of(_("why it goes back"), WhyBack.choices)


class AnswerForm(StepForm):
    """When the province answered."""

    answered_on = day(_("answered on"))


class PayForm(StepForm):
    """When and how much, by bank."""

    paid_on = day(_("paid on"))
    paid = number(_("amount, yuan"), 1, MOST_YUAN)


class CloseForm(StepForm):
    """When she was told."""

    told_on = day(_("told on"), help_text=_("She herself, and nobody of her family without her."))


class AsideForm(StepForm):
    """Why she steps aside."""

    why = one_of(_("why you step aside"), Conflict.choices)


class OpenForm(StepForm):
    """What the papers are opened for."""

    why = one_of(_("what you open them for"), Why.choices)


class BeforeForm(forms.Form):
    """Numbers of women granted before."""

    numbers = words(
        _("identity numbers, one on each line"),
        20_000,
        help_text=_("They are not kept: a fingerprint that nobody can read back stays, to compare with."),
    )


class WindowForm(forms.Form):
    """The year of the city."""

    year = number(_("year"), 2020, 2100)
    opens_on = day(_("first day"))
    closes_on = day(_("last day"))
    cut_off_on = day(_("day on which hardship must hold"))
    amount = number(_("amount, yuan"), 1, MOST_YUAN)
    hardships = some_of(_("eligible hardship"), Hardship.choices, required=True)
    diagnoses = some_of(_("eligible diagnosis"), Diagnosis.choices, required=True)

    def __init__(self, *args: Any, window: ReliefWindow | None, **kwargs: Any) -> None:
        today = clock.today()
        known: dict[str, Any] = {"year": today.year, "amount": calculator.length_of(AMOUNT, on=today)}
        known |= {"hardships": Hardship.values, "diagnoses": [str(each) for each in ALLOWED]}
        if window is not None:
            names = ("year", "opens_on", "closes_on", "cut_off_on", "amount", "hardships", "diagnoses")
            known |= {name: getattr(window, name) for name in names}
        kwargs["initial"] = known
        super().__init__(*args, **kwargs)
