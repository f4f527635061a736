"""Forms of coordination. Each knows its matter, so that it offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.fields import LONG, SHORT, consented, day, moment, notice, text
from cases.casefile.models import Case
from cases.coordination.meetings import Agreed, working_people
from cases.coordination.models import CompetenceDispute, CoordinationMeeting, Investigation
from cases.vocabulary.petitions import ConsentFor, ConsentManner, MeetingKind
from network.agencies.models import Agency
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows

CHOOSE = _("Please choose")
DECISIONS = 3


class MatterForm(forms.Form):
    """A form about one matter."""

    def __init__(self, *args: Any, case: Case, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.row = case, row
        self.fit(case, row)

    def fit(self, case: Case, row: Any) -> None:
        """Offer only what fits."""

    def full_clean(self) -> None:
        """What a child's matter must not keep is said beside its field."""
        super().full_clean()
        if self.is_bound:
            wards.check_form(self, self.case)

    def offer(self, name: str, rows: Any) -> None:
        """What a choice of rows offers."""
        offer_rows(self, name, rows)


class ConsentForm(MatterForm):
    """To whom, what, how, when."""

    given_for = forms.MultipleChoiceField(
        label=_("She consents that it goes to"),
        choices=[(each.value, each.label) for each in ConsentFor if each != ConsentFor.MEETING],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask for each recipient alone; tick only what she agreed to."),
        error_messages={"required": _("Say to whom she consents.")},
    )
    shared = text(
        _("What may be shared"),
        length=2000,
        help_text=_("The minimum: what the recipient needs to act, and no more."),
    )
    manner = consented()
    given_on = day(_("On"), initial=clock.today)


class TakeBackForm(MatterForm):
    """Which consent she takes back."""

    given_for = forms.ChoiceField(label=_("Consent for"), widget=forms.RadioSelect)

    def fit(self, case: Case, row: Investigation) -> None:
        """Those that stand."""
        live = row.consents.filter(withdrawn_at=None)
        offer(self, "given_for", [(c.given_for, c.get_given_for_display()) for c in live])


class SendForm(MatterForm):
    """How she was told that the demand goes out."""

    notice_how = notice()


class ReplyForm(MatterForm):
    """When the body replied and what."""

    replied_on = day(_("Replied on"))
    note = text(_("What the body replied"))


class UrgingForm(MatterForm):
    """督促处理意见书: what failed, what is asked."""

    failure = text(_("What the body failed to do"), widget=SHORT, length=2000)
    note = text(_("What is asked of the body now"))


class NoteForm(MatterForm):
    """A sentence."""

    note = text(_("In words"), length=2000)


def note_form(label: Any, *, length: int = 2000) -> type[MatterForm]:
    """A step that leaves a sentence, called what it is in this act."""
    return type("NoteForm", (MatterForm,), {"note": text(label, widget=SHORT, length=length)})


def remark_form(label: Any) -> type[MatterForm]:
    """A step that may leave a sentence."""
    return type("RemarkForm", (MatterForm,), {"note": text(label, widget=SHORT, length=2000, required=False)})


class InspectForm(MatterForm):
    """提请督查."""

    note = text(_("What the government is asked to inspect"))


class CoHandlerForm(MatterForm):
    """Whom, for what, until when."""

    to = forms.ModelChoiceField(
        User.objects.none(), label=_("Colleague of the unit"), required=False, empty_label=CHOOSE
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("or another federation"), required=False, empty_label=CHOOSE
    )
    task = text(_("What she takes over"), widget=SHORT, length=1000)
    until = day(_("Until"))
    with_names = forms.BooleanField(label=_("She may see the names in clear"), required=False)

    def fit(self, case: Case, row: Any) -> None:
        """People of the unit but the owner; units of the city at levels 1 to 3 (a sealed matter: 1 to 2)."""
        posts = Appointment.objects.on(clock.today()).filter(unit_id=case.unit_id)
        people = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
        self.offer("to", people.exclude(pk=case.owner_id or 0).order_by("display_name"))
        deepest = Level.COUNTY if case.is_sealed else Level.TOWNSHIP
        units = Unit.objects.current().filter(city_id=case.city_id, level__lte=deepest, is_quasi=False)
        self.offer("unit", units.exclude(pk=case.unit_id).order_by("level", "code"))


