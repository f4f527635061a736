"""`{% offline_scripts %}` in the head, `{% offline_words %}` before the end of the body."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cases.petitions.phone_forms import NEEDS
from sisterhood.pwa.assets import FORM, FRAME, LEAVING, RECORD, STEPS
from sisterhood.pwa.needs import NEEDS_OF_AN_END
from sisterhood.pwa.words import WORDS

register = template.Library()
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_SETS = {"frame": FRAME, "form": FORM, "leaving": LEAVING, "steps": STEPS, "record": RECORD}


@register.simple_tag
def offline_scripts(which: str) -> SafeString:
    """Script elements of the frame, of the form, or of a page that only asks before she signs out."""
    return format_html_join(
        "", '<script src="{}" defer></script>', ((static(name),) for name in _SETS[which])
    )


@register.simple_tag
def offline_words() -> SafeString:
    """Every sentence of the scripts, in the language of the page."""
    return _told("offline-words", {code: str(sentence) for code, sentence in WORDS.items()})


@register.simple_tag
def offline_needs() -> SafeString:
    """What the form must hold before it is sealed, and what is said where it is missing."""
    return _told("offline-needs", _said(NEEDS))


@register.simple_tag
def record_needs(needs: Any = None) -> SafeString:
    """What a round or a walk must hold before it is sealed; without more, the end of a round."""
    return _told("record-needs", _said(needs or NEEDS_OF_AN_END))


@register.simple_tag
def worker_address() -> str:
    """Where the worker stands; empty where the house has switched it off."""
    return "/sw.js" if settings.OFFLINE_PAGES else ""


def _told(name: str, value: Any) -> SafeString:
    """As Django's `json_script`, with Chinese as it is: half the bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script id="{}" type="application/json">{}</script>', name, mark_safe(text))  # noqa: S308 - escaped above


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _said(each) for name, each in value.items()}
    return [_said(each) for each in value] if isinstance(value, tuple) else str(value)
