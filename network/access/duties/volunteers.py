"""Volunteers, teams and patrols: what a post may do. A table."""

from network.access.reach import ANY, AREA, HOLDS, HOLDS_OR_UNIT

# 志愿者、志愿服务队与巡逻 (domain.md items 12, 96, 97, 109, 115): village and township keep them, each in its area; hours are
# corrected from the township up. Whoever serves walks, and may pause or leave when she likes.
SEES_VOLUNTEERS = {"see_volunteers": ANY}
SERVES = {"see_service": ANY} | dict.fromkeys(
    "pause_service leave_service write_log start_patrol end_patrol note_place give_place".split(), HOLDS
)
KEEPS = """
    keep_volunteer pause_service leave_service keep_team write_log plan_patrol call_off_patrol start_patrol end_patrol
    complete_patrol write_up_patrol note_place give_place
    """.split()
KEEPS_VOLUNTEERS = SERVES | SEES_VOLUNTEERS | dict.fromkeys(KEEPS, HOLDS_OR_UNIT)
LEADS_VOLUNTEERS = SEES_VOLUNTEERS | dict.fromkeys(
    [*KEEPS, "settle_place", "correct_hours", "export_hours"], AREA
)
OVERSEES_VOLUNTEERS = SEES_VOLUNTEERS | {"correct_hours": AREA, "export_hours": AREA}
