"""临时庇护 (反家庭暴力法 art. 18): a stay in a safe place. Where it is, stands on no page, paper, list or search."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.protection import wishes
from cases.protection.frame import enter as keep
from cases.protection.frame import one, protect, require
from cases.protection.models import ShelterStay
from network.access import rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.staff.models import User

STAY = "protection.shelter"


def start_stay(
    case: Case,
    *,
    place: str,
    started_on: date,
    children: int = 0,
    despite: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """She and her children are in a safe place, as a rule for ten days at most."""
    with protect(case, "start_stay", by=by, at=at) as s:
        wishes.require_wish(s.case, s.vault, "start_stay", despite=despite)
        if started_on > s.today:
            raise Refusal("started_on", _("The day lies in the future."))
        if ShelterStay.objects.filter(case=s.case, ended_on=None).exists():
            raise Refusal("open", _("A stay is under way already."))
        days = timedelta(days=calculator.length_of(STAY, on=started_on))
        row = ShelterStay(started_on=started_on, expected_end=started_on + days, children=children)
        keep(s, row, place=place)
        s.start(STAY, row.pk, on=started_on)
        return s.write()


def extend_stay(
    case: Case, *, row: UUID, until: date, filed_on: date, by: User, at: datetime | None = None
) -> Event:
    """Longer than usual, after it was filed with civil affairs."""
    with protect(case, "extend_stay", by=by, at=at) as s:
        stay = _open(one(s, ShelterStay, row))
        if until <= stay.expected_end:
            raise Refusal("until", _("Choose a later day than the present last one."))
        if filed_on > s.today:
            raise Refusal("filed_on", _("The day lies in the future."))
        stay.expected_end, stay.filed_on = until, filed_on
        stay.save(update_fields=["expected_end", "filed_on"])
        s.drop(stay.pk)
        s.start(STAY, stay.pk, on=until - timedelta(days=calculator.length_of(STAY)))
        return s.write(detail={"until": until.isoformat()})


def end_stay(
    case: Case, *, row: UUID, ended_on: date, exit_plan: str, by: User, at: datetime | None = None
) -> Event:
    """She leaves, with a plan of where she is safe next."""
    require(exit_plan, "exit_plan", _("Write how she stays safe now, without an address."))
    with protect(case, "end_stay", by=by, at=at) as s:
        stay = _open(one(s, ShelterStay, row))
        if not stay.started_on <= ended_on <= s.today:
            raise Refusal("ended_on", _("Choose a day of the stay."))
        stay.ended_on = ended_on
        s.vault.seal(stay, exit_plan=exit_plan)
        stay.save(update_fields=["ended_on", "exit_plan"])
        s.meet(STAY, stay.pk)
        return s.write(note=exit_plan)


def place_of(stay: ShelterStay, *, by: User) -> str:
    """Where she is, for the owner of the matter alone; each look is audited. Raises Refusal for everybody else."""
    case, scope = stay.case, rest.of(by)
    if case.owner_id != scope.user_id or not sharing.layers(case, scope).names:
        raise Refusal("place", _("Only the owner of the matter may look at this."))
    record.event(Action.REVEAL, by=by, subject=("case", case.pk), detail={"layer": "place"})
    return Vault.of(case).open(stay, "place")


def _open(stay: ShelterStay) -> ShelterStay:
    if stay.ended_on is not None:
        raise Refusal("ended", _("This stay has ended."))
    return stay
