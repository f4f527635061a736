"""Class, sub-item and cross-flags of a petition: what the figures count, so that violence is counted once across classes."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from cases.casefile import bars
from cases.casefile.bars import Bar
from cases.casefile.models import Case
from cases.categories.models import CategoryItem
from cases.petitions.models import Petition
from cases.vocabulary.intake import Concern, Safety
from network.access.gate import Refusal

# What the safety question has said already; nobody takes that back by leaving a box empty.
SAID = {Safety.VIOLENCE: Concern.VIOLENCE, Safety.MINOR: Concern.CHILD}


def check_item(item: CategoryItem | None, category: str) -> None:
    """Raises Refusal for a sub-item of another class."""
    if item is not None and item.root != category:
        raise Refusal(
            "item",
            _("“%(item)s” belongs to the class %(root)s. Choose one of the class above, or change the class.")
            % {"item": item.name, "root": item.get_root_display()},
        )


def file_under(
    petition: Petition, *, category: str, item: CategoryItem | None, concerns: Collection[str] | None
) -> None:
    """The sub-item and the flags into the row. None leaves what stands; a sub-item of another class does not stay."""
    check_item(item, category)
    if item is not None:
        petition.item = item
    elif petition.item is not None and petition.item.root != category:
        petition.item = None
    if concerns is None:
        concerns = petition.concerns
    said = {*map(Concern, concerns), *(flag for safety, flag in SAID.items() if safety == petition.safety)}
    for flag in Concern:
        setattr(petition, f"concerns_{flag}", flag in said)


def speaks_against(case: Case, on: date) -> Bar | None:
    """What its safety answer and its flags say against bringing two sides together."""
    row = Petition.objects.filter(pk=case.pk).first()
    if row is None:
        return None
    if row.safety in (Safety.URGENT, Safety.MINOR):
        return Bar(_("A child or danger is concerned: there is no mediation."), True)
    if row.safety == Safety.VIOLENCE or Concern.VIOLENCE in row.concerns:
        return Bar(_("There was violence in this matter: it is not suitable for mediation."), False)
    return None


def enrol() -> None:
    """Called once when the app is ready."""
    bars.enrol("petitions", speaks_against)
