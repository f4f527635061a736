"""The ledger balances to the cent whatever is done to it, by whomever, at the same moment."""

import random
import threading
from collections import defaultdict
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from network.access.gate import Refusal
from outreach.donations import verbs
from outreach.donations.ledger import Stuff
from outreach.donations.models import Account, Entry, Gift
from sisterhood.lib import clock
from tests.donations import told
from tests.house import acting, plain_sql
from tests.selection.told import does

THINGS = (("", ""), ("书包", "个"), ("棉被", "床"))


def _balances(house) -> dict:
    rows = house.raw("select purpose, item, side, balance from outreach_account")
    return {(purpose, item, side): balance for purpose, item, side, balance in rows}


def _is_whole(house) -> None:
    """What the database says of itself: every balance is the sum of its postings, every entry adds up to nothing."""
    assert (
        house.raw(
            "select a.id from outreach_account a left join outreach_posting p on p.account_id = a.id"
            " group by a.id having a.balance <> coalesce(sum(p.amount), 0) or (a.side <> 'given' and a.balance < 0)"
        )
        == []
    )
    assert house.raw("select entry_id from outreach_posting group by entry_id having sum(amount) <> 0") == []
    assert (
        house.raw(
            "select g.id from outreach_gift g left join (outreach_posting p join outreach_account a on a.id = p.account_id"
            " and a.side = 'held') on p.gift_id = g.id group by g.id having g.\"left\" <> coalesce(sum(p.amount), 0)"
        )
        == []
    )
    numbers = [row[0] for row in house.raw("select receipt from outreach_gift order by received_at, id")]
    assert sorted(int(n.split("〕")[1][:-1]) for n in numbers) == list(range(1, len(numbers) + 1))


def _many_operations(house, number: int, seed: int) -> None:
    """Gifts, uses and reversals at random, against a model in plain Python."""
    dice, unit = random.Random(seed), told.county()
    left: dict[tuple[str, str], int] = defaultdict(int)
    used: dict[tuple[str, str], int] = defaultdict(int)
    entries: list[tuple[Entry, str, tuple[str, str], int]] = []
    told.route()
    at = clock.now()
    for n in range(number):
        purpose, (item, measure) = dice.choice(("study", "women")), dice.choice(THINGS)
        stuff, amount = (purpose, item), dice.randint(1, 50_000)
        act = dice.random()
        when = at + timedelta(microseconds=n)
        if act < 0.45:
            gift = told.gift(amount, purpose=purpose, item=item, measure=measure, at=when)
            with acting(told.OFFICER):
                entries.append(
                    (
                        Entry.objects.get(postings__gift=gift, postings__account__side="held"),
                        "gift",
                        stuff,
                        amount,
                    )
                )
            left[stuff] += amount
        elif act < 0.85:
            wanted = min(amount, left[stuff] + dice.choice((0, 0, 1)))
            if wanted < 1 or wanted > left[stuff]:
                with pytest.raises(Refusal) as short:
                    told.use(max(wanted, 1), item, measure, purpose)
                assert short.value.code == "amount"
                continue
            entries.append((told.use(wanted, item, measure, purpose, at=when), "use", stuff, wanted))
            left[stuff] -= wanted
            used[stuff] += wanted
        elif entries:
            entry, kind, stuff, amount = entries.pop(dice.randrange(len(entries)))
            try:
                does(told.LEADER, verbs.reverse_entry, entry.pk)
            except Refusal as refusal:
                assert (refusal.code, kind) == ("used", "gift")
                entries.append((entry, kind, stuff, amount))
                continue
            left[stuff] += amount if kind == "use" else -amount
            used[stuff] -= amount if kind == "use" else 0
    found = _balances(house)
    for purpose, item in left:
        stuff = purpose, item
        assert found[*stuff, "held"] == left[stuff] and found.get((*stuff, "used"), 0) == used[stuff]
        assert -found[*stuff, "given"] == left[stuff] + used[stuff]
    assert unit.pk and sum(found.values()) == 0
    _is_whole(house)


def test_after_some_hundred_operations_every_balance_is_the_sum_and_nothing_is_below_zero(fresh_house):
    _many_operations(fresh_house, 250, seed=11)


@pytest.mark.long
def test_after_ten_thousand_operations_every_balance_is_the_sum_and_nothing_is_below_zero(fresh_house):
    _many_operations(fresh_house, 10_000, seed=2026)


