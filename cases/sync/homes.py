"""Where files of items go: with their matter while she may add to it, else they wait for whoever opens it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.accusations.models import AccusationFile
from cases.accusations.queries import readable_by
from cases.casefile import attachments
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.sync import operations
from cases.sync.models import PhoneCheck
from cases.sync.states import FileState
from cases.sync.whole import content_of
from network.access import rest
from network.access.gate import Refusal
from network.staff.models import User

CASE, ACCUSATION = "case", "accusation"
_ABOUT_THE_FILE = ("image", "kind", "size")


def title_of(content_type: str) -> str:
    """What a file is called; its name on the phone is never kept."""
    if content_type.startswith("image/"):
        return str(_("photograph"))
    return (
        str(_("recording from the phone"))
        if content_type.startswith("audio/")
        else str(_("document from the phone"))
    )


def keep_with_case(case_id: UUID, ident: UUID, content: bytes, content_type: str, by: User) -> bool:
    """Attached at once when she may write in the matter. Raises Refusal for a file that cannot be kept at all."""
    case = Case.objects.visible_to(rest.of(by)).filter(pk=case_id).first()
    if case is not None:
        try:
            attachments.attach(case, content, title=title_of(content_type), by=by, key=ident)
        except Refusal as refusal:
            if refusal.code in _ABOUT_THE_FILE:
                raise
        else:
            return True
    attachments.checked(content)
    return False


def keep_for_readers(accusation: UUID, ident: UUID, content: bytes, content_type: str, by: User) -> bool:
    """It waits for one of the two readers. Raises Refusal for a file that cannot be kept at all."""
    attachments.checked(content)
    return False


def take_in(row: PhoneCheck, *, by: User, at: datetime) -> None:
    """The waiting file goes where it belongs, by somebody who opens that. Raises Refusal: the matter's, or the file's."""
    file = row.file
    if file is None:
        return
    content = content_of(file)
    if row.case is not None:
        attachments.attach(row.case, content, title=title_of(file.content_type), by=by, key=file.pk)
    else:
        _keep_in_accusation(row, content, by=by, at=at)
    file.state = FileState.KEPT
    type(file).objects.filter(pk=file.pk).update(state=file.state, changed_at=at)
    file.pieces.all().delete()


def _keep_in_accusation(row: PhoneCheck, content: bytes, *, by: User, at: datetime) -> None:
    accusation = readable_by(rest.of(by)).filter(pk=row.accusation_id or UUID(int=0)).first()
    if accusation is None:
        raise Refusal("gone", _("This entry is not open to you."))
    kept, kind = attachments.checked(content)[:2]
    made = AccusationFile(accusation=accusation, content_type=kind, entered_by=by, entered_at=at)
    made.content = Vault.unwrapped(accusation).seal_file(kept, name=str(made.pk))
    made.save(force_insert=True)


def enrol() -> None:
    """Called once when the app is ready."""
    operations.register_home(CASE, operations.FileHome(keep_with_case))
    operations.register_home(ACCUSATION, operations.FileHome(keep_for_readers))
