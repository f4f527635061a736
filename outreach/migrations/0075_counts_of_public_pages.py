"""What strangers leave on a public page is forced behind its wall like every other row; whoever changes it otherwise stands in the log.

The form's own counting is not logged: rows in the order in which sheets came would say what one person answered.
"""

from django.db import migrations

_COUNTED = {
    "outreach_coming": ("activity", "activity_id", "true"),
    "outreach_surveysheet": ("survey", "campaign_id", "true"),
    "outreach_surveytally": ("survey", "campaign_id", "new.number is distinct from old.number + 1"),
}


def _walls(table: str) -> str:
    kind, owner, otherwise = _COUNTED[table]
    return f"""
alter table {table} force row level security;
create trigger audit_otherwise after update on {table} for each row when ({otherwise})
  execute function audit_change('{kind}', '{owner}', '{owner}');
create trigger audit_gone after delete on {table} for each row execute function audit_change('{kind}', '{owner}', '{owner}');
"""


def _walls_back(table: str) -> str:
    return f"""
drop trigger audit_gone on {table}; drop trigger audit_otherwise on {table};
alter table {table} no force row level security;
"""


# Nobody adds to a count but the form: rows that come without it are logged.
_INSERTED = """
create trigger audit_added after insert on {table} for each row when (current_user in ('app', 'worker'))
  execute function audit_change('{kind}', '{owner}', '{owner}');
"""


class Migration(migrations.Migration):
    """Force and log."""

    dependencies = [("outreach", "0074_sides_of_the_ledger")]
    operations = [
        migrations.RunSQL(
            "".join(
                _walls(table) + _INSERTED.format(table=table, kind=row[0], owner=row[1])
                for table, row in _COUNTED.items()
            ),
            "".join(f"drop trigger audit_added on {table};" + _walls_back(table) for table in _COUNTED),
        ),
    ]
