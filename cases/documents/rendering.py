"""A paper on A4: typst sets it, segno draws its QR, and nothing leaves without a Chinese font that really is one.

typst prints boxes or nothing where a font is missing and raises no error, so the names of the embedded fonts are
read from the PDF itself.
"""

import base64
import io
import json
import re
from functools import lru_cache
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.documents.content import Content
from network.access.gate import Refusal

FONT = "Noto Serif CJK SC"
TEMPLATE = Path(__file__).with_name("paper.typ")
LABELS = {
    "colon": "：",
    "basis": "依据",
    "remedies": "救济途径",
    "seal": "（盖章处）",
    "verify": "扫码或输入核验码，可核验本件是否有效",
    "page_before": "第",
    "page_between": "页　共",
    "page_after": "页",
    "receipt": "送达回证　　收到日期：　　　　年　　月　　日　　收件人签字：",
}
_EMBEDDED = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_CHINESE = re.compile(rb"^[A-Z]{6}\+NotoS(?:erif|ans)CJK")


@lru_cache(maxsize=1)
def _fonts(folder: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def has_font() -> bool:
    """Whether the font of the papers is in the folder that the settings name."""
    return Path(settings.FONT_FOLDER).is_dir() and FONT in _fonts(str(settings.FONT_FOLDER)).families()


def embedded_fonts(pdf: bytes) -> set[str]:
    """Names of the fonts a PDF carries, as it spells them."""
    return {name.decode("ascii", "replace") for name in _EMBEDDED.findall(pdf)}


def qr(address: str) -> str:
    """A QR code as SVG, black on white."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=1)
    return drawn.getvalue().decode()


def qr_data(address: str) -> str:
    """The same for the address of an image."""
    return base64.b64encode(qr(address).encode()).decode()


def pdf(content: Content, *, address: str = "") -> bytes:
    """The paper as PDF; the same words and address give the same bytes.

    `address` is where its code is checked (no code, no QR). Raises Refusal when no Chinese font is embedded.
    """
    told = json.loads(content.written()) | {
        "font": FONT,
        "labels": LABELS,
        "qr": qr(address) if address and content.code else "",
    }
    if not has_font():
        raise Refusal("font", NO_FONT)
    made = typst.compile(
        str(TEMPLATE),
        font_paths=_fonts(str(settings.FONT_FOLDER)),
        format="pdf",
        sys_inputs={"paper": json.dumps(told, ensure_ascii=False)},
    )
    names = _EMBEDDED.findall(made)
    if not names or not all(_CHINESE.match(name) for name in names):
        raise Refusal("font", NO_FONT)
    return made


NO_FONT = _(
    "No Chinese font is installed on this server, so the paper cannot be printed as PDF. Please tell your "
    "administrator; the page for printing works meanwhile."
)
