"""Every table of matters equals a count by hand: over the stories of the demo, and at the edges of periods.

The numbers stand here with the stories they come from; whoever changes a story counts again.
"""

from datetime import date, datetime, timedelta

import pytest

from cases.petitions import counting
from cases.petitions.models import Petition
from cases.statistics import measures, periods
from cases.statistics.shapes import ALL, HALF, MONTH, QUARTER, YEAR, Ask
from network.units.models import Unit
from sisterhood.demo import cast, mediations, services, stories
from sisterhood.lib import clock
from tests.house import acting
from tests.stories import matter


@pytest.fixture(scope="module")
def told(house):
    """The stories of petitions (11), of a mediation (1) and of services (3)."""
    with house.login("migrator"):
        cast.seat(cast.MEDIATORS)
    stories.tell_all()
    mediations.tell_all()
    services.tell_all()
    return house


def counted(
    code: str,
    who: str = "zhou",
    unit: str = cast.SIPING,
    since: date | None = None,
    until: date | None = None,
):
    """A table over the last seventy days, or between two days, without what is none."""
    today = clock.today()
    table = measures.table_of(code)
    with acting(who) as (_user, scope):
        here = Unit.objects.current().get(code=unit)
        ask = Ask(here, since or today - timedelta(days=70), until or today + timedelta(days=1), scope)
        return {key: n for key, n in table.count(ask).items() if n}


def line(cells, code: str = ALL) -> dict[str, int]:
    return {column: n for (name, column), n in cells.items() if name == code}


def test_what_came_in_by_way_and_class(told):
    cells = counted("R-1")
    whole = line(cells)
    # letter: schooling. call: the drain. visits: savings, homestead, judgment, wages, road, divorce, shared flat.
    # stations: land, old mother, violence by night, maternity pay, poplar, night of danger.
    assert {
        name: whole.get(name, 0)
        for name in ("letter", "call", "visit", "station", "web", "reception_day", "again")
    } == {
        "letter": 1,
        "call": 1,
        "visit": 7,
        "station": 6,
        "web": 0,
        "reception_day": 0,
        "again": 0,
    }
    assert (whole["total"], whole["matters"], whole["persons"]) == (
        15,
        15,
        13,
    )  # everybody who came, came alone
    assert whole["first"] + whole.get("repeat", 0) == 15
    by_class = {
        name: line(cells, name).get("total", 0)
        for name in (
            "property",
            "marriage_family",
            "labour_social_security",
            "culture_education",
            "general",
            "political",
            "person",
        )
    }
    # property: land, homestead, shared flat; family: old mother, divorce, night of danger; labour: maternity pay twice
    assert by_class == {
        "property": 3,
        "marriage_family": 3,
        "labour_social_security": 2,
        "culture_education": 1,
        "general": 6,
        "political": 0,
        "person": 0,
    }
    assert line(cells, "sex/female")["total"] == 15


def test_the_same_counting_as_everywhere_else_in_the_house(told):
    """One definition: 件次, 件, 批次, 人次, first and repeat as `counting.tally` says, of all matters, sealed ones too."""
    with told.login("migrator"):
        seen = counting.tally(Petition.objects.all())
    whole = line(counted("R-1"))
    assert (whole["total"], whole["matters"], whole["persons"]) == (seen.contacts, seen.matters, seen.persons)
    assert (whole["first"], whole.get("repeat", 0), whole.get("collective", 0)) == (
        seen.first,
        seen.repeat,
        seen.collective,
    )
    assert whole["visit"] + whole["station"] == seen.batches


def test_how_it_was_handled(told):
    whole = line(counted("R-2"))
    assert whole["registered"] == 15
    assert whole["accepted"] == 2  # land, maternity pay
    assert (whole["assigned"], whole["objections"], whole.get("transferred", 0)) == (1, 1, 0)  # the drain
    assert (whole["support"], whole.get("explain", 0), whole.get("not_support", 0)) == (
        1,
        0,
        0,
    )  # maternity pay
    assert whole["closed"] == 4  # savings, maternity pay, the judgment (declined), the poplar (withdrawn)
    assert (whole["rated"], whole["content"]) == (1, 1)
    assert whole["notice_due"] == whole.get("notice_in_time", 0) + whole.get("notice_late", 0)
    assert whole["notice_late"] >= 1  # the homestead


