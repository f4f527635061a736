"""A file put together from its pieces."""

import hashlib

from django.utils.translation import gettext_lazy as _

from cases.sync import sealed
from cases.sync.models import OutboxFile
from network.access.gate import Refusal


def content_of(file: OutboxFile) -> bytes:
    """The plain file from its pieces; raises Refusal when one does not open, and when the whole is another file."""
    found = b"".join(
        sealed.open_piece(bytes(piece.body), file_key=file.key, start=piece.start, key_id=file.item.key_id)
        for piece in file.pieces.order_by("start")
    )
    if hashlib.sha256(found).digest() != bytes(file.sha256):
        raise Refusal("hash", _("The file did not arrive as it was sent."))
    return found
