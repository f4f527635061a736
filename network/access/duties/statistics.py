"""统计报表 (domain.md §8.2): who sees figures, confirms, locks and sends back returns. A table."""

from network.access.reach import ANY, AREA, UNIT

# Figures come from what was done, so nobody fills them; a post of the unit confirms, its leader locks, the unit above
# accepts or sends back. A leader locks for a unit below hers only where that unit has no leader (`cases/statistics/verbs.py`).
SEES_STATISTICS = {"see_statistics": ANY}
CHECKS_RETURNS = SEES_STATISTICS | {"confirm_return": UNIT, "accept_return": AREA, "send_back_return": AREA}
LOCKS_RETURNS = CHECKS_RETURNS | {"lock_return": AREA}
