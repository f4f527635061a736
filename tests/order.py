"""Which files of tests begin first when two workers share them. A table."""

# Longest first, measured or reckoned by what they do (walks through the whole house, then pages in a browser), so that
# no worker is left with a long file when everything else is done. The second needs no house: while the first
# worker builds the template, the other does not wait for it.
LONG = (
    "walls/test_matrix.py",
    "local/test_entrance.py",
    "hostile/test_seven_accounts.py",
    "accusations/test_no_trace.py",
    "walls/test_each_wall_alone.py",
    "journeys/test_ten_routes.py",
    "door/test_look.py",
    "programs/test_schema.py",
    "ledger/test_look.py",
    "journeys/test_first_matter.py",
    "walls/test_where_messages_lead.py",
    "sync/test_words_move.py",
    "machines/test_every_triple.py",
    "minors/test_look.py",
    "coordination/test_look.py",
    "mediation/test_look.py",
    "petitions/test_every_triple.py",
    "local/test_servers.py",
    "journeys/test_production.py",
    "journeys/test_policy.py",
    "deadlines/test_kills.py",
    "imports/test_work.py",
    "messages/test_killed.py",
    "papers/test_pages.py",
    "selection/test_look.py",
    "cockpit/test_look.py",
    "circle/test_look.py",
    "assistance/test_look.py",
    "consultations/test_look.py",
    "support/test_look.py",
    "journeys/test_spring_festival.py",
    "journeys/test_station_heads.py",
    "look/test_pages.py",
    "look/test_later_pages.py",
    "privacy/test_look.py",
    "retention/test_look.py",
    "reception/test_look.py",
    "outcomes/test_look.py",
    "outcomes/test_tables.py",
    "imports/test_look.py",
    "messages/test_look.py",
    "referrals/test_look.py",
    "protection/test_journey.py",
    "accusations/test_journey.py",
    "reception/test_journey.py",
    "bench/test_bench.py",
)
_PLACES = {f"tests/{path}": place for place, path in enumerate(LONG)}


def place_of(path: str) -> int:
    """Where a file stands in the order: among the long ones, or after them in the order of the folders."""
    return _PLACES.get(path, len(LONG))
