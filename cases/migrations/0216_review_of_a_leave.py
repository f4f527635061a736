"""Whoever leads the responsible unit today ends the clock of a review, although she holds no card of the matter."""

from django.db import migrations

FUNCTION = """
create function minor_review_met(asked uuid, at timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  if not exists (select 1 from cases_minoraccessgrant g where g.id = asked and g.source = 'danger'
                  and g.reviewed_by_id = app_user()) then
    raise insufficient_privilege using message = 'whoever has looked at a leave ends its clock';
  end if;
  update network_clock set state = 'met', met_at = at, met_by_id = app_user(), next_ring_at = null
   where subject_kind = 'case' and part = asked and limit_id = 'minors.review' and state = 'running';
  get diagnostics n = row_count;
  return n;
end $$;
revoke all on function minor_review_met(uuid, timestamptz) from public;
grant execute on function minor_review_met(uuid, timestamptz) to app;
"""


class Migration(migrations.Migration):
    """One function of the database's owner."""

    dependencies = [("cases", "0215_urgency_of_legal_aid"), ("network", "0120_hint_limits")]
    operations = [
        migrations.RunSQL(FUNCTION, "drop function minor_review_met(uuid, timestamptz);"),
    ]
