"""The sealer reads a short list of what is not sealed yet instead of searching the whole log.

A row of the list is visible exactly when its event is committed, so nothing is sealed that could still be
rolled back and nothing is passed over; the chain's order is the order of sealing.
"""

from django.db import migrations

PENDING = """
create table network_auditpending (event_id bigint primary key);
insert into network_auditpending
  select a.id from network_auditevent a
   where not exists (select from network_auditseal s where s.event_id = a.id);
create index audit_day on network_auditevent using brin (occurred_at);
alter table network_auditpending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create or replace function audit_stamp() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  new.xid := pg_current_xact_id()::text::bigint;
  new.recorded_at := clock_timestamp();
  insert into network_auditpending values (new.id);
  return new;
end $$;

create or replace function audit_seal(batch int) returns int language plpgsql
  security definer set search_path = public, pg_temp as $$
declare last bytea; pos bigint; e network_auditevent; n int := 0;
begin
  perform pg_advisory_xact_lock(77, 1);
  select s.hash, s.position into last, pos from network_auditseal s order by s.position desc limit 1;
  last := coalesce(last, sha256('sisterhood')); pos := coalesce(pos, 0);
  for e in with taken as (
             delete from network_auditpending where event_id in (
               select event_id from network_auditpending order by event_id limit batch)
             returning event_id)
           select a.* from network_auditevent a join taken on taken.event_id = a.id order by a.id
  loop
    last := sha256(last || audit_digest(e)); pos := pos + 1; n := n + 1;
    insert into network_auditseal (event_id, position, hash, sealed_at) values (e.id, pos, last, clock_timestamp());
  end loop;
  return n;
end $$;

create or replace function audit_verify(out events bigint, out sealed bigint, out unsealed bigint, out first_bad bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare last bytea := sha256('sisterhood'); expected bigint := 0; r record; e network_auditevent;
begin
  select count(*) into events from network_auditevent;
  select count(*) into sealed from network_auditseal;
  unsealed := (select count(*) from network_auditevent a
                where not exists (select from network_auditseal x where x.event_id = a.id));
  for r in select s.event_id, s.position, s.hash, a as event
             from network_auditseal s left join network_auditevent a on a.id = s.event_id order by s.position
  loop
    e := r.event; expected := expected + 1;
    if e.id is null or r.position <> expected or r.hash <> sha256(last || audit_digest(e)) then
      first_bad := r.event_id; return;
    end if;
    last := r.hash;
  end loop;
end $$;

create function audit_head(out pos bigint, out hash bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(max(s.position), 0),
         coalesce((select x.hash from network_auditseal x order by x.position desc limit 1), sha256('sisterhood'))
    from network_auditseal s $$;
create function audit_hashes(positions bigint[]) returns table (pos bigint, hash bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select s.position, s.hash from network_auditseal s where s.position = any (positions) $$;
revoke all on function audit_head(), audit_hashes(bigint[]) from public;
grant execute on function audit_head(), audit_hashes(bigint[]) to worker;
"""
SEARCHING = """
drop function audit_hashes(bigint[]), audit_head();
create or replace function audit_stamp() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id()::text::bigint;
  new.recorded_at := clock_timestamp();
  return new;
end $$;
create or replace function audit_seal(batch int) returns int language plpgsql
  security definer set search_path = public, pg_temp as $$
declare last bytea; pos bigint; e network_auditevent; n int := 0; horizon bigint;
begin
  perform pg_advisory_xact_lock(77, 1);
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  select s.hash, s.position into last, pos from network_auditseal s order by s.position desc limit 1;
  last := coalesce(last, sha256('sisterhood')); pos := coalesce(pos, 0);
  for e in select a.* from network_auditevent a
            where not exists (select 1 from network_auditseal s where s.event_id = a.id) and a.xid < horizon
            order by a.id limit batch
  loop
    last := sha256(last || audit_digest(e)); pos := pos + 1; n := n + 1;
    insert into network_auditseal (event_id, position, hash, sealed_at) values (e.id, pos, last, clock_timestamp());
  end loop;
  return n;
end $$;
drop index audit_day;
drop table network_auditpending;
"""


class Migration(migrations.Migration):
    """A pending list, a verification in one pass, and the head for anchors."""

    dependencies = [("network", "0004_units")]
    operations = [migrations.RunSQL(PENDING, SEARCHING)]
