"""Walls of family support: off means nothing is there; a card and its words are two tables; what is dark nobody reads.

`support_is_on` is the switch of a county; every policy asks it. Words of a file need the state in which somebody works
on them and a moment before `dark_at`: the wall does not wait for the job. Three people open a file, and whose signature
stands there is checked here a second time.
"""

from django.db import migrations

FUNCTIONS = """
create function support_is_on(county int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce((select s.turns_on from cases_supportswitch s where s.unit_id = county and s.granted
                    order by s.decided_at desc, s.id desc limit 1), false) $$;
create function support_on(county int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and support_is_on(county) $$;
-- Of a matter: whether its county has the module.
create function support_lies(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_open(c) and exists (select 1 from cases_case x where x.id = c and x.is_sealed and support_is_on(x.county_id)) $$;
-- Whose seat of a leader it is, or who stands in for her today.
create function support_leads(person bigint, place int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(place is not null and (holds_today(person, '{city_leader,county_leader,township_chair}', array[place])
    or (person = app_user() and place = any (app_lead()))), false) $$;
create function support_may_switch(county int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = county and u.level = 2
    and (holds_today(app_user(), '{privacy_officer}', array[u.id, u.city_id])
      or support_leads(app_user(), u.id) or support_leads(app_user(), u.city_id))) $$;

create function support_note_card(n uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_concernnote x join network_unit u on u.id = x.unit_id
    where x.id = n and person is not null and support_is_on(u.county_id) and (
      (x.author_id = person and x.author_until > now())
      or (not x.aside @> to_jsonb(person) and (
            (x.state in ('noted', 'reviewed') and (support_leads(person, u.township_id)
               or support_leads(person, u.county_id)))
            or holds_today(person, '{county_officer,privacy_officer}', array[u.county_id])
            or holds_today(person, '{privacy_officer}', array[u.city_id]))))) $$;
create function support_note_words(n uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select support_note_card(n, person) and exists (
    select 1 from cases_concernnote x join network_unit u on u.id = x.unit_id where x.id = n and (
      (x.author_id = person and x.author_until > now())
      or (x.state in ('noted', 'reviewed') and (support_leads(person, u.township_id)
            or holds_today(person, '{county_officer}', array[u.county_id])))
      or (x.state not in ('noted', 'reviewed')
            and holds_today(person, '{privacy_officer}', array[u.county_id, u.city_id])))) $$;

create function support_file_card(f uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_familysupportfile x join network_unit u on u.id = x.unit_id
    where x.id = f and person is not null and support_is_on(u.county_id) and (
      (x.state in ('proposed', 'signed', 'active', 'reviewed', 'paused') and (
         person in (x.worker_id, x.opened_by_id)
         or ((x.longer_until is not null or x.state = 'paused') and support_leads(person, u.city_id))))
      or (x.state in ('active', 'reviewed') and support_leads(person, u.township_id))
      or support_leads(person, u.county_id)
      or holds_today(person, '{privacy_officer}', array[u.county_id, u.city_id]))) $$;
create function support_file_words(f uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select support_file_card(f, person) and exists (
    select 1 from cases_familysupportfile x join network_unit u on u.id = x.unit_id
     where x.id = f and x.dark_at > now() and (
      (x.worker_id = person and x.state in ('active', 'reviewed'))
      or (x.opened_by_id = person and x.state in ('proposed', 'signed'))
      or (x.state in ('proposed', 'signed', 'paused')
            and holds_today(person, '{privacy_officer}', array[u.county_id, u.city_id]))
      or (x.state in ('signed', 'reviewed') and support_leads(person, u.county_id)))) $$;
create function support_visit_card(v uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_outreachvisit x join network_unit u on u.id = x.unit_id
      left join cases_familysupportfile f on f.id = x.file_id
    where x.id = v and person is not null and support_is_on(u.county_id)
      and (x.file_id is null or (f.state in ('active', 'reviewed') and f.dark_at > now()))
      and (x.doer_id = person or f.worker_id = person or (x.asked_by_id = person and x.author_until > now()))) $$;

create function my_support_note(n uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select support_note_card(n, app_user()) $$;
create function my_support_note_words(n uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select support_note_words(n, app_user()) $$;
create function my_support_file(f uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select support_file_card(f, app_user()) $$;
create function my_support_file_words(f uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select support_file_words(f, app_user()) $$;
create function my_support_visit(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select support_visit_card(v, app_user()) $$;
create function my_support_objection(f uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_familysupportfile x join network_unit u on u.id = x.unit_id
    where x.id = f and support_is_on(u.county_id)
      and holds_today(app_user(), '{privacy_officer}', array[u.county_id, u.city_id])) $$;

-- She has to do with the family: the note is gone for her, in a step that she could not undo.
create function support_step_aside(n uuid) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare c int;
begin
  update cases_concernnote set aside = aside || to_jsonb(app_user())
   where id = n and support_note_card(n, app_user()) and author_id <> app_user() and state in ('noted', 'reviewed');
  get diagnostics c = row_count;
  return c = 1;
end $$;

create function support_barred(kind text, rows uuid[], users bigint[]) returns table (subject uuid, person bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.s, p.u from unnest(rows, users) as p(s, u)
   where not case kind when 'concern_note' then support_note_card(p.s, p.u)
                       when 'support_file' then support_file_card(p.s, p.u)
                       when 'outreach_visit' then support_visit_card(p.s, p.u) else false end $$;

-- Silent: no message, no line anywhere but in the log. Clocks of what ended stop; words are deleted, counts stay.
create function support_sweep(at timestamptz, decided_before timestamptz)
  returns table (darkened int, forgotten int) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare gone uuid[]; d int; n int; m int; k int;
begin
  with dark as (
    update cases_familysupportfile f set state = 'restricted', restricted_at = at,
           dark_for = case when f.dark_at >= (f.ends_on + 1)::timestamp at time zone 'Asia/Shanghai'
                           then 'expired' else 'overdue' end
     where f.dark_at <= at and f.state in ('proposed', 'signed', 'active', 'reviewed', 'paused') returning f.id)
  select array_agg(id) into gone from dark;
  d := coalesce(cardinality(gone), 0);
  update network_clock set state = 'cancelled', met_at = at, next_ring_at = null
   where state in ('running', 'paused') and subject_kind = 'support_file' and subject_id = any (gone);
  delete from cases_concernwords w using cases_concernnote x
   where x.id = w.of_note_id and x.decided_at <= decided_before;
  get diagnostics n = row_count;
  delete from cases_filewords w using cases_familysupportfile f
   where f.id = w.of_file_id and f.restricted_at <= decided_before
     and (f.state = 'refused' or (f.state = 'restricted' and f.outcome = 'unfounded'));
  get diagnostics m = row_count;
  update cases_outreachvisit set family = null, companion = null, wrapped = null
   where ended_at <= decided_before and wrapped is not null;
  get diagnostics k = row_count;
  return query select d, n + m + k;
end $$;

-- Whose signature stands there, and who may move the moment of darkness.
create function support_file_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare u network_unit%rowtype; me bigint := app_user();
begin
  if new.state is distinct from old.state then
    update cases_outreachvisit set is_dark = new.state not in ('active', 'reviewed') where file_id = new.id;
    if new.state = 'restricted' then
      update network_clock set state = 'cancelled', met_at = now(), next_ring_at = null
       where state in ('running', 'paused') and subject_kind = 'outreach_visit'
         and subject_id in (select o.id from cases_outreachvisit o where o.file_id = new.id);
    end if;
  end if;
  if me is null then return new; end if;
  select * into u from network_unit x where x.id = new.unit_id;
  if new.signed_by_id is distinct from old.signed_by_id
     and not (new.signed_by_id = me and holds_today(me, '{privacy_officer}', array[u.county_id, u.city_id])) then
    raise check_violation using message = 'only the privacy officer signs off';
  end if;
  if new.approved_by_id is distinct from old.approved_by_id
     and not (new.approved_by_id = me and support_leads(me, u.county_id)) then
    raise check_violation using message = 'only the leader of the county approves';
  end if;
  if new.longer_decided_by_id is distinct from old.longer_decided_by_id
     and not (new.longer_decided_by_id = me and support_leads(me, u.city_id)) then
    raise check_violation using message = 'only the leader of the city lets it last longer';
  end if;
  if (new.dark_at > old.dark_at or new.ends_on > old.ends_on)
     and not support_leads(me, u.county_id) and not support_leads(me, u.city_id) then
    raise check_violation using message = 'only a review that a leader confirmed keeps it open';
  end if;
  if old.state in ('restricted', 'destroyed', 'refused') and new.state not in (old.state, 'destroyed') then
    raise check_violation using message = 'what is dark stays dark';
  end if;
  if new.state = 'destroyed' and old.state <> 'destroyed' then
    if not (new.destroyed_by_id = me and support_leads(me, u.county_id) and old.destruction_by_id is not null) then
      raise check_violation using message = 'two people destroy a file';
    end if;
    delete from cases_filewords where of_file_id = new.id;
    delete from cases_supportobjection where file_id = new.id;
  end if;
  return new;
end $$;
create trigger support_file_guard before update on cases_familysupportfile for each row
  execute function support_file_guard();
"""
ASKED = (
    *("support_on(int)", "support_lies(uuid)", "support_may_switch(int)", "my_support_note(uuid)"),
    *("my_support_note_words(uuid)", "my_support_file(uuid)", "my_support_file_words(uuid)"),
    *("my_support_visit(uuid)", "my_support_objection(uuid)", "support_step_aside(uuid)"),
)
WORKER = ("support_barred(text, uuid[], bigint[])", "support_sweep(timestamptz, timestamptz)")
INNER = (
    *(
        "support_is_on(int)",
        "support_leads(bigint, int)",
        "support_note_card(uuid, bigint)",
        "support_note_words(uuid, bigint)",
    ),
    *(
        "support_file_card(uuid, bigint)",
        "support_file_words(uuid, bigint)",
        "support_visit_card(uuid, bigint)",
    ),
)
FUNCTIONS += f"""
revoke all on function {", ".join((*ASKED, *WORKER, *INNER))}, support_file_guard() from public;
grant execute on function {", ".join(ASKED)} to app;
grant execute on function {", ".join(WORKER)} to worker;
"""
FUNCTIONS_BACK = f"""
drop trigger support_file_guard on cases_familysupportfile;
drop function {", ".join((*ASKED, *WORKER, *INNER))}, support_file_guard();
"""

