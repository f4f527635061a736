"""Who advises: licence, term and hours; entered by the desk, hours also by the expert herself."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.duty.rota.models import Availability, AvailabilityException, Expert, ExpertKind
from network.duty.rota.queue import Desk
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock


@dataclass(frozen=True)
class Papers:
    """What proves that she may: licence and firm of an adviser, qualification of a counsellor, the term of both."""

    term_from: date
    term_until: date
    licence_no: str = ""
    licence_until: date | None = None
    firm: str = ""
    qualification: str = ""


def _check(kind: str, papers: Papers) -> None:
    if papers.term_until < papers.term_from:
        raise Refusal("term_until", _("The term ends after it begins."))
    if kind == ExpertKind.LEGAL_ADVISER and not (papers.licence_no.strip() and papers.licence_until):
        raise Refusal("licence_no", _("A legal adviser has a licence number and its last day."))
    if kind == ExpertKind.COUNSELLOR and not papers.qualification.strip():
        raise Refusal("qualification", _("A counsellor has a qualification."))


@transaction.atomic
def enter_expert(user: User, *, unit: Unit, papers: Papers, by: User, at: datetime | None = None) -> Expert:
    """Somebody whose post at the unit is legal adviser or counsellor; the post says which."""
    gate.require(rest.of(by), "keep_rota", Desk(unit))
    day = clock.local_date(at or clock.now())
    posts = Appointment.objects.on(day).filter(user=user, unit=unit, role__in=ExpertKind.values)
    post = posts.order_by("pk").first()
    if post is None:
        raise Refusal("user", _("She holds no post as legal adviser or counsellor at this unit."))
    _check(post.role, papers)
    if Expert.objects.filter(user=user, unit=unit, kind=post.role).exists():
        raise Refusal("user", _("She stands on the list already."))
    return Expert.objects.create(user=user, unit=unit, kind=post.role, entered_by=by, **vars(papers))


@transaction.atomic
def renew(expert: Expert, papers: Papers, *, by: User) -> Expert:
    """A new licence, a new term."""
    gate.require(rest.of(by), "keep_rota", Desk(expert.unit))
    _check(expert.kind, papers)
    for name, value in vars(papers).items():
        setattr(expert, name, value)
    expert.save(update_fields=list(vars(papers)))
    return expert


def _require_hers(expert: Expert, by: User) -> None:
    scope = rest.of(by)
    if expert.user_id != by.pk:
        gate.require(scope, "keep_rota", Desk(expert.unit))


@transaction.atomic
def set_hours(expert: Expert, hours: dict[int, tuple[time, time] | None], *, by: User) -> None:
    """The hours of her week: one stretch for each weekday, or none."""
    _require_hers(expert, by)
    for weekday, stretch in hours.items():
        if stretch and stretch[1] <= stretch[0]:
            raise Refusal(f"ends_{weekday}", _("The hours end after they begin."))
    Availability.objects.filter(expert=expert).delete()
    Availability.objects.bulk_create(
        Availability(
            expert=expert, unit_id=expert.unit_id, weekday=weekday, begins=stretch[0], ends=stretch[1]
        )
        for weekday, stretch in hours.items()
        if stretch
    )


@transaction.atomic
def set_exception(
    expert: Expert, *, day: date, begins: time | None = None, ends: time | None = None, by: User
) -> AvailabilityException:
    """One day that is different: away all day, or free at these hours. A later word replaces the earlier one."""
    _require_hers(expert, by)
    if (begins is None) != (ends is None) or (begins and ends and ends <= begins):
        raise Refusal("ends", _("Write both hours, the later one second, or none for a day away."))
    AvailabilityException.objects.filter(expert=expert, day=day).delete()
    return AvailabilityException.objects.create(
        expert=expert, unit_id=expert.unit_id, day=day, begins=begins, ends=ends
    )
