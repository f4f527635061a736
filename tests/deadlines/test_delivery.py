"""A message arrives once: leases, dead letters, and whose inbox it is."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from network.access.gate import Refusal
from network.access.logins import WrongLogin
from network.notifications import delivery, outbox
from network.notifications.delivery import MAX_ATTEMPTS, deliver_due
from network.notifications.models import InboxItem, OutboxMessage
from tests.deadlines.conftest import at
from tests.house import acting, person


def post(n: int = 1, username: str = "lin") -> None:
    """Some messages to one person."""
    outbox.post_many(outbox.Post("assigned", person(username).pk, f"test:{username}:{i}") for i in range(n))


def test_posting_twice_arrives_once(night):
    post()
    post()
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert InboxItem.objects.count() == 1


def test_the_web_posts_but_may_not_look_into_the_outbox_or_deliver(fresh_house):
    with acting("he") as (he, _scope):
        outbox.post("handed", recipient=person("luo"), key="k", at=at("2026-01-01 09:00"))
        outbox.post("handed", recipient=person("luo"), key="k")
    with pytest.raises(WrongLogin):
        deliver_due()
    with fresh_house.login("worker"):
        assert deliver_due() == 1
    with acting("he") as (he, _scope):
        assert outbox.unread_count(he) == 0
    with acting("luo") as (luo, _scope):
        (item,) = outbox.inbox_of(luo)
        assert item.at == at("2026-01-01 09:00")
        assert outbox.unread_count(luo) == 1
        first = outbox.mark_read(item, by=luo).read_at
        assert outbox.mark_read(outbox.inbox_of(luo)[0], by=luo).read_at == first
        assert outbox.unread_count(luo) == 0


def test_nobody_reads_or_ticks_off_a_foreign_message(fresh_house):
    with fresh_house.login("worker"):
        post()
        deliver_due()
        item = InboxItem.objects.get()
    with acting("gao") as (gao, _scope):
        assert not InboxItem.objects.exists()
        with pytest.raises(Refusal):
            outbox.mark_read(item, by=gao)


def test_an_unknown_kind_cannot_be_posted(night):
    with pytest.raises(KeyError):
        outbox.post("gossip", recipient=person("lin"), key="k")


def test_a_message_of_the_future_is_delivered_now(night):
    outbox.post("rung", recipient=person("lin"), key="k", at=timezone.now() + timedelta(days=9))
    assert deliver_due() == 1


def test_a_live_lease_is_respected_and_an_expired_one_is_taken_over(night):
    post()
    with connection.cursor() as cursor:
        cursor.execute(
            "update network_outboxmessage set state='leased', lease_until=clock_timestamp() + '9 s'"
        )
        assert deliver_due() == 0
        cursor.execute("update network_outboxmessage set lease_until=clock_timestamp() - interval '1 s'")
        assert deliver_due() == 1


def test_the_lease_of_a_slow_worker_cannot_deliver_again(night):
    """Two workers hold one message after each other: one inbox item."""
    post()
    slow = delivery._claim(10, timedelta(0))
    quick = delivery._claim(10, timedelta(seconds=60))
    assert slow and quick
    assert delivery._deliver(*quick) == 1
    assert delivery._deliver(*slow) == 0
    assert InboxItem.objects.count() == 1


def test_one_bad_row_never_stops_the_others_and_dies_after_eight_attempts(night):
    post(5)
    bad = OutboxMessage.objects.order_by("id").first()
    night.raw(
        "create function refuse_one() returns trigger language plpgsql as $$ begin"
        f" if new.message_id = '{bad.pk}' then raise exception 'no' using errcode = '23514'; end if;"
        " return new; end $$"
    )
    night.raw(
        "create trigger refuse_one before insert on network_inboxitem for each row execute function refuse_one()"
    )
    assert deliver_due() == 4
    for _n in range(MAX_ATTEMPTS):
        night.raw(
            "update network_outboxmessage set lease_until = clock_timestamp() - interval '1 s' where state='due'"
        )
        assert deliver_due() == 0
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.last_error) == ("dead", MAX_ATTEMPTS, "IntegrityError")


def test_many_workers_deliver_each_message_once(night):
    post(400)
    sent: list[int] = []

    def work() -> None:
        try:
            sent.append(deliver_due(limit=9))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 400 == InboxItem.objects.count()
