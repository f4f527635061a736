"""介绍信 (§5.4): one paper with one fixed sentence. The paper's own steps approve, issue and revoke it; what follows
for the referral stands here."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case
from cases.coordination.frame import act
from cases.documents import receipts
from cases.documents import verbs as papers
from cases.documents.content import Content, Line, federation
from cases.documents.kinds import KINDS
from cases.documents.models import Document
from cases.documents.verification import ALPHABET
from cases.people.models import Person
from cases.referrals import frame
from cases.referrals.frame import GREEN, LETTER, PHONE, on
from cases.referrals.models import AidReferral, IntroductionLetter
from cases.referrals.opening import require_allowed
from cases.referrals.sentences import SENTENCES
from cases.referrals.states import REFERRAL
from cases.vocabulary.intake import PersonRole
from cases.vocabulary.papers import PaperState
from cases.vocabulary.services import AidChannel, AidState
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from network.units.models import Level
from sisterhood.lib import clock

KIND, TOLD = "introduction_letter", 8
URGENCY = {AidChannel.ORDINARY: "普通", AidChannel.GREEN: "急", AidChannel.DANGER: "特急"}


def draw_letter(
    case: Case, *, row: UUID, replaces: Document | None = None, by: User, at: datetime | None = None
) -> Document:
    """The letter as a draft; a leader's own is approved at once. Nothing about her can be typed into it.

    Raises Refusal without consent or basis, in danger before the call, for a township beyond its standard letters,
    without her name or an office phone, and while a letter of this referral lives.
    """
    with on(case, row, "draw_letter", by=by, at=at) as line:
        require_allowed(line)
        _check_township(line)
        if not by.work_phone:
            raise Refusal(
                "phone", _("Your office phone is not entered; the letter needs it. Ask your administrator.")
            )
        if line.row.letters.filter(document__state__in=(PaperState.DRAFT, PaperState.APPROVED)).exists():
            raise Refusal("twice", _("This paper exists already. Change or revoke it first."))
        letter = IntroductionLetter(case=line.s.case, referral=line.row, sentence=line.row.item.sentence)
        letter.contact_phone, letter.reference = by.work_phone, _reference()
        letter.document = papers.draw_up(
            line.s.case,
            KIND,
            content=_compose(line, letter, by),
            unit=line.s.case.unit,
            source_id=letter.pk,
            source_on=line.s.today,
            by=by,
            replaces=replaces,
            at=line.s.at,
        )
        letter.save(force_insert=True)
        line.done(detail={"paper": str(letter.document_id)})
        return letter.document


def _check_township(line: frame.Line) -> None:
    if line.s.case.unit.level >= Level.TOWNSHIP and not line.row.item.is_standard:
        raise Refusal("item", _("A township issues standard letters only. Hand this one to the county."))


def _reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(TOLD))


def _holder(line: frame.Line) -> tuple[str, str]:
    """Her name, and the last four signs of her ID number."""
    wards.refuse_shut(line.s.case)
    row = Person.objects.filter(case=line.s.case, role=PersonRole.PETITIONER).order_by("id").first()
    name = line.s.vault.open(row, "name") if row else ""
    if row is None or not name:
        raise Refusal("holder", _("The letter needs her name, and it is not written down in this matter."))
    return name, line.s.vault.open(row, "id_number")[-4:] or "—"


def _compose(line: frame.Line, letter: IntroductionLetter, by: User) -> Content:
    name, last4 = _holder(line)
    days = calculator.length_of("referral.validity", on=line.s.today)
    return Content(
        title=KINDS[KIND].title,
        issuer=federation(line.s.case.unit),
        addressee=line.row.agency.name,
        rows=(
            Line("持信人", name),
            Line("身份证号后四位", last4),
            Line("办理事项", line.row.item.name),
            Line("缓急程度", URGENCY[AidChannel(line.row.channel)]),
            Line("介绍依据", "法律规定" if line.row.basis else "本人同意"),
            Line("有效期", f"自签发之日起{days}日"),
            Line("联系人和电话", f"{by.display_name}，{by.work_phone}"),
            Line("网上回执编号", letter.reference),
        ),
        sections=(Line("", SENTENCES[letter.sentence]),),
        people=(name,),
    )


def _of(paper: Document) -> tuple[IntroductionLetter, AidReferral]:
    letter = IntroductionLetter.objects.get(document=paper)
    row = AidReferral.objects.select_for_update(of=("self",)).get(pk=letter.referral_id)
    return letter, row


def issued(paper: Document, by: User, at: datetime) -> None:
    """The paper has its number: what was allowed when it was drawn up must be allowed now as well."""
    with act(paper.case, "issue_letter", by=by, at=at, action=None) as s:
        _letter, row = _of(paper)
        line = frame.Line(s, row, REFERRAL.next(row.state, "issue_letter"))
        require_allowed(line)
        row.state, row.letter_at = line.target, at
        row.presented_on = row.answered_on = None
        row.save()
        line.meet(LETTER, GREEN, PHONE)


def ended(paper: Document, by: User, at: datetime) -> None:
    """The paper counts no longer: its slip is dead, and a referral that stood on it goes back."""
    with act(paper.case, "revoke_letter", by=by, at=at, action=None) as s:
        letter, row = _of(paper)
        letter.mark = None
        letter.save(update_fields=["mark"])
        event = "replace_letter" if paper.state == PaperState.REPLACED else "revoke_letter"
        if row.state in (AidState.LETTER_ISSUED, AidState.PRESENTED) and paper.issued_at == row.letter_at:
            row.state = REFERRAL.next(row.state, event)
            row.save(update_fields=["state"])
            s.drop(row.pk)


@transaction.atomic
def replace_letter(paper: Document, *, note: str, by: User, at: datetime | None = None) -> Document:
    """The issued letter is replaced by a new draft of the same referral, under another number and slip."""
    letter, row = _of(paper)
    if row.state not in (AidState.LETTER_ISSUED, AidState.PRESENTED):
        raise Refusal("state", _("The body has answered already; this letter is not replaced any more."))
    at = at or clock.now()
    old = papers.take_away(paper, note=note, by=by, at=at)
    return draw_letter(letter.case, row=row.pk, replaces=old, by=by, at=at)


def enrol() -> None:
    """Called once when the app is ready."""
    receipts.follow(KIND, issued=issued, ended=ended)
