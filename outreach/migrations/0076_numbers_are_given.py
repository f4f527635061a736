"""Numbers of supporters, of whoever is helped, of gifts and of applications are given once they are drawn, as those of matters are."""

from django.db import migrations

_LAST = "else false end"
_OURS = """when series ~ '^AX-[0-9]+$' then exists (select 1 from outreach_supporter s
      where s.unit_id = split_part(series, '-', 2)::int and s.number = n)
    when series ~ '^SY-[0-9]+$' then exists (select 1 from outreach_beneficiary b join network_unit u on u.id = b.unit_id
      where b.number = n and split_part(series, '-', 2)::int in (u.id, u.county_id))
    when series ~ '^JZ-[0-9]+-[0-9]{4}$' then exists (select 1 from outreach_gift g
      where g.unit_id = split_part(series, '-', 2)::int and g.receipt like '%妇捐〔' || right(series, 4) || '〕' || n || '号')
    when series ~ '^relief-[0-9]{4}$' then exists (select 1 from outreach_cancerreliefapplication a
      where a.number = 'JZ-' || right(series, 4) || '-' || number_digits(n))
    """


def _reworded(old: str, new: str) -> str:
    """`number_used` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('number_used(text, int)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'number_used has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("outreach", "0075_counts_of_public_pages"), ("cases", "0292_numbers_are_given")]
    operations = [migrations.RunSQL(_reworded(_LAST, _OURS + _LAST), _reworded(_OURS + _LAST, _LAST))]
