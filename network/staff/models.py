"""People who sign in, and the posts they hold at units from one date to another."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.access.roles import ADMIN_ROLES, ROLE_CHOICES
from network.units.models import Unit
from sisterhood.lib.initials import InitialsField


class UserAccounts(BaseUserManager["User"]):
    """How accounts are made; `create_superuser` is refused: nobody is above the walls."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """User names are compared without regard to case."""
        return self.get(username__iexact=username)

    def create_user(self, username: str, *, display_name: str, password: str | None = None) -> "User":
        """A new account with a password that must be changed at first sign-in."""
        user = self.model(username=username.strip().lower(), display_name=display_name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff, a station head, an expert or an administrator."""

    username = models.CharField(
        _("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    display_name = models.CharField(_("name"), max_length=60)
    initials = InitialsField(of="display_name", of_a_person=True)
    has_shortcuts = models.BooleanField(default=True, db_default=True)
    work_phone = models.CharField(_("office phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("must change password"), default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserAccounts()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        """Accounts are listed by name."""

        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_staff(self) -> bool:
        """Whether Django admin lets her in: the three administrators only."""
        return self.is_active and any(a.role in ADMIN_ROLES for a in self.live_posts)

    @property
    def live_posts(self) -> list["Appointment"]:
        """Her posts of today, read once for each request object."""
        if not hasattr(self, "_live_posts"):
            self._live_posts = list(self.appointments.on(timezone.localdate()).select_related("unit"))
        return self._live_posts

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """Admin rights come from the roles table; objects are never answered here."""
        return obj is None and any(perm in ADMIN_ROLES.get(a.role, ()) for a in self.live_posts)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether any admin right of hers belongs to the app."""
        return any(
            perm.startswith(f"{app_label}.") for a in self.live_posts for perm in ADMIN_ROLES.get(a.role, ())
        )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Questions about many posts; each takes the day."""

    def on(self, day: date) -> "AppointmentQuerySet":
        """Posts held on that day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Appointment(models.Model):
    """A person in a role at a unit, from one day to another (items 10, 21, 22)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=30, choices=ROLE_CHOICES)
    is_primary = models.BooleanField(
        _("supervising leader or designated officer of the unit"),
        default=True,
        help_text=_("reminders and rungs of the ladder go to this holder of the role"),
    )
    is_deputy = models.BooleanField(_("deputy"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    appointed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        """At most one open primary holder for each role at a unit."""

        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="appointment_dates"
            ),
            models.UniqueConstraint(
                "unit",
                "role",
                condition=Q(is_primary=True, ends_on__isnull=True),
                name="appointment_one_primary",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="appointment_unit_role")]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class HandOverReason(models.TextChoices):
    """Why work changes hands; chosen, so that nothing personal is typed."""

    MATERNITY = "maternity", _("maternity leave")
    SICKNESS = "sickness", _("sick leave")
    LEAVE = "leave", _("leave")
    ROTATION = "rotation", _("new post in the network")
    LEAVES = "leaves", _("leaves the network")
    TERM = "term", _("end of term")
    BALANCE = "balance", _("to share the work")


class HandOver(models.Model):
    """All open work of one person given to another in one reviewed step."""

    from_user = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    counts = models.JSONField(default=dict)

    class Meta:
        """Newest first."""

        ordering = ["-at"]
