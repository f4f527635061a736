"""The audit log after its period: the front of the chain goes by two people, its last seal stays as the checkpoint.

Nothing but `audit_cut` deletes an event, and only up to an anchor, only what is older than the period, and only when a
second person says so. The chain is walked from the checkpoint on; anchors before it have nothing to be compared with.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers
from network.deadlines import seeding

CUTS = """
-- Where the chain begins: the last confirmed cut, or nothing before the first event.
create function audit_base(out pos bigint, out hash bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(max(c.through), 0),
         coalesce((select x.hash from network_auditcut x where x.confirmed_at is not null
                    order by x.through desc limit 1), sha256('sisterhood'))
    from network_auditcut c where c.confirmed_at is not null $$;

create or replace function audit_seal(batch int) returns int language plpgsql
  security definer set search_path = public, pg_temp as $$
declare last bytea; at bigint; e network_auditevent; n int := 0;
begin
  perform pg_advisory_xact_lock(77, 1);
  select s.hash, s.position into last, at from network_auditseal s order by s.position desc limit 1;
  if at is null then select b.hash, b.pos into last, at from audit_base() b; end if;
  for e in with taken as (
             delete from network_auditpending where event_id in (
               select event_id from network_auditpending order by event_id limit batch)
             returning event_id)
           select a.* from network_auditevent a join taken on taken.event_id = a.id order by a.id
  loop
    last := sha256(last || audit_digest(e)); at := at + 1; n := n + 1;
    insert into network_auditseal (event_id, position, hash, sealed_at) values (e.id, at, last, clock_timestamp());
  end loop;
  return n;
end $$;

create or replace function audit_verify(out events bigint, out sealed bigint, out unsealed bigint, out first_bad bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare last bytea; expected bigint; r record; e network_auditevent;
begin
  select b.hash, b.pos into last, expected from audit_base() b;
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

create or replace function audit_head(out pos bigint, out hash bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce((select max(s.position) from network_auditseal s), b.pos),
         coalesce((select x.hash from network_auditseal x order by x.position desc limit 1), b.hash)
    from audit_base() b $$;
create or replace function audit_hashes(positions bigint[]) returns table (pos bigint, hash bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select s.position, s.hash from network_auditseal s where s.position = any (positions)
  union all select b.pos, b.hash from audit_base() b where b.pos > 0 and b.pos = any (positions) $$;

-- Whether somebody needs an event up to this position. Upper apps replace this function by one that knows holds.
create function audit_held(through bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;

-- The events whose period is over, up to the last anchor before the first event that is younger.
create function audit_front(out through bigint, out hash bytea, out events bigint, out first_at timestamptz,
                            out last_at timestamptz, out before timestamptz) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare base bigint; young bigint;
begin
  select b.pos into base from audit_base() b;
  before := now() - make_interval(years => limit_length('retention.audit'));
  select s.position into young from network_auditseal s join network_auditevent e on e.id = s.event_id
   where s.position > base and e.recorded_at >= before order by s.position limit 1;
  select s.position, s.hash into through, hash
    from network_auditanchor a join network_auditseal s on s.position = a.position and s.hash = a.hash
   where a.position > base and (young is null or a.position < young) order by a.position desc limit 1;
  select count(*), min(e.recorded_at), max(e.recorded_at) into events, first_at, last_at
    from network_auditseal s join network_auditevent e on e.id = s.event_id
   where s.position > base and s.position <= through;
end $$;
create function audit_cut_front() returns table (through bigint, hash bytea, events bigint, first_at timestamptz,
                                                 last_at timestamptz, before timestamptz) language sql stable
  security definer set search_path = public, pg_temp as $$
  select f.through, f.hash, f.events, f.first_at, f.last_at, f.before from audit_front() f
   where f.through is not null and holds_post('{audit_admin,privacy_officer}') $$;

-- The second person's word; returns how many events went.
create function audit_cut(cut uuid) returns bigint language plpgsql
  security definer set search_path = public, pg_temp as $$
declare c network_auditcut; f record; gone bigint;
begin
  perform pg_advisory_xact_lock(77, 1);
  select * into c from network_auditcut x where x.id = cut for update;
  select * into f from audit_front();
  if c.id is null or app_user() is null or c.confirmed_at is not null or c.called_off_at is not null
     or c.proposed_by_id = app_user() or f.through is null or f.through < c.through or audit_held(c.through)
     or not exists (select 1 from network_auditseal s where s.position = c.through and s.hash = c.hash)
     or not exists (select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
                     where a.user_id = app_user() and a.role = 'privacy_officer' and a.unit_id = c.unit_id
                       and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
                       and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) then
    raise exception 'the log is not cut' using errcode = '42501';
  end if;
  perform set_config('app.audit_cut', 'on', true);
  with seals as (delete from network_auditseal s where s.position <= c.through returning s.event_id)
  delete from network_auditevent e using seals where e.id = seals.event_id;
  get diagnostics gone = row_count;
  perform set_config('app.audit_cut', '', true);
  update network_auditcut set confirmed_by_id = app_user(), confirmed_at = now(), events = gone where id = cut;
  return gone;
end $$;

-- An event goes by that function alone: it runs as the owner of the table, and says so.
create or replace function audit_refuse() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and coalesce(current_setting('app.audit_cut', true), '') = 'on'
     and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
    return old;
  end if;
  raise exception 'the audit log only grows' using errcode = '42501';
end $$;

revoke all on function audit_base(), audit_held(bigint), audit_front(), audit_cut_front(), audit_cut(uuid) from public;
grant execute on function audit_base() to worker;
grant execute on function audit_cut_front(), audit_cut(uuid) to app;

alter table network_auditcut enable row level security;
alter table network_auditcut force row level security;
create policy cut_read on network_auditcut for select to app using (holds_post('{audit_admin,privacy_officer}'));
create policy cut_make on network_auditcut for insert to app
  with check (proposed_by_id = (select app_user()) and confirmed_by_id is null and confirmed_at is null
    and holds_post('{audit_admin}'));
create policy cut_call_off on network_auditcut for update to app
  using (confirmed_at is null and called_off_at is null and holds_post('{audit_admin,privacy_officer}'))
  with check (confirmed_at is null and called_off_by_id = (select app_user()));
grant select, insert, update (called_off_by_id, called_off_at) on network_auditcut to app;
create trigger audit_change after insert or update or delete on network_auditcut for each row execute function
  audit_change('audit', 'id', 'through', 'before', 'proposed_by_id', 'confirmed_by_id', 'called_off_by_id');
"""


def _before() -> str:
    """The functions as 0002 and 0005 wrote them, for a log from which nothing was cut."""
    pending = import_module("network.migrations.0005_audit_pending").PENDING
    kept = pending[pending.index("create or replace function audit_seal") : pending.index("revoke all")]
    return kept.replace("create function", "create or replace function")


BACK = (
    """
do $$ begin
  if exists (select 1 from network_auditcut where confirmed_at is not null) then
    raise exception 'entries were cut off: without the checkpoint the chain cannot be verified';
  end if;
end $$;
drop trigger audit_change on network_auditcut;
revoke all on network_auditcut from app;
drop policy cut_call_off on network_auditcut; drop policy cut_make on network_auditcut;
drop policy cut_read on network_auditcut;
create or replace function audit_refuse() returns trigger language plpgsql as $$
begin raise exception 'the audit log only grows' using errcode = '42501'; end $$;
"""
    + _before()
    + "\ndrop function audit_cut(uuid), audit_cut_front(), audit_front(), audit_held(bigint), audit_base();"
)


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


def person(*, null=False):
    """Somebody of the house."""
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """Cannot be taken back once something was cut; the rows of the policy stay."""

    dependencies = [("network", "0122_barred_messages")]
    operations = [
        migrations.CreateModel(
            name="AuditCut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sisterhood.lib.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("through", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
                ("events", models.BigIntegerField()),
                ("before", models.DateTimeField()),
                ("years", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=160)),
                ("note", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                ("proposed_by", person()),
                ("confirmed_by", person(null=True)),
                ("called_off_by", person(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={"ordering": ["-proposed_at", "-id"]},
        ),
        migrations.AddConstraint(
            "auditcut",
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="audit_cut_by_two",
            ),
        ),
        migrations.AddConstraint(
            "auditcut",
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(confirmed_at=None, called_off_at=None),
                name="audit_cut_one_open",
            ),
        ),
        migrations.RunSQL(CUTS, BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
