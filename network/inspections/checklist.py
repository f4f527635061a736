"""What is looked at in a station (domain.md §1.1, item 9). A table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One line of the checklist: a question about the place and its work, never about a person who came."""

    code: str
    asks: Any


CHECKLIST = (
    Item("sign", _("A sign with name, head and phone hangs outside")),
    Item("open", _("It is open at the hours that are published")),
    Item("quiet", _("One can speak there without being overheard")),
    Item("numbers", _("110, 12338 and the numbers of the county hang inside")),
    Item("phone", _("The head's phone works and she can send a report")),
    Item("papers", _("No list with names lies about; paper is locked away")),
    Item("pledge", _("The head knows her pledge of confidentiality")),
    Item("passed_on", _("What was reported was passed on in time")),
)
CODES = tuple(item.code for item in CHECKLIST)
