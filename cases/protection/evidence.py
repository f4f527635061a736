"""The evidence register (法释〔2022〕17号 art. 6): kind, what it is, its file with hash, time and uploader."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile import attachments
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.protection import wishes
from cases.protection.frame import enter, protect, require
from cases.protection.lists import EvidenceKind
from cases.protection.models import EvidenceItem
from network.access.gate import Refusal
from network.staff.models import User


@dataclass(frozen=True)
class Entry:
    """One line of the register in words."""

    row: EvidenceItem
    description: str

    @property
    def digest(self) -> str:
        """SHA-256 of the file as it is kept."""
        return bytes(self.row.attachment.sha256).hex() if self.row.attachment else ""


def add_evidence(
    case: Case,
    *,
    kind: str,
    description: str,
    obtained_on: date,
    content: bytes | None = None,
    by: User,
    at: datetime | None = None,
) -> Event:
    """One item, with its file when there is one; what was entered stays.

    Raises Refusal for a day to come, a file that cannot be kept, and for what she does not want.
    """
    require(description, "description", _("Write what it is, without her address."))
    with protect(case, "add_evidence", by=by, at=at) as s:
        wishes.require_wish(s.case, s.vault, "add_evidence")
        if obtained_on > s.today:
            raise Refusal("obtained_on", _("The day lies in the future."))
        file = attachments.attach(s.case, content, title=description, by=by) if content else None
        row = EvidenceItem(kind=EvidenceKind(kind), obtained_on=obtained_on, attachment=file)
        enter(s, row, description=description)
        return s.write()


def register_of(case: Case, vault: Vault) -> list[Entry]:
    """Every item in the order it came in."""
    rows = EvidenceItem.objects.filter(case=case).select_related("attachment", "entered_by")
    return [Entry(row, vault.open(row, "description")) for row in rows]
