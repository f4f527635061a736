"""The list for the insurer: names and numbers in clear, of the village alone, and never without a line in the log."""

from django.db import transaction

from cases.casefile.vault import Vault
from network.access import gate, rest
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from outreach.health.insurance.models import InsuranceEnrolment


@transaction.atomic
def list_enrolled(*, by: User) -> list[tuple[InsuranceEnrolment, str, str]]:
    """(enrolment, name, identity number) of whoever is enrolled and was not emptied."""
    scope = rest.of(by)
    gate.require(scope, "enrol_insurance")
    rows = InsuranceEnrolment.objects.visible_to(scope).filter(ended_on=None).exclude(wrapped=None)
    found = []
    for row in rows.select_related("plan"):
        vault = Vault.unwrapped(row)
        found.append((row, vault.open(row, "name"), vault.open(row, "id_number")))
    detail = {"fields": ["name", "id_number"]}
    for row, _name, _number in found:
        subject = ("insurance_enrolment", row.pk)
        record.event(
            Action.REVEAL, by=by, subject=subject, unit_id=row.unit_id, purpose="insurance", detail=detail
        )
    return found
