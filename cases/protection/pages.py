"""What the page of protection shows to whoever opens the matter: words only to readers of the narrative."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.protection import evidence, wishes
from cases.protection import reports as reporting
from cases.protection.buttons import OF_ORDER, ROW_STEPS, STEPS
from cases.protection.forms import FirstContactForm
from cases.protection.lists import Answer, DangerStep, IncidentState, Measure, Party, Wish
from cases.protection.models import (
    Breach,
    FirstContact,
    MandatoryReport,
    ProtectionOrder,
    ProtectionVisit,
    SafetyPlan,
    SafetyScreen,
    ShelterStay,
    UrgentIncident,
    WarningLetter,
)
from cases.protection.screen import ITEMS
from cases.protection.states import ORDER
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import clocks, faces
from sisterhood.lib import clock

NEVER, NAMED = ("place", "sheet", "answers"), ("noticed_by", "respondent", "perpetrator")
WAYS_IN = ("open_danger", "begin_protection")
# The duty to report knows no kind of matter.
OF_DUTY = ("notice_duty", "mandatory_report", "report_result")
OF_DANGER = ("open_danger", "do_danger_step", "end_danger")


@dataclass
class Shown:
    """One row with its words, the faces of its clocks and what may be done with it."""

    row: Any
    texts: dict[str, str] = field(default_factory=dict)
    faces: list[Any] = field(default_factory=list)
    steps: list[tuple[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


class Reader:
    """Reads the rows of one matter for one person at one moment."""

    def __init__(
        self, case: Case, *, scope: Scope, vault: Vault, reads: bool, names: bool, at: datetime
    ) -> None:
        self.case, self.scope, self.vault, self.reads, self.at = case, scope, vault, reads, at
        self.names = names
        self.open = not case.closed_at
        self.running: dict[UUID, list[Any]] = {}
        for row in clocks.running(("case", case.pk)):
            if row.part:
                self.running.setdefault(row.part, []).append(row)

    @property
    def today(self) -> date:
        """The local day."""
        return clock.local_date(self.at)

    def may(self, verb: str) -> bool:
        """Whether her post and reach carry the step."""
        return self.open and bool(gate.ask(self.scope, verb, self.case))

    def words(self, row: Any) -> dict[str, str]:
        """Its sealed texts, but never where a safe place is; who told and who did it are names, a layer of their own."""
        hidden = NEVER if self.names else (*NEVER, *NAMED)
        names = [name for name in row.SEALED if name not in hidden]
        return {name: self.vault.open(row, name) for name in names} if self.reads else {}

    def shown(self, row: Any, *verbs: str, **more: Any) -> Shown:
        """One row for a page."""
        steps = [(verb, ROW_STEPS[verb]) for verb in verbs if self.may(verb)]
        found = [faces.face(each, self.at) for each in self.running.get(row.pk, [])]
        return Shown(row, self.words(row), found, steps, more)

    def incident(self) -> Shown | None:
        """The latest danger track: its steps in order, done or running."""
        row = UrgentIncident.objects.filter(case=self.case).prefetch_related("steps").first()
        if row is None:
            return None
        done = {each.step: each for each in row.steps.all()}
        running = {each.limit_id: each for each in self.running.get(row.pk, [])}
        line = [
            {
                "label": step.label,
                "done": done.get(step),
                "note": self.words(done[step]).get("note", "") if step in done else "",
                "face": faces.face(running[step.limit], self.at) if step.limit in running else None,
            }
            for step in DangerStep
        ]
        return self.shown(row, line=line, is_open=row.state == IncidentState.OPEN)

    def order(self, row: ProtectionOrder) -> Shown:
        """One application or order with what followed."""
        allowed = {each.event for each in ORDER.allowed(row.state)}
        if not row.is_in_force(self.today):
            allowed.discard("renew_order")
        verbs = [verb for verb in OF_ORDER if verb in allowed]
        labels = dict(Measure.choices)
        return self.shown(
            row,
            *verbs,
            measures=[labels.get(code, code) for code in row.measures],
            services=list(row.services.all()),
            visits=[self.visit(each) for each in row.visits.all()],
            breaches=[self.shown(each) for each in row.breaches.all()],
            in_force=row.is_in_force(self.today),
            ran_out=row.state == "granted" and not row.is_in_force(self.today),
        )

    def visit(self, row: ProtectionVisit) -> Shown:
        """One planned or recorded visit."""
        return self.shown(row, *(() if row.done_at else ("record_visit",)))

    def warning(self, row: WarningLetter) -> Shown:
        """One warning with visits and breaches."""
        labels = dict(Party.choices)
        return self.shown(
            row,
            "record_breach",
            served=[labels.get(code, code) for code in row.served],
            visits=[self.visit(each) for each in row.visits.all()],
            breaches=[self.shown(each) for each in Breach.objects.filter(warning=row)],
        )

    def stay(self, row: ShelterStay) -> Shown:
        """One stay, without its place."""
        verbs = () if row.ended_on else ("extend_stay", "end_stay")
        has_place = row.place is not None and self.case.owner_id == self.scope.user_id
        return self.shown(row, *verbs, has_place=has_place)

    def screen(self, row: SafetyScreen) -> Shown:
        """One signed screen: what was answered with yes or is not known."""
        said = json.loads(self.vault.open(row, "answers")) if self.reads else {}
        asks = {item.code: item.asks for item in ITEMS}
        yes = [asks[code] for code, answer in said.items() if answer == Answer.YES and code in asks]
        open_ = [asks[code] for code, answer in said.items() if answer == Answer.UNKNOWN and code in asks]
        return self.shown(row, yes=yes, unknown=open_)

    def sheet(self) -> dict[str, Any] | None:
        """The latest sheet: what she wants, and what she told."""
        row = FirstContact.objects.filter(case=self.case).select_related("entered_by").first()
        if row is None:
            return None
        told = json.loads(self.vault.open(row, "sheet")) if self.reads else {}
        wants = dict(Wish.choices)
        lines = [(label, told[name]) for name, label in FirstContactForm.TELLS if told.get(name)]
        return {"row": row, "wants": [wants[code] for code in told.get("wishes", ())], "lines": lines}

    def offered(self) -> list[tuple[str, Any]]:
        """The steps of the matter: what her wishes and the danger track leave open."""
        wants = wishes.wants(wishes.sheet_of(self.case, self.vault))
        danger = UrgentIncident.objects.filter(case=self.case, state=IncidentState.OPEN).exists()
        closed_off = {
            "open_danger": danger,
            "begin_protection": self.case.is_sealed,
            "do_danger_step": not danger,
            "end_danger": not danger,
        }
        sealed_only = set() if self.case.is_sealed else set(STEPS) - {*WAYS_IN, *OF_DUTY}
        return [
            (verb, button)
            for verb, button in STEPS.items()
            if verb not in sealed_only
            and not closed_off.get(verb)
            and self.may(verb)
            and wishes.is_offered(verb, wants)
        ]

    def exceptional(self) -> list[tuple[str, Any]]:
        """While somebody is in danger: what she has not asked for, and what a life may need all the same."""
        if not UrgentIncident.objects.filter(case=self.case, state=IncidentState.OPEN).exists():
            return []
        wants = wishes.wants(wishes.sheet_of(self.case, self.vault))
        left = [verb for verb in wishes.FOR_HER_LIFE if not wishes.is_offered(verb, wants)]
        return [(verb, STEPS[verb]) for verb in left if self.may(verb)]


def why_not(case: Case, verb: str, row: UUID | None = None) -> Exception | None:
    """What the state of the matter or of one of its orders has against a step, said before anybody types."""
    if case.closed_at:
        return Refusal("closed", _("The matter is closed; nothing is added to it any more."))
    if verb == "begin_protection" and case.is_sealed:
        return Refusal("sealed", _("This matter is sealed already."))
    if not case.is_sealed and verb not in (*WAYS_IN, *OF_DUTY):
        return Refusal("ordinary", _("Begin the protection first: it seals the matter."))
    if verb in OF_DANGER:
        is_open = UrgentIncident.objects.filter(case=case, state=IncidentState.OPEN).exists()
        if verb == "open_danger" and is_open:
            return Refusal("open", _("The danger track of this matter is open already."))
        if verb != "open_danger" and not is_open:
            return Refusal("closed", _("No danger track is open in this matter."))
    if row is None or verb not in OF_ORDER:
        return None
    order = ProtectionOrder.objects.filter(case=case, pk=row).first()
    return ORDER.refuses(order.state, verb) if order else None


def board(reader: Reader) -> dict[str, Any]:
    """Everything of the page; an ordinary matter has the ways in and the duty to report."""
    case, steps = reader.case, reader.offered()

    def rows(model: Any) -> Any:
        return model.objects.filter(case=case).select_related("entered_by")

    reports = [reader.shown(row, "report_result") for row in rows(MandatoryReport)]
    told = {"reports": reports, "late_reports": reporting.late(each.row for each in reports)}
    if not case.is_sealed:
        return {"offered": steps} | told
    return told | {
        "offered": steps,
        "exceptional": reader.exceptional(),
        "incident": reader.incident(),
        "sheet": reader.sheet(),
        "screens": [reader.screen(row) for row in rows(SafetyScreen)[:3]],
        "plans": [reader.shown(row) for row in rows(SafetyPlan)[:1]],
        "evidence": evidence.register_of(case, reader.vault) if reader.reads else [],
        "orders": [reader.order(row) for row in rows(ProtectionOrder)],
        "warnings": [reader.warning(row) for row in rows(WarningLetter)],
        "stays": [reader.stay(row) for row in rows(ShelterStay)],
    }


def summary(case: Case, scope: Scope) -> dict[str, Any]:
    """For the page of the matter: whether danger is open, the ways in, the duty to report; nothing of the story."""
    open_ = not case.closed_at
    has = case.is_sealed and UrgentIncident.objects.filter(case=case, state=IncidentState.OPEN).exists()
    return {
        "danger": has,
        "may_open": open_ and not has and bool(gate.ask(scope, "open_danger", case)),
        "may_begin": open_ and not case.is_sealed and bool(gate.ask(scope, "begin_protection", case)),
        "may_work": case.is_sealed and bool(gate.ask(scope, "meet_first", case)),
        "may_report": open_ and bool(gate.ask(scope, "mandatory_report", case)),
        "reported": MandatoryReport.objects.filter(case=case).exists(),
    }
