"""The duty to report knows no kind of matter: its rows are written in ordinary matters as well."""

from django.db import migrations

MAKE = """
drop policy content_make on cases_mandatoryreport;
create policy content_make on cases_mandatoryreport for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
"""
BACK = """
drop policy content_make on cases_mandatoryreport;
create policy content_make on cases_mandatoryreport for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id)
    and exists (select 1 from cases_case c where c.id = case_id and c.is_sealed));
"""


class Migration(migrations.Migration):
    """Taken back, what was written stays."""

    dependencies = [("cases", "0221_sheet_texts")]
    operations = [migrations.RunSQL(MAKE, BACK)]
