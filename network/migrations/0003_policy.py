"""Limits, ladders and calendar: seeded from the tables, and the moment at which a step rings."""

from django.db import migrations

RING_MOMENT = """
-- Step 0 rings remind_before the internal date (08:30 local; hours before, for hour clocks). Other steps ring
-- `after` working days from the due day: at its end when late (after >= 0), at 08:30 when before.
create function ring_moment(due_at timestamptz, internal timestamptz, due_on date, count_in text, remind int,
                            step int, after int) returns timestamptz language sql stable as $$
  select case
    when count_in = 'hours' then case when step = 0 then internal - make_interval(hours => remind)
                                      else due_at + make_interval(hours => after) end
    when step = 0 then (((internal - interval '1 second') at time zone 'Asia/Shanghai')::date - remind
                        + time '08:30') at time zone 'Asia/Shanghai'
    when after = 0 then due_at
    else (select case when after > 0 then (t.date + 1)::timestamp else t.date + time '08:30' end
                 at time zone 'Asia/Shanghai'
            from network_calendarday d join network_calendarday t on t.is_working and t.work_no = d.work_no + after
           where d.date = due_on) end $$;
"""


def seed(apps, schema_editor):
    """Write the tables' rows where none stand yet."""
    from network.deadlines import seeding

    seeding.seed_all()


class Migration(migrations.Migration):
    """Data stays when this is taken back; a second run adds only what is missing."""

    dependencies = [("network", "0002_walls")]
    operations = [
        migrations.RunSQL(
            RING_MOMENT, "drop function ring_moment(timestamptz, timestamptz, date, text, int, int, int)"
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
