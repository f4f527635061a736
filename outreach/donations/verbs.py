"""Receiving, using, thanking, reversing; and by which way money may come to a unit at all."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.documents.content import stem
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.models import User
from network.units.models import Level, Unit
from outreach.beneficiaries.models import Beneficiary
from outreach.donations import ledger
from outreach.donations.ledger import Stuff
from outreach.donations.lists import KEEPS_TO, MOST, EntryKind, Purpose, Side, Thanks, Use
from outreach.donations.models import Entry, Gift, MoneyRoute
from outreach.lines import begin, gone, known, log, made_before, not_to_come, step
from outreach.supporters.models import Supporter
from sisterhood.lib import clock
from sisterhood.lib.persons import points_at_a_person

SUBJECT, ENTRY, ROUTE, THANKS = "gift", "gift_entry", "money_route", "donation.thanks"
BOOK_LEVELS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)


def _of_unit(unit: Unit, action: str, *, by: User) -> None:
    gate.require(rest.of(by), action, Ground(unit))
    if unit.level not in BOOK_LEVELS or unit.valid_to is not None:
        raise Refusal("unit", _("A city, county or township keeps a book of gifts."))


@transaction.atomic
def set_money_route(
    unit: Unit,
    *,
    is_qualified: bool,
    charity: str,
    basis: str,
    since: date,
    until: date,
    by: User,
    at: datetime | None = None,
) -> MoneyRoute:
    """慈善法 art. 26: who may not raise funds in public does it together with a charity that may, which takes the money.

    Of those open on a day the newest counts. Raises Refusal: no charity, one beside the own qualification, no paper, days the wrong way round.
    """
    at = at or clock.now()
    _of_unit(unit, "set_money_route", by=by)
    if not is_qualified and not charity.strip():
        raise Refusal("charity", _("Without that qualification money goes through a charity. Write which."))
    if is_qualified and charity.strip():
        raise Refusal("charity", _("Leave it empty, or say that the unit is not qualified itself."))
    if not basis.strip():
        raise Refusal("basis", _("Write the number of the certificate or agreement."))
    if until < since:
        raise Refusal("until", _("The last day is not before the first."))
    row = MoneyRoute(unit=unit, is_qualified=is_qualified, charity=charity.strip(), basis=basis.strip())
    ledger.take_turn(unit)
    newest = MoneyRoute.objects.filter(unit=unit).first()
    if newest is not None and (
        newest.is_qualified,
        newest.charity,
        newest.basis,
        newest.since,
        newest.until,
    ) == (
        row.is_qualified,
        row.charity,
        row.basis,
        since,
        until,
    ):
        return newest
    row.since, row.until, row.entered_by, row.entered_at = since, until, by, at
    row.save(force_insert=True)
    log(ROUTE, row, "set_money_route", by=by, at=at, is_qualified=is_qualified)
    return row


def route_of(unit: Unit, *, on: date) -> MoneyRoute | None:
    """The newest way that is open that day; None: no money may be taken. One of days to come closes none of today."""
    return MoneyRoute.objects.filter(unit=unit, since__lte=on, until__gte=on).first()  # type: ignore[no-any-return]  # a step knows no type of its row


def _receipt(unit: Unit, on: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select next_number(%s)", [f"JZ-{unit.pk}-{on.year}"])
        return f"{stem(unit)}妇捐〔{on.year}〕{cursor.fetchone()[0]}号"


def _require_stuff(purpose: str, item: str, measure: str, amount: int) -> None:
    known("purpose", purpose, Purpose.values)
    if not 0 < amount <= MOST:
        raise Refusal("amount", _("Write an amount above nothing."))
    if bool(item) != bool(measure):
        raise Refusal("measure", _("Write both what it is and in what it is counted, or neither for money."))
    if points_at_a_person(item):
        raise Refusal("item", _("Write what it is, and nobody's name."))


@transaction.atomic
def receive_gift(
    unit: Unit,
    *,
    supporter: Supporter | None,
    purpose: str,
    item: str,
    measure: str,
    amount: int,
    given_on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Gift:
    """A gift comes in and has its receipt at once. `amount`: cents of money (`item` and `measure` empty), or pieces.

    `supporter` None: the donor wants no name. Thanks are owed from that day. Raises Refusal: no way for money, a donor of
    another list, a day to come.
    """
    at, item, measure = at or clock.now(), item.strip(), measure.strip()
    _of_unit(unit, "receive_gift", by=by)
    if (before := made_before(Gift.objects, key)) is not None:
        return before  # type: ignore[no-any-return]  # a step knows no type of its row
    _require_stuff(purpose, item, measure, amount)
    not_to_come("given_on", given_on, clock.local_date(at))
    if supporter is not None and (supporter.unit_id != unit.pk or supporter.gone_on is not None):
        raise Refusal("supporter", _("Choose a supporter of this unit's list."))
    row = Gift(unit=unit, supporter=supporter, purpose=purpose, item=item, measure=measure, amount=amount)
    if row.is_money:
        row.route = route_of(unit, on=given_on)
        if row.route is None:
            raise Refusal(
                "amount", _("No way is entered by which this unit may take money that day. Enter it first.")
            )
    if key is not None:
        row.pk = key
    row.given_on, row.received_by, row.received_at = given_on, by, at
    ledger.take_turn(unit)
    row.receipt = _receipt(unit, clock.local_date(at))
    row.save(force_insert=True)
    stuff = Stuff(unit, purpose, item, measure)
    given, lies = ledger.account(stuff, Side.GIVEN), ledger.account(stuff, Side.HELD)
    lines = [(given, row, -amount), (lies, row, amount)]
    ledger.write(unit, EntryKind.GIFT, lines, on=given_on, by=by, at=at)
    log(SUBJECT, row, "receive_gift", by=by, at=at, purpose=purpose)
    begin(THANKS, (SUBJECT, row.pk), owner=by, unit=unit, on=clock.local_date(at), by=by, at=at)
    row.refresh_from_db(fields=["left"])
    return row


@transaction.atomic
def use_gifts(
    unit: Unit,
    *,
    stuff: Stuff,
    amount: int,
    use: str,
    people: int,
    beneficiary: Beneficiary | None,
    voucher: str,
    on: date,
    by: User,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Entry:
    """So much of a purpose is used, from the oldest gifts on. Raises Refusal: more than is left, no voucher, a day to come.

    A day before one of those gifts was given is refused as well.
    """
    at = at or clock.now()
    _of_unit(unit, "use_gifts", by=by)
    if (before := made_before(Entry.objects, key)) is not None:
        return before  # type: ignore[no-any-return]  # a step knows no type of its row
    known("use", use, Use.values)
    if stuff.unit.pk != unit.pk:
        raise Refusal("stuff", _("Choose from the list."))
    _require_stuff(stuff.purpose, stuff.item, stuff.measure, amount)
    if use not in KEEPS_TO.get(Purpose(stuff.purpose), Use.values):
        raise Refusal("use", _("It was given for something else. Take it from a gift that allows this."))
    not_to_come("on", on, clock.local_date(at))
    if not 0 < people < 10**6:
        raise Refusal("people", _("Write how many people were helped."))
    if not voucher.strip() or points_at_a_person(voucher):
        raise Refusal("voucher", _("Write the number of the paper behind it, and nobody's name."))
    ledger.take_turn(unit)
    parts = ledger.drawn(stuff, amount)
    if sum(part for _gift, part in parts) < amount:
        raise Refusal("amount", _("So much is not left."))
    if any(gift.given_on > on for gift, _part in parts):
        raise Refusal("on", _("On that day so much had not been given yet."))
    lies, used = ledger.account(stuff, Side.HELD), ledger.account(stuff, Side.USED)
    lines = [line for gift, part in parts for line in ((lies, gift, -part), (used, gift, part))]
    facts: dict[str, Any] = {
        "use": use,
        "people": people,
        "beneficiary": beneficiary,
        "voucher": voucher.strip(),
    }
    if key is not None:
        facts["id"] = key
    row = ledger.write(unit, EntryKind.USE, lines, on=on, by=by, at=at, **facts)
    log(ENTRY, row, "use_gifts", by=by, at=at, use=use)
    return row


def thank_donor(row: UUID, *, how: str, by: User, at: datetime | None = None) -> Gift:
    """She was thanked, and told what her gift is used for. Raises Refusal the second time."""
    with step(SUBJECT, Gift.objects, row, "thank_donor", by=by, at=at) as line:
        known("how", how, Thanks.values)
        if line.row.thanked_on is not None:
            raise Refusal("how", _("The donor was thanked already."))
        line.row.thanked_on, line.row.thanked_how = line.today, how
        line.meet(THANKS)
        return line.done("thanked_on", "thanked_how")  # type: ignore[no-any-return]  # a step knows no type of its row


@transaction.atomic
def reverse_entry(row: UUID, *, by: User, at: datetime | None = None) -> Entry:
    """What was entered wrongly is taken back by an entry of its own, by somebody else. It stays in the ledger for good.

    Raises Refusal: her own entry, one that is reversed, a reversal, a gift of which something is used.
    """
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "reverse_entry")
    found = Entry.objects.visible_to(scope).select_related("unit").filter(pk=row).first()
    if found is None:
        raise gone()
    gate.require(scope, "reverse_entry", found)
    ledger.take_turn(found.unit)
    if found.made_by_id == by.pk:
        raise Refusal("self", _("Somebody else reverses what you entered."))
    if found.kind == EntryKind.REVERSAL or Entry.objects.filter(reverses=found).exists():
        raise Refusal("reversed", _("This line is reversed already, or reverses another."))
    lines = ledger.mirrored(found)
    gift = lines[0][1]
    if found.kind == EntryKind.GIFT and gift.left != gift.amount:
        raise Refusal("used", _("Something of this gift is used. Reverse the use first."))
    made = ledger.write(
        found.unit, EntryKind.REVERSAL, lines, on=clock.local_date(at), by=by, at=at, reverses=found
    )
    if found.kind == EntryKind.GIFT:
        clocks.cancel_running((SUBJECT, gift.pk), by=by, at=at)
    log(ENTRY, made, "reverse_entry", by=by, at=at)
    return made
