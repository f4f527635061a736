"""A file chosen in a form that did not go through is held, so that nobody chooses it twice.

It lies sealed on disk, cleaned as it would be kept; its key is nowhere but in the form, wrapped by the key file and
good for whoever chose it. There is no row of it. Each person has room for a few files (`HELD_FILES`); what she does
not come back for goes after `HELD_SECONDS`, with the job that destroys files. A form that went through leaves its
file to that job, so that the same form sent again still finds it.
"""

import base64
import binascii
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cases.casefile.attachments import checked
from cases.casefile.sealed_files import new_key, vault_of
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib.crypto import Unreadable
from sisterhood.lib.identifiers import uuid7
from sisterhood.lib.uploads import small_enough

HOLD, DROP = "held_", "drop_"
FILES, WORDS = "held files", "held words"  # two rooms: a photograph is not pushed out by a sentence
_IDENT = 16


class HeldFile(SimpleUploadedFile):
    """What was chosen in an earlier sending of the form."""

    token = ""


class ChosenFile(forms.FileField):
    """A file of 10 MB at most that is not lost when the form comes back; `held` is what the page shows of it."""

    held: HeldFile | None = None

    def __init__(self, **more: Any) -> None:
        super().__init__(validators=[small_enough], **more)

    def clean(self, data: object, initial: object = None) -> object:
        """Says so when the file was held for too long."""
        if isinstance(data, HeldFile) and not data.token:
            raise ValidationError(
                _("The file is not held any more. Please choose it again."), code="not_held"
            )
        return super().clean(data, initial)


def _room(by: User, what: str) -> Path:
    name = hmac.digest(settings.SECRET_KEY.encode(), f"{what} of {by.pk}".encode(), "sha256").hex()
    return Path(settings.MEDIA_ROOT) / "held" / name


def _owner(ident: bytes, by: User) -> str:
    return f"held file {ident.hex()} of {by.pk}"


def put_away(told: bytes, *, by: User, what: str) -> str:
    """Seal and keep something for a while; the token that opens it, for `by` alone."""
    ident = uuid7().bytes
    vault, wrapped = new_key(_owner(ident, by))
    room = _room(by, what)
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    for place in sorted(room.iterdir())[: -settings.HELD_FILES + 1 or None]:
        place.unlink(missing_ok=True)
    (room / ident.hex()).write_bytes(vault.seal_file(told, name=_owner(ident, by)))
    return base64.urlsafe_b64encode(ident + wrapped).decode()


def taken_out(token: str, *, by: User, what: str) -> bytes | None:
    """What this token opens; None when it is gone, was kept for too long, or belongs to somebody else."""
    try:
        told = base64.urlsafe_b64decode(token.encode())
        ident, wrapped = told[:_IDENT], told[_IDENT:]
        place = _room(by, what) / ident.hex()
        if time.time() - place.stat().st_mtime > settings.HELD_SECONDS:
            return None
        return vault_of(wrapped, _owner(ident, by)).open_file(place.read_bytes(), name=_owner(ident, by))
    except (Unreadable, OSError, ValueError, binascii.Error):
        return None


def drop(token: str, *, by: User, what: str = FILES) -> None:
    """It goes at once; twice is harmless."""
    if taken_out(token, by=by, what=what) is not None:
        ident = base64.urlsafe_b64decode(token.encode())[:_IDENT]
        (_room(by, what) / ident.hex()).unlink(missing_ok=True)


def hold(content: bytes, *, name: str, by: User) -> str:
    """Seal and keep one file for a while; the token that opens it. Raises Refusal as `attach` would."""
    clean = checked(content)[0]
    return put_away(json.dumps(name[:120]).encode() + b"\n" + clean, by=by, what=FILES)


def held(token: str, *, by: User) -> HeldFile | None:
    """The file of this token; None when it is gone, or was chosen by somebody else."""
    content = taken_out(token, by=by, what=FILES)
    if content is None:
        return None
    name, _line, clean = content.partition(b"\n")
    file = HeldFile(json.loads(name), clean)
    file.token = token
    return file


def chosen(posted: QueryDict, files: MultiValueDict, *, by: User) -> MultiValueDict:
    """The files of a form: what was chosen now, else what is held from before and was not ticked away."""
    found = MultiValueDict(files)
    for name in [key.removeprefix(HOLD) for key in posted if key.startswith(HOLD)]:
        token = str(posted[HOLD + name])
        if name in files or posted.get(DROP + name):
            drop(token, by=by)
        elif token:
            found[name] = held(token, by=by) or HeldFile("-", b"")
    return found


def _token(file: UploadedFile, *, by: User) -> str:
    if isinstance(file, HeldFile):
        return file.token
    file.seek(0)
    return hold(file.read(), name=file.name or "-", by=by)


def _fields(form: forms.BaseForm) -> Iterator[tuple[str, ChosenFile]]:
    for name, field in form.fields.items():
        if isinstance(field, ChosenFile):
            yield name, field


def keep(form: forms.BaseForm, *, by: User) -> None:
    """Called before a form goes back to her: what she chose is held and shown by name beside its field."""
    for name, field in _fields(form):
        file = form.files.get(form.add_prefix(name)) if form.is_bound else None
        if file is None or form.has_error(name):
            continue
        try:
            field.held = held(_token(file, by=by), by=by)
        except Refusal as refusal:
            form.add_error(name, str(refusal))


def show(form: forms.BaseForm, files: MultiValueDict) -> None:
    """A form that nobody has filled in yet shows what is held for its fields."""
    for name, field in _fields(form):
        file = files.get(name)
        field.held = file if isinstance(file, HeldFile) and file.token else None


def carried(files: MultiValueDict, *, by: User) -> dict[str, str]:
    """Hidden fields for a page that does not show the file. Raises Refusal for a file that cannot be kept."""
    tokens = {name: _token(file, by=by) for name, file in files.items() if isinstance(file, UploadedFile)}
    return {HOLD + name: token for name, token in tokens.items() if token}


def sweep() -> int:
    """What was held for long enough goes; returns how many. Runs as the worker, who can open none."""
    gone = 0
    for place in (Path(settings.MEDIA_ROOT) / "held").glob("*/*"):
        if time.time() - place.stat().st_mtime > settings.HELD_SECONDS:
            place.unlink(missing_ok=True)
            gone += 1
    return gone
