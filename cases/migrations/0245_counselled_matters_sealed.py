"""Matters with a session of counselling from before the rule are sealed as a booking seals them now, where they lie."""

from django.db import migrations

SEAL = """
with sealed as (
  update cases_case c set is_sealed = true, version = c.version + 1
   where not c.is_sealed
     and exists (select 1 from cases_consultation s where s.case_id = c.id and s.kind = 'psychological')
  returning c.id, c.owner_id, c.registered_by_id, c.registrar_left),
ended as (
  update cases_caseaccess a set until = now()
   where a.content_object_id in (select id from sealed) and a.source in ('reason', 'rung', 'break_glass')
     and a.until > now())
insert into cases_caseaccess (content_object_id, user_id, until, permission_id, source, granted_at, reason, opens, writes,
                              is_closed)
select c.id, c.registered_by_id, now() + make_interval(days => limit_length('access.receipt')), p.id, 'receipt', now(), '',
       false, false, x.closed_at is not null
  from sealed c join cases_case x on x.id = c.id
  join auth_permission p on p.codename = 'lend_card'
  join django_content_type t on t.id = p.content_type_id and t.app_label = 'cases'
 where c.registered_by_id is distinct from c.owner_id and not c.registrar_left
   and not exists (select 1 from cases_recusal r where r.case_id = c.id and r.user_id = c.registered_by_id)
on conflict (user_id, permission_id, content_object_id) do nothing;
"""


class Migration(migrations.Migration):
    """Taken back, what is sealed stays sealed."""

    dependencies = [("cases", "0244_archive_walls")]
    operations = [migrations.RunSQL(SEAL, migrations.RunSQL.noop)]
