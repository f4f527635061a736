"""Many phones on bad lines: whatever is sent again, cut off or shuffled, each report is one matter with its whole files."""

import logging
import multiprocessing
import os
import random
import threading
from collections import Counter
from time import monotonic

import pytest
from django.db import connection

from tests.house import browser_of
from tests.sync.phone import Phone
from tests.sync.test_outbox import picture

logger = logging.getLogger(__name__)
HEADS = ("he", "ma", "zhao", "chen")
TRIES = (1, 5)


def _phones(count: int) -> list[Phone]:
    return [Phone(HEADS[n % len(HEADS)]) for n in range(count)]


def _thread_of(phone: Phone) -> Phone:
    own = Phone.__new__(Phone)
    own.__dict__ |= phone.__dict__ | {"client": browser_of(phone.username)}
    return own


class Storm:
    """Items of some phones, sent in random order by some processes side by side, each one to five times."""

    def __init__(self, *, phones: int, items: int, with_files: int, servers: int, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - an order, not a secret
        self.phones, self.servers = _phones(phones), servers
        self.photos = [picture(n, side=60) for n in range(5)]
        self.sent, self.statuses = [], Counter()
        for n in range(items):
            phone = self.phones[n % phones]
            files = [self.photos[n % 5]] if n < with_files else []
            item = phone.save(facts=f"第 {n} 件，{chance.random()}", files=files)
            self.sent += [(phone, item)] * chance.randint(*TRIES)
        self.items = items
        chance.shuffle(self.sent)

    def _share(self, first: int, says) -> None:
        """What one process of the house is sent: every so many-th of all; it says with which statuses it answered."""
        own: dict[str, Phone] = {}
        for phone, item in self.sent[first :: self.servers]:
            here = own.get(phone.mark) or own.setdefault(phone.mark, _thread_of(phone))
            answer = here.send(item)
            self.statuses[answer.status_code] += 1
            for key, content in item.files.items():
                if answer.status_code in (200, 201):
                    self._pieces(here, item, key, content)
        says.send(self.statuses)

    def _pieces(self, phone: Phone, item, key: str, content: bytes) -> None:
        """From where the server says it is, some pieces further; now and then the line is cut."""
        start = 0
        for cut in (1500, 2500, 10**6):
            answer = phone.send_piece(item, key, start, size=cut)
            self.statuses[answer.status_code] += 1
            told = answer.json()
            if told.get("done") or "received" not in told:
                return
            start = told["received"]

    def blow(self) -> None:
        """All of it, then once more each item whose file is not whole: a phone never gives up."""
        connection.close()  # each process logs in for itself
        begun = monotonic()
        house = multiprocessing.get_context("fork")
        ends = [house.Pipe(duplex=False) for _server in range(self.servers)]
        servers = [house.Process(target=self._share, args=(n, ends[n][1])) for n in range(self.servers)]
        [each.start() for each in servers]
        [each.join() for each in servers]
        assert [each.exitcode for each in servers] == [0] * self.servers
        for hears, _says in ends:
            self.statuses += hears.recv()
        seconds = monotonic() - begun
        logger.warning(f"{len(self.sent)} sendings of {self.items} in {seconds:.0f} s: {dict(self.statuses)}")
        unique = {item.key: (phone, item) for phone, item in self.sent}
        self._share_again(list(unique.values()))

    def _share_again(self, part: list) -> None:
        for phone, item in part:
            if not item.files:
                continue
            answer = phone.send(item)
            assert answer.status_code in (200, 201)
            for key, content in item.files.items():
                start = answer.json()["files"][key]
                while start < len(content):
                    told = phone.send_piece(item, key, start).json()
                    start = told["received"]


def _stands(house, storm: Storm) -> None:
    assert set(storm.statuses) <= {200, 201, 409}
    assert house.raw("select count(*) from cases_outboxitem") == [(storm.items,)]
    assert house.raw("select count(*), count(distinct number) from cases_case") == [
        (storm.items, storm.items)
    ]
    assert house.raw(
        "select count(*) from cases_case c where not exists (select 1 from cases_outboxitem o where o.subject_id = c.id)"
    ) == [(0,)]
    kept = house.raw("select count(*) from cases_attachment")[0][0]
    assert kept == house.raw("select count(*) from cases_outboxfile where state = 'kept'")[0][0]
    assert house.raw("select count(*) from cases_outboxfile where state <> 'kept'") == [(0,)]
    assert house.raw("select count(*) from cases_outboxpiece") == [(0,)]


def test_thirty_reports_shuffled_and_sent_again_are_thirty_matters_with_their_photographs(fresh_house):
    storm = Storm(phones=4, items=30, with_files=6, servers=3, seed=7)
    storm.blow()
    _stands(fresh_house, storm)


@pytest.mark.long
def test_ten_thousand_reports_from_fifty_phones_are_ten_thousand_matters(fresh_house):
    fresh_house.raw(
        "update network_limit set length = 100000 where code in ('outbox.per_hour', 'device.most')"
    )
    count = int(os.environ.get("SISTERHOOD_STORM", "10000"))
    storm = Storm(phones=50, items=count, with_files=count // 10, servers=3, seed=11)
    storm.blow()
    _stands(fresh_house, storm)


@pytest.mark.long
def test_two_hundred_numbers_twelve_times_at_once_are_two_hundred_matters(fresh_house):
    he = Phone("he")
    items = [he.save(facts=f"第 {n} 件事") for n in range(200)]
    created = []

    def tries() -> None:
        own = _thread_of(he)
        try:
            for item in items:
                answer = own.send(item)
                while answer.status_code == 409:
                    answer = own.send(item)
                created.append(answer.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=tries) for _ in range(12)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert sorted(set(created)) == [200, 201] and created.count(201) == 200 and len(created) == 2400
