"""Cancer relief and screening: what a post may do. A table."""

from network.access.reach import ANY, AREA, UNIT

# 两癌救助 (domain.md §5.16, §6.4): each level takes its own step of an application that stands at its desk. Where a level has
# nobody who may, or only a relative, the step is taken one level above: so the verbs of a level are known there as well.
_SEES = {"see_relief": ANY, "recuse_relief": ANY}
_VILLAGE = dict.fromkeys(("complete_papers", "check_village", "withdraw_relief"), UNIT)
_TOWNSHIP = _VILLAGE | {"check_township": UNIT, "send_back_relief": UNIT}
_VERIFIES = {"verify_relief": UNIT, "refuse_relief": UNIT, "send_back_relief": UNIT, "withdraw_relief": UNIT}
_PAYS = {"pay_relief": UNIT, "close_relief": UNIT}
_SUMS = {"sum_relief": UNIT, "approve_relief": UNIT, "reject_relief": UNIT}
# 两癌筛查 (domain.md §1.3, item 48): the village keeps its list of names and appointments, nobody else reads a name; counts
# come back from the hospital to the county.
_SEES_ROUNDS = {"see_screening": ANY, "see_health_figures": ANY}
_KEEPS_LIST = dict.fromkeys(
    """
    plan_screening add_slot take_off_slot invite_screening hold_screening mark_slot ask_again print_screening
    call_off_screening
    """.split(),
    UNIT,
)
# 安康保险 and 治疗随访 (items 50, 51): a village enrols whoever chose it and helps to claim; village and township look in on
# whoever agreed. Nobody above reads a name of either.
_INSURES = dict.fromkeys(
    "enrol_insurance leave_insurance open_claim file_claim answer_claim close_claim drop_claim".split(), UNIT
)
_LOOKS_IN = {"see_treatment": ANY} | dict.fromkeys("begin_treatment look_in end_treatment".split(), UNIT)
_SEES_PLANS = {"see_plans": ANY}
KEEPS_HEALTH = (
    _SEES
    | _SEES_ROUNDS
    | _VILLAGE
    | {"nominate_relief": UNIT}
    | _KEEPS_LIST
    | _INSURES
    | _LOOKS_IN
    | _SEES_PLANS
)
LEADS_HEALTH = (
    _SEES
    | _SEES_ROUNDS
    | _TOWNSHIP
    | _LOOKS_IN
    | _SEES_PLANS
    | {"nominate_relief": AREA, "plan_screening": AREA, "call_off_screening": AREA}
)
COUNTS_HEALTH = (
    _SEES | _SEES_ROUNDS | _TOWNSHIP | _PAYS | _SEES_PLANS | {"count_screening": AREA, "set_plan": UNIT}
)
VERIFIES_HEALTH = _SEES | _SEES_ROUNDS | _VERIFIES | _SEES_PLANS
SUMS_HEALTH = (
    _SEES
    | _SEES_ROUNDS
    | _TOWNSHIP
    | _SUMS
    | _PAYS
    | _SEES_PLANS
    | {"withdraw_relief": UNIT, "open_window": UNIT, "set_plan": UNIT}
)
SUBMITS_HEALTH = (
    _SEES
    | _SEES_ROUNDS
    | _VERIFIES
    | _SUMS
    | {"submit_relief": UNIT, "open_window": UNIT, "enter_grants": UNIT}
)
LOOKS_TWICE = {"see_repeats": ANY}
# Who asks twice is a question of the whole network: the city's privacy officer alone looks.
OF_THE_CITY = {"see_repeats": (1,)}
