"""The sheet: how many women were asked, how many named each need, a few words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outreach.needs.kinds import Need
from outreach.needs.models import NeedsSheet

WRONG = {name: _("Write a number, 0 or more.") for name in ("required", "invalid", "min_value", "max_value")}


def _number(label: Any, *, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=9999, required=required, error_messages=WRONG
    )


class SheetForm(forms.Form):
    """No field for anybody's name."""

    asked = _number(_("How many women did you ask?"), required=True)
    words = forms.CharField(
        label=_("What else is missing"),
        max_length=120,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A few words about things. Nobody's name, nobody's story."),
    )

    def __init__(self, *args: Any, row: NeedsSheet, **kwargs: Any) -> None:
        if row.state == "filled":
            known: dict[str, Any] = {f"need_{each.need}": each.women for each in row.counts.all()}
            said = getattr(row, "words", None)
            kwargs["initial"] = known | {"asked": row.asked, "words": said.words if said else ""}
        super().__init__(*args, **kwargs)
        for code, label in Need.choices:
            self.fields[f"need_{code}"] = _number(label, required=False)

    @property
    def needs(self) -> list[Any]:
        """The lines of the sheet."""
        return [self[f"need_{code}"] for code in Need.values]

    @property
    def told(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        said = self.cleaned_data
        women = {code: said[f"need_{code}"] or 0 for code in Need.values}
        return {"asked": said["asked"], "words": said["words"], "women": women}
