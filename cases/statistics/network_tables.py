"""R-12: the five-level network on the last day of a period, read from `network`. A table; nobody is counted in it but posts."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from cases.statistics.counting import count, listed
from cases.statistics.petition_tables import WHOLE
from cases.statistics.shapes import ALL, QUARTER, Column, Share, Table
from network.units.models import Level

R12 = Table(
    "R-12",
    _("The five-level network"),
    (QUARTER,),
    _("units, places and heads on the last day"),
    "《中国妇女第十三次全国代表大会章程》基层组织；四平市妇联内部规定",
    lambda: [
        WHOLE,
        *listed(ALL, [(f"level/{int(n)}", Level(n).label) for n in range(Level.CITY, Level.HAMLET + 1)]),
    ],
    (
        Column("units", _("Units of the network"), _("units that stood on the last day")),
        Column("homes", _("Women's homes"), _("places that served as a women's home on the last day")),
        Column("stations", _("Feedback stations"), _("units with a feedback station on the last day")),
        Column("rights", _("Rights stations"), _("places that served as a rights station on the last day")),
        Column("points", _("Talk points"), _("places that served as a talk point on the last day")),
        Column("heads", _("Heads in office"), _("stations with a head in office on the last day")),
        Column("vacant", _("Stations without a head"), _("stations of that day without one")),
        Column("trained", _("Heads trained"), _("heads who were trained in the period")),
    ),
    partial(count, "figures_network"),
    (
        Share("cover", _("Covered, %"), _("feedback stations ÷ units"), "stations", "units"),
        Share("headed", _("With a head, %"), _("heads in office ÷ feedback stations"), "heads", "stations"),
    ),
    adds=False,
    drill="coverage",
    drills="see_sites",
)
NETWORK = (R12,)
