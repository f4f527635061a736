"""What is chosen about campaigns and activities and never typed (domain.md §1.3–1.7, items 39–47, 65–70, 79–84, 95, 103–106). A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignKind(TextChoices):
    """What a campaign is about."""

    HEALTH = "health_rights", _("health and rights go to the villages")
    LAW = "law", _("law for women and children")
    NO_VIOLENCE = "anti_dv", _("no violence at home")
    NO_DRUGS = "anti_drug", _("keeping away from drugs")
    MINORS = "minor_moral", _("moral education of minors")
    CHILDREN = "children_joint", _("care for children, with partners")
    MIND = "mental_health", _("a healthy mind")
    VIRTUE = "family_virtue", _("good ways of families")
    CARE = "family_care", _("care among relatives")
    OTHER = "other", _("another campaign")


class Series(TextChoices):
    """The named series (item 65)."""

    BRIDGE = "bridge", _("Bridge of hearts")
    UMBRELLA = "umbrella", _("Umbrella of care")
    PATH = "path", _("Path of growing up")


class ActivityKind(TextChoices):
    """What is done on one day in one place."""

    LECTURE = "lecture", _("lecture")
    LAW_TALK = "law_talk", _("law talk")
    FREE_CLINIC = "free_clinic", _("free clinic")
    HEALTH_CHECK = "health_check", _("free health check")
    MEDICAL = "medical_outreach", _("doctors and medicine to the village")
    NO_VIOLENCE = "anti_dv", _("publicity against violence at home")
    NO_DRUGS = "anti_drug", _("publicity against drugs")
    CHILDREN = "children_day", _("children's day event with partners")
    MINORS = "minor_moral", _("moral education of minors, event")
    CARE = "family_care", _("care among relatives, event")
    VIRTUE = "family_virtue", _("good ways of families, event")
    MIND = "mental_health", _("talk about a healthy mind")
    OTHER = "other", _("another activity")


class Topic(TextChoices):
    """What it was about; the report counts by it."""

    PHYSIOLOGY = "female_physiology", _("the body of a woman")
    GYNAECOLOGY = "gynaecological_disease", _("common women's diseases")
    SCREENING = "screening_and_prevention", _("screening and prevention")
    HIV = "hiv_prevention", _("prevention of HIV")
    SELF_CARE = "self_care", _("caring for one's own health")
    MIND = "mental_health", _("a healthy mind, topic")
    RIGHTS = "rights_law", _("rights of women and children in law")
    NO_VIOLENCE = "anti_dv", _("no violence at home, topic")
    MINORS_LAW = "minors_law", _("law that keeps minors from crime")
    MORAL = "minor_moral", _("moral education of minors, topic")
    NO_DRUGS = "anti_drug", _("harm of drugs")
    EQUALITY = "equality", _("equality of women and men")
    OLD_AND_YOUNG = "old_and_young", _("respect for the old, care for the young")
    NEIGHBOURS = "neighbours", _("good neighbours")
    PARENTING = "parenting", _("raising children, topic")
    OTHER = "other", _("another topic")


class SpeakerKind(TextChoices):
    """Who speaks or examines."""

    DOCTOR = "doctor", _("doctor or nurse")
    LAWYER = "lawyer", _("lawyer")
    COUNSELLOR = "counsellor", _("counsellor, speaking")
    POLICE = "police", _("police or judge")
    TEACHER = "teacher", _("teacher")
    FEDERATION = "federation", _("somebody of the federation")


# Whoever works under a licence: it must hold on the day (item 44).
LICENSED = (SpeakerKind.DOCTOR, SpeakerKind.LAWYER)
EXPERTS = (SpeakerKind.DOCTOR, SpeakerKind.LAWYER, SpeakerKind.COUNSELLOR)


class Shows(TextChoices):
    """Who can be recognised on a photograph."""

    NOBODY = "nobody", _("nobody who can be recognised")
    ADULTS = "adults", _("adults who can be recognised")
    CHILDREN = "children", _("children who can be recognised")


class Consented(TextChoices):
    """Who agreed to the photograph."""

    NOT_NEEDED = "not_needed", _("nobody has to agree")
    ADULTS = "adults", _("every adult on it agreed")
    GUARDIANS = "guardians", _("every guardian agreed in writing, and every adult on it")


# What a photograph asks for, by whom it shows (item 70: no child without a guardian).
ENOUGH: dict[str, tuple[str, ...]] = {
    Shows.NOBODY: (Consented.NOT_NEEDED, Consented.ADULTS, Consented.GUARDIANS),
    Shows.ADULTS: (Consented.ADULTS, Consented.GUARDIANS),
    Shows.CHILDREN: (Consented.GUARDIANS,),
}


class PublicityKind(TextChoices):
    """What is put up, shown or carried from door to door (items 81–84)."""

    BLACKBOARD = "blackboard", _("blackboards written")
    FILM = "film_screening", _("films shown")
    SLOGAN = "slogan", _("slogans put up")
    DOORS = "door_to_door", _("households reached from door to door")


class Venue(TextChoices):
    """Where."""

    HOME = "womens_home", _("women's home")
    YARD = "culture_yard", _("yard of culture")
    STREET = "street", _("street")
    MARKET = "market", _("market of the village, on market day")
    SCHOOL = "school", _("school, as a venue")
    VILLAGE = "village", _("all over the village")
