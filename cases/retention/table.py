"""保管期限表: kinds of record, what their years are counted from, and what happens then. A table.

The years are rows of the policy (`retention.<kind>`), with history and legal source; two people change them. The archive
authority approves this table (档案法 art. 13; 机关文件材料归档范围和文书档案保管期限规定), so it must be shown to it first.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cases.retention.lists import Fate, Kept

CLOSED, WRITTEN = _("the day the matter was closed"), _("the day the note was written")
RECORDED = _("the day the entry was recorded")


@dataclass(frozen=True)
class Rule:
    """One line of the table; `code` names the policy row with the years."""

    kind: Kept
    counted_from: object
    then: Fate
    besides: object = ""

    @property
    def code(self) -> str:
        """The policy row."""
        return f"retention.{self.kind}"


RETENTION = (
    Rule(Kept.OPINION, CLOSED, Fate.APPRAISE),
    Rule(Kept.PETITION, CLOSED, Fate.APPRAISE),
    Rule(Kept.MEDIATION, CLOSED, Fate.APPRAISE),
    Rule(Kept.VIOLENCE, CLOSED, Fate.APPRAISE),
    Rule(Kept.CHILD, CLOSED, Fate.APPRAISE, _("never before the child is of age")),
    Rule(Kept.CONSULTATION, CLOSED, Fate.APPRAISE, _("its figures stay")),
    Rule(Kept.PROCESS_NOTE, WRITTEN, Fate.DELETE, _("not while its matter is open or held")),
    Rule(Kept.ACCUSATION, CLOSED, Fate.APPRAISE, _("by its two readers alone")),
    Rule(
        Kept.AUDIT, RECORDED, Fate.APPRAISE, _("from the front up to an anchor; the chain goes on from there")
    ),
)

GONE = "gone"
# Plain columns of whatever belongs to a matter, and what becomes of them when it is destroyed. Sealed ones are all
# emptied and stand nowhere here; coded lists, days, numbers and units stay for the figures. A test fails for a plain
# column of which nobody has said anything.
PLAIN: dict[str, str] = {
    "cases_case.number": "gapless; the record of destruction names it",
    "cases_case.kind": "coded",
    "cases_case.stage": "coded",
    "cases_accessrequest.reason": "coded",
    "cases_agreementfollowup.limit": "code of a policy row",
    "cases_attachment.content_type": "coded",
    "cases_breakglass.number": "number of the matter",
    "cases_caseaccess.reason": GONE,
    "cases_casetext.number": GONE,
    "cases_casetext.place": GONE,
    "cases_casetext.told": GONE,
    "cases_consultation.place": GONE,
    "cases_crisis.place": GONE,
    "cases_document.number": "gapless number of a paper",
    "cases_event.verb": "coded",
    "cases_event.from_stage": "coded",
    "cases_event.to_stage": "coded",
    "cases_event.detail": GONE,
    "cases_handlingopinion.delivered_how": "coded",
    "cases_introductionletter.contact_phone": GONE,
    "cases_introductionletter.reference": "drawn by chance",
    "cases_mediation.flags": "coded",
    "cases_mediation.ways": "coded",
    "cases_mediationexception.subjects": "coded",
    "cases_person.birth_year": GONE,
    "cases_person.marital_status": GONE,
    "cases_phonecheck.about": "coded",
    "cases_phonecheck.lacking": "names of fields",
    "cases_phonecheck.reason": GONE,
    "cases_phonecheck.task": "coded",
    "cases_protectionorder.measures": "coded",
    "cases_restriction.number": "number of the matter",
    "cases_retentionaction.basis": "legal source",
    "cases_retentionaction.number": "number of the matter",
    "cases_transferredmatter.number": "number of the matter",
    "cases_warningletter.served": "coded",
}
