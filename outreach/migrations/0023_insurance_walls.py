"""Walls of insurance and of following up a treatment: names are the village's (or the township's) alone; and hand-over.

Everybody along the line sees that a period runs, so that it can be handed over, and never whose it is.
"""

from django.db import migrations

from network.deadlines import seeding

_PART = """case h.level when 1 then u.county_id when 2 then u.township_id when 3 then u.village_id else u.id end"""
_INSIDE = """network_unit h join network_unit u
      on u.city_id = h.id or u.county_id = h.id or u.township_id = h.id or u.village_id = h.id or u.id = h.id"""
_ASKED = """
create function {name} returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ {body} $$;"""
_TESTS = {
    "claim_near(c uuid)": """select exists (select 1 from outreach_insuranceclaimhelp x
       where x.id = c and site_near(x.unit_id))""",
    "treatment_near(f uuid)": """select exists (select 1 from outreach_treatmentcontinuityfollowup x
       where x.id = f and site_near(x.unit_id))""",
    "treatment_kept(f uuid)": """select exists (select 1 from outreach_treatmentcontinuityfollowup x
       where x.id = f and x.unit_id = any (app_lead()))""",
    "insurance_taken(p uuid)": """select exists (select 1 from outreach_insuranceplan y join outreach_insuranceenrolment e
       on e.plan_id = y.id where y.id = p and y.unit_id = any (app_area()))""",
}
_REST = f"""
-- Names of whoever was enrolled leave some time after the end of the plan.
create function insurance_forget(before date) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  update outreach_insuranceenrolment e set wrapped = null, name = null, id_number = null, phone = null
    from outreach_insuranceplan p
   where p.id = e.plan_id and p.ends_on < before and e.wrapped is not null and not exists (
     select 1 from outreach_insuranceclaimhelp c where c.enrolment_id = e.id and c.state in ('opened', 'filed'));
  get diagnostics n = row_count;
  return n;
end $$;
-- 参保、理赔 of an area and the units directly below it (child null: the whole); below the county in whole steps of five.
create function insurance_sums(here int, of_year int) returns table (child int, enrolled int, claims int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with counted as (
    select part, min(w.h) + (part is not null)::int as level, count(*)::int as enrolled,
      coalesce(sum((select count(*) from outreach_insuranceclaimhelp c
                     where c.enrolment_id = e.id and c.answer = 'paid')), 0)::int as claims
      from (select u.id, {_PART} as part, h.level as h from {_INSIDE} where h.id = here and site_near(here)) w
      join outreach_insuranceenrolment e on e.unit_id = w.id
      join outreach_insuranceplan p on p.id = e.plan_id and extract(year from p.starts_on) = of_year
     group by grouping sets ((part), ()) having count(e.id) > 0)
  select part, case when level <= 2 then enrolled else nullif(enrolled / 5 * 5, 0) end,
    case when level <= 2 then claims else nullif(claims / 5 * 5, 0) end from counted $$;

-- What somebody holds of health, and giving it to another; for whoever arranges hand-overs, and sees none of it.
create function health_held(person bigint, at_unit int) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select ((select count(*) from outreach_cancerreliefapplication x where x.owner_id = person
            and x.state not in ('closed', 'withdrawn') and (at_unit is null or x.desk_id = at_unit) and arranges(x.desk_id))
    + (select count(*) from outreach_screeninground r where r.owner_id = person and r.state in ('planned', 'invited')
            and (at_unit is null or r.unit_id = at_unit) and arranges(r.unit_id))
    + (select count(*) from network_clock c where c.owner_id = person and c.state in ('running', 'paused')
            and c.subject_kind in ('insurance_claim', 'treatment')
            and (at_unit is null or c.unit_id = at_unit) and arranges(c.unit_id)))::int $$;
create function health_hand_over(person bigint, taker bigint, at_unit int) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare moved uuid[]; lists uuid[]; others int; to_unit int;
begin
  select a.unit_id into to_unit from network_appointment a join network_unit u on u.id = at_unit
   where a.user_id = taker and a.unit_id in (u.id, u.parent_id)
     and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
     and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)
   order by (a.unit_id = at_unit) desc limit 1;
  if arranges(at_unit) is not true or to_unit is null then
    raise exception 'this hand-over is not hers to arrange' using errcode = '42501';
  end if;
  select coalesce(array_agg(t.id), '{{}}') into moved from (
    select x.id from outreach_cancerreliefapplication x
     where x.owner_id = person and x.desk_id = at_unit and x.state not in ('closed', 'withdrawn')
       and not exists (select 1 from outreach_reliefrecusal r where r.application_id = x.id and r.user_id = taker)
     order by x.id for update) t;
  update outreach_cancerreliefapplication set owner_id = taker, desk_id = to_unit where id = any (moved);
  select coalesce(array_agg(t.id), '{{}}') into lists from (
    select r.id from outreach_screeninground r
     where r.owner_id = person and r.unit_id = at_unit and r.state in ('planned', 'invited') order by r.id for update) t;
  update outreach_screeninground set owner_id = taker where id = any (lists);
  update network_clock set owner_id = taker, unit_id = case when subject_kind = 'relief' then to_unit else unit_id end
   where subject_kind in ('relief', 'screening') and subject_id = any (moved || lists) and owner_id = person
     and state in ('running', 'paused');
  update network_clock set owner_id = taker
   where subject_kind in ('insurance_claim', 'treatment') and owner_id = person and unit_id = at_unit
     and state in ('running', 'paused');
  get diagnostics others = row_count;
  return coalesce(array_length(moved, 1), 0) + coalesce(array_length(lists, 1), 0) + others;
end $$;
create index clock_health_owner on network_clock (owner_id)
  where subject_kind in ('insurance_claim', 'treatment') and state in ('running', 'paused');
"""
_FOR_APP = (
    "claim_near(uuid), treatment_near(uuid), treatment_kept(uuid), insurance_taken(uuid), insurance_sums(int, int), "
    "health_held(bigint, int), health_hand_over(bigint, bigint, int)"
)
FUNCTIONS = (
    "".join(_ASKED.format(name=name, body=body) for name, body in _TESTS.items())
    + _REST
    + f"""
revoke all on function {_FOR_APP}, insurance_forget(date) from public;
grant execute on function {_FOR_APP} to app;
grant execute on function insurance_forget(date) to worker;
"""
)
FUNCTIONS_BACK = """
drop index clock_health_owner;
drop function health_hand_over(bigint, bigint, int), health_held(bigint, int), insurance_sums(int, int), insurance_forget(date),
  insurance_taken(uuid), treatment_kept(uuid), treatment_near(uuid), claim_near(uuid);
"""
_OLD = "when 'visit_round' then round_seen(id) "
_OURS = "when 'insurance_claim' then claim_near(id) when 'treatment' then treatment_near(id) "
_VEIL, _VEILED = "kind = 'relief' then true", "kind in ('relief', 'treatment') then true"


