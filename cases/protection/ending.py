"""A matter does not end while it protects somebody (妇联首接负责): the danger track, an application, an order, a stay."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.protection import orders
from cases.protection.lists import IncidentState
from cases.protection.models import ShelterStay, UrgentIncident
from network.access.gate import Refusal


def refuse_while_protected(case: Case, on: date) -> None:
    """Raises Refusal while something of this is open; within the verb that would end the matter."""
    if UrgentIncident.objects.filter(case=case, state=IncidentState.OPEN).exists():
        raise Refusal("protection", _("The danger track of this matter is open. End it first."))
    if orders.any_open(case, on):
        raise Refusal("protection", _("An application or an order still protects her. End it first."))
    if ShelterStay.objects.filter(case=case, ended_on=None).exists():
        raise Refusal("protection", _("A stay in a safe place is under way. End it first."))
