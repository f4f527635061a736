"""Walls of keeping and destroying: what is only stored exists for nobody, and nobody destroys alone.

A matter that is `restricted` or `destroyed` is to everybody what a matter is to somebody recused: no row, no count. Two
functions change that state and destroy; both ask again whatever the verbs asked before. Figures are counted from rows
that stay: number, days, kind, unit, state.
"""

from django.db import migrations

SHUT = "('restricted', 'destroyed')"
ONLY_STORED = f"""
create or replace function recused(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_recusal r where r.case_id = c and r.user_id = app_user())
      or (app_user() is not null
          and exists (select 1 from cases_case x where x.id = c and x.phase in {SHUT})) $$;
create policy only_stored on cases_case as restrictive to app using (phase not in {SHUT});
"""
ONLY_STORED_BACK = """
drop policy only_stored on cases_case;
create or replace function recused(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from cases_recusal r where r.case_id = c and r.user_id = app_user()) $$;
"""

FUNCTIONS = """
create function kept_from(c uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from cases_recusal r where r.case_id = c and r.user_id = person) $$;

-- The leader of the unit or of one above it; from the appraisal on also the privacy officer of the place. A list with a
-- matter that does not exist for her does not exist either.
create function decides_destruction(d uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from cases_destructionlist l join network_unit u on u.id = l.unit_id
     where l.id = d
       and (holds_today(person, '{city_leader,county_leader,township_chair}',
                        array[u.id, u.township_id, u.county_id, u.city_id])
         or (l.state in ('appraised', 'destroyed')
             and holds_today(person, '{privacy_officer}', array[u.id, u.county_id, u.city_id])))
       and not exists (select 1 from cases_retentionaction a
                        where a.destruction_id = d and kept_from(a.case_id, person))) $$;
create function may_see_destruction(d uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (decides_destruction(d, app_user()) or (app_audit() and exists (
    select 1 from cases_destructionlist l where l.id = d and l.state = 'destroyed'
       and not exists (select 1 from cases_retentionaction a
                        where a.destruction_id = d and kept_from(a.case_id, app_user()))))) $$;
create function destruction_barred(lists uuid[], users bigint[]) returns table (destruction uuid, person bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.d, p.u from unnest(lists, users) as p(d, u) where not decides_destruction(p.d, p.u) $$;
create function leads_place(home bigint, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select person is not null and exists (select 1 from network_unit u where u.id = home
    and holds_today(person, '{city_leader,county_leader,township_chair}',
                    array[u.id, u.township_id, u.county_id, u.city_id])) $$;

-- Which kinds of record a closed matter is; one of several kinds is kept for the longest.
create function retention_kinds(c uuid) returns text[] language sql stable
  security definer set search_path = public, pg_temp as $$
  with found as (select array_remove(array[
    case when exists (select 1 from cases_handlingopinion o where o.case_id = c and o.approved_at is not null)
         then 'opinion' end,
    case when exists (select 1 from cases_mediation m where m.case_id = c) then 'mediation' end,
    case when exists (select 1 from cases_urgentincident x where x.case_id = c)
           or exists (select 1 from cases_firstcontact x where x.case_id = c)
           or exists (select 1 from cases_safetyscreen x where x.case_id = c)
           or exists (select 1 from cases_protectionorder x where x.case_id = c)
           or exists (select 1 from cases_warningletter x where x.case_id = c)
           or exists (select 1 from cases_shelterstay x where x.case_id = c)
           or exists (select 1 from cases_petition p where p.case_id = c and p.safety = 'violence')
         then 'violence' end,
    case when exists (select 1 from cases_minor m where m.case_id = c) then 'child' end], null) as kinds)
  select case when cardinality(kinds) > 0 then kinds
              when exists (select 1 from cases_petition p where p.case_id = c and p.route = 'R10')
               and not exists (select 1 from cases_person p where p.case_id = c
                                and (p.phone is not null or p.id_number is not null or p.address is not null
                                     or (p.name is not null and not p.is_alias)))
              then '{consultation}'::text[] else '{petition}'::text[] end from found $$;

-- What speaks against destroying it, on a day.
create function retention_bars(c uuid, today date) returns text[] language sql stable
  security definer set search_path = public, pg_temp as $$
  select array_remove(array[
    case when x.closed_at is null or x.phase not in ('closed', 'restricted') then 'open' end,
    case when exists (select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = c
                       and k.state in ('running', 'paused')) then 'clock' end,
    case when exists (select 1 from cases_datarequest r where r.case_id = c
                       and r.state in ('received', 'checked', 'granted')) then 'request' end,
    case when exists (select 1 from cases_legalhold h where h.case_id = c and h.released_at is null
                       and (h.until is null or h.until >= today)) then 'hold' end,
    case when exists (select 1 from cases_supervisionorder o where o.case_id = c and o.state <> 'accepted_reply')
           or exists (select 1 from cases_protectionorder o where o.case_id = c
                       and (o.state in ('drafted', 'filed', 'accepted', 'reconsidered')
                            or (o.state = 'granted' and o.valid_until >= today)))
           or exists (select 1 from cases_urgentincident i where i.case_id = c and i.state = 'open')
         then 'order' end,
    case when exists (select 1 from cases_breakglass g where g.case_id = c and g.reviewed_at is null)
           or exists (select 1 from cases_minoraccessgrant g where g.case_id = c and g.source = 'danger'
                       and g.review_found = '')
           or x.stage in ('under_review', 'review_answered', 'under_reexamination', 'reexamination_hearing')
         then 'review' end,
    case when exists (select 1 from cases_minor m join cases_person p on p.id = m.person_id
                       where m.case_id = c and today < case
                         when m.stated_age is not null
                           then (m.stated_on + make_interval(years => 19 - least(m.stated_age, 18)))::date
                         when p.birth_year is not null then make_date(p.birth_year + 19, 1, 1)
                         else ((m.entered_at at time zone 'Asia/Shanghai') + interval '18 years')::date end)
         then 'child' end,
    case when x.stage = 'merged' and exists (
           select 1 from cases_relatedmatter r join cases_case o on o.id in (r.from_case_id, r.to_case_id) and o.id <> c
            where r.kind = 'merged' and c in (r.from_case_id, r.to_case_id) and o.closed_at is null) then 'merged' end
    ], null) from cases_case x where x.id = c $$;

create function limit_source(limit_code text) returns text language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(
    (select v.source from network_limitversion v
      where v.limit_id = limit_code and v.granted and v.from_day <= today_here() order by v.from_day desc limit 1),
    (select l.source from network_limit l where l.code = limit_code)) $$;

-- The kind that counts, its years, the day it is counted from and the last day of the period; no row while it is open.
create function retention_of(c uuid) returns table (kind text, years int, counted_from date, due_on date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.kind, k.years, d.day, (d.day + make_interval(years => k.years))::date
    from cases_case x
    cross join lateral (select (x.closed_at at time zone 'Asia/Shanghai')::date as day) d
    cross join lateral (select n.kind, limit_length('retention.' || n.kind) as years
                          from unnest(retention_kinds(x.id)) as n(kind) order by 2 desc, 1 limit 1) k
   where x.id = c and x.closed_at is not null $$;
create function case_retention(c uuid)
  returns table (kind text, years int, counted_from date, due_on date, bars text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.kind, r.years, r.counted_from, r.due_on, retention_bars(c, today_here())
    from retention_of(c) r where may_open(c) $$;

-- Puts closed matters whose period is over on the list of their unit. Proposes, and does nothing else.
create function retention_propose(at timestamptz, most int)
  returns table (destruction uuid, unit int, fresh boolean, put int)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare today date := (at at time zone 'Asia/Shanghai')::date; n int; m record; shortest int;
begin
  perform pg_advisory_xact_lock(hashtextextended('lists of destruction', 0));
  select min(limit_length(l.code::text)) into shortest from network_limit l where l.code like 'retention.%';
  for m in
    select f.*, row_number() over (partition by f.unit_id order by f.number) as place,
           count(*) over (partition by f.unit_id) as places from (
      select c.id as case_id, c.number, c.unit_id, c.stage, r.kind, r.years, r.counted_from, r.due_on
        from cases_case c cross join lateral retention_of(c.id) r
       where c.phase in ('closed', 'restricted') and c.closed_at < at - make_interval(years => shortest)
         and r.due_on < today
         and retention_bars(c.id, today) = '{}'
         and not exists (select 1 from cases_retentionaction a where a.case_id = c.id
                          and (a.state = 'due' or (a.state = 'kept' and a.kept_until >= today)))
       order by r.due_on, c.id limit most) f
     order by f.unit_id, f.number
  loop
    if m.place = 1 then
      destruction := null; unit := m.unit_id; put := m.places;
      select l.id into destruction from cases_destructionlist l
       where l.unit_id = m.unit_id and l.state = 'drawn_up' for update;
      fresh := destruction is null;
      if fresh then
        destruction := gen_random_uuid();
        insert into cases_numberseries (key, last) values ('destruction ' || extract(year from today), 1)
        on conflict (key) do update set last = cases_numberseries.last + 1 returning last into n;
        insert into cases_destructionlist (id, number, unit_id, state, drawn_up_at, destroyed)
        values (destruction, '销册〔' || extract(year from today) || '〕' || n || '号', m.unit_id, 'drawn_up', at, 0);
      end if;
    end if;
    insert into cases_retentionaction (id, destruction_id, case_id, number, kind, counted_from, years, due_on, basis, state)
    values (gen_random_uuid(), destruction, m.case_id, m.number, m.kind, m.counted_from, m.years, m.due_on,
            limit_source('retention.' || m.kind), 'due');
    insert into cases_event (id, case_id, verb, from_stage, to_stage, unit_id, occurred_at, recorded_at, detail)
    values (gen_random_uuid(), m.case_id, 'propose_destruction', m.stage, m.stage, m.unit_id, at, clock_timestamp(), '{}');
    if m.place = m.places then return next; end if;
  end loop;
end $$;


-- From now on it is stored and nothing else; the loans stay as they were and open nothing.
create function shut_away(c uuid, why text, d uuid, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare x cases_case;
begin
  select * into x from cases_case where id = c and phase = 'closed' and closed_at is not null for update;
  if not found then raise exception 'only a closed matter is only stored' using errcode = '42501'; end if;
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
  values (gen_random_uuid(), c, 'restrict_matter', x.stage, x.stage, app_user(), x.unit_id, at, clock_timestamp(), '{}');
  insert into cases_restriction (id, case_id, number, unit_id, source, destruction_id, placed_by_id, placed_at)
  values (gen_random_uuid(), c, x.number, x.unit_id, why, d, app_user(), at);
  update cases_case set phase = 'restricted', version = version + 1 where id = c;
end $$;
create function open_again(c uuid, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare x cases_case;
begin
  select * into x from cases_case where id = c and phase = 'restricted' for update;
  if not found then raise exception 'it is not only stored' using errcode = '42501'; end if;
  update cases_restriction set lifted_by_id = app_user(), lifted_at = at where case_id = c and lifted_at is null;
  update cases_case set phase = 'closed', version = version + 1 where id = c;
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
  values (gen_random_uuid(), c, 'lift_restriction', x.stage, x.stage, app_user(), x.unit_id, at, clock_timestamp(), '{}');
end $$;

-- Its owner, or the leader of exactly its unit, shuts a closed matter away (个人信息保护法 art. 47); a leader opens it again by its number.
create function matter_restrict(c uuid, why text, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  if why not in ('law', 'technical') or not may_open(c) or not exists (
       select 1 from cases_case x where x.id = c and (x.owner_id = app_user() or x.unit_id = any (app_lead()))) then
    raise exception 'this matter is not hers to shut away' using errcode = '42501';
  end if;
  perform shut_away(c, why, null, at);
end $$;
create function restriction_lift(r uuid, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare x cases_restriction;
begin
  select * into x from cases_restriction where id = r and lifted_at is null for update;
  if not found or x.source = 'list' or kept_from(x.case_id, app_user()) or not leads_place(x.unit_id, app_user()) then
    raise exception 'this restriction is not hers to lift' using errcode = '42501';
  end if;
  perform open_again(x.case_id, at);
end $$;

-- Every matter of an appraised list is only stored from now on; what must not be destroyed stops it.
create function destruction_restrict(d uuid, at timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare l cases_destructionlist; a record; n int := 0;
begin
  select * into l from cases_destructionlist where id = d for update;
  if not found or l.state <> 'appraised' or l.appraised_by_id is distinct from app_user()
     or not leads_place(l.unit_id, app_user()) or not decides_destruction(d, app_user()) then
    raise exception 'this list is not hers to appraise' using errcode = '42501';
  end if;
  for a in select * from cases_retentionaction where destruction_id = d and state = 'due' order by case_id for update loop
    if exists (select 1 from cases_case x where x.id = a.case_id and x.phase = 'closed') then
      perform shut_away(a.case_id, 'list', d, at);
    end if;
    if retention_bars(a.case_id, (at at time zone 'Asia/Shanghai')::date) <> '{}' then
      raise exception 'something speaks against destroying it' using errcode = '42501';
    end if;
    n := n + 1;
  end loop;
  return n;
end $$;
-- What speaks against destroying the matters of a list, for whoever decides about it.
create function destruction_bars(d uuid, today date) returns table (action uuid, bars text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, retention_bars(a.case_id, today) from cases_retentionaction a
   where a.destruction_id = d and a.state = 'due' and may_see_destruction(d) $$;
-- Whether she owned or wrote down one of its matters: then she is not the second.
create function destruction_hers(d uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_see_destruction(d) and exists (select 1 from cases_retentionaction a join cases_case c on c.id = a.case_id
    where a.destruction_id = d and a.state = 'due' and app_user() in (c.owner_id, c.registered_by_id)) $$;
-- One matter leaves the list and is kept until a day; answers how many are left.
create function destruction_keep(a uuid, till date, words bytea, at timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare x cases_retentionaction; n int;
begin
  select * into x from cases_retentionaction where id = a and state = 'due' for update;
  if not found or not decides_destruction(x.destruction_id, app_user()) then
    raise exception 'this matter is not hers to keep' using errcode = '42501';
  end if;
  update cases_retentionaction set state = 'kept', kept_until = till, kept_by_id = app_user(), kept_at = at, why = words
   where id = a;
  if exists (select 1 from cases_case c where c.id = x.case_id and c.phase = 'restricted')
     and exists (select 1 from cases_restriction r where r.case_id = x.case_id and r.lifted_at is null
                  and r.destruction_id = x.destruction_id) then
    perform open_again(x.case_id, at);
  end if;
  select count(*) into n from cases_retentionaction y where y.destruction_id = x.destruction_id and y.state = 'due';
  return n;
end $$;
"""

