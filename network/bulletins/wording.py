"""What never stands in words that go to many: identity numbers, and numbers of people. An office may name its own line."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.sites.models import ServiceWindow
from network.sites.places import Site
from sisterhood.lib.text import contains_id_number, contains_phone

_GAP = r"[\s()–—-]?"


def office_phones() -> list[str]:
    """Numbers that service windows and places publish, as they are written there."""
    windows = ServiceWindow.objects.exclude(published_since=None).exclude(phone="")
    places = Site.objects.published().exclude(phone="")
    return [*windows.values_list("phone", flat=True), *places.values_list("phone", flat=True)]


def without(text: str, phones: Iterable[str]) -> str:
    """The text without these numbers, however they are spaced in it."""
    plain = unicodedata.normalize("NFKC", text)
    for phone in phones:
        digits = [sign for sign in unicodedata.normalize("NFKC", phone) if sign.isdecimal()]
        if len(digits) >= 7:
            plain = re.sub(rf"(?<!\d)\(?{_GAP.join(digits)}(?!\d)", " ", plain)
    return plain


def refuse_people(words: Mapping[str, str]) -> None:
    """Raises Refusal for the first field that holds somebody's number."""
    for name, text in words.items():
        if contains_id_number(text):
            raise Refusal(name, _("An identity number stands here. Words for many name nobody; take it out."))
        if contains_phone(text) and contains_phone(without(text, office_phones())):
            raise Refusal(
                name,
                _(
                    "A phone number stands here that no service window publishes. Name an office line, never a person's."
                ),
            )
