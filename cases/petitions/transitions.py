"""The verbs of a petition that this unit answers itself (art. 22 to 34): route, accept, handle, extend, hear, answer, close."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from cases.assistance import ending as assistances
from cases.casefile import wards
from cases.casefile.models import Case, Event
from cases.categories.models import CategoryItem
from cases.circle import ending as circles
from cases.coordination.investigations import refuse_while_open
from cases.mediation import ending as mediations
from cases.people import matching
from cases.petitions import counting
from cases.petitions.concerns import file_under
from cases.petitions.models import Slip
from cases.petitions.opinions import approve, check_day
from cases.petitions.reports import owing
from cases.petitions.routes import ROUTES
from cases.petitions.step import Step, require, step
from cases.petitions.windows import her_word, most_attempts, was_asked, window_end
from cases.referrals import answers as referrals
from cases.vocabulary.intake import Category, Nature, Safety
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import NOTICE, DeclineReason, Route, Satisfaction, WaitsFor
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import changes
from network.staff.models import User
from network.units.models import Level
from sisterhood.lib import clock

MINOR_ROUTES = (Route.R7, Route.R10)
MINOR_ONLY = _("A township advises and mediates. Pass anything else on to the county.")


@dataclass(frozen=True)
class Filing:
    """Under what the figures count it. Left out, what stands stays."""

    category: str = ""
    item: CategoryItem | None = None
    concerns: tuple[str, ...] | None = None


def triage(
    case: Case,
    *,
    route: str,
    by: User,
    category: str = "",
    item: CategoryItem | None = None,
    concerns: tuple[str, ...] | None = None,
    at: datetime | None = None,
) -> Event:
    """Choose exactly one main route; a township chair may choose advice or mediation only.

    With it the class, a sub-item of the class and the flags across the classes, where somebody says them.
    """
    action = "triage_minor" if by_role_minor(case, by=by) else "triage"
    if action == "triage_minor" and route not in MINOR_ROUTES:
        raise Refusal("route", MINOR_ONLY)
    with step(case, "triage", by=by, at=at, action=action) as s:
        return _set_route(s, route, Filing(category, item, concerns))


def choose_route(
    case: Case,
    *,
    route: str,
    by: User,
    category: str = "",
    item: CategoryItem | None = None,
    concerns: tuple[str, ...] | None = None,
    at: datetime | None = None,
) -> Event:
    """Another route, or the first one of a matter that was given to us; a running statutory clock runs on."""
    with step(case, "choose_route", by=by, at=at) as s:
        if route == s.petition.route:
            raise Refusal("route", _("That is its route already."))
        refuse_while_open(s.case)
        given = Slip.objects.filter(case=s.case, to_unit=s.case.unit).exists()
        if s.case.unit.level >= Level.TOWNSHIP and not given and route not in MINOR_ROUTES:
            raise Refusal("route", MINOR_ONLY)
        return _set_route(s, route, Filing(category, item, concerns))


def by_role_minor(case: Case, *, by: User) -> bool:
    """Whether her post lets her triage only minor matters."""
    scope = rest.of(by)
    return not gate.ask(scope, "triage", case) and bool(gate.ask(scope, "triage_minor", case))


def check_route(petition_nature: str, safety: str, level: int, route: Route) -> None:
    """Raises Refusal when a matter of this nature and safety cannot take the route at this level."""
    row = ROUTES.get(route)
    if row is None or level not in row.levels:
        raise Refusal("route", _("This route is not open at your level."))
    if petition_nature == Nature.ACCUSATION and "guide_out" not in row.steps:
        raise Refusal(
            "route",
            _("This matter is an accusation of earlier days: another body is competent (art. 30)."),
        )
    if row.nature == Nature.SUGGESTION and petition_nature != Nature.SUGGESTION:
        raise Refusal("route", _("Only a suggestion takes this route (art. 29)."))
    if route == Route.R7 and safety in (Safety.VIOLENCE, Safety.URGENT):
        raise Refusal("route", _("Where there is violence or danger, there is no mediation."))


def _set_route(s: Step, route: str, filing: Filing) -> Event:
    chosen = Route(route)
    check_route(s.petition.nature, s.petition.safety, s.case.unit.level, chosen)
    s.petition.route = chosen
    if filing.category:
        s.case.category = Category(filing.category)
    file_under(s.petition, category=s.case.category, item=filing.item, concerns=filing.concerns)
    s.meet("petition.triage")
    _remember(s)
    s.case.waits_for = WaitsFor.OWNER
    if ROUTES[chosen].decided:
        s.ask_leader()
    if ROUTES[chosen].clock:
        s.start(ROUTES[chosen].clock)
    return s.write(detail={"route": chosen})


def _remember(s: Step) -> None:
    """Whether she came before, asked by the first who may: a station has no right to know."""
    if s.petition.is_repeat is None and not wards.is_shut(s.case):
        since = counting.repeats_since(s.case.received_on)
        told = matching.of_case(s.case.pk)
        s.petition.is_repeat = matching.came_before(told, s.scope, since=since, besides=s.case.pk)


def accept(case: Case, *, by: User, notice_how: str, at: datetime | None = None) -> Event:
    """The leader accepts (art. 22, 34): the notice is met, 60 days of handling start at this moment."""
    with step(case, "accept", by=by, at=at) as s:
        notice = Delivery(notice_how)
        s.petition.accepted_at = s.at
        s.case.waits_for = WaitsFor.OWNER
        s.meet(*NOTICE)
        s.start("petition.handling")
        s.tell("assigned", s.case.owner_id)
        return s.write(detail={"notice": notice})


def decline(case: Case, *, reason: str, note: str, by: User, at: datetime | None = None) -> Event:
    """Not accepted, with a reason of the list and a sentence to the petitioner; ends the notice clock."""
    require(note, "note", _("Write what the petitioner is told and where she can turn."))
    with step(case, "decline", by=by, at=at) as s:
        s.petition.decline_reason = DeclineReason(reason)
        s.case.waits_for = WaitsFor.OWNER
        s.meet(*NOTICE)
        s.tell_registrar("closed")
        return s.write(note=note, detail={"reason": reason})


def advise(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """Route R10: advice given, written down and closed the same day; the advice is the notice."""
    require(note, "note", _("Write down the advice that was given."))
    with step(case, "advise", by=by, at=at) as s:
        s.meet(*NOTICE)
        s.tell_registrar("closed")
        return s.write(note=note)


def reply(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """Route R9: a suggestion is answered and the matter closed (art. 29)."""
    require(note, "note", _("Write down what was replied."))
    with step(case, "reply", by=by, at=at) as s:
        s.meet(*NOTICE, "petition.suggestion")
        s.tell_registrar("closed")
        return s.write(note=note)


def start(case: Case, *, by: User, at: datetime | None = None) -> Event:
    """The handler begins."""
    with step(case, "start", by=by, at=at) as s:
        return s.write()


def extend(
    case: Case, *, days: int, reason: str, notice_how: str, by: User, at: datetime | None = None
) -> Event:
    """The leader lengthens the handling once, before it is due, by at most 30 days; she is told why (art. 34)."""
    require(reason, "reason", _("Write why more time is needed; the petitioner is told."))
    with step(case, "extend", by=by, at=at) as s:
        notice = Delivery(notice_how)
        changes.extend(s.subject, "petition.handling", days=days, by=by, at=s.at)
        return s.write(note=reason, detail={"days": days, "notice": notice})


def hold_hearing(case: Case, *, note: str = "", by: User, at: datetime | None = None) -> Event:
    """A hearing in a difficult matter (art. 31, 36); only in re-examination its days do not count."""
    with step(case, "hold_hearing", by=by, at=at) as s:
        if s.target == "reexamination_hearing":
            changes.pause(s.subject, "petition.reexamination", by=by, at=s.at)
        return s.write(note=note)


def end_hearing(case: Case, *, note: str, by: User, at: datetime | None = None) -> Event:
    """The hearing is over; what was heard is written down."""
    require(note, "note", _("Write down what the hearing found."))
    with step(case, "end_hearing", by=by, at=at) as s:
        if s.target == "under_reexamination":
            changes.resume(s.subject, "petition.reexamination", by=by, at=s.at)
        return s.write(note=note)


def answer(
    case: Case, *, by: User, delivered_on: date, delivered_how: str, at: datetime | None = None
) -> Event:
    """The leader approves the last draft and answers (art. 32, 34): handling is met at delivery."""
    with step(case, "answer", by=by, at=at) as s:
        opinion = approve(s, delivered_on, delivered_how)
        s.meet("petition.handling", "reception.assigned")
        s.start("petition.follow_up", on=delivered_on)
        return s.write(detail={"outcome": opinion.outcome})


def inform(
    case: Case, *, note: str, delivered_on: date, delivered_how: str, by: User, at: datetime | None = None
) -> Event:
    """What the other body or the mediation brought is told to her; no opinion of ours (routes R4 and R7)."""
    require(note, "note", _("Write down what she is told."))
    with step(case, "inform", by=by, at=at) as s:
        how = Delivery(delivered_how)
        check_day(s, delivered_on)
        refuse_while_open(s.case)
        mediations.refuse_while_open(s.case)
        s.petition.answered_at = s.at
        s.meet("reception.assigned")
        s.start("petition.follow_up", on=delivered_on)
        s.tell_registrar("answered")
        return s.write(note=note, detail={"delivered": how, "delivered_on": delivered_on.isoformat()})


def close(
    case: Case, *, by: User, satisfaction: str = "", note: str = "", at: datetime | None = None
) -> Event:
    """Closed after the follow-up: she is content, or the 30 days to ask for the next body have passed.

    `satisfaction` may be left out where she has rated herself: what she said is taken as it stands.
    """
    with step(case, "close", by=by, at=at) as s:
        word = s.petition.satisfaction = her_word(s.case, satisfaction)
        refuse_while_open(s.case)
        referrals.refuse_while_open(s.case)
        mediations.refuse_while_open(s.case, performing=True)
        assistances.refuse_while_open(s.case)
        circles.refuse_while_open(s.case)
        if owing([s.case]):
            raise Refusal("report", _("This matter was assigned to you: report back before it is closed."))
        content = word in (Satisfaction.SATISFIED, Satisfaction.MOSTLY)
        until = window_end(s.case, s.petition.state)
        if not content and until is not None and clock.local_date(s.at) <= until:
            raise Refusal(
                "satisfaction",
                _("She may still ask the next body until %(day)s. Close it after that day.") % {"day": until},
            )
        if word == Satisfaction.UNRATED and not was_asked(s.case):
            raise Refusal(
                "satisfaction",
                _("Ask her first: write each attempt down as a follow-up, at least %(n)d of them.")
                % {"n": most_attempts()},
            )
        s.meet("petition.follow_up")
        s.tell_registrar("closed")
        return s.write(note=note, detail={"satisfaction": word})


def withdraw(case: Case, *, reason: str, by: User, at: datetime | None = None) -> Event:
    """The petitioner takes it back of her own will; never for children or danger."""
    require(reason, "reason", _("Write down why, in her own words."))
    with step(case, "withdraw", by=by, at=at) as s:
        if s.petition.safety in (Safety.MINOR, Safety.URGENT):
            raise Refusal("safety", _("A matter of a child or of danger cannot be withdrawn."))
        s.tell_registrar("closed")
        return s.write(note=reason)
