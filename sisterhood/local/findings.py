"""What is wrong below the product (disk, servers, logins), in plain sentences for `manage.py doctor`."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import psycopg

from sisterhood.local.locks import busy
from sisterhood.local.owner import LAST_RESORT, server_owner
from sisterhood.local.places import OUTSIDE, recorded
from sisterhood.local.programs import alive, first_number
from sisterhood.local.wording import ServersUnavailable, _

SMALLEST_SPACE = 1024**3
UNSAFE_ROLE = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"


def findings(data_dir: Path, urls: Mapping[str, str] | None = None) -> list[str]:
    """One sentence per thing that is wrong; empty when all is well. `urls`: addresses of app and worker."""
    folder = Path(data_dir).resolve()
    found = space(folder)
    if not found:
        found += _servers(folder)
    return found + logins(urls or {})


def logins(urls: Mapping[str, str]) -> list[str]:
    """One sentence per login (app, worker) that cannot connect or stands above row security."""
    return [sentence for login, url in urls.items() for sentence in _login(login, url)]


def space(folder: Path) -> list[str]:
    """A sentence when `folder`, made or not, cannot be written or has less than 1 GB of disk."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        return [_("The folder %(folder)s cannot be written.") % {"folder": folder}]
    if shutil.disk_usage(nearest).free < SMALLEST_SPACE:
        return [_("Less than 1 GB is free on the disk of %(folder)s.") % {"folder": folder}]
    return []


def _servers(folder: Path) -> list[str]:
    found = []
    try:
        known = recorded(folder) if folder.exists() else None
        if known and server_owner(known.cluster).name == LAST_RESORT:
            found.append(_("The servers run as nobody: anything else that does can read the database."))
    except ServersUnavailable as why:
        return [str(why)]
    if known:
        pid = first_number(known.cluster / "postmaster.pid")
        if pid is not None and not alive(abs(pid)):
            found.append(
                _("PostgreSQL was killed and has not been started since; the next start repairs it.")
            )
        if busy(folder):
            found.append(
                _("Another program has been starting or stopping the servers; look again in a minute.")
            )
    for left in sorted(OUTSIDE.glob("sisterhood-*.left-*")) if os.geteuid() == 0 else []:
        found.append(_("%(folder)s belongs to a deleted data folder and may be removed.") % {"folder": left})
    return found


def _login(login: str, url: str) -> list[str]:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute(UNSAFE_ROLE).fetchone()
    except psycopg.OperationalError:
        return [_("The login %(login)s cannot reach the database.") % {"login": login}]
    if row and any(row):
        return [_("The login %(login)s may pass row security; it must not.") % {"login": login}]
    return []
