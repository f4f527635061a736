"""Walls of the sub-items, the list they begin with, and what earlier matters said at the safety question."""

from django.db import migrations

from cases.categories import seeding

WALLS = """
alter table cases_categoryitem enable row level security;
alter table cases_categoryitem force row level security;
create policy item_read on cases_categoryitem for select to app using ((select app_user()) is not null);
create policy item_make on cases_categoryitem for insert to app
  with check ((select holds_post(array['system_admin'])));
create policy item_end on cases_categoryitem for update to app
  using (ends_on is null and (select holds_post(array['system_admin'])))
  with check ((select holds_post(array['system_admin'])));
create trigger audit_change after insert or update or delete on cases_categoryitem for each row
  execute function audit_change('category_item', 'id', 'root', 'code', 'starts_on', 'ends_on');
grant select, insert, update (ends_on) on cases_categoryitem to app;
"""
WALLS_BACK = """
revoke all on cases_categoryitem from app;
drop trigger audit_change on cases_categoryitem;
drop policy item_end on cases_categoryitem;
drop policy item_make on cases_categoryitem;
drop policy item_read on cases_categoryitem;
alter table cases_categoryitem no force row level security;
alter table cases_categoryitem disable row level security;
"""
SAID = """
update cases_petition set concerns_child = safety = 'minor', concerns_violence = safety = 'violence'
 where safety in ('minor', 'violence');
"""


def fill(apps, schema_editor):
    """The list a federation's report begins with."""
    seeding.seed(apps.get_model("cases", "CategoryItem"))


class Migration(migrations.Migration):
    """Whoever is signed in reads them; the system administrator alone adds and ends them."""

    dependencies = [("cases", "0122_who_asks"), ("network", "0071_policy_walls")]
    operations = [
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(SAID, migrations.RunSQL.noop),
    ]
