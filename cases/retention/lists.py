"""Coded lists of keeping and destroying, with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kept(TextChoices):
    """Kinds of record with a period of their own; a matter of several kinds is kept for the longest."""

    OPINION = "opinion", _("petition with a written opinion")
    PETITION = "petition", _("petition without a written opinion")
    MEDIATION = "mediation", _("mediation file")
    VIOLENCE = "violence", _("matter of domestic violence")
    CHILD = "child", _("matter of a child")
    CONSULTATION = "consultation", _("advice to somebody without a name")
    PROCESS_NOTE = "process_note", _("process note of a counsellor")
    ACCUSATION = "accusation", _("accusation")
    AUDIT = "audit", _("audit and access log")


class Fate(TextChoices):
    """What happens when the period is over."""

    APPRAISE = "appraise", _("appraised, then destroyed by two people")
    DELETE = "delete", _("deleted by the house itself")


class Bar(TextChoices):
    """Why a matter is not destroyed although its period is over."""

    OPEN = "open", _("it is not closed")
    CLOCK = "clock", _("a period still runs in it")
    REQUEST = "request", _("a request about personal data is not done")
    HOLD = "hold", _("it is held")
    ORDER = "order", _("an order is under way")
    REVIEW = "review", _("a review is not done")
    CHILD = "child", _("the child is not of age")
    MERGED = "merged", _("the matter it was merged into is open")


class DestructionState(TextChoices):
    """Where a list of destruction stands (domain.md §6.9)."""

    DRAWN_UP = "drawn_up", _("drawn up, to be appraised")
    APPRAISED = "appraised", _("appraised, to be confirmed by somebody else")
    DESTROYED = "destroyed", _("destroyed")
    CALLED_OFF = "called_off", _("called off, everything is kept")


class ActionState(TextChoices):
    """What becomes of one matter of a list."""

    DUE = "due", _("to be destroyed")
    KEPT = "kept", _("kept further")
    DESTROYED = "destroyed", _("destroyed")
    TRANSFERRED = "transferred", _("put on a list for the archive")


class Shut(TextChoices):
    """Why a matter is only stored (个人信息保护法 art. 47)."""

    LIST = "list", _("it is on a list of destruction")
    LAW = "law", _("the law asks for keeping, and it is needed for nothing else")
    TECHNICAL = "technical", _("deleting is technically not possible yet")


class TransferState(TextChoices):
    """Where a list for the archive stands (domain.md §2.10)."""

    DRAWN_UP = "drawn_up", _("drawn up, to be taken to the archive")
    RECEIVED = "received", _("received by the archive")
    CALLED_OFF = "called_off", _("called off, nothing goes to the archive")


class HandedState(TextChoices):
    """What becomes of one matter of a list for the archive."""

    LISTED = "listed", _("to be handed over")
    STRUCK = "struck", _("taken off the list")
    HANDED = "handed", _("with the archive")
    RETURNED = "returned", _("given back by the archive")