# Rows that lead nowhere but to her: gone. Loans, codes, links to her other matters, a counsellor's own notes.
GONE = """
  delete from cases_processnotekey k using cases_processnote n where n.id = k.note_id and n.case_id = c;
  delete from cases_processnote where case_id = c;
  delete from cases_returncode where case_id = c;
  delete from cases_caseaccess where content_object_id = c;
  delete from cases_relatedmatter where kind <> 'merged' and c in (from_case_id, to_case_id);
"""
# Plain words and traits of hers. Coded lists, days, numbers and units stay: figures are counted from them.
WORDS = """
  update cases_person set birth_year = null, marital_status = 'unsaid', is_alias = false where case_id = c;
  update cases_safecontact set may_call = false, may_text = false, may_wechat = false, may_leave_message = false,
    may_write = false where case_id = c;
  update cases_minor set stated_age = 0, stated_on = x.received_on where case_id = c;
  update cases_consultation set place = '' where case_id = c;
  update cases_crisis set place = '' where case_id = c;
  update cases_introductionletter set contact_phone = '' where case_id = c;
  update cases_event set detail = '{}' where case_id = c;
  update cases_meetingguest g set name = null from cases_coordinationmeeting m where m.id = g.meeting_id and m.case_id = c;
  update cases_meetingdecision g set text = null, result = null from cases_coordinationmeeting m
   where m.id = g.meeting_id and m.case_id = c;
"""
DESTROY = f"""
-- The key first: with it everything sealed is noise, also in a copy of yesterday. Then the sealed values themselves, the
-- blind indexes and plain words. What has a column of bytes and belongs to a matter is found, not listed: a table that
-- somebody adds later is emptied too. Papers lose their words by the trigger of the key; their code stays.
create function matter_destroy(c uuid, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare x cases_case; t record;
begin
  select * into x from cases_case where id = c and phase = 'restricted' for update;
  if not found then raise exception 'only what is only stored is destroyed' using errcode = '42501'; end if;
  delete from cases_casekey where case_id = c;
  {GONE}
  {WORDS}
  for t in
    select r.relname, string_agg(format('%I = %s', a.attname, case when a.attnotnull then quote_literal('') || '::bytea'
                                                                    else 'null' end), ', ') as sets
      from pg_class r join pg_attribute a on a.attrelid = r.oid and a.atttypid = 'bytea'::regtype and not a.attisdropped
     where r.relnamespace = 'public'::regnamespace and r.relkind = 'r' and r.relname like 'cases\\_%'
       and r.relname not in ('cases_document', 'cases_retentionaction', 'cases_casekey')
       and exists (select 1 from pg_attribute k where k.attrelid = r.oid and k.attname = 'case_id' and not k.attisdropped)
     group by r.relname order by r.relname
  loop
    execute format('update %I set %s where case_id = $1', t.relname, t.sets) using c;
  end loop;
  update cases_case set phase = 'destroyed', next_due_at = null, version = version + 1 where id = c;
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
  values (gen_random_uuid(), c, 'destroy_matter', x.stage, x.stage, app_user(), x.unit_id, at, clock_timestamp(), '{{}}');
end $$;

-- The second person's word and the destruction in one: all of the list, or nothing of it.
create function destruction_carry_out(d uuid, at timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare l cases_destructionlist; a record; n int := 0; today date := (at at time zone 'Asia/Shanghai')::date;
begin
  select * into l from cases_destructionlist where id = d for update;
  if not found or app_user() is null or l.state <> 'appraised' or l.appraised_by_id is null
     or l.appraised_by_id = app_user() or destruction_hers(d) or not decides_destruction(d, app_user())
     or not exists (select 1 from network_unit u where u.id = l.unit_id
                     and holds_today(app_user(), '{{privacy_officer}}', array[u.id, u.county_id, u.city_id])) then
    raise exception 'nobody destroys alone' using errcode = '42501';
  end if;
  for a in select * from cases_retentionaction where destruction_id = d and state = 'due' order by case_id for update loop
    if retention_bars(a.case_id, today) <> '{{}}' then
      raise exception 'something speaks against destroying it' using errcode = '42501';
    end if;
    perform matter_destroy(a.case_id, at);
    n := n + 1;
  end loop;
  if n = 0 then raise exception 'nothing is left to destroy' using errcode = '42501'; end if;
  update cases_retentionaction set state = 'destroyed' where destruction_id = d and state = 'due';
  update cases_restriction r set lifted_by_id = app_user(), lifted_at = at from cases_retentionaction y
   where y.destruction_id = d and y.state = 'destroyed' and r.case_id = y.case_id and r.lifted_at is null;
  update cases_destructionlist set state = 'destroyed', confirmed_by_id = app_user(), confirmed_at = at, destroyed = n
   where id = d;
  return n;
end $$;

-- Files on disk: their key is gone with the matter; the bytes go by a job, which forgets a file once it is away.
create function files_of_destroyed(most int) returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select f.id from cases_attachment f join cases_case c on c.id = f.case_id
   where c.phase = 'destroyed' and f.size > 0 order by f.id limit most $$;
create function files_are_away(files uuid[]) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  update cases_attachment f set size = 0 from cases_case c
   where c.id = f.case_id and c.phase = 'destroyed' and f.id = any (files);
  get diagnostics n = row_count;
  return n;
end $$;

-- A counsellor's own notes go when their period is over, not while the matter is open, held or asked about.
create function process_notes_forget(at timestamptz, most int) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare today date := (at at time zone 'Asia/Shanghai')::date; years int := limit_length('retention.process_note');
  gone uuid[]; matters uuid[];
begin
  select array_agg(n.id), array_agg(distinct n.case_id) into gone, matters from (
    select p.id, p.case_id from cases_processnote p join cases_case c on c.id = p.case_id and c.phase = 'closed'
     where ((p.written_at at time zone 'Asia/Shanghai')::date + make_interval(years => years))::date < today
       and retention_bars(p.case_id, today) = '{{}}'
     order by p.written_at limit most for update of p skip locked) n;
  if gone is null then return 0; end if;
  delete from cases_processnotekey where note_id = any (gone);
  delete from cases_processnote where id = any (gone);
  insert into cases_event (id, case_id, verb, from_stage, to_stage, unit_id, occurred_at, recorded_at, detail)
  select gen_random_uuid(), c.id, 'forget_process_notes', c.stage, c.stage, c.unit_id, at, clock_timestamp(), '{{}}'
    from cases_case c where c.id = any (matters);
  return cardinality(gone);
end $$;

create function destruction_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if (old.id, old.number, old.unit_id, old.drawn_up_at) is distinct from (new.id, new.number, new.unit_id, new.drawn_up_at)
     or (old.wrapped is not null and new.wrapped is distinct from old.wrapped) then
    raise exception 'a list stays what it is' using errcode = '42501';
  end if;
  if old.state in ('destroyed', 'called_off') then
    raise exception 'a record of destruction is never changed' using errcode = '42501';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('drawn_up', 'appraised'), ('drawn_up', 'called_off'),
       ('appraised', 'called_off'), ('appraised', 'destroyed')) then
    raise exception 'a list does not go back' using errcode = '42501';
  end if;
  if new.state = 'called_off' and exists (
       select 1 from cases_retentionaction a where a.destruction_id = new.id and a.state = 'due') then
    raise exception 'something of the list is still due' using errcode = '42501';
  end if;
  if old.state = 'drawn_up' and new.state = 'appraised'
     and (new.appraised_by_id is distinct from app_user() or not leads_place(new.unit_id, app_user())) then
    raise exception 'the leader of the place appraises' using errcode = '42501';
  end if;
  if new.state = 'destroyed' and (new.confirmed_by_id is null or new.destroyed = 0 or exists (
       select 1 from cases_retentionaction a where a.destruction_id = new.id and a.state = 'due')) then
    raise exception 'a list is destroyed by carrying it out' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger destruction_guard before update on cases_destructionlist for each row execute function destruction_guard();
"""
RIGHTS = """
revoke all on function kept_from(uuid, bigint), decides_destruction(uuid, bigint), may_see_destruction(uuid),
  destruction_barred(uuid[], bigint[]), leads_place(bigint, bigint), retention_kinds(uuid), retention_bars(uuid, date),
  limit_source(text), retention_of(uuid), case_retention(uuid), retention_propose(timestamptz, int),
  shut_away(uuid, text, uuid, timestamptz), open_again(uuid, timestamptz), matter_restrict(uuid, text, timestamptz),
  restriction_lift(uuid, timestamptz), destruction_restrict(uuid, timestamptz), destruction_bars(uuid, date),
  destruction_hers(uuid), destruction_keep(uuid, date, bytea, timestamptz), matter_destroy(uuid, timestamptz),
  destruction_carry_out(uuid, timestamptz), files_of_destroyed(int), files_are_away(uuid[]),
  process_notes_forget(timestamptz, int), destruction_guard() from public;
grant execute on function may_see_destruction(uuid), case_retention(uuid), matter_restrict(uuid, text, timestamptz),
  restriction_lift(uuid, timestamptz), destruction_restrict(uuid, timestamptz), destruction_bars(uuid, date),
  destruction_hers(uuid), destruction_keep(uuid, date, bytea, timestamptz), destruction_carry_out(uuid, timestamptz),
  may_see_restriction(uuid) to app;
grant execute on function destruction_barred(uuid[], bigint[]), retention_propose(timestamptz, int),
  files_of_destroyed(int), files_are_away(uuid[]), process_notes_forget(timestamptz, int) to worker;
"""
SIGHT = """
create function may_see_restriction(r uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and exists (select 1 from cases_restriction x where x.id = r
    and leads_place(x.unit_id, app_user()) and not kept_from(x.case_id, app_user())) $$;
revoke all on function may_see_restriction(uuid) from public;
"""
FUNCTIONS_BACK = """
drop trigger destruction_guard on cases_destructionlist;
drop function destruction_guard(), process_notes_forget(timestamptz, int), files_are_away(uuid[]), files_of_destroyed(int),
  destruction_carry_out(uuid, timestamptz), matter_destroy(uuid, timestamptz), may_see_restriction(uuid),
  destruction_keep(uuid, date, bytea, timestamptz), destruction_hers(uuid), destruction_bars(uuid, date),
  destruction_restrict(uuid, timestamptz), restriction_lift(uuid, timestamptz), matter_restrict(uuid, text, timestamptz),
  open_again(uuid, timestamptz), shut_away(uuid, text, uuid, timestamptz), retention_propose(timestamptz, int),
  case_retention(uuid), retention_of(uuid), limit_source(text), retention_bars(uuid, date), retention_kinds(uuid),
  leads_place(bigint, bigint), destruction_barred(uuid[], bigint[]), may_see_destruction(uuid),
  decides_destruction(uuid, bigint), kept_from(uuid, bigint);
"""

