"""Walls of what came in from phones.

A receipt is its writer's and is never changed; pieces of a file are hers until the file waits for somebody who opens its
matter. An entry to be checked is seen by whoever sees the card of an ordinary matter by post or holds it, of a sealed one
by whoever opens it, of an accusation by its readers; its writer may add it and never decides it.
"""

from django.db import migrations

_ME = "(select app_user())"
FUNCTIONS = """
-- Who may see an entry: of an ordinary matter by post or as owner, of a sealed one whoever opens it; never with a conflict.
create function phone_check_near(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_phonecheck x left join cases_case c on c.id = x.case_id where x.id = p and (
    (x.accusation_id is not null and may_read_accusation(x.accusation_id))
    or (c.id is not null and not recused(c.id) and case when c.is_sealed then may_open(c.id)
        else c.owner_id = app_user() or c.unit_id = any (app_lead()) or c.city_id = any (app_area())
          or c.county_id = any (app_area()) or c.township_id = any (app_area()) end))) $$;
create function phone_check_told(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select phone_check_near(p) or exists (
    select 1 from cases_phonecheck x where x.id = p and x.author_id = app_user()) $$;
-- Whether a whole file waits for whoever asks.
create function outbox_waits(f uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_phonecheck x where x.file_id = f and x.state = 'waiting'
    and x.author_id <> app_user()
    and case when x.case_id is null then may_read_accusation(x.accusation_id) else may_open(x.case_id) end) $$;
create function outbox_item_waits(i uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_outboxfile f where f.item_id = i and outbox_waits(f.id)) $$;
create function outbox_hers(i uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_outboxitem o where o.id = i and o.user_id = app_user()) $$;
create function outbox_file_hers(f uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_outboxfile x where x.id = f and outbox_hers(x.item_id)) $$;

-- Where a matter is that she registered, held or worked on, also when she sees it no more.
create function outbox_place(c uuid) returns table (unit_id int, owner_id bigint, is_sealed boolean) language sql stable
  security definer set search_path = public, pg_temp as $$
  select x.unit_id::int, x.owner_id::bigint, x.is_sealed from cases_case x
   where x.id = c and app_user() is not null and not recused(c) and (x.registered_by_id = app_user() or x.owner_id = app_user()
     or exists (select 1 from cases_event e where e.case_id = c and e.by_id = app_user())
     or exists (select 1 from cases_caseaccess a where a.content_object_id = c and a.user_id = app_user()
                   and a.source = 'hand_over')) $$;

-- Of (entry, person) those a message must not reach: everybody who may not see the matter by ownership, post or loan.
create function phone_check_barred(entries uuid[], people bigint[]) returns table (entry uuid, person bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  with told as (select p.e, p.u, x.case_id, x.accusation_id, x.author_id
                  from unnest(entries, people) as p(e, u) left join cases_phonecheck x on x.id = p.e),
  barred as (select b.case_id, b.user_id from case_barred(
               (select coalesce(array_agg(case_id), '{}') from told where case_id is not null),
               (select coalesce(array_agg(u), '{}') from told where case_id is not null)) b)
  select t.e, t.u from told t
   where t.author_id is null or t.author_id = t.u
      or (t.accusation_id is not null and not reads_accusation(t.accusation_id, t.u))
      or exists (select 1 from barred b where b.case_id = t.case_id and b.user_id = t.u) $$;

-- The readers of an accusation hear that something waits; whoever sent it never learns who they are.
create function phone_check_tell(p uuid, at timestamptz) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state, attempts,
                                     last_error, posted_at)
  select gen_random_uuid(), 'phone_check:' || x.id || ':' || r.user_id, r.user_id, 'phone_check', 'phone_check', x.id,
         least(at, clock_timestamp()), 'due', 0, '', clock_timestamp()
    from cases_phonecheck x join cases_accusationreader r on r.accusation_id = x.accusation_id and r.until_at is null
   where x.id = p and x.author_id = app_user() and r.user_id <> x.author_id
  on conflict (key) do nothing $$;

-- With the key of a matter go the words that wait to be checked, and files that came after.
create function phone_check_forget() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_phonecheck set note = null, wrapped = null, reason = '' where case_id = old.case_id;
  delete from cases_outboxpiece where file_id in (select file_id from cases_phonecheck where case_id = old.case_id);
  return null;
end $$;
create trigger phone_check_forget after delete on cases_casekey for each row execute function phone_check_forget();

-- Receipts after their time, and pieces of files that were never finished; what waits for somebody stays.
create function outbox_forget(before timestamptz, unfinished timestamptz) returns table (items int, files int)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare f int; i int; old uuid[]; theirs uuid[];
begin
  with gone as (
    delete from cases_outboxpiece p using cases_outboxfile x
     where x.id = p.file_id and x.state = 'open' and x.received > 0 and x.changed_at < unfinished returning p.file_id)
  update cases_outboxfile set received = 0 where id in (select file_id from gone);
  get diagnostics f = row_count;
  select coalesce(array_agg(o.id), '{}') into old from cases_outboxitem o where o.received_at < before
     and not exists (select 1 from cases_outboxfile x where x.item_id = o.id and x.state = 'waiting');
  select coalesce(array_agg(x.id), '{}') into theirs from cases_outboxfile x where x.item_id = any (old);
  update cases_phonecheck set file_id = null where file_id = any (theirs);
  delete from cases_outboxpiece where file_id = any (theirs);
  delete from cases_outboxfile where id = any (theirs);
  delete from cases_outboxitem where id = any (old);
  get diagnostics i = row_count;
  return query select i, f;
end $$;
"""
ASKED = (
    *("phone_check_near(uuid)", "phone_check_told(uuid)", "outbox_waits(uuid)", "outbox_item_waits(uuid)"),
    *(
        "outbox_hers(uuid)",
        "outbox_file_hers(uuid)",
        "outbox_place(uuid)",
        "phone_check_tell(uuid, timestamptz)",
    ),
)
WORKER = ("phone_check_barred(uuid[], bigint[])", "outbox_forget(timestamptz, timestamptz)")
FUNCTIONS += f"""
revoke all on function {", ".join((*ASKED, *WORKER))}, phone_check_forget() from public;
grant execute on function {", ".join(ASKED)} to app;
grant execute on function {", ".join(WORKER)} to worker;
"""
FUNCTIONS_BACK = f"""
drop trigger phone_check_forget on cases_casekey;
drop function {", ".join((*ASKED, *WORKER))}, phone_check_forget();
"""
_PIECE = "outbox_file_hers(file_id) or outbox_waits(file_id)"
READING = "case_id is null or case_id not in (select my_readings())"
# table → (select, insert, update, delete, columns that change, audit events, audit arguments)
TABLES = {
    "cases_outboxitem": (
        *(f"user_id = {_ME} or outbox_item_waits(id)", f"user_id = {_ME}", "", "", ""),
        *("insert or update or delete", ("outbox_item", "id", "form", "state")),
    ),
    "cases_outboxfile": (
        *("outbox_hers(item_id) or outbox_waits(id)", "outbox_hers(item_id)"),
        *("outbox_hers(item_id) or outbox_waits(id)", "", "received, state, changed_at"),
        *("insert or delete or update of state", ("outbox_item", "item_id", "state", "size")),
    ),
    "cases_outboxpiece": (_PIECE, "outbox_file_hers(file_id)", "", _PIECE, "", "", ()),
    "cases_phonecheck": (
        *(f"author_id = {_ME} or phone_check_near(id)", f"author_id = {_ME} and state = 'waiting'"),
        *(f"author_id <> {_ME} and phone_check_near(id)", ""),
        *("state, decided_by_id, decided_at, reason, note, wrapped", "insert or update or delete"),
        ("phone_check", "id", "case_id", "kind", "state"),
    ),
}


