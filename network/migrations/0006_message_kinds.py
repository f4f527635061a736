"""Kinds of message are read from their table; a new one needs no migration."""

from django.db import migrations, models

import network.notifications.kinds


class Migration(migrations.Migration):
    """Nothing changes in the database."""

    dependencies = [("network", "0005_audit_pending")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="kind",
            field=models.CharField(choices=network.notifications.kinds.kind_choices, max_length=30),
        )
        for name in ("inboxitem", "outboxmessage")
    ]
