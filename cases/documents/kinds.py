"""Kinds of paper: title, mark in the number, addressee, acts it is drawn up from, who decides, basis, remedies. A table.

Titles, bases and remedies are stored in Chinese: a paper is written in Chinese whatever the screen speaks.
Articles: 信访工作条例 art. 19, 23, 31, 32, 34, 35, 36, 39, 40, 41; 妇女权益保障法 art. 73.
"""

from dataclasses import dataclass
from enum import Enum

REGULATION, WOMEN = "《信访工作条例》", "《中华人民共和国妇女权益保障法》"


class Addressee(Enum):
    """Whom a paper speaks to."""

    PETITIONER = "petitioner"
    UNIT = "unit"
    AGENCY = "agency"
    FILE = "file"


@dataclass(frozen=True)
class Kind:
    """One kind. `acts`: verbs of events it is drawn up from; none: from a row of its own.

    `draft`, `approve` and `issue` name actions of the roles table; without `approve` the act needed no leader.
    `by_act`: the act gives the matter away, so its paper is drawn up in the same moment, before it leaves.
    `is_fixed`: nobody words anything anew, not even the draft. `valid_for`: the limit after which it counts no longer.
    """

    title: str
    mark: str
    addressee: Addressee
    fields: tuple[str, ...]
    basis: str
    acts: tuple[str, ...] = ()
    remedies: str = ""
    draft: str = "draw_up_paper"
    approve: str = ""
    issue: str = "issue_paper"
    by_act: bool = False
    revoke: str = "revoke_paper"
    is_fixed: bool = False
    valid_for: str = ""

    @property
    def to_petitioner(self) -> bool:
        """Whether it is delivered to her, with a slip that she signs."""
        return self.addressee is Addressee.PETITIONER


_LEADER = "approve_paper"
_ASK_REVIEW = (
    "如不服本处理意见，可以自收到本意见书之日起{window}日内，向上一级妇联组织请求复查；逾期不请求复查的，"
    "不再受理以同一事实和理由提出的投诉请求。"
)
_ASK_REEXAMINATION = (
    "如不服本复查意见，可以自收到本意见书之日起{window}日内，向复查机关的上一级妇联组织请求复核；逾期不请求"
    "复核的，不再受理以同一事实和理由提出的投诉请求。"
)
_FINAL = (
    "本意见为信访终结意见。以同一事实和理由再次提出投诉请求的，不再受理；生活确有困难的，可以向我会请求帮助。"
)
_OPINION = ("request", "facts_found", "decision", "basis", "remedies")

