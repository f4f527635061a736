"""The city's list of named readers: kept by the security administrator, who reads no accusation herself."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cases.accusations.models import ListedReader, ReaderTie
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import roles_that
from network.staff.appointments import scope_of
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock


def city_of(user: User) -> Unit:
    """Where she keeps the list."""
    post = user.appointments.on(clock.today()).filter(role="security_admin").select_related("unit").first()
    if post is None:
        raise Refusal("role", _("Your post does not include this step."))
    return post.unit


def able_in(city: Unit, *, on: date) -> list[User]:
    """Who holds a post whose role may read, in the city and not on the list yet."""
    people = User.objects.filter(is_active=True, appointments__unit__city_id=city.pk).distinct()
    listed = set(ListedReader.objects.filter(city=city, ended_at=None).values_list("user_id", flat=True))
    return [
        person
        for person in people.order_by("display_name", "pk").filter(appointments__role__in=_roles())
        if person.pk not in listed and scope_of(person, on=on).may("read_accusation")
    ]


def _roles() -> list[str]:
    return roles_that("read_accusation")


@transaction.atomic
def list_reader(user: User, *, city: Unit, by: User) -> ListedReader:
    """Put somebody at the end of the list."""
    gate.require(rest.of(by), "keep_readers")
    if not scope_of(user).may("read_accusation"):
        raise Refusal("user", _("Her post does not allow her to read what is entrusted by name."))
    if ListedReader.objects.filter(city=city, user=user, ended_at=None).exists():
        raise Refusal("user", _("She is on the list already."))
    last = ListedReader.objects.filter(city=city).aggregate(last=Max("rank"))["last"] or 0
    return ListedReader.objects.create(
        city=city, user=user, rank=last + 1, listed_by=by, listed_at=clock.now()
    )


@transaction.atomic
def unlist_reader(listed: ListedReader, *, by: User) -> None:
    """Nobody is asked to read from this moment on; what she reads already stays with her."""
    gate.require(rest.of(by), "keep_readers")
    ListedReader.objects.filter(pk=listed.pk, ended_at=None).update(ended_at=clock.now())


@transaction.atomic
def declare_tie(listed: ListedReader, *, relative: User, by: User) -> None:
    """A relative of hers among the staff, as she declared it (art. 28(3)); declaring twice is harmless."""
    gate.require(rest.of(by), "keep_readers")
    if relative.pk == listed.user_id:
        raise Refusal("relative", _("Please choose somebody else."))
    ReaderTie.objects.get_or_create(listed=listed, relative=relative)
