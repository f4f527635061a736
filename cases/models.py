"""Index of the models of every feature; nothing else."""

from cases.casefile.models import (
    AccessRequest,
    Attachment,
    Case,
    CaseAccess,
    CaseKey,
    Event,
    Narrative,
    NumberSeries,
    Recusal,
)
from cases.people.models import Person, SafeContact
from cases.petitions.models import HandlingOpinion, Petition

__all__ = [
    "AccessRequest",
    "Attachment",
    "Case",
    "CaseAccess",
    "CaseKey",
    "Event",
    "HandlingOpinion",
    "Narrative",
    "NumberSeries",
    "Person",
    "Petition",
    "Recusal",
    "SafeContact",
]
