"""等您决定: whatever waits for her word beside the matters of her list, each with the moment by which it is due.

A table of questions; each is asked only of whoever's posts can have an answer. Her own matters stand in the list
itself (`home.py`), which puts both in the one order of their clocks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import AccessRequest, Case
from cases.coordination import competence
from cases.documents.queries import papers_of
from cases.exports import verbs as exports
from cases.exports.models import ExportState, LedgerExport
from cases.minors.models import MinorAccessGrant
from cases.privacy.models import BreakGlass
from cases.retention import deciding
from cases.retention.lists import DestructionState
from cases.retention.models import DestructionList
from cases.support.models import ConcernNote, FamilySupportFile
from cases.vocabulary.papers import PaperState
from network.access import gate
from network.access.scope import Scope
from network.deadlines import faces
from network.deadlines.models import Clock
from network.deadlines.versions import LimitVersion
from network.duty.models import ReceptionDay
from network.duty.verbs import last_day_to_publish
from network.leave import verbs as leave
from network.notifications import pages
from network.staff.leaves import Leave
from network.staff.models import User
from sisterhood.desk import nav
from sisterhood.lib import clock

MOST = 30
SOON = timedelta(days=14)  # a duty of the far future is no work of today
# Clocks that wait for a yes or no to what somebody else has done; these stand on the desk from their first day.
DECIDES = frozenset(
    """
    beneficiary.decide pairing.check selection.confirm campaign.approval teaching.sign threezero.verify threezero.review
    threezero.designate relief.village relief.township relief.county relief.city support.objection family.objection
    """.split()
)


@dataclass(frozen=True)
class Waits:
    """One thing that waits: what it is, of whom or where, its page, and by when; None where no period runs.

    `is_hers`: her own work rather than a yes or no to somebody else's.
    """

    what: Any
    where: str
    url: str
    due_at: datetime | None = None
    is_hers: bool = False

    def face(self, at: datetime) -> Any:
        """Words and colour of its moment; None without one."""
        if self.due_at is None:
            return None
        words, colour, _day = faces.of_card(self.due_at, at)
        return {"words": words, "colour": colour, "used": 100 if colour == faces.RED else 0}


def _due(kind: str, rows: list[Any]) -> dict[Any, datetime]:
    """The nearest moment of each of these subjects; no question where there are none."""
    if not rows:
        return {}
    running = Clock.objects.filter(
        subject_kind=kind, subject_id__in=[row.pk for row in rows], state="running"
    )
    return dict(running.order_by("-due_at").values_list("subject_id", "due_at"))


def _leaves(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = Leave.objects.filter(granted=None, ends_on__gte=clock.local_date(at)).exclude(user=user)
    for row in rows.select_related("user", "unit").order_by("starts_on")[:MOST]:
        if leave.may_decide(user, row.user):
            due = clock.start_of_day(row.starts_on)
            yield Waits(_("leave to be decided"), row.user.display_name, reverse("leaves"), due)


def _receptions(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = ReceptionDay.objects.visible_to(scope).filter(state="proposed", unit_id__in=scope.lead)
    for row in rows.order_by("day")[:MOST]:
        if gate.ask(scope, "approve_reception", row):
            due = clock.end_of_day(last_day_to_publish(row.day))
            where = f"{row.unit.short_name} {date_format(row.day, 'Y-m-d l')}"
            yield Waits(
                _("reception day to be approved"), where, reverse("reception_day", args=[row.pk]), due
            )


def _papers(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = papers_of(scope).filter(state=PaperState.DRAFT, unit_id__in=scope.lead).order_by("drafted_at")
    for row in rows[:MOST]:
        where = f"{row.get_kind_display()} {row.case.number}"
        yield Waits(_("paper to be approved"), where, reverse("paper", args=[row.pk]), row.case.next_due_at)


def _leave_to_read(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = MinorAccessGrant.objects.to_decide(scope)
    asked = Q(granted=None) | Q(pk__in=MinorAccessGrant.objects.unreviewed())
    found = list(rows.filter(asked).select_related("reader").order_by("entered_at")[:MOST])
    running = Clock.objects.filter(part__in=[row.pk for row in found], state="running")
    due = dict(running.values_list("part", "due_at")) if found else {}
    for row in found:
        what = (
            _("leave to read to be decided")
            if row.granted is None
            else _("reading in danger to be looked at")
        )
        yield Waits(what, row.reader.display_name, reverse("minor_request", args=[row.pk]), due.get(row.pk))


def _access(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    hers = Q(case__owner_id=scope.user_id) | Q(case__unit_id__in=scope.lead, case__is_sealed=False)
    rows = AccessRequest.objects.filter(hers, decided_at=None, case__in=Case.objects.visible_to(scope))
    for row in rows.select_related("case", "asked_by").order_by("asked_at")[:MOST]:
        where = f"{row.asked_by.display_name} {row.case.number}"
        yield Waits(_("access to be decided"), where, reverse("case", args=[row.case_id]))


def _ledgers(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = LedgerExport.objects.filter(state=ExportState.WAITING).exclude(by=user)
    for row in rows.select_related("unit", "by")[:MOST]:
        if gate.ask(scope, "approve_export", exports.place_of(row)):
            yield Waits(_("ledger to be decided"), row.by.display_name, reverse("export", args=[row.pk]))


def _rules(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = LimitVersion.objects.filter(granted=None).exclude(proposed_by=user)
    for row in rows.select_related("limit").order_by("from_day")[:MOST]:
        due = clock.start_of_day(row.from_day)
        yield Waits(
            _("rule to be decided"), row.limit.name, reverse("policy_limit", args=[row.limit_id]), due
        )


def _readings(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = BreakGlass.objects.for_review_by(scope, at=at).filter(reviewed_at=None).select_related("by")
    for row in rows.order_by("review_due_at")[:MOST]:
        url = reverse("break_glass_review", args=[row.pk])
        yield Waits(_("emergency reading to be reviewed"), row.by.display_name, url, row.review_due_at)


def _disputes(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    rows = competence.disputes_of(scope).filter(decided_at=None, ended_at=None, superior_id__in=scope.lead)
    for row in rows.order_by("raised_at")[:MOST]:
        url = reverse("dispute", args=[row.pk])
        yield Waits(_("dispute about competence to be decided"), row.case.number, url, row.case.next_due_at)


def _destruction(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    steps = {
        DestructionState.DRAWN_UP: ("appraise_destruction", _("list of destruction to be appraised")),
        DestructionState.APPRAISED: ("confirm_destruction", _("list of destruction to be confirmed")),
    }
    rows = DestructionList.objects.visible_to(scope).filter(state__in=list(steps)).select_related("unit")
    found = list(rows[:MOST])
    due = _due("destruction", found)
    for row in found:
        verb, what = steps[DestructionState(row.state)]
        if deciding.may(row, verb, user) is None:
            url = reverse("destruction", args=[row.pk])
            yield Waits(what, row.unit.short_name, url, due.get(row.pk))


def _support(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    kinds: tuple[tuple[str, Any, Any, str], ...] = (
        ("concern_note", ConcernNote, _("note of concern to be looked at"), "support_note"),
        ("support_file", FamilySupportFile, _("support file to be decided"), "support_file"),
    )
    for kind, model, what, page in kinds:
        found = list(model.objects.waiting_for(scope).select_related("unit")[:MOST])
        due = _due(kind, found)
        for row in found:
            yield Waits(what, row.unit.short_name, reverse(page, args=[row.pk]), due.get(row.pk))


def _duties(scope: Scope, user: User, at: datetime) -> Iterator[Waits]:
    """Whatever else runs in her name and is no matter: a selection to confirm, an end of a term, an order to answer.

    Each with the number of what it is about, or the unit it lies in.
    """
    shown_above = ("case", "break_glass", "concern_note", "support_file", "destruction")
    rows = Clock.objects.filter(owner_id__in=[user.pk, *scope.stands_for], state="running")
    rows = rows.filter(Q(due_at__lte=at + SOON) | Q(limit_id__in=DECIDES))
    rows = rows.exclude(subject_kind__in=shown_above).select_related("limit", "unit")
    for row in rows.order_by("due_at")[:MOST]:
        there = pages.address(row.subject_kind, row.subject_id, scope)
        if there is not None:
            where = pages.called(row.subject_kind, row.subject_id) or row.unit.short_name
            url, is_hers = reverse(there[0], args=[there[1]]), row.limit_id not in DECIDES
            yield Waits(row.limit.name, where, url, row.due_at, is_hers)


Asks = Callable[[Scope, User, datetime], Iterator[Waits]]
# Each with the action that somebody needs who can have an answer; "" for everybody.
ASKED: tuple[tuple[str, Asks], ...] = (
    ("arrange_leave", _leaves),
    ("approve_reception", _receptions),
    ("approve_paper", _papers),
    ("see_minor_requests", _leave_to_read),
    ("", _access),
    ("approve_export", _ledgers),
    ("approve_policy", _rules),
    ("review_break_glass", _readings),
    ("decide_competence", _disputes),
    ("see_retention", _destruction),
    ("see_support", _support),
    ("", _duties),
)


def for_her(scope: Scope, user: User, *, at: datetime) -> list[Waits]:
    """Everything that waits for her word now; what is due first stands first, what has no period last."""
    found = [
        each
        for action, asks in ASKED
        if not action or (scope.may(action) and (action != "see_support" or nav.is_open("support", scope)))
        for each in asks(scope, user, at)
    ]
    return sorted(found, key=lambda each: (each.due_at is None, each.due_at or at))
