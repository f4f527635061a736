"""The demo has a county that is on, a file three people opened, a note and visits."""

from sisterhood.demo import families


def test_the_demo_tells_a_file_a_note_and_visits(fresh_house):
    families.tell_all()
    assert fresh_house.raw("select turns_on, granted from cases_supportswitch") == [(True, True)]
    told = """select f.state, array_agg(u.username::text order by u.username) from cases_familysupportfile f
                join network_user u on u.id in (f.opened_by_id, f.signed_by_id, f.approved_by_id) group by f.id"""
    assert fresh_house.raw(told) == [("active", ["bai", "gao", "lin"])]
    assert fresh_house.raw("select state from cases_concernnote order by entered_at") == [
        ("opened",),
        ("noted",),
    ]
    visits = "select state, file_id is null from cases_outreachvisit order by entered_at"
    assert fresh_house.raw(visits) == [("visited", False), ("asked", False), ("asked", True)]
    running = (
        "select limit_id from network_clock where state = 'running' and limit_id like 'support.%' order by 1"
    )
    names = [name for (name,) in fresh_house.raw(running)]
    assert names == ["support.note", "support.review", "support.visit", "support.visit"]
