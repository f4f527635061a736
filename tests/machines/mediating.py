"""调解 (domain.md §6.2): a story to each state, and the verb behind each event. A table."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.mediation import agreements, consenting, opening, performing, screening, sessions
from cases.mediation.models import AgreementFollowUp, Mediation
from cases.mediation.states import MEDIATION
from cases.protection import danger
from network.staff.models import User
from sisterhood.lib import clock
from tests.house import House, acting
from tests.machines.hands import NOTE, OWNERS, Tale, on_row, road, then
from tests.machines.walker import NOTHING, Machine, Road, Standing, Verb
from tests.mediation import conftest as told
from tests.mediation.test_gate import ASKED
from tests.stories import does, matter

WAYS = ["court", "police"]


def _heard_once() -> tuple[Case, UUID]:
    case, row = told.requested()
    told.heard(case, row)
    return case, row


def _heard_both() -> tuple[Case, UUID]:
    case, row = _heard_once()
    told.heard(case, row, "other")
    told.named(case, row)
    return case, row


def _one_agrees() -> tuple[Case, UUID]:
    case, row = _heard_both()
    told.agrees(case, row, "hers")
    return case, row


def _unsuitable() -> tuple[Case, UUID]:
    case, row = told.requested()
    told.heard(case, row, fear="yes")
    does("lin", danger.begin_protection, case)
    return case, row


def _asked_for() -> tuple[Case, UUID]:
    case, row = _unsuitable()
    does("lin", screening.ask_exception, case, row=row, **ASKED, asked_on=clock.today())
    return case, row


def _scheduled() -> tuple[Case, UUID]:
    case, row = told.consented()
    told.arranged(case, row)
    return case, row


def _adjourned() -> tuple[Case, UUID]:
    case, row = told.sitting()
    does("lin", sessions.adjourn_session, case, row=row, record=NOTE)
    return case, row


def _oral() -> tuple[Case, UUID]:
    case, row = told.sitting()
    does("lin", agreements.agree_orally, case, row=row, terms=NOTE)
    return case, row


def _performing() -> tuple[Case, UUID]:
    case, row = told.written()
    does("lin", performing.begin_performance, case, row=row)
    return case, row


def _at_court(tell: Tale) -> Road:
    return road(then(tell, agreements.ask_confirmation, both=True, asked_on=clock.today))


def _followed(_house: House) -> Standing:
    case, row = _performing()
    with acting("lin"):
        owed = AgreementFollowUp.objects.filter(mediation=row).values_list("pk", flat=True)[0]
    return Standing(row, case.pk, {"which": owed})


def _closed(_house: House) -> Standing:
    case, row = told.sitting()
    does("lin", sessions.fail_mediation, case, row=row, record=NOTE, ways=WAYS)
    does("lin", performing.close_mediation, case, row=row)
    return Standing(row, case.pk)


def _asks(standing: Standing, user: User) -> Any:
    facts = {"kind": "neighbour", "dispute": told.DISPUTE, "willing": True}
    return opening.request_mediation(Case(pk=standing.case), by=user, **facts)


def _names(standing: Standing, user: User) -> Any:
    """The owner may always mediate herself."""
    facts = {"no_relative": True, "accepted": True}
    return opening.name_mediator(Case(pk=standing.case), row=standing.row, to=user, by=user, **facts)


def _consents(side: str) -> Verb:
    facts = {"manner": "signed", "given_on": clock.today, "told": True, "accepts": True}
    return on_row(consenting.take_consent, side=side, **facts)


def _follows(standing: Standing, user: User) -> Any:
    which = standing.more.get("which", standing.row)
    facts = {"which": which, "kept": "kept", "done_on": clock.today()}
    return performing.follow_agreement(Case(pk=standing.case), row=standing.row, by=user, **facts)


def _signs(standing: Standing, user: User) -> Any:
    return agreements.agree_in_writing(Case(pk=standing.case), row=standing.row, by=user, **told.signed())


def _meets(standing: Standing, user: User) -> Any:
    facts = {"meets_at": clock.now() + timedelta(hours=2), "place": "镇调解室", "committee": 3, "women": 1}
    return sessions.schedule_session(Case(pk=standing.case), row=standing.row, by=user, **facts)


MACHINE = Machine(
    name="mediation",
    table=MEDIATION,
    drawn=("mediation.md", 0),
    model=Mediation,
    begins={"request_mediation": OWNERS},
    roads={
        NOTHING: lambda _house: Standing(None, matter("lin").pk),
        "requested": road(told.requested),
        "screening": road(_heard_once),
        "screening/screen_side": road(_heard_once),
        "screening/take_consent": road(_heard_both),
        "screening/both_consented": road(_one_agrees),
        "unsuitable": road(_unsuitable),
        "unsuitable/approve_exception": road(_asked_for),
        "unsuitable/refuse_exception": road(_asked_for),
        "redirected": road(then(_unsuitable, screening.redirect_mediation, ways=WAYS)),
        "consented": road(told.consented),
        "scheduled": road(_scheduled),
        "in_session": road(told.sitting),
        "adjourned": road(_adjourned),
        "agreed_written": road(told.written),
        "agreed_written/record_confirmation": _at_court(told.written),
        "agreed_oral": road(_oral),
        "agreed_oral/record_confirmation": _at_court(_oral),
        "failed": road(then(told.sitting, sessions.fail_mediation, record=NOTE, ways=WAYS)),
        "ended_by_party": road(then(told.sitting, consenting.end_by_party, side="hers")),
        "reported_to_police": road(then(told.sitting, sessions.report_to_police, called=True, note=NOTE)),
        "performing": road(_performing),
        "performing/record_confirmation": _at_court(_performing),
        "performing/follow_agreement": _followed,
        "performed": road(then(_performing, performing.confirm_performed)),
        "breached": road(then(_performing, performing.declare_breached, ways=WAYS, note=NOTE)),
        "closed": _closed,
    },
    steps={
        "request_mediation": _asks,
        "name_mediator": _names,
        "screen_side": on_row(screening.screen_side, side="other", answers=told.CLEAR, alone=True),
        "find_unsuitable": on_row(screening.find_unsuitable, found=["control"], note=NOTE),
        "redirect_mediation": on_row(screening.redirect_mediation, ways=WAYS),
        "ask_exception": on_row(screening.ask_exception, asked_on=clock.today, **ASKED),
        "approve_exception": on_row(screening.approve_exception, note=NOTE),
        "refuse_exception": on_row(screening.refuse_exception, note=NOTE),
        "take_consent": _consents("hers"),
        "both_consented": _consents("other"),
        "schedule_session": _meets,
        "begin_mediation": on_row(sessions.begin_mediation, no_relative=True),
        "adjourn_session": on_row(sessions.adjourn_session, record=NOTE),
        "resume_session": on_row(sessions.resume_session),
        "agree_in_writing": _signs,
        "agree_orally": on_row(agreements.agree_orally, terms=NOTE),
        "fail_mediation": on_row(sessions.fail_mediation, record=NOTE, ways=WAYS),
        "end_by_party": on_row(consenting.end_by_party, side="other"),
        "report_to_police": on_row(sessions.report_to_police, called=True, note=NOTE),
        "extend_mediation": on_row(consenting.extend_mediation, days=10, both=True, note=NOTE),
        "draw_agreement": on_row(agreements.draw_agreement),
        "ask_confirmation": on_row(agreements.ask_confirmation, both=True, asked_on=clock.today),
        "record_confirmation": on_row(agreements.record_confirmation, said="confirmed", said_on=clock.today),
        "begin_performance": on_row(performing.begin_performance),
        "follow_agreement": _follows,
        "confirm_performed": on_row(performing.confirm_performed),
        "declare_breached": on_row(performing.declare_breached, ways=WAYS, note=NOTE),
        "close_mediation": on_row(performing.close_mediation, note=NOTE),
    },
    # After the gate every other step is refused with the gate's own sentence.
    reasons=frozenset({"role", "not_yours", "unsuitable"}),
)
