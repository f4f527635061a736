"""Who owes the next step inside the unit, and everybody who can see a case: owner, posts, registrar, loans."""

from django.db import migrations, models
from django.db.models import F, Q

SEERS = """
-- Everybody who can see the card or more, for those who may open or reread the case. `leaders` and `officers` are
-- the roles of those seats; nobody who is recused is ever among them.
create function case_seers(c uuid, leaders text[], officers text[])
  returns table (user_id bigint, why text, layer text, until timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  with x as (select * from cases_case where id = c and (may_open(c) or may_reread(c))),
  post as (
    select a.user_id, a.unit_id, a.role, u.level from network_appointment a
      join network_unit u on u.id = a.unit_id join network_user p on p.id = a.user_id and p.is_active, x
     where a.unit_id in (x.unit_id, x.city_id, x.county_id, x.township_id)
       and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
       and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)),
  seen as (
    select x.owner_id::bigint as user_id, 'owner' as why, 'lend_narrative' as layer, null::timestamptz as until from x
    union all
    select post.user_id, 'leads', 'lend_narrative', null from post, x
     where not x.is_sealed and post.unit_id = x.unit_id and post.role = any (leaders)
    union all
    select x.registered_by_id, 'registered', 'lend_narrative', null from x where not x.is_sealed
    union all
    select post.user_id, 'area', 'lend_card', null from post, x
     where not x.is_sealed and post.level between 1 and 3 and post.role = any (leaders || officers)
    union all
    select a.user_id, a.source, p.codename, a.until from cases_caseaccess a
      join auth_permission p on p.id = a.permission_id, x
     where a.content_object_id = x.id and a.until > now())
  select s.user_id, s.why, s.layer, s.until from seen s
   where s.user_id is not null
     and not exists (select 1 from cases_recusal r where r.case_id = c and r.user_id = s.user_id) $$;
revoke all on function case_seers(uuid, text[], text[]) from public;
grant execute on function case_seers(uuid, text[], text[]) to app;
create or replace function case_openings(c uuid, since timestamptz) returns int
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from network_auditevent e
   where e.subject_kind = 'case' and e.subject_id = c::text and e.action = 'view' and e.occurred_at >= since
     and (may_open(c) or may_reread(c)) $$;
drop function case_readers(uuid);
"""
BACK = """
create function case_readers(c uuid)
  returns table (user_id int, source text, opens boolean, until timestamptz, codename text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.user_id, a.source, a.opens, a.until, p.codename from cases_caseaccess a
    join auth_permission p on p.id = a.permission_id
   where a.content_object_id = c and a.until > now() and may_open(c) $$;
revoke all on function case_readers(uuid) from public;
grant execute on function case_readers(uuid) to app;
create or replace function case_openings(c uuid, since timestamptz) returns int
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from network_auditevent e
   where e.subject_kind = 'case' and e.subject_id = c::text and e.action = 'view' and e.occurred_at >= since
     and may_open(c) $$;
drop function case_seers(uuid, text[], text[]);
"""


class Migration(migrations.Migration):
    """A column with its partial index, and one function in place of another."""

    dependencies = [("cases", "0004_succession")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="waits_for",
            field=models.CharField(
                choices=[("owner", "its owner"), ("leader", "the leader's decision")],
                db_default="owner",
                default="owner",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                F("unit_id"),
                F("next_due_at"),
                F("id"),
                name="case_decisions",
                condition=Q(closed_at=None, waits_for="leader"),
            ),
        ),
        migrations.RunSQL(SEERS, BACK),
    ]
