"""What the pages show of requests about somebody's own data: words only to readers of the narrative. Buttons are a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.privacy import request_forms as f
from cases.privacy import requests
from cases.privacy.lists import CHANGING
from cases.privacy.models import DataRequest
from cases.privacy.states import DATA_REQUEST, FIRST
from network.access import gate
from network.access.scope import Scope
from network.deadlines import faces
from network.deadlines.models import Clock
from sisterhood.lib import masking


@dataclass(frozen=True)
class Button:
    """Form, verb, the sentence above the form, picture, and what is said when it is done."""

    form: type[f.RequestForm]
    run: Callable[..., Any]
    sentence: Any
    icon: str
    done: Any


_NOTED = _("It is written down.")
BUTTONS: dict[str, Button] = {
    "check_identity": Button(
        f.IdentityForm,
        requests.check_identity,
        _("Make sure that it is she who asks; nothing is told before."),
        "user-check",
        _NOTED,
    ),
    "grant_request": Button(
        f.GrantForm, requests.grant_request, _("Grant it, and write the answer."), "check", _NOTED
    ),
    "refuse_request": Button(
        f.RefuseForm,
        requests.refuse_request,
        _("Refuse it with reasons, and say that a court may be asked."),
        "undo-2",
        _NOTED,
    ),
    "carry_out_request": Button(
        f.CarryOutForm,
        requests.carry_out_request,
        _("Carry it out: what you write or tick here is changed in the matter. Then tell the person."),
        "file-check",
        _NOTED,
    ),
    "take_back_request": Button(
        f.RequestForm, requests.take_back_request, _("The person does not want it any more."), "x", _NOTED
    ),
}


@dataclass(frozen=True)
class Shown:
    """One request for its page."""

    row: DataRequest
    who: str
    texts: dict[str, str]
    face: Any
    is_other_side: bool
    is_changing: bool


def shown(row: DataRequest, *, vault: Vault, reads: bool, at: datetime) -> Shown:
    """One request; its words are empty for whoever may not read the narrative."""
    texts = {name: vault.open(row, name) if reads else "" for name in DataRequest.SEALED}
    running = _clocks([row])
    face = faces.face(running[row.pk], at) if row.pk in running else None
    who = f"{row.person.get_role_display()} {masking.mask_name(vault.open(row.person, 'name'))}".strip()
    return Shown(row, who, texts, face, requests.is_other_side(row), row.right in CHANGING)


def steps(row: DataRequest, case: Case, scope: Scope) -> tuple[list[str], list[str]]:
    """What she may do now: the first step, and the others."""
    verbs = [each.event for each in DATA_REQUEST.allowed(row.state) if gate.ask(scope, each.event, case)]
    first = [verb for verb in verbs if verb == FIRST.get(row.state)]
    return first, [verb for verb in verbs if verb not in first]


def section(case: Case, *, scope: Scope, at: datetime) -> dict[str, Any]:
    """个人信息请求 on the page of a matter, for whoever may open it."""
    rows = list(DataRequest.objects.filter(case=case))
    running = _clocks(rows)
    return {
        "rows": [(row, faces.face(running[row.pk], at) if row.pk in running else None) for row in rows],
        "may_register": bool(gate.ask(scope, "register_request", case)),
    }


def _clocks(rows: list[DataRequest]) -> dict[UUID, Clock]:
    if not rows:
        return {}
    parts = [row.pk for row in rows]
    running = Clock.objects.filter(subject_kind="case", part__in=parts, state="running")
    return {each.part: each for each in running.select_related("limit", "version") if each.part}
