"""Guardian's bases, re-exported: the one place below `casefile/sharing.py` that knows the library."""

from guardian.models import UserObjectPermissionBase

__all__ = ["UserObjectPermissionBase"]
