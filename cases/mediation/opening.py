"""A mediation is asked for, and its mediator named; both sides may choose and refuse her (人民调解法 art. 17, 23)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing
from cases.casefile.models import Case, Event, Recusal
from cases.mediation import guard
from cases.mediation.frame import Line, act, enter, on, require
from cases.mediation.lists import Dispute
from cases.mediation.models import Mediation
from cases.mediation.states import AGREED_TO_TALK
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import Appointment, User
from sisterhood.lib import clock

ACCESS = "mediation.access"
LAYERS = (sharing.CASE, sharing.NARRATIVE)


def request_mediation(
    case: Case, *, kind: str, dispute: str, willing: bool, by: User, at: datetime | None = None
) -> Event:
    """She asks for it herself. Raises Refusal in danger and under a protection order, and while one is open.

    What the matter already says of violence stands on the new row, so that the first hearing ends at the gate.
    """
    if not willing:
        raise Refusal("willing", _("Only what she asks for herself is mediated; nobody is talked into it."))
    require(dispute, "dispute", _("Write what the two sides disagree about."))
    with act(case, "request_mediation", by=by, at=at) as s:
        found = guard.presumed(s.case, s.today)
        if Mediation.objects.open().filter(case=s.case).exists():
            raise Refusal("open", _("A mediation of this matter is open already."))
        row: Mediation = enter(s, Mediation(kind=Dispute(kind), flags=found), dispute=dispute)
        return s.write(detail={"mediation": str(row.pk)})


def offered(case: Case) -> QuerySet[User]:
    """The owner, and mediators of the matter's county; without whoever has a conflict."""
    posts = Appointment.objects.on(clock.today()).filter(
        Q(unit_id=case.unit_id) | Q(unit__county_id=case.county_id or case.unit_id), role="mediator"
    )
    people = User.objects.filter(Q(pk__in=posts.values("user_id")) | Q(pk=case.owner_id or 0), is_active=True)
    barred = Recusal.objects.filter(case=case).values("user_id")
    return people.exclude(pk__in=barred).order_by("display_name")


def name_mediator(
    case: Case,
    *,
    row: UUID,
    to: User,
    no_relative: bool,
    accepted: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """Who mediates. She may open the matter until the mediation ends; whoever was named before her may not any more.

    Raises Refusal for a relative of either side, somebody with a conflict, and, once both have agreed to mediate,
    without their word that they accept her.
    """
    if not no_relative:
        raise Refusal("no_relative", _("A relative or friend of either side does not mediate."))
    with on(case, row, "name_mediator", by=by, at=at) as line:
        if not offered(line.s.case).filter(pk=to.pk).exists():
            raise Refusal("to", _("She is no mediator of this county, or has a conflict in this matter."))
        if line.row.state in AGREED_TO_TALK and not accepted:
            raise Refusal("accepted", _("Ask both sides first whether they accept her."))
        end_access(line.row, line.s.case, by=by)
        line.row.mediator = to
        if to.pk != line.s.case.owner_id:
            _lend(line, to)
            line.s.tell("lent", to.pk)
        return line.done(detail={"mediator": to.pk})


def _lend(line: Line, to: User) -> None:
    until = timezone.now() + timedelta(days=calculator.length_of(ACCESS, on=line.s.today))
    for layer in LAYERS:
        sharing.lend(
            line.s.case,
            to=to,
            layer=layer,
            by=line.s.by,
            until=until,
            source=AccessSource.LENT,
            writes=layer == sharing.CASE,
        )


def end_access(row: Mediation, case: Case, *, by: User) -> None:
    """The mediator's access ends; the owner's own does not."""
    if row.mediator_id and row.mediator_id != case.owner_id:
        sharing.withdraw(case, users=[row.mediator_id], source=AccessSource.LENT, by=by)
