"""Nobody enters her own look into records, and no service is longer than a day: the database says so too."""

from django.db import migrations

GUARD = """
create function volunteer_not_by_herself() returns trigger language plpgsql as $$
begin
  if old.user_id = app_user()
     and (new.checked_on, new.check_until, new.unit_id) is distinct from (old.checked_on, old.check_until, old.unit_id) then
    raise exception 'another person checks a volunteer and says where she serves' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger not_by_herself before update on network_volunteer for each row execute function volunteer_not_by_herself();
alter table network_hoursentry add constraint hours_within_a_day check (minutes between -1440 and 1440);
"""
BACK = """
alter table network_hoursentry drop constraint hours_within_a_day;
drop trigger not_by_herself on network_volunteer;
drop function volunteer_not_by_herself();
"""


class Migration(migrations.Migration):
    """A trigger and a check."""

    dependencies = [("network", "0170_partners_of_events")]
    operations = [migrations.RunSQL(GUARD, BACK)]
