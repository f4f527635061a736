"""Walls of lists for the archive: the web's login reads them and writes none; functions write, and ask everything again.

A matter that the archive has is `transferred`: like what is only stored it exists for nobody here, until its period is
over and our copy stands on a list of destruction.
"""

from importlib import import_module

from django.db import migrations

FUNCTIONS = """
-- The leader of the unit or of one above; what was received also the privacy officer of the place and the auditor. A
-- list with a matter that does not exist for her does not exist either.
create function may_see_transfer(t uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and exists (
    select 1 from cases_archivetransfer l join network_unit u on u.id = l.unit_id
     where l.id = t
       and (leads_place(l.unit_id, app_user())
         or (l.state = 'received' and (app_audit()
             or holds_today(app_user(), '{privacy_officer}', array[u.id, u.county_id, u.city_id]))))
       and not exists (select 1 from cases_transferredmatter m
                        where m.transfer_id = l.id and kept_from(m.case_id, app_user()))) $$;

-- Closed long enough, or on a list of destruction that nobody has appraised; and nothing speaks against it.
create function may_go_to_archive(c uuid, today date) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.id = c and x.phase = 'closed' and x.closed_at is not null
    and not exists (select 1 from cases_transferredmatter m where m.case_id = c and m.state = 'listed')
    and not exists (select 1 from cases_retentionaction a join cases_destructionlist l on l.id = a.destruction_id
                     where a.case_id = c and a.state = 'due' and l.state <> 'drawn_up')
    and (exists (select 1 from cases_retentionaction a where a.case_id = c and a.state = 'due')
      or ((x.closed_at at time zone 'Asia/Shanghai')::date
          + make_interval(years => limit_length('archive.transfer')))::date < today)
    and retention_bars(c, today) = '{}') $$;
create function transfer_candidates(home bigint, most int)
  returns table (matter uuid, number text, kind text, closed_on date, due_on date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.id, x.number::text, r.kind, r.counted_from, r.due_on
    from cases_case x cross join lateral retention_of(x.id) r
   where leads_place(home, app_user()) and x.unit_id = home and x.phase = 'closed'
     and not kept_from(x.id, app_user()) and may_go_to_archive(x.id, today_here())
   order by x.number limit most $$;
create function transfer_places() returns table (unit int, many bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  select x.unit_id, count(*) from cases_case x
   where x.phase = 'closed' and leads_place(x.unit_id, app_user()) and not kept_from(x.id, app_user())
     and may_go_to_archive(x.id, today_here())
   group by x.unit_id $$;
create function transfer_bars(t uuid, today date) returns table (line uuid, bars text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, retention_bars(m.case_id, today) from cases_transferredmatter m
   where m.transfer_id = t and m.state = 'listed' and may_see_transfer(t) $$;

create function matter_noted(c uuid, what text, at timestamptz) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
  select gen_random_uuid(), x.id, what, x.stage, x.stage, app_user(), x.unit_id, at, clock_timestamp(), '{}'
    from cases_case x where x.id = c $$;

-- Answers the lists of destruction that are empty now.
create function transfer_draw_up(t uuid, wrapping bytea, home bigint, matters uuid[], named text, at timestamptz)
  returns setof uuid language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare today date := (at at time zone 'Asia/Shanghai')::date; n int; c uuid; d uuid; lists uuid[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtextextended('lists of destruction', 0));
  if not coalesce(leads_place(home, app_user()), false) or cardinality(matters) = 0 then
    raise exception 'this list is not hers to draw up' using errcode = '42501';
  end if;
  insert into cases_numberseries (key, last) values ('transfer ' || extract(year from today), 1)
  on conflict (key) do update set last = cases_numberseries.last + 1 returning last into n;
  insert into cases_archivetransfer (id, number, unit_id, state, archive, drawn_up_by_id, drawn_up_at, wrapped, receipt)
  values (t, '移册〔' || extract(year from today) || '〕' || n || '号', home, 'drawn_up', named, app_user(), at, wrapping, '');
  foreach c in array (select array_agg(distinct m order by m) from unnest(matters) m) loop
    perform 1 from cases_case x where x.id = c and x.unit_id = home for update;
    if not found or kept_from(c, app_user()) or not may_go_to_archive(c, today) then
      raise exception 'this matter does not go to the archive' using errcode = '42501';
    end if;
    insert into cases_transferredmatter (id, transfer_id, case_id, number, kind, closed_on, due_on, state)
    select gen_random_uuid(), t, x.id, x.number, r.kind, r.counted_from, r.due_on, 'listed'
      from cases_case x cross join lateral retention_of(x.id) r where x.id = c;
    update cases_retentionaction set state = 'transferred' where case_id = c and state = 'due' returning destruction_id into d;
    if found then lists := lists || d; end if;
    perform matter_noted(c, 'list_for_archive', at);
  end loop;
  return query
    update cases_destructionlist l set state = 'called_off'
     where l.id = any (lists) and l.state = 'drawn_up'
       and not exists (select 1 from cases_retentionaction a where a.destruction_id = l.id and a.state = 'due')
    returning l.id;
end $$;

create function transfer_receive(t uuid, signed bytea, paper text, on_day date, at timestamptz) returns int
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare l cases_archivetransfer; m record; n int := 0; today date := (at at time zone 'Asia/Shanghai')::date;
begin
  select * into l from cases_archivetransfer x where x.id = t for update;
  if not found or l.state <> 'drawn_up' or not leads_place(l.unit_id, app_user()) or not may_see_transfer(t)
     or signed is null or coalesce(paper, '') = '' then
    raise exception 'this list is not hers to hand over' using errcode = '42501';
  end if;
  for m in select * from cases_transferredmatter x where x.transfer_id = t and x.state = 'listed' order by x.case_id for update loop
    if retention_bars(m.case_id, today) <> '{}' then
      raise exception 'something speaks against handing it over' using errcode = '42501';
    end if;
    update cases_case set phase = 'transferred', next_due_at = null, version = version + 1
     where id = m.case_id and phase = 'closed';
    if not found then raise exception 'only a closed matter is handed over' using errcode = '42501'; end if;
    perform matter_noted(m.case_id, 'transfer_matter', at);
    n := n + 1;
  end loop;
  if n = 0 then raise exception 'nothing is left to hand over' using errcode = '42501'; end if;
  update cases_transferredmatter set state = 'handed' where transfer_id = t and state = 'listed';
  update cases_archivetransfer set state = 'received', archivist = signed, receipt = paper, received_on = on_day,
    recorded_by_id = app_user(), recorded_at = at where id = t;
  return n;
end $$;

create function transfer_strike(line uuid, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare m cases_transferredmatter; l cases_archivetransfer;
begin
  select x.* into l from cases_archivetransfer x join cases_transferredmatter y on y.transfer_id = x.id
   where y.id = line for update of x;
  select * into m from cases_transferredmatter x where x.id = line and x.state = 'listed' for update;
  if not found or l.state <> 'drawn_up' or not leads_place(l.unit_id, app_user()) or not may_see_transfer(l.id) then
    raise exception 'this matter is not hers to strike' using errcode = '42501';
  end if;
  update cases_transferredmatter set state = 'struck' where id = line;
  perform matter_noted(m.case_id, 'strike_matter', at);
  if not exists (select 1 from cases_transferredmatter x where x.transfer_id = l.id and x.state = 'listed') then
    update cases_archivetransfer set state = 'called_off' where id = l.id;
  end if;
end $$;

create function transfer_return(line uuid, on_day date, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare m cases_transferredmatter; l cases_archivetransfer;
begin
  select * into m from cases_transferredmatter x where x.id = line and x.state = 'handed' for update;
  select * into l from cases_archivetransfer x where x.id = m.transfer_id;
  if l.id is null or not leads_place(l.unit_id, app_user()) or not may_see_transfer(l.id) then
    raise exception 'this matter is not hers to take back' using errcode = '42501';
  end if;
  update cases_transferredmatter set state = 'returned', returned_on = on_day, returned_by_id = app_user() where id = line;
  update cases_case set phase = 'closed', version = version + 1 where id = m.case_id and phase = 'transferred';
  if not found then raise exception 'it is not with the archive' using errcode = '42501'; end if;
  perform matter_noted(m.case_id, 'return_matter', at);
end $$;

revoke all on function may_see_transfer(uuid), may_go_to_archive(uuid, date), transfer_candidates(bigint, int),
  transfer_places(), transfer_bars(uuid, date), matter_noted(uuid, text, timestamptz),
  transfer_draw_up(uuid, bytea, bigint, uuid[], text, timestamptz),
  transfer_receive(uuid, bytea, text, date, timestamptz), transfer_strike(uuid, timestamptz),
  transfer_return(uuid, date, timestamptz) from public;
grant execute on function may_see_transfer(uuid), transfer_candidates(bigint, int), transfer_places(),
  transfer_bars(uuid, date), transfer_draw_up(uuid, bytea, bigint, uuid[], text, timestamptz),
  transfer_receive(uuid, bytea, text, date, timestamptz), transfer_strike(uuid, timestamptz),
  transfer_return(uuid, date, timestamptz) to app;
"""
FUNCTIONS_BACK = """
drop function transfer_return(uuid, date, timestamptz), transfer_strike(uuid, timestamptz),
  transfer_receive(uuid, bytea, text, date, timestamptz),
  transfer_draw_up(uuid, bytea, bigint, uuid[], text, timestamptz), matter_noted(uuid, text, timestamptz),
  transfer_bars(uuid, date), transfer_places(), transfer_candidates(bigint, int), may_go_to_archive(uuid, date),
  may_see_transfer(uuid);
"""
WALLS = """
alter table cases_archivetransfer enable row level security; alter table cases_archivetransfer force row level security;
alter table cases_transferredmatter enable row level security; alter table cases_transferredmatter force row level security;
create policy transfer_read on cases_archivetransfer for select to app using (may_see_transfer(id));
create policy transferred_read on cases_transferredmatter for select to app using (may_see_transfer(transfer_id));
create trigger audit_change after insert or update or delete on cases_archivetransfer for each row execute function
  audit_change('transfer', 'id', 'number', 'unit_id', 'state', 'drawn_up_by_id', 'recorded_by_id', 'received_on');
create trigger audit_change after insert or update or delete on cases_transferredmatter for each row execute function
  audit_change('case', 'case_id', 'transfer_id', 'kind', 'state', 'returned_on', 'returned_by_id');
grant select on cases_archivetransfer, cases_transferredmatter to app;
"""
WALLS_BACK = """
revoke all on cases_archivetransfer, cases_transferredmatter from app;
drop trigger audit_change on cases_transferredmatter; drop trigger audit_change on cases_archivetransfer;
drop policy transferred_read on cases_transferredmatter; drop policy transfer_read on cases_archivetransfer;
alter table cases_transferredmatter no force row level security; alter table cases_transferredmatter disable row level security;
alter table cases_archivetransfer no force row level security; alter table cases_archivetransfer disable row level security;
"""

