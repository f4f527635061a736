"""The worker forgets its own old runs; they hold counts, never a word of a matter."""

from django.db import migrations


class Migration(migrations.Migration):
    """One right more on one table."""

    dependencies = [("network", "0007_health")]
    operations = [
        migrations.RunSQL(
            "grant delete on network_jobrun to worker", "revoke delete on network_jobrun from worker"
        )
    ]
