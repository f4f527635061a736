"""Both sides agree, each asked alone; either may end it at any time; both together may take more time."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, Event
from cases.mediation.frame import FINISH, enter, heading, on, require
from cases.mediation.lists import Side
from cases.mediation.models import MediationConsent
from cases.vocabulary.petitions import ConsentManner
from network.access.gate import Refusal
from network.deadlines import changes
from network.staff.models import User


def take_consent(
    case: Case,
    *,
    row: UUID,
    side: str,
    manner: str,
    given_on: date,
    told: bool,
    accepts: bool,
    one_room: bool = False,
    in_public: bool = False,
    by: User,
    at: datetime | None = None,
) -> Event:
    """One side, asked alone and told that it is free, costs nothing and blocks no other way, agrees (art. 3, 4, 17, 23).

    With the second consent the thirty days begin. Raises Refusal at the gate, and without a mediator they accept.
    """
    if not told:
        raise Refusal(
            "told", _("Tell each side first: it is free of charge, free to end, and blocks no other way.")
        )
    if not accepts:
        raise Refusal("accepts", _("Each side may refuse the mediator: name somebody both accept."))
    with on(case, row, "take_consent", by=by, at=at, guarded=True) as line:
        who = Side(side)
        if line.row.mediator_id is None:
            raise Refusal("mediator", _("Name the mediator first; each side may refuse her."))
        if line.row.consents.filter(side=who, ended_at=None).exists():
            raise Refusal("side", _("The consent of this side is recorded already."))
        line.check_day(given_on, "given_on")
        consent = MediationConsent(
            mediation=line.row,
            side=who,
            manner=ConsentManner(manner),
            given_on=given_on,
            was_told=told,
            accepts_mediator=accepts,
            one_room=one_room,
            in_public=in_public,
        )
        enter(line.s, consent)
        days = list(line.row.consents.filter(ended_at=None).values_list("given_on", flat=True))
        if len(days) == len(Side):
            heading(line, "both_consented")
            line.row.consented_on = max(days)
            line.start(FINISH, line.row.pk, on=line.row.consented_on)
        return line.done(detail={"side": who})


def end_by_party(
    case: Case, *, row: UUID, side: str, note: str = "", by: User, at: datetime | None = None
) -> Event:
    """One side does not want it, or not any more: it ends, and nobody asks for a reason (art. 17, 23)."""
    with on(case, row, "end_by_party", by=by, at=at) as line:
        line.s.drop(line.row.pk)
        return line.done(note=note, detail={"side": Side(side)})


def extend_mediation(
    case: Case, *, row: UUID, days: int, both: bool, note: str, by: User, at: datetime | None = None
) -> Event:
    """Both sides want more time, once, before the thirty days are over."""
    if not both:
        raise Refusal("both", _("More time needs the word of both sides."))
    require(note, "note", _("Please say why."))
    with on(case, row, "extend_mediation", by=by, at=at) as line:
        changes.extend(line.s.subject, FINISH, days=days, by=by, at=line.s.at)
        return line.done(note=note, detail={"days": days})
