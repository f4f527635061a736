"""Opening hours as people write them: 8:30-11:30、13:30-17:00."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time

_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–—~至到]\s*(\d{1,2})[:.](\d{2})")
_BETWEEN = re.compile(r"[\s、,;和]*")


@dataclass(frozen=True)
class Hours:
    """One span of a day."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


def read(text: str) -> tuple[Hours, ...]:
    """The spans of one day in order; () for an empty text (closed).

    Full-width signs are read too. Raises ValueError for anything else, a span that ends before it begins, or
    spans that overlap.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    spans = [Hours(time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in _SPAN.findall(plain)]
    if _BETWEEN.sub("", _SPAN.sub("", plain)):
        raise ValueError(text)
    moments = [moment for span in spans for moment in (span.opens, span.closes)]
    if any(later <= earlier for earlier, later in zip(moments, moments[1:], strict=False)):
        raise ValueError(text)
    return tuple(spans)
