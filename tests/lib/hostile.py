"""Files as an attacker or a broken phone would send them, made here byte by byte."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert('canary')</script>"
PHP = b"<?php system('canary'); ?>"
MARKS = (
    b"canary",
    b"<script",
    b"<?php",
    b"PK\x03\x04",
    b"%PDF-",
    b"MZ\x90",
    b"GPS",
    b"Exif",
    b"http://ns.adobe",
    b"8BIM",
)
GPS_IFD, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def picture(mode="RGB", size=(64, 48), seed=7):
    """A picture with some texture, so that it compresses like a photograph."""
    noise = random.Random(seed)
    small = Image.frombytes("RGB", (8, 8), noise.randbytes(192)).resize(size)
    return small.convert(mode)


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(orientation=1):
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    tags[MAKER] = "canary"
    tags[GPS_IFD] = {1: "N", 2: (43.0, 10.0, 0.0), 3: "E", 4: (124.0, 21.0, 0.0)}
    return tags.tobytes()


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("canary.txt", SCRIPT)
    return file.getvalue()


def jpeg_with(marker, payload):
    """A JPEG with one more segment right after its start."""
    plain = encoded(picture(), "JPEG")
    return plain[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload + plain[2:]


def chunk(name, payload):
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def png_header(width, height, depth=8, colour=2):
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    )


def png_with(name, payload):
    """A PNG with one more chunk right after its header."""
    plain = encoded(picture(), "PNG")
    return plain[:33] + chunk(name, payload) + plain[33:]


def png_texts():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", PHP.decode())
    texts.add_text("Zipped", SCRIPT.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", "<x>canary</x>")
    return encoded(picture(), "PNG", pnginfo=texts)


def payload_pixels(mode):
    """Pixels that spell the payload again and again, with noise between."""
    bands, noise = len(mode), random.Random(3)
    row = (PHP + SCRIPT) * 4
    rows = [row + noise.randbytes(64 * bands * 4 - len(row)) for _ in range(64)]
    return encoded(Image.frombytes(mode, (256, 64), b"".join(rows)), "PNG", compress_level=0)


def many_scans():
    """A small progressive JPEG that asks for its last scan to be drawn five hundred times."""
    plain = encoded(picture(size=(640, 480)), "JPEG", progressive=True)
    last = plain.rindex(b"\xff\xda")
    return plain[:-2] + plain[last:-2] * 500 + plain[-2:]


def resized_header(plain, width, height):
    """A JPEG whose header claims another size."""
    start = plain.index(b"\xff\xc0") + 5
    return plain[:start] + struct.pack(">HH", height, width) + plain[start + 4 :]


def webp_header(width, height):
    body = b"VP8X" + struct.pack("<I", 10) + b"\x10\0\0\0"
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    plain = encoded(picture(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", 4 + len(body) + len(plain)) + b"WEBP" + body + plain


def cleaned():
    """Name → bytes of files that hold a picture: it survives, everything else must not."""
    return jpegs() | pngs() | webps()


def refused():
    """Name → bytes of files that are no picture we take, whatever they call themselves."""
    return foreign() | damaged() | bombs()


def jpegs():
    jpeg = encoded(picture(), "JPEG")
    return {
        "jpeg_appended_zip": jpeg + zipped(),
        "jpeg_script_tail": jpeg + SCRIPT,
        "jpeg_exe_tail": jpeg + b"MZ\x90\0" + b"canary" * 50,
        "jpeg_pdf_tail": jpeg + b"%PDF-1.7 canary",
        "jpeg_php_comment": jpeg_with(0xFE, PHP),
        "jpeg_pdf_polyglot": jpeg_with(0xFE, b"\n%PDF-1.7\n1 0 obj canary endobj\n"),
        "jpeg_zip_polyglot": jpeg_with(0xFE, zipped()) + zipped(),
        "jpeg_javascript_polyglot": jpeg_with(0xFE, b"*/=1;alert('canary')/*") + b"*/",
        "jpeg_gps": encoded(picture(), "JPEG", exif=exif()),
        "jpeg_turned_gps": encoded(picture(), "JPEG", exif=exif(6)),
        "jpeg_exif_tail_in_thumbnail": encoded(picture(), "JPEG", exif=exif() + jpeg + SCRIPT),
        "jpeg_xmp": jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>canary</x>"),
        "jpeg_iptc": jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0bcanary12345"),
        "jpeg_profile": encoded(picture(), "JPEG", icc_profile=PHP * 20),
        "jpeg_unknown_segment": jpeg_with(0xEF, SCRIPT * 100),
        "jpeg_two_pictures": encoded(
            picture(), "MPO", save_all=True, append_images=[picture(seed=9)], exif=exif()
        ),
        "jpeg_cmyk": encoded(picture("CMYK"), "JPEG", comment=PHP),
        "jpeg_grey": encoded(picture("L"), "JPEG", comment=PHP),
        "jpeg_progressive": encoded(picture(), "JPEG", progressive=True, comment=PHP),
        "jpeg_lie_in_size": resized_header(jpeg, 7_000, 7_000),
        "jpeg_one_pixel": encoded(picture(size=(1, 1)), "JPEG", comment=PHP),
    }


def pngs():
    png = encoded(picture(), "PNG")
    return {
        "png_texts": png_texts(),
        "png_gps": encoded(picture(), "PNG", exif=exif(8)),
        "png_html_tail": png + b"<html><body>" + SCRIPT,
        "png_zip_tail": png + zipped(),
        "png_private_chunk": png_with(b"caNv", PHP * 50),
        "png_profile": encoded(picture(), "PNG", icc_profile=SCRIPT * 20),
        "png_payload_pixels": payload_pixels("RGB"),
        "png_payload_transparent_pixels": payload_pixels("RGBA"),
        "png_palette": encoded(picture("P"), "PNG", transparency=0, exif=exif()),
        "png_sixteen_bit": encoded(picture("I;16"), "PNG", exif=exif()),
        "png_one_bit": encoded(picture("1"), "PNG", exif=exif()),
        "png_grey_transparent": encoded(picture("LA"), "PNG", exif=exif()),
        "png_animated": encoded(
            picture(), "PNG", save_all=True, append_images=[picture(seed=9)], exif=exif()
        ),
        "png_very_long": encoded(picture(size=(9_000, 2)), "PNG"),
    }


def webps():
    webp = encoded(picture(), "WEBP")
    layered = Image.open(io.BytesIO(payload_pixels("RGBA")))
    return {
        "webp_gps": encoded(picture(), "WEBP", exif=exif(3)),
        "webp_xmp": encoded(picture(), "WEBP", xmp=b"<x>canary</x>"),
        "webp_profile": encoded(picture(), "WEBP", icc_profile=PHP * 20),
        "webp_tail": webp + zipped(),
        "webp_animated": encoded(
            picture(), "WEBP", save_all=True, append_images=[picture(seed=9)], exif=exif()
        ),
        "webp_payload_pixels": encoded(layered, "WEBP", lossless=True, exact=True),
    }


def foreign():
    jpeg = encoded(picture(), "JPEG")
    return {
        "empty": b"",
        "one_byte": b"\xff",
        "html": b"<!doctype html><html>" + SCRIPT,
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>",
        "xml_entities": b'<!DOCTYPE x [<!ENTITY a "canary">]><svg>&a;</svg>',
        "gif": encoded(picture(), "GIF"),
        "gif_javascript": b"GIF89a/*" + bytes(20) + b"*/=1;alert('canary')",
        "bmp": encoded(picture(), "BMP"),
        "tiff": encoded(picture(), "TIFF"),
        "icon": encoded(picture(), "ICO"),
        "postscript": encoded(picture(), "EPS"),
        "portable_pixmap": encoded(picture(), "PPM"),
        "jpeg_2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100),
        "heif": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
        "avif": b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(100),
        "pdf_as_picture": b"%PDF-1.7\n1 0 obj\n" + jpeg + b"\nendobj\n%%EOF",
        "zip": zipped(),
        "zip_then_picture": zipped() + jpeg,
        "executable": b"MZ\x90\0" + bytes(200),
        "php": PHP,
        "noise": random.Random(5).randbytes(5_000),
    }


def damaged():
    jpeg, png, webp = (encoded(picture(size=(400, 300)), kind) for kind in ("JPEG", "PNG", "WEBP"))
    broken = bytearray(png)
    broken[len(png) // 2] ^= 0xFF
    return {
        "jpeg_magic_then_script": b"\xff\xd8\xff\xe0" + SCRIPT * 10,
        "jpeg_magic_only": b"\xff\xd8\xff",
        "jpeg_cut": jpeg[: len(jpeg) // 2],
        "jpeg_header_only": jpeg[:200],
        "png_magic_then_html": b"\x89PNG\r\n\x1a\n<html>" + SCRIPT,
        "png_cut": png[: len(png) // 2],
        "png_flipped_byte": bytes(broken),
        "png_no_pixels": png_header(0, 0) + chunk(b"IEND", b""),
        "png_without_data": png_header(64, 48) + chunk(b"IEND", b""),
        "webp_cut": webp[: len(webp) // 2],
        "wave": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
        "riff_lie": b"RIFF\x24\0\0\0WEBPVP8 " + SCRIPT,
    }


def bombs():
    end = chunk(b"IEND", b"")
    black = chunk(b"IDAT", zlib.compress(bytes(112_530_000), 9))
    return {
        "jpeg_bomb": resized_header(encoded(picture(), "JPEG"), 60_000, 60_000),
        "jpeg_many_scans": many_scans(),
        "png_bomb_header": png_header(2**31 - 1, 2**31 - 1),
        "png_bomb": png_header(30_000, 30_000, 1, 0) + black + end,
        "png_bomb_just_above": png_header(5_001, 5_000) + chunk(b"IDAT", zlib.compress(bytes(9))) + end,
        "png_text_bomb": png_with(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)),
        "webp_bomb_header": webp_header(16_000, 16_000),
    }
