"""Reception day: what a post may do. A table."""

from network.access.reach import ANY, HOLDS, UNIT

# 信访接待日: the officer proposes and runs the day, the leader approves it, receives visitors and takes matters on.
RECEIVES = {
    "see_roster": ANY,
    "propose_reception": UNIT,
    "publish_reception": UNIT,
    "hold_reception": UNIT,
    "receive_visitors": UNIT,
}
HOLDS_RECEPTION = RECEIVES | {
    "write_up": ANY,
    "approve_reception": UNIT,
    "cancel_reception": UNIT,
    "take_on": UNIT,
    "end_commitment": HOLDS,
}
