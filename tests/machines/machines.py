"""Every machine that is walked, by name. A table."""

from tests.machines import (
    accompanying,
    answering,
    consulting,
    mediating,
    protecting,
    reading,
    receiving,
    referring,
    rostering,
    serving,
    supporting,
)
from tests.machines.walker import Machine

MACHINES: dict[str, Machine] = {
    machine.name: machine
    for machine in (
        mediating.MACHINE,
        protecting.INCIDENT_MACHINE,
        protecting.ORDER_MACHINE,
        reading.REPORT_MACHINE,
        reading.LEAVE_MACHINE,
        reading.GLASS_MACHINE,
        supporting.CONCERN_MACHINE,
        supporting.FILE_MACHINE,
        supporting.OUTREACH_MACHINE,
        supporting.EDUCATION_MACHINE,
        consulting.LEGAL_MACHINE,
        consulting.COUNSELLING_MACHINE,
        rostering.SHIFT_MACHINE,
        receiving.DAY_MACHINE,
        receiving.VISIT_MACHINE,
        referring.REFERRAL_MACHINE,
        referring.LEGAL_AID_MACHINE,
        answering.REQUEST_MACHINE,
        answering.DESTRUCTION_MACHINE,
        answering.ASSISTANCE_MACHINE,
        accompanying.CIRCLE_MACHINE,
        accompanying.PLAN_MACHINE,
        serving.VOLUNTEER_MACHINE,
        serving.PATROL_MACHINE,
        serving.PLACE_MACHINE,
    )
}
