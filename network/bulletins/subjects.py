"""Where a message about a bulletin leads: to the page of its reader."""

from network.bulletins.frame import SUBJECT
from network.bulletins.models import Bulletin
from network.notifications import pages


def enrol() -> None:
    """Called once when the app is ready."""
    pages.register(SUBJECT, pages.Page("notice_read", pages.among(Bulletin.objects.visible_to)))
