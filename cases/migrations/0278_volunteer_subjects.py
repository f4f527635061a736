"""Clocks of volunteers, teams, patrols and places found on them are seen along their line."""

from django.db import migrations

_KINDS = (
    "when 'volunteer' then volunteer_near(id) when 'team' then team_near(id) when 'patrol' then patrol_near(id)"
    " when 'found_place' then found_place_near(id) "
)
_PLACE = "when 'break_glass' then may_see_glass(id)"


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """One phrase of one function."""

    dependencies = [("cases", "0266_outbox_walls"), ("network", "0156_volunteer_walls")]
    operations = [
        migrations.RunSQL(_reworded(_PLACE, _KINDS + _PLACE), _reworded(_KINDS + _PLACE, _PLACE)),
    ]
