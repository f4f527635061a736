"""The states of a campaign, of an activity and of a teaching case (domain.md §6.6); the diagrams are printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


CAMPAIGN_STATES = {
    "draft": _("campaign being planned"),
    "submitted": _("campaign waits for approval"),
    "approved": _("campaign approved"),
    "announced": _("campaign announced"),
    "running": _("campaign running"),
    "reported": _("campaign reported"),
    "reviewed": _("campaign reviewed"),
    "archived": _("campaign in the archive"),
    "called_off": _("campaign called off"),
}
CAMPAIGN = StateTable(
    name="campaign",
    states=CAMPAIGN_STATES,
    initial="draft",
    transitions=(
        _on("revise_campaign", ("draft",), "draft", _("change the plan")),
        _on("submit_campaign", ("draft",), "submitted", _("ask for approval")),
        _on("return_campaign", ("submitted",), "draft", _("give the plan back")),
        _on("approve_campaign", ("submitted",), "approved", _("approve the plan")),
        _on("announce_campaign", ("approved",), "announced", _("announce the campaign")),
        _on("begin_campaign", ("announced",), "running", _("begin the campaign")),
        _on("report_campaign", ("running",), "reported", _("report on the campaign")),
        _on("review_campaign", ("reported",), "reviewed", _("review the report")),
        _on("archive_campaign", ("reviewed",), "archived", _("put it into the archive")),
        _on(
            "call_off_campaign",
            ("draft", "submitted", "approved", "announced", "running"),
            "called_off",
            _("call the campaign off"),
        ),
    ),
)
ACTIVITY_STATES = {
    "planned": _("activity planned"),
    "held": _("activity held"),
    "evidence_uploaded": _("photographs are in"),
    "counted": _("activity counted"),
    "cancelled": _("activity cancelled"),
}
ACTIVITY = StateTable(
    name="activity",
    states=ACTIVITY_STATES,
    initial="planned",
    transitions=(
        _on("hold_activity", ("planned",), "held", _("it was held")),
        _on("upload_evidence", ("held",), "evidence_uploaded", _("add a photograph")),
        _on("upload_evidence", ("evidence_uploaded",), "evidence_uploaded", _("add a photograph")),
        _on("count_activity", ("evidence_uploaded",), "counted", _("count it")),
        _on("correct_activity", ("counted",), "counted", _("correct the count")),
        _on(
            "cancel_activity",
            ("planned", "held", "evidence_uploaded"),
            "cancelled",
            _("cancel the activity"),
        ),
    ),
)
STORY_STATES = {
    "draft": _("teaching case in writing"),
    "waits": _("waits for the privacy officer"),
    "published": _("teaching case published"),
    "withdrawn": _("teaching case withdrawn"),
}
STORY = StateTable(
    name="teaching case",
    states=STORY_STATES,
    initial="draft",
    transitions=(
        _on("revise_story", ("draft",), "draft", _("change the text")),
        _on("send_story", ("draft",), "waits", _("send it to the privacy officer")),
        _on("return_story", ("waits",), "draft", _("somebody can be recognised: give it back")),
        _on("sign_story", ("waits",), "published", _("nobody can be recognised: publish it")),
        _on("withdraw_story", ("draft", "waits", "published"), "withdrawn", _("withdraw the case")),
    ),
)
LABELS: dict[str, Any] = {
    each.event: each.label for table in (CAMPAIGN, ACTIVITY, STORY) for each in table.transitions
}
