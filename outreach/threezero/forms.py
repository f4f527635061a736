"""Forms of three-zero villages. None has a field for a person, a household or a matter; nothing is chosen beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen, day, text
from network.units.models import Unit
from outreach.campaigns.fields import CHOOSE, count, line, one
from outreach.campaigns.forms import INSIDE, StepForm
from outreach.threezero.lists import STATEMENT, STATEMENTS, Indicator, Suspension
from sisterhood.lib import clock


class EnrolForm(StepForm):
    """Which year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, error_messages=CHOOSE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = clock.today().year
        years = [("", _("Please choose")), (this, str(this)), (this - 1, str(this - 1))]
        self.fields["year"].choices = years  # type: ignore[attr-defined]  # this field chooses


class EvidenceForm(StepForm):
    """One line of what was done."""

    indicator = chosen(_("Indicator"), Indicator.choices, _("Please choose."))
    done_on = day(_("Day"))
    words = line(_("What the village did"), 200, help_text=INSIDE)
    hamlet = one(_("Hamlet"), Unit.objects.none(), required=False)
    number = count(_("How many, if it is a number"))

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hamlets = Unit.objects.current().filter(village_id=unit.pk, level=5).order_by("code")
        self.fields["hamlet"].queryset = hamlets  # type: ignore[attr-defined]  # this field chooses


class SignForm(StepForm):
    """The chair's signature under the statement."""

    signs = forms.BooleanField(
        label=STATEMENTS[STATEMENT],
        required=False,
        help_text=_(
            "A report that is filed never costs points. A report that was concealed costs the designation."
        ),
    )


class BackForm(StepForm):
    """What is to be put right."""

    remark = text(_("What is to be put right"), widget=SHORT, length=400, help_text=INSIDE)


class VisitForm(StepForm):
    """The city's visit."""

    visited_on = day(_("Day of the visit"))
    words = text(_("What the visit found of the village's work"), widget=SHORT, length=400, help_text=INSIDE)


class MonitorForm(StepForm):
    """A look after the designation."""

    words = text(_("What was seen of the village's work"), widget=SHORT, length=400, help_text=INSIDE)


class SuspendForm(StepForm):
    """A reason of the list; that something happened is none."""

    reason = chosen(_("Why the designation is suspended"), Suspension.choices, _("Please choose."))


class FamiliesForm(StepForm):
    """Two counts."""

    families = count(
        _("Families that joined this year by their own wish"),
        required=True,
        help_text=_("Only the number. No list is kept, of these families or of others."),
    )
    activities = count(_("Activities with them this year"), required=True)


class PledgeForm(StepForm):
    """Where, when, how many households."""

    unit = one(_("Village or hamlet"), Unit.objects.none())
    held_on = day(_("Day"))
    households = count(
        _("Households that took part"),
        required=True,
        help_text=_("Only the number. Taking part is voluntary; who did not is written nowhere."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Unit.objects.below(unit).current().order_by("level", "code")
        self.fields["unit"].queryset = inside  # type: ignore[attr-defined]  # this field chooses
