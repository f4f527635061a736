"""From the wish for help to the right to introduce her: opened, conditions checked, consent or the law that needs none."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.coordination.frame import act, check_listed, require
from cases.documents import verbs as papers
from cases.referrals.frame import GREEN, LETTER, PHONE, Line, on
from cases.referrals.models import AidReferral, ServiceItem
from cases.vocabulary.petitions import ConsentFor
from cases.vocabulary.services import AidChannel, AidState, StatutoryBasis
from network.access.gate import Refusal
from network.agencies.models import Agency
from network.staff.models import User

OWED = {
    AidChannel.ORDINARY: (LETTER,),
    AidChannel.GREEN: (GREEN,),
    AidChannel.DANGER: (PHONE, GREEN),
}


def open_referral(
    case: Case,
    *,
    item: ServiceItem,
    agency: Agency,
    channel: str = AidChannel.ORDINARY,
    need: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """She wants the help of another body; from this moment her letter is owed, in the time of its channel.

    Raises Refusal for a service that is not offered and for a body of another kind or another county.
    """
    require(need, "need", _("Write what she asks for."))
    with act(case, "open_referral", by=by, at=at) as s:
        if not item.active:
            raise Refusal("item", _("This service is not offered any more."))
        if agency.kind != item.agency_kind:
            raise Refusal("agency", _("This service is given by another kind of body."))
        check_listed(s.case, [agency])
        row = AidReferral(
            case=s.case, kind=item.kind, item=item, agency=agency, opened_at=s.at, entered_by=by
        )
        row.channel = AidChannel(channel)
        s.vault.seal(row, need=need)
        row.save(force_insert=True)
        for code in OWED[AidChannel(channel)]:
            s.start(code, row.pk)
        return s.write(note=need, detail={"referral": str(row.pk), "channel": row.channel})


def check_eligibility(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """The conditions of the service were gone through with her; whoever fails them is not introduced in vain."""
    require(note, "note", _("Write which conditions she meets and which papers she has."))
    with on(case, row, "check_eligibility", by=by, at=at) as line:
        return line.done(note=note)


def record_referral_consent(
    case: Case,
    *,
    row: UUID,
    shared: str,
    manner: str,
    given_on: date,
    by: User,
    at: datetime | None = None,
) -> Event:
    """She agrees that this body, and no other, learns what the letter says."""
    with on(case, row, "record_referral_consent", by=by, at=at) as line:
        consents.enter(
            line.s,
            given_for=[ConsentFor.REFERRAL],
            names={ConsentFor.REFERRAL.value: line.row.agency.name},
            shared=shared,
            manner=manner,
            given_on=given_on,
            of=line.row,
        )
        line.row.basis = ""
        return line.done(note=shared)


def name_basis(
    case: Case, *, row: UUID, basis: str, note: str, by: User, at: datetime | None = None
) -> Event:
    """Without her consent only where the law says so; which rule and why is written down (个人信息保护法 art. 13)."""
    require(note, "note", _("Write why her consent could not be asked for."))
    with on(case, row, "name_basis", by=by, at=at) as line:
        line.row.basis = StatutoryBasis(basis)
        line.s.vault.seal(line.row, basis_note=note)
        return line.done(note=note, detail={"basis": line.row.basis})


def take_back_consent(case: Case, *, row: UUID, by: User, at: datetime | None = None) -> Event:
    """She changes her mind: a letter on its way counts no longer from this moment, and the body's code opens nothing."""
    with on(case, row, "take_back_consent", by=by, at=at) as line:
        consents.withdraw(line.s, line.row, ConsentFor.REFERRAL)
        event = line.done()
        if line.target == AidState.REVOKED:
            line.s.drop(line.row.pk)
        for letter in line.row.letters.select_related("document"):
            if letter.document.is_valid or not letter.document.is_frozen:
                papers.revoke(letter.document, note=str(WITHDRAWN), by=by, at=line.s.at)
        return event


def phone_ahead(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """In danger the body is called before anything is written: within the hour."""
    require(note, "note", _("Write whom you reached and what was agreed."))
    with on(case, row, "phone_ahead", by=by, at=at) as line:
        line.row.phoned_at = line.s.at
        line.s.vault.seal(line.row, phone_note=note)
        line.meet(PHONE)
        return line.done(note=note)


def require_allowed(line: Line) -> None:
    """Raises Refusal unless her consent stands now, or a rule of law is named."""
    if not line.row.basis and not consents.stands(line.s, line.row, ConsentFor.REFERRAL):
        raise Refusal("consent", consents.NOTHING_WITHOUT)
    if line.row.channel == AidChannel.DANGER and line.row.phoned_at is None:
        raise Refusal("phone", _("She is in danger: call the body first, then write the letter."))


WITHDRAWN = _("She took her consent back.")
