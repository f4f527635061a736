"""A post for the liaison of the discipline organ, who is led by nobody in the federation; what a sealed subject is."""

from django.db import migrations, models

# The reading page of the audit log asks this; an upper app replaces it by one that knows its subjects.
SEALED = """
create function subject_sealed(kind text, id text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;
revoke all on function subject_sealed(text, text) from public;
grant execute on function subject_sealed(text, text) to app;
"""


class Migration(migrations.Migration):
    """Choices of a column, and one function."""

    dependencies = [("network", "0061_web_door")]

    operations = [
        migrations.RunSQL(SEALED, "drop function subject_sealed(text, text);"),
        migrations.AlterField(
            model_name="appointment",
            name="role",
            field=models.CharField(
                choices=[
                    ("city_leader", "city leader"),
                    ("city_officer", "city officer"),
                    ("county_leader", "county leader"),
                    ("county_officer", "county officer"),
                    ("township_chair", "township chair"),
                    ("executive_member", "executive member"),
                    ("village_chair", "village chair"),
                    ("station_head", "station head"),
                    ("duty_officer", "duty officer"),
                    ("discipline_liaison", "liaison of the discipline organ"),
                    ("legal_adviser", "legal adviser"),
                    ("counsellor", "counsellor"),
                    ("mediator", "mediator"),
                    ("volunteer", "volunteer"),
                    ("caring_mother", "caring mother"),
                    ("supporter", "supporter"),
                    ("privacy_officer", "privacy officer"),
                    ("statistician", "statistician"),
                    ("system_admin", "system administrator"),
                    ("security_admin", "security administrator"),
                    ("audit_admin", "audit administrator"),
                ],
                max_length=30,
                verbose_name="role",
            ),
        ),
    ]
