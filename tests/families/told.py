"""An award round told through its verbs up to a stage: two families of one village, one of another, judged by the county."""

import io
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from network.units.models import Unit
from outreach.families import going_up, rounds, writing
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.rounds import Plan
from outreach.families.writing import Consent, Words
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import person
from tests.selection.told import does

STORY = "三代同堂，重活一起干，晚饭后一起读书。"
VILLAGES = {"luo": cast.WOHU_VILLAGE, "wang": cast.WUXING_VILLAGE}
DAYS = {
    "opens": 0,
    "call": 0,
    "nominate": 1,
    "visits": 11,
    "visit": 12,
    "talk": 21,
    "discuss": 22,
    "notice": 31,
}


def county() -> Unit:
    return person("gao").appointments.get().unit


def city() -> Unit:
    return person("zhou").appointments.get().unit


def village(username: str = "luo") -> Unit:
    return Unit.objects.current().get(code=VILLAGES[username], level=4)


def township() -> Unit:
    return person("tian").appointments.get().unit


def plan(first: Any, **more: Any) -> Plan:
    """Ten days for each stage."""
    days = {
        "opens_on": first,
        "nominate_until": first + timedelta(days=10),
        "visit_until": first + timedelta(days=20),
        "discuss_until": first + timedelta(days=30),
    }
    places = {"village_places": 2, "township_places": 3, "county_places": 2, "award_places": 2}
    return Plan(**({"name": "寻找最美家庭", "year": first.year} | days | places | more))


def picture(colour: str = "teal") -> bytes:
    """A photograph."""
    file = io.BytesIO()
    Image.new("RGB", (1200, 900), colour).save(file, "JPEG")
    return file.getvalue()


class Round:
    """A round begun so many days ago; `codes` are those of the adults, by family."""

    def __init__(self, ago: int, *, by: str = "gao", unit: Unit | None = None, **more: Any) -> None:
        self.begun: datetime = clock.now() - timedelta(days=ago)
        first = clock.local_date(self.begun)
        self.by, self.codes = by, {}
        self.row: AwardRound = does(
            by, rounds.open_awards, unit or county(), plan=plan(first, **more), at=self.begun
        )
        self.pk = self.row.pk

    def at(self, day: float) -> datetime:
        """So many days after its first."""
        return self.begun + timedelta(days=day)

    def moves(self, verb: Any, day: float, **more: Any) -> Any:
        """A step of the round."""
        return does(self.by, verb, self.pk, at=self.at(day), **more)

    def drafted(self, name: str, by: str = "luo", *, photo: bool = True, day: float = 1) -> FamilyNomination:
        """A family with two adults who have consented."""
        at = self.at(day)
        words = Words(name, STORY, "勤俭", "和为贵", ("father", "daughter"))
        row = does(
            by,
            writing.nominate_family,
            self.pk,
            unit=village(by),
            put_forward="self",
            title_sought="beautiful_family",
            words=words,
            at=at,
        )
        if photo:
            does(by, writing.add_photo, row.pk, content=picture(), at=at)
        self.codes[row.pk] = [
            does(
                by,
                writing.name_person,
                row.pk,
                consent=consent(at, name=f"{name}{who}", in_photo=photo),
                at=at,
            )[1]
            for who in ("甲", "乙")
        ]
        return row

    def nominated(self, name: str, by: str = "luo", **more: Any) -> FamilyNomination:
        """Signed and handed in."""
        row = self.drafted(name, by, **more)
        at = self.at(more.get("day", 1))
        return does(by, writing.submit_family, row.pk, statement_on=clock.local_date(at), at=at)

    def visited(self, *rows: FamilyNomination) -> None:
        """By the chair who entered them and somebody of the township."""
        self.moves(rounds.begin_visits, DAYS["visits"])
        at = self.at(DAYS["visit"])
        for row in rows:
            told = {"visited_on": clock.local_date(at), "companion": person("shi")}
            does(row.entered_by.username, going_up.visit_family, row.pk, at=at, **told)

    def talked(self, *chairs: str, households: int = 30) -> None:
        """At each Women's Home."""
        self.moves(rounds.begin_discussion, DAYS["talk"])
        at = self.at(DAYS["discuss"])
        for by in chairs:
            facts = {"held_on": clock.local_date(at), "households": households}
            does(by, going_up.hold_discussion, self.pk, unit=village(by), at=at, **facts)

    def listed(self, by: str, unit: Unit, *rows: FamilyNomination) -> Any:
        """The list of a unit."""
        families = [row.pk for row in rows]
        return does(
            by, going_up.pass_on_list, self.pk, unit=unit, families=families, at=self.at(DAYS["discuss"])
        )


def consent(at: datetime, **more: Any) -> Consent:
    """Of an adult, asked alone."""
    facts = {
        "name": "张三丰",
        "is_adult": True,
        "in_photo": False,
        "asked_alone": True,
        "consent_how": "written",
    }
    return Consent(**(facts | {"consented_on": clock.local_date(at)} | more))


def standing(ago: int = 40, **more: Any) -> tuple[Round, list[FamilyNomination]]:
    """Three families of two villages stand before the county."""
    told = Round(ago, **more)
    told.moves(rounds.call_families, 0)
    rows = [told.nominated("赵家"), told.nominated("钱家"), told.nominated("孙家", "wang")]
    told.visited(*rows)
    told.talked("luo", "wang")
    told.listed("luo", village("luo"), rows[0], rows[1])
    told.listed("wang", village("wang"), rows[2])
    told.listed("tian", township(), *rows)
    return told, rows


def in_notice(ago: int = 33, **more: Any) -> tuple[Round, list[FamilyNomination]]:
    """Two of the three are in the notice, which began so that it runs today."""
    told, rows = standing(ago, **more)
    told.listed("lin", county(), rows[0], rows[1])
    told.moves(rounds.publish_notice, DAYS["notice"])
    return told, rows


def awarded(ago: int = 45) -> tuple[Round, list[FamilyNomination]]:
    """Two families stand on the wall."""
    told, rows = in_notice(ago)
    titles = {rows[0].pk: "beautiful_family", rows[1].pk: "star_of_families"}
    told.moves(rounds.decide_awards, 44, titles=titles)
    told.moves(rounds.award_families, 44)
    return told, rows
