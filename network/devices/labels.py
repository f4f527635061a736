"""What a phone is called on a list: what its browser says of itself, in a few plain words. A table."""

from uuid import UUID, uuid5

from django.utils.translation import gettext as _

KNOWN = (
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def label_of(agent: str) -> str:
    """For example `Android, WeChat`; a plain word when it says nothing known."""
    system = next((word for sign, word in KNOWN if sign in agent), _("handset"))
    return f"{system}, {_('WeChat')}" if "MicroMessenger" in agent else system


def mark_of(text: str) -> UUID | None:
    """The number a phone gives itself, as it says it in a header or a cookie."""
    try:
        return UUID(text)
    except ValueError:
        return None


def holder_of(user: int) -> str:
    """What a phone calls a person: no name and no number of an account; it stays when the secret changes."""
    return str(uuid5(UUID(int=0), f"outbox {user}"))
