"""The words of the audit log: kinds of subject, keys of a detail and the values that are codes. A table."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.access.roles import ROLES

SUBJECTS = {
    "accusation": gettext_lazy("accusation"),
    "agency": gettext_lazy("body and contacts"),
    "appointment": gettext_lazy("post held"),
    "audit": gettext_lazy("audit log"),
    "booking": gettext_lazy("booked session"),
    "calendar_year": gettext_lazy("holiday calendar"),
    "case": gettext_lazy("matter"),
    "commitment": gettext_lazy("matter taken on by a leader"),
    "dispute": gettext_lazy("dispute about competence"),
    "expert": gettext_lazy("adviser or counsellor"),
    "export": gettext_lazy("copy of a ledger"),
    "found_place": gettext_lazy("place found wanting"),
    "import": gettext_lazy("file of old matters"),
    "interview": gettext_lazy("interview"),
    "limit": gettext_lazy("limit"),
    "meeting": gettext_lazy("meeting"),
    "natural_hamlet": gettext_lazy("natural hamlet"),
    "notice": gettext_lazy("text of the consent sheet"),
    "order": gettext_lazy("supervision order"),
    "patrol": gettext_lazy("patrol"),
    "petitioner": gettext_lazy("petitioner"),
    "proposal": gettext_lazy("proposal"),
    "reader_list": gettext_lazy("list of named readers"),
    "reception_day": gettext_lazy("reception day"),
    "session": gettext_lazy("note of a session"),
    "setting": gettext_lazy("rule of the house"),
    "shift": gettext_lazy("duty shift"),
    "staff_sheet": gettext_lazy("list of new accounts"),
    "supervision_order": gettext_lazy("supervision order"),
    "team": gettext_lazy("team"),
    "unit": gettext_lazy("unit"),
    "unit_file": gettext_lazy("file of units"),
    "user": gettext_lazy("account"),
    "view": gettext_lazy("page"),
    "visit": gettext_lazy("visit"),
    "volunteer": gettext_lazy("volunteer"),
    "volunteer_export": gettext_lazy("file of hours"),
}
KEYS = {
    "attachment": gettext_lazy("file"),
    "days": gettext_lazy("number of days"),
    "device": gettext_lazy("device"),
    "fields": gettext_lazy("fields"),
    "filters": gettext_lazy("filters"),
    "from_day": gettext_lazy("in force from"),
    "granted": gettext_lazy("agreed to"),
    "layer": gettext_lazy("part"),
    "locked": gettext_lazy("locked"),
    "method": gettext_lazy("way of asking"),
    "op": gettext_lazy("operation"),
    "reason": gettext_lazy("reason"),
    "role": gettext_lazy("role"),
    "rows": gettext_lazy("rows"),
    "source": gettext_lazy("source"),
    "status": gettext_lazy("answer"),
    "table": gettext_lazy("table"),
    "through": gettext_lazy("Up to position"),
    "to": gettext_lazy("to account"),
    "unit": gettext_lazy("unit"),
    "until": gettext_lazy("until"),
    "values": gettext_lazy("values before and after"),
    "what": gettext_lazy("what"),
    "why": gettext_lazy("why"),
}
VALUES = {
    ("device", "desktop"): gettext_lazy("computer"),
    ("device", "phone"): gettext_lazy("mobile phone"),
    ("layer", "card"): gettext_lazy("card only"),
    ("layer", "names"): gettext_lazy("names"),
    ("layer", "narrative"): gettext_lazy("content"),
    ("layer", "phone"): gettext_lazy("phone"),
    ("layer", "lend_card"): gettext_lazy("card only"),
    ("layer", "lend_case"): gettext_lazy("page of the matter"),
    ("layer", "lend_names"): gettext_lazy("names"),
    ("layer", "lend_narrative"): gettext_lazy("content"),
    ("op", "insert"): gettext_lazy("added"),
    ("op", "update"): gettext_lazy("changed"),
    ("op", "delete"): gettext_lazy("deleted"),
    ("what", "account"): gettext_lazy("account"),
    ("what", "hand_over"): gettext_lazy("hand-over"),
    ("what", "leave"): gettext_lazy("leave"),
    ("what", "password"): gettext_lazy("password"),
    ("what", "password_reset"): gettext_lazy("password reset"),
    ("what", "sign_in"): gettext_lazy("sign-in"),
    ("why", "too_many"): gettext_lazy("too many attempts"),
}


def subject_words(kind: str, subject_id: str) -> str:
    """The kind in words and the number; a kind that stands nowhere keeps its code."""
    return f"{SUBJECTS.get(kind, kind)} {subject_id}".strip()


def detail_words(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """Key and value in words, in the order of the row; what stands nowhere keeps its code."""
    return [(str(KEYS.get(key, key)), _value(key, value)) for key, value in detail.items()]


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        return "、".join(str(each) for each in value) or "—"
    if isinstance(value, dict):
        return "；".join(f"{name} {_change(each)}" for name, each in value.items())
    if key == "role" and value in ROLES:
        return str(ROLES[value].label)
    known = VALUES.get((key, value)) if isinstance(value, str) else None
    return str(known or value)


def _change(pair: Any) -> str:
    if isinstance(pair, list) and len(pair) == 2:
        return " → ".join("—" if each in (None, "") else str(each) for each in pair)
    return str(pair)
