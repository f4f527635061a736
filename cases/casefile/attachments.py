"""Files of a case: typed by content, pictures drawn anew without location, sealed with the case's key on disk."""

import hashlib
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once, timeline, wards
from cases.casefile.models import Attachment, Case
from cases.casefile.sharing import layers
from cases.casefile.vault import Vault
from network.access import rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7
from sisterhood.lib.images import UnreadableImage, clean_image, kind_of
from sisterhood.lib.uploads import MAX_BYTES

KEPT_AS_THEY_ARE = ("application/pdf", "audio/webm", "audio/ogg", "audio/mp4", "audio/wav", "audio/mpeg")


def _place(attachment: Attachment) -> Path:
    return _at(attachment.pk)


def _at(pk: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / pk.hex[-2:] / pk.hex


def erase(pk: UUID) -> None:
    """The bytes of a file go from the disk; twice is harmless. Its key went before."""
    _at(pk).unlink(missing_ok=True)


def checked(content: bytes) -> tuple[bytes, str, int | None, int | None]:
    """The bytes to keep, their type, and width and height of a picture. Raises Refusal with the sentence."""
    if len(content) > MAX_BYTES:
        raise Refusal("size", _("The file is larger than 10 MB."))
    kind = kind_of(content) or ""
    if kind.startswith("image/"):
        try:
            picture = clean_image(content)
        except UnreadableImage as error:
            raise Refusal("image", str(error)) from None
        return picture.content, picture.content_type, picture.width, picture.height
    if kind not in KEPT_AS_THEY_ARE:
        raise Refusal("kind", _("Only photographs, PDF files and sound recordings can be kept."))
    return content, kind, None, None


@transaction.atomic
def attach(case: Case, content: bytes, *, title: str, by: User, key: UUID | None = None) -> Attachment:
    """Keep one file (JPEG, PNG, WebP, PDF or sound, 10 MB at most). Raises Refusal with the sentence.

    `key` is made by `once`: the same form again answers with the file that is kept already.
    """
    once.take_turn(key)
    known = Attachment.objects.filter(pk=key, case=case).first() if key else None
    if known is not None:
        return known
    wrote = case.is_reread_by(by.pk)
    if not wrote and not layers(case, rest.of(by)).writes:
        raise Refusal("not_yours", _("This matter is in other hands, so you cannot do this here."))
    if case.closed_at:
        raise Refusal("closed", _("The matter is closed; nothing is added to it any more."))
    content, kind, width, height = checked(content)
    attachment = Attachment(
        id=key or uuid7(),
        case=case,
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
        width=width,
        height=height,
        entered_by=by,
        entered_at=clock.now(),
    )
    vault = Vault.of(case)
    vault.seal(attachment, title=title[:120])
    place = _place(attachment)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.write_bytes(vault.seal_file(content, name=str(attachment.pk)))
    attachment.save(force_insert=True)
    timeline.write(case, "attach", by=by, vault=vault)
    return attachment


def read(attachment: Attachment, *, by: User) -> bytes:
    """The bytes of one file, for whoever may read the narrative; each reading is audited."""
    case = attachment.case
    if not layers(case, rest.of(by)).narrative:
        wards.refuse_shut(case)
        raise Refusal("narrative", _("The content of this matter is not open to you. Ask its owner."))
    record.event(Action.REVEAL, by=by, subject=("case", case.pk), detail={"attachment": str(attachment.pk)})
    return Vault.of(case).open_file(_place(attachment).read_bytes(), name=str(attachment.pk))
