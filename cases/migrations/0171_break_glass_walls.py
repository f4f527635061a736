"""Walls of the emergency reading: who may begin one and review it, what it lends, and that it never writes.

`reading_only` stands on every table of a matter: while she reads by break-glass, the web's login inserts, changes and
deletes nothing there in her name, whatever else a policy allows. A conflict of interest may always be declared, and
whoever was called to a crisis answers it.
"""

from django.db import migrations

# Tables that carry no case_id: the condition that leads to the matter.
OTHERS = {
    "cases_case": "id",
    "cases_caseaccess": "content_object_id",
    "cases_relatedmatter": "from_case_id",
    "cases_meetingguest": "meeting_case(meeting_id)",
    "cases_meetingdecision": "meeting_case(meeting_id)",
}
# What is not the matter's own: a conflict of interest, the reading itself, a call for help.
FREE = ("cases_recusal", "cases_breakglass", "cases_crisis", "cases_crisiscall")

FUNCTIONS = """
create function my_readings() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select a.content_object_id from cases_caseaccess a join cases_case c on c.id = a.content_object_id
   where a.user_id = app_user() and a.source = 'break_glass' and a.opens and a.until > now()
     and c.owner_id is distinct from app_user() $$;

-- A matter within reach of whoever asks, by its card or by its exact number; ordinary ones of her area, sealed ones of
-- a leader of the county or the city. Recused, foreign and unknown give no row alike.
create function glass_matter(by_id uuid, by_number text)
  returns table (case_id uuid, number text, unit_id int, city_id int, county_id int, township_id int, owner_id int,
                 is_sealed boolean, is_open_to_her boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.number::text, c.unit_id::int, c.city_id, c.county_id, c.township_id, c.owner_id::int, c.is_sealed,
         may_open(c.id)
    from cases_case c
   where app_user() is not null and (c.id = by_id or c.number = by_number) and not recused(c.id)
     and (may_open(c.id)
       or (not c.is_sealed and (c.city_id = any (app_area()) or c.county_id = any (app_area())
            or c.township_id = any (app_area()) or c.unit_id = any (app_area())))
       or (c.is_sealed and (c.city_id = any (app_lead()) or c.county_id = any (app_lead())))) $$;

-- How many numbers of hers opened nothing; one question at a time, so that none escapes the count.
create function glass_misses(during interval) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('emergency numbers of ' || app_user(), 0));
  return (select count(*) from network_auditevent where action = 'deny' and actor_id = app_user()
           and subject_kind = 'break_glass' and detail ->> 'why' = 'miss'
           and recorded_at > clock_timestamp() - during);
end $$;
create index audit_glass_misses on network_auditevent (actor_id, recorded_at)
  where action = 'deny' and subject_kind = 'break_glass';

create function holds_today(person bigint, roles text[], units int[]) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
                  where a.user_id = person and a.role = any (roles) and a.unit_id = any (units)
                    and a.starts_on <= today_here() and (a.ends_on is null or a.ends_on >= today_here())) $$;

-- Whoever may review: the privacy officer of the place; whoever was named in her stead while she holds such a post;
-- once it is late, the city's leader. Never the reader, the owner of that day, or somebody recused.
create function reviews_glass(glass uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from cases_breakglass g join network_unit u on u.id = g.unit_id
     where g.id = glass and g.by_id <> person and g.owner_id is distinct from person
       and not exists (select 1 from cases_recusal r where r.case_id = g.case_id and r.user_id = person)
       and (holds_today(person, '{privacy_officer}', array[u.id, u.county_id, u.city_id])
         or (g.reviewer_id = person and holds_today(person, '{privacy_officer,city_leader}', array[u.id, u.county_id, u.city_id]))
         or (g.review_due_at <= now() and holds_today(person, '{city_leader}', array[u.city_id])))) $$;
create function may_review_glass(glass uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select reviews_glass(glass, app_user()) and exists (
    select 1 from cases_breakglass g where g.id = glass and (g.reviewed_at is null or g.reviewed_by_id = app_user())) $$;
create function may_see_glass(glass uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_review_glass(glass) or exists (
    select 1 from cases_breakglass g where g.id = glass and g.by_id = app_user() and not recused(g.case_id)) $$;
create function glass_barred(glasses uuid[], users bigint[]) returns table (reading uuid, person bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.g, p.u from unnest(glasses, users) as p(g, u)
   where not reviews_glass(p.g, p.u) and not exists (
     select 1 from cases_breakglass b join network_unit c on c.id = b.unit_id
      where b.id = p.g and b.by_id <> p.u and b.owner_id is distinct from p.u
        and holds_today(p.u, '{city_leader}', array[c.city_id])
        and not exists (select 1 from cases_recusal r where r.case_id = b.case_id and r.user_id = p.u)) $$;

-- For whoever reviews: kinds of look during the reading and how often, from the log; never what stood there.
create function glass_looks(glass uuid) returns table (layer text, times bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(case when e.detail ? 'attachment' then 'attachment' else e.detail ->> 'layer' end, ''), count(*)
    from cases_breakglass g join network_auditevent e
      on e.subject_kind = 'case' and e.subject_id = g.case_id::text and e.actor_id = g.by_id
     and e.action in ('view', 'reveal', 'print') and e.occurred_at between g.began_at and g.ends_at
   where g.id = glass and may_review_glass(glass)
   group by 1 order by 2 desc, 1 $$;

-- Lends to read, never to write, and no longer than the rules of the day say; the timeline keeps that it began.
create function glass_lend(glass uuid) returns timestamptz language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare g cases_breakglass%rowtype; ends timestamptz; n int;
begin
  select * into g from cases_breakglass x where x.id = glass and x.by_id = app_user() and x.reviewed_at is null for update;
  if not found or not exists (select 1 from glass_matter(g.case_id, null) m where not m.is_open_to_her) or exists (
       select 1 from cases_event e where e.id = glass) then
    return null;
  end if;
  select least(g.ends_at, now() + make_interval(mins => coalesce((
           select v.length from network_limitversion v
            where v.limit_id = l.code and v.granted and v.from_day <= today_here() order by v.from_day desc limit 1), l.length)))
    into ends from network_limit l where l.code = 'breakglass.reading';
  insert into cases_caseaccess as held (content_object_id, user_id, until, permission_id, source, granted_at, reason,
                                        granted_by_id, opens, writes, is_closed)
  select g.case_id, g.by_id, ends, p.id, 'break_glass', now(), g.category, g.by_id, p.codename = 'lend_case', false, false
    from auth_permission p join django_content_type t on t.id = p.content_type_id and t.app_label = 'cases'
   where p.codename in ('lend_case', 'lend_names', 'lend_narrative')
  on conflict (user_id, permission_id, content_object_id) do update
     set until = excluded.until, source = excluded.source, granted_at = excluded.granted_at, reason = excluded.reason,
         granted_by_id = excluded.granted_by_id, opens = excluded.opens, writes = false
   where held.until < excluded.until;
  select count(*) into n from cases_caseaccess a where a.content_object_id = g.case_id and a.user_id = g.by_id
     and a.source = 'break_glass' and a.opens and a.until = ends;
  if n <> 1 then raise exception 'glass_lend: % readings', n; end if;
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
  select glass, c.id, 'break_glass', c.stage, c.stage, g.by_id, g.unit_id, g.began_at, clock_timestamp(), '{}'
    from cases_case c where c.id = g.case_id;
  return ends;
end $$;
create function glass_end(c uuid) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  update cases_caseaccess set until = now()
   where content_object_id = c and user_id = app_user() and source = 'break_glass' and until > now();
  get diagnostics n = row_count;
  update cases_breakglass set ends_at = now() where case_id = c and by_id = app_user() and ends_at > now();
  return n;
end $$;
revoke all on function my_readings(), glass_matter(uuid, text), glass_misses(interval), holds_today(bigint, text[], int[]),
  reviews_glass(uuid, bigint), may_review_glass(uuid), may_see_glass(uuid), glass_barred(uuid[], bigint[]),
  glass_looks(uuid), glass_lend(uuid), glass_end(uuid) from public;
grant execute on function my_readings(), glass_matter(uuid, text), glass_misses(interval), may_review_glass(uuid),
  may_see_glass(uuid), glass_looks(uuid), glass_lend(uuid), glass_end(uuid) to app;
grant execute on function glass_barred(uuid[], bigint[]) to worker;
"""
FUNCTIONS_BACK = """
drop index audit_glass_misses;
drop function glass_end(uuid), glass_lend(uuid), glass_looks(uuid), glass_barred(uuid[], bigint[]), may_see_glass(uuid),
  may_review_glass(uuid), reviews_glass(uuid, bigint), holds_today(bigint, text[], int[]), glass_misses(interval),
  glass_matter(uuid, text), my_readings();
"""
WALLS = """
alter table cases_breakglass enable row level security;
alter table cases_breakglass force row level security;
create policy glass_read on cases_breakglass for select to app
  using (by_id = (select app_user()) or may_review_glass(id));
create policy glass_begin on cases_breakglass for insert to app
  with check (by_id = (select app_user()) and reviewed_at is null
    and exists (select 1 from glass_matter(case_id, null) m where not m.is_open_to_her));
create policy glass_review on cases_breakglass for update to app
  using (may_review_glass(id) and reviewed_at is null)
  with check (reviewed_by_id = (select app_user()) and by_id <> (select app_user()));
create policy glass_recusal on cases_breakglass as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on cases_breakglass for each row execute function
  audit_change('break_glass', 'id', 'case_id', 'by_id', 'category', 'ends_at', 'finding', 'reviewed_by_id');
grant select, insert on cases_breakglass to app;
grant update (finding, words, reviewed_by_id, reviewed_at) on cases_breakglass to app;
"""
WALLS_BACK = """
revoke all on cases_breakglass from app;
drop trigger audit_change on cases_breakglass;
drop policy glass_recusal on cases_breakglass; drop policy glass_review on cases_breakglass;
drop policy glass_begin on cases_breakglass; drop policy glass_read on cases_breakglass;
alter table cases_breakglass no force row level security; alter table cases_breakglass disable row level security;
"""
_LISTED = ", ".join(f"('{table}', '{column}')" for table, column in OTHERS.items())
_FREE = ", ".join(f"'{table}'" for table in FREE)
# Every table of a matter as it stands now; a later one brings its own (tests/privacy/test_walls.py).
_TABLES = f"""
  select t.name, t.leads from (
    select c.relname::text as name, 'case_id' as leads from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
       and c.relname not in ({_FREE})
    union all select x.name, x.leads from (values {_LISTED}) as x(name, leads)) t"""  # noqa: S608 - names of this file alone
