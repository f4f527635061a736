"""How a matter comes to each state: stories told by the cast through the verbs, one for each way that matters.

A road is named `state` or `state:way`; a step that belongs to one route finds its matter on that route.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cases.casefile.models import Case
from cases.petitions import (
    archiving,
    giving,
    hand_over,
    interventions,
    merging,
    opinions,
    review,
    transitions,
)
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, person
from tests.stories import does, matter

SAFE = {"notice_how": "safe_way"}
OPINION = {
    "outcome": "support",
    "facts_found": "属实",
    "decision": "支持",
    "basis": "《信访工作条例》第三十二条",
}


def _told() -> dict[str, Any]:
    return {"delivered_on": clock.today(), "delivered_how": "in_person"}


def _asked() -> dict[str, Any]:
    return {"asked_on": clock.today(), "reason": "对决定不服"}


def handed(**facts: Any) -> Case:
    """Reported at a station, passed on to the county, taken up by nobody yet."""
    case = matter("he", channel="station", **facts)
    does("he", hand_over.pass_on, case, to_county=True)
    return case


def routed(route: str, **facts: Any) -> Case:
    """With the county's officer, on a route."""
    case = handed(**facts)
    does("lin", hand_over.take_up, case)
    does("lin", transitions.triage, case, route=route)
    return case


def given(verb: Any) -> Case:
    """Transferred or assigned to the township."""
    case = routed("R2")
    town = Unit.objects.current().get(code=cast.WOHU_TOWN, level=3)
    does("lin", verb, case, to_unit=town, reason="属镇妇联", **SAFE)
    return case


def objected() -> Case:
    """The township says that it is not its own."""
    case = given(giving.transfer)
    does("tian", giving.object_to, case, reason="属民政职权")
    return case


def accepted() -> Case:
    """Accepted by the county's leader."""
    case = routed("R1")
    does("gao", transitions.accept, case, **SAFE)
    return case


def handling() -> Case:
    """In handling at the county."""
    case = accepted()
    does("lin", transitions.start, case)
    return case


def drafted() -> Case:
    """In handling, an opinion before the leader."""
    case = handling()
    does("lin", opinions.draft_opinion, case, **OPINION)
    return case


def hearing() -> Case:
    """A hearing while in handling."""
    case = handling()
    does("gao", transitions.hold_hearing, case)
    return case


def mediated() -> Case:
    """In mediation, no opinion of ours to come."""
    case = routed("R7")
    does("lin", interventions.mediate, case, willing=True, **SAFE)
    return case


def demanded() -> Case:
    """A body was asked to investigate."""
    case = routed("R4")
    words = {"agency": "双辽市人社局", "request": "依法查处", "basis": "《妇女权益保障法》第七十三条"}
    does("lin", interventions.demand, case, **words)
    return case


def answered() -> Case:
    """Answered by the county itself."""
    case = drafted()
    does("gao", transitions.answer, case, **_told())
    return case


def answered_below(verb: Any) -> Case:
    """Given to the township and answered there; the chair holds it again."""
    case = given(verb)
    does("tian", hand_over.take_up, case)
    does("tian", transitions.choose_route, case, route="R1")
    does("tian", transitions.accept, case, **SAFE)
    does("tian", hand_over.reassign, case, to=person("shi"), reason="交由执委办理")
    does("shi", transitions.start, case)
    does("shi", opinions.draft_opinion, case, **OPINION)
    does("tian", transitions.answer, case, **_told())
    does("tian", hand_over.reassign, case, to=person("tian"), reason="由主席回访")
    return case


def reported() -> Case:
    """The township has reported back."""
    case = answered_below(giving.assign)
    does("tian", giving.report_back, case, report="已办结")
    return case


def under_review() -> Case:
    """With the county for a review, its opinion before the leader."""
    case = answered_below(giving.transfer)
    does("tian", review.ask_review, case, **_asked())
    does("lin", opinions.draft_opinion, case, **OPINION)
    return case


def review_answered() -> Case:
    """The county has answered the review."""
    case = under_review()
    does("gao", review.answer_review, case, **_told())
    return case


def under_reexamination() -> Case:
    """With the city for a re-examination, its opinion before the leader."""
    case = review_answered()
    does("lin", review.ask_reexamination, case, **_asked())
    does("wu", opinions.draft_opinion, case, **OPINION)
    return case


def reexamination_hearing() -> Case:
    """A hearing while in re-examination."""
    case = under_reexamination()
    does("zhou", transitions.hold_hearing, case)
    return case


