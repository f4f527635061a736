"""Forms of a talk about the law. What is never asked: who told us, and what he says about her."""

from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import LONG, SHORT, day, text
from cases.coordination.forms import MatterForm
from cases.support.forms import one_of, tick
from cases.support.lists import Partner, SafetyWay
from sisterhood.lib import clock


class PlanForm(MatterForm):
    """With whom, when."""

    partner = one_of(_("Who talks with us"), Partner.choices)
    planned_on = day(_("Day of the talk"), initial=clock.today)


class CheckForm(MatterForm):
    """Her safety, for this talk."""

    checked_on = day(_("Asked on"), initial=clock.today)
    checked_how = one_of(_("How she was asked"), SafetyWay.choices)
    is_safe = tick(_("She is safe, also after the talk"))
    agrees = tick(_("She knows of the talk and has nothing against it"))
    check_note = text(_("What she said about her safety"), widget=SHORT, length=2000)


class HoldForm(MatterForm):
    """What was explained."""

    held_on = day(_("Talk held on"), initial=clock.today)
    without_her = tick(_("She was not in the room"))
    content = text(
        _("Which law was explained"),
        widget=LONG,
        length=2000,
        help_text=_("Never say who told us, where she is, or what she wants."),
    )


class CallOffForm(MatterForm):
    """Why not."""

    why = text(_("Why it does not take place"), widget=SHORT, length=1000)


__all__ = ["CallOffForm", "CheckForm", "HoldForm", "PlanForm"]
