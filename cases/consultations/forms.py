"""Forms of sessions: which window, and what each step asks. No name is asked anywhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.fields import LONG, SHORT, WRITE, chosen, day, text
from cases.consultations import notices
from cases.consultations.frame import is_childs
from cases.consultations.models import Consultation, CounsellingNotice
from cases.consultations.sessions import COUNSELLING_TOPICS, LEGAL_TOPICS, STEP_OUTCOMES
from cases.minors import children, guardians
from cases.minors.models import Minor
from cases.vocabulary.petitions import Satisfaction
from cases.vocabulary.services import ConsultationTopic, PlanEnd, SessionOutcome, SheetSigned
from network.deadlines.said import said
from network.duty.rota.booking import SHOWN, Window
from network.duty.rota.chairs import SlotBooking
from sisterhood.lib import clock
from sisterhood.lib.offering import offer

CHOOSE = _("Please choose")
OFFERED = 24


class WindowField(forms.ChoiceField):
    """Any window may be sent: one that has gone meanwhile is answered with what is free."""

    def valid_value(self, value: Any) -> bool:
        """Judged by the form, which knows the sentence."""
        return True


class BookForm(forms.Form):
    """One of the windows that are free for the kind that was chosen."""

    window = WindowField(
        label=_("Free sessions"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a session.")},
    )
    walk_in = forms.BooleanField(label=_("She is here now, without an appointment"), required=False)

    def __init__(self, *args: Any, windows: list[Window], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.windows = {window.key: window for window in windows}
        offer(self, "window", [(w.key, w.says) for w in windows[:OFFERED]])

    def clean_window(self) -> Window:
        """The window itself, or what is free instead of it."""
        found = self.windows.get(self.cleaned_data["window"])
        if found is not None:
            return found
        left = "；".join(window.says for window in list(self.windows.values())[:SHOWN])
        if not left:
            raise forms.ValidationError(
                _("This session has just been taken, and no other one is free at present.")
            )
        said = _("This session has just been taken. Free now: %(windows)s.")
        raise forms.ValidationError(said, params={"windows": left})


class KindForm(forms.Form):
    """What is needed."""

    kind = forms.ChoiceField(
        label=_("What is needed"),
        choices=SlotBooking.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=WRITE,
    )

    def __init__(self, *args: Any, is_sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_sealed:
            self.fields["kind"].help_text = _(
                "Counselling, alone or together with legal advice, makes this matter a restricted one."
            )


class StepForm(forms.Form):
    """A step of a session; it knows its session, so that it offers only what fits."""

    def __init__(self, *args: Any, session: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fit(session)

    def full_clean(self) -> None:
        """What a child's matter must not keep is said beside its field."""
        super().full_clean()
        if self.is_bound:
            wards.check_form(self, self.session.case, needs_care=is_childs(self.session.case))

    def fit(self, session: Consultation) -> None:
        """Offer only what fits."""


def _named(row: CounsellingNotice) -> str:
    day = row.in_force_from.isoformat() if row.in_force_from else ""
    return _("version %(n)s, from %(day)s") % {"n": row.version, "day": day}


class SheetForm(StepForm):
    """How the consent sheet was signed."""

    version = forms.TypedChoiceField(
        label=_("Which version she signed"),
        coerce=int,
        empty_value=None,
        help_text=_("It stands at the head of the sheet."),
        error_messages={"required": _("Choose the version that stands on the sheet.")},
    )
    signed_how = chosen(_("How it was signed"), SheetSigned.choices, _("Choose how it was signed."))
    signed_on = day(_("Signed on"), initial=clock.today)
    is_minor = forms.BooleanField(label=_("She is under 18"), required=False)
    guardian_signed = forms.BooleanField(label=_("Her guardian has signed as well"), required=False)
    recording_allowed = forms.BooleanField(
        label=_("She allows a recording, on a sheet of its own"), required=False
    )

    def fit(self, session: Consultation) -> None:
        """Which versions may lie on the table; of children that are named what each can do, and which guardian is asked."""
        texts = notices.signable(clock.today())
        if len(texts) > 1:
            named = [(row.version, _named(row)) for row in texts]
            offer(self, "version", [("", CHOOSE), *named])
        else:
            del self.fields["version"]
        if Minor.objects.filter(
            case_id=session.case_id
        ).exists():  # hidden where the matter is not hers to open
            can = children.capacities(session.case, clock.today())
            self.fields["is_minor"].help_text = "；".join(str(each.label) for each in can)
            self.fields["guardian_signed"].help_text = guardians.advice(session.case)


class _Statistics(StepForm):
    """Topic and minutes."""

    topic = forms.ChoiceField(label=_("Topic"), error_messages=WRITE)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=480,
        error_messages={"required": _("Write a whole number."), "invalid": _("Write a whole number.")},
    )

    def fit(self, session: Consultation) -> None:
        """Topics of the kind of session."""
        fits = COUNSELLING_TOPICS if session.is_counselling else LEGAL_TOPICS
        offer(self, "topic", [("", CHOOSE), *((t, ConsultationTopic(t).label) for t in fits)])


class CompleteForm(_Statistics):
    """The statistics part."""

    outcome = chosen(
        _("Outcome"),
        [(o.value, o.label) for o in SessionOutcome if o not in STEP_OUTCOMES],
        _("Choose how it ended."),
    )


class MedicalForm(_Statistics):
    """She is advised to see a doctor; nothing about why is asked."""


class CrisisForm(StepForm):
    """What the danger is."""

    self_harm = forms.BooleanField(label=_("danger that she harms herself"), required=False)
    violence = forms.BooleanField(label=_("danger of violence"), required=False)
    child = forms.BooleanField(label=_("a child is in danger"), required=False)


class NoteForm(StepForm):
    """Words that are sealed."""

    note = text(_("Note"), widget=LONG, length=8000)


class FollowUpForm(StepForm):
    """The day."""

    next_on = day(_("On"))


class AdviceForm(StepForm):
    """法律咨询登记."""

    question = text(_("What she asks"), widget=SHORT)
    facts = text(_("Facts"), required=False)
    advice = text(
        _("What was advised"),
        help_text=said(
            _(
                "On divorce (art. 64): while she is pregnant, within %(years)s year of a birth and %(months)s months of an abortion the man may not ask for it; she may."
            ),
            years="divorce.after_birth",
            months="divorce.after_termination",
        ),
    )
    risks = text(
        _("Risks and time limits that were mentioned"),
        widget=SHORT,
        required=False,
        help_text=_("A limit of action that is about to end stands here."),
    )
    documents = text(_("Documents drafted"), widget=SHORT, required=False)
    referred_to = text(_("Referred to"), widget=SHORT, required=False)
    satisfaction = forms.ChoiceField(
        label=_("What she says of it"), choices=[("", CHOOSE), *Satisfaction.choices], required=False
    )


class PlanForm(StepForm):
    """The plan."""

    aim = text(_("What both of you want to reach"), widget=SHORT, length=1000)
    planned = forms.IntegerField(label=_("Sessions planned"), min_value=1, max_value=40, error_messages=WRITE)
    review_on = day(_("Looked at again on"))


class EndPlanForm(StepForm):
    """How it ended."""

    ended_how = forms.ChoiceField(label=_("How it ended"), choices=PlanEnd.choices, widget=forms.RadioSelect)


class SheetTextForm(forms.Form):
    """The next version of the consent sheet."""

    text = text(_("Text of the sheet"), widget=forms.Textarea(attrs={"rows": 16}), length=8000)


class PublishSheetForm(forms.Form):
    """From which day on, and the mark of the words that were read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    in_force_from = day(_("In force from"))
