"""What of the protection from violence speaks against bringing two sides together; enrolled when the app is ready."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cases.casefile import bars
from cases.casefile.bars import Bar
from cases.casefile.models import Case
from cases.protection import orders
from cases.protection.lists import IncidentState, Level
from cases.protection.models import SafetyScreen, ShelterStay, UrgentIncident, WarningLetter


def speaks_against(case: Case, on: date) -> Bar | None:
    """Danger, an order or its application, a safe place, a high level: nobody lifts these. A warning she herself may."""
    if case.is_urgent or UrgentIncident.objects.filter(case=case, state=IncidentState.OPEN).exists():
        return Bar(
            _("Somebody is in danger here: there is no mediation while the danger track is open."), True
        )
    if orders.any_open(case, on):
        return Bar(_("A protection order or its application stands: there is no mediation under it."), True)
    if ShelterStay.objects.filter(case=case, ended_on=None).exists():
        return Bar(_("She is in a safe place: the two sides are not brought together."), True)
    screen = SafetyScreen.objects.filter(case=case).first()
    if screen is not None and screen.level != Level.STANDARD:
        return Bar(_("The safety screen says high or urgent: there is no mediation."), True)
    if screen is not None or WarningLetter.objects.filter(case=case).exists():
        return Bar(_("There was violence in this matter: it is not suitable for mediation."), False)
    return None


def enrol() -> None:
    """Called once when the app is ready."""
    bars.enrol("protection", speaks_against)
