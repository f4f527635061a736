"""Roads to a paper of each kind: matters led there by the product's own verbs, and short hands for its life."""

from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.coordination import investigations, urging
from cases.documents import verbs
from cases.documents.models import Document
from cases.mediation import agreements
from cases.petitions import (
    giving,
    hand_over,
    interventions,
    opinions,
    papers,
    review,
    supervision,
    transitions,
)
from cases.petitions.models import SupervisionOrder
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting, person
from tests.mediation.conftest import written
from tests.referrals.conftest import allowed, told
from tests.referrals.conftest import issued as introduced
from tests.stories import does, matter

OPINION = {
    "outcome": "support",
    "facts_found": "经走访核实，情况属实。",
    "decision": "支持诉求，由镇妇联跟踪落实。",
    "basis": "《信访工作条例》第三十二条",
}
GIVEN = {"delivered_how": "in_person"}


def accepted(**facts: Any) -> Case:
    """In handling at the county, owner lin, leader gao."""
    case = matter("lin", **facts)
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    return case


def answered(**facts: Any) -> Case:
    """With an approved handling opinion."""
    case = accepted(**facts)
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", transitions.answer, case, delivered_on=clock.today(), **GIVEN)
    return case


def town() -> Unit:
    """卧虎镇."""
    return Unit.objects.current().get(code="220382102000", level=3)


def given(verb: Any = giving.assign, **facts: Any) -> Case:
    """Assigned or transferred to the township, whose chair is tian."""
    case = matter("lin", **facts)
    does("lin", transitions.triage, case, route="R2")
    does("lin", verb, case, to_unit=town(), reason="属镇妇联职责范围。", notice_how="safe_way")
    return case


def reported() -> Case:
    """The township has reported back."""
    case = given()
    does("tian", hand_over.take_up, case)
    does("tian", transitions.choose_route, case, route="R1")
    does("tian", transitions.accept, case, notice_how="safe_way")
    does("tian", hand_over.reassign, case, to=person("shi"), reason="交由执委办理")
    does("shi", transitions.start, case)
    does("shi", opinions.draft_opinion, case, **OPINION)
    does("tian", transitions.answer, case, delivered_on=clock.today(), **GIVEN)
    does("shi", giving.report_back, case, report="已查明、已协调、已答复，来访人满意。")
    return case


def objected() -> Case:
    """The township says it is not hers."""
    case = given()
    does("tian", giving.object_to, case, reason="属镇建设办职权。")
    return case


def demanded() -> Case:
    """A body was asked to investigate, and urged."""
    case = matter("lin")
    does("lin", transitions.triage, case, route="R4")
    event = does(
        "lin",
        interventions.demand,
        case,
        agency="双辽市人力资源和社会保障局",
        request="请依法查处用人单位拒付产假工资的行为。",
        basis="《中华人民共和国妇女权益保障法》第七十三条",
    )
    row = UUID(event.detail["investigation"])
    allowed = {
        "given_for": ["agency", "committee", "government"],
        "shared": "仅告知产假工资一事",
        "manner": "oral",
    }
    does("lin", investigations.record_consent, case, row=row, given_on=clock.today(), **allowed)
    does("lin", investigations.send_demand, case, row=row, notice_how="safe_way")
    replied = {"replied_on": clock.today(), "note": "不属本局职权。"}
    does("lin", investigations.record_agency_reply, case, row=row, **replied)
    words = {"failure": "逾期未书面答复。", "note": "请于期限内办结并函复。"}
    does("lin", urging.draft_urging, case, row=row, **words)
    does("gao", urging.urge, case, row=row)
    return case


def declined() -> Case:
    """Not accepted."""
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.decline, case, reason="litigation", note="可自判决送达之日起十五日内上诉。")
    return case


def extended() -> Case:
    """Thirty days longer."""
    case = accepted()
    does("gao", transitions.extend, case, days=30, reason="需要现场勘查。", notice_how="safe_way")
    return case


def reviewed() -> tuple[Case, Case]:
    """Answered by the township; reviewed by the county; the same once more re-examined by the city."""
    case = _asked()
    does("lin", opinions.draft_opinion, case, **OPINION)
    does("gao", review.answer_review, case, delivered_on=clock.today(), **GIVEN)
    other = _asked()
    does("lin", opinions.draft_opinion, other, **OPINION)
    does("gao", review.answer_review, other, delivered_on=clock.today(), **GIVEN)
    does("lin", review.ask_reexamination, other, asked_on=clock.today(), reason="不服复查意见")
    does("wu", opinions.draft_opinion, other, **OPINION)
    does("zhou", review.answer_reexamination, other, delivered_on=clock.today(), **GIVEN)
    return case, other


