"""How large a file may be, asked before a byte of it is read."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 10 * 1024 * 1024


def small_enough(file: UploadedFile) -> None:
    """A validator of file fields; raises ValidationError with the sentence that stands by the field."""
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB."), code="size")
