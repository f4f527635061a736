"""First letters of the names of units and people, and whether she wants keys that act by themselves."""

from django.db import migrations, models

import sisterhood.lib.initials
from sisterhood.lib.initials import initials

BATCH = 2000


def write_letters(apps, schema_editor):
    """For everybody and every unit that is there."""
    for name, of, person in (("Unit", "short_name", False), ("User", "display_name", True)):
        model = apps.get_model("network", name)
        rows = []
        for pk, told in model.objects.values_list("pk", of).iterator(BATCH):
            rows.append((pk, initials(told, of_a_person=person)))
            if len(rows) == BATCH:
                _write(schema_editor, model, rows)
                rows = []
        _write(schema_editor, model, rows)


def _write(schema_editor, model, rows):
    if rows:
        ids, letters = zip(*rows, strict=True)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"update {model._meta.db_table} x set initials = r.letters"
                " from unnest(%s::bigint[], %s::text[]) r(id, letters) where x.id = r.id",
                [list(ids), list(letters)],
            )


class Migration(migrations.Migration):
    """Three plain columns; the letters follow their names with every save."""

    dependencies = [("network", "0190_decisions_of_helping")]
    operations = [
        migrations.AddField(
            "unit",
            "initials",
            sisterhood.lib.initials.InitialsField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=60,
                of="short_name",
                of_a_person=False,
            ),
        ),
        migrations.AddField(
            "user",
            "initials",
            sisterhood.lib.initials.InitialsField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=60,
                of="display_name",
                of_a_person=True,
            ),
        ),
        migrations.AddField("user", "has_shortcuts", models.BooleanField(db_default=True, default=True)),
        migrations.RunPython(write_letters, migrations.RunPython.noop),
    ]
