"""Photographs and files as they arrive: told apart by content, never by name; pictures drawn anew."""

import io
import re
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 50_000_000
MAX_FLAT_PIXELS = 25_000_000
MAX_LAYERED_PIXELS = 16_000_000
LONGEST_SIDE = 2560
MAX_SCANS = 100
JPEG_QUALITY = 85

_DECODE_FAILURES = (
    OSError, SyntaxError, ValueError, ArithmeticError, LookupError, EOFError, TypeError, AttributeError,
    MemoryError, AssertionError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError,
    Warning,
)  # fmt: skip

_JPEGS = ("JPEG", "MPO")
_FLAT = ("1", "L", "P", "RGB")
_LARGEST = (LONGEST_SIDE, LONGEST_SIDE)
_JPEG_SCAN = b"\xff\xda"
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LONGEST_SIDE_TAKEN = 20_000  # tables of resampling grow with the side, not with the area
_SIXTEEN_BIT = ("I", "I;16", "I;16L", "I;16B", "I;16N")
_EVEN = [value & 0xFE for value in range(256)]

_MP4_BRANDS = frozenset(b"M4A |M4B |mp41|mp42|isom|iso2|iso4|iso5|iso6|dash".split(b"|"))
_MP4_VIDEO = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_WEBM_AUDIO = (b"A_OPUS", b"A_VORBIS")
_HEAD = 4096


class UnreadableImage(Exception):
    """Not a picture we take; str() is a translated sentence to stand next to the field."""


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture drawn anew: the file, its size in pixels, and image/jpeg or image/png."""

    content: bytes
    width: int
    height: int
    content_type: str


def clean_image(content: bytes) -> CleanImage:
    """The same picture in a new file: upright, at most 2560 pixels, no metadata, nothing appended.

    Takes JPEG of up to 50 million pixels by the header, PNG up to 25, WebP and layered PNG up to 16 million.
    Gives PNG when a pixel is transparent, else JPEG. Raises UnreadableImage for everything else.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _refuse_bombs(picture, content)
            return _drawn_anew(picture)
    except _DECODE_FAILURES as error:
        raise UnreadableImage(_sentence(content)) from error


def shrunk(content: bytes, side: int) -> bytes:
    """A picture that `clean_image` drew, as JPEG of at most so many pixels each way; what is transparent turns white."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        pixels = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    if pixels.mode == "RGBA":
        white = Image.new("RGBA", pixels.size, "white")
        pixels = Image.alpha_composite(white, pixels).convert("RGB")
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    pixels.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return file.getvalue()


def kind_of(content: bytes) -> str | None:
    """The content type by the first bytes: pictures, PDF and audio recordings; None for anything else.

    It says what a file claims to be, not that it is harmless: pictures still go through `clean_image`, other
    files are stored sealed and served as attachments.
    """
    head = content[:_HEAD]
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12])
    if head.startswith(b"OggS"):
        return (
            "audio/ogg" if any(mark in head for mark in (b"OpusHead", b"\x01vorbis", b"Speex   ")) else None
        )
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "audio/webm" if _is_webm_audio(head) else None
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:12] in _MP4_BRANDS and not _MP4_VIDEO.search(content) else None
    return None


def _is_webm_audio(head: bytes) -> bool:
    return b"webm" in head and b"V_" not in head and any(codec in head for codec in _WEBM_AUDIO)


def _refuse_bombs(picture: Image.Image, content: bytes) -> None:
    """Many pixels, or many passes over them, named by a small file."""
    if max(picture.size) > LONGEST_SIDE_TAKEN or picture.width * picture.height > _most_pixels(picture):
        raise Image.DecompressionBombError
    if picture.format in _JPEGS and content.count(_JPEG_SCAN) > MAX_SCANS:
        raise Image.DecompressionBombError


def _most_pixels(picture: Image.Image) -> int:
    """What decodes in less than 400 MB: JPEG can be decoded at a fraction, layers need several copies."""
    if picture.mode not in _FLAT or picture.format == "WEBP":
        return MAX_LAYERED_PIXELS
    return MAX_PIXELS if picture.format in _JPEGS else MAX_FLAT_PIXELS


def _drawn_anew(picture: Image.Image) -> CleanImage:
    orientation = picture.getexif().get(_ORIENTATION)
    fraction = min(1.0, LONGEST_SIDE / max(picture.size))
    picture.draft(None, (max(1, int(picture.width * fraction)), max(1, int(picture.height * fraction))))
    pixels = _plain_pixels(picture)
    pixels.thumbnail(_LARGEST, Image.Resampling.LANCZOS, reducing_gap=None)
    if orientation in _UPRIGHT:
        pixels = pixels.transpose(_UPRIGHT[orientation])
    canvas = Image.new(pixels.mode, pixels.size)
    canvas.paste(pixels)
    return _written(canvas)


def _plain_pixels(picture: Image.Image) -> Image.Image:
    """The picture in RGB, or in RGBA when at least one pixel is transparent."""
    picture.load()
    if picture.mode in _SIXTEEN_BIT:
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        if any(layered.getchannel("A").histogram()[:255]):
            return layered
        return layered.convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _written(canvas: Image.Image) -> CleanImage:
    """JPEG loses hidden bytes by itself; PNG is exact, so the lowest bit of every channel is cleared."""
    file = io.BytesIO()
    if canvas.mode == "RGBA":
        canvas.point(_EVEN * 4).save(file, "PNG")
        return CleanImage(file.getvalue(), *canvas.size, "image/png")
    canvas.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return CleanImage(file.getvalue(), *canvas.size, "image/jpeg")


def _sentence(content: bytes) -> str:
    if not content:
        return _("The picture is empty. Please choose it again.")
    if kind_of(content) in ("image/jpeg", "image/png", "image/webp"):
        return _("The picture is damaged or too large. Please take it again.")
    return _("This file is not a picture we can take. Please send a JPEG, PNG or WebP picture.")
