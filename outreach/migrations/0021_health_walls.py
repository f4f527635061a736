"""Walls of cancer relief and screening.

A card of an application is read along its line, its papers at the desk whose step it is; whoever stepped aside sees neither.
Once in a lifetime is compared by the database: nobody's login reads the table of numbers. A list of names belongs to the
chair of the village; counts of a hospital are read by the county, sums of an area come from the database.
"""

from django.db import migrations

from network.deadlines import seeding

_LIVE = """a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
      and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)"""
_PART = """case h.level when 1 then u.county_id when 2 then u.township_id when 3 then u.village_id else u.id end"""
_INSIDE = """network_unit h join network_unit u
      on u.city_id = h.id or u.county_id = h.id or u.township_id = h.id or u.village_id = h.id or u.id = h.id"""
_ASKED = """
create function {name} returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ {body} $$;"""
_TESTS = {
    "relief_barred(app uuid)": """select exists (select 1 from outreach_reliefrecusal r
       where r.application_id = app and r.user_id = app_user())""",
    "relief_seen(app uuid)": """select exists (select 1 from outreach_cancerreliefapplication x
       where x.id = app and site_near(x.unit_id)) and not relief_barred(app)""",
    "relief_desk(desk int)": """select app_user() is not null and (desk = any (app_lead()) or desk = any (app_area()))""",
    "relief_opens(app uuid)": """select exists (select 1 from outreach_cancerreliefapplication x
       where x.id = app and relief_desk(x.desk_id)) and not relief_barred(app)""",
    "relief_leads(app uuid)": """select exists (select 1 from outreach_cancerreliefapplication x
       join network_unit u on u.id = x.unit_id
       where x.id = app and (u.county_id = any (app_lead()) or u.city_id = any (app_lead()))) and not relief_barred(app)""",
    "relief_taken(app uuid)": """select relief_opens(app) and relief_leads(app) and exists (
       select 1 from outreach_relieflook l join outreach_reliefclaim c on c.id_index = l.id_index
        where l.application_id = app and c.application_id is distinct from app)""",
    "screening_kept(r uuid)": """select exists (select 1 from outreach_screeninground x
       where x.id = r and x.unit_id = any (app_lead()))""",
    "screening_counted(r uuid)": """select exists (select 1 from outreach_screeninground x join network_unit u on u.id = x.unit_id
       where x.id = r and (u.county_id = any (app_area()) or u.city_id = any (app_area())))""",
    "screening_seen(r uuid)": """select exists (select 1 from outreach_screeninground x
       where x.id = r and site_near(x.unit_id))""",
}
_REST = f"""
-- The application asks with this number from now on. The same work whether the number is taken or not.
create function relief_ask(app uuid, number bytea) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  if relief_opens(app) is not true or number is null then
    raise exception 'this application is not hers to complete' using errcode = '42501';
  end if;
  insert into outreach_relieflook (application_id, id_index, at) values (app, number, now())
    on conflict (application_id) do update set id_index = excluded.id_index, at = excluded.at, told_at = null;
  delete from outreach_reliefclaim c where c.application_id = app and c.id_index <> number;
  insert into outreach_reliefclaim (id_index, application_id) values (number, app) on conflict do nothing;
end $$;
-- Whether the grant of a lifetime is this application's; takes it where it has become free. For whoever verifies.
create function relief_holds(app uuid) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  if (relief_opens(app) and relief_leads(app)) is not true then
    raise exception 'the leader who verifies it asks' using errcode = '42501';
  end if;
  insert into outreach_reliefclaim (id_index, application_id)
    select l.id_index, l.application_id from outreach_relieflook l where l.application_id = app on conflict do nothing;
  return exists (select 1 from outreach_reliefclaim c where c.application_id = app);
end $$;
create function relief_before(numbers bytea[]) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  if not holds_city_post(array['city_leader']) then
    raise exception 'the leader of the city enters grants from before' using errcode = '42501';
  end if;
  insert into outreach_reliefclaim (id_index) select distinct unnest(numbers) on conflict do nothing;
end $$;
create function relief_repeats() returns table (number text, county text, since timestamptz, other text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.number::text, k.short_name::text, l.at, coalesce(o.number, '')::text
    from outreach_relieflook l join outreach_cancerreliefapplication x on x.id = l.application_id
    join network_unit u on u.id = x.unit_id join network_unit k on k.id = u.county_id
    join outreach_reliefclaim c on c.id_index = l.id_index and c.application_id is distinct from x.id
    left join outreach_cancerreliefapplication o on o.id = c.application_id
   where x.state not in ('withdrawn', 'closed') and exists (
     select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
      where a.user_id = app_user() and a.role = 'privacy_officer' and a.unit_id = u.city_id and {_LIVE}) $$;
create function relief_untold(moment timestamptz) returns table (application uuid, city int) language sql volatile
  security definer set search_path = public, pg_temp as $$
  update outreach_relieflook l set told_at = moment
    from outreach_cancerreliefapplication x join network_unit u on u.id = x.unit_id
   where x.id = l.application_id and l.told_at is null and x.state not in ('withdrawn', 'closed', 'rejected')
     and exists (select 1 from outreach_reliefclaim c
                  where c.id_index = l.id_index and c.application_id is distinct from x.id)
  returning x.id, u.city_id $$;

-- Nothing goes past the county without the grant of a lifetime; what is not granted sets it free.
create function relief_once() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.state in ('county_verified', 'city_summed', 'province_submitted', 'approved', 'paid')
     and not exists (select 1 from outreach_reliefclaim c where c.application_id = new.id) then
    raise check_violation using message = 'relief is granted once in a lifetime';
  end if;
  if new.state in ('rejected', 'withdrawn') and new.paid_on is null then
    delete from outreach_reliefclaim c where c.application_id = new.id;
  end if;
  return new;
end $$;
create trigger relief_once before update of state on outreach_cancerreliefapplication
  for each row execute function relief_once();

-- Papers of what ended before a moment: emptied, with their key. The number stays among those that were granted.
create function relief_forget(before timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  update outreach_reliefpapers p set wrapped = null, name = null, phone = null, id_number = null, bank = null,
         account = null, diagnosis = null, hospital = null, cost = null, reimbursed = null
    from outreach_cancerreliefapplication x
   where x.id = p.id and x.ended_at < before and p.wrapped is not null;
  get diagnostics n = row_count;
  delete from outreach_relieflook l using outreach_cancerreliefapplication x
   where x.id = l.application_id and x.ended_at < before;
  return n;
end $$;
create function screening_forget(before date, moment timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  delete from outreach_screeningslot s using outreach_screeninground r
   where r.id = s.round_id and (r.held_on < before or r.state = 'called_off');
  update outreach_screeninground r set names_gone_at = moment
   where (r.held_on < before or r.state = 'called_off') and r.names_gone_at is null;
  get diagnostics n = row_count;
  return n;
end $$;

-- 应查、通知、实查、异常、随访 of an area and the units directly below it (child null: the whole). What was found is told
-- exactly from the county up, below it in whole steps of five.
create function screening_sums(here int, of_year int) returns table (child int, due int, invited int, attended int,
  abnormal int, followed_up int) language sql stable security definer set search_path = public, pg_temp as $$
  select part, sum(r.due)::int, sum(r.invited)::int, sum(r.attended)::int,
    case when min(w.h) + (part is not null)::int <= 2 then sum(c.abnormal)::int else nullif(sum(c.abnormal)::int / 5 * 5, 0) end,
    case when min(w.h) + (part is not null)::int <= 2 then sum(c.followed_up)::int else nullif(sum(c.followed_up)::int / 5 * 5, 0) end
    from (select u.id, {_PART} as part, h.level as h from {_INSIDE} where h.id = here and site_near(here)) w
    join outreach_screeninground r on r.unit_id = w.id and r.year = of_year and r.state <> 'called_off'
    left join outreach_screeningcount c on c.round_id = r.id
   group by grouping sets ((part), ()) having count(r.id) > 0 $$;
-- 申报、批准、发放 of an area in the same way; yuan are told from the county up alone.
create function relief_sums(here int, of_year int) returns table (child int, asked int, approved int, paid int, yuan int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with counted as (
    select part, min(w.h) + (part is not null)::int as level, count(*)::int as asked,
      (count(*) filter (where x.state = 'approved' or x.paid_on is not null))::int as approved,
      (count(*) filter (where x.paid_on is not null))::int as paid, coalesce(sum(x.paid), 0)::int as yuan
      from (select u.id, {_PART} as part, h.level as h from {_INSIDE} where h.id = here and site_near(here)) w
      join outreach_cancerreliefapplication x on x.unit_id = w.id and x.state <> 'withdrawn'
      join outreach_reliefwindow y on y.id = x.window_id and y.year = of_year
     group by grouping sets ((part), ()) having count(x.id) > 0)
  select part, case when level <= 2 then asked else nullif(asked / 5 * 5, 0) end,
    case when level <= 2 then approved else nullif(approved / 5 * 5, 0) end,
    case when level <= 2 then paid else nullif(paid / 5 * 5, 0) end, case when level <= 2 then yuan end from counted $$;
"""
_FOR_APP = (
    "relief_barred(uuid), relief_seen(uuid), relief_desk(int), relief_opens(uuid), relief_leads(uuid), relief_ask(uuid, bytea), relief_taken(uuid), "
    "relief_holds(uuid), relief_before(bytea[]), relief_repeats(), screening_kept(uuid), screening_counted(uuid), "
    "screening_seen(uuid), screening_sums(int, int), relief_sums(int, int)"
)
_FOR_WORKER = "relief_untold(timestamptz), relief_forget(timestamptz), screening_forget(date, timestamptz)"
FUNCTIONS = (
    "".join(_ASKED.format(name=name, body=body) for name, body in _TESTS.items())
    + _REST
    + f"""
revoke all on function {_FOR_APP}, {_FOR_WORKER}, relief_once() from public;
grant execute on function {_FOR_APP} to app;
grant execute on function {_FOR_WORKER} to worker;
"""
)
FUNCTIONS_BACK = f"""
drop trigger relief_once on outreach_cancerreliefapplication;
drop function {_FOR_WORKER}, relief_once(), relief_sums(int, int), screening_sums(int, int), relief_repeats(),
  relief_before(bytea[]), relief_holds(uuid), relief_ask(uuid, bytea), screening_seen(uuid), screening_counted(uuid),
  screening_kept(uuid), relief_taken(uuid), relief_leads(uuid), relief_opens(uuid), relief_desk(int), relief_seen(uuid), relief_barred(uuid);
"""
_OLD = "when 'visit_round' then round_seen(id) "
_OURS = "when 'relief' then relief_seen(id) when 'screening' then screening_seen(id) "
_VEIL = "when app_audit() and kind = 'break_glass'"
_VEILED = "when app_audit() and kind = 'relief' then true "


