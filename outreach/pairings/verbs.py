"""From a proposal to what the child says afterwards. With a child nothing runs without a check that holds (未成年人保护法 art. 62)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.vocabulary.petitions import ConsentManner
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator, clocks
from network.sites.reach import Ground
from network.staff.models import User
from outreach.beneficiaries import verbs as beneficiaries
from outreach.beneficiaries.models import Beneficiary
from outreach.lines import Line, begin, known, log, made_before, not_to_come, step, waits_for
from outreach.pairings.lists import Commitment, PairingKind, Said, Voice, WhyOver
from outreach.pairings.models import SupportPairing
from outreach.pairings.states import KEEPS, OPEN, PAIRING
from outreach.supporters import checking
from outreach.supporters.lists import SupporterKind
from outreach.supporters.models import Supporter
from sisterhood.lib import clock

SUBJECT, CHECK, CONTACT, TERM = "pairing", "pairing.check", "pairing.contact", "pairing.term"


def ground(row: SupportPairing) -> Ground:
    """A keeper's reach is that of her unit, whoever keeps it."""
    return Ground(row.unit)


@contextmanager
def _step(row: UUID, event: str, *, by: User, at: datetime | None) -> Iterator[Any]:
    asks = event if event == "check_pairing" else KEEPS
    rows = SupportPairing.objects.select_related("supporter", "unit", "beneficiary")
    with step(SUBJECT, rows, row, event, by=by, at=at, action=asks, table=PAIRING, ground=ground) as line:
        not_her_own(line.row.supporter, by)
        yield line


def not_her_own(supporter: Supporter, by: User) -> None:
    """Raises Refusal for the supporter herself: nobody lets herself near a child, or says how it went."""
    if supporter.user_id == by.pk:
        raise Refusal("self", _("You support here yourself. Somebody else does this."))


def _require_fit(supporter: Supporter, child: bool, kind: str, on: date) -> None:
    """The supporter is here, of the right kind, and may come near a child."""
    if supporter.gone_on is not None:
        raise Refusal("supporter", _("She supports no longer."))
    if kind == PairingKind.CARING_MOTHER and supporter.kind != SupporterKind.CARING_MOTHER:
        raise Refusal("supporter", _("Choose a caring mother."))
    if kind == PairingKind.CARING_MOTHER and not child:
        raise Refusal("kind", _("A caring mother goes hand in hand with a child."))
    if child:
        checking.require_near_children(supporter, on=on)


def _require_holds(beneficiary: Beneficiary, on: date) -> None:
    if not beneficiary.holds(on, years=beneficiaries.bounds(on).age):
        raise Refusal("beneficiary", _("Help is not confirmed, or the age of the category is over."))


@transaction.atomic
def propose_pairing(
    beneficiary: Beneficiary,
    *,
    supporter: Supporter,
    kind: str,
    commitments: Collection[str],
    ends_on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
    follows: SupportPairing | None = None,
) -> SupportPairing:
    """Somebody is to help somebody. Raises Refusal: no help confirmed, no check that holds, nothing promised, a day gone by.

    The supporter of a minor is looked at here already, so that nobody is promised to a child before.
    """
    at = at or clock.now()
    today = clock.local_date(at)
    gate.require(rest.of(by), KEEPS, Ground(beneficiary.unit))
    if (before := made_before(SupportPairing.objects, key)) is not None:
        return before  # type: ignore[no-any-return]  # a step knows no type of its row
    not_her_own(supporter, by)
    known("kind", kind, PairingKind.values)
    if not commitments or set(commitments) - set(Commitment.values):
        raise Refusal("commitments", _("Choose what she promises."))
    if ends_on <= today:
        raise Refusal("ends_on", _("Choose a day to come."))
    _require_holds(beneficiary, today)
    child = beneficiary.is_minor(today)
    _require_fit(supporter, child, kind, today)
    both = SupportPairing.objects.filter(supporter=supporter, beneficiary=beneficiary, state__in=OPEN)
    if (both if follows is None else both.exclude(pk=follows.pk)).exists():
        raise Refusal("supporter", _("A pairing of these two is open already."))
    row = SupportPairing(unit=beneficiary.unit, supporter=supporter, beneficiary=beneficiary, kind=kind)
    if key is not None:
        row.pk = key
    row.alias, row.is_child, row.commitments = beneficiary.number, child, sorted(commitments)
    row.keeper, row.proposed_by, row.proposed_at = by, by, at
    row.ends_on, row.follows = ends_on, follows
    row.save(force_insert=True)
    desks = (
        (row.unit.township_id, "leader"),
        (row.unit.county_id, "officer"),
        (row.unit.county_id, "leader"),
    )
    others = [by.pk, supporter.user_id]
    waits_for(CHECK, (SUBJECT, row.pk), places=desks, without=others, by=by, at=at)
    log(SUBJECT, row, "propose_pairing", by=by, at=at, kind=kind)
    return row


def check_pairing(row: UUID, *, by: User, at: datetime | None = None) -> SupportPairing:
    """Somebody else has looked: the two fit, and the check holds. Raises Refusal for her own proposal."""
    with _step(row, "check_pairing", by=by, at=at) as line:
        if line.row.proposed_by_id == by.pk:
            raise Refusal("self", _("Somebody else checks what you proposed."))
        _require_fit(line.row.supporter, line.row.is_child, line.row.kind, line.today)
        line.row.checked_by = by
        line.meet(CHECK)
        return line.done("checked_by")  # type: ignore[no-any-return]  # a step knows no type of its row


