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
    USED = "used", _("was read, may still be read")
    ENDED = "ended", _("leave has ended")


class ReviewFound(TextChoices):
    """What the leader found when she looked at a leave that danger had opened."""

    NEEDED = "needed", _("it was needed")
    NOT_NEEDED = "not_needed", _("it was not needed; talked over with her")


class Relation(TextChoices):
    """Who the guardian is to the child (民法典 art. 27)."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GRANDPARENT = "grandparent", _("grandparent")
    SIBLING = "sibling", _("elder brother or sister")
    RELATIVE = "relative", _("another relative or friend who agreed")
    BODY = "body", _("village or residents' committee, or civil affairs")


class Behaviour(TextChoices):
    """不良行为: the eight concrete items of 预防未成年人犯罪法 art. 28, and nothing else. No label, no tendency."""

    SMOKING = "smoking", _("smokes or drinks")
    TRUANCY = "truancy", _("misses school again and again, runs away from it")
    AWAY = "away", _("stays out at night without reason, runs away from home")
    INTERNET = "internet", _("is lost in the internet")
    COMPANY = "company", _("keeps company with people of bad habits, joins or forms a group that misbehaves")
    PLACES = "places", _("goes to places that the law closes to minors")
    GAMBLING = "gambling", _("gambles in any form, or takes part in superstitious or cult activities")
    MEDIA = "media", _("reads, watches or hears what is obscene, violent, terrorist or extreme")


class BehaviourSource(TextChoices):
    """From whom it is known; hearsay is none of them, and neither is a record of the police or a court."""

    OWN_WORDS = "own_words", _("the child's own words")
    GUARDIAN = "guardian", _("the guardian asked for help")
    SEEN = "seen", _("seen by a colleague herself")
    SCHOOL = "school", _("the school told us")
