"""A work order becomes a registered matter at the competent unit, once, however often the line sends it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import sealing, sharing, timeline, transfers
from cases.casefile.models import Case
from cases.people.turns import take_turns
from cases.petitions.intake import register
from cases.petitions.told import Contact, Intake, Named
from cases.vocabulary.intake import Channel, Safety
from cases.vocabulary.reading import AccessSource
from cases.work_orders.models import WorkOrder, mark_of, print_of
from network.access import gate, rest
from network.access.gate import Refusal
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from network.units.placed import acts_for
from sisterhood.lib import clock

OUTSIDE = _("No city, county or township with this code is within your reach.")


@dataclass(frozen=True)
class Told:
    """What the line sent. `unit` is the competent one; the numbers of caller and order are sealed with the story."""

    source: str
    reference: str
    received_at: datetime
    unit: Unit
    safety: str
    text: str
    request: str
    category: str
    caller_name: str = ""
    caller_phone: str = ""
    may_call: bool = False

    @property
    def words(self) -> str:
        """Everything that was sent, to be compared."""
        told: dict[str, Any] = {
            **vars(self),
            "unit": self.unit.code,
            "received_at": self.received_at.isoformat(),
        }
        return "|".join(f"{name}={told[name]}" for name in sorted(told))

    @property
    def intake(self) -> Intake:
        """As a registrar would write it down."""
        return Intake(
            channel=Channel.HOTLINE if self.source == "12338" else Channel.PHONE,
            safety=self.safety,
            request=self.request,
            facts=self.text,
            received_on=clock.local_date(self.received_at),
            petitioner=Named(name=self.caller_name, phone=self.caller_phone),
            contact=Contact(may_call=self.may_call),
            category=self.category,
            prior_steps=f"{self.source}：{self.reference}",
        )


@transaction.atomic
def enter_work_order(told: Told, *, by: User, at: datetime | None = None) -> tuple[Case, bool]:
    """The matter, and whether this order made it just now.

    Registered in her own unit's name and passed on to the competent unit at or below it; a sealed one goes to the
    county. Raises Refusal: outside her reach (`unit_code`), sent before with other words (`reference`), sent before
    by somebody else (`known`).
    """
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "enter_work_order")
    if not gate.ask(scope, "enter_work_order", Ground(told.unit)):
        raise Refusal("unit_code", OUTSIDE)
    mark, words = (
        mark_of(told.source, told.reference, told.unit.county_id or told.unit.pk),
        print_of(told.words),
    )
    take_turns([f"work order {mark.hex()}"])
    known = WorkOrder.objects.filter(mark=mark).first()
    if known is not None:
        if bytes(known.print or b"") != words:
            raise Refusal("reference", _("This work order was sent before with other words."))
        case = Case.objects.visible_to(scope).filter(pk=known.case_id).first()
        if case is not None:
            return case, False
    if known is not None or _is_known(mark):
        raise Refusal("known", _("This work order was entered already."))
    case = register(told.intake, unit=acts_for(scope, "enter_work_order"), by=by, at=at)
    WorkOrder.objects.create(
        case=case, source=told.source, mark=mark, print=words, entered_by=by, entered_at=at
    )
    _pass_on(case, told, by=by, at=at)
    return case, True


def _is_known(mark: bytes) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select work_order_known(%s)", [mark])
        return bool(cursor.fetchone()[0])


def _pass_on(case: Case, told: Told, *, by: User, at: datetime) -> None:
    """To the competent unit, a sealed matter to its county; whoever gets it may hand it back."""
    there = told.unit
    if case.is_sealed and there.level > Level.COUNTY and there.county_id is not None:
        there = Unit.objects.get(pk=there.county_id)
    hers = Case.objects.visible_to(rest.of(by)).select_for_update(of=("self",)).filter(pk=case.pk, owner=by)
    here = hers.select_related("unit").first()
    if here is None or here.unit_id == there.pk:
        return
    unit, person = transfers.receiver(here, there)
    if person.pk == by.pk:
        return
    detail = {"from_unit": here.unit_id, "from_owner": by.pk}
    timeline.write(here, "pass_on", by=by, at=at, detail=detail)
    if here.is_sealed:
        leader = holder(unit, "leader", on=clock.local_date(at))
        if leader is not None and leader.pk not in {person.pk, *sealing.barred(here)}:
            sharing.receipt(here, to=leader, by=by, source=AccessSource.SUPERVISION)
    message = "danger" if told.safety == Safety.URGENT else "handed"
    transfers.give(here, to_unit=unit, to=person, by=by, at=at, message=message)
