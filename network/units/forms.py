"""The administrator's form of a unit: a new one, another name, another parent, the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.units import verbs
from network.units.models import HamletKind, Level, Unit


class UnitForm(forms.ModelForm):
    """`reason` is asked for when the parent changes; `code` stays empty for a hamlet, which gets its own."""

    reason = forms.CharField(
        label=_("Reason of a move"), max_length=200, required=False, help_text=_("with the document, if any")
    )

    class Meta:
        """Every field an administrator may fill; which ones are shown depends on the page."""

        model = Unit
        fields = (
            "parent",
            "code",
            "official_name",
            "short_name",
            "hamlet_kind",
            "is_quasi",
            "valid_to",
            "successor",
        )
        labels = {"hamlet_kind": _("kind of hamlet"), "successor": _("successor")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("code", "official_name"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """The refusals of the verbs, as sentences beside the fields."""
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        if self.instance.pk is None:
            self._check_new(values)
        elif "parent" in self.changed_data:
            self._check_move(values)
        elif "valid_to" in self.changed_data:
            self._check_end(values)
        return values

    def _check_new(self, values: dict[str, Any]) -> None:
        parent, code = values.get("parent"), values.get("code") or ""
        if parent is None:
            self.add_error("parent", _("Every new unit stands under another."))
            return
        if parent.level >= Level.HAMLET:
            self.add_error("parent", _("Nothing stands below a hamlet."))
            return
        if parent.level == Level.VILLAGE:
            if values.get("hamlet_kind") not in HamletKind.values:
                self.add_error(
                    "hamlet_kind", _("Say what the hamlet is: a natural hamlet, a group or a grid.")
                )
            return
        if not (code.isascii() and code.isdigit() and len(code) == 12):
            self.add_error("code", _("The code has 12 digits."))
        elif Unit.objects.current().filter(code=code, level=parent.level + 1).exists():
            self.add_error("code", _("This code is already in use at that level."))

    def _check_move(self, values: dict[str, Any]) -> None:
        before = Unit.objects.get(pk=self.instance.pk)
        if not values.get("reason", "").strip():
            self.add_error("reason", _("A move needs a reason."))
            return
        if values.get("parent") is None:
            self.add_error("parent", _("Every new unit stands under another."))
            return
        try:
            verbs.check_move(before, values["parent"])
        except Refusal as refusal:
            self.add_error("parent", str(refusal))

    def _check_end(self, values: dict[str, Any]) -> None:
        before = Unit.objects.get(pk=self.instance.pk)
        if values.get("valid_to") is None:
            self.add_error("valid_to", _("A closed unit stays closed; add a new one instead."))
            return
        try:
            verbs.check_close(before, on=values["valid_to"], successor=values.get("successor"))
        except Refusal as refusal:
            self.add_error("valid_to", str(refusal))
