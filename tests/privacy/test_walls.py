"""Whoever reads in an emergency writes nowhere: the wall stands on every table of a matter, later ones included."""

import pytest

from tests.house import acting, plain_sql
from tests.privacy.conftest import breaks, over, sealed

FREE = {"cases_recusal", "cases_breakglass", "cases_crisis", "cases_crisiscall"}
_OPEN = """
select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id'
 where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped
   and (has_any_column_privilege('app', c.oid, 'insert') or has_any_column_privilege('app', c.oid, 'update'))
   and 3 > (select count(*) from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
             and p.permissive = 'RESTRICTIVE'
             and p.policyname in ('reading_only', 'reading_only_change', 'reading_only_delete'))
 order by 1
"""


def test_every_table_of_a_matter_has_the_wall(house):
    assert {name for (name,) in house.raw(_OPEN)} == FREE


@pytest.mark.parametrize("name", ["glass_lend", "glass_end"])
def test_the_owners_functions_do_nothing_for_somebody_else(fresh_house, name):
    case = sealed()
    row = breaks("gao", case)
    over(fresh_house, case)
    argument = row.pk if name == "glass_lend" else case.pk
    for username in ("zhou", "feng", "lin", "bai"):
        with acting(username):
            assert plain_sql(f"select {name}(%s)", [argument])[0][0] in (None, 0), username
    with acting("gao"):  # nor twice for herself
        assert plain_sql("select glass_lend(%s)", [row.pk]) == [(None,)]


def test_a_row_in_somebody_elses_name_or_of_a_matter_out_of_reach_is_refused(fresh_house):
    case = sealed()
    insert = """insert into cases_breakglass (id, case_id, number, unit_id, by_id, category, wrapped, began_at, ends_at,
        review_due_at, finding) select gen_random_uuid(), %s, 'x', (select min(id) from network_unit), {by}, 'danger', '',
        now(), now() + interval '1 day', now(), ''"""
    for username, by in (("feng", "app_user()"), ("wu", "app_user()"), ("zhou", "app_user() + 1")):
        with pytest.raises(Exception) as refused, acting(username):
            plain_sql(f"{insert.format(by=by)} returning 1", [case.pk])
        assert refused.value.__cause__.sqlstate == "42501", username


def test_no_row_lends_longer_than_the_rules_say(fresh_house):
    case = sealed()
    insert = """insert into cases_breakglass (id, case_id, number, unit_id, by_id, category, wrapped, began_at, ends_at,
        review_due_at, finding) select gen_random_uuid(), %s, 'x', (select min(id) from network_unit), app_user(), 'danger',
        '', now(), now() + interval '9 days', now(), '' returning id"""
    with acting("zhou"):
        pk = plain_sql(insert, [case.pk])[0][0]
        assert plain_sql("select glass_lend(%s) <= now() + interval '60 minutes'", [pk]) == [(True,)]
