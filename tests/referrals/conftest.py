"""A clock that moves, and a referral in one line, told through the product's own verbs."""

from datetime import datetime
from uuid import UUID

import pytest

from cases.casefile.models import Case
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.petitions.told import Named
from cases.referrals import answers, codes, letters, opening
from cases.referrals.models import AidReferral, IntroductionLetter, ServiceItem
from network.agencies.models import Agency
from sisterhood.lib import clock
from tests.house import House, acting
from tests.stories import NAME, PHONE, STORY, does, matter

ID_NUMBER = "220303198807150026"
COURT, POLICE, RELIEF, AID, INJURY = "诉讼咨询和立案", "报案和求助", "临时救助", "法律援助申请", "伤情鉴定"
NEED = "她想去起诉，要人带路"
WHO = Named(name=NAME, phone=PHONE, id_number=ID_NUMBER, gender="female")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@pytest.fixture
def day():
    """`day("2026-02-10 09:00")` moves the clock; everything happens then."""
    stack = [clock.moved_to(at("2026-09-16 09:00"))]
    stack[-1].__enter__()

    def move(text: str) -> None:
        stack.pop().__exit__(None, None, None)
        stack.append(clock.moved_to(at(text)))
        stack[-1].__enter__()

    yield move
    stack.pop().__exit__(None, None, None)


def told(username: str = "lin", **facts) -> Case:
    """A matter with her name and ID number."""
    return matter(username, petitioner=WHO, facts=STORY, **facts)


def opened(case: Case, item: str = COURT, *, by: str = "lin", channel: str = "ordinary") -> UUID:
    """A referral to the first body of the right kind on the list."""
    with acting(by):
        service = ServiceItem.objects.get(name=item)
        agency = Agency.objects.for_case_of(case.unit).filter(kind=service.agency_kind).first()
    facts = {"item": service, "agency": agency, "channel": channel, "need": NEED}
    return UUID(does(by, opening.open_referral, case, **facts).detail["referral"])


def allowed(case: Case, item: str = COURT, *, by: str = "lin", channel: str = "ordinary") -> UUID:
    """Conditions checked and her consent recorded."""
    row = opened(case, item, by=by, channel=channel)
    does(by, opening.check_eligibility, case, row=row, note="符合条件，材料齐全")
    agree(case, row, by=by)
    return row


def agree(case: Case, row: UUID, *, by: str = "lin") -> None:
    facts = {"shared": "介绍信上的内容", "manner": "signed", "given_on": clock.today()}
    does(by, opening.record_referral_consent, case, row=row, **facts)


def drawn(case: Case, row: UUID, *, by: str = "lin") -> Document:
    return does(by, letters.draw_letter, case, row=row)


def on_paper(username: str, verb, paper: Document, **facts) -> Document:
    """A step of a paper by somebody of the cast."""
    with acting(username) as (user, _scope):
        return verb(Document.objects.get(pk=paper.pk), by=user, **facts)


def issued(case: Case, row: UUID, *, by: str = "lin", leader: str = "gao") -> Document:
    """Drawn up by the officer, approved by her leader, issued."""
    paper = drawn(case, row, by=by)
    on_paper(leader, papers.approve, paper)
    return on_paper(by, papers.issue, paper)


def sent(case: Case, item: str = COURT, *, channel: str = "ordinary") -> UUID:
    """From the wish to the issued letter."""
    row = allowed(case, item, channel=channel)
    issued(case, row)
    return row


def presented(case: Case, item: str = COURT) -> UUID:
    row = sent(case, item)
    does("lin", answers.present_letter, case, row=row, presented_on=clock.today())
    return row


def coded(case: Case, row: UUID) -> tuple[str, str]:
    """Reference and code of the slip, as the officer reads them out."""
    letter, code = does("lin", codes.give_slip_code, case, row=row, how="phone")
    return letter.reference, code


def state(house: House, row: UUID) -> str:
    return house.raw("select state from cases_aidreferral where id = %s", [row])[0][0]


def clocks(house: House, row: UUID) -> dict[str, datetime]:
    """Running clocks of one referral with the moment each is due."""
    statement = "select limit_id, due_at from network_clock where part = %s and state = 'running'"
    return {name: clock.in_zone(due) for name, due in house.raw(statement, [row])}


def referral(row: UUID, *, by: str = "lin") -> AidReferral:
    with acting(by):
        return AidReferral.objects.get(pk=row)


def letter_of(row: UUID, *, by: str = "lin") -> IntroductionLetter:
    with acting(by):
        return IntroductionLetter.objects.select_related("document").filter(referral=row).first()
