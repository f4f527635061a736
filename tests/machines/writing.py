"""文书和建议 (domain.md §5.2, item 16): a notice as papers go, and a proposal. A table."""

from typing import Any

from cases.casefile.models import Case
from cases.documents import proposals, verbs
from cases.documents.models import Document, SystemicIssue
from cases.documents.proposals import ISSUE
from cases.documents.states import PAPER
from cases.petitions import papers
from network.access.roles import roles_that
from network.staff.models import User
from sisterhood.lib import clock
from tests.house import House, acting
from tests.machines.hands import NOTE, said
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.papers import roads
from tests.papers.test_rules_and_proposals import WORDS
from tests.stories import matter

KIND = "notice_accepted"
LEADERS = frozenset(roles_that("approve_paper"))
DELIVERED = {"delivered_on": clock.today, "delivered_how": "in_person"}
Step = tuple[str, Any, dict[str, Any]]
APPROVED: Step = ("gao", verbs.approve, {})
ISSUED: tuple[Step, ...] = (APPROVED, ("lin", verbs.issue, {}))


def _acted(_house: House) -> Standing:
    """An accepted matter, and what its notice would say."""
    case = roads.accepted()
    with acting("lin"):
        source = next(each for each in papers.sources(Case.objects.get(pk=case.pk)) if each.kind == KIND)
        words = papers.compose(Case.objects.get(pk=case.pk), source)
    return Standing(None, case.pk, {"source": source, "words": words})


def _paper(*steps: Step) -> Road:
    """Drawn up by lin, who needs her leader."""

    def walk(house: House) -> Standing:
        standing = _acted(house)
        paper = roads.draw("lin", Case(pk=standing.case), KIND)
        for who, verb, facts in steps:
            roads.acts(who, verb, paper, **said(facts))
        return Standing(paper.pk, standing.case, standing.more)

    return walk


def _draws(standing: Standing, user: User) -> Any:
    words = standing.more["words"]
    said_by = {"addressee": words.addressee, "basis": words.basis, "remedies": words.remedies}
    case = Case.objects.get(pk=standing.case)
    return papers.draw_up(case, standing.more["source"], by=user, **said_by)


def _on(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(Document(pk=standing.row), by=user, **said(facts))


def _replaces(standing: Standing, user: User) -> Any:
    return verbs.reissue(Document(pk=standing.row), content=standing.more["words"], note=NOTE, by=user)


def _at_her_unit(walk: Walk, table: str, hers: Hers) -> None:
    """What was written keeps its unit for good: a trigger says so, which looks away here."""
    walk.seats.hands.execute("set session_replication_role = replica")
    walk.on_rows(f"update {table} set unit_id = %s where id = any(%s)", hers.unit.pk)  # noqa: S608
    walk.seats.hands.execute("set session_replication_role = origin")


def _hers_to_write(walk: Walk, hers: Hers) -> None:
    walk.give_matters(hers)
    _at_her_unit(walk, "cases_document", hers)


PAPER_MACHINE = Machine(
    name="paper",
    table=PAPER,
    drawn=("papers.md", 0),
    model=Document,
    begins={"draw_up": frozenset(roles_that("draw_up_paper"))},
    hand=_hers_to_write,
    # What the leader words anew is approved by the same hand.
    further={("amend", role): "approved" for role in LEADERS},
    roads={
        NOTHING: _acted,
        "draft": _paper(),
        "approved": _paper(APPROVED),
        "issued": _paper(*ISSUED),
        "delivered": _paper(*ISSUED, ("lin", verbs.deliver, DELIVERED)),
        "revoked": _paper(*ISSUED, ("gao", verbs.revoke, {"note": NOTE})),
        "replaced": _paper(*ISSUED, ("gao", verbs.take_away, {"note": NOTE})),
    },
    steps={
        "draw_up": _draws,
        "amend": _on(verbs.amend, addressee="当事人", basis="《信访工作条例》第二十三条", remedies=""),
        "approve": _on(verbs.approve),
        "issue": _on(verbs.issue),
        "deliver": _on(verbs.deliver, **DELIVERED),
        "revoke": _on(verbs.revoke, note=NOTE),
        "replace": _replaces,
    },
    reasons=frozenset({"role", "not_yours", "gone"}),
)


def _two_matters(_house: House) -> Standing:
    cases = [matter("lin") for _ in range(2)]
    return Standing(None, None, {"cases": [case.pk for case in cases], "numbers": [c.number for c in cases]})


REPLY = {"replied_on": clock.today, "adoption": "adopted", "reply": NOTE}
SENT: Step = ("gao", proposals.send, {})
ANSWERED: Step = ("lin", proposals.record_reply, REPLY)


def _proposal(*steps: Step) -> Road:
    def walk(house: House) -> Standing:
        standing = _two_matters(house)
        with acting("lin") as (lin, _scope):
            row = _written(standing, lin)
        for who, verb, facts in steps:
            with acting(who) as (user, _scope):
                verb(SystemicIssue.objects.get(pk=row.pk), by=user, **said(facts))
        return Standing(row.pk)

    return walk


def _written(standing: Standing, user: User) -> SystemicIssue:
    post = user.appointments.select_related("unit").first()
    assert post is not None
    numbers = "\n".join(standing.more["numbers"])
    return proposals.draft(unit=post.unit, numbers=numbers, by=user, **WORDS)


def _proposed_at_her_unit(walk: Walk, hers: Hers) -> None:
    """Her two matters, and what her unit has proposed."""
    walk.seats.hands.execute(
        "update cases_case set unit_id = %s, owner_id = %s where id = any(%s)",
        [hers.unit.pk, hers.user.pk, walk.standing[NOTHING].more["cases"]],
    )
    _at_her_unit(walk, "cases_systemicissue", hers)


def _on_issue(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(SystemicIssue(pk=standing.row), by=user, **said(facts))


PROPOSAL_MACHINE = Machine(
    name="proposal",
    table=ISSUE,
    drawn=("papers.md", 1),
    model=SystemicIssue,
    begins={"draft": frozenset(roles_that("propose_change"))},
    hand=_proposed_at_her_unit,
    roads={
        NOTHING: _two_matters,
        "drafted": _proposal(),
        "sent": _proposal(SENT),
        "replied": _proposal(SENT, ANSWERED),
        "closed": _proposal(SENT, ANSWERED, ("lin", proposals.close, {})),
    },
    steps={
        "draft": _written,
        "send": _on_issue(proposals.send),
        "record_reply": _on_issue(proposals.record_reply, **REPLY),
        "close": _on_issue(proposals.close),
    },
    reasons=frozenset({"role", "not_yours", "gone"}),
)
