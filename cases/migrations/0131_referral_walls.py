"""Walls of referrals; a letter that ends by itself is not valid after its day; and what a receiving body without an
account may ask and answer with reference and code, through functions and nothing else.

Two functions that stand are changed in place, so that what others added to them stays.
"""

from django.db import migrations

COLUMNS = {
    "cases_aidreferral": (
        "kind",
        "state",
        "channel",
        "basis",
        "letter_at",
        "presented_on",
        "answered_on",
        "outcome",
    ),
    "cases_introductionletter": ("referral_id", "document_id", "code_how", "code_given_by_id", "used_at"),
    "cases_legalaidreferral": ("state", "submitted_on", "decided_on", "assigned_on", "objected_on"),
    "cases_injuryassessmentreferral": ("appointed_at", "fee_waived", "result_on"),
}
MAKES = {"cases_aidreferral": "entered_by_id = (select app_user()) and may_open(case_id)"}
WALLS = "\n".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app with check ({MAKES.get(table, "may_open(case_id)")});
create policy content_change on {table} for update to app using (may_open(case_id)) with check (may_open(case_id));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id', {", ".join(f"'{column}'" for column in columns)});
grant select, insert, update on {table} to app;"""
    for table, columns in COLUMNS.items()
)
WALLS_BACK = "\n".join(
    f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table}; drop policy content_change on {table};
drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
    for table in COLUMNS
)
CATALOGUE = """
alter table cases_serviceitem enable row level security; alter table cases_serviceitem force row level security;
create policy item_read on cases_serviceitem for select to app using ((select app_user()) is not null);
create policy item_make on cases_serviceitem for insert to app with check ((select holds_post(array['system_admin'])));
create policy item_change on cases_serviceitem for update to app using ((select holds_post(array['system_admin'])))
  with check ((select holds_post(array['system_admin'])));
create trigger audit_change after insert or update or delete on cases_serviceitem for each row
  execute function audit_change('service_item', 'id', 'kind', 'name', 'agency_kind', 'sentence', 'is_standard', 'active');
grant select, insert, update on cases_serviceitem to app;
"""
CATALOGUE_BACK = """
revoke all on cases_serviceitem from app;
drop trigger audit_change on cases_serviceitem;
drop policy item_change on cases_serviceitem; drop policy item_make on cases_serviceitem;
drop policy item_read on cases_serviceitem;
alter table cases_serviceitem no force row level security; alter table cases_serviceitem disable row level security;
"""


def _in_place(function, *changes):
    """Changes words of a function as it stands; fails when they are not there."""
    steps = "\n".join(
        f"""  if position($old${old}$old$ in body) = 0 then raise exception '{function} is another than expected'; end if;
  body := replace(body, $old${old}$old$, $new${new}$new$);"""
        for old, new in changes
    )
    return f"""
do $do$ declare body text;
begin
  body := pg_get_functiondef('{function}'::regproc);
{steps}
  execute body;
end $do$;
"""


_STANDS = "code_hash = digest and state in ('issued', 'delivered')"
_IN_TIME = (
    f"{_STANDS}\n     and (valid_days is null or (now() at time zone 'Asia/Shanghai')::date"
    " <= (issued_at at time zone 'Asia/Shanghai')::date + valid_days)"
)
_LEADERS, _MORE = "'urging_opinion'", "'urging_opinion', 'introduction_letter'"
_NEW, _NEW_MORE = "new.replaces_id)", "new.replaces_id, new.valid_days)"
_OLD, _OLD_MORE = "old.replaces_id)", "old.replaces_id, old.valid_days)"
PAPERS = _in_place("verify_paper", (_STANDS, _IN_TIME)) + _in_place(
    "paper_frozen", (_LEADERS, _MORE), (_NEW, _NEW_MORE), (_OLD, _OLD_MORE)
)
PAPERS_BACK = _in_place("verify_paper", (_IN_TIME, _STANDS)) + _in_place(
    "paper_frozen", (_MORE, _LEADERS), (_NEW_MORE, _NEW), (_OLD_MORE, _OLD)
)

SLIPS = """
-- The letter behind reference and code, as long as the code lives; nobody may call this but the functions below.
create function slip_letter(ref text, code bytea) returns setof cases_introductionletter language sql stable
  security definer set search_path = public, pg_temp as $$
  select l.* from cases_introductionletter l where l.reference = ref and l.mark = code $$;

