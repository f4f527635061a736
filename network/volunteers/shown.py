"""How a page looks to its reader: in which frame, and whose name stands in clear: for those who keep the volunteers of her unit, those who serve with her, and herself.

Whoever only looks on from above reads 何*芳 (志愿服务条例: what is known of a volunteer is not passed about).
"""

from network.access import gate
from network.access.scope import Scope
from network.units.models import Level
from network.volunteers.frame import Hers
from network.volunteers.models import Volunteer
from sisterhood.lib.masking import mask_name


def named(row: Volunteer, scope: Scope) -> str:
    """Her name as this reader sees it."""
    is_hers = row.user_id is not None and row.user_id == scope.user_id
    beside = not scope.may("see_volunteers")  # then she sees only those who serve with her
    if is_hers or beside or gate.ask(scope, "keep_volunteer", Hers(row.unit, row.user_id)):
        return str(row)
    return mask_name(row.name) if row.name else str(row)


def frame_of(scope: Scope) -> str:
    """The frame of the phone for whoever works at a station alone."""
    on_phone = bool(scope.posts) and all(post.level == Level.HAMLET for post in scope.posts)
    return "base_phone.html" if on_phone else "base.html"
