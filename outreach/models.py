"""Index of the models of every feature; nothing else."""

from outreach.health.insurance.models import InsuranceClaimHelp, InsuranceEnrolment, InsurancePlan
from outreach.health.relief.models import (
    CancerReliefApplication,
    ReliefClaim,
    ReliefLook,
    ReliefPapers,
    ReliefRecusal,
    ReliefRefusal,
    ReliefStep,
    ReliefWindow,
)
from outreach.health.screening.models import ScreeningCount, ScreeningRound, ScreeningSlot
from outreach.health.treatment.models import TreatmentContinuityFollowUp, TreatmentLook
from outreach.needs.models import NeedCount, NeedsSheet, NeedWords
from outreach.visits.models import VisitRound

__all__ = [
    "CancerReliefApplication",
    "InsuranceClaimHelp",
    "InsuranceEnrolment",
    "InsurancePlan",
    "NeedCount",
    "NeedWords",
    "NeedsSheet",
    "ReliefClaim",
    "ReliefLook",
    "ReliefPapers",
    "ReliefRecusal",
    "ReliefRefusal",
    "ReliefStep",
    "ReliefWindow",
    "ScreeningCount",
    "ScreeningRound",
    "ScreeningSlot",
    "TreatmentContinuityFollowUp",
    "TreatmentLook",
    "VisitRound",
]
