import io
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sisterhood.lib.images import CleanImage, UnreadableImage, clean_image, kind_of

from . import hostile

CLEANED = hostile.cleaned()
REFUSED = hostile.refused()
SEEDS = [CLEANED[name] for name in ("jpeg_gps", "jpeg_progressive", "png_texts", "png_palette", "webp_gps")]


def _reopened(clean):
    return Image.open(io.BytesIO(clean.content))


def test_the_corpus_is_large_enough():
    assert len(CLEANED) >= 25
    assert len(REFUSED) >= 25


@pytest.mark.parametrize("name", CLEANED)
def test_nothing_but_the_picture_survives(name):
    clean = clean_image(CLEANED[name])
    assert [mark for mark in hostile.MARKS if mark in clean.content] == []
    again = _reopened(clean)
    again.load()
    assert again.size == (clean.width, clean.height)
    assert max(again.size) <= 2_560
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not again.getexif()
    assert getattr(again, "n_frames", 1) == 1
    assert clean.content.endswith((b"\xff\xd9", b"IEND\xaeB`\x82"))
    assert clean.content_type == kind_of(clean.content) == f"image/{again.format.lower()}"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_soon_and_with_a_sentence(name):
    started = time.monotonic()
    with pytest.raises(UnreadableImage) as refusal:
        clean_image(REFUSED[name])
    assert time.monotonic() - started < 2
    assert str(refusal.value).endswith(".")


def test_a_cleaned_picture_can_be_cleaned_again():
    clean = clean_image(clean_image(CLEANED["jpeg_gps"]).content)
    assert (clean.width, clean.height, clean.content_type) == (64, 48, "image/jpeg")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_taken_sideways_stands_upright(orientation):
    upright = Image.new("RGB", (40, 20), "white")
    upright.paste("red", (0, 0, 10, 10))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    for kind in ("JPEG", "PNG", "WEBP"):
        again = _reopened(clean_image(hostile.encoded(stored, kind, exif=hostile.exif(orientation)))).convert(
            "RGB"
        )
        assert again.size == (40, 20)
        red, green, _blue = again.getpixel((3, 3))
        assert red > 200 > 60 > green
        assert min(again.getpixel((36, 16))) > 200


@pytest.mark.parametrize("size", [(24_000_000, 1), (1, 24_000_000), (20_001, 2)])
def test_a_picture_that_is_only_long_is_refused_before_it_is_decoded(size):
    with pytest.raises(UnreadableImage):
        clean_image(hostile.encoded(Image.new("L", size), "PNG"))


def test_a_large_photograph_is_made_smaller_and_keeps_its_shape():
    clean = clean_image(hostile.encoded(hostile.picture(size=(4_000, 3_000)), "JPEG"))
    assert (clean.width, clean.height) == (2_560, 1_920)


def test_a_photograph_of_fifty_million_pixels_is_taken():
    clean = clean_image(hostile.encoded(Image.new("L", (8_000, 6_250), 128), "JPEG"))
    assert (clean.width, clean.height) == (2_560, 2_000)


PEAK = """
import sys
from sisterhood.lib.images import clean_image
content = sys.stdin.buffer.read()
def most():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024
before = most()
clean = clean_image(content)
print(max(clean.width, clean.height), most() - before)
"""


@pytest.mark.parametrize("size", [(8_000, 6_250), (19_900, 2_500)])
def test_a_large_photograph_is_decoded_at_a_fraction_and_never_in_full(size):
    """In full it takes 200 MB, and as much again for the copies."""
    photograph = hostile.encoded(Image.new("RGB", size, (120, 30, 30)), "JPEG")
    done = subprocess.run([sys.executable, "-c", PEAK], input=photograph, capture_output=True, check=True)
    side, megabytes = map(int, done.stdout.split())
    assert side <= 2_560
    assert megabytes < 120


def test_transparency_is_kept_and_an_opaque_picture_becomes_a_photograph():
    layered = hostile.picture("RGBA")
    assert clean_image(hostile.encoded(layered, "PNG")).content_type == "image/jpeg"
    layered.putpixel((5, 5), (10, 20, 30, 0))
    clean = clean_image(hostile.encoded(layered, "PNG"))
    assert clean.content_type == "image/png"
    assert _reopened(clean).getpixel((5, 5))[3] == 0
    assert _reopened(clean).getpixel((9, 9))[3] >= 254


def test_no_pixel_of_a_transparent_picture_is_kept_to_the_last_bit():
    crafted = CLEANED["png_payload_transparent_pixels"]
    clean = _reopened(clean_image(crafted))
    assert clean.size == Image.open(io.BytesIO(crafted)).size
    assert not any(value & 1 for value in clean.tobytes())


def test_a_sixteen_bit_picture_keeps_its_brightness():
    half = Image.new("I;16", (20, 20), 32_768)
    assert abs(_reopened(clean_image(hostile.encoded(half, "PNG"))).getpixel((9, 9))[0] - 128) <= 2


def test_the_sentence_tells_the_empty_the_damaged_and_the_foreign_apart():
    sentences = set()
    for name in ("empty", "jpeg_cut", "svg"):
        with pytest.raises(UnreadableImage) as refusal:
            clean_image(REFUSED[name])
        sentences.add(str(refusal.value))
    assert len(sentences) == 3


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=300)
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=20),
    cut=st.integers(0, 200),
)
def test_a_damaged_picture_is_cleaned_or_refused_and_nothing_else(seed, changes, cut):
    damaged = bytearray(seed)
    for position, value in changes:
        damaged[position % min(len(damaged), 1_000)] = value
    try:
        assert isinstance(clean_image(bytes(damaged[: len(damaged) - cut])), CleanImage)
    except UnreadableImage as refusal:
        assert str(refusal)


@given(st.binary(max_size=400))
def test_any_bytes_have_a_kind_or_none(content):
    kind_of(content)
    with pytest.raises(UnreadableImage):
        clean_image(content)


EBML = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm"
FTYP = b"\0\0\0\x1cftyp"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (CLEANED["jpeg_gps"], "image/jpeg"),
        (CLEANED["png_texts"], "image/png"),
        (CLEANED["webp_gps"], "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (EBML + b"\x86A_OPUS", "audio/webm"),
        (FTYP + b"M4A \0\0\0\0", "audio/mp4"),
        (FTYP + b"mp42\0\0\0\0moov hdlr\0\0\0\0\0\0\0\0soun", "audio/mp4"),
        (b"OggS" + bytes(24) + b"OpusHead", "audio/ogg"),
        (REFUSED["wave"], "audio/wav"),
        (EBML + b"\x86V_VP8 A_OPUS", None),
        (b"\x1aE\xdf\xa3matroska A_OPUS", None),
        (FTYP + b"mp42\0\0\0\0moov hdlr\0\0\0\0\0\0\0\0vide", None),
        (REFUSED["heif"], None),
        (b"OggS" + bytes(24) + b"\x80theora", None),
        (b"RIFF\0\0\0\0AVI ", None),
        (REFUSED["gif"], None),
        (REFUSED["svg"], None),
        (REFUSED["zip"], None),
        (REFUSED["executable"], None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_its_first_bytes_and_not_by_its_name(content, kind):
    assert kind_of(content) == kind
