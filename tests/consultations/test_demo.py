"""The demo's services: chairs to book, a session booked, a letter the court has not answered, a night that is followed."""

from sisterhood.demo import cast, services


def test_the_demo_shows_a_rota_a_session_a_waiting_letter_and_a_night_of_danger(fresh_house):
    with fresh_house.login("migrator"):
        assert cast.seat((*cast.CAST, *cast.ON_DUTY)) == 2
    services.tell_all()
    shifts = dict(fresh_house.raw("select state, count(*) from network_dutyshift group by state"))
    assert shifts == {"confirmed": 4, "offered": 2}
    assert fresh_house.raw("select count(*), count(distinct joint_key) from cases_consultation") == [(2, 1)]
    assert fresh_house.raw("select state from cases_aidreferral") == [("presented",)]
    assert fresh_house.raw("select state from cases_protectionorder") == [("accepted",)]
    running = "select count(*) from network_clock where state = 'running' and limit_id = 'protection.court'"
    assert fresh_house.raw(running) == [(1,)]
