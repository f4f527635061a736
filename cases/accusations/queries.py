"""Which accusations a scope reads, and which receipts are hers. Row security repeats both."""

from django.db.models import Exists, OuterRef, QuerySet

from cases.accusations.models import Accusation, AccusationReader, AccusationReceipt
from network.access.scope import Scope


def readable_by(scope: Scope) -> QuerySet[Accusation]:
    """Those in which she has a seat, never one about herself; nothing for somebody whose post cannot read."""
    if not scope.may("read_accusation"):
        return Accusation.objects.none()
    seats = AccusationReader.objects.filter(
        accusation_id=OuterRef("pk"), user_id=scope.user_id, until_at=None
    )
    rows = Accusation.objects.filter(Exists(seats)).exclude(accused_user_id=scope.user_id)
    return rows.exclude(namesakes__contains=scope.user_id)


def open_of(scope: Scope) -> int:
    """How many of hers are open; asks nothing for somebody whose post cannot read."""
    return readable_by(scope).filter(closed_at=None).count() if scope.may("read_accusation") else 0


def seats_read_by(scope: Scope) -> QuerySet[AccusationReader]:
    """The seats of what she still reads."""
    return AccusationReader.objects.filter(accusation__in=readable_by(scope))


def receipts_of(scope: Scope) -> QuerySet[AccusationReceipt]:
    """What she registered: number and day."""
    return AccusationReceipt.objects.filter(registered_by_id=scope.user_id).order_by("-opened_at")
