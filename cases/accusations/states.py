"""The states of an accusation and the events between them (信访工作条例 art. 22(2), 30)."""

from django.utils.translation import gettext_lazy as _

from sisterhood.lib.states import StateTable, Transition

STATES = {
    "registered": _("registered"),
    "referred": _("with the discipline organ"),
    "guided": _("guided to another body"),
    "declined": _("not accepted"),
    "answered": _("result recorded"),
    "closed": _("closed"),
}
STATE_CHOICES = list(STATES.items())
LIVE = ("registered", "referred", "guided", "declined", "answered")
_READERS = ("reader",)
ACCUSATION = StateTable(
    "accusation",
    STATES,
    "registered",
    (
        Transition("refer", ("registered",), "referred", _READERS, _("refer to the discipline organ")),
        Transition("guide", ("registered",), "guided", _READERS, _("guide to another body")),
        Transition("decline", ("registered",), "declined", _READERS, _("decline")),
        Transition("record_result", ("referred",), "answered", _READERS, _("record the result")),
        Transition("close", ("guided", "declined", "answered"), "closed", _READERS, _("close")),
        *(Transition("note_retaliation", (state,), state, _READERS, _("note retaliation")) for state in LIVE),
    ),
)
EVENT_LABELS = {each.event: each.label for each in ACCUSATION.transitions} | {
    "register": _("registered"),
    "replace_reader": _("another reader was proposed"),
    "decide_change": _("a change of readers was decided"),
    "add_reader": _("a second reader was named"),
    "step_aside": _("a reader stepped aside"),
    "appraise_destruction": _("appraised after its period"),
    "confirm_destruction": _("destroyed after its period"),
}
