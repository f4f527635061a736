"""The left bar: a table of places and who finds them there. What a role may not use is absent, not greyed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.search.asked import Asked
from cases.search.groups import Group, Hit, group
from cases.support import switches
from network.access.scope import Scope
from sisterhood.lib.initials import initials


@dataclass(frozen=True)
class Place:
    """One entry: which group, where, and the action that opens it (None: everybody with a desk).

    `stands`: whether the place exists at all for her units.
    """

    group: Any
    name: str
    icon: str
    label: Any
    action: str | None
    stands: Callable[[Scope], bool] | None = None


HANDLE, SERVICE, NETWORK = _("Handling"), _("Service"), _("Network")
PLACES = (
    Place(HANDLE, "desk", "inbox", _("My work"), None),
    Place(HANDLE, "ledger", "folder-kanban", _("Ledger of matters"), "see_ledger"),
    Place(HANDLE, "follow_ups", "phone", _("Follow-up calls"), "follow_up"),
    Place(HANDLE, "referrals", "send", _("Green channel and referrals"), "see_referrals"),
    Place(HANDLE, "mediations", "users", _("Mediations"), "see_mediations"),
    Place(HANDLE, "break_glass", "siren", _("Emergency reading"), "break_glass"),
    Place(HANDLE, "assistances", "hand-heart", _("Rights assistance"), "see_assistance"),
    Place(HANDLE, "circles", "users", _("Contact circles of children"), "see_circles"),
    Place(HANDLE, "support", "house", _("Family support"), "see_support", switches.is_open_to),
    Place(HANDLE, "register", "file-plus", _("Register a visit"), "register"),
    Place(HANDLE, "mine", "files", _("What I reported"), "register"),
    Place(HANDLE, "phone_home", "smartphone", _("Pages for the phone"), "pass_on"),
    Place(HANDLE, "entrusted", "lock", _("Entrusted to you by name"), "read_accusation"),
    Place(HANDLE, "phone_checks", "circle-check", _("From phones, to be checked"), "decide_check"),
    Place(HANDLE, "imports", "file-input", _("Old registers in"), "import_ledger"),
    Place(HANDLE, "exports", "file-output", _("Ledgers out"), "export_ledger"),
    Place(HANDLE, "proposals", "lightbulb", _("Proposals to departments"), "read_proposals"),
    Place(SERVICE, "roster", "calendar-days", _("Reception and duty"), "see_roster"),
    Place(SERVICE, "rota", "calendar-check", _("Rota of advisers"), "see_rota"),
    Place(SERVICE, "consultations", "message-circle", _("My sessions"), "hold_session"),
    Place(SERVICE, "my_service", "footprints", _("My patrols and hours"), "see_service"),
    Place(SERVICE, "notices", "megaphone", _("Bulletins"), "read_inbox"),
    Place(SERVICE, "bulletins", "pencil", _("Bulletins of your office"), "draft_bulletin"),
    Place(SERVICE, "rounds", "footprints", _("Rounds of visits"), "see_rounds"),
    Place(SERVICE, "round_figures", "chart-column", _("Rounds by unit"), "see_round_figures"),
    Place(SERVICE, "needs_sheets", "list-checks", _("Sheets of needs"), "fill_needs"),
    Place(SERVICE, "needs", "lightbulb", _("What women need"), "see_needs"),
    Place(SERVICE, "activities", "calendar-days", _("Campaigns and activities"), "see_activities"),
    Place(SERVICE, "publicity", "megaphone", _("Publicity on the spot"), "enter_publicity"),
    Place(SERVICE, "activity_figures", "chart-column", _("Activities in numbers"), "see_activity_figures"),
    Place(SERVICE, "outcomes", "chart-column", _("The year in outcomes"), "see_outcomes"),
    Place(SERVICE, "teaching_cases", "scroll-text", _("Teaching cases"), "read_stories"),
    Place(SERVICE, "threezero_villages", "house-plus", _("Three-zero villages"), "see_threezero"),
    Place(SERVICE, "threezero_figures", "chart-column", _("Three-zero in numbers"), "see_threezero_figures"),
    Place(SERVICE, "agreements", "hand-heart", _("Agreements with partners"), "view_agencies"),
    Place(SERVICE, "donations", "hand-heart", _("Gifts and their use"), "see_donations"),
    Place(SERVICE, "supporters", "users", _("Supporters"), "see_supporters"),
    Place(SERVICE, "beneficiaries", "lock", _("Women and children in difficulty"), "see_beneficiaries"),
    Place(SERVICE, "pairings", "hand-helping", _("Pairings"), "see_pairings"),
    Place(SERVICE, "my_pairings", "hand-heart", _("Whom I accompany"), "see_my_pairings"),
    Place(SERVICE, "help_figures", "chart-column", _("Figures of helping hands"), "see_help_figures"),
    Place(SERVICE, "award_rounds", "house", _("Model families"), "see_families"),
    Place(SERVICE, "family_figures", "chart-column", _("Model families in figures"), "see_family_figures"),
    Place(SERVICE, "jury", "vote", _("Stories for the jury"), "judge_family"),
    Place(SERVICE, "reliefs", "hand-heart", _("Cancer relief"), "see_relief"),
    Place(SERVICE, "screenings", "calendar-check", _("Cancer screening"), "see_screening"),
    Place(SERVICE, "insurance", "umbrella", _("Insurance for women"), "see_plans"),
    Place(SERVICE, "treatments", "stethoscope", _("Following up treatment"), "see_treatment"),
    Place(
        SERVICE, "health_figures", "chart-column", _("Screening and relief in figures"), "see_health_figures"
    ),
    Place(SERVICE, "repeats", "files", _("Who asks for relief twice"), "see_repeats"),
    Place(NETWORK, "cockpit", "gauge", _("Cockpit"), "see_cockpit"),
    Place(NETWORK, "statistics", "chart-column", _("Statistical tables"), "see_statistics"),
    Place(NETWORK, "units", "network", _("Five-level network"), "view_tree"),
    Place(NETWORK, "coverage", "layout-grid", _("Coverage and gaps"), "see_sites"),
    Place(NETWORK, "sites", "house-plus", _("Places and station heads"), "see_sites"),
    Place(NETWORK, "selections", "vote", _("Choosing station heads"), "see_selections"),
    Place(NETWORK, "inspections", "clipboard-check", _("Visits to stations"), "see_sites"),
    Place(NETWORK, "devices", "phone", _("Phones"), "see_devices"),
    Place(NETWORK, "volunteers", "hand-helping", _("Volunteers"), "see_volunteers"),
    Place(NETWORK, "teams", "users", _("Teams of volunteers"), "see_volunteers"),
    Place(NETWORK, "patrols", "footprints", _("Patrols"), "see_volunteers"),
    Place(NETWORK, "window", "clock", _("Service window"), "keep_window"),
    Place(NETWORK, "late", "alarm-clock", _("Late matters"), "see_late"),
    Place(NETWORK, "orders", "scroll-text", _("Supervision orders"), "answer_order"),
    Place(NETWORK, "rules", "scale", _("Working rules"), None),
    Place(NETWORK, "sheet_texts", "file-check", _("Texts of the consent sheet"), "see_sheet_texts"),
    Place(NETWORK, "disputes", "signpost", _("Disputes about competence"), "decide_competence"),
    Place(NETWORK, "minor_requests", "lock", _("Leave to read"), "see_minor_requests"),
    Place(NETWORK, "agencies", "landmark", _("Bodies and contacts"), "view_agencies"),
    Place(NETWORK, "staff", "users", _("People and hand-over"), "hand_over"),
    Place(NETWORK, "entrusted_readers", "lock", _("Named readers"), "keep_readers"),
    Place(NETWORK, "leaves", "calendar-days", _("Leave and substitutes"), "read_inbox"),
    Place(NETWORK, "policy", "scale", _("Periods and rules"), "view_policy"),
    Place(NETWORK, "categories", "folder-kanban", _("Classes and sub-items"), "keep_categories"),
    Place(NETWORK, "services", "hand-heart", _("Services of other bodies"), "keep_services"),
    Place(NETWORK, "enrolment", "user-plus", _("Staff in bulk"), "enrol_staff"),
    Place(NETWORK, "password_resets", "key-round", _("New passwords by two"), "see_resets"),
    Place(NETWORK, "break_glasses", "shield", _("Emergency readings to review"), "review_break_glass"),
    Place(NETWORK, "support_switches", "house", _("Family support by county"), "see_switches"),
    Place(
        NETWORK, "break_glass_month", "chart-column", _("Emergency readings of a month"), "see_glass_report"
    ),
    Place(NETWORK, "retention", "archive", _("Storage periods and destruction"), "see_retention"),
    Place(NETWORK, "reading_samples", "shield", _("Openings to check"), "judge_reading"),
    Place(NETWORK, "readings_month", "chart-column", _("Openings of sealed matters"), "see_readings"),
    Place(NETWORK, "tokens", "key-round", _("Tokens of programs"), "read_inbox"),
    Place(NETWORK, "webhooks", "send", _("Events for programs"), "keep_webhooks"),
    Place(NETWORK, "audit", "scroll-text", _("Audit log"), "read_audit"),
    Place(NETWORK, "audit_period", "archive", _("Audit log after its period"), "see_audit_period"),
)


def is_open(name: str, scope: Scope) -> bool:
    """Whether she finds the place of this name in her bar."""
    return any(p.name == name and _opens(p, scope) for p in PLACES)


def found(asked: Asked, scope: Scope) -> Group:
    """Places of her bar whose label says every word, or begins with these first letters; for the search."""
    hits = [
        Hit(reverse(place.name), place.label, place.group)
        for place in PLACES
        if _opens(place, scope) and _is_called(str(place.label), asked)
    ]
    return group("actions", _("Pages of the menu"), hits)


def _is_called(label: str, asked: Asked) -> bool:
    if asked.letters and initials(label).startswith(asked.letters):
        return True
    return bool(asked.parts) and all(part in label.lower() for part in asked.parts)


def _opens(place: Place, scope: Scope) -> bool:
    known = place.action is None or scope.may(place.action)
    return known and (place.stands is None or place.stands(scope))


def bar(scope: Scope, *, path: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Groups of items for the frame; `current` marks the page one is on, `counts` stand beside their item."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for place in PLACES:
        if is_open(place.name, scope):
            url = reverse(place.name)
            item = {
                "url": url,
                "icon": place.icon,
                "label": place.label,
                "count": counts.get(place.name),
                "current": path == url,
            }
            groups.setdefault(place.group, []).append(item)
    return [{"label": label, "items": items} for label, items in groups.items()]
