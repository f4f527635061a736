"""The life of a paper: drawn up from an act, approved where the act needed the leader, issued, delivered, revoked.

Nothing that a paper says is typed twice: it is composed from the act's row by the kind of work that owns the act.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import reading, sharing, timeline
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.documents import numbering, receipts, verification
from cases.documents.content import Content, in_words, worded
from cases.documents.desk import desk_of, place_of
from cases.documents.kinds import KINDS
from cases.documents.models import Document
from cases.documents.queries import papers_of
from cases.documents.states import PAPER
from cases.vocabulary.papers import Delivery, PaperState
from cases.vocabulary.reading import AccessSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import calculator
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

LENT = "access.paper"


@transaction.atomic
def draw_up(
    case: Case,
    kind: str,
    *,
    content: Content,
    unit: Unit,
    source_id: UUID,
    source_on: date,
    by: User,
    replaces: Document | None = None,
    at: datetime | None = None,
) -> Document:
    """A draft from one act. Approved at once where no leader is needed, or where the leader herself draws it up.

    Raises Refusal for somebody else's matter and when a live paper of the kind exists for the act.
    """
    at, scope, row = at or clock.now(), rest.of(by), KINDS[kind]
    desk = desk_of(case, unit, by.pk)
    # an order is drawn up by whoever issued it from above: her place is asked, not the owner's
    gate.require(scope, row.draft, case if row.draft == "supervise" else desk)
    _one_at_a_time(kind, source_id)
    same = Document.objects.filter(case=case, kind=kind, source_id=source_id)
    if same.exclude(state__in=(PaperState.REVOKED, PaperState.REPLACED)).exists():
        raise Refusal("twice", _("This paper exists already. Change or revoke it first."))
    paper = Document(
        case=case,
        kind=kind,
        unit=unit,
        source_id=source_id,
        source_on=source_on,
        drafted_by=by,
        drafted_at=at,
        replaces=replaces,
        valid_days=calculator.length_of(row.valid_for, on=clock.local_date(at)) if row.valid_for else None,
    )
    Vault.own(paper).seal(paper, content=content.written())
    _let_pass(paper, scope, by, at)
    paper.save(force_insert=True)
    if paper.state == PaperState.DRAFT:
        _ask_leader(paper, by, at)
    return paper


def _one_at_a_time(kind: str, source_id: UUID) -> None:
    """Two people who draw up the same act meet here, not at the constraint."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(78, hashtext(%s))", [f"{kind}:{source_id}"])


def _decides(paper: Document, scope: Scope) -> bool:
    action = paper.row.approve
    if action == "supervise":
        return paper.unit_id in scope.lead
    return bool(gate.ask(scope, action, place_of(paper)))


def _let_pass(paper: Document, scope: Scope, by: User, at: datetime) -> None:
    if not paper.row.approve or _decides(paper, scope):
        paper.state, paper.approved_by, paper.approved_at = PaperState.APPROVED, by, at


def _ask_leader(paper: Document, by: User, at: datetime) -> None:
    leader = holder(paper.unit, "leader", on=clock.local_date(at))
    if leader is None or leader.pk == by.pk:
        return
    if paper.case.is_sealed:
        until = timezone.now() + timedelta(days=calculator.length_of(LENT))
        for layer in (sharing.CASE, sharing.NARRATIVE):
            sharing.lend(paper.case, to=leader, layer=layer, by=by, until=until, source=AccessSource.APPROVAL)
    key = f"paper:{paper.pk}:{at:%Y%m%d%H%M%S}"
    outbox.post("approval", recipient=leader, key=key, subject=("case", paper.case_id), at=at)


def _locked(paper: Document, by: User) -> tuple[Document, Scope]:
    scope = rest.of(by)
    found = papers_of(scope).select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if found is None:
        raise Refusal("gone", _("This paper is no longer in your hands."))
    return found, scope


def _require(scope: Scope, action: str, paper: Document) -> None:
    reading.refuse(scope, paper.case_id)
    if action != "supervise":
        gate.require(scope, action, place_of(paper))
    elif paper.unit_id not in scope.lead:
        raise Refusal("not_yours", _("The leader of the unit that issued the order decides."))


def words_of(paper: Document) -> Content:
    """What stands on it; raises Refusal when its key is gone with the key of the case."""
    if paper.wrapped is None:
        raise Refusal("destroyed", _("The content of this paper has been destroyed with its matter."))
    return Content.read(Vault.unwrapped(paper).open(paper, "content"))


@transaction.atomic
def amend(
    paper: Document,
    *,
    addressee: str,
    basis: str,
    remedies: str,
    by: User,
    at: datetime | None = None,
) -> Document:
    """Another addressee, basis or remedy before it is issued; an approval given earlier is void."""
    row, scope = _locked(paper, by)
    _require(scope, row.row.draft, row)
    if row.row.is_fixed:
        raise Refusal("fixed", _("The words of this paper are fixed; nothing is added to it."))
    row.state = PaperState(PAPER.next(row.state, "amend"))
    row.approved_by = row.approved_at = None
    words = worded(words_of(row), addressee=addressee, basis=basis, remedies=remedies)
    Vault.unwrapped(row).seal(row, content=words.written())
    at = at or clock.now()
    _let_pass(row, scope, by, at)
    row.save(update_fields=["state", "approved_by", "approved_at", "content"])
    if row.state == PaperState.DRAFT:
        _ask_leader(row, by, at)
    return row


