"""What was entered or changed in a matter, by whom and when: for whoever opens it; never what it said."""

from django.db import migrations

CHANGES = """
-- Tables of the story alone: loans, requests and conflicts of interest are nobody's reading here.
create function case_changes(c uuid, most int)
  returns table (at timestamptz, by_id bigint, tbl text, op text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select e.occurred_at, e.actor_id, e.detail ->> 'table', e.detail ->> 'op' from network_auditevent e
   where e.subject_kind = 'case' and e.subject_id = c::text and e.action = 'change' and may_open(c)
     and e.detail ->> 'table' in ('cases_person', 'cases_safecontact', 'cases_narrative', 'cases_attachment',
                                  'cases_handlingopinion', 'cases_followup')
   order by e.id desc limit most $$;
revoke all on function case_changes(uuid, int) from public;
grant execute on function case_changes(uuid, int) to app;
"""
BACK = "drop function case_changes(uuid, int);"


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("cases", "0102_follow_up_limits")]
    operations = [migrations.RunSQL(CHANGES, BACK)]
