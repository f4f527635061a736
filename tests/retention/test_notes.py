"""A counsellor's own notes go when their years are over, and not while the matter is open or held."""

import pytest

from cases.retention import holds, sweep
from tests.retention.conftest import ended
from tests.stories import does, matter


@pytest.fixture
def written(fresh_house):
    """`written(case, years)`: a process note of that age, with its key, as the superuser writes it."""

    def write(case, years: int) -> None:
        fresh_house.raw(
            "set session_replication_role = replica; " + _INSERT.format(case=case.pk, years=years)
        )

    return write


_INSERT = """
insert into cases_processnote (id, session_id, case_id, author_id, note, written_at)
select gen_random_uuid(), gen_random_uuid(), c.id, u.id, 'sealed', now() - interval '{years} years' - interval '1 day'
  from cases_case c, network_user u where c.id = '{case}' and u.username = 'yan';
insert into cases_processnotekey (note_id, author_id, wrapped)
select n.id, n.author_id, 'wrapped' from cases_processnote n
 where not exists (select 1 from cases_processnotekey k where k.note_id = n.id)
"""


def _left(house, case) -> tuple[int, int]:
    return house.raw(
        """select count(n.id), count(k.note_id) from cases_processnote n
             left join cases_processnotekey k on k.note_id = n.id where n.case_id = %s""",
        [case.pk],
    )[0]


def test_a_note_older_than_its_years_goes_with_its_key_and_a_younger_one_stays(fresh_house, written):
    case = ended()
    written(case, 3)
    written(case, 2)
    with fresh_house.login("worker"):
        assert (sweep.forget_notes(), sweep.forget_notes()) == (1, 0)
    assert _left(fresh_house, case) == (1, 1)
    assert fresh_house.raw("select count(*) from cases_event where verb = 'forget_process_notes'") == [(1,)]


def test_while_the_matter_is_open_or_held_no_note_goes(fresh_house, written):
    still, held = matter("lin"), ended()
    does("lin", holds.place_hold, held, issuer="双辽市人民法院", reason="再审调卷")
    written(still, 5)
    written(held, 5)
    with fresh_house.login("worker"):
        assert sweep.forget_notes() == 0
    assert (_left(fresh_house, still), _left(fresh_house, held)) == ((1, 1), (1, 1))
