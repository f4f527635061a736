"""The small forms of the verbs on the case page. Each knows its matter, so that it offers only what fits."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.fields import LONG, SHORT, chosen, day, delivery, notice, text
from cases.casefile.held import ChosenFile
from cases.casefile.models import Case
from cases.categories.fields import ItemField, concerns_field, offer_items
from cases.petitions.hand_over import OWNERS
from cases.petitions.models import Petition
from cases.petitions.routes import ROUTES
from cases.petitions.transitions import check_route
from cases.petitions.windows import rated
from cases.vocabulary.intake import Category
from cases.vocabulary.petitions import DeclineReason, Outcome, Route, Satisfaction
from cases.vocabulary.reading import AccessReason
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.deadlines.said import said
from network.staff.models import Appointment, User
from sisterhood.lib import clock
from sisterhood.lib.offering import offer, offer_rows


class VerbForm(forms.Form):
    """A form of one step of one matter."""

    def __init__(self, *args: Any, case: Case | None = None, petition: Petition | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.case, self.petition = case, petition
        if case is not None:
            self.fit(case)

    def fit(self, case: Case) -> None:
        """Offer only what fits this matter."""

    def full_clean(self) -> None:
        """What a child's matter must not keep is said beside its field."""
        super().full_clean()
        if self.is_bound:
            wards.check_form(self, self.case)


class NoInput(VerbForm):
    """A verb that needs nothing but a decision."""


class PassOnForm(VerbForm):
    """Up one level, or straight to the county."""

    note = text(_("What has been done so far"), widget=SHORT, length=2000, required=False)
    to_county = forms.BooleanField(label=_("straight to the county federation"), required=False)


class ReasonForm(VerbForm):
    """A verb that must say why."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=SHORT,
        max_length=2000,
        error_messages={"required": _("Please say why.")},
    )


class AccessForm(forms.Form):
    """Why she needs to look: a choice of the list."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Please choose")), *AccessReason.choices],
        error_messages={
            "required": _("Please say why you need to open this matter."),
            "invalid_choice": _("Please say why you need to open this matter."),
        },
    )


def note_form(label: Any) -> type[VerbForm]:
    """A verb that leaves a sentence, called what it is in this act."""
    return type("NoteForm", (VerbForm,), {"note": text(label)})


def remark_form(label: Any) -> type[VerbForm]:
    """A verb that may leave a sentence."""
    return type("RemarkForm", (VerbForm,), {"note": text(label, widget=SHORT, length=2000, required=False)})


def offer_her_word(field: forms.Field, case: Case) -> None:
    """Where she has rated herself, that word is chosen already and said beside the field."""
    own = rated([case]).get(case.pk)
    if own:
        field.initial = own
        field.help_text = _("She has rated herself: %(word)s. Nobody but her can change that.") % {
            "word": Satisfaction(own).label
        }


class HearingForm(VerbForm):
    """A hearing is held for a reason, and with somebody."""

    note = text(_("Why a hearing is held, when, and who is heard"), widget=SHORT, length=2000)


