"""Everything a value could have leaked into, as bytes, and the search in it."""

import base64
import io
import json
import logging
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import redis
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from sisterhood.lib.logs import NoValues
from sisterhood.local.places import recorded
from sisterhood.local.servers import ensure_servers
from tests import ground
from tests.house import House

QUIET = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}


def shapes(value: str) -> set[bytes]:
    """The value as text, in an address, in JSON, in other encodings; each also in hexadecimal and base64."""
    plain = {value.encode(), value.encode("gbk"), value.encode("utf-16-le")}
    plain |= {json.dumps(value)[1:-1].encode(), quote(value).encode(), repr(value.encode())[2:-1].encode()}
    found = set(plain)
    for text in plain:
        found |= {text.hex().encode(), text.hex().upper().encode()}
        for shift in range(3):  # wherever it stands in a longer text
            coded = base64.b64encode(b"\0" * shift + text)
            found.add(coded[(0, 2, 3)[shift] : len(coded) - 4])
    return {shape for shape in found if len(shape) > 7}


def leaks(values: Iterable[str], heap: bytes) -> list[str]:
    """Which of the values stand in the heap in any shape."""
    return [value for value in values if any(shape in heap for shape in shapes(value))]


def dump(house: House) -> bytes:
    """What a backup holds, and the sessions unpacked: a long one is compressed."""
    tools = str(ensure_servers(ground.DATA).tools) + "/" if ground.EMBEDDED else ""
    text = subprocess.run(
        [f"{tools}pg_dump", "--dbname", ground.superuser_url(house.name)], capture_output=True, check=True
    ).stdout
    assert b"cases_person" in text and len(text) > 100_000
    sessions = [SessionStore().decode(row[0]) for row in house.raw("select session_data from django_session")]
    return text + json.dumps(sessions, ensure_ascii=False).encode()


def broker() -> redis.Redis:
    """The Redis of the tests: broker and everything else."""
    return redis.Redis.from_url(ground.REDIS_URL)


def redis_content() -> bytes:
    """Every key and value, read by its type: DUMP would compress long ones."""
    store, parts = broker(), []
    for key in store.keys("*"):
        kind = store.type(key)
        read = {
            b"string": store.get,
            b"list": lambda k: store.lrange(k, 0, -1),
            b"hash": store.hgetall,
            b"set": store.smembers,
            b"zset": lambda k: store.zrange(k, 0, -1),
            b"stream": store.xrange,
        }
        value = read[kind](key) if kind in read else b""
        flat = (
            value.items() if isinstance(value, dict) else value if not isinstance(value, bytes) else [value]
        )
        parts += [key, *(b"".join(v) if isinstance(v, tuple) else v for v in flat or [])]
    return b"\n".join(part if isinstance(part, bytes) else repr(part).encode() for part in parts)


def media() -> bytes:
    """Every file kept, with its name."""
    files = [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]
    return b"\n".join(str(p).encode() + p.read_bytes() for p in files)


@contextmanager
def application_log() -> Iterator[io.StringIO]:
    """What the handlers of the settings write, with their own filters and formatters, while the block runs."""
    names = ("", "django", "sisterhood", "celery")
    handlers = {h for name in names for h in logging.getLogger(name).handlers}
    ours = [
        h
        for h in handlers
        if isinstance(h, logging.StreamHandler) and any(isinstance(f, NoValues) for f in h.filters)
    ]
    assert ours
    written = io.StringIO()
    before = [(handler, handler.setStream(written)) for handler in ours]
    try:
        yield written
    finally:
        for handler, stream in before:
            handler.setStream(stream)


def server_log() -> Path | None:
    """The file PostgreSQL writes its log to, or None when this account cannot read it."""
    if ground.EMBEDDED:
        places = recorded(ground.DATA.resolve())
        assert places is not None
        return places.log / "postgres.log"
    with psycopg.connect(ground.superuser_url("postgres"), autocommit=True) as admin:
        named = admin.execute("select pg_current_logfile(), current_setting('data_directory')").fetchone()
        lines = admin.execute("select pg_read_file('postmaster.pid')").fetchone()
    assert named and lines
    pid, folder = lines[0].splitlines()[:2]
    file = Path(named[1], named[0]) if named[0] else Path(f"/proc/{pid}/fd/2")
    local = Path(f"/proc/{pid}/cwd")
    try:
        here = os.path.samefile(local, folder) and file.is_file() and os.access(file, os.R_OK)
    except OSError:
        here = False
    return file if here else None


def written_since(file: Path, mark: int) -> bytes:
    """What was added to a log after a mark."""
    with file.open("rb") as log:
        log.seek(mark)
        return log.read()


def what_is_logged(cursor: Any) -> dict[str, str]:
    """How much of an error the session behind the cursor leaves in the server's log."""
    cursor.execute("select name, setting from pg_settings where name = any(%s)", [sorted(QUIET)])
    return dict(cursor.fetchall())
