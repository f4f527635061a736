"""What somebody wrote with an entry from a phone moves out of its card, where its own wall can stand (0294)."""

import django.db.models.deletion
from django.db import migrations, models

THERE = """
insert into cases_phonecheckwords (check_id, wrapped, note)
  select id, wrapped, note from cases_phonecheck where note is not null and wrapped is not null;
update cases_phonecheck set has_words = true where note is not null and wrapped is not null;
set constraints all immediate;
"""
BACK = """
update cases_phonecheck p set wrapped = w.wrapped, note = w.note from cases_phonecheckwords w where w.check_id = p.id;
set constraints all immediate;
"""


class Migration(migrations.Migration):
    """A table and a mark; rows go over with their keys, sealed as they were."""

    dependencies = [("cases", "0291_every_layer_is_drawn")]
    operations = [
        migrations.CreateModel(
            name="PhoneCheckWords",
            fields=[
                (
                    "of_check",
                    models.OneToOneField(
                        db_column="check_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="cases.phonecheck",
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("note", models.BinaryField()),
            ],
        ),
        migrations.AddField("phonecheck", "has_words", models.BooleanField(default=False)),
        migrations.RunSQL(THERE, BACK),
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "grant update (note, wrapped) on cases_phonecheck to app;",
        ),
        migrations.RemoveField("phonecheck", "note"),
        migrations.RemoveField("phonecheck", "wrapped"),
    ]
