"""The stories of the demo that the tables that go upward are counted over, and the cells of a table of a page."""

import re
from html import unescape

from sisterhood.demo import (
    awards,
    campaigns,
    evenings,
    health,
    helping,
    rounds,
    stations,
    villages,
    volunteers,
)
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock


def everything() -> None:
    """As `demo_stories` tells them."""
    stations.home_and_stations(Teller(clock.now()))
    volunteers.tell_all()
    rounds.tell_all()
    campaigns.tell_all()
    evenings.tell_all()
    helping.tell_all()
    awards.tell_all()
    health.tell_all()
    villages.tell_all()


def plain(cell: str) -> str:
    """A cell as somebody reads it."""
    return unescape(re.sub(r"<[^>]+>", "", cell)).strip()


def tables(page: str) -> list[list[list[str]]]:
    """Every table of a page, line by line, without its heads."""
    found = []
    for body in re.findall(r"<table.*?</table>", page, re.S):
        lines = re.findall(r"<tr>(.*?)</tr>", body.partition("</thead>")[2], re.S)
        found.append(
            [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)] for line in lines]
        )
    return found