class DisputeForm(MatterForm):
    """Which other unit, and why."""

    other_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Which unit is competent"), empty_label=CHOOSE
    )
    reason = text(_("Why, without names"), length=1000)

    def fit(self, case: Case, row: Any) -> None:
        """Units of the city that have a desk."""
        units = Unit.objects.current().filter(
            city_id=case.city_id, level__in=(Level.COUNTY, Level.TOWNSHIP), is_quasi=False
        )
        self.offer("other_unit", units.exclude(pk=case.unit_id).order_by("level", "code"))


class DecideForm(MatterForm):
    """One of the two, with the reason."""

    competent = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Competent unit"), widget=forms.RadioSelect, empty_label=None
    )
    note = text(_("Why, without names"), length=1000)

    def fit(self, case: Case, row: CompetenceDispute) -> None:
        """The two."""
        self.offer("competent", Unit.objects.filter(pk__in=(row.unit_id, row.other_unit_id)))


class MeetingForm(MatterForm):
    """When, where, about what, who, and what they may hear."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    meets_at = moment(_("When"), initial=None)
    place = text(_("Where"), widget=forms.TextInput(), length=120)
    subject = text(_("What it is about"), widget=SHORT, length=1000)
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("Bodies of the list"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = text(
        _("Other people"), widget=SHORT, length=400, required=False, help_text=_("One line for each.")
    )
    shared = text(
        _("What they may hear"),
        widget=SHORT,
        length=2000,
        help_text=_("She has agreed to this before anybody is invited."),
    )
    manner = forms.ChoiceField(
        label=_("How she consented"),
        choices=[("", _("She has not consented yet")), *ConsentManner.choices],
        required=False,
    )

    def fit(self, case: Case, row: Any) -> None:
        """What stands on the list."""
        self.offer("agencies", Agency.objects.for_case_of(case.unit))

    def clean_others(self) -> list[str]:
        """Lines."""
        return [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]


class MinutesForm(MatterForm):
    """Who came, what was said, up to three decisions at once."""

    came = forms.MultipleChoiceField(label=_("Who came"), widget=forms.CheckboxSelectMultiple, required=False)
    minutes = text(_("What was said and agreed"), widget=LONG, length=8000)

    def __init__(self, *args: Any, guests: list[tuple[str, str]], **kwargs: Any) -> None:
        self.guests = guests
        super().__init__(*args, **kwargs)

    def fit(self, case: Case, row: CoordinationMeeting) -> None:
        """Guests, and for each decision who sees to it, until when, which body does it."""
        offer(self, "came", self.guests)
        people = [person.pk for person in working_people(case, on=clock.today())]
        invited = Agency.objects.filter(pk__in=row.guests.values("agency_id"))
        for n in range(1, DECISIONS + 1):
            self.fields[f"text_{n}"] = text(
                _("Decision %(n)d") % {"n": n}, widget=SHORT, length=1000, required=False
            )
            self.fields[f"owner_{n}"] = forms.ModelChoiceField(
                User.objects.filter(pk__in=people),
                label=_("Who of us sees to it"),
                required=False,
                empty_label=CHOOSE,
            )
            self.fields[f"due_on_{n}"] = day(_("Until"), required=False)
            self.fields[f"agency_{n}"] = forms.ModelChoiceField(
                invited, label=_("Which body does it"), required=False, empty_label=_("none")
            )

    @property
    def decision_fields(self) -> list[list[Any]]:
        """The fields of each decision, for the page."""
        names = ("text", "owner", "due_on", "agency")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, DECISIONS + 1)]

    def clean(self) -> dict[str, Any]:
        """Decisions that were begun are complete."""
        data = super().clean() or {}
        agreed = []
        for n in range(1, DECISIONS + 1):
            said, owner, due = (data.get(f"{name}_{n}") for name in ("text", "owner", "due_on"))
            if not said:
                continue
            if owner is None:
                self.add_error(f"owner_{n}", _("Say who of us sees to it."))
            if due is None and f"due_on_{n}" not in self.errors:
                self.add_error(f"due_on_{n}", _("Write the day."))
            if owner is not None and due is not None:
                agreed.append(Agreed(said, owner, due, data.get(f"agency_{n}")))
        return {"minutes": data.get("minutes", ""), "came": data.get("came", []), "decisions": agreed}
