"""The demo tells one mediation by the real verbs."""

from sisterhood.demo import cast, mediations


def test_the_demo_shows_an_agreement_that_is_being_carried_out(fresh_house):
    with fresh_house.login("migrator"):
        cast.seat(cast.MEDIATORS)
    mediations.tell_all()
    assert fresh_house.raw("select state, flags from cases_mediation") == [("performing", [])]
    kept = "select count(*) filter (where done_on is not null), count(*) from cases_agreementfollowup"
    assert fresh_house.raw(kept) == [(1, 3)]
    assert fresh_house.raw("select state from cases_document where kind = 'mediation_agreement'") == [
        ("approved",)
    ]
    by = "select distinct u.username from cases_mediationsession s join network_user u on u.id = s.entered_by_id"
    assert fresh_house.raw(by) == [("mu",)]
