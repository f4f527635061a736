"""Her consent, recipient by recipient (个人信息保护法 art. 23): what may go out, to whom, how she said so."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.coordination.frame import Act
from cases.coordination.models import Investigation, RecipientConsent
from cases.vocabulary.petitions import ConsentFor, ConsentManner
from network.access.gate import Refusal

NOTHING_WITHOUT = _("Nothing goes to another body without her consent.")


def enter(
    s: Act,
    *,
    given_for: Collection[str],
    names: dict[str, str],
    shared: str,
    manner: str,
    given_on: date,
    of: Any = None,
) -> None:
    """One row for each recipient; a renewed consent replaces the earlier one. `of`: the demand or other part."""
    if not given_for:
        raise Refusal("given_for", _("Say to whom she consents."))
    if not shared.strip():
        raise Refusal("shared", _("Write what may be shared: no more than the recipient needs."))
    if given_on > s.today:
        raise Refusal("given_on", _("The day of the consent cannot lie in the future."))
    for recipient in given_for:
        _live(of, recipient, s).update(withdrawn_at=s.at)
        row = RecipientConsent(
            case=s.case,
            investigation=of if isinstance(of, Investigation) else None,
            part=None if of is None or isinstance(of, Investigation) else of.pk,
            given_for=ConsentFor(recipient),
            manner=ConsentManner(manner),
            given_on=given_on,
            entered_by=s.by,
        )
        s.vault.seal(row, recipient=names.get(recipient, ""), shared=shared)
        row.save(force_insert=True)


def _live(of: Any, recipient: str, s: Act) -> QuerySet[RecipientConsent]:
    rows = RecipientConsent.objects.filter(case=s.case, given_for=recipient, withdrawn_at=None)
    if of is None:
        return rows.none()
    return rows.filter(investigation=of) if isinstance(of, Investigation) else rows.filter(part=of.pk)


def stands(s: Act, row: Any, recipient: str) -> bool:
    """Whether she allows it now."""
    return _live(row, recipient, s).exists()


def require_live(s: Act, row: Any, *recipients: str) -> None:
    """Raises Refusal when one of the recipients has no consent that stands."""
    for recipient in recipients:
        if not stands(s, row, recipient):
            if recipient == ConsentFor.AGENCY:
                raise Refusal("consent", NOTHING_WITHOUT)
            raise Refusal(
                "consent",
                _("Nothing goes out without her consent. It is missing for: %(recipient)s.")
                % {"recipient": ConsentFor(recipient).label},
            )


def withdraw(s: Act, row: Any, recipient: str) -> None:
    """She takes it back; raises Refusal when none stands."""
    if _live(row, recipient, s).update(withdrawn_at=s.at) == 0:
        raise Refusal("given_for", _("For this recipient no consent stands."))
