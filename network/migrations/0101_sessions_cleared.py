"""The worker clears sessions that have ended: it sees when they end, and neither key nor content."""

from django.db import migrations

GRANT = "grant select (expire_date), delete on django_session to worker;"
REVOKE = "revoke select (expire_date), delete on django_session from worker;"


class Migration(migrations.Migration):
    dependencies = [("network", "0099_assistance_limits"), ("sessions", "0001_initial")]

    operations = [migrations.RunSQL(GRANT, REVOKE)]