def test_gifts_and_uses_of_the_same_moment_wait_for_each_other(fresh_house):
    told.route()
    told.gift(1_000)
    start, refused = threading.Barrier(8), []

    def one(n: int) -> None:
        try:
            start.wait(timeout=30)
            if n % 2:
                told.gift(100)
            else:
                told.use(400)
        except Refusal as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    uses = fresh_house.raw("select count(*) from outreach_entry where kind = 'use'")[0][0]
    assert uses + len(refused) == 4 and set(refused) <= {"amount"} and uses >= 2
    assert _balances(fresh_house)["study", "", "held"] == 1_400 - 400 * uses >= 0
    _is_whole(fresh_house)


def test_two_who_write_past_the_verb_cannot_draw_the_same_money(fresh_house):
    """Without the turn of the book the row locks of the database alone keep the stock from falling below nothing."""
    told.route()
    told.gift(500)
    start, failed = threading.Barrier(2), []

    def one() -> None:
        try:
            with acting(told.OFFICER) as (lin, _scope):
                gift, held, unit = Gift.objects.get(), Account.objects.get(side="held"), told.county()
                used, _made = Account.objects.get_or_create(
                    unit=unit, purpose="study", item="", measure="", side="used"
                )
                start.wait(timeout=30)
                entry = Entry(
                    unit=unit, kind="use", on=clock.today(), lines=2, use="study", people=1, voucher="1"
                )
                entry.made_by, entry.made_at = lin, clock.now()
                entry.save(force_insert=True)
                for account, amount in ((held, -400), (used, 400)):
                    entry.postings.create(account=account, gift=gift, amount=amount)
        except DatabaseError:
            failed.append(1)
        finally:
            connection.close()

    with acting(told.OFFICER):
        Account.objects.create(unit=told.county(), purpose="study", side="used")
    threads = [threading.Thread(target=one) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == 1
    assert _balances(fresh_house)["study", "", "held"] == 100
    _is_whole(fresh_house)


@pytest.mark.parametrize(
    "statement",
    [
        "update outreach_account set balance = 5 where side = 'held' returning 1",
        'update outreach_gift set "left" = 5 returning 1',
        "update outreach_gift set amount = 5 returning 1",
        "update outreach_posting set amount = 5 returning 1",
        "delete from outreach_posting returning 1",
        "update outreach_entry set people = 5 returning 1",
        "delete from outreach_entry returning 1",
        "delete from outreach_gift returning 1",
    ],
)
def test_nobody_changes_or_deletes_a_line_of_the_ledger(house, statement):
    told.route()
    told.gift(1_000)
    with acting(told.OFFICER), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql(statement)


@pytest.mark.parametrize(
    "statement", ["update outreach_posting set amount = 5", "delete from outreach_entry"]
)
def test_the_owner_of_the_database_cannot_either(house, statement):
    told.route()
    told.gift(1_000)
    with pytest.raises(Exception, match="the ledger only grows"):
        house.raw(statement)


def test_an_uneven_entry_and_one_that_grows_later_are_refused_at_the_end(fresh_house):
    told.route()
    gift = told.gift(1_000)
    with (
        pytest.raises(DatabaseError, match="uneven|sides of its kind"),
        acting(told.OFFICER) as (lin, _scope),
    ):
        entry = Entry(
            unit=told.county(), kind="use", on=clock.today(), lines=1, use="study", people=1, voucher="1"
        )
        entry.made_by, entry.made_at = lin, clock.now()
        entry.save(force_insert=True)
        entry.postings.create(account=Account.objects.get(side="held"), gift=gift, amount=-100)
    with pytest.raises(DatabaseError, match="uneven|sides of its kind"), acting(told.OFFICER):
        entry = Entry.objects.get(kind="gift")
        for side, amount in (("given", 100), ("held", -100)):
            account = Account.objects.get(side=side)
            entry.postings.create(account=account, gift=gift, amount=amount)
    assert _balances(fresh_house)["study", "", "held"] == 1_000


def test_the_same_form_sent_twice_is_one_gift(house):
    told.route()
    key = UUID("0198f3a0-0000-8000-8000-000000000001")
    before = house.raw("select count(*) from outreach_gift")[0][0]
    first, second = told.gift(700, key=key), told.gift(700, key=key)
    assert (
        first.pk == second.pk == key and house.raw("select count(*) from outreach_gift")[0][0] == before + 1
    )


def test_money_comes_only_by_the_way_that_is_entered(fresh_house):
    with pytest.raises(Refusal) as refused:
        told.gift(1_000)
    assert refused.value.code == "amount"
    with pytest.raises(Refusal) as without:
        told.route(charity="")
    assert without.value.code == "charity"
    old = told.route(until=clock.today() - timedelta(days=1))
    with pytest.raises(Refusal):
        told.gift(1_000)
    told.gift(3, item="书包", measure="个")  # things need no way
    new = told.route()
    assert told.gift(1_000).route_id == new.pk
    with (
        acting(told.OFFICER) as (lin, _scope),
        pytest.raises(DatabaseError, match="money comes by"),
        transaction.atomic(),
    ):
        row = Gift(
            unit=told.county(), purpose="study", amount=5, route=old, receipt="x", given_on=clock.today()
        )
        row.received_by, row.received_at = lin, clock.now()
        row.save(force_insert=True)


def test_what_is_wrong_is_reversed_by_somebody_else_and_stays(fresh_house):
    told.route()
    gift = told.gift(1_000)
    used = told.use(400)
    with acting(told.OFFICER):
        first = Entry.objects.get(kind="gift")
    for username, entry, code in (("lin", used, "self"), ("gao", first, "used")):
        with pytest.raises(Refusal) as refused:
            does(username, verbs.reverse_entry, entry.pk)
        assert refused.value.code == code
    back = does("gao", verbs.reverse_entry, used.pk)
    for entry in (used, back):
        with pytest.raises(Refusal):
            does("gao", verbs.reverse_entry, entry.pk)
    does("gao", verbs.reverse_entry, first.pk)
    with acting(told.OFFICER):
        assert Gift.objects.get(pk=gift.pk).left == 0
        with pytest.raises(Refusal):
            told.use(1)
    assert fresh_house.raw("select state from network_clock where limit_id = 'donation.thanks'") == [
        ("cancelled",)
    ]
    _is_whole(fresh_house)


def test_the_oldest_gift_is_used_first_and_each_donor_sees_her_own_rest(house):
    told.route()
    old = told.gift(300, given_on=clock.today() - timedelta(days=2), purpose="health")
    new = told.gift(500, purpose="health")
    told.use(400, purpose="health", use="health")
    with acting(told.OFFICER):
        assert [Gift.objects.get(pk=row.pk).left for row in (old, new)] == [0, 400]


def test_a_book_is_read_along_its_line_and_written_by_its_own_unit(fresh_house):
    told.route()
    gift = told.gift(1_000, told.donor())
    for username in ("zhou", "gao"):
        with acting(username) as (_user, scope):
            assert Gift.objects.visible_to(scope).filter(pk=gift.pk).exists()
    for username in ("feng", "tian", "luo", "he", "chen", "tong"):
        with acting(username) as (_user, scope):
            assert not Gift.objects.visible_to(scope).exists()
            for table in ("gift", "entry", "posting", "account", "moneyroute", "supporter"):
                assert plain_sql(f"select id from outreach_{table}") == [], (username, table)
    with pytest.raises(Refusal):
        does(
            "zhou",
            verbs.receive_gift,
            told.county(),
            supporter=None,
            purpose="study",
            item="",
            measure="",
            amount=5,
            given_on=clock.today(),
        )
    with pytest.raises(Refusal):
        does(
            "lin",
            verbs.set_money_route,
            told.county(),
            is_qualified=True,
            charity="",
            basis="证1",
            since=clock.today(),
            until=clock.today(),
        )
    assert Stuff(told.county(), "study").named["item"] == ""


def test_thanks_are_owed_from_the_day_of_the_gift_and_once(house):
    told.route()
    gift = told.gift(1_000)
    clocks = "select state from network_clock where limit_id = 'donation.thanks' and subject_id = %s"
    assert house.raw(clocks, [gift.pk]) == [("running",)]
    does(told.OFFICER, verbs.thank_donor, gift.pk, how="letter")
    assert house.raw(clocks, [gift.pk]) == [("met",)]
    with pytest.raises(Refusal):
        does(told.OFFICER, verbs.thank_donor, gift.pk, how="call")


def test_what_was_given_for_schooling_feeds_nobody(fresh_house):
    told.route()
    told.gift(10_000)
    with pytest.raises(Refusal) as refused:
        told.use(100, purpose="study", use="living")
    assert refused.value.code == "use"
    assert told.use(100, purpose="study", use="study") is not None
