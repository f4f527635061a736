"""The township's part of a selection: objections, confirmation, training and pledge; and calling it off."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.selection.frame import CONFIRM, OBJECTION, TRAIN, Line, step
from network.selection.models import Ground, Heard, Objection, StationHeadSelection
from network.selection.organising import refuse_marks
from network.selection.states import SELECTION
from network.sites.places import Conflict
from network.sites.reach import Ground as Place
from network.staff.appointments import check_post
from network.staff.models import User


def enter_objection(
    row: UUID, *, ground: str, heard: str, taken_on: date, by: User, at: datetime | None = None
) -> Objection:
    """异议: what it is about and how it came. Who says so is not written down, and nobody is asked for a name."""
    with step(row, "enter_objection", by=by, at=at) as line:
        if ground not in Ground.values or heard not in Heard.values:
            raise Refusal("ground", _("Choose from the list."))
        since = line.row.public_from or line.today
        if not since <= taken_on <= line.today:
            raise Refusal("taken_on", _("Between the first day of the notice and today."))
        made = Objection.objects.create(
            selection=line.row, ground=ground, heard=heard, taken_on=taken_on, taken_by=by
        )
        line.start(OBJECTION, on=taken_on, part=made.pk)
        line.logged = {"objection": str(made.pk)}
        line.done()
        return made


def settle_objection(
    row: UUID, *, objection: UUID, upheld: bool, answer: str, by: User, at: datetime | None = None
) -> Objection:
    """Answered in words, once. Upheld: whoever was chosen leaves the list, and another meeting is held."""
    open_ones = Objection.objects.filter(selection_id=row, upheld=None)
    last = not open_ones.exclude(pk=objection).exists()
    event = "uphold_objection" if upheld else "dismiss_objection" if last else "settle_objection"
    with step(row, event, by=by, at=at) as line:
        found = line.row.objections.select_for_update(of=("self",)).filter(pk=objection, upheld=None).first()
        if found is None:
            raise Refusal("objection", _("This objection has been answered."))
        if not answer.strip():
            raise Refusal("answer", _("Write the answer."))
        refuse_marks({"answer": answer})
        still = line.row.objections.filter(upheld=None).exclude(pk=found.pk).exists()
        if not upheld:
            event = "settle_objection" if still else "dismiss_objection"
            line.event, line.target = event, SELECTION.next(line.row.state, event)
        found.upheld, found.answer, found.answered_by, found.answered_at = upheld, answer.strip(), by, line.at
        found.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
        line.meet(OBJECTION, part=found.pk)
        line.logged = {"objection": str(found.pk), "upheld": upheld}
        if upheld:
            _take_back(line, found.ground)
        else:
            line.done()
        return found


def _take_back(line: Line, ground: str) -> None:
    """The result does not stand: she leaves the list, the notice ends, what else was said against it is moot."""
    row = line.row
    if row.chosen is not None:
        row.chosen.struck, row.chosen.struck_for = True, ground
        row.chosen.save(update_fields=["struck", "struck_for"])
    rest_of_them = row.objections.filter(upheld=None)
    moot = str(_("The result was taken back."))
    rest_of_them.update(upheld=False, moot=True, answer=moot, answered_by=line.by, answered_at=line.at)
    clocks.cancel_running(line.subject, by=line.by, at=line.at)
    row.chosen = row.public_from = row.public_until = row.attended = None
    row.way, row.minutes = "", ""
    line.done("chosen", "public_from", "public_until", "attended", "way", "minutes")


def confirm_head(row: UUID, *, username: str, by: User, at: datetime | None = None) -> StationHeadSelection:
    """The township confirms, once the notice has run and every objection is answered (item 11).

    Raises Refusal: too early, no such account, her own selection, an account that cannot hold the post.
    """
    with step(row, "confirm_head", by=by, at=at) as line:
        chosen, until = line.row.chosen, line.row.public_until
        if chosen is None or until is None or line.today <= until:
            raise Refusal(
                "public_until", _("The notice runs until %(day)s. Confirm her after that.") % {"day": until}
            )
        account = User.objects.filter(username=username.strip().lower(), is_active=True).first()
        if account is None:
            raise Refusal("username", _("No such account. The system administrator opens one."))
        if account.pk == by.pk:
            raise Refusal("username", _("Nobody confirms herself."))
        try:
            check_post(account, line.row.unit, "station_head", line.today)
        except Refusal as refusal:
            raise Refusal("username", refusal.sentence) from refusal
        chosen.account = account
        chosen.save(update_fields=["account"])
        line.row.confirmed_by, line.row.confirmed_at = by, line.at
        line.meet(CONFIRM)
        line.start(TRAIN)
        return line.done("confirmed_by", "confirmed_at")


def record_training(
    row: UUID, *, trained_on: date, by: User, at: datetime | None = None
) -> StationHeadSelection:
    """The day of her training, not in the future."""
    with step(row, "record_training", by=by, at=at) as line:
        _not_to_come("trained_on", trained_on, line)
        line.row.trained_on = trained_on
        return line.done("trained_on")


def sign_pledge(
    row: UUID, *, pledged_on: date, conflicts: Collection[str], by: User, at: datetime | None = None
) -> StationHeadSelection:
    """保密承诺: signed on paper after the training, with what she declares about ties of her own."""
    with step(row, "sign_pledge", by=by, at=at) as line:
        if line.row.trained_on is None:
            raise Refusal("pledged_on", _("First the training, then the pledge."))
        _not_to_come("pledged_on", pledged_on, line)
        if pledged_on < line.row.trained_on:
            raise Refusal("pledged_on", _("First the training, then the pledge."))
        if set(conflicts) - set(Conflict.values):
            raise Refusal("conflicts", _("Choose from the list."))
        line.row.pledged_on, line.row.conflicts = pledged_on, sorted(conflicts)
        return line.done("pledged_on", "conflicts")


def _not_to_come(name: str, day: date, line: Line) -> None:
    if day > line.today:
        raise Refusal(name, _("This day has not come yet."))


def call_off_selection(row: UUID, *, why: str, by: User, at: datetime | None = None) -> StationHeadSelection:
    """It ends without a head, for a reason; every name on its list goes. Raises Refusal without one."""
    with step(row, "call_off_selection", by=by, at=at) as line:
        if not why.strip():
            raise Refusal("why", _("Please say why."))
        refuse_marks({"why": why})
        clocks.cancel_running(line.subject, by=by, at=line.at)
        forget_names(line.row)
        line.row.ended_at, line.row.ended_why = line.at, why.strip()
        return line.done("ended_at", "ended_why")


def forget_names(row: StationHeadSelection) -> None:
    """Who was put forward and not chosen is nobody's business afterwards; how many there were stays."""
    lost = row.nominees.all()
    if row.term_id is not None and row.chosen_id is not None:
        lost = lost.exclude(pk=row.chosen_id)
    lost.update(name="", reasons="")


def may(by: User, action: str, row: StationHeadSelection) -> bool:
    """Whether her post carries a step of this selection, for its buttons."""
    return bool(gate.ask(rest.of(by), action, Place(row.unit)))
