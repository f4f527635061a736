"""The consent sheet's text is drafted, and published from a day on; what is published is never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WALLS = """
create function sheet_text_stays() returns trigger language plpgsql as $$
begin
  if old.published_at is not null then
    raise exception 'a published text is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger sheet_text_stays before update on cases_counsellingnotice
  for each row execute function sheet_text_stays();
alter table cases_counsellingnotice enable row level security;
alter table cases_counsellingnotice force row level security;
create policy sheet_text_read on cases_counsellingnotice for select to app
  using ((select app_user()) is not null
         and (published_at is not null or holds_post('{privacy_officer,city_leader}')));
create policy sheet_text_make on cases_counsellingnotice for insert to app
  with check (published_at is null and drafted_by_id = (select app_user()) and holds_post('{privacy_officer}'));
create policy sheet_text_change on cases_counsellingnotice for update to app
  using (published_at is null and holds_post('{privacy_officer,city_leader}'))
  with check (case when published_at is null
    then drafted_by_id = (select app_user()) and holds_post('{privacy_officer}')
    else published_by_id = (select app_user()) and drafted_by_id <> published_by_id and holds_post('{city_leader}')
    end);
grant insert, update (text, in_force_from, drafted_by_id, drafted_at, published_by_id, published_at)
  on cases_counsellingnotice to app;
"""
BACK = """
revoke insert, update (text, in_force_from, drafted_by_id, drafted_at, published_by_id, published_at)
  on cases_counsellingnotice from app;
drop policy sheet_text_change on cases_counsellingnotice;
drop policy sheet_text_make on cases_counsellingnotice;
drop policy sheet_text_read on cases_counsellingnotice;
alter table cases_counsellingnotice no force row level security;
alter table cases_counsellingnotice disable row level security;
drop trigger sheet_text_stays on cases_counsellingnotice;
drop function sheet_text_stays();
"""
# What stood before was in force from its day: it counts as published then.
FIRST = "update cases_counsellingnotice set published_at = in_force_from where published_at is null"
DRAFTS_GO = "delete from cases_counsellingnotice where published_at is null"


def person():
    """Somebody of the house, or nobody for the version that came with it."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """Taken back, published texts stay and a draft goes."""

    dependencies = [
        ("cases", "0218_conflicts_everywhere"),
        ("network", "0124_audit_cuts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField("counsellingnotice", "in_force_from", models.DateField(null=True)),
        migrations.AddField("counsellingnotice", "drafted_by", person()),
        migrations.AddField("counsellingnotice", "drafted_at", models.DateTimeField(null=True)),
        migrations.AddField("counsellingnotice", "published_by", person()),
        migrations.AddField("counsellingnotice", "published_at", models.DateTimeField(null=True)),
        migrations.RunSQL(FIRST, DRAFTS_GO),
        migrations.AddConstraint(
            "counsellingnotice",
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(published_at=None), name="sheet_text_one_draft"
            ),
        ),
        migrations.AddConstraint(
            "counsellingnotice",
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(in_force_from__isnull=False),
                name="sheet_text_from_a_day",
            ),
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
