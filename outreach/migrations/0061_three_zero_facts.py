"""Talks for minors count under the code they are entered with; a designation that ran out is over, and the worker ends it."""

from django.db import migrations


def _reworded(function: str, old: str, new: str) -> str:
    """The function as it stands, with one phrase replaced wherever it stands; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('{function}'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception '{function} has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_FACTS, _GUARD = "threezero_facts(int, int)", "threezero_guard()"
_TYPED, _CODED = "'juvenile_delinquency'", "'minors_law'"
_OVER, _OVER_TOO = (
    "old.state in ('suspended', 'withdrawn')",
    "old.state in ('suspended', 'withdrawn', 'lapsed')",
)
WORKER = """
create policy outreach_worker on outreach_threezeroassessment to worker using (true) with check (true);
grant select, update (state) on outreach_threezeroassessment to worker;
"""
WORKER_BACK = """
revoke all on outreach_threezeroassessment from worker;
drop policy outreach_worker on outreach_threezeroassessment;
"""


class Migration(migrations.Migration):
    """Two functions and the rights of the worker."""

    dependencies = [("outreach", "0060_three_zero_lapses")]
    operations = [
        migrations.RunSQL(_reworded(_FACTS, _TYPED, _CODED), _reworded(_FACTS, _CODED, _TYPED)),
        migrations.RunSQL(_reworded(_GUARD, _OVER, _OVER_TOO), _reworded(_GUARD, _OVER_TOO, _OVER)),
        migrations.RunSQL(WORKER, WORKER_BACK),
    ]
