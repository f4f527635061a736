"""Walls of agreements, campaigns, activities, surveys and teaching cases.

Along the line campaigns and activities are read; at the unit and above they are changed. Whoever stands at a public page
reads what is announced and leaves a count. Answers of surveys are read as means of a campaign that is over, never one by one.
"""

from django.db import migrations

from network.deadlines import seeding

_LIVE = """a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
      and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)"""
_SEERS = (
    "'{city_leader,city_officer,county_leader,county_officer,township_chair,executive_member,village_chair,"
    "station_head,volunteer}'::text[]"
)
_ME = "(select app_user())"
_PUBLIC = """a.is_public and a.state in ('planned', 'held', 'evidence_uploaded')
    and (a.campaign_id is null or exists (select 1 from outreach_campaign c
      where c.id = a.campaign_id and c.state in ('announced', 'running')))"""
_ASKS = (
    "activity_near(int), activity_kept(int), campaign_seen(uuid), campaign_drafted(uuid), activity_seen(uuid), "
    "activity_above(uuid), activity_open(uuid, text[]), agreement_seen(uuid), story_signer(int), story_seen(uuid), "
    "survey_means(uuid, date), survey_attitude(int, date)"
)
_OPEN = (
    "event_list(date), event_shown(text, date), event_come(text, uuid, int, int, int, bytea, date), "
    "survey_answer(text, text, text[], int[], uuid, bytea, date)"
)
FUNCTIONS = f"""
create function activity_near(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (site_near(home)
    or exists (select 1 from network_unit p where (p.id = any (app_area()) or p.id = any (app_lead()))
        and home in (p.city_id, p.county_id, p.township_id, p.village_id))
    or exists (select 1 from network_appointment a join network_user w on w.id = a.user_id and w.is_active
        join network_unit p on p.id = a.unit_id join network_unit h on h.id = home
       where a.user_id = app_user() and a.role = any ({_SEERS}) and {_LIVE}
         and (p.id in (h.id, h.village_id, h.township_id, h.county_id, h.city_id)
           or h.id in (p.village_id, p.township_id, p.county_id, p.city_id)))) $$;
create function activity_kept(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (home = any (app_area()) or home = any (app_lead())
    or exists (select 1 from network_appointment a join network_user w on w.id = a.user_id and w.is_active
       where a.user_id = app_user() and a.unit_id = home and a.role = 'station_head' and {_LIVE})) $$;
create function campaign_seen(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_campaign x where x.id = c
    and (site_near(x.unit_id) or (x.state not in ('draft', 'submitted') and activity_near(x.unit_id)))) $$;
create function campaign_drafted(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_campaign x where x.id = c and x.state = 'draft' and activity_kept(x.unit_id)) $$;
create function activity_seen(a uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_activity x where x.id = a and activity_near(x.unit_id)) $$;
create function activity_above(a uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_activity x where x.id = a and site_near(x.unit_id)) $$;
create function activity_open(a uuid, standing text[]) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_activity x
    where x.id = a and x.state = any (standing) and activity_kept(x.unit_id)) $$;
create function agreement_seen(a uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_cooperationagreement x where x.id = a
    and (sees_agency(x.unit_id) or x.unit_id = any (app_lead()))) $$;
create function story_signer(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user w on w.id = a.user_id and w.is_active
     join network_unit h on h.id = home
    where a.user_id = app_user() and a.role = 'privacy_officer' and {_LIVE}
      and a.unit_id in (h.id, h.township_id, h.county_id, h.city_id)) $$;
create function story_seen(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and exists (select 1 from outreach_teachingcase x where x.id = s
    and (x.state = 'published' or x.author_id = app_user() or site_near(x.unit_id) or story_signer(x.unit_id))) $$;

-- What stands in the database a second time: a plan is changed while it is a draft, a leader of the unit approves it.
create function campaign_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if old.state <> 'draft' and (old.kind, old.series, old.title, old.plan, old.topics, old.starts_on, old.ends_on,
      old.budget_cents) is distinct from (new.kind, new.series, new.title, new.plan, new.topics, new.starts_on,
      new.ends_on, new.budget_cents) then
    raise check_violation using message = 'the plan of a campaign stands';
  end if;
  if new.state = 'approved' and old.state <> 'approved' and app_user() is not null
     and not (new.approved_by_id = app_user() and new.unit_id = any (app_lead())) then
    raise exception 'a leader of the unit approves' using errcode = '42501';
  end if;
  return new;
end $$;
-- Nobody speaks under a licence that has ended; what was counted stands.
create function activity_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'counted' and (to_jsonb(new) - 'owner_id' - 'unit_id') <> (to_jsonb(old) - 'owner_id' - 'unit_id') then
    raise check_violation using message = 'what was counted stands';
  end if;
  if new.held_on is distinct from old.held_on and exists (select 1 from outreach_speaker s
      where s.activity_id = new.id and s.kind in ('doctor', 'lawyer') and s.licence_until < new.held_on) then
    raise check_violation using message = 'a licence does not cover the day';
  end if;
  return new;
end $$;
-- A campaign takes activities while it is open; whoever reports on it holds its row, so none slips in beside the report.
create function activity_belongs() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform 1 from outreach_campaign c where c.id = new.campaign_id and c.state in ('approved', 'announced', 'running')
    for share;
  if not found then raise check_violation using message = 'the campaign takes no activity now'; end if;
  return new;
end $$;
-- A teaching case is signed by a privacy officer, who did not write it; its words change in a draft alone.
create function story_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if old.state <> 'draft' and (old.title, old.text, old.topic, old.origin)
      is distinct from (new.title, new.text, new.topic, new.origin) then
    raise check_violation using message = 'the words of a case change in a draft alone';
  end if;
  if new.state = 'published' and old.state <> 'published' and app_user() is not null
     and not (old.state = 'waits' and new.signed_by_id = app_user() and story_signer(new.unit_id)) then
    raise exception 'a privacy officer signs' using errcode = '42501';
  end if;
  return new;
end $$;

-- For whoever stands at the public page: what is announced, and the place of the code.
create function event_list(day date) returns table (code text, title text, kind text, planned_on date, begins time, venue text,
    place text, organiser text) language sql stable security definer set search_path = public, pg_temp as $$
  select a.code::text, a.title::text, a.kind::text, a.planned_on, a.begins, a.venue::text, p.short_name::text, u.short_name::text
    from outreach_activity a join network_unit p on p.id = a.place_id join network_unit u on u.id = a.unit_id
   where {_PUBLIC} and a.state = 'planned' and a.planned_on >= day
   order by a.planned_on, a.begins, a.code limit 60 $$;
create function event_shown(asked text, day date) returns table (title text, kind text, topic text, planned_on date, begins time,
    venue text, place text, organiser text, partners text[], surveyed boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.title::text, a.kind::text, a.topic::text, a.planned_on, a.begins, a.venue::text, p.short_name::text, u.short_name::text,
      array(select g.name::text from outreach_activitypartner x join network_agency g on g.id = x.agency_id
             where x.activity_id = a.id order by g.kind, g.name),
      exists (select 1 from outreach_campaign c where c.id = a.campaign_id and c.ends_on >= day)
    from outreach_activity a join network_unit p on p.id = a.place_id join network_unit u on u.id = a.unit_id
   where {_PUBLIC} and a.code = asked $$;
-- How many will come, or are here. The same form counts once; the count of an address keeps no address.
create function event_come(asked text, ident uuid, w int, m int, c int, asker bytea, day date) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare going outreach_activity;
begin
  if not stranger_take('event', asker, limit_length('event.visits'), interval '10 minutes') then return 'wait'; end if;
  select a.* into going from outreach_activity a where {_PUBLIC} and a.code = asked;
  if going.id is null then return 'gone'; end if;
  if going.planned_on < day then return 'over'; end if;
  if least(w, m, c) < 0 or w + m + c < 1 or w + m + c > limit_length('event.most') then return 'many'; end if;
  insert into outreach_coming (id, activity_id, on_the_day, women, men, children)
    values (ident, going.id, going.planned_on = day, w, m, c) on conflict do nothing;
  return 'kept';
end $$;
create function survey_answer(asked text, told text, questions text[], answers int[], ident uuid, asker bytea, day date)
  returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare meant outreach_campaign; n int;
begin
  if not stranger_take('event', asker, limit_length('event.visits'), interval '10 minutes') then return 'wait'; end if;
  select x.* into meant from outreach_activity a join outreach_campaign x on x.id = a.campaign_id
   where {_PUBLIC} and a.code = asked and x.ends_on >= day;
  if meant.id is null then return 'gone'; end if;
  if told not in ('before', 'after') or cardinality(questions) is distinct from 5 or cardinality(answers) is distinct from 5
     or (select count(distinct q) from unnest(questions) q where q in ('rights', 'where', 'health', 'help', 'attitude')) <> 5
     or exists (select 1 from unnest(answers) s where s is null or s not between 1 and 5) then return 'gone'; end if;
  insert into outreach_surveysheet (id, campaign_id, phase) values (ident, meant.id, told) on conflict do nothing;
  get diagnostics n = row_count;
  if n = 0 then return 'kept'; end if;
  insert into outreach_surveytally (campaign_id, phase, question, answer, number)
    select meant.id, told, q, s, 1 from unnest(questions, answers) as t (q, s) order by q
    on conflict (campaign_id, phase, question, answer) do update set number = outreach_surveytally.number + 1;
  return 'kept';
end $$;
-- Means in tenths, of a campaign whose days are over, where enough sheets came; nothing comes any more that could give one away.
create function survey_means(c uuid, day date) returns table (question text, phase text, tenths int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select t.question::text, t.phase::text, round(sum(t.answer * t.number) * 10.0 / sum(t.number))::int
    from outreach_surveytally t join outreach_campaign x on x.id = t.campaign_id
   where t.campaign_id = c and campaign_seen(c) and x.ends_on < day
   group by t.question, t.phase having sum(t.number) >= limit_length('survey.least') $$;
-- Of those asked after a campaign of an area: how many of a hundred agree, in whole steps of five.
create function survey_attitude(here int, day date) returns table (year int, share int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select extract(year from x.ends_on)::int,
         (round(sum(t.number) filter (where t.answer >= 4) * 20.0 / sum(t.number)) * 5)::int
    from network_unit h join network_unit u on h.id in (u.id, u.city_id, u.county_id, u.township_id, u.village_id)
    join outreach_campaign x on x.unit_id = u.id and x.ends_on < day
    join outreach_surveytally t on t.campaign_id = x.id and t.question = 'attitude' and t.phase = 'after'
   where h.id = here and site_near(here)
   group by 1 having sum(t.number) >= limit_length('survey.least') order by 1 $$;
revoke all on function {_ASKS}, {_OPEN}, campaign_guard(), activity_guard(), activity_belongs(), story_guard() from public;
grant execute on function {_ASKS}, {_OPEN} to app;
"""
FUNCTIONS_BACK = (
    f"drop function {_ASKS}, {_OPEN}, campaign_guard(), activity_guard(), activity_belongs(), story_guard();"
)
GUARDS = """
create trigger campaign_guard before update on outreach_campaign for each row execute function campaign_guard();
create trigger activity_guard before update on outreach_activity for each row execute function activity_guard();
create trigger activity_belongs before insert on outreach_activity for each row when (new.campaign_id is not null)
  execute function activity_belongs();
create trigger story_guard before update on outreach_teachingcase for each row execute function story_guard();
"""
GUARDS_BACK = """
drop trigger campaign_guard on outreach_campaign; drop trigger activity_guard on outreach_activity;
drop trigger activity_belongs on outreach_activity; drop trigger story_guard on outreach_teachingcase;
"""
_NEEDS = "when 'needs_sheet' then needs_seen(id) "
_OURS = (
    "when 'agreement' then agreement_seen(id) when 'campaign' then campaign_seen(id) "
    "when 'activity' then activity_seen(id) when 'teaching_case' then story_seen(id) "
)


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_OPEN_CAMPAIGN = "campaign_drafted(campaign_id)"
_PLANNED = "activity_open(activity_id, '{planned}')"
_HELD = "activity_open(activity_id, '{planned,held,evidence_uploaded}')"
_SHOWN = "activity_open(activity_id, '{held,evidence_uploaded}')"
# Table: who reads, who adds, who changes which columns, who deletes ("": nobody), what the log keeps in plain.
TABLES = {
    "outreach_cooperationagreement": (
        "sees_agency(unit_id) or unit_id = any (app_lead())",
        f"entered_by_id = {_ME} and keeps_agency(unit_id)",
        ("keeps_agency(unit_id) or unit_id = any (app_lead())", "ends_on, ended_on, owner_id"),
        "",
        ("agreement", "id", "unit_id", "agency_id", "kind", "starts_on", "ends_on", "ended_on"),
    ),
    "outreach_campaign": (
        "site_near(unit_id) or (state not in ('draft', 'submitted') and activity_near(unit_id))",
        f"entered_by_id = {_ME} and owner_id = {_ME} and state = 'draft' and activity_kept(unit_id)",
        (
            "site_near(unit_id)",
            "kind, series, title, plan, topics, starts_on, ends_on, budget_cents, spent_cents, state, owner_id, remark,"
            " approved_by_id, approved_at, announced_at, report, reported_at, reviewed_by_id, reviewed_at",
        ),
        "",
        ("campaign", "id", "unit_id", "kind", "state", "starts_on", "ends_on", "budget_cents", "spent_cents"),
    ),
    "outreach_campaignvillage": (
        "campaign_seen(campaign_id)",
        _OPEN_CAMPAIGN,
        ("", ""),
        _OPEN_CAMPAIGN,
        ("campaign", "campaign_id"),
    ),
    "outreach_campaignpartner": (
        "campaign_seen(campaign_id)",
        _OPEN_CAMPAIGN,
        ("", ""),
        _OPEN_CAMPAIGN,
        ("campaign", "campaign_id", "agency_id"),
    ),
    "outreach_activity": (
        "activity_near(unit_id)",
        f"entered_by_id = {_ME} and owner_id = {_ME} and state = 'planned' and activity_kept(unit_id)",
        (
            "site_near(unit_id)",
            "state, owner_id, held_on, women, men, children, families, examined, advised, minutes, cost_cents, feedback,"
            " reason, is_public",
        ),
        "",
        (
            "activity",
            "id",
            "unit_id",
            "campaign_id",
            "place_id",
            "kind",
            "topic",
            "state",
            "planned_on",
            "held_on",
        ),
    ),
    "outreach_activitypartner": (
        "activity_seen(activity_id)",
        _PLANNED,
        ("", ""),
        "",
        ("activity", "activity_id", "agency_id"),
    ),
    "outreach_speaker": (
        "activity_seen(activity_id)",
        f"entered_by_id = {_ME} and {_PLANNED}",
        ("", ""),
        _PLANNED,
        ("activity", "activity_id", "kind", "licence_until"),
    ),
    "outreach_supply": (
        "activity_seen(activity_id)",
        f"entered_by_id = {_ME} and {_HELD}",
        ("", ""),
        _HELD,
        ("activity", "activity_id", "taken", "given", "rest"),
    ),
    "outreach_photo": (
        "activity_above(activity_id)",
        f"entered_by_id = {_ME} and {_SHOWN}",
        ("activity_above(activity_id)", "wrapped, withdrawn_at"),
        "",
        ("activity", "activity_id", "shows", "consented", "withdrawn_at"),
    ),
    "outreach_publicity": (
        "site_near(unit_id) or activity_kept(unit_id)",
        f"entered_by_id = {_ME} and activity_kept(unit_id)",
        ("", ""),
        "",
        ("publicity", "id", "unit_id", "kind", "venue", "done_on", "number"),
    ),
    "outreach_teachingcase": (
        f"({_ME} is not null and state = 'published') or author_id = {_ME} or site_near(unit_id) or story_signer(unit_id)",
        f"author_id = {_ME} and state = 'draft' and activity_kept(unit_id)",
        (
            f"author_id = {_ME} or site_near(unit_id) or story_signer(unit_id)",
            "title, topic, text, origin, state, remark, signed_by_id, signed_at",
        ),
        "",
        ("teaching_case", "id", "unit_id", "state", "origin", "signed_by_id", "signed_at"),
    ),
}
# Written by the functions of the public page alone; of what came through it sums are read at the unit and above.
FUNCTIONS_ONLY = {
    "outreach_coming": "activity_above(activity_id)",
    "outreach_surveysheet": "",
    "outreach_surveytally": "",
}


