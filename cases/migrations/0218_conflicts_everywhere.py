"""A conflict of interest holds everywhere (domain.md §7.2): in messages, reviews, lists of destruction and support files.

Who stepped aside from a note finds nothing of the file that came of it either. Of whoever must not decide, the verbs
ask here before they choose somebody, because they cannot see a recusal of a matter that is not open to them.
"""

from django.db import migrations

MESSAGES = """
create or replace function message_barred(kind text, subject uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select case
    when kind in ('case', 'consultation', 'crisis', 'commitment', 'break_glass', 'visit') then
      exists (select 1 from cases_recusal r where r.user_id = person and r.case_id = case $1
        when 'case' then subject
        when 'consultation' then (select x.case_id from cases_consultation x where x.id = subject)
        when 'crisis' then (select x.case_id from cases_crisis x where x.id = subject)
        when 'commitment' then (select x.case_id from cases_leadercommitment x where x.id = subject)
        when 'break_glass' then (select x.case_id from cases_breakglass x where x.id = subject)
        else (select x.case_id from cases_receptionsheet x where x.visit_id = subject) end)
      or (kind = 'visit' and exists (
        select 1 from cases_receptionrecusal r where r.visit_id = subject and r.user_id = person))
    when kind in ('concern_note', 'support_file', 'outreach_visit') then support_aside_from(kind, subject, person)
    else false end $$;

-- What lies in her inbox about it goes with the conflict; the outbox keeps that it was sent.
create function forget_barred_items() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'cases_recusal' then
    delete from network_inboxitem i where i.user_id = new.user_id and i.subject_id is not null
       and message_barred(i.subject_kind, i.subject_id, i.user_id);
  else
    delete from network_inboxitem i
     where i.subject_kind in ('concern_note', 'support_file', 'outreach_visit') and new.aside @> to_jsonb(i.user_id)
       and message_barred(i.subject_kind, i.subject_id, i.user_id);
  end if;
  return null;
end $$;
revoke all on function forget_barred_items() from public;
create trigger forget_barred_items after insert on cases_recusal for each row execute function forget_barred_items();
create trigger forget_barred_items after update of aside on cases_concernnote for each row
  when (old.aside is distinct from new.aside) execute function forget_barred_items();
"""
MESSAGES_BACK = """
drop trigger forget_barred_items on cases_concernnote;
drop trigger forget_barred_items on cases_recusal;
drop function forget_barred_items();
create or replace function message_barred(kind text, subject uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;
"""

ASIDE = """
create function support_aside_from(kind text, subject uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_concernnote n where n.aside @> to_jsonb(person) and n.id = case $1
    when 'concern_note' then subject
    when 'support_file' then (select f.of_note_id from cases_familysupportfile f where f.id = subject)
    else (select f.of_note_id from cases_outreachvisit v join cases_familysupportfile f on f.id = v.file_id
           where v.id = subject) end) $$;
-- For whoever names people for a file: who has stepped aside from it.
create function support_aside(f uuid) returns setof bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select e.person::bigint from cases_familysupportfile x join cases_concernnote n on n.id = x.of_note_id
    cross join lateral jsonb_array_elements_text(n.aside) as e(person)
   where x.id = f and my_support_file(f) $$;
revoke all on function support_aside_from(text, uuid, bigint), support_aside(uuid) from public;
grant execute on function support_aside(uuid) to app;
"""
ASIDE_BACK = "drop function support_aside(uuid), support_aside_from(text, uuid, bigint);"

CHOOSING = """
create function glass_kept_from(c uuid, people bigint[]) returns setof bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.user_id from cases_recusal r where r.case_id = c and r.user_id = any (people)
     and exists (select 1 from glass_matter(c, null)) $$;
create function destruction_kept_from(d uuid, people bigint[]) returns setof bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select p.person from unnest(people) as p(person)
   where (session_user::text <> 'app' or may_see_destruction(d)) and exists (
     select 1 from cases_retentionaction a where a.destruction_id = d and kept_from(a.case_id, p.person)) $$;
create function bookings_kept_from(bookings uuid[], person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and exists (
    select 1 from cases_consultation s where s.booking_id = any (bookings) and kept_from(s.case_id, person)) $$;
revoke all on function glass_kept_from(uuid, bigint[]), destruction_kept_from(uuid, bigint[]),
  bookings_kept_from(uuid[], bigint) from public;
grant execute on function glass_kept_from(uuid, bigint[]), bookings_kept_from(uuid[], bigint) to app;
grant execute on function destruction_kept_from(uuid, bigint[]) to app, worker;
"""
CHOOSING_BACK = """
drop function bookings_kept_from(uuid[], bigint), destruction_kept_from(uuid, bigint[]), glass_kept_from(uuid, bigint[]);
"""

# A legal record is her story in other words: without leave to read a child's matter it is its adviser's alone.
CHILD = """
create policy child_read on cases_legalconsultation as restrictive for select to app
  using (not child_shut(case_id) or holds_session(session_id));
"""
CHILD_BACK = "drop policy child_read on cases_legalconsultation;"


def _reworded(signature: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{signature}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{signature} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_CARD, _SEEN = "support_file_card(uuid, bigint)", "where x.id = f and person is not null"
_VISIT, _CAME = "support_visit_card(uuid, bigint)", "where x.id = v and person is not null"
_NOT_ASIDE = " and not support_aside_from('{kind}', {row}, person)"
_FILE = _NOT_ASIDE.format(kind="support_file", row="x.id")
_MADE = _NOT_ASIDE.format(kind="outreach_visit", row="x.id")
_SEALED = "subject_sealed(text, text)", "else false end"
# Family support is sealed as a whole; an emergency reading is as sealed as what was read.
_MORE = """when app_audit() and kind in ('concern_note', 'support_file', 'outreach_visit') then true
    when app_audit() and kind = 'break_glass' and id ~ '^[0-9a-f-]{36}$' then exists (
      select 1 from cases_breakglass g join cases_case x on x.id = g.case_id
       where g.id = $2::uuid and x.is_sealed)
    else false end"""
FORWARD = _reworded(_CARD, _SEEN, _SEEN + _FILE) + _reworded(_VISIT, _CAME, _CAME + _MADE)
FORWARD += _reworded(*_SEALED, _MORE)
BACKWARD = _reworded(_SEALED[0], _MORE, _SEALED[1]) + _reworded(_VISIT, _CAME + _MADE, _CAME)
BACKWARD += _reworded(_CARD, _SEEN + _FILE, _SEEN)


class Migration(migrations.Migration):
    """Functions, triggers and one wall; no table changes."""

    dependencies = [("cases", "0216_review_of_a_leave"), ("network", "0122_barred_messages")]
    operations = [
        migrations.RunSQL(ASIDE, ASIDE_BACK),
        migrations.RunSQL(MESSAGES, MESSAGES_BACK),
        migrations.RunSQL(CHOOSING, CHOOSING_BACK),
        migrations.RunSQL(CHILD, CHILD_BACK),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