def agree_pairing(
    row: UUID,
    *,
    agreed_on: date,
    agreed_how: str,
    guardian_agreed: bool,
    photos_agreed: bool,
    by: User,
    at: datetime | None = None,
) -> SupportPairing:
    """All sides have agreed; for a child the guardian as well. Photos are asked for apart and may be refused."""
    with _step(row, "agree_pairing", by=by, at=at) as line:
        known("agreed_how", agreed_how, ConsentManner.values)
        not_to_come("agreed_on", agreed_on, line.today)
        if line.row.is_child and not guardian_agreed:
            raise Refusal(
                "guardian_agreed", _("Without the guardian's consent there is no pairing with a child.")
            )
        line.row.agreed_on, line.row.agreed_how = agreed_on, agreed_how
        line.row.guardian_agreed, line.row.photos_agreed = guardian_agreed, photos_agreed
        return line.done("agreed_on", "agreed_how", "guardian_agreed", "photos_agreed")  # type: ignore[no-any-return]  # a step knows no type of its row


def _stopped(row: SupportPairing, wall: IntegrityError) -> Exception:
    """What somebody else did in the same moment, in the words of the wall it ran into; the wall itself where it has none."""
    told: dict[str | None, Any] = {
        "pairing_runs_once": _("A pairing of these two is open already."),
        "pairing_one_caring_mother": _("Another pairing of this child runs already. End it first."),
        "pairing_near_child": _(
            "The records of %(name)s were not looked up, or too long ago. First the check, then children."
        )
        % {"name": row.supporter},
    }
    name = getattr(getattr(wall.__cause__, "diag", None), "constraint_name", None)
    return Refusal("supporter", told[name]) if name in told else wall


def _run(line: Line) -> SupportPairing:
    """It runs from today: the check holds today, the category reaches today, and the month counts from today."""
    row = line.row
    if row.is_over(line.today):
        raise Refusal("ends_on", _("Its agreed time is over. Pair them again."))
    _require_holds(row.beneficiary, line.today)
    _require_fit(row.supporter, row.is_child, row.kind, line.today)
    row.runs_since, row.begun_on = line.today, row.begun_on or line.today
    try:
        with transaction.atomic():
            found = line.done("runs_since", "begun_on")
    except IntegrityError as wall:
        raise _stopped(row, wall) from wall
    contact_by(found, by=line.by, at=line.at)
    first = calculator.start_of(TERM, due_on=row.ends_on)
    line.start(TERM, owner=row.keeper, unit=row.unit, on=first)
    return found  # type: ignore[no-any-return]  # a step knows no type of its row


def contact_by(row: SupportPairing, *, by: User, at: datetime) -> None:
    """The next contact counts from today: hers who goes herself, else the keeper's."""
    owner = row.supporter.user or row.keeper
    subject, today = (SUBJECT, row.pk), clock.local_date(at)
    begin(CONTACT, subject, owner=owner, unit=row.unit, on=today, by=by, at=at)


def begin_pairing(row: UUID, *, by: User, at: datetime | None = None) -> SupportPairing:
    """It begins today. Raises Refusal: the check has lapsed since, the time is over."""
    with _step(row, "begin_pairing", by=by, at=at) as line:
        return _run(line)


def pause_pairing(row: UUID, *, by: User, at: datetime | None = None) -> SupportPairing:
    """Nobody comes for a while, and no month counts."""
    with _step(row, "pause_pairing", by=by, at=at) as line:
        clocks.cancel_running(line.subject, by=by, at=line.at)
        return line.done()  # type: ignore[no-any-return]  # a step knows no type of its row


def resume_pairing(row: UUID, *, by: User, at: datetime | None = None) -> SupportPairing:
    """It runs again, if the check holds today."""
    with _step(row, "resume_pairing", by=by, at=at) as line:
        return _run(line)


def end_pairing(row: UUID, *, why: str, by: User, at: datetime | None = None) -> SupportPairing:
    """It ends today, for a reason from the list."""
    with _step(row, "end_pairing", by=by, at=at) as line:
        known("why", why, WhyOver.values)
        clocks.cancel_running(line.subject, by=by, at=line.at)
        line.row.ended_on, line.row.ended_for = line.today, why
        line.logged = {"why": why}
        return line.done("ended_on", "ended_for")  # type: ignore[no-any-return]  # a step knows no type of its row


def evaluate_pairing(
    row: UUID, *, said: str, said_by: str, by: User, at: datetime | None = None
) -> SupportPairing:
    """What the child or guardian says of it, in one word."""
    with _step(row, "evaluate_pairing", by=by, at=at) as line:
        known("said", said, Said.values)
        known("said_by", said_by, Voice.values)
        line.row.said, line.row.said_by = said, said_by
        return line.done("said", "said_by")  # type: ignore[no-any-return]  # a step knows no type of its row


def pair_again(
    row: UUID, *, ends_on: date, by: User, at: datetime | None = None, key: UUID | None = None
) -> SupportPairing:
    """The same two and the same promises for another time; it is checked and agreed like the first, and begins after it."""
    scope = rest.of(by)
    with transaction.atomic():
        gate.require(scope, KEEPS)
        rows = SupportPairing.objects.visible_to(scope).select_related("supporter", "beneficiary__unit")
        found = rows.filter(pk=row, state__in=("active", "ended", "evaluated")).first()
        if found is None:
            raise Refusal("gone", _("Only a pairing that runs or has ended is made again."))
        facts = {"supporter": found.supporter, "kind": found.kind, "commitments": found.commitments}
        return propose_pairing(
            found.beneficiary, ends_on=ends_on, follows=found, by=by, at=at, key=key, **facts
        )
