"""The seal of the audit log: chaining what was written, checking the chain, and copying its head outside.

Runs with the worker's login. The functions behind it belong to the owner; no login may rewrite a row.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from network.audit.models import AuditAnchor

BATCH = 5_000


@dataclass(frozen=True)
class Verdict:
    """What a check found; `first_bad` is the id of the first event that does not fit its seal."""

    events: int
    sealed: int
    unsealed: int
    first_bad: int | None


@dataclass(frozen=True)
class Head:
    """The end of the chain: position, hash as hexadecimal, and how many events are sealed."""

    position: int
    hash: str
    count: int


def seal(*, limit: int = BATCH) -> int:
    """Chain up to `limit` events that are not sealed yet; answers how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select audit_seal(%s)", [limit])
        return int(cursor.fetchone()[0])


def seal_all() -> int:
    """Chain everything committed so far, in batches."""
    total = 0
    while sealed := seal():
        total += sealed
    return total


def verify() -> Verdict:
    """Seal first, then walk the whole chain: about 100 000 events a second."""
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute("select events, sealed, unsealed, first_bad from audit_verify()")
        return Verdict(*cursor.fetchone())


def anchors_file() -> Path:
    """Where the anchors are written outside the database; keep a copy on another machine."""
    return Path(settings.DATA_DIR) / "anchors.log"


def anchor(*, path: Path | None = None) -> Head:
    """Write the chain's head as a row and as a line of the file; answers it. An empty chain has position 0."""
    seal_all()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pos, encode(hash, 'hex'), clock_timestamp() from audit_head()")
        position, digest, at = cursor.fetchone()
        head = Head(position, digest, position)
        row = AuditAnchor(position=position, hash=bytes.fromhex(digest), count=head.count, at=at)
        row.save(force_insert=True)
    _append(path or anchors_file(), head, at)
    return head


def broken_anchor(*, path: Path | None = None) -> Head | None:
    """The first anchor that the chain no longer fits: rows were cut off or the whole chain was rewritten.

    Anchors before the checkpoint of a cut by two people have no event left; the one at the checkpoint itself counts.
    """
    known = {(a.position, bytes(a.hash).hex()): a.count for a in AuditAnchor.objects.all()}
    known |= {(head.position, head.hash): head.count for head in _lines(path or anchors_file())}
    positions = sorted({position for position, _hash in known if position})
    with connection.cursor() as cursor:
        cursor.execute("select pos, encode(hash, 'hex') from audit_hashes(%s)", [positions])
        real = dict(cursor.fetchall())
        cursor.execute("select pos from audit_base()")
        (base,) = cursor.fetchone()
    for (position, digest), count in sorted(known.items()):
        if position and position >= base and real.get(position) != digest:
            return Head(position, digest, count)
    return None


def _append(path: Path, head: Head, at: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"at": at.isoformat(), **asdict(head)}) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(handle)


def _lines(path: Path) -> list[Head]:
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Head(row["position"], row["hash"], row["count"]) for row in rows]
