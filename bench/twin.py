"""The median city alone: the same rows with the same ids, copied out of the nation."""

import psycopg

from bench.nation import asleep, verify

UNITS = """
select * from network_unit where city_id = {city} or level = -1
   or id = (select province_id from network_unit where id = {city})"""
PEOPLE = """
select u.* from network_user u where exists (
  select 1 from network_appointment a join network_unit n on n.id = a.unit_id
   where a.user_id = u.id and n.city_id = {city})"""
COPIED = {
    "network_unit": UNITS,
    "network_user": PEOPLE,
    "network_appointment": "select a.* from network_appointment a join network_unit n on n.id = a.unit_id where n.city_id = {city}",
    "cases_case": "select * from cases_case where city_id = {city} order by opened_at, id",
    "cases_caseaccess": "select a.* from cases_caseaccess a join cases_case c on c.id = a.content_object_id where c.city_id = {city}",
    "cases_recusal": "select r.* from cases_recusal r join cases_case c on c.id = r.case_id where c.city_id = {city}",
}


def copy_city(nation: psycopg.Connection, alone: psycopg.Connection, city: int) -> None:
    """Fill the city's own database from the nation's."""
    asleep(alone)
    alone.execute("delete from network_unit")
    for table, chosen in COPIED.items():
        out = f"copy ({chosen.format(city=city)}) to stdout (format binary)"
        with (
            nation.cursor().copy(out) as source,
            alone.cursor().copy(f"copy {table} from stdin (format binary)") as target,
        ):
            for block in source:
                target.write(block)
    verify(alone)
