"""R-1, R-2, R-14, R-A: what came in, how it was handled, what was late, the year's report. Tables.

件次, 件, 批次 and 人次 as `cases/petitions/counting.py` counts them; functions of the owner count sealed matters as well.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from cases.categories.models import CategoryItem
from cases.statistics.counting import count, listed
from cases.statistics.shapes import ALL, MONTH, QUARTER, YEAR, Column, Line, Share, Table
from cases.vocabulary.intake import Category, Concern, Gender
from network.agencies.models import AgencyKind
from network.units.models import Level

FORM = "全国妇联信访统计口径（七大类；表样未取得，代码表可调整）"
RULES = "《信访工作条例》"
AGES = (
    ("0-17", _("under 18")),
    ("18-35", _("18 to 35")),
    ("36-59", _("36 to 59")),
    ("60+", _("60 and older")),
    ("unknown", _("age not said")),
)
WHOLE = Line(ALL, _("Together"))


def _classes() -> list[Line]:
    lines, names = [WHOLE], dict[str, dict[str, str]]()
    for item in CategoryItem.objects.order_by("starts_on"):
        names.setdefault(item.root, {})[item.code] = item.name
    for root in Category:
        lines.append(Line(root.value, root.label, ALL))
        lines += [Line(f"{root}/{code}", name, root.value) for code, name in names.get(root, {}).items()]
        lines.append(Line(f"{root}/-", _("without a sub-item"), root.value))
    lines += listed("", [(f"flag/{flag}", flag.label) for flag in Concern])
    lines += listed("", [(f"sex/{sex}", sex.label) for sex in Gender])
    return lines + listed("", [(f"age/{code}", label) for code, label in AGES])


WAYS = (
    Column("letter", _("By letter"), _("matters that came by letter")),
    Column(
        "visit", _("Visits, batches"), _("visits to an office outside reception days, one person or many")
    ),
    Column("call", _("Calls and 12338"), _("matters told by phone or to the hotline 12338")),
    Column("web", _("Online"), _("matters written on the public page")),
    Column("reception_day", _("Reception day, batches"), _("visits on a leader's reception day")),
    Column("station", _("Stations, batches"), _("told at a feedback station, a talk point or to a patrol")),
    Column(
        "again", _("Contacts after the end"), _("contacts written down on a matter that is final or archived")
    ),
)
_SUMS = (tuple(way.code for way in WAYS), ("first", "repeat"))
R1 = Table(
    "R-1",
    _("Petitions received"),
    (MONTH, QUARTER),
    _("matter-contacts"),
    FORM,
    _classes,
    (
        *WAYS,
        Column(
            "total", _("All contacts"), _("registrations and later contacts, counted where she came"), _SUMS
        ),
        Column(
            "matters", _("Matters, merged ones once"), _("registrations that were not merged into another")
        ),
        Column("persons", _("Persons on visits"), _("people who came on visits of any kind, each time")),
        Column("first", _("First"), _("nobody with the right to ask found an earlier matter of hers")),
        Column(
            "repeat", _("Repeated"), _("she had come before in the same matter, and contacts after the end")
        ),
        Column(
            "collective", _("Collective, batches"), _("visits of as many people as the rule says, or more")
        ),
    ),
    partial(count, "figures_petitions"),
    (Share("repeat_rate", _("Repeat rate"), _("repeated ÷ all contacts"), "repeat", "total"),),
)
R2 = Table(
    "R-2",
    _("Handling of petitions"),
    (MONTH, QUARTER),
    _("matters, each once"),
    f"{RULES}第二十二条至第三十六条",
    lambda: [WHOLE],
    (
        Column(
            "registered",
            _("Registered"),
            _("received in the period; counted at the unit that owes the next step"),
        ),
        Column(
            "notice_due",
            _("Notices due"),
            _("matters whose last day to tell her in writing lies in the period and has passed, or was met"),
            (("notice_in_time", "notice_late"),),
        ),
        Column("notice_in_time", _("Told in time"), _("of these, told by the last day")),
        Column("notice_late", _("Told late or not yet"), _("of these, all others")),
        Column("accepted", _("Accepted matters"), _("accepted in the period")),
        Column("transferred", _("Transferred"), _("transfer slips the unit sent")),
        Column("assigned", _("Assigned"), _("assignment slips the unit sent")),
        Column("objections", _("Objections"), _("objections the unit raised to a slip")),
        Column(
            "due",
            _("Closings due"),
            _(
                "matters whose last day of handling, with any extension, lies in the period and has passed, or was met"
            ),
            (("closed_in_time", "overdue"),),
        ),
        Column("closed_in_time", _("Closed by the last day"), _("of these, answered by the last day")),
        Column("overdue", _("Late"), _("of these, all others")),
        Column("extended", _("Extended"), _("of those due, with a longer period")),
        Column("reviews", _("Reviews"), _("reviews she asked for in the period")),
        Column("reexaminations", _("Re-examinations"), _("re-examinations she asked for in the period")),
        Column("support", _("Supported"), _("handling opinions approved in the period that support her")),
        Column("explain", _("Explained"), _("handling opinions approved in the period that explain")),
        Column(
            "not_support",
            _("Not supported"),
            _("handling opinions approved in the period that do not support her"),
        ),
        Column("closed", _("Closed"), _("matters closed in the period, in whatever way")),
        Column("rated", _("Rated"), _("of those closed, the ones she rated herself")),
        Column("content", _("Contented"), _("of those rated, satisfied or mostly satisfied")),
    ),
    partial(count, "figures_handling"),
    (
        Share(
            "notice_rate",
            _("Told in time, %"),
            _("told in time ÷ notices due"),
            "notice_in_time",
            "notice_due",
        ),
        Share(
            "close_rate",
            _("Answered in time, %"),
            _("answered in time ÷ closings due"),
            "closed_in_time",
            "due",
        ),
        Share("content_rate", _("Content, %"), _("content ÷ rated"), "content", "rated"),
        Share("rated_rate", _("Rated, %"), _("rated ÷ closed"), "rated", "closed"),
    ),
    by_unit=True,
)
_LEVELS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE, Level.HAMLET)
R14 = Table(
    "R-14",
    _("Supervision and late matters"),
    (MONTH,),
    _("obligations (clocks of matters)"),
    f"{RULES}第三十九条、第四十条；颜色为本系统内部规定",
    lambda: [WHOLE, *listed(ALL, [(f"level/{int(level)}", level.label) for level in _LEVELS])],
    (
        Column("yellow", _("Yellow"), _("obligations of matters that were reminded early in the period")),
        Column("orange", _("Orange"), _("obligations that were reminded shortly before their day")),
        Column("red", _("Red"), _("obligations that climbed the ladder because their day had passed")),
        Column(
            "orders",
            _("Supervision orders"),
            _("supervision orders issued in the period, listed ones among them"),
        ),
        Column("listed", _("Listed"), _("orders of listed supervision, signed by the city's leader")),
        Column("rectified", _("Mended"), _("orders whose reply was accepted in the period")),
        Column("late_met", _("Fulfilled late"), _("obligations fulfilled in the period after their day")),
        Column("late_days", _("Days late"), _("days from the due day to the fulfilment of these, added up")),
    ),
    partial(count, "figures_supervision"),
    (
        Share(
            "late_mean",
            _("Days late on average"),
            _("days late ÷ fulfilled late"),
            "late_days",
            "late_met",
            1,
        ),
    ),
    drill="late",
    drills="see_late",
)


def _year() -> list[Line]:
    lines = [WHOLE, *listed(ALL, [(f"class/{c.value}", c.label) for c in Category])]
    lines += [
        Line("accepted", _("Accepted matters")),
        Line("transferred", _("Transferred")),
        Line("assigned", _("Assigned")),
        Line("orders", _("Supervision orders")),
        Line("listed", _("Listed supervision")),
        Line("urged", _("Urging opinions sent")),
        Line("proposals", _("Proposals to departments sent")),
        Line("adopted", _("Proposals adopted, wholly or in part")),
        Line("demands", _("Demands for an investigation, by body")),
    ]
    return lines + [Line(f"demand/{code}", label, "demands") for code, label in AgencyKind.choices]


RA = Table(
    "R-A",
    _("Yearly report on petitions"),
    (YEAR,),
    _("matters, slips, orders and papers"),
    f"{RULES}第四十一条",
    _year,
    (
        Column(
            "n",
            _("How many"),
            _("matters received in the year by class; what was sent, ordered, urged and proposed in it"),
        ),
    ),
    partial(count, "figures_year"),
)
PETITIONS = (R1, R2, R14, RA)