def _reworded(function: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{function}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{function} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_ME = "(select app_user())"
_HERS = "unit_id = any ((select app_lead())::int[])"
_OFFERS = "unit_id = any ((select app_area())::int[])"
# Table: who reads, who adds, who changes, which columns ("": nobody), what the log keeps in plain.
TABLES = {
    "outreach_insuranceplan": (
        f"{_ME} is not null",
        f"set_by_id = {_ME} and {_OFFERS}",
        _OFFERS,
        "name, insurer, covers, premium, insured, waiting_days, claim_days, enrol_from, enrol_until, starts_on, ends_on, "
        "set_by_id, set_at",
        ("insurance_plan", "id", "unit_id", "premium", "insured", "claim_days", "starts_on", "ends_on"),
    ),
    "outreach_insuranceenrolment": (
        _HERS,
        f"entered_by_id = {_ME} and {_HERS}",
        _HERS,
        "wrapped, name, id_number, phone, ended_on",
        ("insurance_enrolment", "id", "unit_id", "plan_id", "payer", "ended_on"),
    ),
    "outreach_insuranceclaimhelp": (
        _HERS,
        f"entered_by_id = {_ME} and {_HERS}",
        _HERS,
        "state, filed_on, answered_on, answer",
        ("insurance_claim", "id", "unit_id", "state"),
    ),
    "outreach_treatmentcontinuityfollowup": (
        _HERS,
        f"entered_by_id = {_ME} and state = 'running' and {_HERS}",
        _HERS,
        "state, wrapped, name, phone, ended_on, why_ended",
        ("treatment", "id", "unit_id", "state", "ended_on"),
    ),
    "outreach_treatmentlook": (
        "treatment_kept(follow_up_id)",
        f"by_id = {_ME} and treatment_kept(follow_up_id)",
        "",
        "",
        ("treatment", "follow_up_id"),
    ),
}


def _walls(table: str) -> str:
    read, make, change, columns, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    changes = (
        f"create policy health_change on {table} for update to app using ({change}) with check ({change});"
    )
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy health_read on {table} for select to app using ({read});
create policy health_make on {table} for insert to app with check ({make});
{changes if change else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant select, insert on {table} to app;
{f"grant update ({columns}) on {table} to app;" if columns else ""}"""


def _walls_back(table: str) -> str:
    change = TABLES[table][2]
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy health_change on {table};" if change else ""}
drop policy health_make on {table}; drop policy health_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of insurance and treatment; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("outreach", "0022_insurance_and_treatment")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            _reworded("subject_visible(text, uuid)", _OLD, _OLD + _OURS),
            _reworded("subject_visible(text, uuid)", _OLD + _OURS, _OLD),
        ),
        migrations.RunSQL(
            _reworded("subject_sealed(text, text)", _VEIL, _VEILED),
            _reworded("subject_sealed(text, text)", _VEILED, _VEIL),
        ),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL("grant usage on all sequences in schema public to app;", migrations.RunSQL.noop),
    ]
