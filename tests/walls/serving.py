"""What volunteers add to the world: one with an account, teams, a walk that is out, a place that was given."""

from datetime import timedelta
from typing import Any

from network.patrols import found, verbs
from network.patrols.verbs import Plan
from network.units.models import Unit
from network.volunteers import teams
from sisterhood.lib import clock
from tests.house import person
from tests.volunteers import told
from tests.volunteers.told import VILLAGE, does
from tests.walls.pages import Matter
from tests.walls.things import Thing

SERVES = "he"


class Serving:
    """All of it in the village of the world's station; `he` serves there with somebody who has no account."""

    def __init__(self) -> None:
        self.row = told.active("何桂芳", SERVES)
        other = told.active("乌兰珍", code=told.THIRD)
        self.team = told.team("safety_patrol", "巡逻一队")
        until = clock.today() + timedelta(days=100)
        does(VILLAGE, teams.insure_team, self.team.pk, insured_until=until)
        for each in (self.row, other):
            told.joins(self.team, each)
        self.walks = [self._walk(hours, self.row, other) for hours in (0.5, 30)]
        does(SERVES, verbs.start_patrol, self.walks[0].pk)
        said: dict[str, Any] = {"hazard": "light", "place": "村小学门前", "what": ""}
        self.place = does(SERVES, found.note_place, self.walks[0].pk, **said)
        does(SERVES, found.give_place, self.place.pk)

    def _walk(self, hours: float, *walkers: Any) -> Any:
        at = clock.now() + timedelta(hours=hours)
        times = at.time().replace(microsecond=0), (at + timedelta(hours=1)).time().replace(microsecond=0)
        plan = Plan(at.date(), *times, tuple(each.pk for each in walkers), (), ("村小学门前",))
        return does(VILLAGE, verbs.plan_patrol, self.team.pk, plan)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        hamlet, village = Unit.objects.get(pk=self.row.unit_id), told.village()
        hers = Matter(village, SERVES, VILLAGE)
        row, team = {"row_id": self.row.pk}, {"team_id": self.team.pk}
        walk, coming = ({"row_id": each.pk} for each in self.walks)
        assert hamlet.parent_id == village.pk and person(SERVES).pk == self.row.user_id
        named = {"name": "何桂芳", "number": ""}
        settle = {"act": "settle", "settled": "mended", "answer": ""}
        return {
            "volunteer": [Thing("theirs", row, hers)],
            "volunteer_verb": [
                Thing("theirs", row | {"verb": "pause_service"}, hers, None, "pause_service"),
                Thing("theirs", row | {"verb": "change_volunteer"}, hers, None, "keep_volunteer", named),
            ],
            "team": [Thing("theirs", team, hers)],
            "team_verb": [Thing("theirs", team | {"verb": "end_team"}, hers, None, "keep_team")],
            "new_patrol": [Thing("theirs", team, hers)],
            "patrol": [Thing("theirs", walk, hers)],
            "patrol_verb": [
                Thing("theirs", walk | {"verb": "end_patrol"}, hers, None, "end_patrol"),
                Thing("theirs", coming | {"verb": "call_off_patrol"}, hers, None, "call_off_patrol"),
            ],
            "found_place": [Thing("theirs", {"row_id": self.place.pk}, hers, data=settle)],
        }
