"""Every table of the house, counted: what an undo must bring back."""

from tests.house import House

# Who did what stays on record, and so does the import itself.
GROWS = {
    *(
        "network_auditevent",
        "network_auditseal",
        "network_auditpending",
        "network_jobrun",
        "django_session",
        "cases_ledgerimport",
    ),
    *("cases_columnmemory", "network_outboxmessage", "network_inboxitem", "network_user"),
    *("cases_stat", "cases_statdelta"),  # figures: what they come to is counted below, not their rows
}


def counts(house: House) -> dict[str, int]:
    """Rows of each table, and the last number of each series."""
    tables = house.raw(
        "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    found = {name: house.raw(f"select count(*) from {name}")[0][0] for (name,) in tables if name not in GROWS}
    found |= dict(house.raw("select 'series ' || key, last from cases_numberseries"))
    found["messages about matters"] = house.raw(
        "select count(*) from network_outboxmessage where subject_kind = 'case'"
    )[0][0]
    figures = house.raw(
        "select measure, sum(n) from (select measure, n from cases_statdelta union all"
        " select measure, n from cases_stat where scope_id in (select id from network_unit where level = 1)) each"
        " group by measure having sum(n) <> 0"
    )
    return found | {f"figure {measure}": n for measure, n in figures}
