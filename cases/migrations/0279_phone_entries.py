"""What came from a phone about something that is no matter: a round of visits, a patrol. The township looks at it."""

from django.db import migrations, models

_BEFORE = "from cases_phonecheck x left join cases_case c on c.id = x.case_id where x.id = p and ("
_AFTER = (
    _BEFORE
    + """
    (x.about <> '' and exists (select 1 from network_unit u where u.id = x.unit_id and (u.city_id = any (app_area())
      or u.county_id = any (app_area()) or u.township_id = any (app_area())))) or"""
)


def _reworded(old, new):
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('phone_check_near(uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'phone_check_near has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """Two columns, one rule, and who sees such an entry."""

    dependencies = [("cases", "0278_volunteer_subjects")]
    operations = [
        migrations.AddField(
            "phonecheck",
            "about",
            models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.AddField("phonecheck", "about_id", models.UUIDField(null=True)),
        migrations.RemoveConstraint("phonecheck", "phone_check_of_one"),
        migrations.AddConstraint(
            "phonecheck",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("about", ""), ("about_id", None), ("accusation", None), ("case__isnull", False)
                    ),
                    models.Q(
                        ("about", ""), ("about_id", None), ("accusation__isnull", False), ("case", None)
                    ),
                    models.Q(("accusation", None), ("case", None), models.Q(("about", ""), _negated=True)),
                    _connector="OR",
                ),
                name="phone_check_of_one",
            ),
        ),
        migrations.AlterField(
            "phonecheck",
            "kind",
            models.CharField(
                choices=[
                    ("stale", "done on the phone after the matter had moved on"),
                    ("incomplete", "reported with something missing"),
                    ("file", "a file came after the report"),
                    ("entry", "written on the phone and not entered by itself"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(_reworded(_BEFORE, _AFTER), _reworded(_AFTER, _BEFORE)),
    ]
