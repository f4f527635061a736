"""One-time passwords between the moment they are made and the moment they are shown: sealed under the sheet's key."""

from functools import lru_cache

from django.conf import settings

from network.enrolment.models import StaffRow, StaffSheet
from sisterhood.lib.crypto import DataKey
from sisterhood.lib.keyring import Keyring

TABLE, COLUMN = "network_staffrow", "password"


@lru_cache(maxsize=1)
def _keyring() -> Keyring:
    return Keyring.load(settings.KEY_FILE)


def make_key(sheet: StaffSheet) -> None:
    """A key of the sheet's own; without it every sealed password is noise."""
    sheet.wrapped = _keyring().wrap(DataKey.generate(), sheet.pk)


def key_of(sheet: StaffSheet) -> DataKey:
    """The key while it exists."""
    return _keyring().unwrap(bytes(sheet.wrapped or b""), sheet.pk)


def sealed(key: DataKey, row: StaffRow, password: str) -> bytes:
    """Bound to its row."""
    return key.seal(password, table=TABLE, column=COLUMN, pk=row.pk)


def opened(key: DataKey, row: StaffRow) -> str:
    """The password again; raises Unreadable."""
    return key.open(row.password or b"", table=TABLE, column=COLUMN, pk=row.pk)
