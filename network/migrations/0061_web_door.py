"""The account in whose name the public door writes, which cannot sign in and holds no post; the door's limits; and
how often a stranger has come, which every public page counts in the same way."""

import django.db.models.functions.datetime
from django.db import migrations, models

from network.deadlines import seeding

ACCOUNT = """
insert into network_user (username, display_name, work_phone, password, is_active, must_change_password, created_at)
values ('web-door', '网上求助', '', '!', false, false, now());
create function door_user() returns bigint language sql stable
  security definer set search_path = public, pg_temp as
  $$ select id::bigint from network_user where username = 'web-door' $$;
"""
BACK = """
drop function door_user();
delete from network_user where username = 'web-door';
"""

COUNTING = """
alter table network_strangercount enable row level security;
alter table network_strangercount force row level security;
revoke all on network_strangercount from app, worker;

-- One at a time for each kind and mark, until the caller's transaction ends.
create function stranger_wait(class int, m bytea) returns void language sql volatile
  security definer set search_path = public, pg_temp as
  $$ select pg_advisory_xact_lock(class, hashtext(encode(m, 'hex'))) $$;

create function stranger_note(k text, m bytea, during interval) returns void language sql volatile
  security definer set search_path = public, pg_temp as
  $$ insert into network_strangercount (kind, mark, until) values (k, m, clock_timestamp() + during) $$;

-- How often this mark counts now; whatever counts no longer is forgotten, a handful each time.
create function stranger_counted(k text, m bytea) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  delete from network_strangercount where id in (
    select id from network_strangercount where until <= clock_timestamp() order by id limit 200 for update skip locked);
  return (select count(*) from network_strangercount where kind = k and mark = m and until > clock_timestamp());
end $$;

-- Counts one use and says whether it is still within the limit; side by side, exactly the limit pass.
create function stranger_take(k text, m bytea, most int, during interval) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  perform stranger_wait(80, m);
  if stranger_counted(k, m) >= coalesce(most, 0) then return false; end if;
  perform stranger_note(k, m, during);
  return true;
end $$;
revoke all on function stranger_wait(int, bytea), stranger_note(text, bytea, interval), stranger_counted(text, bytea),
  stranger_take(text, bytea, int, interval) from public;
"""
COUNTING_BACK = """
drop function stranger_take(text, bytea, int, interval), stranger_counted(text, bytea),
  stranger_note(text, bytea, interval), stranger_wait(int, bytea);
"""


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """One account, one function that names it, six limits that stay when this is taken back, one count."""

    dependencies = [("network", "0060_service_windows")]
    operations = [
        migrations.RunSQL(ACCOUNT, BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.CreateModel(
            name="StrangerCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("mark", models.BinaryField(max_length=32)),
                ("until", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "mark", "until"], name="stranger_count_mark"),
                    models.Index(fields=["until"], name="stranger_count_age"),
                ],
            },
        ),
        migrations.RunSQL(COUNTING, COUNTING_BACK),
    ]
