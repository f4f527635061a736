"""The limits of accusations, each with a ladder along the access list; the route of accusations is retired.

An accusation is no petition any more. What was registered as one before keeps its words and its walls:

- a matter that waits to be passed on along R6 is passed on along R3 by the same step, "another body is competent";
- a matter that is over, or was merged or given away, keeps `R6` as the word of its day;
- a clock that runs is taken from nobody: it rings on until the matter is told and ends with it. Its limit stays as long
  as a clock names it, marked as retired; in a house without one it goes.
"""

from django.db import migrations

from network.deadlines import seeding

RETIRE = """
update cases_petition set route = 'R3' where route = 'R6' and state = 'triaged';
update network_limit set name = name || '（已停用）' where code = 'petition.accusation';
delete from network_ladderstep s where s.limit_id = 'petition.accusation'
   and not exists (select 1 from network_clock k where k.limit_id = s.limit_id);
delete from network_limit l where l.code = 'petition.accusation'
   and not exists (select 1 from network_clock k where k.limit_id = l.code);
"""
# R3 leads to the same step as R6 did, so no route is turned back.
RESTORE = """
update network_limit set name = replace(name, '（已停用）', '') where code = 'petition.accusation';
with missing as (
  insert into network_limit (code, name, length, count_in, remind_before, is_statutory, source, extension, may_pause)
  values ('petition.accusation', '检举控告转送', 3, 'working_days', 1, false, '四平市妇联内部规定（可调整）', 0, false)
  on conflict (code) do nothing returning code)
insert into network_ladderstep (limit_id, step, after, levels_up, recipient, kind)
select code, step, after, levels_up, recipient, kind from missing,
  (values (0, 0, 0, 'owner', 'reminder'), (1, 0, 0, 'owner', 'rung'), (1, 0, 0, 'leader', 'rung'),
          (2, 3, 9, 'leader', 'rung')) as ladder (step, after, levels_up, recipient, kind);
"""


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("cases", "0071_accusation_walls")]
    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL(RETIRE, RESTORE),
    ]
