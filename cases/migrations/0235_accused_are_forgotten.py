"""A destroyed accusation forgets whom it was about as well: person, unit, and everybody who is called so."""

from django.db import migrations

KEPT = "accused_name = null,"
FORGOTTEN = "accused_name = null, accused_user_id = null, accused_unit_id = null, namesakes = '[]',"


def _reworded(old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('accusation_destroy(uuid, timestamptz)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'accusation_destroy has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("cases", "0231_visits_go_over")]
    operations = [migrations.RunSQL(_reworded(KEPT, FORGOTTEN), _reworded(FORGOTTEN, KEPT))]