def _walls(table: str) -> str:
    read, make, (change, columns), drop, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    rights = ["select", "insert", *([f"update ({columns})"] if change else []), *(["delete"] if drop else [])]
    changes = (
        f"create policy outreach_change on {table} for update to app using ({change}) with check ({change});"
    )
    drops = f"create policy outreach_drop on {table} for delete to app using ({drop});"
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy outreach_read on {table} for select to app using ({read});
create policy outreach_make on {table} for insert to app with check ({make});
{changes if change else ""}{drops if drop else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant {", ".join(rights)} on {table} to app;"""


def _walls_back(table: str) -> str:
    _read, _make, (change, _columns), drop, _told = TABLES[table]
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy outreach_drop on {table};" if drop else ""}{f"drop policy outreach_change on {table};" if change else ""}
drop policy outreach_make on {table}; drop policy outreach_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def _shut(table: str) -> str:
    read = FUNCTIONS_ONLY[table]
    return f"""
alter table {table} enable row level security;
{f"create policy outreach_read on {table} for select to app using ({read}); grant select on {table} to app;" if read else ""}"""


def _shut_back(table: str) -> str:
    read = FUNCTIONS_ONLY[table]
    return f"""
{f"revoke select on {table} from app; drop policy outreach_read on {table};" if read else ""}
alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of agreements, campaigns, activities and public pages; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("outreach", "0010_campaigns"), ("network", "0170_partners_of_events")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(GUARDS, GUARDS_BACK),
        migrations.RunSQL(_reworded(_NEEDS, _NEEDS + _OURS), _reworded(_NEEDS + _OURS, _NEEDS)),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL(
            "".join(_shut(table) for table in FUNCTIONS_ONLY),
            "".join(_shut_back(table) for table in FUNCTIONS_ONLY),
        ),
        migrations.RunSQL("grant usage on all sequences in schema public to app;", migrations.RunSQL.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
