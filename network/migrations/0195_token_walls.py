"""Walls of tokens: each person has her own, the administrator of accounts sees and ends all; the door asks by digest alone."""

from django.db import migrations

from network.deadlines import seeding

WALLS = """
-- For whoever brings the word: who stands behind it. Its use is remembered to the minute.
create function token_ask(told bytea)
  returns table (id uuid, user_id bigint, name text, may_write boolean, networks text, posts text,
                 made_at timestamptz, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update network_token t set used_at = now() where t.digest = told and t.revoked_at is null
    and (t.used_at is null or t.used_at < now() - interval '1 minute');
  return query select t.id, t.user_id, t.name::text, t.may_write, t.networks::text,
      (select coalesce(string_agg(p, ' '), '') from jsonb_array_elements_text(t.posts) p), t.made_at, t.expires_at
    from network_token t where t.digest = told and t.revoked_at is null and t.expires_at > now();
end $$;
revoke all on function token_ask(bytea) from public;
grant execute on function token_ask(bytea) to app;

alter table network_token enable row level security; alter table network_token force row level security;
create policy token_read on network_token for select to app
  using (user_id = (select app_user()) or (select holds_post(array['system_admin'])));
create policy token_make on network_token for insert to app
  with check (user_id = (select app_user()) and revoked_at is null);
create policy token_end on network_token for update to app
  using (user_id = (select app_user()) or (select holds_post(array['system_admin'])))
  with check (revoked_at is not null and revoked_by_id = (select app_user()));
create trigger audit_change after insert or delete or update of revoked_at on network_token for each row
  execute function audit_change('token', 'id', 'user_id', 'may_write', 'revoked_by_id');
grant select, insert on network_token to app;
grant update (revoked_at, revoked_by_id) on network_token to app;

alter table network_apireceipt enable row level security; alter table network_apireceipt force row level security;
create policy order_mine on network_apireceipt for all to app
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
create policy order_worker on network_apireceipt for all to worker using (true);
grant select, insert, delete on network_apireceipt to app;
grant select, delete on network_apireceipt to worker;
"""
WALLS_BACK = """
revoke all on network_apireceipt, network_token from app, worker;
drop policy order_worker on network_apireceipt; drop policy order_mine on network_apireceipt;
alter table network_apireceipt no force row level security;
alter table network_apireceipt disable row level security;
drop trigger audit_change on network_token;
drop policy token_end on network_token; drop policy token_make on network_token;
drop policy token_read on network_token;
alter table network_token no force row level security; alter table network_token disable row level security;
drop function token_ask(bytea);
"""


def complete(apps, schema_editor):
    """Add the limits of the API; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Row security, the door's question, limits."""

    dependencies = [("network", "0194_tokens")]

    operations = [
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
