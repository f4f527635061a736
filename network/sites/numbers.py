"""Numbers to call without an account. A table.

`is_confirmed` says whether the number stands in a source we have read; the page marks the others, and
`docs/legal-sources.md` lists them for the customer to confirm.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HelpNumber:
    """One line to call, who answers and when to call it."""

    number: str
    who: Any
    when: Any
    is_confirmed: bool = False


FIRST = HelpNumber(
    "110", _("police, in an emergency"), _("somebody is in danger now, or has just been hurt"), True
)
NUMBERS = (
    HelpNumber("12110", _("police, by text message"), _("when you cannot speak: write the place first")),
    HelpNumber("120", _("ambulance"), _("somebody is hurt or ill"), True),
    HelpNumber("12338", _("women's rights hotline"), _("law, marriage, family, feelings"), True),
    HelpNumber("12348", _("legal services"), _("free legal advice and legal aid")),
    HelpNumber("12345", _("government hotline"), _("anything a government office should do")),
    HelpNumber("12355", _("youth hotline"), _("children and young people")),
    HelpNumber("12356", _("psychological help"), _("when everything is too much")),
)
