"""A message never reaches somebody for whom its subject does not exist: asked when it is posted and when it arrives.

Whoever posts may have forgotten to ask, and a conflict may be declared in between. An upper app says who is barred.
"""

from django.db import migrations

BARRED = """
create function message_barred(kind text, subject uuid, person bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;
create function drop_barred_message() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.subject_id is not null and message_barred(new.subject_kind, new.subject_id, new.recipient_id) then
    return null;
  end if;
  return new;
end $$;
create function drop_barred_item() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.subject_id is not null and message_barred(new.subject_kind, new.subject_id, new.user_id) then
    return null;
  end if;
  return new;
end $$;
revoke all on function message_barred(text, uuid, bigint), drop_barred_message(), drop_barred_item() from public;
create trigger drop_barred before insert on network_outboxmessage for each row execute function drop_barred_message();
create trigger drop_barred before insert on network_inboxitem for each row execute function drop_barred_item();
"""
BACK = """
drop trigger drop_barred on network_inboxitem;
drop trigger drop_barred on network_outboxmessage;
drop function drop_barred_item(), drop_barred_message(), message_barred(text, uuid, bigint);
"""


class Migration(migrations.Migration):
    """Functions and triggers only; no table changes."""

    dependencies = [("network", "0120_hint_limits")]
    operations = [migrations.RunSQL(BARRED, BACK)]
