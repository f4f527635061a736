"""Walls of three-zero villages.

A row is read by the village's chair and by the posts above it, never by another village. What a village's year earns is
answered by one function in tenths and yes or no; support files by another, in whole steps of five, from the township up.
"""

from django.db import migrations

from network.deadlines import seeding

_ME = "(select app_user())"
_DUTIES = (
    "'{station.pass_on,petition.triage,petition.mandatory_report,petition.urgent_report,protection.safety,protection.visit,"
    "support.note,support.visit,mediation.follow_1,mediation.follow_2,mediation.follow_3,visits.round,visits.plan}'::text[]"
)
_ASKS = (
    "threezero_leads(int), threezero_seen(uuid), threezero_gathers(uuid), threezero_facts(int, int), threezero_draw(uuid[]),"
    " threezero_files(int, text)"
)
_TENTHS = "case when {of} = 0 then null else 10 * {n} / {of} end"
FACTS = f"""
-- One share over all kinds of duties, in tenths, and nothing while fewer were missed than the rule asks for: a duty that is
-- met never lowers it, one that runs is not counted, and below the rule nothing at all can be read from it.
create function threezero_facts(home int, yr int) returns jsonb language sql stable
  security definer set search_path = public, pg_temp as $$
  with here as (select u.id from network_unit u where u.id = home and u.level = 4 and site_near(home)),
  inside as (select u.id, u.level, u.valid_to from network_unit u join here h on h.id in (u.id, u.village_id)),
  hamlets as (select id from inside where level = 5 and valid_to is null),
  duties as (
    select count(*) filter (where c.state = 'met' and c.met_at <= c.due_at) as met,
           count(*) filter (where (c.state = 'met' and c.met_at > c.due_at) or (c.state = 'running' and c.due_at < now()))
             as missed
      from network_clock c join inside i on i.id = c.unit_id
     where c.limit_id = any ({_DUTIES}) and extract(year from c.due_at at time zone 'Asia/Shanghai') = yr),
  held as (
    select a.id, a.topic, a.kind from outreach_activity a join inside i on i.id = a.place_id
     where a.state = 'counted' and extract(year from a.held_on) = yr),
  walked as (
    select count(*) filter (where p.state = 'done') as done, count(*) as n from network_patrol p join inside i on i.id = p.unit_id
     where p.state in ('done', 'unclosed') and extract(year from p.begins_at at time zone 'Asia/Shanghai') = yr),
  counted as (
    select count(*) as n,
      count(*) filter (where exists (select 1 from outreach_visitround r where r.unit_id = h.id and r.state = 'ended'
        and extract(year from r.ended_at at time zone 'Asia/Shanghai') = yr)) as visited,
      count(*) filter (where exists (select 1 from network_sitefunction f where f.unit_id = h.id
        and f.function = 'feedback_station' and f.until is null)) as stations,
      count(*) filter (where exists (select 1 from network_stationhead s where s.unit_id = h.id and s.ended_on is null
        and s.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) as heads
      from hamlets h)
  select jsonb_build_object(
    'response', case when d.missed < limit_length('threezero.least') then null else 10 * d.met / (d.met + d.missed) end,
    'visited', {_TENTHS.format(n="c.visited", of="c.n")},
    'stations', {_TENTHS.format(n="c.stations", of="c.n")},
    'heads', {_TENTHS.format(n="c.heads", of="c.n")},
    'patrols', {_TENTHS.format(n="w.done", of="w.n")},
    'trained', exists (select 1 from network_volunteertraining t join network_volunteer v on v.id = t.volunteer_id
       join inside i on i.id = v.unit_id where extract(year from t.held_on) = yr)::int,
    'team', exists (select 1 from network_volunteerteam t join inside i on i.id = t.unit_id
       join network_teammember m on m.team_id = t.id and m.leads and m.until is null
      where t.kind in ('rights', 'safety_patrol') and t.ended_on is null)::int,
    'minor_talks', least(2, (select count(*) from held where topic in ('juvenile_delinquency', 'minor_moral', 'parenting'))),
    'minor_partners', exists (select 1 from held e join outreach_activitypartner p on p.activity_id = e.id
      where e.topic in ('juvenile_delinquency', 'minor_moral', 'parenting'))::int,
    'talks', least(2, (select count(*) from held where topic in ('anti_dv', 'anti_drug', 'rights_law'))),
    'publicity', least(4, (select count(distinct extract(month from p.done_on)) from outreach_publicity p
       join inside i on i.id = p.unit_id where extract(year from p.done_on) = yr)),
    'families', least(2, (select count(*) from held where topic in ('old_and_young', 'neighbours', 'equality')
       or kind in ('family_care', 'family_virtue'))),
    'pledge', exists (select 1 from outreach_pledgecampaign p join inside i on i.id = p.unit_id
      where extract(year from p.held_on) = yr)::int,
    'safe_families', exists (select 1 from outreach_safefamilyprogramme s join inside i on i.id = s.unit_id
      where s.year = yr and s.families > 0)::int)
  from here cross join duties d cross join counted c cross join walked w $$;
"""
FUNCTIONS = """
-- Her village, or a hamlet of it.
create function threezero_leads(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and u.level in (4, 5)
    and (u.id = any (app_lead()) or u.village_id = any (app_lead()))) $$;
create function threezero_seen(z uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_threezeroassessment x where x.id = z and site_near(x.unit_id)) $$;
create function threezero_gathers(z uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_threezeroassessment x
    where x.id = z and x.state = 'enrolled' and threezero_leads(x.unit_id)) $$;
-- Chance draws a share of what waits, at least one of them, once for each; whoever was drawn before and withdrew stays drawn.
create function threezero_draw(ids uuid[]) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  with pool as (
    select a.id, row_number() over (order by random()) as n, count(*) over () as waiting,
           exists (select 1 from outreach_threezeroassessment b where b.unit_id = a.unit_id and b.year = a.year and b.is_drawn
             and b.id <> a.id) as before
      from outreach_threezeroassessment a join network_unit u on u.id = a.unit_id
     where a.id = any (ids) and a.state = 'county_reviewed' and a.is_drawn is null and u.city_id = any (app_area()))
  update outreach_threezeroassessment z
     set is_drawn = p.before or p.n <= ceil(p.waiting * least(100, limit_length('threezero.share')) / 100.0)
    from pool p where p.id = z.id $$;
-- Support files of a half-year for whoever oversees the area, in whole steps of five: the area, and the units below it down
-- to the township. Fewer than five are not told.
create function threezero_files(here int, per text) returns table (child int, opened int, closed int, expired int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with area as (
    select h.id, h.level from network_unit h where h.id = here and h.level between 1 and 3 and per ~ '^20[0-9]{2}H[12]$'
      and (h.id = any (app_area()) or h.city_id = any (app_area()) or h.county_id = any (app_area()))),
  days as (select case when per ~ '^20[0-9]{2}H[12]$' then make_date(left(per, 4)::int,
      case right(per, 1) when '1' then 1 else 7 end, 1) end as since),
  files as (
    select case a.level when 1 then coalesce(u.county_id, u.id) when 2 then coalesce(u.township_id, u.id) end as part, a.id as area,
           (f.approved_at at time zone 'Asia/Shanghai')::date as opened_on,
           (f.restricted_at at time zone 'Asia/Shanghai')::date as dark_on, f.dark_for, d.since, d.since + interval '6 months' as until
      from area a cross join days d
      join network_unit u on a.id in (u.id, u.city_id, u.county_id, u.township_id)
      join cases_familysupportfile f on f.unit_id = u.id)
  select case when grouping(part) = 1 then null else part end,
    nullif(count(*) filter (where opened_on >= since and opened_on < until)::int / 5 * 5, 0),
    nullif(count(*) filter (where dark_on >= since and dark_on < until and dark_for in ('ended', 'objection'))::int / 5 * 5, 0),
    nullif(count(*) filter (where dark_on >= since and dark_on < until and dark_for in ('expired', 'overdue'))::int / 5 * 5, 0)
    from files group by grouping sets ((area), (area, part)) having grouping(part) = 1 or (part is not null and part <> area) $$;

-- What stands in the database a second time: who signs, verifies, reviews, designates and suspends; what was signed stands.
create function threezero_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare home network_unit; me int := app_user();
begin
  select * into home from network_unit where id = new.unit_id;
  if old.state in ('suspended', 'withdrawn') then raise check_violation using message = 'this year is over'; end if;
  if old.state <> 'enrolled' and (old.facts, old.points, old.total, old.table_version, old.statement, old.signed_by_id, old.signed_at)
      is distinct from (new.facts, new.points, new.total, new.table_version, new.statement, new.signed_by_id, new.signed_at) then
    raise check_violation using message = 'what was signed stands';
  end if;
  if old.is_drawn is not null and new.is_drawn is distinct from old.is_drawn then
    raise check_violation using message = 'nobody draws twice';
  end if;
  if new.state = old.state or me is null then return new; end if;
  if (old.state, new.state) not in (('enrolled', 'self_assessed'), ('self_assessed', 'township_verified'),
      ('self_assessed', 'enrolled'), ('township_verified', 'county_reviewed'), ('township_verified', 'enrolled'),
      ('city_sampled', 'enrolled'), ('county_reviewed', 'city_sampled'), ('city_sampled', 'designated'),
      ('designated', 'monitored'), ('renewed', 'monitored'), ('monitored', 'renewed'), ('designated', 'suspended'),
      ('monitored', 'suspended'), ('renewed', 'suspended')) and new.state <> 'withdrawn' then
    raise check_violation using message = 'no such step';
  end if;
  if not (case
    when new.state = 'self_assessed' then new.signed_by_id = me and home.id = any (app_lead())
    when new.state = 'township_verified' then
      new.verified_by_id = me and new.signed_by_id <> me and home.township_id = any (app_lead())
    when new.state = 'county_reviewed' then new.reviewed_by_id = me and home.county_id = any (app_area())
    when new.state = 'city_sampled' then new.is_drawn is not null and home.city_id = any (app_area())
    when new.state = 'designated' then new.designated_by_id = me and home.county_id = any (app_lead())
      and (not new.is_drawn or new.visited_on is not null)
    when new.state = 'renewed' then new.renewed_by_id = me and home.county_id = any (app_lead())
    when new.state = 'suspended' then
      new.ended_by_id = me and (home.county_id = any (app_lead()) or home.city_id = any (app_lead()))
    when new.state = 'withdrawn' then new.ended_by_id = me and home.id = any (app_lead())
    else home.township_id = any (app_area()) or home.county_id = any (app_area()) end) then
    raise exception 'another post takes this step' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger threezero_guard before update on outreach_threezeroassessment for each row execute function threezero_guard();
"""
GRANTS = f"""
revoke all on function {_ASKS}, threezero_guard() from public;
grant execute on function {_ASKS} to app;
"""
FUNCTIONS_BACK = f"""
drop trigger threezero_guard on outreach_threezeroassessment; drop function {_ASKS}, threezero_guard();
"""
_NEEDS = "when 'needs_sheet' then needs_seen(id) "
_OURS = "when 'threezero' then threezero_seen(id) "


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


