"""Functions of the owner that count: they see every matter, sealed ones too, and answer (line, column, number) alone.

Each asks first whether the caller may have exact figures of the unit: at the unit itself, or of a county or city in her
area; of a township above it only where nobody leads it. `own` leaves out the lower units that return for themselves.
"""

from django.db import migrations

_HERE = "security definer set search_path = public, pg_temp as $$"
_RETURNS = f"returns table (line text, col text, n bigint) language sql stable {_HERE}"
_FROM = "since::timestamp at time zone 'Asia/Shanghai'"
_TO = "until::timestamp at time zone 'Asia/Shanghai'"


def _at(column):
    """A moment that lies in the period."""
    return f"{column} >= {_FROM} and {column} < {_TO}"


def _on(column):
    """A day that lies in the period."""
    return f"{column} >= since and {column} < until"


SCOPE = f"""
create function figures_led(home int) returns boolean language sql stable {_HERE}
  select exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
    join network_unit u on u.id = a.unit_id
   where u.id = home and a.role = case u.level when 1 then 'city_leader' when 2 then 'county_leader' when 3 then 'township_chair' end
     and a.starts_on <= today_here() and (a.ends_on is null or a.ends_on >= today_here())) $$;
create function figures_near(home int) returns boolean language sql stable {_HERE}
  select exists (select 1 from network_unit u where u.id = home and u.level between 1 and 3
    and (array[u.id, u.township_id, u.county_id, u.city_id] && app_area()
      or holds_today(app_user(), '{{statistician}}', array[u.id, u.township_id, u.county_id, u.city_id]))) $$;
create function figures_exact(home int) returns boolean language sql stable {_HERE}
  select figures_near(home) and exists (select 1 from network_unit u where u.id = home
    and (u.level <= 2 or u.id = any (app_area()) or holds_today(app_user(), '{{statistician}}', array[u.id])
      or not figures_led(u.id))) $$;
create function figures_returned(home int) returns boolean language sql stable {_HERE}
  select exists (select 1 from network_unit u where u.id = home and not u.is_quasi and u.valid_to is null) $$;
create function figures_inside(here int, own boolean) returns table (id int) language sql stable {_HERE}
  select u.id from network_unit h join network_unit u on h.id in (u.id, u.city_id, u.county_id, u.township_id)
   where h.id = here and figures_exact(here)
     and (not own or h.level = 3 or u.id = h.id or not figures_returned(case h.level when 2 then u.township_id else u.county_id end)) $$;
-- Matters as the asker may count them: none she is recused from (domain.md 7.2: no row, no count).
create function figures_cases() returns setof cases_case language sql stable as
  $$ select * from public.cases_case where id not in (select public.my_recusals()) $$;
revoke all on function figures_cases(), figures_led(int), figures_near(int), figures_exact(int), figures_returned(int), figures_inside(int, boolean) from public;
grant execute on function figures_led(int), figures_near(int), figures_exact(int) to app;
"""
SCOPE_BACK = """
drop function figures_cases(), figures_inside(int, boolean), figures_returned(int), figures_exact(int), figures_near(int), figures_led(int);
"""
_AGE = """coalesce((select case when a < 18 then '0-17' when a < 36 then '18-35' when a < 60 then '36-59' else '60+' end
      from (select extract(year from c.received_on)::int - q.birth_year as a from cases_person q
             where q.case_id = c.id and q.role = 'petitioner' order by q.id limit 1) y where a is not null), 'unknown')"""