def test_violence_mediation_sessions_letters_and_the_year(told):
    violence = line(counted("R-3"))
    assert (violence["asked"], violence["first"], violence["helped"]) == (
        2,
        2,
        1,
    )  # by night; night of danger, her own order
    assert "applied" not in violence and "granted" not in violence
    mediated = counted("R-4")
    assert line(mediated) == line(mediated, "kind/neighbour") == {"taken": 1, "written": 1}  # the road
    assert line(counted("R-5")) == {}  # booked, not begun; shifts still to come
    letters = counted("R-6")
    assert line(letters) == {"opened": 1, "letters": 1, "used": 1}  # the shared flat, to the court
    year = counted("R-A")
    assert (
        line(year)["n"],
        line(year, "assigned")["n"],
        line(year, "demands")["n"],
        line(year, "demand/labour")["n"],
    ) == (15, 1, 1, 1)


def test_counties_and_what_is_above_them_add_up_in_every_table_that_adds(told):
    counties = Unit.objects.current().filter(parent__code=cast.SIPING, level=2)
    for table in [each for each in measures.tables() if each.adds]:
        parts: dict[tuple[str, str], int] = {}
        for county in counties:
            for key, n in counted(table.code, unit=county.code).items():
                parts[key] = parts.get(key, 0) + n
        with acting("zhou") as (_user, scope):
            today, city = clock.today(), Unit.objects.get(code=cast.SIPING)
            own = table.count(
                Ask(city, today - timedelta(days=70), today + timedelta(days=1), scope, own=True)
            )
        for key, n in own.items():
            parts[key] = parts.get(key, 0) + n
        assert parts == counted(table.code), table.code


def test_lines_and_columns_add_up_as_the_registry_says(told):
    from_registry = [table for table in measures.tables() if table.adds]
    for table in from_registry:
        cells = counted(table.code)
        face = table.face(cells)
        parts: dict[str, list[str]] = {}
        for code, _label, parent in face["lines"]:
            if parent:
                parts.setdefault(parent, []).append(code)
        for total, codes in parts.items():
            for column in table.columns:
                if (table.code, column.code) not in (("R-5", "shifts"), ("R-5", "missed")):
                    assert cells.get((total, column.code), 0) == sum(
                        cells.get((c, column.code), 0) for c in codes
                    ), (table.code, total)
        for column in table.columns:
            for each in column.sums:
                assert cells.get((ALL, column.code), 0) == sum(cells.get((ALL, c), 0) for c in each), (
                    table.code,
                    column.code,
                )


def test_a_station_head_and_an_administrator_count_nothing(told):
    for who in ("he", "luo", "auditor", "sysadmin", "duan"):
        assert counted("R-1", who=who) == {} and counted("R-3", who=who) == {}
    assert counted("R-1", who="feng", unit=cast.SHUANGLIAO) == {}


def test_periods_begin_and_end_at_midnight_in_shanghai(fresh_house):
    """The last minute of a month, 29 February, the last night of a year."""
    moments = [
        datetime(2027, 12, 31, 23, 59, tzinfo=clock.ZONE),
        datetime(2028, 1, 1, 0, 0, tzinfo=clock.ZONE),
        datetime(2028, 2, 29, 23, 59, tzinfo=clock.ZONE),
        datetime(2028, 3, 1, 0, 1, tzinfo=clock.ZONE),
    ]
    for at in moments:
        with clock.moved_to(at):
            matter("lin", category="property")
    for code, expected in (
        ("2027-12", 1),
        ("2028-01", 1),
        ("2028-02", 1),
        ("2028-03", 1),
        ("2027Q4", 1),
        ("2028Q1", 3),
        ("2027H2", 1),
        ("2028H1", 3),
        ("2027", 1),
        ("2028", 3),
    ):
        period = periods.read(code)
        assert period.code == code
        assert line(counted("R-1", since=period.since, until=period.until)).get("total", 0) == expected, code
        # a moment and a day fall into the same period
        clocks = line(counted("R-2", since=period.since, until=period.until))
        assert clocks.get("registered", 0) == expected, code
    assert periods.containing(MONTH, date(2028, 2, 29)).last_day == date(2028, 2, 29)
    assert periods.containing(QUARTER, date(2026, 12, 31)).after.code == "2027Q1"
    assert periods.containing(HALF, date(2026, 7, 1)).before.code == "2026H1"
    assert periods.containing(YEAR, date(2026, 1, 1)).year_ago.code == "2025"
    assert [periods.read(bad) for bad in ("2026-00", "2026Q5", "2026H3", "26", "2026-1", "", "２０２６")] == [
        None
    ] * 7
