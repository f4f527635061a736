"""Forms of teams; each offers only what fits its row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.forms import a_day
from network.units.models import Unit
from network.volunteers.asking import line, number, one_of, one_row, words
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import TEAM_LEVELS, TeamKind
from network.volunteers.models import Volunteer
from sisterhood.lib.offering import offer, offer_rows


class FoundForm(forms.Form):
    """A new team."""

    kind = one_of(_("kind"), TeamKind.choices)
    name = line(_("what the team is called"), 40)
    near_children = forms.BooleanField(
        label=_("this team comes near children"),
        required=False,
        help_text=_("Then only women whose records were looked up belong to it."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [each for each in TeamKind.choices if unit.level in TEAM_LEVELS[each[0]]])


class TeamForm(forms.Form):
    """A step that asks nothing more; knows its team and who asks."""

    def __init__(self, *args: Any, team: VolunteerTeam, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fit(team, scope)

    def fit(self, team: VolunteerTeam, scope: Scope) -> None:
        """What the team offers."""


class JoinForm(TeamForm):
    """Who joins."""

    volunteer = one_row(_("who joins"), Volunteer.objects.none())

    def fit(self, team: VolunteerTeam, scope: Scope) -> None:
        """Those who take part, of the unit, below it and above it, and do not belong to it yet."""
        near = Unit.objects.below(team.unit) | Unit.objects.filter(pk__in=team.unit.ancestor_ids)
        rows = Volunteer.objects.visible_to(scope).filter(state="active", unit__in=near.values("pk"))
        inside = team.members.filter(until=None).values("volunteer")
        offer_rows(self, "volunteer", rows.exclude(pk__in=inside))


class MemberForm(TeamForm):
    """Which of the members."""

    member = one_of(_("who"), ())

    def fit(self, team: VolunteerTeam, scope: Scope) -> None:
        """Those who belong to it."""
        rows = team.members.filter(until=None).select_related("volunteer")
        offer(self, "member", [(str(each.pk), str(each.volunteer)) for each in rows])


class InsuranceForm(TeamForm):
    """Until when they are insured."""

    insured_until = a_day(
        _("insured until"), help_text=_("As the policy says. Without it no patrol goes out.")
    )


class LogForm(TeamForm):
    """The month in numbers."""

    meetings = number(_("how often the team met"), 0, 99)
    activities = number(_("how many activities"), 0, 999)
    reached = number(_("how many people were reached"), 0, 9999, help_text=_("A number; nobody's name."))
    words = words(
        _("what else is to be said about the work"),
        400,
        required=False,
        help_text=_("No names. What concerns a person is told by “Report a matter”."),
    )
