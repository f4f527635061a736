"""Walls of coordination: the content layer for what hangs on a case; a dispute also for the superior who decides it.

Demands that went out before this keep their words under the new names, and their clocks point at them.
"""

from django.db import migrations

AUTHOR = {
    "cases_recipientconsent": "entered_by_id",
    "cases_cohandler": "invited_by_id",
    "cases_coordinationmeeting": "entered_by_id",
    "cases_urgenttelling": "entered_by_id",
}
COLUMNS = {
    "cases_recipientconsent": ("given_for", "manner", "given_on", "withdrawn_at"),
    "cases_cohandler": ("user_id", "unit_id", "until", "ended_at", "with_names"),
    "cases_coordinationmeeting": ("kind", "state", "meets_at"),
    "cases_urgenttelling": ("channel", "told_at"),
}
WALLS = "\n".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app
  with check ({author} = (select app_user()) and may_open(case_id));
create policy content_change on {table} for update to app using (may_open(case_id)) with check (may_open(case_id));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id', {", ".join(f"'{column}'" for column in COLUMNS[table])});
grant select, insert, update on {table} to app;"""
    for table, author in AUTHOR.items()
)
PARTS = {
    "cases_meetingguest": ("agency_id", "came"),
    "cases_meetingdecision": ("owner_id", "due_on", "done_at"),
}
MEETING = """
create function meeting_case(meeting uuid) returns uuid language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case_id from cases_coordinationmeeting where id = meeting and may_open(case_id) $$;
revoke all on function meeting_case(uuid) from public;
grant execute on function meeting_case(uuid) to app;
""" + "\n".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(meeting_case(meeting_id)));
create policy content_make on {table} for insert to app with check (may_open(meeting_case(meeting_id)));
create policy content_change on {table} for update to app
  using (may_open(meeting_case(meeting_id))) with check (may_open(meeting_case(meeting_id)));
create policy content_recusal on {table} as restrictive to app using (not recused(meeting_case(meeting_id)));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('meeting', 'meeting_id', {", ".join(f"'{column}'" for column in columns)});
grant select, insert, update on {table} to app;"""
    for table, columns in PARTS.items()
)
DISPUTE = """
alter table cases_competencedispute enable row level security;
alter table cases_competencedispute force row level security;
create policy dispute_read on cases_competencedispute for select to app
  using (may_open(case_id) or (may_see(case_id) and superior_id = any ((select app_lead())::int[])));
create policy dispute_make on cases_competencedispute for insert to app
  with check (raised_by_id = (select app_user()) and may_open(case_id));
create policy dispute_change on cases_competencedispute for update to app
  using (may_open(case_id) or (may_see(case_id) and superior_id = any ((select app_lead())::int[])))
  with check (may_open(case_id) or (may_see(case_id) and superior_id = any ((select app_lead())::int[])));
create policy dispute_recusal on cases_competencedispute as restrictive to app using (not recused(case_id));
create policy event_of_decision on cases_event for insert to app
  with check (by_id = (select app_user()) and verb = 'decide_competence' and note is null
    and exists (select 1 from cases_competencedispute d where d.case_id = cases_event.case_id
                 and d.decided_by_id = (select app_user()) and d.superior_id = any ((select app_lead())::int[])));
create trigger audit_change after insert or update or delete on cases_competencedispute for each row
  execute function audit_change('case', 'case_id', 'unit_id', 'other_unit_id', 'superior_id', 'competent_unit_id',
    'ended_at');
grant select, insert, update on cases_competencedispute to app;
-- Whoever decides a dispute sees the card and cannot lock it; here it is held open until she has decided.
create function dispute_is_open(d uuid) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare matter uuid; is_open boolean;
begin
  select case_id into matter from cases_competencedispute where id = d and may_see(case_id)
     and (may_open(case_id) or superior_id = any (app_lead()));
  select closed_at is null into is_open from cases_case where id = matter for key share;
  return is_open;
end $$;
revoke all on function dispute_is_open(uuid) from public;
grant execute on function dispute_is_open(uuid) to app;
"""
_OPENED = "\n".join(
    f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table}; drop policy content_change on {table};
drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
    for table in (*AUTHOR, *PARTS)
)
BACK = f"""
drop function dispute_is_open(uuid);
revoke all on cases_competencedispute from app;
drop trigger audit_change on cases_competencedispute;
drop policy event_of_decision on cases_event;
drop policy dispute_recusal on cases_competencedispute; drop policy dispute_change on cases_competencedispute;
drop policy dispute_make on cases_competencedispute; drop policy dispute_read on cases_competencedispute;
alter table cases_competencedispute no force row level security;
alter table cases_competencedispute disable row level security;
{_OPENED}
drop function meeting_case(uuid);
"""


RENAMED = """
update cases_investigation set state = case state when 'replied' then 'agency_replied'
  when 'urged' then 'urging_sent' when 'urging_replied' then 'replied' else state end, drafted_on = sent_on;
update network_clock c set part = i.id from cases_investigation i
 where c.subject_kind = 'case' and c.subject_id = i.case_id and c.limit_id like 'investigation.%'
   and i.id = (select id from cases_investigation x where x.case_id = i.case_id order by id desc limit 1);
"""
RENAMED_BACK = """
update network_clock set part = null where limit_id like 'investigation.%';
update cases_investigation set sent_on = coalesce(sent_on, drafted_on, current_date), state = case state
  when 'agency_replied' then 'replied' when 'accepted_reply' then 'replied' when 'urging_sent' then 'urged'
  when 'replied' then 'urging_replied' when 'closed' then 'inspection_requested'
  when 'inspection_requested' then 'inspection_requested' else 'sent' end;
"""


class Migration(migrations.Migration):
    """Row security repeats what the querysets say."""

    dependencies = [("cases", "0080_coordination")]
    operations = [
        migrations.RunSQL(RENAMED, RENAMED_BACK),
        migrations.RunSQL(WALLS + MEETING + DISPUTE, BACK),
    ]
