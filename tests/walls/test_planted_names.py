"""Planted names, phones and identity numbers are found nowhere outside the vault."""

import subprocess
from pathlib import Path

import pytest
import redis
from django.conf import settings

from cases.petitions.intake import Named
from tests import ground
from tests.house import browser_of
from tests.stories import matter

NAMES = [f"司徒{a}{b}" for a in "春夏秋冬梅" for b in "兰竹菊霞云"][:17]
PHONES = [f"1390434{n:04d}" for n in range(1001, 1018)]
NUMBERS = [f"22030319{70 + n:02d}0101{n:03d}X" for n in range(16)]


@pytest.mark.usefixtures("house")
def test_a_dump_the_media_and_the_broker_hold_none_of_fifty_planted_values(house):
    planted = [*NAMES, *PHONES, *NUMBERS]
    assert len(planted) == 50
    for n, name in enumerate(NAMES):
        number = NUMBERS[n] if n < len(NUMBERS) else ""
        case = matter(
            "lin", petitioner=Named(name=name, phone=PHONES[n], id_number=number), facts=f"{name}说"
        )
        browser_of("lin").get(f"/cases/{case.pk}/")
    dump = subprocess.run(
        [_pg_dump(), "--dbname", ground.superuser_url(house.name)], capture_output=True, check=True
    ).stdout
    assert b"cases_person" in dump and len(dump) > 100_000
    heaps = [dump, *(p.read_bytes() for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())]
    broker = redis.Redis.from_url(ground.REDIS_URL)
    heaps += [broker.dump(key) or b"" for key in broker.keys("*")]
    for value in planted:
        assert all(value.encode() not in heap for heap in heaps), value


def _pg_dump() -> str:
    if ground.EMBEDDED:
        from sisterhood.local.servers import ensure_servers

        return str(ensure_servers(ground.DATA).tools / "pg_dump")
    return "pg_dump"
