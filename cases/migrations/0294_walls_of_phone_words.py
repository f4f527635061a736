"""What somebody wrote with an entry from a phone is read by whoever reads the matter, though many more see its card.

Of what is no matter (a round, a patrol) by those who look at it. Its writer adds it with the entry and reads it no more. With
the decision, and with the key of the matter, the database deletes it.
"""

from django.db import migrations

FUNCTIONS = """
create function phone_words_read(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_phonecheck x where x.id = p and x.author_id <> app_user()
    and case when x.case_id is not null then may_read_narrative(x.case_id)
             when x.about <> '' then phone_check_near(x.id) else false end) $$;
create function phone_words_hers(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_phonecheck x where x.id = p and x.author_id = app_user() and x.state = 'waiting'
    and x.has_words and (x.case_id is null or not recused(x.case_id) and x.case_id not in (select my_readings()))) $$;
-- Decided: the words are gone, whoever decided and whether she could read them or not.
create function phone_words_end() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.state <> 'waiting' or not new.has_words then
    delete from cases_phonecheckwords w where w.check_id = new.id;
    new.has_words := false;
  end if;
  return new;
end $$;
create trigger phone_words_end before update on cases_phonecheck for each row
  when (old.has_words) execute function phone_words_end();
create or replace function phone_check_forget() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_phonecheck set has_words = false, reason = '' where case_id = old.case_id;
  delete from cases_outboxpiece where file_id in (select file_id from cases_phonecheck where case_id = old.case_id);
  return null;
end $$;
revoke all on function phone_words_read(uuid), phone_words_hers(uuid), phone_words_end() from public;
grant execute on function phone_words_read(uuid), phone_words_hers(uuid) to app;
"""
FUNCTIONS_BACK = """
create or replace function phone_check_forget() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_phonecheck set note = null, wrapped = null, reason = '' where case_id = old.case_id;
  delete from cases_outboxpiece where file_id in (select file_id from cases_phonecheck where case_id = old.case_id);
  return null;
end $$;
drop trigger phone_words_end on cases_phonecheck;
drop function phone_words_end(), phone_words_hers(uuid), phone_words_read(uuid);
"""
WALLS = """
alter table cases_phonecheckwords enable row level security; alter table cases_phonecheckwords force row level security;
create policy words_read on cases_phonecheckwords for select to app using (phone_words_read(check_id));
create policy words_make on cases_phonecheckwords for insert to app with check (phone_words_hers(check_id));
create trigger audit_change after insert or delete on cases_phonecheckwords for each row
  execute function audit_change('phone_check', 'check_id');
grant select, insert on cases_phonecheckwords to app;
"""
WALLS_BACK = """
revoke all on cases_phonecheckwords from app;
drop trigger audit_change on cases_phonecheckwords;
drop policy words_make on cases_phonecheckwords; drop policy words_read on cases_phonecheckwords;
alter table cases_phonecheckwords no force row level security; alter table cases_phonecheckwords disable row level security;
"""


class Migration(migrations.Migration):
    """Functions, row security, rights."""

    dependencies = [("cases", "0293_words_of_phone_checks")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
