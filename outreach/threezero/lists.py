"""What is chosen about three-zero villages and never typed (domain.md §6.6, items 90–94, 110). A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Indicator(TextChoices):
    """The five indicators."""

    RESPONSE = "dv_response", _("answering violence at home")
    MINORS = "minor_support", _("standing by minors")
    PREVENTION = "prevention", _("prevention by publicity")
    NETWORK = "network", _("the network of the village")
    FAMILIES = "family_building", _("family building")


class Suspension(TextChoices):
    """Why a designation is suspended. That something happened in a village is no reason and never becomes one."""

    CONCEALED = "concealment", _("a report was concealed or held back")
    RETALIATED = "retaliation", _("somebody was made to suffer for a report")
    DISCLOSED = "disclosure", _("what stands in a file was disclosed")


# What the chair signs with the self-assessment, by version; a text that was signed is never changed.
STATEMENTS = {
    1: _(
        "I sign that in this village no report of violence or harm was concealed, held back or talked away in this year,"
        " and that nobody was made to suffer for a report."
    )
}
STATEMENT = 1
