"""Walls of petitioner memory: a link between two matters is for whoever may open both; what the database looks up
where the asker cannot is one yes or no, always for the same work; look-ups are counted from the audit."""

from django.db import migrations

FUNCTIONS = """
-- Whether an ordinary matter outside the asker's rights names one of these people as petitioner or representative.
-- Sealed matters and those she is recused from never answer. Whatever is found is judged together with sixteen
-- matters that always are, and every row is judged before any answer is read: known or not, the work is the same.
-- People without an area are told nothing.
create function known_elsewhere(names bytea[], years int[], phones bytea[], ids bytea[], besides uuid,
    closed_since timestamptz)
  returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  with told as materialized (
    select * from unnest(names, years, phones, ids) as t(name, year, phone, id_number)),
  hit as materialized (
    select p.case_id from told t join cases_person p on p.id_number_index = t.id_number
     where p.role in ('petitioner', 'representative')
    union select p.case_id from told t join cases_person p on p.phone_index = t.phone
     where p.role in ('petitioner', 'representative')
       and (p.id_number_index is null or t.id_number is null or p.id_number_index = t.id_number)
    union select p.case_id from told t join cases_person p on p.name_index = t.name
     where p.role in ('petitioner', 'representative') and not p.is_alias and p.birth_year = t.year
       and (p.id_number_index is null or t.id_number is null or p.id_number_index = t.id_number)),
  looked as materialized (
    select true as hers, c.* from hit h join cases_case c on c.id = h.case_id
    union all
    select false, d.* from (select * from cases_case order by id desc limit 16) d),
  judged as materialized (
    select hers, (not is_sealed and id is distinct from besides
        and (closed_since is null or closed_at is null or closed_at >= closed_since)
        and id not in (select my_recusals()) and owner_id is distinct from app_user()
        and registered_by_id <> app_user() and not unit_id = any (app_lead()) and not has_loan(id, 'opens')) as tells
      from looked)
  select coalesce(bool_or(hers and tells), false) and cardinality(app_area()) > 0 from judged $$;

-- How often somebody asked in the last while. One question of hers at a time, so that none escapes the count.
create function my_look_ups(during interval) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('look-ups of ' || app_user(), 0));
  return (select count(*) from network_auditevent where action = 'search' and actor_id = app_user()
           and subject_kind = 'petitioner' and recorded_at > clock_timestamp() - during);
end $$;
create index audit_searches on network_auditevent (actor_id, recorded_at) where action = 'search';

revoke all on function known_elsewhere(bytea[], int[], bytea[], bytea[], uuid, timestamptz),
  my_look_ups(interval) from public;
grant execute on function known_elsewhere(bytea[], int[], bytea[], bytea[], uuid, timestamptz),
  my_look_ups(interval) to app;
"""
FUNCTIONS_BACK = """
drop index audit_searches;
drop function my_look_ups(interval), known_elsewhere(bytea[], int[], bytea[], bytea[], uuid, timestamptz);
"""
WALLS = """
alter table cases_relatedmatter enable row level security;
alter table cases_relatedmatter force row level security;
create policy related_read on cases_relatedmatter for select to app
  using (may_open(from_case_id) and may_open(to_case_id));
create policy related_make on cases_relatedmatter for insert to app
  with check (made_by_id = (select app_user()) and may_open(from_case_id) and may_open(to_case_id));
create policy related_end on cases_relatedmatter for delete to app
  using (kind = 'merged' and may_open(from_case_id) and may_open(to_case_id));
create policy related_recusal on cases_relatedmatter as restrictive to app
  using (not recused(from_case_id) and not recused(to_case_id));
create trigger audit_change after insert or update or delete on cases_relatedmatter for each row execute function
  audit_change('case', 'from_case_id', 'to_case_id', 'kind');
grant select, insert, delete on cases_relatedmatter to app;
"""
WALLS_BACK = """
revoke all on cases_relatedmatter from app;
drop trigger audit_change on cases_relatedmatter;
drop policy related_recusal on cases_relatedmatter;
drop policy related_end on cases_relatedmatter;
drop policy related_make on cases_relatedmatter;
drop policy related_read on cases_relatedmatter;
alter table cases_relatedmatter no force row level security;
alter table cases_relatedmatter disable row level security;
"""


class Migration(migrations.Migration):
    """Row security and the two functions that need the owner's sight."""

    dependencies = [("cases", "0060_memory"), ("network", "0030_count_pieces")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
