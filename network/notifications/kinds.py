"""The kinds of message and their one neutral sentence; no slot exists for a name or a place."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "reminder": _("You have one matter approaching its date. Please open it."),
    "rung": _("A matter in your area is late. Please look at it."),
    "data_gap": _("A post on the ladder is vacant. Please fill it."),
    "handed": _("One matter has been handed to you. Please take it up."),
    "handed_back": _("One matter has come back to you."),
    "assigned": _("One matter is yours now."),
    "approval": _("One matter waits for your decision."),
    "answered": _("A matter you reported has been answered."),
    "closed": _("A matter you reported is closed."),
    "lent": _("You have been given access to one matter."),
    "opened": _("Somebody opened a matter of yours and gave a reason."),
    "request": _("Somebody asks for access to a matter of yours."),
    "calendar_missing": _("Next year's holiday calendar has not been loaded. Please load it."),
    "calendar": _("A due date has moved because the holiday calendar was published."),
}


def kind_choices() -> list[tuple[str, object]]:
    """For the models: a new kind needs no new migration."""
    return list(KINDS.items())
