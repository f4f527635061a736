"""Index of the models of every feature; nothing else."""

from outreach.beneficiaries.models import Beneficiary
from outreach.donations.models import Account, Entry, Gift, MoneyRoute, Posting
from outreach.needs.models import NeedCount, NeedsSheet, NeedWords
from outreach.pairings.models import CareConcern, CareLog, ProgressCard, SupportPairing
from outreach.supporters.models import Supporter
from outreach.visits.models import VisitRound

__all__ = [
    "Account",
    "Beneficiary",
    "CareConcern",
    "CareLog",
    "Entry",
    "Gift",
    "MoneyRoute",
    "NeedCount",
    "NeedWords",
    "NeedsSheet",
    "Posting",
    "ProgressCard",
    "SupportPairing",
    "Supporter",
    "VisitRound",
]
