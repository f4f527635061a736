"""A number that is drawn is given: at the end of the transaction a row bears it. Nobody draws one for nothing, so no gap says anything.

`number_used` knows each series by how its key begins; apps above add theirs to it. Migrations and the worker draw freely.
"""

from django.db import migrations

FUNCTIONS = """
create function number_digits(n int) returns text language sql immutable as $$
  select case when n < 10000 then lpad(n::text, 4, '0') else n::text end $$;
create function number_used(series text, n int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select case
    when series ~ '^XF-[0-9]+-[0-9]{4}$' then exists (select 1 from cases_case c where c.number = series || '-' || number_digits(n))
    when series ~ '^M-[0-9]+-[0-9]{4}$' then
      exists (select 1 from cases_case c where c.number = 'M-' || right(series, 4) || '-' || number_digits(n))
      or exists (select 1 from cases_accusation a where a.number = 'M-' || right(series, 4) || '-' || number_digits(n))
    when series ~ '^TZ-[0-9]+-[0-9]{4}$' then
      exists (select 1 from cases_ledgerexport x where x.copy_number = series || '-' || number_digits(n))
    when series ~ '^WS-M-[0-9]+-[0-9]{4}$' then
      exists (select 1 from cases_document d where d.number like '%妇文〔' || right(series, 4) || '〕' || n || '号')
    when series ~ '^WS-proposal-[0-9]+-[0-9]{4}$' then exists (select 1 from cases_systemicissue i
      where i.unit_id = split_part(series, '-', 3)::int and i.number like '%〔' || right(series, 4) || '〕' || n || '号')
    when series ~ '^WS-[a-z_0-9]+-[0-9]+-[0-9]{4}$' then exists (select 1 from cases_document d
      where d.kind = split_part(series, '-', 2) and d.unit_id = split_part(series, '-', 3)::int
        and d.number like '%〔' || right(series, 4) || '〕' || n || '号')
    when series ~ '^support-[0-9]+$' then exists (select 1 from cases_familysupportfile f join network_unit u on u.id = f.unit_id
      where f.number = n and split_part(series, '-', 2)::int in (u.id, u.county_id))
    when series ~ '^reception-[0-9a-f-]{36}$' then exists (select 1 from cases_receptionvisit v join network_receptionday d on d.id = v.day_id
      where d.id = substr(series, 11)::uuid and v.number = d.slots + n)
    when series ~ '^visit-[0-9]+-[0-9]{4}-[0-9]{2}-[0-9]{2}$' then exists (select 1 from cases_receptionvisit v
      where v.day_id is null and v.unit_id = split_part(series, '-', 2)::int and v.on_day = right(series, 10)::date and v.number = n)
    when series ~ '^destruction [0-9]{4}$' then
      exists (select 1 from cases_destructionlist l where l.number = '销册〔' || right(series, 4) || '〕' || n || '号')
    when series ~ '^transfer [0-9]{4}$' then
      exists (select 1 from cases_archivetransfer t where t.number = '移册〔' || right(series, 4) || '〕' || n || '号')
    when series = 'demo-stories' then true
    else false end $$;
create function number_given() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare since int := 1;
begin
  if tg_op = 'UPDATE' then since := old.last + 1; end if;
  if exists (select 1 from generate_series(since, new.last) as k(n) where not number_used(new.key, k.n)) then
    raise check_violation using message = 'a number that is drawn is given';
  end if;
  return null;
end $$;
revoke all on function number_digits(int), number_used(text, int), number_given() from public;
create constraint trigger number_given after insert or update on cases_numberseries deferrable initially deferred
  for each row when (session_user = 'app') execute function number_given();
"""
BACK = """
drop trigger number_given on cases_numberseries;
drop function number_given(), number_used(text, int), number_digits(int);
"""


class Migration(migrations.Migration):
    """Functions and one trigger; no table changes."""

    dependencies = [("cases", "0291_every_layer_is_drawn")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
