"""With the leaving of a registrar her receipts end; what she was lent for another reason, in another post, stays hers."""

from django.db import migrations

_FUNCTION = """
create or replace function cases_registrar_leaves(person int, at_unit int, day date) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  if not arranges(at_unit) or exists (select 1 from network_appointment a where a.user_id = person
       and a.unit_id = at_unit and a.starts_on <= day and (a.ends_on is null or a.ends_on >= day)) then
    raise exception 'she has not left, or it is not hers to arrange' using errcode = '42501';
  end if;
  {loans}
  update cases_case set registrar_left = true
   where registered_by_id = person and origin_unit_id = at_unit and not registrar_left;
  get diagnostics n = row_count;
  return n;
end $$;
"""
_ALL = """update cases_caseaccess set until = now() where user_id = person and until > now()
     and content_object_id in (select c.id from cases_case c where c.origin_unit_id = at_unit or c.unit_id = at_unit);"""
_RECEIPTS = """update cases_caseaccess set until = now() where user_id = person and until > now()
     and source in ('receipt', 'hand_over') and content_object_id in (select c.id from cases_case c
       where c.registered_by_id = person and (c.origin_unit_id = at_unit or c.unit_id = at_unit));"""


class Migration(migrations.Migration):
    """One function is narrowed."""

    dependencies = [("cases", "0235_accused_are_forgotten")]
    operations = [migrations.RunSQL(_FUNCTION.format(loans=_RECEIPTS), _FUNCTION.format(loans=_ALL))]
