"""Model families of the demo: a round of last spring whose families stand on the wall, and one that is in its public notice."""

import io
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from network.staff.models import User
from network.units.models import Level, Unit
from outreach.families import going_up, jury, rounds, wall, writing
from outreach.families.judging import JuryMark
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.rounds import Plan
from outreach.families.writing import Consent, Words
from sisterhood.demo import cast
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

OFFICER, COUNTY, TOWN, COMPANION = "lin", "gao", "tian", "shi"
VILLAGES = {"luo": cast.WOHU_VILLAGE, "wang": cast.WUXING_VILLAGE}
# Days from the first: put forward, visited, talked over, listed, in the notice, decided.
PUT, VISIT_FROM, VISIT, TALK_FROM, TALK, NOTICE, DECIDED = 2, 11, 14, 21, 24, 31, 48
FAMILIES = (
    (
        "luo",
        "欧家",
        "公婆瘫痪八年，夫妻轮流照料，从没红过脸。晚上男人辅导孩子作业，女人去夜校学电商。",
        "孝老爱亲",
        "家和万事兴",
        ("husband", "in_law", "learning"),
    ),
    (
        "luo",
        "翟家",
        "三代同堂十一口，重活轻活一起干，每月开一次家庭会，孩子也有一票。",
        "有话好好说",
        "勤俭不忘本",
        ("father", "shares"),
    ),
    (
        "wang",
        "庞家",
        "把自家院子腾出来给邻居孩子写作业，五年没收过一分钱。",
        "乐于助人",
        "与人方便",
        ("neighbour", "helps"),
    ),
)


def _unit(code: str, level: int) -> Unit:
    return Unit.objects.current().get(code=code, level=level)


def _picture(colour: str) -> bytes:
    """A drawn house instead of anybody's photograph."""
    picture = Image.new("RGB", (960, 640), colour)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(280, 320), (480, 160), (680, 320)], fill="#7c2c37")
    pen.rectangle([320, 320, 640, 520], fill="#f3e6d8")
    pen.rectangle([440, 400, 520, 520], fill="#7c2c37")
    file = io.BytesIO()
    picture.save(file, "JPEG")
    return file.getvalue()


class Told:
    """One round, told from its first day `ago` days before now."""

    def __init__(self, tell: Teller, ago: float, name: str) -> None:
        self.tell, self.ago = tell, ago
        first = clock.local_date(tell.now - timedelta(days=ago))
        ends = ("opens_on", "nominate_until", "visit_until", "discuss_until")
        days = {end: first + timedelta(days=10 * n) for n, end in enumerate(ends)}
        places = {"village_places": 2, "township_places": 3, "county_places": 2, "award_places": 2}
        facts: dict[str, Any] = {"name": name, "year": first.year} | days | places
        plan = Plan(**facts)
        self.row: AwardRound = self.does(
            COUNTY, 0, rounds.open_awards, _unit(cast.SHUANGLIAO, Level.COUNTY), plan=plan
        )

    def does(self, who: str, day: float, verb: Any, /, *args: Any, **more: Any) -> Any:
        """So many days after its first."""
        return self.tell.does(who, verb, *args, days=self.ago - day, **more)

    def moves(self, verb: Any, day: float, **more: Any) -> Any:
        """A step of the round by whoever opened it."""
        return self.does(COUNTY, day, verb, self.row.pk, **more)

    def put_forward(self, n: int) -> tuple[FamilyNomination, str]:
        """One family with its picture and two who have consented; and the first one's code."""
        chair, name, story, tradition, motto, virtues = FAMILIES[n]
        facts = {"put_forward": ("self", "neighbour", "federation")[n], "title_sought": "beautiful_family"}
        words = Words(name, story, tradition, motto, virtues)
        village = _unit(VILLAGES[chair], Level.VILLAGE)
        row = self.does(chair, PUT, writing.nominate_family, self.row.pk, unit=village, words=words, **facts)
        self.does(
            chair, PUT, writing.add_photo, row.pk, content=_picture(("#c7d8c0", "#d8cfc0", "#c0cfd8")[n])
        )
        on = clock.local_date(self.tell.now - timedelta(days=self.ago - PUT))
        codes = []
        for who in ("妻", "夫"):
            said = Consent(f"{name[0]}{who}", True, True, True, on, "written")
            codes.append(self.does(chair, PUT, writing.name_person, row.pk, consent=said)[1])
        self.does(chair, PUT, writing.submit_family, row.pk, statement_on=on)
        return row, codes[0]

    def up_to_notice(self) -> list[FamilyNomination]:
        """Put forward, visited, talked over, read by a jury, listed, and made public."""
        self.moves(rounds.call_families, 0)
        rows = [self.put_forward(n)[0] for n in range(len(FAMILIES))]
        self.moves(rounds.begin_visits, VISIT_FROM)
        on = clock.local_date(self.tell.now - timedelta(days=self.ago - VISIT))
        companion = User.objects.get(username=COMPANION)
        for row, (chair, *_words) in zip(rows, FAMILIES, strict=True):
            self.does(chair, VISIT, going_up.visit_family, row.pk, visited_on=on, companion=companion)
        self.moves(rounds.begin_discussion, TALK_FROM)
        on = clock.local_date(self.tell.now - timedelta(days=self.ago - TALK))
        for chair, households in (("luo", 26), ("wang", 18)):
            village = _unit(VILLAGES[chair], Level.VILLAGE)
            self.does(
                chair,
                TALK,
                going_up.hold_discussion,
                self.row.pk,
                unit=village,
                held_on=on,
                households=households,
            )
            hers = [row.pk for row, (by, *_w) in zip(rows, FAMILIES, strict=True) if by == chair]
            self.does(chair, TALK, going_up.pass_on_list, self.row.pk, unit=village, families=hers)
        town = _unit(cast.WOHU_TOWN, Level.TOWNSHIP)
        self.does(
            TOWN, TALK, going_up.pass_on_list, self.row.pk, unit=town, families=[row.pk for row in rows]
        )
        self._judged()
        county = _unit(cast.SHUANGLIAO, Level.COUNTY)
        chosen = [row.pk for row in rows[:2]]
        self.does(OFFICER, TALK + 2, going_up.pass_on_list, self.row.pk, unit=county, families=chosen)
        self.moves(rounds.publish_notice, NOTICE)
        return rows

    def _judged(self) -> None:
        jurors = list(User.objects.filter(username__in=("duan", "yan")))
        self.moves(jury.seat_jury, TALK + 1, jurors=jurors)
        for juror, points in (("duan", 9), ("yan", 8)):
            for mark in self.does(juror, TALK + 1, _waiting, award=self.row):
                self.does(juror, TALK + 1, jury.give_points, mark.pk, points=points)


def _waiting(*, award: AwardRound, by: User) -> list[JuryMark]:
    return list(JuryMark.objects.filter(juror=by, given_at=None))


def tell_all(now: datetime | None = None) -> list[object]:
    """The stories of this page, told as of now."""
    tell = Teller(now or clock.now())
    over = Told(tell, 60, "寻找最美家庭（上一轮）")
    rows = over.up_to_notice()
    titles = {rows[0].pk: "star_of_families", rows[1].pk: "beautiful_family"}
    over.moves(rounds.decide_awards, DECIDED, titles=titles)
    over.moves(rounds.award_families, DECIDED)
    for n in range(3):
        wall.give_flower(rows[0].pk, cookie="", asker=bytes([n]) * 32, today=clock.local_date(tell.now))
    running = Told(tell, NOTICE + 1, "寻找最美家庭（本轮）")
    running.up_to_notice()
    return [over.row, running.row]
