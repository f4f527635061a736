"""Beside the main line: a demand drafted to a body (妇女权益保障法 art. 73), mediation, what is urgent; the mark of the duty to report."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.casefile import bars
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination import urgent
from cases.coordination.frame import check_listed
from cases.coordination.models import Investigation
from cases.petitions.models import Petition
from cases.petitions.step import require, step
from cases.protection import reports
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import NOTICE
from network.access.gate import Refusal
from network.agencies.models import Agency, AgencyKind
from network.staff.models import User
from sisterhood.lib import clock


def demand(
    case: Case,
    *,
    listed: Agency | None = None,
    agency: str = "",
    agency_kind: str = AgencyKind.OTHER,
    request: str,
    basis: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """要求查处函, drafted: a county or the city asks a body of its list, or one named by hand, to investigate.

    Nothing goes out by this; consent and sending follow on the page of the demand.
    """
    name = listed.name if listed else agency.strip()
    require(name, "agency", _("Name the competent body."))
    require(request, "request", _("Write what the body is asked to do."))
    require(basis, "basis", _("Name the legal basis."))
    with step(case, "demand", by=by, at=at) as s:
        check_listed(s.case, [listed] if listed else [])
        row = Investigation(case=s.case, listed=listed, drafted_on=clock.local_date(s.at), entered_by=by)
        row.agency_kind = listed.kind if listed else AgencyKind(agency_kind)
        Vault.of(s.case).seal(row, agency=name, request=request, basis=basis)
        row.save(force_insert=True)
        return s.write(note=f"{name}\n{request}", detail={"investigation": str(row.pk)})


def mediate(
    case: Case, *, willing: bool, note: str = "", notice_how: str, by: User, at: datetime | None = None
) -> Event:
    """Both sides are willing, each asked alone: the matter goes to mediation (art. 33)."""
    if not willing:
        raise Refusal("willing", _("Mediation needs both sides: ask each of them alone first."))
    with step(case, "mediate", by=by, at=at) as s:
        bars.refuse(s.case, clock.local_date(s.at))
        notice = Delivery(notice_how)
        s.meet(*NOTICE)
        return s.write(note=note, detail={"notice": notice})


def mark_reported(case: Case, at: datetime) -> None:
    """R8: the petition carries the mark of the first report to the police, whatever its state."""
    Petition.objects.filter(pk=case.pk, mandatory_reported_at=None).update(mandatory_reported_at=at)


def enrol() -> None:
    """Called once when the app is ready."""
    reports.marks(mark_reported)


def urgent_report(
    case: Case,
    *,
    told: Sequence[urgent.Body],
    channel: str,
    told_at: datetime,
    receipt: str = "",
    note: str,
    by: User,
    at: datetime | None = None,
) -> Event:
    """A grave or urgent matter was reported (art. 25); the obligation ends when party committee and government know."""
    require(note, "note", _("Write what was said."))
    with step(case, "urgent_report", by=by, at=at) as s:
        vault = Vault.of(s.case)
        urgent.enter(
            s.case, told, channel=channel, told_at=told_at, receipt=receipt, vault=vault, by=by, at=s.at
        )
        if not urgent.missing(s.case):
            s.petition.urgent_reported_at = s.petition.urgent_reported_at or s.at
            s.meet("petition.urgent_report")
        return s.write(note=f"{urgent.names(told)}\n{note}", vault=vault)
