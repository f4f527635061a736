"""What returns add to the world: one of a township that waits, and one that its chair has locked."""

from cases.statistics import opening, verbs
from cases.statistics.models import Return
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import House, acting
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Returned:
    """Last month, opened by the job; the chair of one town has locked hers, and its county has not."""

    def __init__(self, house: House) -> None:
        with house.login("worker"):
            opening.open_returns(at=clock.now())
        self.town = Unit.objects.get(code=cast.WOHU_TOWN, level=3)
        self.beside = Unit.objects.get(code=cast.SHUANGSHAN_TOWN, level=3)
        with acting("zhou"):
            months = Return.objects.filter(period__contains="-")
            self.locked, self.open = months.get(unit=self.town), months.get(unit=self.beside)
        with acting("tian") as (tian, _scope):
            verbs.lock_return(self.locked.pk, by=tian)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        locked, waits = Matter(self.town, "", "tian"), Matter(self.beside, "", "sun")
        row, other = {"row_id": self.locked.pk}, {"row_id": self.open.pk}
        confirm = other | {"verb": "confirm_return"}
        return {
            "statistics_table": [Thing("petitions", {"code": "R-1"})],
            "statistics_book": [Thing("petitions", {"code": "R-1"})],
            "return": [Thing("locked", row, locked), Thing("open", other, waits)],
            "return_print": [Thing("locked", row, locked)],
            "return_verb": [Thing("open", confirm, waits, None, "confirm_return", {})],
        }
