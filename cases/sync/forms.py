"""The decision about an entry: taken over, or set aside with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import SHORT, chosen
from cases.sync.states import CheckKind
from sisterhood.lib.offering import offer

ACCEPT, ASIDE = "accept_check", "set_check_aside"
TAKEN = {
    CheckKind.STALE: _("it holds: take it over"),
    CheckKind.INCOMPLETE: _("she was asked, and what was missing is known"),
    CheckKind.FILE: _("take the file in"),
    CheckKind.ENTRY: _("it happened: write it down as it stands here"),
}


class DecideForm(forms.Form):
    """Nothing is chosen before she chooses."""

    decision = chosen(
        _("What is to become of it?"),
        [(ACCEPT, TAKEN[CheckKind.STALE]), (ASIDE, _("set it aside"))],
        _("Please choose what is to become of it."),
    )
    reason = forms.CharField(
        label=_("Why it is set aside"),
        widget=SHORT,
        max_length=200,
        required=False,
        help_text=_("For example: she was called, and it was done by a colleague before."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = (ACCEPT, TAKEN[CheckKind(kind)])
        offer(self, "decision", [("", _("Please choose")), taken, (ASIDE, _("set it aside"))])

    def clean(self) -> dict[str, Any]:
        """Set aside only with a reason."""
        told = super().clean() or {}
        if told.get("decision") == ASIDE and not str(told.get("reason", "")).strip():
            self.add_error("reason", _("Please say why it is set aside."))
        return told