READING_ONLY = f"""
do $$ declare r record; test text; begin
  for r in {_TABLES} loop
    test := format('%s not in (select my_readings())', r.leads);
    if r.leads = 'case_id' then test := 'case_id is null or ' || test; end if;
    if r.name = 'cases_event' then test := 'verb = ''session_answer_crisis'' or ' || test; end if;
    execute format('create policy reading_only on %I as restrictive for insert to app with check (%s)', r.name, test);
    execute format('create policy reading_only_change on %I as restrictive for update to app using (%s)', r.name, test);
    execute format('create policy reading_only_delete on %I as restrictive for delete to app using (%s)', r.name, test);
  end loop; end $$;
"""
READING_ONLY_BACK = """
do $$ declare t record; begin
  for t in select tablename, policyname from pg_policies where schemaname = 'public'
             and policyname in ('reading_only', 'reading_only_change', 'reading_only_delete') loop
    execute format('drop policy %I on %I', t.policyname, t.tablename);
  end loop; end $$;
"""


def _reworded(signature: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{signature}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{signature} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_SUBJECT = "subject_visible(text, uuid)", "else false", "when 'break_glass' then may_see_glass(id) else false"
_MOVED = (
    "loans_follow_move()",
    "l.source in ('reason', 'rung')",
    "l.source in ('reason', 'rung', 'break_glass')",
)
REWORDED = _reworded(*_SUBJECT) + _reworded(*_MOVED)
REWORDED_BACK = _reworded(_MOVED[0], _MOVED[2], _MOVED[1]) + _reworded(_SUBJECT[0], _SUBJECT[2], _SUBJECT[1])


class Migration(migrations.Migration):
    """Functions, the table's own walls, and the wall in front of every other table."""

    dependencies = [("cases", "0170_break_glass"), ("network", "0095_break_glass_limits")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunSQL(READING_ONLY, READING_ONLY_BACK),
        migrations.RunSQL(REWORDED, REWORDED_BACK),
    ]