# table → (select, insert, update or None)
_COUNTY = "support_on((select u.county_id from network_unit u where u.id = unit_id))"
POLICIES = {
    "cases_supportswitch": (
        "(select app_user()) is not null",
        "proposed_by_id = (select app_user()) and granted is null and support_may_switch(unit_id::int)",
        "granted is null and support_may_switch(unit_id::int)",
    ),
    "cases_concernnote": (
        "my_support_note(id)",
        "author_id = (select app_user()) and state = 'noted' and " + _COUNTY,
        "my_support_note(id)",
    ),
    "cases_concernwords": (
        "my_support_note_words(of_note_id)",
        "my_support_note_words(of_note_id)",
        "my_support_note_words(of_note_id)",
    ),
    "cases_familysupportfile": (
        "my_support_file(id)",
        "opened_by_id = (select app_user()) and state = 'proposed' and my_support_note(of_note_id) and "
        + _COUNTY,
        "my_support_file(id)",
    ),
    "cases_filewords": (
        "my_support_file_words(of_file_id)",
        "my_support_file_words(of_file_id)",
        "my_support_file_words(of_file_id)",
    ),
    "cases_outreachvisit": (
        "my_support_visit(id)",
        "asked_by_id = (select app_user()) and (file_id is null or my_support_file(file_id)) and " + _COUNTY,
        "my_support_visit(id)",
    ),
    "cases_supportobjection": (
        "my_support_objection(file_id)",
        "entered_by_id = (select app_user()) and decided_at is null and my_support_file(file_id)",
        "my_support_objection(file_id)",
    ),
    "cases_educationsession": (
        "may_open(case_id) and support_lies(case_id)",
        "entered_by_id = (select app_user()) and may_open(case_id) and support_lies(case_id) and state = 'planned'"
        " and exists (select 1 from cases_safetyscreen s where s.case_id = cases_educationsession.case_id)",
        "may_open(case_id) and support_lies(case_id)",
    ),
}
CHANGES = {
    "cases_supportswitch": "granted, decided_by_id, decided_at",
    "cases_concernnote": "state, reviewed_by_id, reviewed_at, way, decided_by_id, decided_at",
    "cases_concernwords": "note",
    "cases_familysupportfile": (
        "state, worker_id, signed_by_id, signed_at, approved_by_id, approved_at, notice_on, review_on, dark_at,"
        " ends_on, outcome, longer_until, longer_by_id, longer_granted, longer_decided_by_id, dark_for,"
        " restricted_at, destruction_by_id, destroyed_by_id, destroyed_at"
    ),
    "cases_filewords": "review, own_view, longer, correction",
    "cases_outreachvisit": "state, visited_on, consented, wanted, comes_again, ended_at, companion",
    "cases_supportobjection": "answer, finding, court_told, decided_by_id, decided_at",
    "cases_educationsession": (
        "state, checked_by_id, checked_on, checked_how, check_note, held_on, content, why, ended_at"
    ),
}
AUDIT = {
    "cases_supportswitch": ("support_switch", "id", "unit_id", "turns_on", "granted", "document_hash"),
    "cases_concernnote": ("concern_note", "id", "state", "way"),
    "cases_concernwords": ("concern_note", "of_note_id"),
    "cases_familysupportfile": (
        *(
            "support_file",
            "id",
            "state",
            "worker_id",
            "signed_by_id",
            "approved_by_id",
            "review_on",
            "ends_on",
        ),
        *("outcome", "dark_for", "longer_granted"),
    ),
    "cases_filewords": ("support_file", "of_file_id"),
    "cases_outreachvisit": ("outreach_visit", "id", "state", "doer_id"),
    "cases_supportobjection": ("support_file", "file_id", "finding", "court_told"),
    "cases_educationsession": ("case", "case_id", "state", "partner", "checked_on", "checked_how", "held_on"),
}


