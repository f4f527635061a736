"""The index of an enrolment goes when its names go: when she leaves, and some time after the end of the plan."""

from django.db import migrations

_SET, _SET_TOO = "id_number = null, phone = null", "id_number = null, id_index = null, phone = null"


def _reworded(old: str, new: str) -> str:
    """`insurance_forget` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('insurance_forget(date)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'insurance_forget has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """One function, one right."""

    dependencies = [("outreach", "0062_insurance_once")]
    operations = [
        migrations.RunSQL(_reworded(_SET, _SET_TOO), _reworded(_SET_TOO, _SET)),
        migrations.RunSQL(
            "grant update (id_index) on outreach_insuranceenrolment to app;",
            "revoke update (id_index) on outreach_insuranceenrolment from app;",
        ),
    ]
