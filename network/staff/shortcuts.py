"""Whether keys act by themselves for her (WCAG 2.1.4): her own choice, wherever she signs in."""

from django.db import transaction

from network.access import rest
from network.audit import record
from network.audit.models import Action
from network.staff.models import User


@transaction.atomic
def switch_shortcuts(*, on: bool, by: User) -> User:
    """Her own keys, on or off; nobody chooses for somebody else."""
    user = User.objects.select_for_update().get(pk=rest.of(by).user_id)
    user.has_shortcuts = on
    user.save(update_fields=["has_shortcuts"])
    record.event(Action.CHANGE, by=by, subject=("user", user.pk), detail={"what": "shortcuts", "on": on})
    return user