# Table: who reads, who adds, who changes which columns, what the log keeps in plain.
TABLES = {
    "outreach_threezeroassessment": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and state = 'enrolled' and is_drawn is null and unit_id = any (app_lead())",
        (
            "site_near(unit_id)",
            "state, facts, points, total, table_version, statement, signed_by_id, signed_at, verified_by_id, verified_at,"
            " reviewed_by_id, reviewed_at, visited_on, visited_by_id, visit_words, designated_by_id, designated_at, valid_until,"
            " monitored_by_id, monitored_at, renewed_by_id, renewed_at, remark, reason, ended_by_id, ended_at",
        ),
        ("threezero", "id", "unit_id", "year", "state", "is_drawn", "valid_until", "reason"),
    ),
    "outreach_evidence": (
        "threezero_seen(assessment_id)",
        f"entered_by_id = {_ME} and threezero_gathers(assessment_id)",
        ("", ""),
        ("threezero", "assessment_id", "indicator", "done_on"),
    ),
    "outreach_safefamilyprogramme": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and threezero_leads(unit_id)",
        ("threezero_leads(unit_id)", "families, activities, counted_on, entered_by_id, entered_at"),
        ("safe_families", "id", "unit_id", "year"),
    ),
    "outreach_pledgecampaign": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and threezero_leads(unit_id)",
        ("", ""),
        ("pledge", "id", "unit_id", "held_on"),
    ),
}


def _walls(table: str) -> str:
    read, make, (change, columns), told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    rights = ["select", "insert", *([f"update ({columns})"] if change else [])]
    changes = (
        f"create policy outreach_change on {table} for update to app using ({change}) with check ({change});"
    )
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy outreach_read on {table} for select to app using ({read});
create policy outreach_make on {table} for insert to app with check ({make});
{changes if change else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant {", ".join(rights)} on {table} to app;"""


def _walls_back(table: str) -> str:
    _read, _make, (change, _columns), _told = TABLES[table]
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy outreach_change on {table};" if change else ""}
drop policy outreach_make on {table}; drop policy outreach_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of three-zero villages; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("outreach", "0050_three_zero"), ("cases", "0290_reading_sample_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS + FACTS + GRANTS, FUNCTIONS_BACK),
        migrations.RunSQL(_reworded(_NEEDS, _NEEDS + _OURS), _reworded(_NEEDS + _OURS, _NEEDS)),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL("grant usage on all sequences in schema public to app;", migrations.RunSQL.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
