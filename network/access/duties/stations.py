"""Places, station heads: what a post may do. A table."""

from network.access.duties import phones
from network.access.reach import ANY, AREA, UNIT

# 站点与站长 (domain.md §5.14, §6.9): the village organises at its hamlets, the township inspects, confirms and hands over,
# counties and the city look on; each level keeps the places of its own area.
SEES_SITES = {"see_sites": ANY, "see_selections": ANY}
ORGANISES = (
    SEES_SITES
    | phones.LOOKS_AFTER_STATIONS
    | dict.fromkeys(
        """
    keep_site mend_finding announce_selection nominate hold_meeting publish_notice enter_objection call_off_selection
    """.split(),
        UNIT,
    )
)
INSPECTS = {"keep_site": AREA, "inspect_site": AREA, "mend_finding": AREA}
CONFIRMS_HEADS = (
    SEES_SITES
    | INSPECTS
    | phones.SEES_DEVICES
    | phones.CHECKS
    | dict.fromkeys(
        """
    announce_selection nominate hold_meeting publish_notice enter_objection call_off_selection settle_objection
    confirm_head record_training sign_pledge begin_term succeed_head
    """.split(),
        AREA,
    )
)
