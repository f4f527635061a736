"""Urgent matters of a colleague on leave: lent to whoever stands in, to write, until her last day is over.

The loans end by themselves. A matter the substitute is recused from is not lent, and nobody learns of it.
"""

from django.db import migrations, models

FUNCTIONS = """
-- Called by the worker every minute, so that what becomes urgent during the leave is lent too.
create function lend_for_leave(leave uuid, stand bigint) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare l network_leave%rowtype; today date := (now() at time zone 'Asia/Shanghai')::date; n int;
begin
  select * into l from network_leave x where x.id = leave and x.granted and x.starts_on <= today
     and coalesce(x.ended_on, x.ends_on) >= today;
  if not found or stand = l.user_id or not exists (
       select 1 from network_leave x where x.substitute_id = stand and x.granted and x.starts_on <= today
          and coalesce(x.ended_on, x.ends_on) >= today) then
    return 0;
  end if;
  insert into cases_caseaccess as held (content_object_id, user_id, until, permission_id, source, granted_at, reason,
                                        granted_by_id, opens, writes, is_closed)
  select c.id, stand, ((coalesce(l.ended_on, l.ends_on) + 1)::timestamp at time zone 'Asia/Shanghai'), p.id,
         'stand_in', now(), leave::text, l.decided_by_id, p.codename = 'lend_case', p.codename = 'lend_case', false
    from cases_case c
    join auth_permission p on p.codename in ('lend_case', 'lend_names', 'lend_narrative')
    join django_content_type t on t.id = p.content_type_id and t.app_label = 'cases'
   where c.owner_id = l.user_id and c.is_urgent and c.closed_at is null
     and not exists (select 1 from cases_recusal r where r.case_id = c.id and r.user_id = stand)
  on conflict (user_id, permission_id, content_object_id) do update
     set until = excluded.until, source = excluded.source, granted_at = excluded.granted_at, reason = excluded.reason,
         granted_by_id = excluded.granted_by_id, opens = excluded.opens, writes = excluded.writes
   where held.until < excluded.until;
  get diagnostics n = row_count;
  return n;
end $$;

-- What this leave lent ends now: back early, or the borrower has no working post at that unit or above any more, or
-- became an administrator. Harmless for a leave that lasts with a good substitute, so whoever is signed in may ask.
create function end_stand_in(leave uuid) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  update cases_caseaccess set until = now() where source = 'stand_in' and reason = leave::text and until > now()
     and (session_user <> 'app' or app_user() is not null)
     and not exists (select 1 from network_leave x join network_unit u on u.id = x.unit_id
       join network_appointment a on a.user_id = cases_caseaccess.user_id
        and a.unit_id in (u.id, u.village_id, u.township_id, u.county_id, u.city_id, u.province_id)
        and a.role in ('city_leader', 'city_officer', 'county_leader', 'county_officer', 'township_chair',
                       'executive_member', 'village_chair', 'station_head', 'duty_officer')
      where x.id = leave and x.granted
       and coalesce(x.ended_on, x.ends_on) >= (now() at time zone 'Asia/Shanghai')::date
       and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
       and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)
       and not exists (select 1 from network_appointment b where b.user_id = a.user_id
         and b.role in ('system_admin', 'security_admin', 'audit_admin')
         and b.starts_on <= (now() at time zone 'Asia/Shanghai')::date
         and (b.ends_on is null or b.ends_on >= (now() at time zone 'Asia/Shanghai')::date)));
  get diagnostics n = row_count;
  return n;
end $$;
revoke all on function lend_for_leave(uuid, bigint), end_stand_in(uuid) from public;
grant execute on function lend_for_leave(uuid, bigint) to worker;
grant execute on function end_stand_in(uuid) to app, worker;
"""
BACK = "drop function end_stand_in(uuid), lend_for_leave(uuid, bigint);"


class Migration(migrations.Migration):
    """One more source of a loan, and who writes it."""

    dependencies = [("cases", "0103_changes"), ("network", "0072_staff_limits")]
    operations = [
        migrations.AlterField(
            model_name="caseaccess",
            name="source",
            field=models.CharField(
                choices=[
                    ("hand_over", "handed the matter on"),
                    ("receipt", "reported the matter"),
                    ("supervision", "supervises the unit"),
                    ("rung", "ladder"),
                    ("reason", "opened with a reason"),
                    ("approval", "decides the matter"),
                    ("lent", "lent by the owner"),
                    ("stand_in", "stands in for a colleague on leave"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
