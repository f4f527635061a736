"""Coded lists of matters of children, with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReadReason(TextChoices):
    """Why somebody must read names and story of a child's matter. A list, so that nothing of it stands in a log."""

    HANDLING = "handling", _("to take the next step of the matter")
    SAFETY = "safety", _("to see whether the child is safe")
    REPORT = "report", _("to make or complete the mandatory report")
    GUARDIAN = "guardian", _("to reach the guardian or the child")
    AGENCY = "agency", _("another body needs what the law lets it have")
    CHECKING = "checking", _("to check how the matter is handled")


class GrantSource(TextChoices):
    """How leave came about."""

    ASKED = "asked", _("asked for")
    DANGER = "danger", _("danger: opened at once, told to the leader")


class GrantState(TextChoices):
    """Where a leave stands; computed from its moments."""

    WAITING = "waiting", _("waits for the leader")
    REFUSED = "refused", _("leave refused")
    LIVE = "live", _("may be read now")
    ENDED = "ended", _("leave has ended")


class ReviewFound(TextChoices):
    """What the leader found when she looked at a leave that danger had opened."""

    NEEDED = "needed", _("it was needed")
    NOT_NEEDED = "not_needed", _("it was not needed; talked over with her")
