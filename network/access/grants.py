"""Guardian's bases, re-exported: the one place below `casefile/sharing.py` that knows the library."""

from guardian.models import UserObjectPermissionAbstract

__all__ = ["UserObjectPermissionAbstract"]