_reworded = import_module("cases.migrations.0206_retention_walls")._reworded
_SHUT, _MORE = "('restricted', 'destroyed')", "('restricted', 'destroyed', 'transferred')"
_LIVE, _ALSO = "('closed', 'restricted')", "('closed', 'restricted', 'transferred')"
_KNOWN = "known_elsewhere(bytea[], int[], bytea[], bytea[], uuid, timestamptz)"
_CHANGED = (
    ("recused(uuid)", _SHUT, _MORE),
    (_KNOWN, _SHUT, _MORE),
    ("retention_bars(uuid, date)", _LIVE, _ALSO),
    ("retention_propose(timestamptz, integer)", _LIVE, _ALSO),
    (
        "matter_destroy(uuid, timestamptz)",
        "phase = 'restricted' for update",
        "phase in ('restricted', 'transferred') for update",
    ),
    (
        "process_notes_forget(timestamptz, integer)",
        "c.phase = 'closed'",
        "c.phase in ('closed', 'transferred')",
    ),
)
SHUT = (
    "".join(_reworded(*each) for each in _CHANGED)
    + f"alter policy only_stored on cases_case using (phase not in {_MORE});"
)
SHUT_BACK = f"alter policy only_stored on cases_case using (phase not in {_SHUT});" + "".join(
    _reworded(signature, new, old) for signature, old, new in reversed(_CHANGED)
)


class Migration(migrations.Migration):
    """Functions, walls, and the phrases of functions that stood before."""

    dependencies = [("cases", "0243_archive_transfer"), ("network", "0142_archive_limit")]
    operations = [
        migrations.RunSQL(SHUT, SHUT_BACK),
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
