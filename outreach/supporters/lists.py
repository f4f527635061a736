"""What is chosen about supporters and never typed. A table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.units.models import Level

SUPPORTER_LEVELS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


class SupporterKind(models.TextChoices):
    """爱心人士 (domain.md items 64, 71): who she is in public life; a caring mother comes near a child herself."""

    CADRE = "cadre", _("cadre of an office")
    NPC_DEPUTY = "npc_deputy", _("deputy of a people's congress")
    CPPCC_MEMBER = "cppcc_member", _("member of the CPPCC")
    ENTREPRENEUR = "entrepreneur", _("entrepreneur")
    CARING_MOTHER = "caring_mother", _("caring mother")
    OTHER = "other", _("another supporter")


class WhyGone(models.TextChoices):
    """Why she supports no longer."""

    WISH = "wish", _("her own wish")
    MOVED = "moved", _("moved away")
    CHECK = "check", _("no check that holds")
    CONSENT = "consent", _("takes her consent back: what names her is deleted")
