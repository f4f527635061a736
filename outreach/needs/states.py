"""The states of a sheet of needs; the diagram is printed from here. The rule asks for it, nobody makes one by hand, and
one that nobody filled lapses with its half-year."""

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "due": _("sheet to be filled"),
    "filled": _("sheet filled"),
    "lapsed": _("its half-year went by"),
}
ITSELF = ("lapse_sheet",)
_FILLS = tuple(roles_that("fill_needs"))
SHEET = StateTable(
    name="sheet of needs",
    states=STATES,
    initial="due",
    transitions=(
        Transition("fill_needs", ("due",), "filled", _FILLS, _("fill the sheet")),
        Transition("fill_needs", ("filled",), "filled", _FILLS, _("correct the sheet")),
        Transition("lapse_sheet", ("due",), "lapsed", (), _("the half-year is over")),
    ),
)