def final() -> Case:
    """The last word is spoken."""
    case = under_reexamination()
    does("zhou", review.answer_reexamination, case, **_told())
    return case


def reviewed_above() -> Case:
    """The city answered itself; the province, which is outside, reviews it."""
    case = matter("wu")
    does("wu", transitions.triage, case, route="R1")
    does("zhou", transitions.accept, case, **SAFE)
    does("wu", transitions.start, case)
    does("wu", opinions.draft_opinion, case, **OPINION)
    does("zhou", transitions.answer, case, **_told())
    does("wu", review.ask_review, case, **_asked())
    return case


def reexamined_above() -> Case:
    """What the city answered goes to the re-examination outside."""
    case = reviewed_above()
    told = {"outcome": "not_support", "note": "省妇联维持"} | _told()
    does("wu", review.record_external, case, **told)
    does("wu", review.ask_reexamination, case, **_asked())
    return case


def guided_out() -> Case:
    """Another body is named to her."""
    case = routed("R3")
    does("lin", giving.guide_out, case, body="双辽市人社局", note="可持合同前往", **SAFE)
    return case


def declined() -> Case:
    """Not accepted, with a reason."""
    case = routed("R1")
    does("gao", transitions.decline, case, reason="final", note="可向法院提出")
    return case


def closed() -> Case:
    """Answered, and she is content."""
    case = answered()
    does("lin", transitions.close, case, satisfaction="satisfied")
    return case


def merged() -> Case:
    """Ended in favour of another matter."""
    main, again = handed(), handed()
    does("lin", merging.merge, again, into=main, **SAFE)
    return again


def withdrawn() -> Case:
    """Taken back of her own will."""
    case = routed("R1")
    does("lin", transitions.withdraw, case, reason="已和解")
    return case


def archived(house: House) -> Case:
    """Ended forty days ago; the nightly work has put it away."""
    with clock.moved_to(clock.now() - timedelta(days=40)):
        case = withdrawn()
    with house.login("worker"):
        assert archiving.archive_ended() == 1
    return case


ROADS: dict[str, Callable[[], Case]] = {
    "registered": handed,
    "triaged": lambda: routed("R1"),
    "triaged:R2": lambda: routed("R2"),
    "triaged:R3": lambda: routed("R3"),
    "triaged:R4": lambda: routed("R4"),
    "triaged:R7": lambda: routed("R7"),
    "triaged:R9": lambda: routed("R9", nature="suggestion"),
    "triaged:R10": lambda: routed("R10"),
    "guided_out": guided_out,
    "transferred": lambda: given(giving.transfer),
    "assigned": lambda: given(giving.assign),
    "objected": objected,
    "accepted": accepted,
    "handling": handling,
    "handling:R4": demanded,
    "handling:R7": mediated,
    "handling:drafted": drafted,
    "hearing": hearing,
    "answered": answered,
    "answered:transferred": lambda: answered_below(giving.transfer),
    "answered:assigned": lambda: answered_below(giving.assign),
    "reported": reported,
    "under_review": under_review,
    "under_review:outside": reviewed_above,
    "review_answered": review_answered,
    "under_reexamination": under_reexamination,
    "under_reexamination:outside": reexamined_above,
    "reexamination_hearing": reexamination_hearing,
    "final": final,
    "closed": closed,
    "declined": declined,
    "merged": merged,
    "withdrawn": withdrawn,
}
# Which way a step needs; without a line here, the plain road of the state. Art. 23, 29, 30, 33, 35, 36; 妇女权益保障法 73.
WAYS = {
    ("triaged", "transfer"): "R2",
    ("triaged", "assign"): "R2",
    ("triaged", "guide_out"): "R3",
    ("triaged", "demand"): "R4",
    ("triaged", "mediate"): "R7",
    ("triaged", "reply"): "R9",
    ("triaged", "advise"): "R10",
    ("handling", "demand"): "R4",
    ("handling", "inform"): "R7",
    ("handling", "return_draft"): "drafted",
    ("handling", "answer"): "drafted",
    # Whoever reviews had no part before: there are fresh hands above the township only.
    ("answered", "ask_review"): "transferred",
    ("answered", "report_back"): "assigned",
    ("under_review", "record_external"): "outside",
    ("under_reexamination", "record_external"): "outside",
}


def road_of(state: str, event: str) -> str:
    """The name of the road on which the matter for this step stands."""
    way = WAYS.get((state, event))
    return f"{state}:{way}" if way else state
