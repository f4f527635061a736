"""Index of the models of every feature; nothing else."""

from outreach.beneficiaries.models import Beneficiary
from outreach.campaigns.activity import (
    Activity,
    ActivityPartner,
    Coming,
    Photo,
    Publicity,
    Speaker,
    Supply,
)
from outreach.campaigns.models import Campaign, CampaignPartner, CampaignVillage
from outreach.campaigns.surveys import SurveySheet, SurveyTally
from outreach.campaigns.teaching import TeachingCase
from outreach.donations.models import Account, Entry, Gift, MoneyRoute, Posting
from outreach.families.judging import FamilyDiscussion, FamilyList, FamilyListed, FamilyObjection, JuryMark
from outreach.families.models import AwardRound, FamilyNomination, FamilyPerson
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
from outreach.pairings.models import CareConcern, CareLog, ProgressCard, SupportPairing
from outreach.partners.models import CooperationAgreement
from outreach.supporters.models import Supporter
from outreach.visits.models import VisitRound

__all__ = [
    "Activity",
    "ActivityPartner",
    "Campaign",
    "CampaignPartner",
    "CampaignVillage",
    "Coming",
    "CooperationAgreement",
    "NeedCount",
    "NeedWords",
    "NeedsSheet",
    "Photo",
    "Publicity",
    "Speaker",
    "Supply",
    "SurveySheet",
    "SurveyTally",
    "TeachingCase",
    "VisitRound",
]
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
