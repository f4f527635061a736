"""The term of a station's head: it begins after pledge and training, rings before it ends, and ends for a reason."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.selection.deciding import forget_names
from network.selection.frame import TRAIN, Line, step, township_of
from network.selection.models import StationHeadSelection
from network.selection.states import SELECTION
from network.sites import watching
from network.sites.places import HeadEnd, StationHead
from network.staff import appointments
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock

SUBJECT = "station_head"
YEARS, ENDS = "station.term", "station.term_end"
ROLE = appointments.ALONE
# Which event of the table an end of a term is.
EVENTS = {
    HeadEnd.RENEWED: "renew",
    HeadEnd.TERM: "follow",
    HeadEnd.RESIGNED: "resign",
    HeadEnd.REMOVED: "remove",
}


def last_day(start: date) -> date:
    """The last day of a term that begins on `start`: so many years by the policy of that day, less a day."""
    year = start.year + calculator.length_of(YEARS, on=start)
    same = (
        start.replace(year=year, day=28) if (start.month, start.day) == (2, 29) else start.replace(year=year)
    )
    return same - timedelta(days=1)


def post_of(unit: Unit, *, on: date) -> Appointment | None:
    """Who heads the station of a hamlet on a day: the one primary post, with or without a last day."""
    posts = Appointment.objects.on(on).filter(unit=unit, role=ROLE, is_primary=True)
    return posts.select_related("user", "unit").first()


def begin_term(row: UUID, *, by: User, at: datetime | None = None) -> StationHead:
    """任期 begins today. Raises Refusal where another woman heads the station: then her work is handed over with it."""
    with step(row, "begin_term", by=by, at=at) as line:
        held = post_of(line.row.unit, on=line.today)
        chosen = line.row.chosen
        if held is not None and (chosen is None or held.user_id != chosen.account_id):
            raise Refusal("held", _("Somebody heads this station. Begin with the hand-over of her work."))
        return install(line, held)


def install(line: Line, held: Appointment | None) -> StationHead:
    """Post, term and clock of whoever was confirmed; `held` is the post she has already when she was chosen again.

    A post with a last day would end before the term does: another follows it without a gap.
    """
    row = line.row
    user = row.chosen.account if row.chosen is not None else None
    if user is None or row.trained_on is None or row.pledged_on is None:
        raise Refusal("pledged_on", _("The term begins after training and pledge."))
    before = StationHead.objects.serving().filter(unit=row.unit).first()
    if before is not None:
        why = HeadEnd.RENEWED if before.user_id == user.pk else HeadEnd.TERM
        end_term(before, ended_for=why, on=line.today - timedelta(days=1), by=line.by, at=line.at)
    post = held
    if post is None or post.ends_on is not None:
        post = appointments.seat(user, unit=row.unit, role=ROLE, by=line.by, starts_on=line.today)
    told = {"trained_on": row.trained_on, "pledged_on": row.pledged_on, "conflicts": row.conflicts}
    term = StationHead.objects.create(
        unit=row.unit, user=user, post=post, starts_on=line.today, ends_on=last_day(line.today), **told
    )
    row.term = term
    line.meet(TRAIN)
    _ring(term, line)
    line.logged = {"term": str(term.pk)}
    line.done("term")
    forget_names(row)
    return term


def _ring(term: StationHead, line: Line) -> None:
    """The township hears of the end ahead of it, so that the next selection is over in time (item 10)."""
    town = township_of(term.unit)
    owner = appointments.holder(town, "leader", on=line.today)
    clocks.start(
        ENDS,
        subject=(SUBJECT, term.pk),
        unit=town,
        owner=owner,
        by=line.by,
        at=line.at,
        start_on=calculator.start_of(ENDS, due_on=term.ends_on),
    )


def end_term(term: StationHead, *, ended_for: str, on: date, by: User, at: datetime) -> StationHead:
    """A part of the verbs that end a term, in their transaction; the selection it came from ends with it."""
    if on < term.starts_on:
        raise Refusal("starts_on", _("Her term began today; it can end tomorrow at the earliest."))
    term.ended_on, term.ended_for = on, ended_for
    term.save(update_fields=["ended_on", "ended_for"])
    clocks.cancel_running((SUBJECT, term.pk), by=by, at=at)
    came = StationHeadSelection.objects.select_for_update(of=("self",)).filter(term=term).first()
    if came is not None:
        came.state, came.ended_at = SELECTION.next(came.state, EVENTS[HeadEnd(ended_for)]), at
        came.save(update_fields=["state", "ended_at"])
    detail = {"verb": "end_term", "ended_for": str(ended_for)}
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, term.pk), unit_id=term.unit_id, detail=detail, at=at)
    return term


def refuse_by_hand(user: User, unit: Unit) -> None:
    """A head is appointed by a selection (item 11); by hand only at a station that never had one.

    Raises Refusal: the set-up of a new network enters the heads that are there, and nobody after that.
    """
    if Appointment.objects.filter(unit=unit, role=ROLE).exists():
        raise Refusal(
            "role", _("A station's head is chosen: the village begins a selection, the township confirms it.")
        )


def holds_station(unit: Unit) -> object:
    """Why the station of a hamlet cannot end; "" when nobody heads it and nobody is about to."""
    posts = Appointment.objects.filter(unit=unit, role=ROLE).exclude(ends_on__lt=clock.today())
    if posts.exists():
        return _("Somebody heads this station. Her work is handed over first.")
    if StationHeadSelection.objects.under_way().filter(unit=unit).exists():
        return _("A selection is under way at this station. It is called off first.")
    return ""


def enrol() -> None:
    """Called once when the app is ready."""
    appointments.guard(ROLE, refuse_by_hand)
    watching.register_hold("heads", holds_station)
