"""Phones of stations and what came in from them: what a post may do. A table."""

from network.access.reach import ANY, AREA, HOLDS, UNIT, Reach

# Phones: whoever leads their people sees when each was last heard of, and takes a lost one out of use.
SEES_DEVICES = {"see_devices": ANY, "revoke_device": AREA}
LOOKS_AFTER_STATIONS = {"see_devices": ANY, "revoke_device": UNIT}
# What came in from a phone and needs a person's eye: whoever holds the matter, the township and above.
CHECKS = {"decide_check": (Reach.HOLDS, Reach.AREA)}
HOLDS_CHECKED = {"decide_check": HOLDS}
