"""Taking a paper out of the house: who may, and the row that says who did."""

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.sharing import layers
from cases.documents import verbs
from cases.documents.content import Content
from cases.documents.models import Document
from cases.vocabulary.reading import AccessReason
from network.access import rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import clock


def shows_names(paper: Document, scope: Scope) -> bool:
    """Whether names on it are hers to read without a reason: she holds them, or drew the paper up herself."""
    return paper.drafted_by_id == scope.user_id or layers(paper.case, scope).names


def needs_reason(paper: Document, scope: Scope) -> bool:
    """Whether she prints it only with a reason: the unit's leader, where names stand on it."""
    return not shows_names(paper, scope)


def _opened(paper: Document, layer: str, *, by: User, purpose: str = "") -> None:
    record.event(
        Action.REVEAL,
        by=by,
        subject=("case", paper.case_id),
        unit_id=paper.unit_id,
        purpose=purpose,
        detail={"paper": str(paper.pk), "layer": layer},
    )


def read(paper: Document, *, by: User) -> Content:
    """For the screen: names masked unless they are hers; recorded as opened, and as a reveal of the names.

    Raises Refusal without leave to read.
    """
    wards.refuse_shut(paper.case)
    words, clear = verbs.words_of(paper), shows_names(paper, rest.of(by))
    _opened(paper, "narrative", by=by)
    if clear and words.people:
        _opened(paper, "names", by=by)
    return words if clear else words.masked()


def take_out(paper: Document, *, how: str, reason: str, by: User) -> Content:
    """For paper, which stays in the file with names in full: recorded as printed, and as a reveal of the names.

    Raises Refusal for a draft, and for a leader without a reason.
    """
    scope = rest.of(by)
    if not paper.is_valid:
        raise Refusal("state", _("Only a paper that is issued and valid is printed."))
    if paper.has_lapsed(clock.today()):
        raise Refusal("state", _("The time of this paper has passed; it counts no longer."))
    wards.refuse_shut(paper.case)
    if needs_reason(paper, scope):
        leads = paper.unit_id in scope.lead or layers(paper.case, scope).names_with_reason
        if not leads:
            raise Refusal("names", _("The names of this matter are not open to you. Ask its owner."))
        if reason not in AccessReason.values:
            raise Refusal("reason", _("Please say why you need the names."))
    purpose = reason if reason in AccessReason.values else ""
    record.event(
        Action.PRINT,
        by=by,
        subject=("case", paper.case_id),
        unit_id=paper.unit_id,
        purpose=purpose,
        detail={"paper": str(paper.pk), "kind": paper.kind, "as": how},
    )
    words = verbs.words_of(paper)
    if words.people:
        _opened(paper, "names", by=by, purpose=purpose)
    return words
