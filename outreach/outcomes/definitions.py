"""What the year in outcomes counts, line by line: code, name, definition. A table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# By the first word of a code: the page behind the figure, and the action that opens it.
BEHIND: dict[str, tuple[str, str]] = {
    "campaign": ("activities", "see_activities"),
    "activity": ("activity_figures", "see_activity_figures"),
    "village": ("village_coverage", "see_activity_figures"),
    "series": ("activities", "see_activities"),
    "care": ("activity_figures", "see_activity_figures"),
    "health": ("health_figures", "see_health_figures"),
    "help": ("help_figures", "see_help_figures"),
    "family": ("family_figures", "see_family_figures"),
    "zero": ("threezero_figures", "see_threezero_figures"),
    "team": ("teams", "see_volunteers"),
    "survey": ("activity_figures", "see_activity_figures"),
}
Lines = tuple[tuple[str, Any, Any], ...]
_CAMPAIGNS: Lines = (
    (
        "campaign.planned",
        _("Campaigns planned"),
        _("approved ones whose first day lies in the year, called off or not"),
    ),
    ("campaign.held", _("Campaigns held"), _("of them those that are over and reported")),
    ("campaign.budget", _("Budget, yuan"), _("of the campaigns planned, as approved")),
    (
        "campaign.spent",
        _("Spent, yuan"),
        _("by the campaigns held and all activities counted in the year, corrections included"),
    ),
    (
        "activity.events",
        _("Activities held"),
        _("activities held in the year and counted, by this unit or below"),
    ),
    (
        "activity.people",
        _("People reached"),
        _("women, men and children who came, by head count; in steps of five"),
    ),
    ("activity.hours", _("Volunteer hours given"), _("hours credited for these activities")),
    (
        "village.share",
        _("Villages an activity went to"),
        _("villages at least one counted activity went to, whoever organised it"),
    ),
)
_SERIES: Lines = (
    (
        "series.bridge",
        _("Bridge of hearts"),
        _("activities counted in campaigns of this series; people in steps of five"),
    ),
    ("series.umbrella", _("Umbrella of care"), _("the same, of this series")),
    ("series.path", _("Path of growing up"), _("the same, of this series")),
    (
        "care.held",
        _("Care among relatives"),
        _("activities for care among relatives; people in steps of five"),
    ),
)
_HEALTH: Lines = (
    ("health.due", _("Women due for screening"), _("as planned with the health centre")),
    ("health.attended", _("Women who came to it"), _("of those on the lists of villages")),
    (
        "health.asked",
        _("Relief applied for"),
        _("applications of the year without those withdrawn; withheld where the table of relief withholds"),
    ),
    ("health.approved", _("Relief granted"), _("approved by the province; withheld likewise")),
    ("health.yuan", _("Relief paid, yuan"), _("paid by bank; withheld likewise")),
    (
        "health.enrolled",
        _("Women insured"),
        _("who chose a group insurance that began in the year; withheld likewise"),
    ),
)
_HELPING: Lines = (
    ("help.running", _("Pairings"), _("that run on the last day; in steps of five")),
    ("help.begun", _("Pairings begun"), _("within the year; in steps of five")),
    ("help.given", _("Gifts of money, yuan"), _("given within the year")),
    (
        "help.used",
        _("Gifts of money used, yuan"),
        _("used within the year; a reversal counts on its own day"),
    ),
    ("help.rest", _("Gifts of money left, yuan"), _("on the last day")),
    ("help.pieces", _("Things given, used, left"), _("pieces within the year, and left on the last day")),
)
_FAMILIES: Lines = (
    (
        "family.put",
        _("Model families put forward"),
        _("whose papers were signed and handed in, in rounds of the year"),
    ),
    (
        "family.titled",
        _("Model families with a title"),
        _("of these; also if they took themselves back later"),
    ),
    (
        "zero.joined",
        _("Three-zero villages that joined"),
        _("villages that began in the year and have not withdrawn"),
    ),
    ("zero.designated", _("Three-zero villages designated"), _("in the year")),
    ("zero.suspended", _("Designations suspended"), _("in the year, for what was done to a report")),
    ("team.supporters", _("Members of teams of supporters"), _("before the first day → on the last one")),
    (
        "survey.change",
        _("Change between surveys"),
        _(
            "of campaigns that are over: mean answer before → after, all questions together, on a scale of five"
        ),
    ),
    (
        "survey.attitude",
        _("Violence is never private, of a hundred"),
        _("of those asked after campaigns of the year, how many agree; in steps of five"),
    ),
)
PARTS: tuple[tuple[Any, Lines], ...] = (
    (_("Planned, reached, spent"), _CAMPAIGNS),
    (_("Series of care"), _SERIES),
    (_("Health of women"), _HEALTH),
    (_("Helping hands in the year"), _HELPING),
    (_("Families, villages, teams"), _FAMILIES),
)
