"""What a phone checks of a round or a walk before it seals it: afterwards nobody can mend it there. Tables.

`filled`: the sentence by name where nothing stands. `most`: name → (another name, sentence): not larger than that one.
`with_`: name → (another name, sentence): where the other one is filled, so is this.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.patrols.forms import PhoneWalkForm
from outreach.visits.forms import EndForm
from outreach.visits.phone import PhoneRoundForm
from outreach.visits.topics import Help

_OPENED = _("Not more than the doors that opened.")
_COUNTS: dict[str, Any] = {
    "most": {
        "opened": ("doors", _("Not more than the doors you knocked at.")),
        "come_again": ("opened", _OPENED),
    }
    | {f"help_{code}": ("opened", _OPENED) for code in Help.values},
    "with": {"topics": ("opened", _("Choose what was offered; a visit without an offer is an inspection."))},
    "order": {},
}


def _filled(form: Any) -> dict[str, Any]:
    fields = form.base_fields.items()
    return {name: field.error_messages["required"] for name, field in fields if field.required}


NEEDS_OF_AN_END = {"filled": _filled(EndForm)} | _COUNTS
NEEDS_OF_A_ROUND = {"filled": _filled(PhoneRoundForm)} | _COUNTS
NEEDS_OF_A_ROUND["order"] = {"ended": ("begun", _("After setting out, please."))}
NEEDS_OF_A_WALK: dict[str, Any] = {
    "filled": _filled(PhoneWalkForm),
    "most": {},
    "with": {"place": ("hazard", _("Write where it is."))},
    "order": {},
}
