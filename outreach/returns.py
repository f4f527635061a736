"""R-7 to R-11 and R-13 of the returns: the figures that the pages of outreach count, in the shape of a table.

Nothing is counted a second time: each cell is a number of a page's own function, withheld where that page withholds it.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.statistics import measures
from cases.statistics.shapes import ALL, HALF, QUARTER, YEAR, Ask, Cells, Column, Line, Share, Table
from outreach.beneficiaries.lists import Category, Sex
from outreach.campaigns import figures as campaigns
from outreach.campaigns.lists import ActivityKind, Topic
from outreach.counting import banded
from outreach.families import figures as families
from outreach.families.lists import Title
from outreach.health import figures as health
from outreach.pairings import figures as helping
from outreach.supporters.lists import SupporterKind
from outreach.threezero import figures as threezero

OWN_RULE = "四平市妇联内部规定（可调整）"
WHOLE = Line(ALL, _("Together"))
BANDS = ("0-5", "6-11", "12-15", "16-17", "18+")
APART = "-"  # a line that is shown only where there is something in it
CENTS = 100


def _last(ask: Ask) -> Any:
    return ask.until - timedelta(days=1)


def _health(ask: Ask) -> Cells:
    found = health.summed(ask.here, ask.since.year).get(None)
    return {(ALL, name): n for name, n in vars(found).items()} if found is not None else {}


def _children(ask: Ask) -> Cells:
    cells: Cells = {}
    for row in helping.children(ask.here, since=ask.since, until=_last(ask)):
        told = {
            name: getattr(row, name) for name in ("enrolled", "paired", "mothers", "meetings", "concerns")
        }
        is_few = banded(row.enrolled) is None
        line = f"{row.category}/{row.band}/{row.sex}"
        cells |= {(line, name): None if is_few else banded(n) for name, n in told.items()}
        cells[line, "yuan"] = None if is_few else row.cents // CENTS
        cells[line, "pieces"] = None if is_few else row.pieces
    return cells


def _supporters(ask: Ask) -> Cells:
    cells: Cells = {}
    for row in helping.supporters(ask.here, since=ask.since, until=_last(ask)):
        line = row.kind or "nameless"
        cells |= {(line, name): banded(getattr(row, name)) for name in ("running", "begun", "ended")}
        cells |= {(line, name): getattr(row, name) // CENTS for name in ("given", "used", "rest")}
        cells |= {(line, name): getattr(row, name) for name in ("pieces_given", "pieces_used", "pieces_left")}
    return cells


def _families(ask: Ask) -> Cells:
    year = ask.since.year
    whole = sum(families.by_child(ask.scope, ask.here, year=year).values(), families.Figures())
    cells: Cells = {(ALL, name): n for name, n in vars(whole).items()}
    names = {str(title.label): title.value for title in Title}
    for label, sought, given in families.by_title(ask.scope, ask.here, year=year):
        line = f"title/{names[str(label)]}"
        cells |= {(line, "put_forward"): sought, (line, "titled"): given}
    held = campaigns.report(ask.scope, ask.here, since=ask.since, until=_last(ask))
    return cells | {(ALL, "events"): held.whole.events, (ALL, "people"): held.people}


def _threezero(ask: Ask) -> Cells:
    half = "H1" if ask.since.month < 7 else "H2"
    row = threezero.report(ask.scope, ask.here, f"{ask.since.year}{half}").whole
    numbers: dict[str, int | None] = {**row.numbers, **row.files}
    return {(ALL, name): n for name, n in numbers.items()}


def _campaigns(ask: Ask) -> Cells:
    told = campaigns.report(ask.scope, ask.here, since=ask.since, until=_last(ask))
    kinds = {str(label): code for code, label in ActivityKind.choices}
    topics = {str(label): code for code, label in Topic.choices}
    lines = [(f"kind/{kinds[str(label)]}", line) for label, line in told.kinds]
    lines += [(f"topic/{topics[str(label)]}", line) for label, line in told.topics]
    cells: Cells = {}
    for code, line in [*lines, (ALL, told.whole)]:
        cells |= {(code, name): getattr(line, name) for name in ("events", "materials", "experts")}
        cells[code, "people"] = None if line.is_small else line.people
        cells[code, "hours"] = line.minutes // 60
    cells[ALL, "people"] = told.people
    return cells


def _columns(*rows: tuple[str, Any, Any]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


R7 = Table(
    "R-7",
    _("Cancer screening and relief"),
    (QUARTER, YEAR),
    _("women, yuan"),
    "《妇女权益保障法》第三十条；财政部、全国妇联“两癌”救助项目管理规定（2021年，文号待核，可调整）",
    lambda: [WHOLE],
    _columns(
        (
            "due",
            _("Due for screening"),
            _("women between 35 and 64 to be examined, as planned with the health centre by that day"),
        ),
        ("invited", _("Women told"), _("of these, told of the screening")),
        ("attended", _("Screened"), _("of these, screened")),
        ("abnormal", _("Abnormal"), _("findings that need another look, as a sum")),
        ("followed_up", _("Followed up"), _("of these, followed up, as a sum")),
        ("asked", _("Relief asked for"), _("applications of the year that were not taken back")),
        ("approved", _("Relief approved"), _("of these, approved")),
        ("paid", _("Relief paid"), _("of these, paid")),
        ("yuan", _("Yuan paid"), _("money paid, told from the county up")),
        ("enrolled", _("Insured"), _("women in plans that began in the year")),
        ("claims", _("Claims paid"), _("claims we helped with that were paid")),
    ),
    _health,
    (Share("attendance", _("Screened, %"), _("screened ÷ due"), "attended", "due"),),
    adds=False,
    by_unit=True,
    drill="health_figures",
    drills="see_health_figures",
    action="see_health_figures",
)
R8 = Table(
    "R-8",
    _("Women and children in difficulty"),
    (HALF,),
    _("persons in steps of five; yuan; pieces"),
    "国发〔2016〕13号；《未成年人保护法》第四十三条",
    lambda: [
        Line(f"{category}/{band}/{sex}", f"{category.label} {band} {sex.label}", APART)
        for category in Category
        for band in BANDS
        for sex in Sex
    ],
    _columns(
        ("enrolled", _("On the list"), _("confirmed by the county and not past the age on the last day")),
        ("paired", _("Paired"), _("with a pairing that runs on the last day")),
        ("mothers", _("With a caring mother"), _("of these, with a caring mother")),
        ("meetings", _("Meetings held"), _("meetings of the half-year")),
        ("concerns", _("Concerns"), _("concerns raised in the half-year")),
        ("yuan", _("Yuan"), _("money used for them in the half-year")),
        ("pieces", _("Things"), _("things used for them in the half-year")),
    ),
    _children,
    adds=False,
    drill="help_figures",
    drills="see_help_figures",
    action="see_help_figures",
)
R9 = Table(
    "R-9",
    _("Help and gifts"),
    (HALF,),
    _("pairings, in steps of five; yuan; pieces"),
    "《慈善法》；四平市妇联内部规定（可调整）",
    lambda: [
        *(Line(kind.value, kind.label, APART) for kind in SupporterKind),
        Line("nameless", _("donors without a name"), APART),
    ],
    _columns(
        ("running", _("Pairings that run"), _("pairings that run on the last day")),
        ("begun", _("Newly paired"), _("pairings begun in the half-year")),
        ("ended", _("Ended"), _("pairings ended in the half-year")),
        ("given", _("Yuan given"), _("money given in the half-year")),
        ("used", _("Yuan used"), _("money used in the half-year")),
        ("rest", _("Yuan left"), _("money left on the last day")),
        ("pieces_given", _("Things given"), _("things given in the half-year")),
        ("pieces_used", _("Things used"), _("things used in the half-year")),
        ("pieces_left", _("Things left"), _("things left on the last day")),
    ),
    _supporters,
    adds=False,
    drill="help_figures",
    drills="see_help_figures",
    action="see_help_figures",
)
R10 = Table(
    "R-10",
    _("Families"),
    (YEAR,),
    _("families, households, villages"),
    "《家庭教育促进法》；四平市妇联内部规定（可调整）",
    lambda: [WHOLE, *(Line(f"title/{title}", title.label, APART) for title in Title)],
    _columns(
        ("put_forward", *families.DEFINITIONS[0]),
        ("titled", *families.DEFINITIONS[1]),
        ("households", *families.DEFINITIONS[2]),
        ("villages", *families.DEFINITIONS[3]),
        ("all_villages", _("All villages"), _("villages and communities of the unit")),
        ("events", _("Activities"), _("activities of the year that were counted")),
        ("people", _("People at activities"), _("people at these, each time")),
    ),
    _families,
    (
        Share(
            "reach",
            _("Villages reached, %"),
            _("villages reached ÷ all villages"),
            "villages",
            "all_villages",
        ),
    ),
    adds=False,
    by_unit=True,
    drill="family_figures",
    drills="see_family_figures",
    action="see_family_figures",
)
R11 = Table(
    "R-11",
    _("Three-zero villages"),
    (HALF,),
    _("villages, teams, patrols, rounds; files in steps of five"),
    OWN_RULE,
    lambda: [WHOLE],
    _columns(*threezero.COLUMNS, *threezero.FILES),
    _threezero,
    adds=False,
    by_unit=True,
    drill="threezero_figures",
    drills="see_threezero_figures",
    action="see_threezero_figures",
)
R13 = Table(
    "R-13",
    _("Publicity and training"),
    (QUARTER,),
    _("activities, people each time, pieces, hours"),
    OWN_RULE,
    lambda: [
        WHOLE,
        *(Line(f"kind/{code}", label, APART) for code, label in ActivityKind.choices),
        *(Line(f"topic/{code}", label, APART) for code, label in Topic.choices),
    ],
    _columns(
        ("events", _("Activities"), _("activities of the period that were counted")),
        (
            "people",
            _("People counted each time"),
            _("people at these, each time; withheld where fewer than five"),
        ),
        ("materials", _("Materials given out"), _("pieces given out")),
        ("experts", _("Experts"), _("speakers who are experts")),
        ("hours", _("Hours of volunteers"), _("whole hours that volunteers served at these")),
    ),
    _campaigns,
    adds=False,
    drill="activity_figures",
    drills="see_activity_figures",
    action="see_activity_figures",
)


def enrol() -> None:
    """Fill the registry of tables; called once when the app is ready."""
    measures.register(R7, R8, R9, R10, R11, R13)
