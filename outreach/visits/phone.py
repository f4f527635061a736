"""走访 that was made without a signal: the whole round in one form, or the end of one that is under way.

Where and with whom the house knows from the round itself or from her post; the companion is named as people call her. What
does not fit (the round has ended meanwhile, nobody of that name goes round there, a number is missing) waits for the
township, which calls her and completes it.
"""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import moment
from cases.sync import entries, operations
from cases.sync.models import PhoneCheck
from cases.sync.operations import Arrived, Fields, Result
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.patrols.forms import a_time
from network.sites.reach import below
from network.staff.models import User
from network.units.models import Level, Unit
from network.units.placed import acts_for
from outreach.visits import entering, people, verbs
from outreach.visits.forms import EndForm, offer_people, somebody
from outreach.visits.frame import SUBJECT
from outreach.visits.models import VisitRound
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

FORM = "visit"
COUNTS = ("doors", "opened", "come_again", "topics", "help_asked")


class PhoneRoundForm(EndForm):
    """A whole round as a phone keeps it: it knows no list of places or people."""

    begun = a_time(_("when you set out"))
    ended = a_time(_("when you were back"))
    companion = forms.CharField(
        label=_("Who goes with you"),
        max_length=40,
        help_text=_("Her name. Two go together, always."),
        error_messages={"required": _("Write who went with you.")},
    )
    place = forms.CharField(
        label=_("Which place"),
        max_length=40,
        required=False,
        help_text=_("Only when you look after several."),
    )

    field_order = ["place", "companion", "begun", "ended", "doors", "opened", "topics"]


def take_visit(told: Fields, arrived: Arrived) -> Result:
    """Write the round down, or keep it for the township. Raises Refusal for somebody who goes round no more."""
    scope = rest.of(arrived.by)
    gate.require(scope, "set_out")
    row, saved = _round(told, scope), entries.when(arrived)
    form: EndForm = EndForm(told) if told.get("base") and row is not None else PhoneRoundForm(told)
    unit = row.unit if row is not None else _place(str(told.get("place") or ""), scope)
    if form.is_valid() and unit is not None:
        try:
            with transaction.atomic():
                _write(row, unit, form, saved, arrived.by)
        except (Refusal, IllegalTransition):
            pass
        else:
            return Result()
    here = unit or acts_for(scope, "set_out")
    entries.open_entry(SUBJECT, row.pk if row else None, unit=here, told=told, arrived=arrived)
    return Result(state=operations.CHECK)


def _round(told: Fields, scope: Scope) -> VisitRound | None:
    """The round whose page she had before her, else the one she is on."""
    hers = VisitRound.objects.visible_to(scope).select_related("unit")
    try:
        known = UUID(str(told.get("round") or ""))
    except ValueError:
        return hers.filter(pk__in=VisitRound.objects.under_way(scope).values("pk")).first()
    return hers.filter(pk=known).first()


def _place(called: str, scope: Scope) -> Unit | None:
    """The one place where she goes round, of several the one of that name."""
    places = Unit.objects.current().filter(below(scope, "set_out"))
    found = list(places.filter(level__in=(Level.VILLAGE, Level.HAMLET))[:200])
    if called.strip():
        found = [each for each in found if squeezed(called) in (each.short_name, each.official_name)]
    return found[0] if len(found) == 1 else None


def _companion(called: str, unit: Unit, by: User) -> User:
    near = people.going(unit, on=clock.today(), without=by.pk)
    found = [each for each in near if squeezed(each.display_name) == squeezed(called)]
    if len(found) != 1:
        raise Refusal("companion", _("Choose somebody with a post in this village or township."))
    return found[0]


def squeezed(name: Any) -> str:
    """A name without the gaps that a phone puts into it."""
    return "".join(str(name or "").split())


def _of_day(saved: datetime, told: time) -> datetime:
    return datetime.combine(clock.local_date(saved), told, clock.ZONE)


