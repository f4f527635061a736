"""Which operating-system account runs the servers.

PostgreSQL refuses to run as root, and `initdb` refuses a number without a line in the password file. So root
hands the servers to an account of their own, made once by `useradd --system`: works in a bare container and in
CI, and nobody else's daemon can read the cluster. Where the password file cannot be written, `nobody` serves
and `findings` says so. An ordinary user runs them herself.
"""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from sisterhood.local.wording import ServersUnavailable, _

ACCOUNT = "sisterhood-db"
LAST_RESORT = "nobody"


@dataclass(frozen=True)
class Owner:
    """The account of the servers; `foreign` when it is not the one this program runs as."""

    name: str
    uid: int
    gid: int

    @property
    def foreign(self) -> bool:
        return self.uid != os.geteuid()

    def spawn(self) -> dict:
        """Arguments for subprocess that make the child run as this account, without any other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.foreign else {}

    def may(self, flag: str, path: Path) -> bool:
        """Can this account use `path`? `flag` as in test(1): -r, -w, -x. Tried, not computed."""
        if not self.foreign:
            return os.access(path, {"-r": os.R_OK, "-w": os.W_OK, "-x": os.X_OK}[flag])
        return subprocess.run(["test", flag, path], cwd="/", check=False, **self.spawn()).returncode == 0

    def give(self, path: Path) -> None:
        """Make `path` belong to this account alone."""
        if self.foreign:
            os.chown(path, self.uid, self.gid)
        os.chmod(path, 0o700)


def server_owner(cluster: Path | None = None) -> Owner:
    """The account that runs the servers; for root, whoever already owns `cluster`, else the dedicated account.

    Raises ServersUnavailable when this account has no line in the password file or root may not change accounts.
    """
    uid = os.geteuid()
    if uid != 0:
        return _from(_entry(uid))
    if cluster and cluster.exists() and cluster.stat().st_uid != 0:
        return _from(_entry(cluster.stat().st_uid))
    return _able(_from(_dedicated()))


def _from(entry: pwd.struct_passwd) -> Owner:
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _entry(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise ServersUnavailable(
            _("Account number %(uid)s is not in /etc/passwd: use one that is, or set DATABASE_URL.")
            % {"uid": uid}
        ) from None


def _dedicated() -> pwd.struct_passwd:
    for attempt in range(6):
        try:
            return pwd.getpwnam(ACCOUNT)
        except KeyError:
            if attempt:
                time.sleep(0.3)  # somebody else may be writing the password file
            _make_account()
    return pwd.getpwnam(LAST_RESORT)


def _make_account() -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return
    subprocess.run(
        [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        + ["--shell", "/usr/sbin/nologin", ACCOUNT],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def _able(owner: Owner) -> Owner:
    try:
        subprocess.run(["true"], cwd="/", check=True, **owner.spawn())
    except (OSError, subprocess.SubprocessError):
        raise ServersUnavailable(
            _(
                "Root may not change to the account %(name)s here: run as an ordinary user or set DATABASE_URL."
            )
            % {"name": owner.name}
        ) from None
    return owner
