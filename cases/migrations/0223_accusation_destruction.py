"""Accusations after their period: one reader appraises, the other destroys; key, words and files go, number and days stay.

Also: an entry of the audit log about a held matter is not cut off while the hold stands.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

DESTROY = """
-- The last day of the period, for a reader; null while it is open.
create function accusation_period(c uuid) returns date language sql stable
  security definer set search_path = public, pg_temp as $$
  select ((x.closed_at at time zone 'Asia/Shanghai')::date
          + make_interval(years => limit_length('retention.accusation')))::date
    from cases_accusation x where x.id = c and may_read_accusation(c) $$;

-- A seat whose reader serves no more is free, so that the list can name a second person.
create function accusation_free_seats(c uuid, moment timestamptz) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  update cases_accusationreader r set until_at = moment
   where r.accusation_id = c and r.until_at is null and may_read_accusation(c)
     and accusation_period(c) < today_here() and not reads_accusation(c, r.user_id) $$;

create function accusation_destroy(c uuid, moment timestamptz) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare x cases_accusation;
begin
  select * into x from cases_accusation a where a.id = c for update;
  if x.id is null or not coalesce(may_read_accusation(c), false) or x.appraised_by_id is null
     or x.appraised_by_id = app_user() or x.destroyed_at is not null
     or coalesce(accusation_period(c) >= today_here(), true) then
    raise exception 'it is not destroyed' using errcode = '42501';
  end if;
  delete from cases_accusationfile f where f.accusation_id = c;
  update cases_accusationevent e set note = null where e.accusation_id = c;
  update cases_accusation set wrapped = '', request = null, facts = null, prior_steps = null, accused_name = null,
    name = null, phone = null, address = null, code_word = null, hours = null, who_may_answer = null,
    receipt = null, result = null, destroyed_by_id = app_user(), destroyed_at = moment,
    version = version + 1 where id = c;
end $$;

-- What was destroyed, and by whom, is written by that function alone.
create function accusation_stays() returns trigger language plpgsql as $$
begin
  if current_user = 'app' and (old.destroyed_at is not null or new.destroyed_at is not null
     or new.destroyed_by_id is not null or (old.appraised_by_id is not null
       and new.appraised_by_id is distinct from old.appraised_by_id)
     or (new.appraised_by_id is not null and old.appraised_by_id is null
       and new.appraised_by_id is distinct from app_user())) then
    raise exception 'it stays as it is' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger accusation_stays before update on cases_accusation for each row execute function accusation_stays();

create or replace function audit_held(through bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_legalhold h where h.released_at is null
                    and (h.until is null or h.until >= today_here())
                    and exists (select 1 from network_auditevent e join network_auditseal s on s.event_id = e.id
                                 where e.subject_kind = 'case' and e.subject_id = h.case_id::text
                                   and s.position <= through)) $$;

revoke all on function accusation_period(uuid), accusation_free_seats(uuid, timestamptz),
  accusation_destroy(uuid, timestamptz) from public;
grant execute on function accusation_period(uuid), accusation_free_seats(uuid, timestamptz),
  accusation_destroy(uuid, timestamptz) to app;
"""
BACK = """
create or replace function audit_held(through bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;
drop trigger accusation_stays on cases_accusation;
drop function accusation_stays(), accusation_destroy(uuid, timestamptz), accusation_free_seats(uuid, timestamptz),
  accusation_period(uuid);
"""


def reader():
    """One of the two, once it is so far."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """Taken back, what was destroyed stays destroyed."""

    dependencies = [("cases", "0222_report_anywhere"), ("network", "0124_audit_cuts")]
    operations = [
        migrations.AddField("accusation", "appraised_by", reader()),
        migrations.AddField("accusation", "appraised_at", models.DateTimeField(null=True)),
        migrations.AddField("accusation", "destroyed_by", reader()),
        migrations.AddField("accusation", "destroyed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "accusation",
            models.CheckConstraint(
                condition=models.Q(destroyed_by=None) | ~models.Q(destroyed_by=models.F("appraised_by")),
                name="accusation_destroyed_by_two",
            ),
        ),
        migrations.RunSQL(DESTROY, BACK),
    ]