def _write(row: VisitRound | None, unit: Unit, form: EndForm, saved: datetime, by: User) -> None:
    said = form.told
    counts = {name: said[name] for name in COUNTS}
    if "ended" not in said:
        assert row is not None, "the page of a round was open"
        verbs.end_round(row.pk, by=by, at=max(saved, row.begun_at or saved), **counts)
        return
    begun, ended = _of_day(saved, said["begun"]), _of_day(saved, said["ended"])
    if row is None or row.state != "under_way":
        if not begun <= ended:
            raise Refusal("ended", _("After setting out, please."))
        companion = _companion(said["companion"], unit, by)
        entering.refuse_twice(begun, ended, (by, companion))
        row = verbs.set_out(unit, companion=companion, by=by, at=begun)
    if ended > saved:
        raise Refusal("ended", _("That has not come yet."))
    verbs.end_round(row.pk, by=by, at=max(ended, row.begun_at or ended), **counts)


class EntryForm(EndForm):
    """The round as the township completes it after a call."""

    companion = somebody(_("Who went along"))
    begun_at = moment(_("when they set out"))
    ended_at = moment(_("when they were back"))
    field_order = ["companion", "begun_at", "ended_at", "doors", "opened", "topics"]

    def fit(self, unit: Unit, by: User) -> None:
        """Colleagues near the place."""
        offer_people(self, "companion", unit, without=by.pk)


def _initial(check: PhoneCheck, told: Fields) -> dict[str, Any]:
    """What she told, as the fields take it."""
    on = clock.local_date(check.made_at or check.entered_at)
    times = {f"{name}_at": f"{on}T{told.get(name)}" for name in ("begun", "ended") if told.get(name)}
    known = VisitRound.objects.filter(pk=check.about_id).first() if check.about_id else None
    if known is not None and known.begun_at is not None:
        times["begun_at"] = f"{clock.in_zone(known.begun_at):%Y-%m-%dT%H:%M}"
        times.setdefault("ended_at", f"{clock.in_zone(check.made_at or check.entered_at):%Y-%m-%dT%H:%M}")
    named = {name: told.get(name) for name in told if name != "topics"}
    companion = known.companion_id if known is not None else None
    for each in people.going(check.unit, on=clock.today(), without=check.author_id):
        if squeezed(each.display_name) == squeezed(told.get("companion")):
            companion = companion or each.pk
    return {**named, "companion": companion, "topics": told.getlist("topics"), **times}


def form_of(check: PhoneCheck, told: Fields, posted: Any) -> forms.Form:
    """What she told, to be completed."""
    form = EntryForm(posted, unit=check.unit, by=check.author, initial=_initial(check, told))
    if told.get("companion"):
        form.fields["companion"].help_text = _("She wrote: %(name)s") % {"name": told.get("companion")}
    return form


def accept(check: PhoneCheck, told: dict[str, Any], by: User, at: datetime) -> None:
    """A round of its own, made by her who told it. Raises Refusal: she is on it still, or it stands already."""
    known = VisitRound.objects.visible_to(rest.of(by)).filter(pk=check.about_id or UUID(int=0)).first()
    if known is not None and known.state == "under_way":
        raise Refusal("decision", _("She is on this round still. She ends it, and you set this entry aside."))
    form = EntryForm()
    form.cleaned_data = dict(told)
    said = form.told
    entering.enter_round(
        check.unit,
        doer=check.author,
        companion=said["companion"],
        begun_at=said["begun_at"],
        ended_at=said["ended_at"],
        counts={name: said[name] for name in COUNTS},
        by=by,
        at=at,
    )


def enrol() -> None:
    """Called once when the app is ready."""
    says = _("Received. The round is written down.")
    told = operations.Form(FORM, newest=1, take=take_visit, page_says=says, check_says=entries.LATER)
    operations.register(told)
    entries.register(entries.Entry(SUBJECT, _("a round of visits"), form_of, accept))
