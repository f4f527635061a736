"""Index of the models of every feature; nothing else."""

from outreach.families.judging import FamilyDiscussion, FamilyList, FamilyListed, FamilyObjection, JuryMark
from outreach.families.models import AwardRound, FamilyNomination, FamilyPerson
from outreach.needs.models import NeedCount, NeedsSheet, NeedWords
from outreach.visits.models import VisitRound

__all__ = [
    "AwardRound",
    "FamilyDiscussion",
    "FamilyList",
    "FamilyListed",
    "FamilyNomination",
    "FamilyObjection",
    "FamilyPerson",
    "JuryMark",
    "NeedCount",
    "NeedWords",
    "NeedsSheet",
    "VisitRound",
]
