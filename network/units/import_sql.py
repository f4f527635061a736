"""Statements of the import: one for each step and level, never one for each row."""

STAGE = """
drop table if exists incoming;
create temporary table incoming (row int, code text, level smallint, official text, short text,
                                 initials text, quasi boolean, parent_code text) on commit drop
"""
COPY = "copy incoming (row, code, level, official, short, initials, quasi, parent_code) from stdin"

_IS = "u.code = i.code and u.level = i.level and u.valid_to is null"
_PARENT = "p.code = i.parent_code and p.level = i.level - 1 and p.valid_to is null"

REPEATED = """
select i.row, d.first from incoming i
  join (select code, level, min(row) as first from incoming group by code, level having count(*) > 1) d
    using (code, level)
 where i.row <> d.first order by i.row limit %s
"""
ORPHANS = f"""
select i.row, i.parent_code, i.level - 1 from incoming i
 where i.level >= 0
   and not exists (select from incoming p where p.code = i.parent_code and p.level = i.level - 1)
   and not exists (select from network_unit p where {_PARENT})
 order by i.row limit %s
"""
INSERT = f"""
insert into network_unit (code, level, official_name, short_name, initials, aliases, parent_id, is_quasi,
                          hamlet_kind, valid_from)
select i.code, i.level, i.official, i.short, i.initials, '[]', p.id, i.quasi,
       case when i.level = 5 then 'natural_hamlet' else '' end, %s
  from incoming i left join network_unit p on {_PARENT}
 where i.level = %s and (i.row = 0) = %s
   and not exists (select from network_unit u where {_IS})
 order by i.code
"""
# The name a person gave a unit by hand stays as long as the file says what it said before.
RENAME = f"""
update network_unit u set official_name = i.official, short_name = i.short, initials = i.initials,
  is_quasi = i.quasi,
  aliases = case when u.short_name = i.short or u.aliases @> to_jsonb(u.short_name) then u.aliases
                 else u.aliases || to_jsonb(u.short_name) end
  from incoming i where {_IS} and i.row > 0 and u.official_name <> i.official
returning u.id
"""
MOVED = f"""
select u.id, u.parent_id, p.id from incoming i
  join network_unit u on {_IS} join network_unit p on {_PARENT}
 where i.row > 0 and u.parent_id is distinct from p.id order by i.level, i.row
"""
_COLUMNS = ("province_id", "city_id", "county_id", "township_id", "village_id")
_UNDER_ROOT = " or ".join(
    f"u.{column} in (select id from roots where level = {level})" for level, column in enumerate(_COLUMNS)
)
_UNDER_GONE = " or ".join(f"u.{column} in (select id from gone)" for column in _COLUMNS)
# Under the file's own roots only, and never deeper than the file goes, except below a unit that closes.
GONE = f"""
with roots as (
  select u.id, u.level from incoming i join network_unit u on {_IS}
   where i.row > 0 and not exists (
     select from incoming p where p.row > 0 and p.code = i.parent_code and p.level = i.level - 1)
), gone as (
  select u.id from network_unit u
   where u.valid_to is null and ({_UNDER_ROOT}) and u.id not in (select id from roots)
     and u.level <= (select max(level) from incoming)
     and not exists (select from incoming i where {_IS})
)
select u.id from network_unit u where u.valid_to is null and (u.id in (select id from gone) or {_UNDER_GONE})
"""
CLOSE = "update network_unit set valid_to = %s where id = any(%s) and valid_to is null"
OWNER = """
select pg_has_role(session_user, relowner, 'member') from pg_class where oid = 'network_unit'::regclass
"""
