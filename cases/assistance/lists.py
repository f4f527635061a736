"""Coded lists of rights assistance, with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssistanceKind(TextChoices):
    """What the law lets a federation do beside a petition; each is a row of `KINDS`."""

    HARASSMENT = "harassment", _("complaint of sexual harassment, she is accompanied")
    LAND = "land", _("land and membership of a married, divorced or widowed woman")
    GUARDIAN = "guardian", _("application to revoke or appoint a guardian")
    LAWSUIT = "lawsuit", _("support of her lawsuit")
    INTERVIEW = "interview", _("an employer puts right after a joint interview")
    TRAFFICKING = "trafficking", _("report of a woman bought and sold")


class AssistanceState(TextChoices):
    """How far it is."""

    ASKED = "asked", _("assistance asked for")
    UNDER_WAY = "under_way", _("assistance under way")
    RECORDED = "recorded", _("result in writing recorded")
    CLOSED = "closed", _("assistance closed")
    REFUSED = "refused", _("assistance refused")
    CALLED_OFF = "called_off", _("assistance called off")


class AssistanceOutcome(TextChoices):
    """What the paper says, seen from what she asked for."""

    GRANTED = "granted", _("as she asked")
    PARTLY = "partly", _("in part as she asked")
    NOT_GRANTED = "not_granted", _("not as she asked")


class CalledOffFor(TextChoices):
    """Why it ends before a result."""

    HER_WISH = "her_wish", _("she does not want it any more")
    PUT_RIGHT = "put_right", _("it was put right before")
    MISTAKE = "mistake", _("assistance opened by mistake")
    MATTER_ENDED = "matter_ended", _("its matter has ended")
