"""爱心捐助: gifts of money and things in a ledger of double entry that only grows; what is wrong is reversed, never changed.

Money counts in whole cents (分), things in whole pieces. Balances are columns that the database alone writes.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.beneficiaries.models import Beneficiary
from outreach.donations.lists import MOST, EntryKind, Purpose, Side, Thanks, Use
from outreach.supporters.models import Supporter
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class OfBookQuerySet(models.QuerySet[Any]):
    """Questions about rows of a unit's book."""

    def visible_to(self, scope: Scope) -> "OfBookQuerySet":
        """Those of her units and below; row security says the same."""
        return self.filter(in_reach(scope, "see_donations"))


class MoneyRoute(OfUnit, models.Model):
    """How money may come to a unit: it may raise funds in public itself, or a charity that may takes it (慈善法 art. 26).

    `basis`: number of the certificate, or of the agreement with the charity.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_qualified = models.BooleanField()
    charity = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField()
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = OfBookQuerySet.as_manager()

    class Meta:
        """The newest first. Without qualification there is a charity."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_qualified=True, charity="") | (Q(is_qualified=False) & ~Q(charity="")),
                name="money_route_charity",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="money_route_days"),
        ]


class Account(OfUnit, models.Model):
    """One side of one purpose in money (`item` empty) or one thing. `balance`: the sum of its postings, kept by the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    item = models.CharField(max_length=30, blank=True)
    measure = models.CharField(max_length=4, blank=True)
    side = models.CharField(max_length=6, choices=Side.choices)
    balance = models.BigIntegerField(default=0)

    objects = OfBookQuerySet.as_manager()

    class Meta:
        """Nothing is used that is not there."""

        ordering = ["purpose", "item", "measure", "side"]
        constraints = [
            models.UniqueConstraint("unit", "purpose", "item", "measure", "side", name="account_once"),
            models.CheckConstraint(
                condition=Q(side="given", balance__lte=0) | Q(side__in=("held", "used"), balance__gte=0),
                name="account_no_negative_stock",
            ),
        ]


class Gift(OfUnit, models.Model):
    """One gift and its receipt. `supporter` empty: the donor wants no name. `left`: what is not used yet, kept by the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supporter = models.ForeignKey(Supporter, models.PROTECT, null=True, related_name="gifts")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    item = models.CharField(max_length=30, blank=True)
    measure = models.CharField(max_length=4, blank=True)
    amount = models.BigIntegerField()
    left = models.BigIntegerField(default=0)
    route = models.ForeignKey(MoneyRoute, models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=40, unique=True)
    given_on = models.DateField()
    received_by = _person()
    received_at = models.DateTimeField()
    thanked_on = models.DateField(null=True)
    thanked_how = models.CharField(max_length=8, choices=Thanks.choices, blank=True)

    objects = OfBookQuerySet.as_manager()

    class Meta:
        """Money has a route, things have a measure."""

        ordering = ["-given_on", "-received_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MOST), name="gift_amount"),
            models.CheckConstraint(condition=Q(left__gte=0, left__lte=F("amount")), name="gift_left"),
            models.CheckConstraint(
                condition=Q(item="", measure="", route__isnull=False)
                | (~Q(item="") & ~Q(measure="") & Q(route=None)),
                name="gift_money_or_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "purpose", "item", "measure", "given_on"], name="gift_of_unit")
        ]

    @property
    def is_money(self) -> bool:
        """Cents, and not pieces."""
        return not self.item


class Entry(OfUnit, models.Model):
    """One line of the ledger: its postings add up to nothing. `lines`: how many postings it has, for good.

    `people`: how many were helped by a use; `beneficiary` where it was one of ours. `voucher`: number of the paper behind it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    on = models.DateField()
    lines = models.PositiveSmallIntegerField()
    use = models.CharField(max_length=10, choices=Use.choices, blank=True)
    people = models.PositiveIntegerField(null=True)
    beneficiary = models.ForeignKey(Beneficiary, models.PROTECT, null=True, related_name="+")
    voucher = models.CharField(max_length=40, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    made_by = _person()
    made_at = models.DateTimeField()

    objects = OfBookQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ["-on", "-made_at", "-id"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="gift", use="", reverses=None)
                | (Q(kind="use", people__gte=1, reverses=None) & ~Q(use="") & ~Q(voucher=""))
                | Q(kind="reversal", use="", reverses__isnull=False),
                name="entry_kind",
            )
        ]
        indexes = [models.Index(fields=["unit", "on"], name="entry_of_unit")]


class Posting(models.Model):
    """One amount on one account, of one gift. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField()

    class Meta:
        """In the order in which they were made."""

        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_amount")]