def _walls(table):
    read, make, change, drop, columns, moments, told = TABLES[table]
    lines = [
        f"alter table {table} enable row level security; alter table {table} force row level security;",
        f"create policy phone_read on {table} for select to app using ({read});",
        f"create policy phone_make on {table} for insert to app with check ({make});",
        f"grant select, insert on {table} to app;",
    ]
    if change:
        lines.append(
            f"create policy phone_change on {table} for update to app using ({change}) with check (true);"
        )
        lines.append(f"grant update ({columns}) on {table} to app;")
    if drop:
        lines.append(f"create policy phone_drop on {table} for delete to app using ({drop});")
        lines.append(f"grant delete on {table} to app;")
    if moments:
        logged = ", ".join(f"'{each}'" for each in told)
        lines.append(
            f"create trigger audit_change after {moments} on {table} for each row execute function audit_change({logged});"
        )
    return "\n".join(lines) + "\n"


def _walls_back(table):
    _read, _make, change, drop, _columns, moments, _told = TABLES[table]
    lines = [f"revoke all on {table} from app;"]
    lines += [f"drop trigger audit_change on {table};"] if moments else []
    lines += [f"drop policy phone_drop on {table};"] if drop else []
    lines += [f"drop policy phone_change on {table};"] if change else []
    lines += [f"drop policy phone_make on {table}; drop policy phone_read on {table};"]
    lines += [
        f"alter table {table} no force row level security; alter table {table} disable row level security;"
    ]
    return "\n".join(lines) + "\n"


