"""Walls of the bodies and their contacts: read along one's line, written by the officers of exactly the division."""

from django.db import migrations

WALLS = """
create function sees_agency(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
      join network_unit p on p.id = a.unit_id join network_unit h on h.id = home
     where a.user_id = app_user() and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
       and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)
       and (a.role = 'system_admin'
         or (a.role in ('city_leader', 'city_officer', 'county_leader', 'county_officer', 'township_chair',
                        'duty_officer')
             and (h.id in (p.id, p.province_id, p.city_id, p.county_id, p.township_id)
               or h.city_id = p.id or h.county_id = p.id)))) $$;
create function keeps_agency(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
     where a.user_id = app_user() and a.unit_id = home and a.role in ('city_officer', 'county_officer')
       and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
       and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) $$;
create function agency_home(agency int) returns int language sql stable
  security definer set search_path = public, pg_temp as
  $$ select unit_id from network_agency where id = agency $$;
revoke all on function sees_agency(int), keeps_agency(int), agency_home(int) from public;
grant execute on function sees_agency(int), keeps_agency(int), agency_home(int) to app;

alter table network_agency enable row level security; alter table network_agency force row level security;
create policy agency_read on network_agency for select to app using (sees_agency(unit_id));
create policy agency_make on network_agency for insert to app with check (keeps_agency(unit_id));
create policy agency_change on network_agency for update to app
  using (keeps_agency(unit_id)) with check (keeps_agency(unit_id));

alter table network_agencycontact enable row level security;
alter table network_agencycontact force row level security;
create policy contact_read on network_agencycontact for select to app using (sees_agency(agency_home(agency_id)));
create policy contact_make on network_agencycontact for insert to app
  with check (keeps_agency(agency_home(agency_id)));
create policy contact_change on network_agencycontact for update to app
  using (keeps_agency(agency_home(agency_id))) with check (keeps_agency(agency_home(agency_id)));

create trigger audit_change after insert or update or delete on network_agency for each row
  execute function audit_change('agency', 'id', 'kind', 'unit_id', 'active');
create trigger audit_change after insert or update or delete on network_agencycontact for each row
  execute function audit_change('agency', 'agency_id', 'seat', 'starts_on', 'ends_on');
grant select, insert, update on network_agency, network_agencycontact to app;
grant usage on all sequences in schema public to app;
"""
BACK = """
revoke all on network_agency, network_agencycontact from app;
drop trigger audit_change on network_agencycontact;
drop trigger audit_change on network_agency;
drop policy contact_change on network_agencycontact; drop policy contact_make on network_agencycontact;
drop policy contact_read on network_agencycontact;
alter table network_agencycontact no force row level security;
alter table network_agencycontact disable row level security;
drop policy agency_change on network_agency; drop policy agency_make on network_agency;
drop policy agency_read on network_agency;
alter table network_agency no force row level security; alter table network_agency disable row level security;
drop function agency_home(int), keeps_agency(int), sees_agency(int);
"""


class Migration(migrations.Migration):
    """Row security repeats `visible_to` and `kept_by`."""

    dependencies = [("network", "0050_agencies")]
    operations = [migrations.RunSQL(WALLS, BACK)]
