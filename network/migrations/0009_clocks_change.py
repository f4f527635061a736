"""A clock may be extended and paused; an extended one rings a new round; limits say so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns with defaults; the unique key of a rung gains its round."""

    dependencies = [
        ("network", "0008_forget_runs"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rung",
            name="rung_once",
        ),
        migrations.AddField(
            model_name="clock",
            name="extended_days",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="clock",
            name="paused_days",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="clock",
            name="paused_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="clock",
            name="round",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="limit",
            name="extension",
            field=models.PositiveIntegerField(
                default=0, help_text="days; 0 when it cannot be extended", verbose_name="longest extension"
            ),
        ),
        migrations.AddField(
            model_name="limit",
            name="may_pause",
            field=models.BooleanField(default=False, verbose_name="may be paused"),
        ),
        migrations.AddField(
            model_name="rung",
            name="round",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="ladderstep",
            name="after",
            field=models.SmallIntegerField(
                help_text="working days; hours or minutes where the limit counts those; negative is before",
                verbose_name="after the due moment",
            ),
        ),
        migrations.AlterField(
            model_name="limit",
            name="count_in",
            field=models.CharField(
                choices=[
                    ("calendar_days", "days"),
                    ("working_days", "working days"),
                    ("hours", "hours"),
                    ("minutes", "minutes"),
                ],
                max_length=20,
                verbose_name="counted in",
            ),
        ),
        migrations.AlterField(
            model_name="limit",
            name="remind_before",
            field=models.PositiveIntegerField(
                help_text="days before the internal date; hours or minutes where the limit counts those",
                verbose_name="remind before",
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.UniqueConstraint(
                models.F("clock"), models.F("round"), models.F("step"), models.F("seat"), name="rung_once"
            ),
        ),
    ]
