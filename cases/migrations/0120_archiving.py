"""Ended petitions are archived by the worker, which may otherwise change no petition."""

from django.db import migrations

from network.deadlines import seeding

ARCHIVE = """
create function archive_ended(ended_before timestamptz, at timestamptz, most int) returns int language plpgsql
  security definer set search_path = public, pg_temp as $$
declare n int; m int;
begin
  with ended as (
    select id, unit_id, stage from cases_case
     where closed_at < ended_before and stage in ('closed', 'final', 'guided_out', 'declined', 'withdrawn')
       and kind = 'petition'
     order by closed_at, id limit most for update skip locked),
  told as (
    insert into cases_event (id, case_id, verb, from_stage, to_stage, unit_id, occurred_at, recorded_at, detail)
    select gen_random_uuid(), id, 'archive', stage, 'archived', unit_id, at, clock_timestamp(), '{}' from ended),
  moved as (
    update cases_petition p set state = 'archived' from ended where p.case_id = ended.id returning p.case_id),
  carded as (
    update cases_case c set stage = 'archived', version = c.version + 1 from ended where c.id = ended.id
    returning c.id)
  select (select count(*) from moved), (select count(*) from carded) into n, m;
  if n <> m then raise exception 'archive_ended: % petitions, % cards', n, m; end if;
  return n;
end $$;
revoke all on function archive_ended(timestamptz, timestamptz, int) from public;
grant execute on function archive_ended(timestamptz, timestamptz, int) to worker;
create index case_ended on cases_case (closed_at, id)
  where stage in ('closed', 'final', 'guided_out', 'declined', 'withdrawn');
"""
ARCHIVE_BACK = """
drop index case_ended;
drop function archive_ended(timestamptz, timestamptz, int);
"""


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The limit stays when this is taken back."""

    dependencies = [("cases", "0110_stand_in")]
    operations = [
        migrations.RunSQL(ARCHIVE, ARCHIVE_BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