def _asked() -> Case:
    case = given(giving.transfer)
    does("tian", hand_over.take_up, case)
    does("tian", transitions.choose_route, case, route="R1")
    does("tian", transitions.accept, case, notice_how="safe_way")
    does("tian", hand_over.reassign, case, to=person("shi"), reason="交由执委办理")
    does("shi", transitions.start, case)
    does("shi", opinions.draft_opinion, case, **OPINION)
    does("tian", transitions.answer, case, delivered_on=clock.today(), **GIVEN)
    does("tian", hand_over.reassign, case, to=person("tian"), reason="由主席转报")
    does("tian", review.ask_review, case, asked_on=clock.today(), reason="不服处理意见")
    return case


def ordered() -> SupervisionOrder:
    """The city asks about a matter of the county."""
    case = matter("lin")
    with acting("zhou") as (zhou, _scope):
        return supervision.supervise(case, reason="delayed", by=zhou)


def draw(username: str, case: Case, kind: str) -> Document:
    """The newest act of the kind, drawn up as it is offered."""
    with acting(username) as (user, _scope):
        case = Case.objects.get(pk=case.pk)
        source = next(each for each in papers.sources(case) if each.kind == kind)
        words = papers.compose(case, source)
        return papers.draw_up(
            case, source, addressee=words.addressee, basis=words.basis, remedies=words.remedies, by=user
        )


def acts(username: str, verb: Any, paper: Document, **kwargs: Any) -> Document:
    """Somebody runs a verb on a paper under her own scope."""
    with acting(username) as (user, _scope):
        return verb(Document.objects.get(pk=paper.pk), by=user, **kwargs)


def drawn_by_act(username: str, case: Case, kind: str) -> Document:
    """The paper that an act drew up itself, as its author finds it."""
    with acting(username):
        return Document.objects.get(case=case.pk, kind=kind)


def issued(username: str, case: Case, kind: str, leader: str = "gao") -> Document:
    """From the act to the number."""
    paper = draw(username, case, kind)
    if paper.state == "draft":
        acts(leader, verbs.approve, paper)
    return acts(username, verbs.issue, paper)


def everything() -> dict[str, tuple[str, Document]]:
    """One issued paper of every kind, with somebody who holds it."""
    found: dict[str, tuple[str, Document]] = {}

    def keep(username: str, paper: Document) -> None:
        found[paper.kind] = (username, paper)

    keep("lin", issued("lin", accepted(), "notice_accepted"))
    keep("lin", issued("lin", declined(), "notice_declined"))
    keep("lin", issued("lin", extended(), "notice_extended"))
    keep("lin", issued("lin", answered(), "handling_opinion"))
    case = matter("lin")
    keep("lin", issued("lin", case, "registration_form"))
    moved = given()
    for kind in ("assignment_slip", "notice_whereabouts"):
        keep("lin", acts("lin", verbs.issue, drawn_by_act("lin", moved, kind)))
    moved = given(giving.transfer)
    keep("lin", acts("lin", verbs.issue, drawn_by_act("lin", moved, "transfer_slip")))
    keep("tian", acts("tian", verbs.issue, drawn_by_act("tian", objected(), "objection")))
    keep("shi", acts("shi", verbs.issue, drawn_by_act("shi", reported(), "closure_report")))
    case = demanded()
    keep("lin", issued("lin", case, "investigation_demand"))
    keep("lin", issued("lin", case, "urging_opinion"))
    first, second = reviewed()
    keep("lin", issued("lin", first, "review_opinion"))
    keep("wu", issued("wu", second, "reexamination_opinion", "zhou"))
    order = ordered()
    with acting("zhou") as (zhou, _scope):
        order = SupervisionOrder.objects.select_related("case", "unit", "issuing_unit").get(pk=order.pk)
        paper = papers.draw_up_order(order, by=zhou)
        keep("zhou", verbs.issue(paper, by=zhou))
    case = told()
    keep("lin", introduced(case, allowed(case)))
    case, row = written()
    keep("lin", acts("lin", verbs.issue, does("lin", agreements.draw_agreement, case, row=row)))
    return found
