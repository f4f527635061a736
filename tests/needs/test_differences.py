"""No page of needs, and no difference between two of them, tells of fewer than three hamlets."""

import random

from tests.house import House, acting, plain_sql

NEED = "law"  # five women on every sheet, so that a sum says how many sheets lie behind it
COLUMNS = "id, parent_id, level, code, city_id, county_id, township_id, village_id"


def _hamlets(house: House, seed: int) -> None:
    """In three townships of two counties: none to four hamlets that answered in each of five villages."""
    chance = random.Random(seed)
    others = [
        name
        for (name,) in house.raw(
            "select column_name from information_schema.columns where table_name = 'network_unit' and is_generated = 'NEVER'"
        )
        if name not in COLUMNS.split(", ")
    ]
    kept = ", ".join(others)
    towns = house.raw(
        """select id from (select t.id, row_number() over (partition by t.county_id order by t.id) as n,
             dense_rank() over (order by t.county_id) as c from network_unit t where t.level = 3 and t.valid_to is null
             and (select count(*) from network_unit v where v.parent_id = t.id and v.level = 4) >= 5) x
           where c <= 2 and n <= 2 order by id limit 3"""
    )
    assert len(towns) == 3
    for (town,) in towns:
        villages = house.raw("select id from network_unit where parent_id = %s order by id limit 5", [town])
        for (village,) in villages:
            for number in range(chance.choice((0, 0, 1, 1, 2, 3, 4))):
                house.raw(
                    f"""with one as (insert into network_unit ({COLUMNS}, {kept})
                      select nextval(pg_get_serial_sequence('network_unit', 'id')), id, 5, code || '{900 + 10 * seed + number}',
                        city_id, county_id, township_id, id, {kept} from network_unit where id = %s returning id),
                      sheet as (insert into outreach_needssheet
                        (id, unit_id, period, state, owner_id, entered_by_id, entered_at, filled_by_id, filled_at, asked)
                        select gen_random_uuid(), one.id, '2026H1', 'filled', p.id, p.id, now(), p.id, now(), 9
                          from one, (select min(id) as id from network_user) p returning id)
                      insert into outreach_needcount (sheet_id, need, women) select id, '{NEED}', 5 from sheet""",
                    [village],
                )


def _told(unit: int) -> tuple[int, dict[int, int]]:
    rows = plain_sql("select child, about from needs_summed(%s, '2026H1') where need = %s", [unit, NEED])
    sheets = {child: (about or 0) // 5 for child, about in rows}
    return sheets.pop(None, 0), sheets


def test_whatever_two_pages_differ_by_is_nothing_or_three_hamlets(fresh_house):
    seen, hidden = 0, 0
    for seed in range(6):
        fresh_house.raw(
            "delete from outreach_needcount; delete from outreach_needssheet where period = '2026H1'"
        )
        _hamlets(fresh_house, seed)
        with acting("zhou"):
            city = plain_sql("select id from network_unit where level = 1")[0][0]
            units = [city]
            while units:
                here = units.pop()
                whole, parts = _told(here)
                assert whole not in (1, 2), (seed, here)
                assert whole - sum(parts.values()) not in (1, 2), (seed, here, whole, parts)
                for child, sheets in parts.items():
                    assert _told(child)[0] == sheets, "a part is what its own page tells"
                    units.append(child)
                seen += whole
        hidden += fresh_house.raw("select count(*) from outreach_needssheet where period = '2026H1'")[0][0]
    assert seen > hidden > 30, "most sheets are told somewhere"
