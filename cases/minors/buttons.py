"""Which form and which function stand behind each step of a child's matter. A table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.coordination.buttons import Button
from cases.minors import access, behaviours, children, guardians
from cases.minors import forms as f


@dataclass(frozen=True)
class Step(Button):
    """A step with the word that stands on its button."""

    label: Any = ""


STEPS: dict[str, Step] = {
    "ask_minor_access": Step(
        f.AskForm,
        access.ask_minor_access,
        _("Ask for leave to read names and story. A leader decides; it ends by itself."),
        "lock",
        _("Your request is with the leader."),
        _("Ask for leave to read"),
    ),
    "open_minor_in_danger": Step(
        f.NothingForm,
        access.open_minor_in_danger,
        _(
            "Somebody is in danger: read at once. The leader is told in the same moment and looks at it later."
        ),
        "siren",
        _("Open to you now. The leader has been told."),
        _("Read at once: danger"),
    ),
    "end_minor_access": Step(
        f.NothingForm,
        access.end_minor_access,
        _("You have read what you needed: your leave ends now."),
        "lock",
        _("Your leave has ended."),
        _("End it now"),
    ),
    "name_child": Step(
        f.ChildForm,
        children.name_child,
        _("Name the child. From then on names and story open by leave alone."),
        "user-plus",
        _("The child is named."),
        _("Name the child"),
    ),
    "name_guardian": Step(
        f.GuardianForm,
        guardians.name_guardian,
        _("Name a guardian, and say whether she or he may be reached."),
        "users",
        _("The guardian is named."),
        _("Name a guardian"),
    ),
    "note_behaviour": Step(
        f.BehaviourForm,
        behaviours.note_behaviour,
        _("Note one of the eight items of the law, to help the child and the guardian."),
        "pencil",
        _("It is written down."),
        _("Note behaviour"),
    ),
}
ROW_STEPS: dict[str, Step] = {
    "end_guardian": Step(
        f.EndGuardianForm,
        guardians.end_guardian,
        _("She or he is guardian no more, or it was an error."),
        "undo-2",
        _("It is written down."),
        _("End the guardianship"),
    ),
}
LABELS = {verb: step.label for verb, step in (STEPS | ROW_STEPS).items()}
ON_BOARD = ("name_guardian", "note_behaviour", "end_guardian")
