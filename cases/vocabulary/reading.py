"""Why somebody reads a matter, and who may not: coded lists with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccessReason(TextChoices):
    """Why somebody opens what is not hers. A list, so that no name or story stands in loans and logs."""

    SUPERVISION = "supervision", _("to see why it is late")
    RECEPTION = "reception", _("she came to the leader")
    COMPLAINT = "complaint", _("the petitioner complains about the handling")
    SUBSTITUTE = "substitute", _("standing in for a colleague")
    COORDINATION = "coordination", _("to arrange help of other bodies")
    CONTACT = "contact", _("to reach or identify her")
    DANGER = "danger", _("somebody may be in danger")
    CHECK = "check", _("quality check")


class Emergency(TextChoices):
    """Why a matter had to be read at once by somebody who may not open it."""

    DANGER = "danger", _("somebody may be in danger now")
    CHILD = "child", _("a child must be protected at once")
    UNREACHABLE = "unreachable", _("nobody who may open it can be reached, and it cannot wait")
    AUTHORITY = "authority", _("police, court or hospital need an answer at once")


class Finding(TextChoices):
    """What the review of an emergency reading found."""

    JUSTIFIED = "justified", _("justified")
    UNJUSTIFIED = "unjustified", _("not justified")


class Phase(TextChoices):
    """The life of the dossier, whatever kind of work hangs on it."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    RESTRICTED = "restricted", _("restricted")
    DESTROYED = "destroyed", _("destroyed")
    TRANSFERRED = "transferred", _("transferred to the archive")


class AccessSource(TextChoices):
    """Why somebody may see a case that is not hers."""

    HAND_OVER = "hand_over", _("handed the matter on")
    RECEIPT = "receipt", _("reported the matter")
    SUPERVISION = "supervision", _("supervises the unit")
    RUNG = "rung", _("ladder")
    REASON = "reason", _("opened with a reason")
    APPROVAL = "approval", _("decides the matter")
    LENT = "lent", _("lent by the owner")
    CO_HANDLER = "co_handler", _("handles it together with the owner")
    STAND_IN = "stand_in", _("stands in for a colleague on leave")
    DISPUTE = "dispute", _("decides whose matter it is")
    DUTY = "duty", _("on duty while somebody is in danger")
    SESSION = "session", _("holds a session of the matter")
    BREAK_GLASS = "break_glass", _("reads it in an emergency")


class Seer(TextChoices):
    """Why somebody sees a case without a loan."""

    OWNER = "owner", _("owner")
    LEADS = "leads", _("leads the unit")
    REGISTERED = "registered", _("registered it")
    AREA = "area", _("post in the area")


class RecusalSource(TextChoices):
    """How a conflict of interest became known."""

    DECLARED = "declared", _("declared by herself")
    INTAKE = "intake", _("named at intake")
    MATCH = "match", _("found by comparison")
    OWNER = "owner", _("entered by the owner")


class DisciplineOrgan(TextChoices):
    """To whom an accusation against a cadre goes (信访工作条例 art. 22(2)); never to the accused unit."""

    CITY = "city", _("the city's commission for discipline inspection")
    COUNTY = "county", _("a county's commission for discipline inspection")
    STATIONED = "stationed", _("the stationed discipline inspection team")
    PROVINCE = "province", _("the provincial commission for discipline inspection")


class SeatReason(TextChoices):
    """Why another person reads an accusation. A list, so that nothing of it is typed."""

    CONFLICT = "conflict", _("a conflict of interest")
    LEAVES = "leaves", _("leaves her post")
    ILLNESS = "illness", _("is ill or on leave")
    OVERLOAD = "overload", _("cannot take it on in time")
