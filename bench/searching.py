"""Cases 14 and 15: a common word costs what stands inside the scope, however many matters the nation has.

The nation's townships get names, one in eight the same one; the product's own triggers make the words of every matter.
"""

from bench.ground import CITY, NATION, Line
from bench.house import House
from bench.lists import ROUNDS
from bench.measure import Check, Finding, interleave, same
from cases.search.groups import MOST
from cases.search.matters import WORDS

COMMON = "平安镇"
NAMES = f"""
update network_unit set short_name = case when level = 3 and id % 8 = 0 then '{COMMON}'
   else chr(19968 + (id * 7919 % 3000)::int) || chr(19968 + (id::bigint * 104729 % 3000)::int)
        || (array['市', '县', '镇', '村', '屯'])[level] end where level between 1 and 5
"""
# The same words without a scope in front: what a search costs that looks everywhere and leaves out afterwards.
PLAIN = """
create table bench_text as select case_id, city_id, opened_at, place, search_pairs(place) as pairs from cases_casetext;
create index bench_text_pairs on bench_text using gin (pairs);
analyze bench_text
"""
# Twenty times in one statement, so that the way to the server and back is no part of the ratio.
TWENTY = "select count(*) from generate_series(1, 20) g cross join lateral ({} + 0 * g) found"
FILTERED = """
select case_id from bench_text where pairs @> search_pairs(%s) and city_id = %s and strpos(place, %s) > 0
 order by opened_at desc, case_id desc limit %s
"""
SHARE = """
select round(avg((city_id = %s)::int), 3)::float8 from bench_text where pairs @> search_pairs('平安镇')
"""
SCOPED = """
select case_id from cases_casetext where tokens @> search_behind(%s::text, search_pairs(%s))
   and strpos(place, %s) > 0 order by opened_at desc, case_id desc limit %s
"""


def _told(house: House, database: str) -> int:
    """Give the units names and the matters words, once; how many texts there are."""
    with house.ground.connect(database, autocommit=True) as one:
        (there,) = one.execute("select count(*) from cases_casetext").fetchone()
        if not there:
            one.execute("set session_replication_role = replica")
            one.execute(NAMES)
            one.execute("set session_replication_role = origin")
            one.execute("do $$ begin perform case_text_put(id) from cases_case; end $$")
            one.execute("vacuum analyze cases_casetext")
            (there,) = one.execute("select count(*) from cases_casetext").fetchone()
    return there


def case_14(house: House) -> Finding:
    """A common word in a city, as its leader asks: nation ÷ city database."""
    texts = {name: _told(house, name) for name in (CITY, NATION)}
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    asked = (WORDS, [COMMON, [COMMON], MOST + 1])
    with house.ground.line(CITY, "app", scope) as alone, house.ground.line(NATION, "app", scope) as all_:
        same({"city alone": alone.rows(*asked), "nation": all_.rows(*asked)})
        found = len(all_.rows(*asked))
        arms = {"city alone": lambda _turn: alone.rows(*asked), "nation": lambda _turn: all_.rows(*asked)}
        ms = interleave(arms, ROUNDS)
    check = Check("common word in a city", ms["nation"] / ms["city alone"], 2)
    notes = {f"texts, {name}": count for name, count in texts.items()} | {"found": found}
    return Finding("search for a common word, nation ÷ city database", [check], ms, notes)


def case_15(house: House) -> Finding:
    """A token behind its scope ÷ the same index without, filtered afterwards; both as the owner.

    A small nation has few cities, and a share of the hits in one of them bounds the ratio from below: the notes tell it.
    """
    _told(house, NATION)
    city = house.cities.median
    with house.ground.connect(NATION, autocommit=True) as one:
        (made,) = one.execute("select to_regclass('bench_text') is not null").fetchone()
        for statement in () if made else PLAIN.split(";"):
            one.execute(statement)
        line = Line(one)
        scoped = (SCOPED, [city, COMMON, COMMON, MOST + 1])
        filtered = (FILTERED, [COMMON, city, COMMON, MOST + 1])
        same({"scoped": line.rows(*scoped), "filtered": line.rows(*filtered)})
        arms = {
            "scoped": lambda _turn: line.rows(TWENTY.format(scoped[0]), scoped[1]),
            "filtered": lambda _turn: line.rows(TWENTY.format(filtered[0]), filtered[1]),
        }
        ms = interleave(arms, ROUNDS)
        (share,) = one.execute(SHARE, [city]).fetchone()
    check = Check("token behind its scope ÷ filter", ms["scoped"] / ms["filtered"], 0.25)
    return Finding(
        "search with the scope in the token ÷ filtered afterwards", [check], ms, {"share of the hits": share}
    )