KINDS: dict[str, Kind] = {
    "notice_accepted": Kind(
        "受理告知书",
        "受告",
        Addressee.PETITIONER,
        ("number", "received_on", "accepted_on", "limit"),
        f"{REGULATION}第二十三条、第三十四条",
        acts=("accept",),
        approve=_LEADER,
    ),
    "notice_declined": Kind(
        "不予受理告知书",
        "不受告",
        Addressee.PETITIONER,
        ("number", "received_on", "reason", "note"),
        f"{REGULATION}第二十三条",
        acts=("decline",),
        remedies="如认为本告知不当，可以向上一级妇联组织反映。",
        approve=_LEADER,
    ),
    "notice_whereabouts": Kind(
        "转送（交办）去向告知书",
        "去告",
        Addressee.PETITIONER,
        ("number", "received_on", "where"),
        f"{REGULATION}第二十二条、第二十三条",
        acts=("transfer", "assign", "guide_out"),
        by_act=True,
    ),
    "notice_extended": Kind(
        "延期告知书",
        "延告",
        Addressee.PETITIONER,
        ("number", "accepted_on", "days", "reason"),
        f"{REGULATION}第三十四条",
        acts=("extend",),
        approve=_LEADER,
    ),
    "transfer_slip": Kind(
        "转办单",
        "转",
        Addressee.UNIT,
        ("number", "from_unit", "to_unit", "reason", "attachments"),
        f"{REGULATION}第二十三条",
        acts=("transfer",),
        by_act=True,
    ),
    "assignment_slip": Kind(
        "交办单",
        "交",
        Addressee.UNIT,
        ("number", "from_unit", "to_unit", "reason", "attachments", "report"),
        f"{REGULATION}第二十三条、第三十四条",
        acts=("assign",),
        by_act=True,
    ),
    "objection": Kind(
        "异议书",
        "异",
        Addressee.UNIT,
        ("number", "from_unit", "reason", "filed_on"),
        f"{REGULATION}第二十三条",
        acts=("object_to",),
        by_act=True,
    ),
    "handling_opinion": Kind(
        "信访事项处理意见书",
        "处",
        Addressee.PETITIONER,
        _OPINION,
        f"{REGULATION}第三十一条、第三十二条",
        remedies=_ASK_REVIEW,
        approve=_LEADER,
    ),
    "review_opinion": Kind(
        "信访事项复查意见书",
        "复查",
        Addressee.PETITIONER,
        _OPINION,
        f"{REGULATION}第三十五条",
        remedies=_ASK_REEXAMINATION,
        approve=_LEADER,
    ),
    "reexamination_opinion": Kind(
        "信访事项复核意见书",
        "复核",
        Addressee.PETITIONER,
        _OPINION,
        f"{REGULATION}第三十六条",
        remedies=_FINAL,
        approve=_LEADER,
    ),
    "supervision_order": Kind(
        "督办单",
        "督",
        Addressee.UNIT,
        ("number", "unit", "reason", "due"),
        f"{REGULATION}第三十九条、第四十条",
        draft="supervise",
        approve="supervise",
        issue="supervise",
    ),
    "closure_report": Kind(
        "办结报告",
        "办报",
        Addressee.UNIT,
        ("number", "accepted_on", "report", "answered_on"),
        f"{REGULATION}第二十三条、第三十四条",
        acts=("report_back",),
        by_act=True,
    ),
    "investigation_demand": Kind(
        "要求查处函",
        "查",
        Addressee.AGENCY,
        ("number", "request", "basis", "due"),
        f"{WOMEN}第七十三条",
        acts=("send_demand",),
    ),
    "urging_opinion": Kind(
        "督促处理意见书",
        "督促",
        Addressee.AGENCY,
        ("number", "demand", "failure", "opinion", "due"),
        f"{WOMEN}第七十三条",
        acts=("urge",),
        approve=_LEADER,
    ),
    "registration_form": Kind(
        "来信来访登记表",
        "登",
        Addressee.FILE,
        ("number", "channel", "people", "safe_contact", "request", "facts", "prior_steps"),
        f"{REGULATION}第十九条、第二十一条",
        acts=("register", "import"),
        draft="draw_up_form",
        issue="draw_up_form",
    ),
    "introduction_letter": Kind(
        "介绍信",
        "介",
        Addressee.AGENCY,
        ("holder", "id_last4", "purpose", "urgency", "authority", "validity", "contact", "slip"),
        "",
        draft="draw_letter",
        approve=_LEADER,
        issue="issue_letter",
        revoke="take_back_letter",
        is_fixed=True,
        valid_for="referral.validity",
    ),
    "mediation_agreement": Kind(
        "调解协议书",
        "调",
        Addressee.FILE,
        ("effective_on", "perform_by", "signed", "mediator"),
        "《中华人民共和国人民调解法》第二十八条、第二十九条、第三十一条",
        remedies="经司法确认的协议可以申请强制执行：双方可以自协议生效之日起{days}日内共同向人民法院申请司法确认。",
        draft="draw_agreement",
        issue="draw_agreement",
        is_fixed=True,
    ),
}
PROPOSAL = Kind(
    "维权工作建议函",
    "建",
    Addressee.AGENCY,
    ("pattern", "proposal"),
    f"{REGULATION}第四十一条",
    draft="propose_change",
    issue="send_proposal",
)
KIND_CHOICES = [(code, kind.title) for code, kind in KINDS.items()]
