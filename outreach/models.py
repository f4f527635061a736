"""Index of the models of every feature; nothing else."""

from outreach.beneficiaries.models import Beneficiary
from outreach.campaigns.activity import (
    Activity,
    ActivityCorrection,
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
from outreach.families.offered import FamilyOffer
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
from outreach.threezero.models import Evidence, PledgeCampaign, SafeFamilyProgramme, ThreeZeroAssessment
from outreach.visits.models import VisitRound

__all__ = [
    "Account",
    "Activity",
    "ActivityCorrection",
    "ActivityPartner",
    "AwardRound",
    "Beneficiary",
    "Campaign",
    "CampaignPartner",
    "CampaignVillage",
    "CancerReliefApplication",
    "CareConcern",
    "CareLog",
    "Coming",
    "CooperationAgreement",
    "Entry",
    "Evidence",
    "FamilyDiscussion",
    "FamilyList",
    "FamilyListed",
    "FamilyNomination",
    "FamilyObjection",
    "FamilyOffer",
    "FamilyPerson",
    "Gift",
    "InsuranceClaimHelp",
    "InsuranceEnrolment",
    "InsurancePlan",
    "JuryMark",
    "MoneyRoute",
    "NeedCount",
    "NeedWords",
    "NeedsSheet",
    "Photo",
    "PledgeCampaign",
    "Posting",
    "ProgressCard",
    "Publicity",
    "ReliefClaim",
    "ReliefLook",
    "ReliefPapers",
    "ReliefRecusal",
    "ReliefRefusal",
    "ReliefStep",
    "ReliefWindow",
    "SafeFamilyProgramme",
    "ScreeningCount",
    "ScreeningRound",
    "ScreeningSlot",
    "Speaker",
    "Supply",
    "SupportPairing",
    "Supporter",
    "SurveySheet",
    "SurveyTally",
    "TeachingCase",
    "ThreeZeroAssessment",
    "TreatmentContinuityFollowUp",
    "TreatmentLook",
    "VisitRound",
]
