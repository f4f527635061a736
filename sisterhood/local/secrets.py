"""Key material of the embedded mode: made once, readable by one account, kept under `.data/secrets/`."""

import json
import os
import re
import secrets
from pathlib import Path

from sisterhood.local.wording import ServersUnavailable, _

LOGINS = ("postgres", "migrator", "app", "worker")
PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")


def write_once(path: Path, text: str) -> str:
    """The text kept at `path` (mode 0600): ours when nobody was first, else what the first one wrote.

    The file appears whole or not at all, so a reader never meets half a secret.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    finally:
        draft.unlink(missing_ok=True)
    return text


def secrets_dir(data_dir: Path) -> Path:
    """The folder of secrets, made when missing (mode 0700)."""
    folder = Path(data_dir) / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def embedded_secret(data_dir: Path, name: str, nbytes: int = 32) -> str:
    """The secret called `name`: URL-safe text of `nbytes` random bytes, made once. ValueError on an odd name."""
    if not PLAIN_NAME.fullmatch(name):
        raise ValueError(f"not a plain file name: {name!r}")
    path = secrets_dir(data_dir) / name
    if path.exists():
        return path.read_text(encoding="utf-8")
    return write_once(path, secrets.token_urlsafe(nbytes))


def login_passwords(data_dir: Path, *, fresh: bool) -> dict[str, str]:
    """Passwords of the database logins by name; made only for a `fresh` cluster, never guessed for an old one."""
    path = secrets_dir(data_dir) / "passwords.json"
    if not path.exists():
        if not fresh:
            raise ServersUnavailable(
                _("The database is here but its passwords are gone: put %(file)s back or start over.")
                % {"file": path}
            )
        return json.loads(
            write_once(path, json.dumps({login: secrets.token_urlsafe(24) for login in LOGINS}))
        )
    return json.loads(path.read_text(encoding="utf-8"))