TABLES = ("cases_destructionlist", "cases_retentionaction", "cases_legalhold", "cases_restriction")
_ONLY_READ = "case_id not in (select my_readings())"
WALLS = (
    "\n".join(
        f"alter table {t} enable row level security; alter table {t} force row level security;"
        for t in TABLES
    )
    + f"""
create policy list_read on cases_destructionlist for select to app using (may_see_destruction(id));
create policy list_change on cases_destructionlist for update to app
  using (may_see_destruction(id)) with check (may_see_destruction(id));
create policy list_worker on cases_destructionlist for select to worker using (true);
create policy action_read on cases_retentionaction for select to app using (may_see_destruction(destruction_id));
create policy hold_read on cases_legalhold for select to app using (may_open(case_id));
create policy hold_make on cases_legalhold for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy hold_change on cases_legalhold for update to app
  using (may_open(case_id)) with check (may_open(case_id) and released_by_id = (select app_user()));
create policy hold_recusal on cases_legalhold as restrictive to app using (not recused(case_id));
create policy reading_only on cases_legalhold as restrictive for insert to app with check ({_ONLY_READ});
create policy reading_only_change on cases_legalhold as restrictive for update to app using ({_ONLY_READ});
create policy reading_only_delete on cases_legalhold as restrictive for delete to app using ({_ONLY_READ});
create policy restriction_read on cases_restriction for select to app using (may_see_restriction(id));
create trigger audit_change after insert or update or delete on cases_destructionlist for each row execute function
  audit_change('destruction', 'id', 'number', 'unit_id', 'state', 'appraised_by_id', 'confirmed_by_id', 'destroyed');
create trigger audit_change after insert or update or delete on cases_retentionaction for each row execute function
  audit_change('case', 'case_id', 'destruction_id', 'kind', 'due_on', 'state', 'kept_until', 'kept_by_id');
create trigger audit_change after insert or update or delete on cases_legalhold for each row execute function
  audit_change('case', 'case_id', 'until', 'released_by_id', 'released_at');
create trigger audit_change after insert or update or delete on cases_restriction for each row execute function
  audit_change('case', 'case_id', 'source', 'placed_by_id', 'lifted_by_id');
grant select on cases_destructionlist, cases_retentionaction, cases_legalhold, cases_restriction to app;
grant update (state, wrapped, note, appraised_by_id, appraised_at) on cases_destructionlist to app;
grant insert on cases_legalhold to app;
grant update (released_by_id, released_at, released_for) on cases_legalhold to app;
grant select (id, number, unit_id, state, drawn_up_at) on cases_destructionlist to worker;
"""
)
WALLS_BACK = "\n".join(
    f"""
revoke all on {t} from app, worker;
drop trigger audit_change on {t};
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
    for t in TABLES
)


def _reworded(signature: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{signature}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{signature} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_KNOWN = "known_elsewhere(bytea[], int[], bytea[], bytea[], uuid, timestamptz)"
_CHANGED = (
    (_KNOWN, "(not is_sealed and id", f"(not is_sealed and phase not in {SHUT} and id"),
    (
        "subject_visible(text, uuid)",
        "else false",
        "when 'destruction' then may_see_destruction(id) else false",
    ),
)
REWORDED = "".join(_reworded(*each) for each in _CHANGED)
REWORDED_BACK = "".join(_reworded(signature, new, old) for signature, old, new in reversed(_CHANGED))


class Migration(migrations.Migration):
    """Functions, walls, and the phrases of two functions that stood before."""

    dependencies = [("cases", "0205_retention"), ("network", "0113_retention_limits")]
    operations = [
        migrations.RunSQL(ONLY_STORED, ONLY_STORED_BACK),
        migrations.RunSQL(FUNCTIONS + DESTROY + SIGHT + RIGHTS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunSQL(REWORDED, REWORDED_BACK),
    ]
