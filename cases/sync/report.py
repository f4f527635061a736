"""上报一件事 that was written without a signal: the same intake as the page, and never sent back.

What is missing or cannot be read as the page would read it is filled in so that nobody is exposed by it: without an
answer about danger or about the other side the matter is sealed and goes to the county. What she typed into a field that
does not take it stands at the end of the story, so that no word is lost. Somebody calls her about the rest.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casefile import once, wards
from cases.casefile.models import Case
from cases.petitions import finding, origins
from cases.petitions.forms import WhoForm
from cases.petitions.phone_forms import CADRE, PhoneAccuser, PhoneWhat, PhoneWho
from cases.petitions.phone_report import HANDED, of_the_phone, report, with_accused
from cases.petitions.told import Intake, Named
from cases.sync import checks, homes, operations
from cases.sync.operations import Arrived, Fields, Result
from cases.sync.states import CheckKind
from cases.vocabulary.intake import Nature, Safety
from network.access import rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.units.models import Unit
from network.units.placed import acts_for
from sisterhood.lib import clock

FORM, BACKDATING = "report", "outbox.backdating"
_TEXTS = ("request", "facts", "prior_steps")


def take_report(told: Fields, arrived: Arrived) -> Result:
    """Register what came. Raises Refusal only for somebody whose post does not report any more."""
    unit = acts_for(rest.of(arrived.by), "register")
    try:
        with transaction.atomic():
            return _make(told, arrived, unit)
    except IntegrityError:
        known = _made_before(arrived)
        if known is None:
            raise
        return known


def _make(told: Fields, arrived: Arrived, unit: Unit) -> Result:
    """The matter itself, under the key of its item: IntegrityError when it stands already."""
    what, who = _forms(told)
    cleaned, lacking = _filled(what, who)
    data = of_the_phone(cleaned) | {"received_on": _day(arrived)}
    intake, more = _intake(data, unit)
    lacking += more
    case = _report(intake, unit, arrived, told)
    if intake.nature == Nature.ACCUSATION:
        # Its readers find for themselves what is missing; nobody else is told.
        return Result(case.number, operations.RECEIVED, (homes.ACCUSATION, case.pk))
    if lacking:
        checks.open_check(
            CheckKind.INCOMPLETE,
            case.pk,
            by=arrived.by,
            at=arrived.at,
            lacking=tuple(dict.fromkeys(lacking)),
            made_at=arrived.made_at,
        )
    state = operations.INCOMPLETE if lacking else operations.RECEIVED
    return Result(case.number, state, (homes.CASE, case.pk), tuple(lacking))


def _made_before(arrived: Arrived) -> Result | None:
    """The matter of this very item, whose receipt was forgotten long ago; its number only if she still sees it."""
    scope = rest.of(arrived.by)
    case = (
        finding.receipt(arrived.key, scope) or Case.objects.visible_to(scope).filter(pk=arrived.key).first()
    )
    if case is not None:
        return Result(case.number)
    return Result() if once.is_past_her(arrived.key) else None


def _report(intake: Intake, unit: Unit, arrived: Arrived, told: Fields) -> Case:
    """Handed on as she chose; when nobody can take it now, it stays with her, and her day to pass it on runs."""
    send_to = str(told.get("send_to", ""))
    came = origins.came_from(told, rest.of(arrived.by))
    try:
        return report(intake, unit=unit, by=arrived.by, send_to=send_to, key=arrived.key, came_from=came)
    except Refusal:
        if send_to not in HANDED:
            raise
        return report(intake, unit=unit, by=arrived.by, key=arrived.key, came_from=came)


def _forms(told: Fields) -> tuple[PhoneWhat, WhoForm]:
    what = PhoneWhat(told)
    second = PhoneAccuser if told.get("tile") == CADRE else PhoneWho
    who = second(told)
    del who.fields["photo"]
    return what, who


def _filled(*bound: forms.Form) -> tuple[dict[str, Any], list[str]]:
    """Clean values of every field, and the names of those that were missing or could not be read."""
    cleaned: dict[str, Any] = {}
    lacking, raw = [], []
    for form in bound:
        form.is_valid()
        cleaned |= form.cleaned_data
        for name in form.errors:
            lacking.append(name)
            typed = str(form.data.get(name) or "").strip()
            cleaned[name] = _instead(name)
            if typed and name != "tile":
                raw.append(f"{form.fields[name].label}：{typed}" if name in form.fields else typed)
    if "safety" in lacking:
        cleaned["knows_other_side"] = "yes"
    if raw:
        cleaned["facts"] = "\n\n".join([cleaned["facts"], _("As it was typed on the phone:"), *raw])
    return cleaned, lacking


def _instead(name: str) -> str:
    """What stands where nothing usable came: the answer that protects most, or a sentence that says so."""
    answers = {"safety": Safety.SAFE.value, "knows_other_side": "yes"}
    if name in _TEXTS:
        return _("(not filled in on the phone)")
    return answers.get(name, "")


def _day(arrived: Arrived) -> date:
    """The day she wrote it, as far as it can be believed: deadlines count from there; else today."""
    today = clock.local_date(arrived.at)
    if arrived.made_at is None:
        return today
    told = clock.local_date(arrived.made_at)
    if told == today:
        return today
    oldest = today - timedelta(days=calculator.length_of(BACKDATING))
    return told if oldest <= told <= today else today


def _intake(data: dict[str, Any], unit: Unit) -> tuple[Intake, list[str]]:
    """The intake, and what had to be left out of it: a unit nobody knows, words the law seals."""
    lacking = []
    try:
        intake = with_accused(data, unit)
    except Refusal:
        lacking.append("accused_unit")
        typed = str(data.get("accused_unit") or "")
        data = data | {"accused_unit": "", "facts": "\n\n".join([data["facts"], typed])}
        intake = with_accused(data, unit)
    if intake.nature == Nature.ACCUSATION:
        if intake.accused_unit is None and not (intake.respondent and intake.respondent.name.strip()):
            lacking.append("respondent")
            intake = replace(intake, respondent=Named(name=_("(not filled in on the phone)")))
        return intake, lacking
    if intake.is_childs:
        before = intake
        intake = replace(
            intake,
            request=_without_sealed(intake.request),
            facts=_without_sealed(intake.facts),
            prior_steps=_without_sealed(intake.prior_steps),
        )
        lacking += [name for name in _TEXTS if getattr(before, name) != getattr(intake, name)]
    return intake, lacking


def _without_sealed(text: str) -> str:
    """The text without the words that a child's matter never keeps."""
    for word in wards.judge(text).refused:
        text = text.replace(word, "……")
    return _("(not filled in on the phone)") if wards.judge(text).refused else text


PAGE_SAYS = gettext_lazy("Received. You can show this number to her.")


def enrol() -> None:
    """Called once when the app is ready."""
    operations.register(operations.Form(FORM, newest=1, take=take_report, page_says=PAGE_SAYS))
