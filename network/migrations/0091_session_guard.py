"""Cover and wrong passwords of a session, where a late save of the session cannot reach them."""

from django.db import migrations, models

# Like the sessions themselves it is read before anybody's scope stands; no case and no person is in it.
RIGHTS = "grant select, insert, update, delete on network_sessionguard to app;"
BACK = "revoke all on network_sessionguard from app;"


class Migration(migrations.Migration):
    """One table for the web login alone."""

    dependencies = [("network", "0090_mediation_limits")]
    operations = [
        migrations.CreateModel(
            name="SessionGuard",
            fields=[
                ("mark", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("covered_at", models.DateTimeField(null=True)),
                ("misses", models.PositiveSmallIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["changed_at"], name="session_guard_age")]},
        ),
        migrations.RunSQL(RIGHTS, BACK),
    ]