-- Wrong codes are counted before anything is answered, one at a time for the address and then for the reference. A
-- wrong reference and a wrong code are the same miss. The right code shows number, sentence, phone, and how far it is.
create function slip_ask(ref text, code bytea, ref_mark bytea, address_mark bytea, at timestamptz)
  returns table (verdict text, number text, sentence text, phone text, stage text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare l cases_introductionletter; d cases_document; r cases_aidreferral; window_ interval;
begin
  window_ := make_interval(mins => limit_length('door.window'));
  perform stranger_wait(81, address_mark);
  perform stranger_wait(82, ref_mark);
  if stranger_counted('slip_from', address_mark) >= limit_length('referral.slip_by_address')
     or stranger_counted('slip', ref_mark) >= limit_length('referral.slip_guesses') then
    verdict := 'wait'; return next; return;
  end if;
  select * into l from slip_letter(ref, code);
  if l.id is null then
    perform stranger_note('slip_from', address_mark, window_);
    perform stranger_note('slip', ref_mark, window_);
    verdict := 'miss'; return next; return;
  end if;
  select * into d from cases_document where id = l.document_id;
  select * into r from cases_aidreferral where id = l.referral_id;
  if at >= l.code_until or l.used_at is not null or d.state not in ('issued', 'delivered')
     or r.state not in ('letter_issued', 'presented', 'no_response', 'agency_accepted', 'service_given')
     or exists (select 1 from cases_case c where c.id = l.case_id and c.closed_at is not null) then
    verdict := 'gone'; return next; return;
  end if;
  verdict := 'found'; number := d.number; sentence := l.sentence; phone := l.contact_phone; stage := r.state;
  return next;
end $$;

-- The wrapped key of the matter, so that what the body writes is sealed like everything else in it. Nothing that the
-- key would open can be read from here.
create function slip_key(ref text, code bytea) returns table (case_id uuid, wrapped bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select l.case_id, k.wrapped from slip_letter(ref, code) l join cases_casekey k on k.case_id = l.case_id $$;

create function slip_answer(ref text, code bytea, ref_mark bytea, address_mark bytea, says text, given_on date,
                            brought text, sealed_note bytea, event_id uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare l cases_introductionletter; r cases_aidreferral; c cases_case; next_state text; seen text;
        today date := (at at time zone 'Asia/Shanghai')::date; unheard text[] := '{letter_issued,presented,no_response}';
begin
  -- One slip after the other: the same words a second time have been kept already.
  perform 1 from cases_case x where x.id = (select y.case_id from slip_letter(ref, code) y) for update;
  if exists (select 1 from cases_event e join slip_letter(ref, code) x on x.case_id = e.case_id where e.id = event_id) then
    return 'kept';
  end if;
  select a.verdict into seen from slip_ask(ref, code, ref_mark, address_mark, at) a;
  if seen <> 'found' then return seen; end if;
  select * into l from slip_letter(ref, code);
  select * into c from cases_case where id = l.case_id for update;
  select * into r from cases_aidreferral where id = l.referral_id for update;
  next_state := case
    when says = 'accepted' and r.state = any (unheard) then 'agency_accepted'
    when says = 'declined' and r.state = any (unheard) then 'agency_declined'
    when says = 'given' and (r.state = any (unheard) or r.state in ('agency_accepted', 'service_given')) then
      case when brought <> '' then 'outcome_recorded' when r.state <> 'service_given' then 'service_given' end
  end;
  if next_state is null or (says = 'given' and coalesce(r.service_on, given_on) is null)
     or brought not in ('', 'helped', 'partly', 'not_helped', 'withdrew') then
    return 'no';
  end if;
  if says = 'given' and given_on < (r.letter_at at time zone 'Asia/Shanghai')::date then
    return 'day';
  end if;
  update cases_aidreferral set state = next_state, answered_by_slip = true,
         presented_on = coalesce(presented_on, today), answered_on = coalesce(answered_on, today),
         service_on = case when says = 'given' then coalesce(given_on, service_on) else service_on end,
         outcome = case when brought <> '' then brought else outcome end
   where id = r.id;
  if next_state in ('agency_declined', 'outcome_recorded') then
    update cases_introductionletter set used_at = at where id = l.id;
  end if;
  update network_clock set state = 'met', met_at = at, next_ring_at = null
   where subject_kind = 'case' and subject_id = c.id and part = r.id and state in ('running', 'paused')
     and (limit_id = 'referral.acknowledge' or (limit_id = 'referral.outcome' and next_state = 'outcome_recorded'));
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, note, detail)
  values (event_id, c.id, 'slip_returned', c.stage, c.stage, null, c.unit_id, at, clock_timestamp(), sealed_note,
          jsonb_build_object('referral', r.id, 'says', says, 'outcome', brought));
  if c.owner_id is not null then
    insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state, attempts,
                                       last_error, posted_at)
    values (gen_random_uuid(), 'slip_returned:' || event_id, c.owner_id, 'slip_returned', 'case', c.id, now(), 'due', 0,
            '', now());
  end if;
  return 'kept';
end $$;
"""
SLIPS_BACK = """
drop function slip_answer(text, bytea, bytea, bytea, text, date, text, bytea, uuid, timestamptz),
  slip_key(text, bytea), slip_ask(text, bytea, bytea, bytea, timestamptz), slip_letter(text, bytea);
"""
FIGURES = """
-- Leader of the unit or of one above it.
create function leads_over(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and (u.id = any (app_lead())
    or u.township_id = any (app_lead()) or u.county_id = any (app_lead()) or u.city_id = any (app_lead()))) $$;

-- Fewer than the limit are withheld: of so few it could be told whose they are.
create function referral_response(from_day date, to_day date)
  returns table (channel text, letters bigint, median int, in_time bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  with counted as (
    select r.channel, extract(epoch from r.letter_at - r.opened_at) / 60 as minutes,
           exists (select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = r.case_id and k.part = r.id and k.state = 'met' and k.met_at <= k.due_at
                    and k.limit_id in ('referral.letter', 'referral.green')) as in_time
      from cases_aidreferral r join cases_case c on c.id = r.case_id
     where r.letter_at >= from_day::timestamp at time zone 'Asia/Shanghai'
       and r.letter_at < to_day::timestamp at time zone 'Asia/Shanghai'
       and leads_over(c.unit_id) and not recused(c.id)),
  grouped as (
    select channel, count(*) as n, percentile_cont(0.5) within group (order by minutes) as middle,
           count(*) filter (where in_time) as quick from counted group by channel)
  select channel, case when n >= few then n end, case when n >= few then round(middle)::int end,
         case when n >= few then quick end
    from grouped, limit_length('referral.few') few $$;

create function referral_answers(from_day date, to_day date)
  returns table (agency int, sent bigint, answered bigint, in_time bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  with counted as (
    select r.agency_id, r.answered_on is not null as answered,
           r.answered_on is not null and not exists (
             select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = r.case_id and k.part = r.id and k.limit_id = 'referral.acknowledge'
                and k.state = 'met' and k.met_at > k.due_at) as in_time
      from cases_aidreferral r join cases_case c on c.id = r.case_id
     where r.presented_on >= from_day and r.presented_on < to_day and leads_over(c.unit_id) and not recused(c.id)),
  grouped as (
    select agency_id, count(*) as n, count(*) filter (where answered) as heard,
           count(*) filter (where in_time) as quick from counted group by agency_id)
  select agency_id, case when n >= few then n end, case when n >= few then heard end, case when n >= few then quick end
    from grouped, limit_length('referral.few') few $$;
"""
FIGURES_BACK = """
drop function referral_answers(date, date), referral_response(date, date), leads_over(int);
"""
KEEPING = """
create function referrals_expire(at timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  with gone as (
    select r.id, r.case_id, c.unit_id, c.owner_id, c.stage, d.id as paper
      from cases_aidreferral r
      join cases_introductionletter l on l.referral_id = r.id
      join cases_document d on d.id = l.document_id and d.state in ('issued', 'delivered')
      join cases_case c on c.id = r.case_id
     where r.state = 'letter_issued' and d.valid_days is not null
       and (at at time zone 'Asia/Shanghai')::date > (d.issued_at at time zone 'Asia/Shanghai')::date + d.valid_days
     for update of r skip locked),
  moved as (update cases_aidreferral r set state = 'expired' from gone where r.id = gone.id returning r.id),
  silent as (
    update cases_introductionletter l set mark = null from gone where l.document_id = gone.paper returning l.id),
  written as (
    insert into cases_event (id, case_id, verb, from_stage, to_stage, unit_id, occurred_at, recorded_at, detail)
    select gen_random_uuid(), case_id, 'expire_letter', stage, stage, unit_id, at, clock_timestamp(),
           jsonb_build_object('referral', id) from gone returning id),
  told as (
    insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state, attempts,
                                       last_error, posted_at)
    select gen_random_uuid(), 'letter_expired:' || paper, owner_id, 'letter_expired', 'case', case_id, now(), 'due', 0,
           '', now() from gone where owner_id is not null returning id)
  select (select count(*) from moved) into n;
  return n;
end $$;

create function referrals_owing_outcome()
  returns table (case_id uuid, referral_id uuid, unit_id int, owner_id bigint, service_on date) language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.case_id, r.id, c.unit_id, c.owner_id, r.service_on
    from cases_aidreferral r join cases_case c on c.id = r.case_id
   where r.state = 'service_given' and c.closed_at is null
     and not exists (select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = r.case_id and k.part = r.id and k.limit_id = 'referral.outcome') $$;
"""
KEEPING_BACK = "drop function referrals_owing_outcome(), referrals_expire(timestamptz);"
OPEN = (
    "slip_ask(text, bytea, bytea, bytea, timestamptz)",
    "slip_key(text, bytea)",
    "slip_answer(text, bytea, bytea, bytea, text, date, text, bytea, uuid, timestamptz)",
    "referral_response(date, date)",
    "referral_answers(date, date)",
)
WORKER = ("referrals_expire(timestamptz)", "referrals_owing_outcome()")
INNER = ("slip_letter(text, bytea)", "leads_over(int)")
GRANTS = f"""
revoke all on function {", ".join((*OPEN, *WORKER, *INNER))} from public;
grant execute on function {", ".join(OPEN)} to app;
grant execute on function {", ".join(WORKER)} to worker;
"""


class Migration(migrations.Migration):
    """Row security, the public functions, the figures, and the worker's two."""

    dependencies = [("cases", "0130_referrals"), ("network", "0084_working_hours")]
    operations = [
        migrations.RunSQL(WALLS + CATALOGUE, CATALOGUE_BACK + WALLS_BACK),
        migrations.RunSQL(PAPERS, PAPERS_BACK),
        migrations.RunSQL(SLIPS, SLIPS_BACK),
        migrations.RunSQL(FIGURES, FIGURES_BACK),
        migrations.RunSQL(KEEPING, KEEPING_BACK),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
