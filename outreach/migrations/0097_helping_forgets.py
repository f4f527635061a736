"""Names of whoever was helped, and words of a visit, go some years after their end; a donor's after the period of the books.

Rows, numbers, categories, days and sums stay, for the figures and the ledger (decision 178). The birthday becomes the
first of its year: the age bands of R-8 are told in years.
"""

from django.db import migrations

FUNCTIONS = """
create function helping_forget(ended date, given date) returns table (people int, supporters int, visits int)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update outreach_beneficiary b set name = null, guardian = null, guardian_phone = null, name_index = null, wrapped = null,
         born_on = date_trunc('year', b.born_on)::date
   where b.wrapped is not null and b.ended_on < ended
     and not exists (select 1 from outreach_supportpairing p where p.beneficiary_id = b.id
           and (p.state in ('proposed', 'checked', 'agreed', 'active', 'paused') or p.ended_on >= ended));
  get diagnostics people = row_count;
  update outreach_supporter s set name = null, phone = null, organisation = null, name_index = null, wrapped = null
   where s.wrapped is not null and s.gone_on < ended
     and not exists (select 1 from outreach_supportpairing p where p.supporter_id = s.id
           and (p.state in ('proposed', 'checked', 'agreed', 'active', 'paused') or p.ended_on >= ended))
     and not exists (select 1 from outreach_gift g where g.supporter_id = s.id and g.given_on >= given);
  get diagnostics supporters = row_count;
  delete from outreach_progresscard c using outreach_supportpairing p where p.id = c.pairing_id and p.ended_on < ended;
  update outreach_carelog l set living = '', study = '', wellbeing = '' from outreach_supportpairing p
   where p.id = l.pairing_id and p.ended_on < ended and l.living <> '';
  get diagnostics visits = row_count;
  return next;
end $$;
-- Photographs of events that stand: whatever else lies in their folder belongs to nobody.
create function event_photos() returns table (id uuid) language sql stable
  security definer set search_path = public, pg_temp as $$
  select p.id from outreach_photo p where p.withdrawn_at is null $$;
revoke all on function helping_forget(date, date), event_photos() from public;
grant execute on function helping_forget(date, date), event_photos() to worker;
"""
BACK = "drop function event_photos(), helping_forget(date, date);"


class Migration(migrations.Migration):
    """Two functions of the worker."""

    dependencies = [("outreach", "0096_ended_and_over"), ("network", "0190_decisions_of_helping")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
