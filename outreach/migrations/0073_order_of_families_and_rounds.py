"""What a family agreed to stays as it was; its way is the way of its round. A round of visits that is over changes no more."""

from django.db import migrations

_STEPS = """(('drafted', 'nominated'), ('nominated', 'visited'), ('visited', 'discussed'), ('discussed', 'recommended'),
    ('recommended', 'recommended'), ('discussed', 'in_notice'), ('recommended', 'in_notice'), ('in_notice', 'chosen'),
    ('chosen', 'awarded'), ('drafted', 'not_chosen'), ('nominated', 'not_chosen'), ('visited', 'not_chosen'),
    ('discussed', 'not_chosen'), ('recommended', 'not_chosen'), ('in_notice', 'not_chosen'), ('chosen', 'not_chosen'))"""
GUARD = f"""
create function family_agreed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare r outreach_awardround; moved boolean := new.state <> old.state;
begin
  select * into r from outreach_awardround x where x.id = new.round_id;
  if (new.wrapped, new.family_name, new.story, new.tradition, new.motto, new.virtues, new.photo, new.title_sought)
       is distinct from (old.wrapped, old.family_name, old.story, old.tradition, old.motto, old.virtues, old.photo, old.title_sought)
     and (old.state <> 'drafted' or moved or exists (select 1 from outreach_familyperson p where p.family_id = new.id)) then
    raise check_violation using message = 'what people have agreed to stays as it was';
  end if;
  if (new.statement_on, new.submitted_on) is distinct from (old.statement_on, old.submitted_on)
       and not (moved and new.state = 'nominated')
     or (new.visited_on, new.visitor_id, new.companion_id) is distinct from (old.visited_on, old.visitor_id, old.companion_id)
       and not (moved and new.state = 'visited')
     or new.title is distinct from old.title
       and not (moved and (new.state = 'chosen' or new.state = 'not_chosen' and new.title = ''))
     or (new.awarded_on, new.shown_until) is distinct from (old.awarded_on, old.shown_until)
       and not (moved and new.state = 'awarded') then
    raise check_violation using message = 'this is not written in this step';
  end if;
  if not moved and new.at_unit_id is not distinct from old.at_unit_id then return new; end if;
  if (old.state, new.state) not in {_STEPS} then raise check_violation using message = 'no such step'; end if;
  if not (case new.state
    when 'nominated' then r.state = 'nominations'
    when 'visited' then r.state = 'visits'
    when 'discussed' then r.state = 'discussion' and exists (select 1 from outreach_familydiscussion d
      where d.round_id = r.id and d.unit_id = new.unit_id)
    when 'recommended' then r.state = 'discussion'
    when 'in_notice' then r.state = 'discussion'
    when 'awarded' then new.shown_until =
      new.awarded_on + limit_length('family.shown')
    -- Left behind by its round, by an upheld objection, or by the list of the unit before which it stood.
    when 'not_chosen' then r.unit_id = any (app_area())
      or exists (select 1 from outreach_familylist l where l.round_id = r.id and l.unit_id = old.at_unit_id
        and not exists (select 1 from outreach_familylisted y where y.list_id = l.id and y.family_id = new.id))
    else true end) then
    raise exception 'not at this stage, or not hers to do' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function family_agreed() from public;
create trigger family_agreed before update on outreach_familynomination for each row
  when (current_user = 'app') execute function family_agreed();

create function round_made() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare me int := app_user();
begin
  if tg_op = 'INSERT' then
    if new.state = 'called_off' or new.state = 'ended' and (me is null or me in (new.doer_id, new.companion_id)) then
      raise exception 'somebody else writes down what entered itself nowhere' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.state in ('ended', 'called_off') then raise check_violation using message = 'a round that is over stands'; end if;
  if (new.unit_id, new.entered_by_id, new.entered_at) is distinct from (old.unit_id, old.entered_by_id, old.entered_at) then
    raise check_violation using message = 'where a round is made stands';
  end if;
  if (old.state, new.state) not in (('planned', 'planned'), ('planned', 'under_way'), ('under_way', 'under_way'),
      ('under_way', 'ended'), ('planned', 'called_off'), ('under_way', 'called_off')) then
    raise check_violation using message = 'no such step';
  end if;
  if (new.doors, new.opened, new.come_again, new.topics, new.help_asked, new.ended_at) is distinct from
       (old.doors, old.opened, old.come_again, old.topics, old.help_asked, old.ended_at) and new.state <> 'ended'
     or new.state in ('under_way', 'ended') and old.state <> new.state and me is not null
       and me not in (new.doer_id, new.companion_id) then
    raise exception 'whoever goes round writes the round' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function round_made() from public;
create trigger round_made before insert or update on outreach_visitround for each row
  when (current_user in ('app', 'worker')) execute function round_made();
"""
BACK = """
drop trigger round_made on outreach_visitround; drop function round_made();
drop trigger family_agreed on outreach_familynomination; drop function family_agreed();
"""


class Migration(migrations.Migration):
    """Two triggers; no table changes."""

    dependencies = [("outreach", "0072_order_of_villages")]
    operations = [migrations.RunSQL(GUARD, BACK)]
