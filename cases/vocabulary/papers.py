"""States of papers and proposals: coded lists with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Delivery(TextChoices):
    """How a paper reached the petitioner; chosen, never typed."""

    IN_PERSON = "in_person", _("handed over in person")
    ON_THE_SPOT = "on_the_spot", _("handed over on the spot")
    SAFE_WAY = "safe_way", _("sent the safe way she chose")
    POST = "post", _("sent by post")


class PaperState(TextChoices):
    """How far a paper has come."""

    DRAFT = "draft", _("draft paper")
    APPROVED = "approved", _("approved by the leader")
    ISSUED = "issued", _("issued with a number")
    DELIVERED = "delivered", _("delivered to the addressee")
    REVOKED = "revoked", _("taken back")
    REPLACED = "replaced", _("replaced by a new one")


class ProposalState(TextChoices):
    """How far a proposal to a department has come."""

    DRAFTED = "drafted", _("proposal drafted")
    SENT = "sent", _("sent to the department")
    REPLIED = "replied", _("the department replied")
    CLOSED = "closed", _("proposal closed")


class Adoption(TextChoices):
    """What the department did with a proposal (信访工作条例 art. 41)."""

    ADOPTED = "adopted", _("adopted")
    PARTLY = "partly", _("partly adopted")
    NOT_ADOPTED = "not_adopted", _("not adopted")