@transaction.atomic
def approve(paper: Document, *, by: User, at: datetime | None = None) -> Document:
    """The leader of the issuing unit has read the draft."""
    row, scope = _locked(paper, by)
    _require(scope, row.row.approve or row.row.issue, row)
    row.state = PaperState(PAPER.next(row.state, "approve"))
    row.approved_by, row.approved_at = by, at or clock.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    return row


@transaction.atomic
def issue(paper: Document, *, by: User, at: datetime | None = None) -> Document:
    """Number, day and code are written in, and from this moment nobody changes a word."""
    row, scope = _locked(paper, by)
    _require(scope, row.row.issue, row)
    row.state = PaperState(PAPER.next(row.state, "issue"))
    at = at or clock.now()
    day, code = clock.local_date(at), verification.new_code()
    words = words_of(row)
    row.number = numbering.number_for(
        row.kind, row.row, row.unit, year=day.year, is_sealed=row.case.is_sealed
    )
    words = replace(words, number=row.number, day=in_words(day), code=verification.spaced(code))
    Vault.unwrapped(row).seal(row, content=words.written())
    row.sha256, row.code_hash = words.digest(), verification.digest(code)
    row.issued_by, row.issued_at = by, at
    row.save(update_fields=["state", "number", "content", "sha256", "code_hash", "issued_by", "issued_at"])
    _note(row, "issue_paper", by, at)
    receipts.announce_issue(row, by, at)
    return row


@transaction.atomic
def deliver(
    paper: Document, *, delivered_on: date, delivered_how: str, by: User, at: datetime | None = None
) -> Document:
    """How it reached her and on which day she had it in her hands; of an opinion the 30 days begin there (art. 35)."""
    row, scope = _locked(paper, by)
    _require(scope, row.row.issue, row)
    at = at or clock.now()
    if delivered_on > clock.local_date(at):
        raise Refusal("delivered_on", _("The day of delivery cannot lie in the future."))
    if delivered_on < row.source_on:
        raise Refusal("delivered_on", _("The paper cannot have arrived before what it speaks about."))
    row.state = PaperState(PAPER.next(row.state, "deliver"))
    row.delivered_on, row.delivered_how = delivered_on, Delivery(delivered_how)
    row.delivered_by = by
    row.save(update_fields=["state", "delivered_on", "delivered_how", "delivered_by"])
    receipts.announce(row, delivered_on, row.delivered_how, by)
    _note(row, "deliver_paper", by, at)
    return row


@transaction.atomic
def revoke(paper: Document, *, note: str, by: User, at: datetime | None = None) -> Document:
    """It counts no longer, with the reason; a draft is dropped by whoever may draw it up. Its number stays used."""
    if not note.strip():
        raise Refusal("note", _("Write why the paper is taken back."))
    row, scope = _locked(paper, by)
    _require(scope, _taking_back(row), row)
    frozen, row.state = row.is_frozen, PaperState(PAPER.next(row.state, "revoke"))
    return _withdrawn(row, note, by, at or clock.now(), tell=frozen)


@transaction.atomic
def take_away(paper: Document, *, note: str, by: User, at: datetime | None = None) -> Document:
    """An issued paper is replaced at once; what takes its place is drawn up next."""
    if not note.strip():
        raise Refusal("note", _("Write why the paper is taken back."))
    row, scope = _locked(paper, by)
    _require(scope, _taking_back(row), row)
    row.state = PaperState(PAPER.next(row.state, "replace"))
    return _withdrawn(row, note, by, at or clock.now(), tell=True)


@transaction.atomic
def reissue(
    paper: Document, *, content: Content, note: str, by: User, at: datetime | None = None
) -> Document:
    """补正: the issued paper is replaced at once, and a new draft of the same act takes its place."""
    row = take_away(paper, note=note, by=by, at=at)
    return draw_up(
        row.case,
        row.kind,
        content=content,
        unit=row.unit,
        source_id=row.source_id,
        source_on=row.source_on,
        by=by,
        replaces=row,
        at=at or clock.now(),
    )


def _taking_back(row: Document) -> str:
    if row.row.approve == "supervise" or not row.is_frozen:
        return row.row.draft
    return row.row.revoke


def lapse(paper: Document, *, note: str, by: User, at: datetime) -> None:
    """What it stands on has ended, by a verb that asked its own gate: from this moment it counts no longer."""
    paper.state = PaperState(PAPER.next(paper.state, "revoke"))
    _withdrawn(paper, note, by, at, tell=False, end=False)


def _withdrawn(row: Document, note: str, by: User, at: datetime, *, tell: bool, end: bool = True) -> Document:
    Vault.unwrapped(row).seal(row, revoke_note=note.strip())
    row.revoked_by, row.revoked_at = by, at
    row.save(update_fields=["state", "revoke_note", "revoked_by", "revoked_at"])
    if tell:
        _note(row, "revoke_paper", by, at)
    if end:
        receipts.announce_end(row, by, at)
    return row


def _note(row: Document, verb: str, by: User, at: datetime) -> None:
    """A line in the timeline, where the writer may still write it."""
    case = Case.objects.openable_by(rest.of(by)).filter(pk=row.case_id).first()
    if case is not None:
        detail = {"paper": str(row.pk), "kind": row.kind}
        timeline.write(case, verb, by=by, at=at, from_stage=case.stage, detail=detail)
