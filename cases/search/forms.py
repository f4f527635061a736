"""What is typed to search by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.search.asked import LEAST, MOST


class SearchForm(forms.Form):
    """One line; whatever it means is read afterwards."""

    find = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_(
            "The number of a matter or how it begins, the whole name, phone or identity number of a person, a unit, a colleague, a station, or a page of the menu. First letters of pinyin will do for names of units and colleagues."
        ),
        min_length=LEAST,
        max_length=MOST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "type": "search"}),
        error_messages={
            "required": _("Write what you are looking for."),
            "min_length": _("Write at least %(limit_value)d signs."),
            "max_length": _("This is too long to look for. Write fewer words."),
        },
    )
