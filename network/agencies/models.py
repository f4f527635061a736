"""The bodies a federation works with (职能部门), and who answers there: a liaison and a fallback."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.agencies.queries import AgencyQuerySet
from network.units.models import Unit


class AgencyKind(models.TextChoices):
    """What a body is; a sentence to somebody without the right names the kind and nothing else."""

    COURT = "court", _("court")
    PROSECUTOR = "prosecutor", _("prosecutor")
    POLICE = "police", _("police")
    JUSTICE = "justice", _("justice bureau and legal aid")
    CIVIL_AFFAIRS = "civil_affairs", _("civil affairs")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health authority")
    LABOUR = "labour", _("human resources and social security")
    UNION = "union", _("trade union")
    AGRICULTURE = "agriculture", _("agriculture and rural affairs")
    DISCIPLINE = "discipline", _("discipline inspection and supervision")
    COMMITTEE = "committee", _("working committee on women and children")
    GOVERNMENT = "government", _("people's government")
    PARTY = "party", _("party committee")
    PETITIONS = "petitions", _("petition office")
    HOSPITAL = "hospital", _("hospital")
    SHELTER = "shelter", _("shelter")
    CHARITY = "charity", _("charity")
    LEAGUE = "league", _("youth league")
    SCHOOL = "school", _("school")
    INSURER = "insurer", _("insurer")
    OTHER = "other", _("other body")


# Without these a division cannot urge, report or guide anybody: missing ones stand on the list as gaps.
WANTED = (
    *(AgencyKind.POLICE, AgencyKind.COURT, AgencyKind.JUSTICE, AgencyKind.CIVIL_AFFAIRS),
    *(AgencyKind.COMMITTEE, AgencyKind.GOVERNMENT, AgencyKind.PARTY),
)


class ContactSeat(models.TextChoices):
    """Who is called first, and who when she does not answer."""

    LIAISON = "liaison", _("liaison")
    FALLBACK = "fallback", _("fallback")


class Agency(models.Model):
    """One body for one division; kept by the officers of the federation of that division (item 55)."""

    id = models.AutoField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agencies", verbose_name=_("division"))
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=80)
    address = models.CharField(pgettext_lazy("thing", "address"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    duty_hours = models.CharField(_("duty hours"), max_length=80, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        """By kind within a division; a name stands once in it."""

        verbose_name = _("body")
        verbose_name_plural = _("bodies and contacts")
        ordering = ["unit__level", "unit__code", "kind", "name"]
        constraints = [models.UniqueConstraint("unit", "name", name="agency_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def directions(self) -> str:
        """Name, address, phone and hours in one line, for a notice."""
        return "，".join(part for part in (self.name, self.address, self.phone, self.duty_hours) if part)

    def holder(self, seat: str, *, on: date) -> "AgencyContact | None":
        """Who answers there on a day; asks nothing when contacts are prefetched."""
        return next((c for c in self.contacts.all() if c.seat == seat and c.serves(on)), None)


class AgencyContact(models.Model):
    """A person of the body in her office, from one day to another."""

    id = models.AutoField(primary_key=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts", verbose_name=_("body"))
    seat = models.CharField(_("seat"), max_length=10, choices=ContactSeat.choices)
    name = models.CharField(_("name"), max_length=40)
    phone = models.CharField(_("phone"), max_length=40)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        """One open holder of each seat."""

        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-seat", "-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="contact_dates"
            ),
            models.UniqueConstraint(
                "agency", "seat", condition=Q(ends_on__isnull=True), name="contact_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_seat_display()}"

    def serves(self, on: date) -> bool:
        """Whether she holds the seat on that day."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)
