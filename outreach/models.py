"""Index of the models of every feature; nothing else."""

from outreach.needs.models import NeedCount, NeedsSheet, NeedWords
from outreach.visits.models import VisitRound

__all__ = ["NeedCount", "NeedWords", "NeedsSheet", "VisitRound"]
