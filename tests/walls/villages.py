"""What three-zero villages add to the world: one village that takes part."""

from tests.threezero import told
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Villages:
    """Its chair has not signed yet."""

    def __init__(self) -> None:
        self.row = told.enrolled()

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        place, row = Matter(told.village(), "", told.VILLAGE), {"row_id": self.row.pk}
        signs = row | {"verb": "self_assess"}
        return {
            "threezero": [Thing("enrolled", row, place)],
            "threezero_verb": [Thing("enrolled", signs, place, None, "self_assess", {"signs": "on"})],
        }
