"""The forms of an import: a file, what its columns mean, a tick before it starts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.imports.columns import COLUMNS
from cases.imports.mapping import Heading
from sisterhood.lib.uploads import small_enough
from sisterhood.lib.workbooks import MAX_COLUMNS

LEFT_OUT = ("", _("leave out"))


class UploadForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("Register as xlsx"),
        help_text=_("The first sheet is read, 10 MB and 50 000 rows at most. One row holds the headings."),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
        validators=[small_enough],
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class MappingForm(forms.Form):
    """One choice for each column of the file; the guess stands first."""

    def __init__(self, *args: Any, headings: list[Heading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [LEFT_OUT, *((column.code, column.label) for column in COLUMNS)]
        for heading in headings[:MAX_COLUMNS]:
            self.fields[f"column_{heading.position}"] = forms.ChoiceField(
                label=f"{heading.letter} · {heading.text or '—'}",
                choices=choices,
                required=False,
                initial=heading.guess,
            )

    def mapping(self) -> list[str]:
        """The chosen meaning of each column, in the order of the file."""
        return [self.cleaned_data[name] for name in self.fields]


class StartForm(forms.Form):
    """The last word before anything is written."""

    skip_known = forms.BooleanField(
        label=_("leave out rows that are perhaps here already"), required=False, initial=True
    )
