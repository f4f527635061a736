"""Why an agreement was ended before its last day; and whether an event that was public once is over, told to whoever has its code."""

from django.db import migrations, models

OVER = """
-- Nothing but that it is over: neither title nor place, which are no longer public.
create function event_over(asked text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_activity a where a.code = asked and a.is_public and a.state <> 'planned'
    and (a.campaign_id is null or exists (select 1 from outreach_campaign c
      where c.id = a.campaign_id and c.state not in ('draft', 'submitted', 'approved')))) $$;
revoke all on function event_over(text) from public;
grant execute on function event_over(text) to app;
grant update (ended_for) on outreach_cooperationagreement to app;
"""
BACK = "drop function event_over(text);"


class Migration(migrations.Migration):
    """A column and a question."""

    dependencies = [("outreach", "0095_sums_that_tell_no_part")]
    operations = [
        migrations.AddField(
            "cooperationagreement",
            "ended_for",
            models.CharField(
                blank=True,
                choices=[
                    ("done", "what was agreed is done"),
                    ("replaced", "another agreement takes its place"),
                    ("partner", "the partner wishes it"),
                    ("office", "the federation wishes it"),
                    ("mistake", "entered by mistake"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.RunSQL(OVER, BACK),
    ]
