"""Walls of returns: who sees one, who moves it, what is frozen for good, and sums of tables that nobody above may read whole."""

from django.db import migrations

from network.deadlines import seeding

_HERE = "security definer set search_path = public, pg_temp as $$"
_ME = "(select app_user())"
FUNCTIONS = f"""
create function return_seen(r uuid) returns boolean language sql stable {_HERE}
  select exists (select 1 from cases_return x where x.id = r and figures_near(x.unit_id)) $$;
create function return_exact(r uuid) returns boolean language sql stable {_HERE}
  select exists (select 1 from cases_return x where x.id = r and figures_exact(x.unit_id)) $$;
create function return_takes(r uuid, v int) returns boolean language sql stable {_HERE}
  select exists (select 1 from cases_return x where x.id = r and x.version = v - 1 and x.state not in ('locked', 'accepted')
    and figures_exact(x.unit_id)) $$;
-- The tables of the units directly below, added up: numbers alone, for whoever answers for the unit above.
create function return_sum(r uuid, tab text) returns table (line text, col text, n bigint) language sql stable {_HERE}
  select x.key, y.key, sum(y.value::bigint)::bigint
    from cases_return p join cases_return c on c.period = p.period and c.state in ('locked', 'accepted')
    join network_unit u on u.id = c.unit_id and u.parent_id = p.unit_id
    join cases_reportsnapshot s on s.of_id = c.id and s.version = c.version and s."table" = tab
    cross join jsonb_each(s.cells) x cross join jsonb_each_text(x.value) y
   where p.id = r and figures_exact(p.unit_id) group by 1, 2 $$;
create function return_frozen() returns trigger language plpgsql as $$
begin
  raise check_violation using message = 'a frozen table stays as it is';
end $$;
create trigger return_frozen before update or delete on cases_reportsnapshot for each row execute function return_frozen();
create trigger return_frozen before update or delete on cases_publishedtable for each row execute function return_frozen();
create trigger return_frozen before update or delete on cases_returnstep for each row execute function return_frozen();
create function return_guard() returns trigger language plpgsql {_HERE}
declare me bigint := app_user(); home network_unit;
begin
  if (old.unit_id, old.period, old.due_on, old.opened_at) is distinct from (new.unit_id, new.period, new.due_on, new.opened_at)
     or (old.first_locked_at is not null and old.first_locked_at is distinct from new.first_locked_at) then
    raise check_violation using message = 'a return keeps its unit, its period and the day it was first locked';
  end if;
  if new.version not in (old.version, old.version + 1) or (new.version > old.version) <> (new.state = 'locked' and old.state <> 'locked') then
    raise check_violation using message = 'a lock makes one version, and nothing else does';
  end if;
  if new.state = old.state or me is null then return new; end if;
  if (old.state, new.state) not in (('open', 'confirmed'), ('returned', 'confirmed'), ('open', 'locked'), ('confirmed', 'locked'),
      ('returned', 'locked'), ('locked', 'accepted'), ('locked', 'returned'), ('accepted', 'returned')) then
    raise check_violation using message = 'no such step';
  end if;
  select * into home from network_unit where id = new.unit_id;
  if not (case new.state
    when 'confirmed' then new.confirmed_by_id = me and (home.id = any (app_area()) or holds_today(me, '{{statistician}}', array[home.id]))
    when 'locked' then new.locked_by_id = me and (home.id = any (app_lead())
      or (not figures_led(home.id) and array[home.county_id, home.city_id] && app_lead()))
    else figures_near(home.parent_id) end) then
    raise exception 'another post takes this step' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger return_guard before update on cases_return for each row execute function return_guard();
revoke all on function return_seen(uuid), return_exact(uuid), return_takes(uuid, int), return_sum(uuid, text), return_frozen(), return_guard() from public;
grant execute on function return_seen(uuid), return_exact(uuid), return_takes(uuid, int), return_sum(uuid, text) to app;
"""
FUNCTIONS_BACK = """
drop trigger return_guard on cases_return; drop trigger return_frozen on cases_returnstep;
drop trigger return_frozen on cases_publishedtable; drop trigger return_frozen on cases_reportsnapshot;
drop function return_guard(), return_frozen(), return_sum(uuid, text), return_takes(uuid, int), return_exact(uuid), return_seen(uuid);
"""
_TABLES = ("cases_return", "cases_reportsnapshot", "cases_publishedtable", "cases_returnstep")
WALLS = (
    "".join(
        f"alter table {t} enable row level security; alter table {t} force row level security;\n"
        for t in _TABLES
    )
    + f"""
create policy return_read on cases_return for select to app using (figures_near(unit_id));
create policy return_change on cases_return for update to app using (figures_near(unit_id)) with check (figures_near(unit_id));
create policy return_worker on cases_return to worker using (true) with check (true);
create policy snapshot_read on cases_reportsnapshot for select to app using (return_exact(of_id));
create policy snapshot_make on cases_reportsnapshot for insert to app
  with check (made_by_id = {_ME} and return_takes(of_id, version));
create policy snapshot_worker on cases_reportsnapshot for select to worker using (true);
create policy published_read on cases_publishedtable for select to app using (figures_near(unit_id));
create policy published_worker on cases_publishedtable to worker using (true) with check (true);
create policy step_read on cases_returnstep for select to app using (return_seen(of_id));
create policy step_make on cases_returnstep for insert to app with check (by_id = {_ME} and return_seen(of_id));
create trigger audit_change after insert or update or delete on cases_return for each row
  execute function audit_change('return', 'id', 'unit_id', 'period', 'state', 'version', 'reason', 'stood_in');
create trigger audit_change after insert or update or delete on cases_reportsnapshot for each row
  execute function audit_change('return', 'of_id', 'table', 'version', 'sha256');
create trigger audit_change after insert or update or delete on cases_publishedtable for each row
  execute function audit_change('return', 'snapshot_id', 'unit_id');
grant select on cases_return, cases_reportsnapshot, cases_publishedtable, cases_returnstep to app;
grant update (state, version, first_locked_at, confirmed_by_id, confirmed_at, locked_by_id, locked_at, accepted_by_id, accepted_at,
  stood_in, reason, words, note) on cases_return to app;
grant insert on cases_reportsnapshot, cases_returnstep to app;
grant select, insert on cases_return, cases_publishedtable to worker;
grant select on cases_reportsnapshot to worker;
"""
)
WALLS_BACK = """
revoke all on cases_return, cases_reportsnapshot, cases_publishedtable, cases_returnstep from app, worker;
drop trigger audit_change on cases_publishedtable; drop trigger audit_change on cases_reportsnapshot;
drop trigger audit_change on cases_return;
drop policy step_make on cases_returnstep; drop policy step_read on cases_returnstep;
drop policy published_worker on cases_publishedtable; drop policy published_read on cases_publishedtable;
drop policy snapshot_worker on cases_reportsnapshot; drop policy snapshot_make on cases_reportsnapshot;
drop policy snapshot_read on cases_reportsnapshot;
drop policy return_worker on cases_return; drop policy return_change on cases_return; drop policy return_read on cases_return;
""" + "".join(
    f"alter table {t} no force row level security; alter table {t} disable row level security;\n"
    for t in _TABLES
)
_GLASS = "when 'break_glass' then may_see_glass(id)"
_RETURN = "when 'return' then return_seen(id) "


def _reworded(old, new):
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


def complete(apps, schema_editor):
    """Add the limits of returns; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, the subject of its clock, limits."""

    dependencies = [("cases", "0314_figures")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunSQL(_reworded(_GLASS, _RETURN + _GLASS), _reworded(_RETURN + _GLASS, _GLASS)),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
