"""The select of sub-items: grouped by class, so that it needs no script."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.categories.models import CategoryItem, by_root
from cases.vocabulary.intake import Concern


class ItemField(forms.ModelChoiceField):
    """A sub-item that may be chosen on the day the form is shown; may stay empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            CategoryItem.objects.none(),
            label=_("Sub-item"),
            required=False,
            help_text=_("It belongs to the class above it."),
            error_messages={
                "invalid_choice": _("This sub-item is not offered any more. Choose another one.")
            },
            **kwargs,
        )

    def offer(self, on: date) -> None:
        """Ask for what is offered on a day."""
        self.queryset = CategoryItem.objects.offered(on)
        groups = [(root.label, [(row.pk, row.name) for row in rows]) for root, rows in by_root(self.queryset)]
        self.choices = [("", _("not said")), *(group for group in groups if group[1])]


def concerns_field() -> forms.MultipleChoiceField:
    """The flags across the classes."""
    return forms.MultipleChoiceField(
        label=_("Across the classes"),
        choices=Concern.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("What the safety question says already is counted by itself."),
    )


def offer_items(form: forms.Form, *, on: date) -> None:
    """From now on the field `item` offers the sub-items of a day."""
    field = form.fields["item"]
    if not isinstance(field, ItemField):
        raise TypeError("item")
    field.offer(on)