def _walls(table: str) -> str:
    read, make, change = POLICIES[table]
    told = ", ".join(f"'{each}'" for each in AUDIT[table])
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy support_read on {table} for select to app using ({read});
create policy support_make on {table} for insert to app with check ({make});
create policy support_change on {table} for update to app using ({change}) with check (true);
create trigger audit_change after insert or update or delete on {table} for each row execute function audit_change({told});
grant select, insert on {table} to app;
grant update ({CHANGES[table]}) on {table} to app;
"""


def _walls_back(table: str) -> str:
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy support_change on {table}; drop policy support_make on {table}; drop policy support_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;
"""


# The talk is a row of a matter: nobody recused, and nobody who reads in an emergency, touches it.
MATTER = """
create policy content_recusal on cases_educationsession as restrictive to app using (not recused(case_id));
create policy reading_only on cases_educationsession as restrictive for insert to app
  with check (case_id not in (select my_readings()));
create policy reading_only_change on cases_educationsession as restrictive for update to app
  using (case_id not in (select my_readings()));
create policy reading_only_delete on cases_educationsession as restrictive for delete to app
  using (case_id not in (select my_readings()));
"""
MATTER_BACK = """
drop policy reading_only_delete on cases_educationsession; drop policy reading_only_change on cases_educationsession;
drop policy reading_only on cases_educationsession; drop policy content_recusal on cases_educationsession;
"""
_KINDS = (
    "when 'concern_note' then my_support_note(id) when 'support_file' then my_support_file(id)"
    " when 'outreach_visit' then my_support_visit(id) "
)
_PLACE = "when 'break_glass' then may_see_glass(id)"


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """Functions, the walls of each table, and the subjects of clocks."""

    dependencies = [("cases", "0200_family_support"), ("network", "0111_support_limits")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            "".join(_walls(table) for table in POLICIES), "".join(_walls_back(table) for table in POLICIES)
        ),
        migrations.RunSQL(MATTER, MATTER_BACK),
        migrations.RunSQL(_reworded(_PLACE, _KINDS + _PLACE), _reworded(_KINDS + _PLACE, _PLACE)),
    ]