def _reworded(function: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{function}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{function} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_ME = "(select app_user())"
_CITY = "unit_id = any ((select app_area())::int[])"
# Table: who reads, who adds, who changes, which columns, who deletes ("": nobody), what the log keeps in plain.
TABLES = {
    "outreach_reliefwindow": (
        f"{_ME} is not null",
        f"set_by_id = {_ME} and {_CITY}",
        _CITY,
        "opens_on, closes_on, cut_off_on, amount, hardships, diagnoses, set_by_id, set_at",
        "",
        ("relief_window", "id", "unit_id", "year", "opens_on", "closes_on", "cut_off_on", "amount"),
    ),
    "outreach_cancerreliefapplication": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and state = 'nominated' and site_near(unit_id) and relief_desk(desk_id)",
        "site_near(unit_id)",
        "state, desk_id, owner_id, answered_on, paid_on, paid, told_on, ended_at",
        "",
        ("relief", "id", "unit_id", "desk_id", "state", "answered_on", "paid_on", "told_on"),
    ),
    "outreach_reliefpapers": (
        "relief_opens(id)",
        "relief_opens(id)",
        "relief_opens(id)",
        "wrapped, name, phone, id_number, bank, account, diagnosis, hospital, cost, reimbursed, source, holds_from, "
        "holds_until, grade, seen",
        "",
        ("relief", "id"),
    ),
    "outreach_reliefstep": (
        "relief_seen(application_id)",
        f"by_id = {_ME} and relief_opens(application_id)",
        "",
        "",
        "",
        ("relief", "application_id", "verb", "unit_id", "reason"),
    ),
    "outreach_reliefrefusal": (
        "relief_leads(application_id)",
        f"by_id = {_ME} and relief_opens(application_id)",
        "",
        "",
        "",
        ("relief", "application_id"),
    ),
    "outreach_reliefrecusal": (
        f"user_id = {_ME} or relief_seen(application_id)",
        f"user_id = {_ME} and relief_seen(application_id)",
        "",
        "",
        "",
        ("relief", "application_id", "user_id"),
    ),
    "outreach_screeninground": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and state = 'planned' and site_near(unit_id)",
        "site_near(unit_id)",
        "state, owner_id, invited, attended, held_on",
        "",
        (
            "screening",
            "id",
            "unit_id",
            "state",
            "year",
            "held_on",
            "due",
            "invited",
            "attended",
            "names_gone_at",
        ),
    ),
    "outreach_screeningslot": (
        "screening_kept(round_id)",
        f"entered_by_id = {_ME} and screening_kept(round_id)",
        "screening_kept(round_id)",
        "at, again_at, attended",
        "screening_kept(round_id)",
        ("screening", "round_id"),
    ),
    "outreach_screeningcount": (
        "screening_counted(round_id)",
        f"entered_by_id = {_ME} and screening_counted(round_id)",
        "screening_counted(round_id)",
        "examined, abnormal, followed_up, entered_by_id, entered_at",
        "",
        ("screening", "round_id"),
    ),
}
# Whoever changes a card sits at its desk; whoever stepped aside sees and changes none.
MORE = """
create policy health_aside on outreach_cancerreliefapplication as restrictive to app using (not relief_barred(id));
create policy health_desk on outreach_cancerreliefapplication as restrictive for update to app
  using (relief_desk(desk_id)) with check (true);
alter table outreach_reliefclaim enable row level security; alter table outreach_reliefclaim force row level security;
alter table outreach_relieflook enable row level security; alter table outreach_relieflook force row level security;
create policy health_worker on outreach_reliefrecusal for select to worker using (true);
grant select on outreach_reliefrecusal to worker;
"""
MORE_BACK = """
revoke all on outreach_reliefrecusal from worker;
drop policy health_worker on outreach_reliefrecusal;
alter table outreach_relieflook no force row level security; alter table outreach_relieflook disable row level security;
alter table outreach_reliefclaim no force row level security; alter table outreach_reliefclaim disable row level security;
drop policy health_desk on outreach_cancerreliefapplication; drop policy health_aside on outreach_cancerreliefapplication;
"""


