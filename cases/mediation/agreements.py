"""调解协议 (人民调解法 art. 28–30, 33): in writing with its legal contents, or by word of mouth and recorded; thirty days
from its effect to ask the court together."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.documents import verbs as papers
from cases.documents.content import Content, federation, in_words
from cases.documents.content import Line as Row
from cases.documents.kinds import KINDS
from cases.documents.models import Document
from cases.mediation.frame import FINISH, Line, enter, on, require
from cases.mediation.lists import CourtSaid, SignedHow
from cases.mediation.models import MediationAgreement
from cases.mediation.sessions import end_session
from cases.people.models import Person
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User

KIND = "mediation_agreement"
CONFIRMATION = ("mediation.confirmation", "mediation.confirmation_last")


@dataclass(frozen=True)
class Contents:
    """What an agreement says (art. 29)."""

    parties: str
    facts: str
    issues: str
    duties: str
    terms: str
    manner: str
    perform_by: date | None = None


NEEDED = {
    "parties": _("Write who agrees: names, age, address as they want them on the paper."),
    "facts": _("Write the facts."),
    "issues": _("Write what was at issue."),
    "duties": _("Write who is responsible for what."),
    "terms": _("Write what both agree to do."),
    "manner": _("Write in what manner it is carried out."),
}


def agree_in_writing(
    case: Case,
    *,
    row: UUID,
    contents: Contents,
    she_signed: str,
    other_signed: str,
    mediator_signed: bool,
    sealed: bool,
    by: User,
    at: datetime | None = None,
) -> Event:
    """In force today: both have put their names under it, the mediator hers, and the committee its seal (art. 29).

    Raises Refusal at the gate, and for an agreement that lacks one of its legal contents.
    """
    for name, sentence in NEEDED.items():
        require(getattr(contents, name), name, sentence)
    if contents.perform_by is None:
        raise Refusal("perform_by", _("Write until when it is carried out."))
    if not (mediator_signed and sealed):
        raise Refusal("sealed", _("It is in force with the mediator's name and the seal of the committee."))
    with on(case, row, "agree_in_writing", by=by, at=at, guarded=True) as line:
        agreed = MediationAgreement(she_signed=SignedHow(she_signed), other_signed=SignedHow(other_signed))
        return _agreed(line, agreed, contents)


def agree_orally(
    case: Case, *, row: UUID, terms: str, perform_by: date | None = None, by: User, at: datetime | None = None
) -> Event:
    """Both need no paper: in force when reached, and the mediator records what was agreed (art. 28, 30)."""
    require(terms, "terms", _("Write what both agree to do."))
    with on(case, row, "agree_orally", by=by, at=at, guarded=True) as line:
        contents = Contents("", "", "", "", terms, "", perform_by)
        return _agreed(line, MediationAgreement(is_oral=True), contents)


def _agreed(line: Line, agreed: MediationAgreement, contents: Contents) -> Event:
    if contents.perform_by is not None and contents.perform_by < line.s.today:
        raise Refusal("perform_by", _("That day has passed."))
    agreed.mediation, agreed.effective_on = line.row, line.s.today
    agreed.perform_by = contents.perform_by
    texts = {name: getattr(contents, name) for name in MediationAgreement.SEALED}
    enter(line.s, agreed, **texts)
    end_session(line, contents.terms)
    line.row.effective_on = line.s.today
    line.meet(FINISH)
    for code in CONFIRMATION:
        line.start(code, agreed.pk, on=line.s.today)
    return line.done(note=contents.terms)


def draw_agreement(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Document:
    """The agreement as a numbered paper: one for each side and one that is kept. Nothing is worded anew."""
    with on(case, row, "draw_agreement", by=by, at=at) as line:
        agreed = line.row.agreement
        if agreed.is_oral:
            raise Refusal("oral", _("What was agreed by word of mouth has no paper."))
        paper = papers.draw_up(
            line.s.case,
            KIND,
            content=_compose(line, agreed),
            unit=line.s.case.unit,
            source_id=agreed.pk,
            source_on=agreed.effective_on,
            by=by,
            at=line.s.at,
        )
        line.done(detail={"paper": str(paper.pk)})
        return paper


def _compose(line: Line, agreed: MediationAgreement) -> Content:
    wards.refuse_shut(line.s.case)
    said = {name: line.s.vault.open(agreed, name) for name in MediationAgreement.SEALED}
    until = in_words(agreed.perform_by) if agreed.perform_by else "—"
    signed = f"{SIGNED[agreed.she_signed]}；{SIGNED[agreed.other_signed]}"
    mediator = line.row.mediator.display_name if line.row.mediator else "—"
    names = [line.s.vault.open(person, "name") for person in Person.objects.filter(case=line.s.case)]
    days = calculator.length_of(CONFIRMATION[0], on=agreed.effective_on)
    return Content(
        title=KINDS[KIND].title,
        issuer=federation(line.s.case.unit),
        rows=(
            Row("生效日期", in_words(agreed.effective_on)),
            Row("履行期限", until),
            Row("双方签名方式", signed),
            Row("调解员", mediator),
        ),
        sections=(
            Row("当事人", said["parties"]),
            Row("主要事实", said["facts"]),
            Row("争议事项", said["issues"]),
            Row("各方责任", said["duties"]),
            Row("协议内容", said["terms"]),
            Row("履行方式", said["manner"]),
            Row("双方当事人签名、盖章或者按指印", "一方：　　　　　　　　　　　　另一方："),
            Row("调解员签名", "　　　　　　　　　　　　　　日期：　　　　年　　月　　日"),
        ),
        basis=KINDS[KIND].basis,
        remedies=KINDS[KIND].remedies.format(days=days),
        people=tuple(filter(None, names)),
    )


SIGNED: dict[str, str] = {
    SignedHow.SIGNED: "签名",
    SignedHow.STAMPED: "盖章",
    SignedHow.FINGERPRINT: "按指印",
}


def ask_confirmation(
    case: Case, *, row: UUID, both: bool, asked_on: date, by: User, at: datetime | None = None
) -> Event:
    """Both together ask the court, within thirty days of the effect (art. 33; 民事诉讼法 art. 205)."""
    if not both:
        raise Refusal("both", _("The court is asked by both sides together."))
    with on(case, row, "ask_confirmation", by=by, at=at) as line:
        line.check_day(asked_on, "asked_on")
        agreed = line.row.agreement
        last = calculator.period_of(CONFIRMATION[0], agreed.effective_on).due_on
        if not agreed.effective_on <= asked_on <= last:
            raise Refusal(
                "asked_on",
                _("Both may ask the court from the day of its effect until %(day)s.") % {"day": last},
            )
        if line.row.asked_court_on:
            raise Refusal("asked_on", _("The court has been asked already."))
        line.row.asked_court_on = asked_on
        for code in CONFIRMATION:
            line.s.meet(code, agreed.pk)
        return line.done()


def record_confirmation(
    case: Case, *, row: UUID, said: str, said_on: date, by: User, at: datetime | None = None
) -> Event:
    """What the court answered; after a confirmation it can be enforced (民事诉讼法 art. 206)."""
    with on(case, row, "record_confirmation", by=by, at=at) as line:
        line.check_day(said_on, "said_on")
        if line.row.asked_court_on is None or said_on < line.row.asked_court_on:
            raise Refusal("said_on", _("Record first when both have asked the court."))
        line.row.court_said, line.row.court_on = CourtSaid(said), said_on
        return line.done(detail={"court": line.row.court_said})
