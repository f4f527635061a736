"""Forms of the book of gifts. Yuan are written with two places at most and become cents here, once."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.forms import a_day
from network.units.models import Unit
from network.volunteers.asking import line, number, one_of
from outreach.beneficiaries.models import Beneficiary
from outreach.donations.ledger import Stuff
from outreach.donations.lists import MOST, Purpose, Side, Thanks, Use
from outreach.donations.models import Account
from outreach.donations.shown import quantity
from outreach.supporters.models import Supporter
from sisterhood.lib import clock
from sisterhood.lib.offering import offer

ANONYMOUS, MONEY, THING = "anonymous", "money", "thing"
_WRONG = {
    name: _("Write an amount such as 200 or 88.50.")
    for name in ("required", "invalid", "max_decimal_places", "max_digits", "max_whole_digits", "min_value")
}


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=14, decimal_places=2, min_value=Decimal("0.01"), error_messages=_WRONG
    )


def _units(form: forms.Form, name: str, is_money: bool) -> int:
    """Cents, or whole pieces; 0 with a sentence at the field where it is neither."""
    told = form.cleaned_data.get(name)
    if told is None:
        return 0
    found = told * 100 if is_money else told
    if found != int(found) or found > MOST:
        form.add_error(name, _("Things are counted in whole pieces."))
        return 0
    return int(found)


class GiftForm(forms.Form):
    """Who gives what for which purpose."""

    donor = one_of(_("who gives"), ())
    purpose = one_of(_("what it is given for"), Purpose.choices)
    what = one_of(_("what is given"), ((MONEY, _("money")), (THING, _("things"))))
    amount = _amount(_("yuan, or number of things"))
    item = line(_("what it is"), 30, required=False, help_text=_("For things alone, such as school bags."))
    measure = line(_("counted in"), 4, required=False, help_text=_("For things alone, such as 个."))
    given_on = a_day(_("given on"), initial=clock.today)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Supporter.objects.here().filter(unit=unit)
        self._donors = {str(row.pk): row for row in rows}
        known = [(key, str(row)) for key, row in self._donors.items()]
        offer(self, "donor", [(ANONYMOUS, _("the donor wants no name")), *known])

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        told = dict(self.cleaned_data)
        is_money = told.get("what") == MONEY
        if "what" in told and is_money == bool(told.get("item") or told.get("measure")):
            self.add_error("item", _("Write it for things, and leave it empty for money."))
        amount = _units(self, "amount", is_money)
        donor = self._donors.get(told.get("donor", ""))
        names = ("purpose", "item", "measure", "given_on")
        return {name: told.get(name, "") for name in names} | {"amount": amount, "supporter": donor}


class UseForm(forms.Form):
    """How much of what is used for whom."""

    stuff = one_of(_("from what is left"), ())
    amount = _amount(_("yuan, or number of things"))
    use = one_of(_("what it is used for"), Use.choices)
    people = number(_("how many people it helps"), 1, 99999)
    beneficiary = forms.ModelChoiceField(
        Beneficiary.objects.none(),
        label=_("one of those on the list"),
        required=False,
        empty_label=_("nobody in particular"),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    voucher = line(_("number of the voucher"), 40)
    on = a_day(_("used on"), initial=clock.today)

    def __init__(self, *args: Any, unit: Unit, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Account.objects.visible_to(scope).filter(unit=unit, side=Side.HELD, balance__gt=0)
        self._stuff = {str(row.pk): row for row in rows}
        labels = [
            (key, f"{row.get_purpose_display()} {row.item} {quantity(row.balance, row)}")
            for key, row in self._stuff.items()
        ]
        offer(self, "stuff", labels)
        helped = Beneficiary.objects.visible_to(scope).filter(state="confirmed")
        self.fields["beneficiary"].queryset = helped  # type: ignore[attr-defined]  # a field that chooses rows

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        told = dict(self.cleaned_data)
        row = self._stuff.get(told.pop("stuff", ""))
        if row is None:
            return told
        amount = _units(self, "amount", not row.item)
        return told | {"stuff": Stuff(row.unit, row.purpose, row.item, row.measure), "amount": amount}


class RouteForm(forms.Form):
    """By which way money comes."""

    may = one_of(
        _("May this federation raise funds in public itself?"),
        (("yes", _("yes, it has the certificate")), ("no", _("no, a charity takes the money"))),
    )
    charity = line(
        _("which charity"), 60, required=False, help_text=_("It must have the certificate itself.")
    )
    basis = line(_("number of the certificate or agreement"), 60)
    since = a_day(_("first day"))
    until = a_day(_("last day"))

    def clean(self) -> dict[str, Any]:
        """As the verb takes it."""
        told = dict(self.cleaned_data)
        return told | {"is_qualified": told.pop("may", "") == "yes"}


class ThankForm(forms.Form):
    """How she was thanked."""

    how = one_of(_("how the donor was thanked"), Thanks.choices)
