"""To whom a bulletin may go: which roles, and how far down. A table.

Roles that have nothing to do with the network's daily work (the three administrators, experts with their own rota) are
not among them.
"""

READER_ROLES = (
    "city_officer",
    "county_leader",
    "county_officer",
    "township_chair",
    "executive_member",
    "village_chair",
    "station_head",
    "volunteer",
    "caring_mother",
)
