"""The numbers of the year in outcomes, each from the very function of the page behind it."""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext

from network.access.scope import Scope
from network.units.models import Unit
from outreach.campaigns import figures as activities
from outreach.campaigns import surveys
from outreach.campaigns.activity import Activity
from outreach.campaigns.lists import ActivityKind, Series
from outreach.campaigns.models import Campaign
from outreach.counting import banded
from outreach.families import figures as families
from outreach.health import figures as health
from outreach.pairings import figures as helping
from outreach.threezero import figures as threezero
from sisterhood.lib.money import yuan
from sisterhood.lib.sheets import Cell

NOTHING = "—"
OVER = ("reported", "reviewed", "archived")
Numbers = dict[str, Cell]


def told(number: int, *, any_: int = 1) -> Cell:
    """In whole steps, short enough for two sheets of paper; 0 where there was nothing that could be counted."""
    if not any_:
        return 0
    found = banded(number)
    return gettext("fewer than five") if found is None else f"{found}+"


def numbers(scope: Scope, here: Unit, *, since: date, until: date) -> Numbers:
    """By the codes of `definitions`; what is withheld is a dash or a span in words."""
    found: Numbers = {}
    for part in (_campaigns, _activities, _health, _helping, _families, _villages, _teams):
        found |= part(scope, here, since, until)
    return found


def _campaigns(scope: Scope, here: Unit, since: date, until: date) -> Numbers:
    units = Unit.objects.below(here).values("pk")
    rows = Campaign.objects.visible_to(scope).filter(unit__in=units, approved_at__isnull=False)
    rows = rows.filter(starts_on__gte=since, starts_on__lte=until)
    held = rows.filter(state__in=OVER)
    asked = [each for row in held for each in surveys.changes(row.pk) if each.change is not None]
    of_activities = Activity.objects.counted(scope, here, since=since, until=until)
    spent = _sum(held, "spent_cents") + _sum(of_activities, "cost_cents")
    return {
        "campaign.planned": rows.count(),
        "campaign.held": held.count(),
        "campaign.budget": yuan(_sum(rows, "budget_cents")),
        "campaign.spent": yuan(spent),
        "survey.change": f"{_mean(asked, 'before')} → {_mean(asked, 'after')}" if asked else NOTHING,
    }


def _mean(asked: list[surveys.Change], phase: str) -> str:
    """Over all questions, with one decimal; kept are tenths."""
    return f"{sum(getattr(each, phase) for each in asked) / len(asked) / 10:.1f}"


def _sum(rows: Any, column: str) -> int:
    return int(rows.order_by().aggregate(n=Sum(column))["n"] or 0)


def _activities(scope: Scope, here: Unit, since: date, until: date) -> Numbers:
    whole = activities.report(scope, here, since=since, until=until).whole
    went = activities.coverage(scope, here, since=since, until=until).values()
    all_, reached = sum(each.villages for each in went), sum(each.reached for each in went)
    share = activities.Coverage(all_, reached).share
    rows = Activity.objects.counted(scope, here, since=since, until=until)
    found: Numbers = {
        "activity.events": whole.events,
        "activity.people": told(whole.people, any_=whole.events),
        "activity.hours": whole.hours,
        "village.share": f"{reached}/{all_}（{share}%）" if all_ else NOTHING,
    }
    for code in Series.values:
        found[f"series.{code}"] = _held(rows.filter(campaign__series=code))
    return found | {"care.held": _held(rows.filter(kind=ActivityKind.CARE))}


def _held(rows: Any) -> Cell:
    """Events, and people in steps of five."""
    each = list(rows)
    people = told(sum(row.people for row in each), any_=len(each))
    return f"{len(each)} / {people}" if each else 0


def _health(_scope: Scope, here: Unit, since: date, _until: date) -> Numbers:
    row = health.summed(here, since.year).get(None, health.Figures())
    names = ("due", "attended", "asked", "approved", "yuan", "enrolled")
    cells = {name: getattr(row, name) for name in names}
    return {f"health.{name}": NOTHING if number is None else number for name, number in cells.items()}


def _helping(_scope: Scope, here: Unit, since: date, until: date) -> Numbers:
    rows = helping.supporters(here, since=since, until=until)

    def summed(name: str) -> int:
        return sum(getattr(row, name) or 0 for row in rows)

    paired, begun = summed("running"), summed("begun")
    pieces = (summed("pieces_given"), summed("pieces_used"), summed("pieces_left"))
    return {
        "help.running": told(paired),
        "help.begun": told(begun),
        "help.given": yuan(summed("given")),
        "help.used": yuan(summed("used")),
        "help.rest": yuan(summed("rest")),
        "help.pieces": " / ".join(map(str, pieces)),
    }


def _families(scope: Scope, here: Unit, since: date, _until: date) -> Numbers:
    whole = sum(families.by_child(scope, here, year=since.year).values(), families.Figures())
    return {"family.put": whole.put_forward, "family.titled": whole.titled}


def _villages(scope: Scope, here: Unit, since: date, _until: date) -> Numbers:
    halves = [threezero.report(scope, here, f"{since.year}H{n}").whole.numbers for n in (1, 2)]
    return {
        f"zero.{name}": sum(half[name] for half in halves) for name in ("joined", "designated", "suspended")
    }


def _teams(scope: Scope, here: Unit, since: date, until: date) -> Numbers:
    then, now = activities.supporters(scope, here, since=since, until=until)
    share = dict(surveys.attitude(here)).get(since.year)
    return {"team.supporters": f"{then} → {now}", "survey.attitude": NOTHING if share is None else share}