class CloseForm(VerbForm):
    """Follow-up and what the petitioner says of it."""

    satisfaction = forms.ChoiceField(
        label=_("How content she is"), choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    note = text(_("Follow-up: what she says"), widget=SHORT, length=2000, required=False)

    def fit(self, case: Case) -> None:
        """Her own word first."""
        offer_her_word(self.fields["satisfaction"], case)


class TriageForm(VerbForm):
    """Exactly one main route, and the class if it was wrong."""

    route = forms.ChoiceField(
        label=_("Route"),
        choices=Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a route.")},
    )
    category = forms.ChoiceField(label=_("Class"), choices=Category.choices)
    item = ItemField()
    concerns = concerns_field()

    def clean_concerns(self) -> tuple[str, ...]:
        """The flags, as the verb takes them."""
        return tuple(self.cleaned_data["concerns"])

    def fit(self, case: Case) -> None:
        """The routes open to this matter at this level, and the sub-items of today."""
        offer_items(self, on=clock.today())
        if self.petition is None:
            return
        self.fields["item"].initial = self.petition.item_id
        self.fields["concerns"].initial = self.petition.concerns
        open_routes = [
            (route.value, route.label)
            for route in ROUTES
            if self._takes(route, self.petition, case.unit.level) and route != self.petition.route
        ]
        offer(self, "route", open_routes)

    @staticmethod
    def _takes(route: Route, petition: Petition, level: int) -> bool:
        try:
            check_route(petition.nature, petition.safety, level, route)
        except Refusal:
            return False
        return True


class AcceptForm(VerbForm):
    """How the petitioner was told (art. 23(2))."""

    notice_how = notice()


class DeclineForm(VerbForm):
    """A reason of the list and what she is told."""

    reason = chosen(_("Reason"), DeclineReason.choices, _("Choose the reason."))
    note = forms.CharField(
        label=_("What she is told, and where she can turn"),
        widget=LONG,
        max_length=2000,
        error_messages={"required": _("Write what the petitioner is told and where she can turn.")},
    )


class ExtendForm(VerbForm):
    """How many days more, why, and how she was told (art. 34)."""

    days = forms.IntegerField(
        label=_("Days more"),
        min_value=1,
        error_messages={"required": _("Write a number of days."), "invalid": _("Write a number of days.")},
    )
    reason = text(_("Reason"), widget=SHORT, length=2000)
    notice_how = notice()


class ColleagueForm(VerbForm):
    """Another person of the unit, and why."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"), empty_label=_("Please choose"))
    reason = text(_("Reason"), widget=SHORT, length=2000)

    def fit(self, case: Case) -> None:
        """Whoever handles matters at the unit today, but not the owner."""
        offer_rows(self, "to", _seated([case.unit_id], roles=OWNERS).exclude(pk=case.owner_id or 0))


class RecusalForm(VerbForm):
    """Whose conflict of interest, and why."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Whose"), empty_label=_("Please choose"))
    reason = text(_("Reason"), widget=SHORT, length=2000)

    def fit(self, case: Case) -> None:
        """Herself; whoever may enter it for others chooses among those who may meet it at the unit or above it."""
        scope = rest.current()
        if scope is not None and gate.ask(scope, "declare_recusal_for", case):
            meets = [code for code, role in ROLES.items() if "declare_recusal" in role.may]
            offer_rows(self, "user", _seated(case.unit.ancestor_ids, roles=meets))
        elif scope is not None:
            offer_rows(self, "user", User.objects.filter(pk=scope.user_id))


def _seated(unit_ids: Collection[int], *, roles: Collection[str] | None = None) -> QuerySet[User]:
    posts = Appointment.objects.on(clock.today()).filter(unit_id__in=list(unit_ids))
    if roles is not None:
        posts = posts.filter(role__in=roles)
    return User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("display_name")


class OpinionForm(VerbForm):
    """处理意见书 (art. 32)."""

    outcome = chosen(_("Outcome"), Outcome.choices, _("Choose the outcome."))
    facts_found = forms.CharField(
        label=_("Facts found and reasons"),
        widget=LONG,
        max_length=8000,
        error_messages={"required": _("Write down the facts found and the reasons.")},
    )
    decision = forms.CharField(
        label=_("Decision"),
        widget=LONG,
        max_length=4000,
        error_messages={"required": _("Write down the decision.")},
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        widget=SHORT,
        max_length=600,
        error_messages={"required": _("Name the legal basis.")},
    )
    remedies = forms.CharField(
        label=_("Remedies"),
        widget=SHORT,
        required=False,
        max_length=1000,
        initial=said(
            _("She may ask the next higher body for a review within %(time)s of receiving this (art. 35)."),
            time="petition.review_window",
        ),
    )


class AnswerForm(VerbForm):
    """When and how the opinion reached her."""

    delivered_on = day(_("Delivered on"))
    delivered_how = delivery(_("How it reached her"))


class AttachForm(forms.Form):
    """One file with a title of ours."""

    file = ChosenFile(
        label=_("File"),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
