"""Searching matters: the words of each are kept by triggers, and a function of the database alone reads them.

A condition on text or arrays is not leakproof, so row security would keep it from every index (×180 to ×320). The
function therefore runs as the owner, states the scope of whoever calls in every arm, and the caller asks row security
about each id once more. Each token carries the unit inside which it may be found: words of matters elsewhere are no part
of what is read, so neither counts nor times tell of them. What whoever sees the card alone must not learn (class, way,
route) stands behind the one unit whose leader opens it.
"""

from django.db import migrations

from network.deadlines import seeding

LABELS = {
    "political": "政治权利",
    "person": "人身和人格权益",
    "culture_education": "文化教育权益",
    "labour_social_security": "劳动和社会保障权益",
    "property": "财产权益",
    "marriage_family": "婚姻家庭权益",
    "general": "综合类",
    "visit": "来访",
    "letter": "来信",
    "phone": "来电",
    "12338": "12338 热线",
    "web": "网络",
    "reception_day": "接待日",
    "station": "妇情反馈站",
    "talk_point": "百姓说事点",
    "patrol": "巡逻",
    "suggestion": "建议",
    "appeal": "申诉求决",
    "R1": "本会职权办理",
    "R2": "属下级妇联职权",
    "R3": "属其他机关、单位职权，引导前往",
    "R4": "要求有关部门查处",
    "R5": "涉法涉诉",
    "R7": "调解",
    "R9": "建议",
    "R10": "咨询",
}
_LABELLED = ", ".join(f"('{code}', '{words}')" for code, words in LABELS.items())
KEEPING = f"""
create function search_label(said text) returns text language sql immutable as $$
  select words from (values {_LABELLED}) l(code, words) where code = said $$;
-- Every pair of neighbouring signs of every word. Loops over simple expressions: a statement for each row costs ten times as much.
create function search_pairs(said text) returns text[] language plpgsql immutable as $$
declare word text; pairs text[] := '{{}}';
begin
  foreach word in array regexp_split_to_array(lower(said), '\\s+') loop
    for i in 1 .. length(word) - 1 loop pairs := pairs || substr(word, i, 2); end loop;
  end loop;
  return pairs;
end $$;
-- The beginnings by which a number is asked for: the division of each level, the year, every digit of the place in its series.
create function search_cuts(number text) returns text[] language plpgsql immutable as $$
declare head text := split_part(number, '-', 1); code text := split_part(number, '-', 2); cuts text[] := array[number]; n int;
begin
  foreach n in array array[4, 6, 9, 12, 15] loop
    if n <= length(code) then cuts := cuts || (head || '-' || left(code, n)); end if;
  end loop;
  for n in 1 .. length(split_part(number, '-', 4)) loop cuts := cuts || left(number, length(number) - n); end loop;
  return cuts;
end $$;
create function search_behind(gate text, keys text[]) returns text[] language plpgsql immutable as $$
declare key text; behind text[];
begin
  foreach key in array coalesce(keys, '{{}}') loop behind := behind || (gate || '|' || key); end loop;
  return behind;
end $$;

create function case_text_tokens() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare above int; card text[];
begin
  select coalesce(string_agg(u.short_name, ' ' order by u.level), '') into new.place from network_unit u
   where u.id in (new.city_id, new.county_id, new.township_id, new.village_id, new.unit_id);
  card := search_pairs(new.place) || search_cuts(new.number);
  new.tokens := search_behind('u' || new.unit_id, card || search_pairs(new.told)) || ('in' || new.unit_id);
  foreach above in array array[new.city_id, new.county_id, new.township_id] loop
    if above is not null then
      new.tokens := new.tokens || search_behind(above::text, card) || ('in' || above);
    end if;
  end loop;
  if new.village_id is not null then new.tokens := new.tokens || ('in' || new.village_id); end if;
  return new;
end $$;
create trigger follow_unit before insert or update of unit_id on cases_casetext
  for each row execute function follow_unit();
create trigger tokens before insert or update on cases_casetext for each row execute function case_text_tokens();

create function case_text_put(c uuid) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  insert into cases_casetext (case_id, number, unit_id, opened_at, place, told, tokens)
  select x.id, x.number, x.unit_id, x.opened_at, '',
         concat_ws(' ', search_label(x.category), i.name, search_label(p.nature), search_label(x.channel),
                   search_label(p.route)), '{{}}'
    from cases_case x left join cases_petition p on p.case_id = x.id left join cases_categoryitem i on i.id = p.item_id
   where x.id = c and not x.is_sealed and x.phase not in ('restricted', 'destroyed', 'transferred')
  on conflict (case_id) do update set number = excluded.number, unit_id = excluded.unit_id, told = excluded.told;
  if not found then delete from cases_casetext where case_id = c; end if;
end $$;
create function case_text_follows() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin perform case_text_put(new.id); return null; end $$;
create function petition_text_follows() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin perform case_text_put(new.case_id); return null; end $$;
create function case_text_ends() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin delete from cases_casetext where case_id = old.id; return old; end $$;
create function unit_text_follows() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_casetext set place = '' where tokens @> array['in' || new.id];
  return null;
end $$;
create trigger case_text_begins after insert on cases_case for each row execute function case_text_follows();
create trigger case_text_follows after update of unit_id, number, category, channel, is_sealed, phase on cases_case
  for each row when ((old.unit_id, old.number, old.category, old.channel, old.is_sealed, old.phase)
    is distinct from (new.unit_id, new.number, new.category, new.channel, new.is_sealed, new.phase))
  execute function case_text_follows();
create trigger case_text_ends before delete on cases_case for each row execute function case_text_ends();
create trigger petition_text_begins after insert on cases_petition
  for each row execute function petition_text_follows();
create trigger petition_text_follows after update of item_id, nature, route on cases_petition
  for each row when ((old.item_id, old.nature, old.route) is distinct from (new.item_id, new.nature, new.route))
  execute function petition_text_follows();
create trigger unit_text_follows after update of short_name on network_unit
  for each row when (old.short_name is distinct from new.short_name) execute function unit_text_follows();
revoke all on function case_text_put(uuid) from public;
"""
KEEPING_BACK = """
drop trigger unit_text_follows on network_unit;
drop trigger petition_text_follows on cases_petition; drop trigger petition_text_begins on cases_petition;
drop trigger case_text_ends on cases_case; drop trigger case_text_follows on cases_case;
drop trigger case_text_begins on cases_case;
drop trigger tokens on cases_casetext; drop trigger follow_unit on cases_casetext;
drop function unit_text_follows(), case_text_ends(), petition_text_follows(), case_text_follows(), case_text_put(uuid),
  case_text_tokens(), search_behind(text, text[]), search_cuts(text), search_pairs(text),
  search_label(text);
"""
ASKING = """
-- Ids of matters, newest first: `keys` are pairs and cuts as `search_pairs` and `search_cuts` make them, `parts` what
-- must stand in the words, `start` how the number begins. Where her posts reach, by tokens; beside that what she owns,
-- wrote down or was lent, by walking those few.
create function search_matters(keys text[], parts text[], start text, most int) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  with away as materialized (select coalesce(array_agg(r), '{}') as ids from my_recusals() r),
  area as (
    select h.* from unnest(app_area()) a(unit) cross join away cross join lateral (
      select t.case_id, t.opened_at from cases_casetext t
       where t.tokens @> search_behind(a.unit::text, keys) and starts_with(t.number, start)
         and (select coalesce(bool_and(strpos(lower(t.place), part) > 0), true) from unnest(parts) part) and t.case_id <> all (away.ids)
       order by t.opened_at desc, t.case_id desc limit most) h),
  led as (
    select h.* from unnest(app_lead()) a(unit) cross join away cross join lateral (
      select t.case_id, t.opened_at from cases_casetext t
       where t.tokens @> search_behind('u' || a.unit, keys) and starts_with(t.number, start)
         and (select coalesce(bool_and(strpos(lower(t.place || ' ' || t.told), part) > 0), true) from unnest(parts) part) and t.case_id <> all (away.ids)
       order by t.opened_at desc, t.case_id desc limit most) h),
  hers as (
    select id, true as opens from cases_case where owner_id = app_user()
    union all select id, true from cases_case
     where registered_by_id = app_user() and not is_sealed and not registrar_left
    union all select content_object_id, opens from cases_caseaccess where user_id = app_user() and until > now()),
  own as (
    select c.id as case_id, c.opened_at from hers h join cases_case c on c.id = h.id
      left join cases_casetext t on t.case_id = c.id cross join away
     where c.phase not in ('restricted', 'destroyed', 'transferred') and c.id <> all (away.ids)
       and starts_with(c.number, start)
       and (parts = '{}' or (t.case_id is not null
              and (select coalesce(bool_and(strpos(lower(case when h.opens then t.place || ' ' || t.told else t.place end), part) > 0), true) from unnest(parts) part))))
  select case_id from (select * from area union select * from led union select * from own) found
   where cardinality(keys) > 0 and app_user() is not null
   order by opened_at desc, case_id desc limit most $$;

-- How often somebody searched in the last while. One question of hers at a time, so that none escapes the count.
create function my_searches(during interval) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('searches of ' || app_user(), 0));
  return (select count(*) from network_auditevent where action = 'search' and actor_id = app_user()
           and subject_kind = 'search' and recorded_at > clock_timestamp() - during);
end $$;
revoke all on function search_matters(text[], text[], text, int), my_searches(interval) from public;
grant execute on function search_matters(text[], text[], text, int), my_searches(interval) to app;
"""
ASKING_BACK = """
drop function my_searches(interval), search_matters(text[], text[], text, int);
"""
WALLS = """
alter table cases_casetext enable row level security; alter table cases_casetext force row level security;
create policy nobody_reads on cases_casetext for select to app using (false);
alter table cases_casetext set (autovacuum_vacuum_scale_factor = 0.02);
alter index case_text_tokens set (gin_pending_list_limit = 256);  -- kB: every search reads what is not sorted in yet
"""
WALLS_BACK = """
alter index case_text_tokens reset (gin_pending_list_limit);
alter table cases_casetext reset (autovacuum_vacuum_scale_factor);
drop policy nobody_reads on cases_casetext;
alter table cases_casetext no force row level security; alter table cases_casetext disable row level security;
"""
FILL = "do $$ begin perform case_text_put(id) from cases_case; end $$"


def complete(apps, schema_editor):
    """Add the limit of searches; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Triggers, functions, row security, the limit, and the words of the matters that are there."""

    dependencies = [("cases", "0326_case_text")]
    operations = [
        migrations.RunSQL(KEEPING, KEEPING_BACK),
        migrations.RunSQL(ASKING, ASKING_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
