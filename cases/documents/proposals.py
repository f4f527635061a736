"""From several matters to one proposal (item 16): what they show, what a department is asked to change, its answer.

The texts carry no name, number or phone of anybody; the matters behind them are seen by whoever may open them.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, CaseKey
from cases.casefile.vault import Vault
from cases.documents import numbering, verification
from cases.documents.content import Content, Line, federation, in_words
from cases.documents.desk import Desk
from cases.documents.kinds import PROPOSAL
from cases.documents.models import IssueCase, SystemicIssue
from cases.documents.queries import proposals_of
from cases.people.models import Person
from cases.vocabulary.papers import Adoption, ProposalState
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import roles_that
from network.access.scope import Scope
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.states import StateTable, Transition
from sisterhood.lib.text import contains_id_number, contains_phone

_PROPOSES, _SENDS = tuple(roles_that("propose_change")), tuple(roles_that("send_proposal"))
ISSUE = StateTable(
    name="proposal",
    states=dict(ProposalState.choices),
    initial=ProposalState.DRAFTED,
    transitions=(
        Transition("send", ("drafted",), "sent", _SENDS, _("send the proposal")),
        Transition("record_reply", ("sent",), "replied", _PROPOSES, _("write down the reply")),
        Transition("close", ("replied",), "closed", _PROPOSES, _("close")),
    ),
)
FEWEST = 2


def place_of(unit: Unit) -> Desk:
    """The unit as the gate wants a row."""
    return Desk(unit.pk, unit.city_id, unit.county_id, unit.township_id, None)


def _matters(numbers: str, scope: Scope) -> list[Case]:
    wanted = list(dict.fromkeys(word for word in numbers.split() if word))
    found = {row.number: row for row in Case.objects.openable_by(scope).filter(number__in=wanted)}
    if len(found) < len(wanted):
        raise Refusal("numbers", _("One of these numbers is no matter that you may open."))
    if len(found) < FEWEST:
        raise Refusal("numbers", _("A pattern needs at least two matters."))
    return [found[number] for number in wanted]


def _names(cases: list[Case]) -> set[str]:
    for case in cases:
        wards.refuse_shut(case)
    keys = {row.pk: row for row in CaseKey.objects.filter(pk__in=[case.pk for case in cases])}
    rows = Person.objects.filter(case_id__in=list(keys)).exclude(name=None)
    return {Vault.unwrapped(keys[row.case_id]).open(row, "name") for row in rows}


def check_anonymous(texts: dict[str, str], names: set[str]) -> None:
    """Raises Refusal for a text with a name of the matters, an identity number or a phone number."""
    for code, text in texts.items():
        if contains_id_number(text) or contains_phone(text):
            raise Refusal(code, _("A proposal carries no identity number and no phone number."))
        if any(name and name in text for name in names):
            raise Refusal(code, _("A person of these matters is named here. A proposal carries no name."))


@transaction.atomic
def draft(
    *,
    unit: Unit,
    title: str,
    department: str,
    pattern: str,
    proposal: str,
    numbers: str,
    by: User,
    at: datetime | None = None,
) -> SystemicIssue:
    """Bundle matters she may open into a proposal of her unit; raises Refusal with the sentence for the form."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "propose_change")
    if unit.pk not in scope.area:
        raise Refusal("unit", _("This unit is not in your area."))
    cases = _matters(numbers, scope)
    texts = {"title": title, "department": department, "pattern": pattern, "proposal": proposal}
    check_anonymous(texts, _names(cases))
    row = SystemicIssue(unit=unit, drafted_by=by, drafted_at=at, **{k: v.strip() for k, v in texts.items()})
    row.save(force_insert=True)
    for case in cases:
        IssueCase(issue=row, case=case, linked_by=by, linked_at=at).save(force_insert=True)
    return row


def _locked(issue: SystemicIssue, scope: Scope) -> SystemicIssue:
    row = proposals_of(scope).select_for_update(of=("self",)).filter(pk=issue.pk).first()
    if row is None:
        raise Refusal("gone", _("This proposal is no longer in your hands."))
    return row


def words_of(issue: SystemicIssue) -> Content:
    """The paper: as it was sent, or as it would be."""
    if issue.content:
        return Content.read(issue.content)
    return Content(
        title=PROPOSAL.title,
        issuer=federation(issue.unit),
        addressee=issue.department,
        sections=(Line("事由", issue.title), Line("反映的情况", issue.pattern), Line("建议", issue.proposal)),
        basis=PROPOSAL.basis,
    )


@transaction.atomic
def send(issue: SystemicIssue, *, by: User, at: datetime | None = None) -> SystemicIssue:
    """The unit's leader signs: number, day and code are written in, and nothing is changed any more."""
    scope, at = rest.of(by), at or clock.now()
    row = _locked(issue, scope)
    gate.require(scope, "send_proposal", place_of(row.unit))
    row.state = ProposalState(ISSUE.next(row.state, "send"))
    day, code = clock.local_date(at), verification.new_code()
    row.number = numbering.number_for("proposal", PROPOSAL, row.unit, year=day.year, is_sealed=False)
    words = replace(words_of(row), number=row.number, day=in_words(day), code=verification.spaced(code))
    row.content, row.sha256, row.code_hash = words.written(), words.digest(), verification.digest(code)
    row.sent_by, row.sent_at = by, at
    row.save()
    return row


@transaction.atomic
def record_reply(
    issue: SystemicIssue, *, replied_on: date, adoption: str, reply: str, by: User, at: datetime | None = None
) -> SystemicIssue:
    """What the department answered, and whether it takes the proposal up."""
    scope = rest.of(by)
    row = _locked(issue, scope)
    _require_own(row, scope)
    if replied_on > clock.local_date(at or clock.now()):
        raise Refusal("replied_on", _("The day of the reply cannot lie in the future."))
    if row.sent_at and replied_on < clock.local_date(row.sent_at):
        raise Refusal("replied_on", _("The reply cannot be older than the proposal."))
    check_anonymous({"reply": reply}, set())
    row.state = ProposalState(ISSUE.next(row.state, "record_reply"))
    row.replied_on, row.adoption, row.reply = replied_on, Adoption(adoption), reply.strip()
    row.save(update_fields=["state", "replied_on", "adoption", "reply"])
    return row


@transaction.atomic
def close(issue: SystemicIssue, *, by: User, at: datetime | None = None) -> SystemicIssue:
    """Nothing more is expected."""
    scope = rest.of(by)
    row = _locked(issue, scope)
    _require_own(row, scope)
    row.state = ProposalState(ISSUE.next(row.state, "close"))
    row.closed_at = at or clock.now()
    row.save(update_fields=["state", "closed_at"])
    return row


def _require_own(row: SystemicIssue, scope: Scope) -> None:
    gate.require(scope, "propose_change")
    if row.unit_id not in scope.area:
        raise Refusal("not_yours", _("The unit that made the proposal does this."))


def matters_of(issue: SystemicIssue, scope: Scope) -> list[Case]:
    """The matters behind it that she may open; of the others there is no word and no count."""
    return list(
        Case.objects.openable_by(scope).filter(pk__in=issue.matters.values("case_id")).order_by("number")
    )
