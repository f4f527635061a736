"""The demo tells one mediation by the real verbs."""

from sisterhood.demo import mediations


def test_the_demo_shows_an_agreement_that_is_being_carried_out(fresh_house):
    mediations.tell_all()
    assert fresh_house.raw("select state, flags from cases_mediation") == [("performing", [])]
    kept = "select count(*) filter (where done_on is not null), count(*) from cases_agreementfollowup"
    assert fresh_house.raw(kept) == [(1, 3)]
    assert fresh_house.raw("select state from cases_document where kind = 'mediation_agreement'") == [
        ("approved",)
    ]