PETITIONS = f"""
create function figures_petitions(here int, since date, until date, own boolean) {_RETURNS}
  with matters as (
    select c.id, c.channel::text, c.category::text, coalesce(i.code, '-')::text as item, p.*, {_AGE} as age,
           coalesce((select q.gender from cases_person q where q.case_id = c.id and q.role = 'petitioner' order by q.id limit 1), 'unsaid')::text as sex
      from figures_cases() c join cases_petition p on p.case_id = c.id join figures_inside(here, own) f on f.id = c.origin_unit_id
      left join cases_categoryitem i on i.id = p.item_id
     where {_on("c.received_on")} or exists (
       select 1 from cases_event e where e.case_id = c.id and e.verb = 'log_contact' and {_at("e.occurred_at")})),
  entries as (
    select m.*, m.channel as way, 1 as registered from matters m join figures_cases() c on c.id = m.id where {_on("c.received_on")}
    union all
    select m.*, 'again', 0 from matters m join cases_event e on e.case_id = m.id and e.verb = 'log_contact'
     where {_at("e.occurred_at")}),
  spread as (
    select e.*, l.line from entries e cross join lateral (values ('all'), (e.category), (e.category || '/' || e.item), ('sex/' || e.sex),
      ('age/' || e.age), (case when e.concerns_child then 'flag/child' end), (case when e.concerns_violence then 'flag/violence' end),
      (case when e.concerns_elderly then 'flag/elderly' end), (case when e.concerns_disability then 'flag/disability' end)) l(line)
     where l.line is not null)
  select s.line, k.col, sum(k.n)::bigint from spread s cross join lateral (values
    (case when s.way in ('phone', '12338') then 'call' when s.way in ('talk_point', 'patrol') then 'station' else s.way end, 1),
    ('total', 1),
    ('matters', case when s.registered = 1 and s.state <> 'merged' then 1 else 0 end),
    ('persons', case when s.registered = 1 and s.way in ('visit', 'reception_day', 'station', 'talk_point', 'patrol') then s.group_size else 0 end),
    ('repeat', case when s.registered = 0 or s.is_repeat then 1 else 0 end),
    ('first', case when s.registered = 0 or s.is_repeat then 0 else 1 end),
    ('collective', case when s.registered = 1 and s.is_collective and s.way in ('visit', 'reception_day', 'station', 'talk_point', 'patrol') then 1 else 0 end)
    ) k(col, n) group by s.line, k.col having sum(k.n) > 0 $$;

create function figures_handling(here int, since date, until date, own boolean) {_RETURNS}
  with f as (select id from figures_inside(here, own)),
  clocks as (
    select k.limit_id, k.state = 'met' and k.met_at <= k.due_at as in_time, k.extended_days
      from network_clock k join f on f.id = k.unit_id
     where k.subject_kind = 'case' and k.subject_id not in (select my_recusals()) and k.limit_id in ('petition.notice', 'petition.notice_assigned', 'petition.handling')
       and k.state <> 'cancelled' and {_on("k.due_on")} and (k.state = 'met' or k.due_at <= now())),
  told as (
    select 'registered' as col from figures_cases() c join cases_petition p on p.case_id = c.id join f on f.id = c.unit_id where {_on("c.received_on")}
    union all select 'accepted' from figures_cases() c join cases_petition p on p.case_id = c.id join f on f.id = c.unit_id where {_at("p.accepted_at")}
    union all select case s.kind when 'transfer' then 'transferred' else 'assigned' end
      from cases_slip s join f on f.id = s.from_unit_id where s.case_id not in (select my_recusals()) and {_at("s.sent_at")}
    union all select 'objections' from cases_slip s join f on f.id = s.to_unit_id where s.case_id not in (select my_recusals()) and {_at("s.objected_at")}
    union all select case r.stage when 'review' then 'reviews' else 'reexaminations' end
      from cases_review r join figures_cases() c on c.id = r.case_id join f on f.id = c.unit_id where {_on("r.asked_on")}
    union all select o.outcome from cases_handlingopinion o join figures_cases() c on c.id = o.case_id join f on f.id = c.unit_id
     where o.stage = 'handling' and {_at("o.approved_at")}
    union all select k.col from clocks x cross join lateral (values ('notice_due', x.limit_id <> 'petition.handling'),
        ('notice_in_time', x.limit_id <> 'petition.handling' and x.in_time), ('notice_late', x.limit_id <> 'petition.handling' and not x.in_time),
        ('due', x.limit_id = 'petition.handling'), ('closed_in_time', x.limit_id = 'petition.handling' and x.in_time),
        ('overdue', x.limit_id = 'petition.handling' and not x.in_time),
        ('extended', x.limit_id = 'petition.handling' and x.extended_days > 0)) k(col, counts) where k.counts
    union all select k.col from figures_cases() c join cases_petition p on p.case_id = c.id join f on f.id = c.unit_id
      left join cases_rating t on t.case_id = c.id
      cross join lateral (select coalesce(t.satisfaction, nullif(p.satisfaction, 'unrated'), '') as said) y
      cross join lateral (values ('closed', true), ('rated', y.said not in ('', 'unrated')), ('content', y.said in ('satisfied', 'mostly'))) k(col, counts)
     where k.counts and {_at("c.closed_at")})
  select 'all', col, count(*) from told group by col $$;

create function figures_supervision(here int, since date, until date, own boolean) {_RETURNS}
  with f as (select u.id, 'level/' || u.level as line from figures_inside(here, own) i join network_unit u on u.id = i.id),
  told as (
    select f.line, k.col, 1 as n, x.clock_id::text as once from network_rung x join network_clock c on c.id = x.clock_id and c.subject_kind = 'case' and c.subject_id not in (select my_recusals())
      join f on f.id = c.unit_id
      cross join lateral (select case when x.kind = 'rung' then 'red' when x.step = 0 then 'yellow' else 'orange' end as col) k
     where {_at("x.rung_at")}
     group by f.line, k.col, x.clock_id
    union all select f.line, k.col, 1, o.id::text from cases_supervisionorder o join f on f.id = o.unit_id and o.case_id not in (select my_recusals())
      cross join lateral (values ('orders', true), ('listed', o.level = 'listed')) k(col, counts) where k.counts and {_at("o.issued_at")}
    union all select f.line, 'rectified', 1, o.id::text from cases_supervisionorder o join f on f.id = o.unit_id and o.case_id not in (select my_recusals())
     where o.state = 'accepted_reply' and {_at("o.decided_at")}
    union all select f.line, k.col, k.n, c.id::text from network_clock c join f on f.id = c.unit_id
      cross join lateral (values ('late_met', 1), ('late_days', (c.met_at at time zone 'Asia/Shanghai')::date - c.due_on)) k(col, n)
     where c.subject_kind = 'case' and c.subject_id not in (select my_recusals()) and c.state = 'met' and c.met_at > c.due_at and {_at("c.met_at")})
  select l.line, told.col, sum(told.n)::bigint from told cross join lateral (values ('all'), (told.line)) l(line)
   group by l.line, told.col having sum(told.n) > 0 $$;

create function figures_year(here int, since date, until date, own boolean) {_RETURNS}
  with f as (select id from figures_inside(here, own)),
  told as (
    select l.line from figures_cases() c join cases_petition p on p.case_id = c.id join f on f.id = c.origin_unit_id
      cross join lateral (values ('all'), ('class/' || c.category)) l(line) where {_on("c.received_on")}
    union all select 'accepted' from figures_cases() c join cases_petition p on p.case_id = c.id join f on f.id = c.unit_id where {_at("p.accepted_at")}
    union all select case s.kind when 'transfer' then 'transferred' else 'assigned' end
      from cases_slip s join f on f.id = s.from_unit_id where s.case_id not in (select my_recusals()) and {_at("s.sent_at")}
    union all select l.line from cases_supervisionorder o join f on f.id = o.unit_id and o.case_id not in (select my_recusals())
      cross join lateral (values ('orders', true), ('listed', o.level = 'listed')) l(line, counts) where l.counts and {_at("o.issued_at")}
    union all select 'urged' from cases_investigation v join figures_cases() c on c.id = v.case_id join f on f.id = c.unit_id where {_on("v.urged_on")}
    union all select l.line from cases_investigation v join figures_cases() c on c.id = v.case_id join f on f.id = c.unit_id
      cross join lateral (values ('demands'), ('demand/' || v.agency_kind)) l(line) where {_on("v.sent_on")}
    union all select 'proposals' from cases_systemicissue s join f on f.id = s.unit_id where {_at("s.sent_at")}
    union all select 'adopted' from cases_systemicissue s join f on f.id = s.unit_id where s.adoption in ('adopted', 'partly') and {_on("s.replied_on")})
  select line, 'n', count(*) from told group by line $$;
"""
_VIOLENCE = """(p.concerns_violence or p.safety = 'violence' or exists (select 1 from cases_firstcontact x where x.case_id = c.id)
      or exists (select 1 from cases_protectionorder x where x.case_id = c.id))"""
