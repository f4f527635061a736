"""Walls of accusations: the two named readers alone; never the accused, the registrar, a leader or an administrator.

Who may sit is decided here, in functions that run as the owner: no login of the web can write a seat, and the
registrar's login never reads the list. A seat is given to whoever stands next on the city's list and is neither
the accused, nor at her unit, nor below it, nor the leader directly above it, nor tied to anybody there, nor a
leader of the registrar (信访工作条例 art. 28(3), 30(3), 46(5)).
"""

from django.db import migrations

READABLE = "accusation accusationreader accusationevent accusationfile accusationchange".split()
TABLES = [f"cases_{name}" for name in (*READABLE, "accusationreceipt", "listedreader", "readertie")]

FUNCTIONS = """
create function today_here() returns date language sql stable as
  $$ select (now() at time zone 'Asia/Shanghai')::date $$;

-- Whether somebody may sign in and holds a post below the city or at it today.
create function is_serving(person bigint, at_city int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
                   join network_unit u on u.id = a.unit_id
                  where a.user_id = person and u.city_id = at_city
                    and a.starts_on <= today_here() and (a.ends_on is null or a.ends_on >= today_here())) $$;

create function is_accused(c uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_accusation x where x.id = c
    and (x.accused_user_id = person or x.namesakes @> to_jsonb(person))) $$;

create function reads_accusation(c uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_accusationreader r join cases_accusation x on x.id = r.accusation_id
                  where r.accusation_id = c and r.user_id = person and r.until_at is null
                    and is_serving(person, x.city_id)) and not is_accused(c, person) $$;
create function may_read_accusation(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select reads_accusation(c, app_user()) $$;

-- The registrar writes in the transaction of the registration and never again.
create function is_registering(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_accusation x where x.id = c and x.registered_by_id = app_user()
                   and x.born_in = pg_current_xact_id()::text::bigint) $$;

create function keeps_readers() returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
                  where a.user_id = app_user() and a.role = 'security_admin'
                    and a.starts_on <= today_here() and (a.ends_on is null or a.ends_on >= today_here())) $$;

create function accusation_born() returns trigger language plpgsql as $$
begin new.born_in := pg_current_xact_id()::text::bigint; return new; end $$;
create trigger accusation_born before insert on cases_accusation for each row execute function accusation_born();

-- Who of the city's list could read an accusation about these units and people, in the order of the list.
-- `able` are the roles that may read, `leaders` those that lead a unit; `wrote_at` is where it was registered.
create function eligible_readers(at_city int, about int[], accused bigint[], wrote_at int, able text[], leaders text[])
  returns table (user_id bigint, rank int) language sql stable
  security definer set search_path = public, pg_temp as $$
  with post as (
    select a.user_id, a.role, u.id as unit, u.parent_id,
           array[u.province_id, u.city_id, u.county_id, u.township_id, u.village_id, u.id] as line
      from network_appointment a join network_unit u on u.id = a.unit_id
     where a.starts_on <= today_here() and (a.ends_on is null or a.ends_on >= today_here())),
  place as (
    select u.id, u.parent_id from network_unit u where u.id = any (about)
    union select p.unit, p.parent_id from post p where p.user_id = any (accused)),
  kin as (
    select unnest(accused) as person union select p.user_id from post p join place on place.id = p.unit)
  select l.user_id::bigint, l.rank::int from cases_listedreader l join network_user me on me.id = l.user_id and me.is_active
   where l.city_id = at_city and l.ended_at is null and not l.user_id = any (accused)
     and exists (select 1 from post p where p.user_id = l.user_id and p.role = any (able) and at_city = any (p.line))
     and not exists (select 1 from cases_readertie t join kin on kin.person = t.relative_id where t.listed_id = l.id)
     and not exists (
       select 1 from post p join place on place.id = any (p.line) or (p.role = any (leaders) and p.unit = place.parent_id)
        where p.user_id = l.user_id and p.role <> 'discipline_liaison')
     and not exists (
       select 1 from post p join network_unit w on w.id = wrote_at and p.unit in (w.id, w.parent_id)
        where p.user_id = l.user_id and p.role = any (leaders))
   order by l.rank, l.id $$;

-- Whoever is a liaison of discipline and nothing else.
create function only_liaison(person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(bool_and(a.role = 'discipline_liaison'), false) from network_appointment a
   where a.user_id = person and a.starts_on <= today_here() and (a.ends_on is null or a.ends_on >= today_here()) $$;

-- When it is unclear who is meant, liaisons of discipline alone.
create function eligible_for(c uuid, able text[], leaders text[]) returns table (user_id bigint, rank int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select e.user_id, e.rank from cases_accusation x
    cross join lateral eligible_readers(x.city_id, array_remove(array[x.accused_unit_id], null),
      array_remove(array[x.accused_user_id::bigint], null)
        || coalesce((select array_agg(v::bigint) from jsonb_array_elements_text(x.namesakes) v), '{}'),
      x.origin_unit_id, able, leaders) e
   where x.id = c and (not x.liaisons_only or only_liaison(e.user_id))
     and not exists (select 1 from cases_accusationreader r where r.accusation_id = c and r.user_id = e.user_id) $$;

-- Fills empty seats from the list. For the registrar in her transaction, a reader, and the house itself.
create function fill_seats(c uuid, able text[], leaders text[], moment timestamptz)
  returns table (reader uuid, person bigint) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare place int; who bigint; made uuid;
begin
  if session_user = 'app' and not (is_registering(c) or may_read_accusation(c)) then
    raise exception 'these seats are not hers to fill' using errcode = '42501';
  end if;
  perform 1 from cases_accusation x where x.id = c for update;
  for place in select s from generate_series(1, 2) s where not exists (
    select 1 from cases_accusationreader r where r.accusation_id = c and r.seat = s and r.until_at is null)
  loop
    select e.user_id into who from eligible_for(c, able, leaders) e limit 1;
    exit when who is null;
    made := gen_random_uuid();
    insert into cases_accusationreader (id, accusation_id, seat, user_id, named_by_id, from_at)
      values (made, c, place, who, null, moment);
    reader := made; person := who; return next;
  end loop;
end $$;

-- A seat changes hands, its clocks with it: by an agreed proposal of two readers, or by the one who is left when the other has gone.
create function change_seat(c uuid, place int, taker bigint, proposal uuid, able text[], leaders text[], moment timestamptz)
  returns uuid language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare old cases_accusationreader; agreed boolean; made uuid := gen_random_uuid();
begin
  perform 1 from cases_accusation x where x.id = c and x.closed_at is null for update;
  if not found or not may_read_accusation(c) then
    raise exception 'this seat is not hers to give' using errcode = '42501';
  end if;
  select * into old from cases_accusationreader r where r.accusation_id = c and r.seat = place and r.until_at is null;
  agreed := exists (select 1 from cases_accusationchange p where p.id = proposal and p.accusation_id = c
    and p.seat = place and p.to_id = taker and p.granted and p.decided_by_id = app_user()
    and p.asked_by_id <> app_user() and reads_accusation(c, p.asked_by_id));
  if not agreed and old.id is not null and (old.user_id = app_user() or reads_accusation(c, old.user_id)) then
    raise exception 'two people change a seat' using errcode = '42501';
  end if;
  if not exists (select 1 from eligible_for(c, able, leaders) e where e.user_id = taker) then
    raise exception 'she may not read this' using errcode = '42501';
  end if;
  update cases_accusationreader set until_at = moment where id = old.id;
  insert into cases_accusationreader (id, accusation_id, seat, user_id, named_by_id, from_at)
    values (made, c, place, taker, app_user(), moment);
  update network_clock set owner_id = taker, subject_id = made
   where subject_kind = 'accusation' and subject_id = old.id and state in ('running', 'paused');
  return made;
end $$;

-- A reader who finds a conflict of her own leaves at once.
create function leave_seat(c uuid, moment timestamptz) returns uuid language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare left_id uuid;
begin
  perform 1 from cases_accusation x where x.id = c for update;
  update cases_accusationreader set until_at = moment
   where accusation_id = c and user_id = app_user() and until_at is null returning id into left_id;
  return left_id;
end $$;

-- For a reader: who could take a seat.
create function candidates_for(c uuid, able text[], leaders text[]) returns setof bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select e.user_id from eligible_for(c, able, leaders) e where may_read_accusation(c) $$;

-- For the house. Open accusations nobody reads; open ones with one reader; seats whose reader serves no more.
create function accusations_unread()
  returns table (accusation uuid, city int, state text, received date, referred date, urgent boolean, knows_her boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.id, x.city_id, x.state::text, x.received_on, x.referred_on, x.is_urgent, x.name is not null
    from cases_accusation x where x.closed_at is null
     and not exists (select 1 from cases_accusationreader r where r.accusation_id = x.id and r.until_at is null) $$;
create function seats_alone() returns table (reader uuid, person bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.id, r.user_id::bigint from cases_accusationreader r
    join cases_accusation x on x.id = r.accusation_id and x.closed_at is null
   where r.until_at is null and not exists (
     select 1 from cases_accusationreader o where o.accusation_id = x.id and o.id <> r.id and o.until_at is null) $$;
create function seats_deserted() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.id from cases_accusationreader r
    join cases_accusation x on x.id = r.accusation_id and x.closed_at is null
   where r.until_at is null and not reads_accusation(x.id, r.user_id) $$;
create function end_deserted(r uuid, moment timestamptz) returns void language sql volatile
  security definer set search_path = public, pg_temp as
  $$ update cases_accusationreader set until_at = moment where id = r and until_at is null $$;

-- Cities where an accusation about some unit, or about nobody knows whom, would find fewer than two readers. Asks the list, no accusation:
-- the answer is the same whether one exists or not.
create function cities_short_of_readers(able text[], leaders text[]) returns setof int language sql stable
  security definer set search_path = public, pg_temp as $$
  select c.id from network_unit c where c.level = 1 and c.valid_to is null
    and exists (select 1 from network_appointment a where a.unit_id = c.id)
    and (2 > (select count(*) from eligible_readers(c.id, '{}', '{}', null, able, leaders) e where only_liaison(e.user_id))
    or exists (
      select 1 from (
        select array[]::int[] as about
        union select array[v] from cases_listedreader l join network_appointment a on a.user_id = l.user_id
          join network_unit u on u.id = a.unit_id
          cross join lateral unnest(array[u.city_id, u.county_id, u.township_id, u.village_id, u.id]) v
         where l.city_id = c.id and l.ended_at is null and v is not null
        union select array[k.id] from cases_listedreader l join network_appointment a on a.user_id = l.user_id
          join network_unit k on k.parent_id = a.unit_id and k.valid_to is null
         where l.city_id = c.id and l.ended_at is null and a.role = any (leaders)) t
       where 2 > (select count(*) from eligible_readers(c.id, t.about, '{}', null, able, leaders)))) $$;

create function accusation_barred(seats uuid[], users bigint[]) returns table (subject uuid, person bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.s, p.u from unnest(seats, users) as p(s, u)
   where not exists (select 1 from cases_accusationreader r where r.id = p.s and r.user_id = p.u
                       and r.until_at is null and reads_accusation(r.accusation_id, p.u)) $$;
create function may_see_seat(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_accusationreader r where r.id = s
                   and (may_read_accusation(r.accusation_id) or is_registering(r.accusation_id))) $$;

create or replace function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case kind when 'case' then may_see(id) when 'visit' then may_see_visit(id)
       when 'commitment' then may_see_commitment(id) when 'accusation' then may_see_seat(id) else false end $$;
create or replace function subject_sealed(kind text, id text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select case when app_audit() and kind = 'case' and id ~ '^[0-9a-f-]{36}$' then
    exists (select 1 from cases_case x where x.id = $2::uuid and x.is_sealed)
    or exists (select 1 from cases_accusation a where a.id = $2::uuid) else false end $$;

-- One line without content, of the kind of every sealed matter.
create function audit_entrusted() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare row jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  insert into network_auditevent (occurred_at, actor_id, session, action, subject_kind, subject_id, unit_id, purpose, detail)
  values (now(), app_user(), '', 'change', 'case', coalesce(row ->> 'accusation_id', row ->> 'id'), null, '', '{}');
  return null;
end $$;
"""
OWNERS_ONLY = (
    "eligible_readers(int, int[], bigint[], int, text[], text[]), eligible_for(uuid, text[], text[]), "
    "only_liaison(bigint), is_serving(bigint, int), is_accused(uuid, bigint), reads_accusation(uuid, bigint)"
)
FOR_APP = (
    "fill_seats(uuid, text[], text[], timestamptz), "
    "change_seat(uuid, int, bigint, uuid, text[], text[], timestamptz), leave_seat(uuid, timestamptz), "
    "candidates_for(uuid, text[], text[]), may_read_accusation(uuid), is_registering(uuid), keeps_readers(), "
    "may_see_seat(uuid)"
)
FOR_WORKER = (
    "accusations_unread(), seats_alone(), seats_deserted(), end_deserted(uuid, timestamptz), "
    "cities_short_of_readers(text[], text[]), accusation_barred(uuid[], bigint[])"
)
RIGHTS = f"""
revoke all on function {OWNERS_ONLY}, {FOR_APP}, {FOR_WORKER} from public;
grant execute on function {FOR_APP} to app;
grant execute on function {FOR_WORKER}, fill_seats(uuid, text[], text[], timestamptz) to worker;
grant select, insert, update on cases_accusation, cases_accusationchange to app;
grant select, insert on cases_accusationevent, cases_accusationfile, cases_accusationreceipt to app;
grant select on cases_accusationreader to app;
grant select, insert, update on cases_listedreader to app;
grant select, insert, delete on cases_readertie to app;
grant usage on all sequences in schema public to app, worker;
"""
POLICIES = """
create policy accusation_read on cases_accusation for select to app using (may_read_accusation(id));
create policy accusation_register on cases_accusation for insert to app
  with check (registered_by_id = (select app_user()));
create policy accusation_change on cases_accusation for update to app
  using (may_read_accusation(id)) with check (may_read_accusation(id));
create policy accusation_accused on cases_accusation as restrictive for select to app
  using (accused_user_id is distinct from (select app_user()));
create policy reader_read on cases_accusationreader for select to app using (may_read_accusation(accusation_id));
create policy event_read on cases_accusationevent for select to app using (may_read_accusation(accusation_id));
create policy event_make on cases_accusationevent for insert to app with check (by_id = (select app_user())
  and (may_read_accusation(accusation_id) or is_registering(accusation_id)));
create policy file_read on cases_accusationfile for select to app using (may_read_accusation(accusation_id));
create policy file_make on cases_accusationfile for insert to app with check (entered_by_id = (select app_user())
  and is_registering(accusation_id));
create policy change_read on cases_accusationchange for select to app using (may_read_accusation(accusation_id));
create policy change_ask on cases_accusationchange for insert to app
  with check (asked_by_id = (select app_user()) and decided_by_id is null and may_read_accusation(accusation_id));
create policy change_decide on cases_accusationchange for update to app
  using (may_read_accusation(accusation_id) and asked_by_id <> (select app_user()) and decided_at is null)
  with check (decided_by_id = (select app_user()));
create policy receipt_read on cases_accusationreceipt for select to app using (registered_by_id = (select app_user()));
create policy receipt_make on cases_accusationreceipt for insert to app
  with check (registered_by_id = (select app_user()) and is_registering(accusation_id));
create policy listed_keep on cases_listedreader to app using ((select keeps_readers()))
  with check ((select keeps_readers()));
create policy tie_keep on cases_readertie to app using ((select keeps_readers())) with check ((select keeps_readers()));
"""
WALLS = (
    "".join(
        f"alter table {t} enable row level security; alter table {t} force row level security;\n"
        for t in TABLES
    )
    + POLICIES
    + "".join(
        f"create trigger audit_entrusted after insert or update or delete on cases_{name} for each row"
        " execute function audit_entrusted();\n"
        for name in READABLE
    )
    + """
create trigger audit_change after insert or update or delete on cases_listedreader for each row
  execute function audit_change('reader_list', 'id', 'user_id', 'rank', 'ended_at');
create trigger audit_change after insert or update or delete on cases_readertie for each row
  execute function audit_change('reader_list', 'listed_id', 'relative_id');
"""
)
BACK = (
    f"revoke all on {', '.join(TABLES)} from app, worker;\n"
    + "".join(f"drop trigger audit_entrusted on cases_{name};\n" for name in READABLE)
    + "drop trigger audit_change on cases_listedreader; drop trigger audit_change on cases_readertie;\n"
    + "".join(
        f"""
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
        for t in TABLES
    )
    + f"""
create or replace function subject_sealed(kind text, id text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;
create or replace function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case kind when 'case' then may_see(id) when 'visit' then may_see_visit(id)
       when 'commitment' then may_see_commitment(id) else false end $$;
drop trigger accusation_born on cases_accusation;
drop function audit_entrusted(), accusation_born(), {FOR_WORKER}, {FOR_APP}, {OWNERS_ONLY}, today_here();
"""
)


class Migration(migrations.Migration):
    """Row security, seats and the list."""

    dependencies = [("cases", "0070_accusations"), ("network", "0062_discipline_liaison")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(WALLS + RIGHTS, BACK),
    ]
