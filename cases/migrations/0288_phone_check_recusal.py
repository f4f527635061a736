"""Whoever has a conflict with a matter adds nothing to what waits to be checked of it, and sees nothing of it."""

from django.db import migrations

WALLS = """
create policy content_recusal_make on cases_phonecheck as restrictive for insert to app
  with check (case_id is null or not recused(case_id));
create policy content_recusal_read on cases_phonecheck as restrictive for select to app
  using (case_id is null or not recused(case_id));
"""
BACK = """
drop policy content_recusal_read on cases_phonecheck;
drop policy content_recusal_make on cases_phonecheck;
"""


class Migration(migrations.Migration):
    """Row security alone."""

    dependencies = [("cases", "0280_more_kinds_of_body")]
    operations = [migrations.RunSQL(WALLS, BACK)]