SERVICES = f"""
create function figures_violence(here int, since date, until date, own boolean) {_RETURNS}
  with v as (
    select c.id, c.received_on, p.is_repeat, p.concerns_child, 'age/' || {_AGE} as line
      from figures_cases() c join cases_petition p on p.case_id = c.id join figures_inside(here, own) f on f.id = c.unit_id where {_VIOLENCE}),
  told as (
    select v.line, k.col from v cross join lateral (values ('asked', true), ('first', v.is_repeat is not true), ('repeat', v.is_repeat),
      ('child', v.concerns_child)) k(col, counts) where k.counts and {_on("v.received_on")}
    union all select v.line, 'police' from cases_breach b join v on v.id = b.case_id where {_at("b.police_told_at")}
    union all select v.line, 'warnings' from cases_warningletter w join v on v.id = w.case_id where {_on("w.issued_on")}
    union all select v.line, case o.applicant when 'federation' then 'applied' else 'helped' end
      from cases_protectionorder o join v on v.id = o.case_id where {_at("o.filed_at")}
    union all select v.line, k.col from cases_protectionorder o join v on v.id = o.case_id
      cross join lateral (values ('granted', o.state in ('granted', 'revoked')), ('refused', o.state in ('refused', 'reconsidered')),
        ('prolonged', o.state in ('granted', 'revoked') and o.renews_id is not null)) k(col, counts)
     where k.counts and {_at("o.decided_at")}
    union all select v.line, 'sheltered' from cases_shelterstay s join v on v.id = s.case_id where {_on("s.started_on")}
    union all select v.line, case r.kind when 'injury' then 'injuries' else 'legal_aid' end
      from cases_aidreferral r join v on v.id = r.case_id where r.kind in ('injury', 'legal_aid') and {_at("r.opened_at")}
    union all select v.line, 'counselling' from cases_consultation s join v on v.id = s.case_id
     where s.kind = 'psychological' and s.began_at is not null and {_at("s.began_at")}
    union all select v.line, 'reports' from cases_mandatoryreport m join v on v.id = m.case_id where {_at("m.reported_at")}
    union all select v.line, s.level from cases_safetyscreen s join v on v.id = s.case_id where s.level in ('high', 'urgent') and {_at("s.entered_at")}
    union all select v.line, k.col from cases_protectionvisit y join v on v.id = y.case_id
      cross join lateral (values ('visits_due', true), ('visits_done', y.done_at is not null)) k(col, counts) where k.counts and {_on("y.due_on")})
  select l.line, told.col, count(*) from told cross join lateral (values ('all'), (told.line)) l(line) group by l.line, told.col $$;

create function figures_mediation(here int, since date, until date, own boolean) {_RETURNS}
  with m as (
    select x.*, 'kind/' || x.kind as line from cases_mediation x join figures_cases() c on c.id = x.case_id
      join figures_inside(here, own) f on f.id = c.unit_id),
  told as (
    select line, 'taken' as col, 1 as n from m where {_at("m.entered_at")}
    union all select m.line, case when a.is_oral then 'oral' else 'written' end, 1
      from cases_mediationagreement a join m on m.id = a.mediation_id where {_at("a.entered_at")}
    union all select m.line, v.col, 1 from cases_event e
      join (values ('fail_mediation', 'failed'), ('end_by_party', 'ended'), ('redirect_mediation', 'redirected'),
        ('confirm_performed', 'performed'), ('declare_breached', 'breached')) v(verb, col) on v.verb = e.verb
      join m on m.id = (select y.id from cases_mediation y where y.case_id = e.case_id and y.entered_at <= e.occurred_at
                         order by y.entered_at desc limit 1) where {_at("e.occurred_at")}
    union all select line, 'asked_court', 1 from m where {_on("m.asked_court_on")}
    union all select line, 'confirmed', 1 from m where m.court_said = 'confirmed' and {_on("m.court_on")}
    union all select m.line, k.col, k.n from m cross join lateral (values ('closed', 1),
      ('days', (m.closed_at at time zone 'Asia/Shanghai')::date - (m.entered_at at time zone 'Asia/Shanghai')::date)) k(col, n)
     where {_at("m.closed_at")})
  select l.line, told.col, sum(told.n)::bigint from told cross join lateral (values ('all'), (told.line)) l(line)
   group by l.line, told.col having sum(told.n) > 0 $$;

create function figures_sessions(here int, since date, until date, own boolean) {_RETURNS}
  with f as (select id from figures_inside(here, own)),
  s as (
    select x.*, 'kind/' || x.kind as line, not exists (select 1 from cases_consultation y where y.case_id = x.case_id and y.kind = x.kind
             and y.began_at < x.began_at) as is_first
      from cases_consultation x join f on f.id = x.unit_id and x.case_id not in (select my_recusals()) where x.began_at is not null and {_at("x.began_at")}),
  told as (
    select l.line, k.col, k.n from s cross join lateral (values ('all'), (s.line), (s.line || '/' || coalesce(nullif(s.topic, ''), '-'))) l(line)
      cross join lateral (values ('sessions', 1), ('first', s.is_first::int), ('joint', (s.joint_key is not null)::int),
        ('minutes', coalesce(s.minutes, 0)), ('referred', (s.outcome = 'referred')::int)) k(col, n)
    union all select 'all', k.col, k.n from network_dutyshift d join f on f.id = d.unit_id
      cross join lateral (values ('shifts', (d.state = 'done')::int), ('missed', (d.state = 'missed')::int)) k(col, n) where {_on("d.day")})
  select line, col, sum(n)::bigint from told group by line, col having sum(n) > 0 $$;

create function figures_referrals(here int, since date, until date, own boolean) {_RETURNS}
  with r as (
    select x.*, 'kind/' || x.kind as line, coalesce(a.kind, 'other') as body from cases_aidreferral x
      join figures_cases() c on c.id = x.case_id join figures_inside(here, own) f on f.id = c.unit_id left join network_agency a on a.id = x.agency_id),
  told as (
    select r.line, r.body, 'opened' as col, 1 as n from r where {_at("r.opened_at")}
    union all select r.line, r.body, 'letters', 1 from r where {_at("r.letter_at")}
    union all select r.line, r.body, 'used', 1 from r where {_on("r.presented_on")}
    union all select r.line, r.body, case r.state when 'agency_declined' then 'declined' else 'accepted' end, 1 from r where {_on("r.answered_on")}
    union all select r.line, r.body, k.col, k.n from r
      cross join lateral (values ('served', 1), ('days', r.service_on - (r.opened_at at time zone 'Asia/Shanghai')::date)) k(col, n)
     where {_on("r.service_on")}
    union all select r.line, r.body, 'closed', 1 from r where {_at("r.closed_at")}
    union all select r.line, r.body, 'unexamined', 1 from r join cases_legalaidreferral l on l.referral_id = r.id
     where l.ground <> 'examined' and {_on("l.submitted_on")})
  select l.line, told.col, sum(told.n)::bigint from told cross join lateral (values ('all'), (told.line), (told.line || '/' || told.body)) l(line)
   group by l.line, told.col having sum(told.n) > 0 $$;

create function figures_network(here int, since date, until date, own boolean) {_RETURNS}
  with d as (select until - 1 as day),
  u as (
    select x.id, 'level/' || x.level as line from figures_inside(here, own) i join network_unit x on x.id = i.id cross join d
     where not x.is_quasi and x.valid_from <= d.day and (x.valid_to is null or x.valid_to > d.day)),
  placed as (
    select u.id, u.line, s.function::text from network_sitefunction s join u on u.id = s.unit_id cross join d
     where s.since <= d.day and (s.until is null or s.until > d.day)),
  stations as (
    select p.id, p.line, exists (select 1 from network_stationhead h cross join d where h.unit_id = p.id and h.starts_on <= d.day
             and (h.ended_on is null or h.ended_on > d.day) and h.ends_on >= d.day) as headed
      from placed p where p.function = 'feedback_station' group by p.id, p.line),
  told as (
    select line, 'units' as col from u
    union all select line, case function when 'home' then 'homes' when 'rights_station' then 'rights' else 'points' end from placed
     where function <> 'feedback_station'
    union all select line, 'stations' from stations
    union all select line, case when headed then 'heads' else 'vacant' end from stations
    union all select u.line, 'trained' from network_stationhead h join u on u.id = h.unit_id where {_on("h.trained_on")})
  select l.line, told.col, count(*) from told cross join lateral (values ('all'), (told.line)) l(line) group by l.line, told.col $$;
"""
MORE = f"""
-- Counts of leaders' figures that stand in no table: how many, and of how many; of the middle, days or minutes and how many.
create function figures_more(here int, since date, until date, own boolean) {_RETURNS}
  with c as (
    select c.*, p.is_repeat, p.concerns_violence from figures_cases() c join cases_petition p on p.case_id = c.id
      join figures_inside(here, own) f on f.id = c.unit_id),
  ended as (select * from c where {_at("c.closed_at")}),
  answered as (
    select extract(epoch from t.entered_at - u.noticed_at) / 60 as minutes from cases_urgentincident u join c on c.id = u.case_id
      cross join lateral (select min(x.entered_at) as entered_at from cases_firstcontact x where x.case_id = u.case_id and x.entered_at >= u.noticed_at) t
     where t.entered_at is not null and {_at("u.noticed_at")}),
  green as (
    select r.service_on - (r.opened_at at time zone 'Asia/Shanghai')::date as days from cases_aidreferral r join c on c.id = r.case_id
     where r.channel = 'green' and {_on("r.service_on")}),
  told as (
    select 'first_closed' as code, count(*) as n from ended where is_repeat is not true
    union all select 'first_solved', count(*) from ended e where is_repeat is not true and not exists (
      select 1 from cases_relatedmatter r join cases_case l on l.id = r.from_case_id
       where r.to_case_id = e.id and r.kind = 'repeat' and l.opened_at <= e.closed_at + make_interval(days => limit_length('return.solved')))
    union all select 'closed', count(*) from ended
    union all select 'closed_at_entry', count(*) from ended where unit_id = origin_unit_id
    union all select 'response', coalesce(round(percentile_cont(0.5) within group (order by minutes)), 0)::bigint from answered
    union all select 'responses', count(*) from answered
    union all select 'green', coalesce(round(percentile_cont(0.5) within group (order by days)), 0)::bigint from green
    union all select 'greens', count(*) from green
    union all select k.col, count(*) from cases_protectionorder o join c on c.id = o.case_id
      cross join lateral (values ('wanting', o.will = 'wants'), ('wanting_helped', o.will = 'wants' and o.filed_at is not null)) k(col, counts)
     where k.counts and {_at("o.entered_at")} group by k.col
    union all select k.col, count(*) from cases_mandatoryreport m join c on c.id = m.case_id
      cross join lateral (values ('reports', true), ('reports_in_time', m.reported_at <= m.noticed_at + make_interval(mins => limit_length('petition.mandatory_report')))) k(col, counts)
     where k.counts and {_at("m.reported_at")} group by k.col
    union all select k.col, count(*) from network_clock k0 join figures_inside(here, own) f on f.id = k0.unit_id
      cross join lateral (values ('reviews_due', true), ('reviews_in_time', k0.state = 'met' and k0.met_at <= k0.due_at)) k(col, counts)
     where k.counts and k0.limit_id = 'support.review' and k0.state <> 'cancelled' and {_on("k0.due_on")} and (k0.state = 'met' or k0.due_at <= now())
     group by k.col
    union all select 'darkened', count(*) from cases_familysupportfile s join figures_inside(here, own) f on f.id = s.unit_id
     where s.dark_for in ('expired', 'overdue') and {_at("s.restricted_at")}
    union all select k.col, count(*) from cases_sampledreading l join cases_readingsample s on s.id = l.sample_id
      join figures_inside(here, own) f on f.id = s.unit_id
      cross join lateral (values ('judged', l.finding <> ''), ('justified', l.finding = 'justified')) k(col, counts)
     where k.counts and {_on("s.month")} group by k.col)
  select 'all', code, n from told where n > 0 $$;
"""
NAMES = "petitions handling supervision year violence mediation sessions referrals network more".split()
_ALL = ", ".join(f"figures_{name}(int, date, date, boolean)" for name in NAMES)
RIGHTS = f"revoke all on function {_ALL} from public; grant execute on function {_ALL} to app;"


class Migration(migrations.Migration):
    """No table changes."""

    dependencies = [("cases", "0313_returns"), ("network", "0182_first_on_the_phone")]
    operations = [
        migrations.RunSQL(SCOPE, SCOPE_BACK),
        migrations.RunSQL(PETITIONS + SERVICES + MORE + RIGHTS, f"drop function {_ALL};"),
    ]
