"""Clocks of stations are seen along their line; and a registrar who left her station for good sees nothing of it any more.

What she registered there stays in the books under her name. Her sight of it, as registrar and by receipts, ends with
the succession of the station; nobody else's changes.
"""

from django.db import migrations, models

_STATIONS = (
    "when 'selection' then selection_near(id) when 'station_head' then head_near(id)"
    " when 'inspection' then inspection_near(id) when 'site' then place_near(id) "
)
_PLACE = "when 'break_glass' then may_see_glass(id)"
_MINE, _MINE_STILL = (
    "x.registered_by_id = app_user()",
    "(x.registered_by_id = app_user() and not x.registrar_left)",
)
_SEER, _SEER_STILL = (
    "'registered', 'lend_narrative', null from x where not x.is_sealed",
    "'registered', 'lend_narrative', null from x where not x.is_sealed and not x.registrar_left",
)
CHANGED = (
    ("subject_visible(text, uuid)", _PLACE, _STATIONS + _PLACE),
    ("may_see(uuid)", _MINE, _MINE_STILL),
    ("may_reread(uuid)", _MINE, _MINE_STILL),
    ("case_seers(uuid, text[], text[])", _SEER, _SEER_STILL),
)


def _reworded(signature: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{signature}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{signature} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


def _card(registrar: str) -> str:
    """One opaque CASE for the card, as in the first migration of the walls."""
    return f"""
case when is_sealed then owner_id = (select app_user()) or id in (select my_loans())
     else owner_id = (select app_user()) or {registrar}
       or unit_id = any ((select app_lead())::int[]) or city_id = any ((select app_area())::int[])
       or county_id = any ((select app_area())::int[]) or township_id = any ((select app_area())::int[])
       or id in (select my_loans()) end"""


def _policies(registrar: str) -> str:
    return f"""
alter policy card on cases_case using ({_card(registrar)});
alter policy card_change on cases_case
  using (owner_id = (select app_user()) or id in (select my_writes())
    or (not is_sealed and (unit_id = any ((select app_lead())::int[]) or unit_id = any ((select app_area())::int[]))))
  with check ({_card(registrar)});"""


_HERS = "registered_by_id = (select app_user())"
FUNCTION = """
-- What somebody registered at a unit, and her receipts of it, end for her; asked by whoever arranges that unit.
create function cases_registrar_leaves(person int, at_unit int, day date) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  if not arranges(at_unit) or exists (select 1 from network_appointment a where a.user_id = person
       and a.unit_id = at_unit and a.starts_on <= day and (a.ends_on is null or a.ends_on >= day)) then
    raise exception 'she has not left, or it is not hers to arrange' using errcode = '42501';
  end if;
  update cases_caseaccess set until = now() where user_id = person and until > now()
     and content_object_id in (select c.id from cases_case c where c.origin_unit_id = at_unit or c.unit_id = at_unit);
  update cases_case set registrar_left = true
   where registered_by_id = person and origin_unit_id = at_unit and not registrar_left;
  get diagnostics n = row_count;
  return n;
end $$;
revoke all on function cases_registrar_leaves(int, int, date) from public;
grant execute on function cases_registrar_leaves(int, int, date) to app;
"""


class Migration(migrations.Migration):
    """One column, four phrases, two policies, one function."""

    dependencies = [("cases", "0224_kinds_of_record"), ("network", "0129_station_walls")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="registrar_left",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.RunSQL(
            "".join(_reworded(*each) for each in CHANGED),
            "".join(_reworded(signature, new, old) for signature, old, new in reversed(CHANGED)),
        ),
        migrations.RunSQL(_policies(f"({_HERS} and not registrar_left)"), _policies(_HERS)),
        migrations.RunSQL(FUNCTION, "drop function cases_registrar_leaves(int, int, date);"),
    ]
