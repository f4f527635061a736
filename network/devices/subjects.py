"""How phones answer clocks and messages. A phone is no matter and nothing of a person stands in it, so nobody is barred."""

from datetime import datetime
from uuid import UUID

from network.deadlines import subjects
from network.devices.models import Device
from network.devices.verbs import SUBJECT
from network.notifications import pages


def nobody(pairs: list[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Whom a message must not reach."""
    return set()


def lend_nothing(loans: list[tuple[UUID, int, datetime]]) -> None:
    """Whoever is called by the ladder sees the phone by her post already."""


def enrol() -> None:
    """Fill the registries; called once when the app is ready."""
    kind = subjects.SubjectKind(SUBJECT, barred=nobody, lend_cards=lend_nothing, says="device_quiet")
    subjects.register(kind)
    pages.register(SUBJECT, pages.Page("device", pages.among(Device.objects.visible_to)))
