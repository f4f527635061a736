"""`doctor` asks which migrations have run, as the web login."""

from django.db import migrations


class Migration(migrations.Migration):
    """Reading only."""

    dependencies = [("network", "0006_message_kinds")]
    operations = [
        migrations.RunSQL(
            "grant select on django_migrations to app, worker",
            "revoke select on django_migrations from app, worker",
        )
    ]
