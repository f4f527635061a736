"""A worry told on a round becomes a matter by the one intake: the report knows from which round she comes."""

from uuid import UUID

from django.utils.translation import gettext as _

from network.access.scope import Scope
from outreach.visits.models import VisitRound


def told_on(row_id: UUID, scope: Scope) -> str:
    """What the form says of the round; "" for one on which she was not."""
    found = VisitRound.objects.visible_to(scope).filter(pk=row_id).exclude(begun_at=None)
    row = found.select_related("unit").first()
    if row is None or scope.user_id not in (row.doer_id, row.companion_id):
        return ""
    return _("Told on your round in %(place)s.") % {"place": row.unit.short_name}