# An entry is a row of a matter: nobody recused decides it, and nobody who reads in an emergency.
MATTER = f"""
create policy content_recusal on cases_phonecheck as restrictive for update to app
  using (case_id is null or not recused(case_id));
create policy reading_only on cases_phonecheck as restrictive for insert to app with check ({READING});
create policy reading_only_change on cases_phonecheck as restrictive for update to app using ({READING});
create policy reading_only_delete on cases_phonecheck as restrictive for delete to app using ({READING});
-- A file that came after the report is taken in by a reader of the accusation.
create policy file_late on cases_accusationfile for insert to app
  with check (entered_by_id = (select app_user()) and may_read_accusation(accusation_id));
"""
MATTER_BACK = """
drop policy file_late on cases_accusationfile;
drop policy reading_only_delete on cases_phonecheck; drop policy reading_only_change on cases_phonecheck;
drop policy reading_only on cases_phonecheck;
drop policy content_recusal on cases_phonecheck;
"""
_SEEN = "when 'device' then device_near(id) when 'phone_check' then phone_check_told(id) "
_PLACE = "when 'break_glass' then may_see_glass(id)"
_BARRED, _BARRED_TOO = (
    "when kind in ('concern_note', 'support_file', 'outreach_visit')",
    "when kind = 'phone_check' then exists (select 1 from cases_phonecheck p join cases_recusal r on r.case_id = p.case_id"
    " where p.id = subject and r.user_id = person)\n    when kind in ('concern_note', 'support_file', 'outreach_visit')",
)


def _reworded(signature, old, new):
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{signature}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{signature} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


SIGHT, MESSAGES = "subject_visible(text, uuid)", "message_barred(text, uuid, bigint)"
SEQUENCES = "grant usage on all sequences in schema public to app;"


class Migration(migrations.Migration):
    """Functions, the walls of each table, the subjects of clocks and messages."""

    dependencies = [("cases", "0265_outbox"), ("network", "0151_device_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL(MATTER, MATTER_BACK),
        migrations.RunSQL(_reworded(SIGHT, _PLACE, _SEEN + _PLACE), _reworded(SIGHT, _SEEN + _PLACE, _PLACE)),
        migrations.RunSQL(
            _reworded(MESSAGES, _BARRED, _BARRED_TOO), _reworded(MESSAGES, _BARRED_TOO, _BARRED)
        ),
        migrations.RunSQL(SEQUENCES, migrations.RunSQL.noop),
    ]