def _walls(table: str) -> str:
    read, make, change, columns, drop, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    changes = (
        f"create policy health_change on {table} for update to app using ({change}) with check ({change});"
    )
    drops = f"create policy health_drop on {table} for delete to app using ({drop}); grant delete on {table} to app;"
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy health_read on {table} for select to app using ({read});
create policy health_make on {table} for insert to app with check ({make});
{changes if change else ""}{drops if drop else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant select, insert on {table} to app;
{f"grant update ({columns}) on {table} to app;" if columns else ""}"""


def _walls_back(table: str) -> str:
    _read, _make, change, _columns, drop, _told = TABLES[table]
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy health_drop on {table};" if drop else ""}{f"drop policy health_change on {table};" if change else ""}
drop policy health_make on {table}; drop policy health_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of relief and screening; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [
        ("outreach", "0020_health"),
        ("network", "0166_bulletin_walls"),
        ("cases", "0278_volunteer_subjects"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            _reworded("subject_visible(text, uuid)", _OLD, _OLD + _OURS),
            _reworded("subject_visible(text, uuid)", _OLD + _OURS, _OLD),
        ),
        migrations.RunSQL(
            _reworded("subject_sealed(text, text)", _VEIL, _VEILED + _VEIL),
            _reworded("subject_sealed(text, text)", _VEILED + _VEIL, _VEIL),
        ),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL(MORE, MORE_BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL("grant usage on all sequences in schema public to app;", migrations.RunSQL.noop),
    ]
